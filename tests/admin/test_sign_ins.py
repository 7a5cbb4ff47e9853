"""Sign-ins that fail too often wait, by name and address and by address alone; nobody locks out a colleague."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases.admin import sign_ins
from pressreleases.models import AuditEntry
from tests.making import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.3"
OF_ONE_NAME, OF_ONE_ADDRESS = sign_ins.OF_ONE_NAME, sign_ins.OF_ONE_ADDRESS
ANYWHERE = sign_ins.OF_ONE_NAME_ANYWHERE


@pytest.fixture(autouse=True)
def _staff(details, editor):
    """An editor who could sign in."""


def sign_in(username="editor", password="wrong", address=HERE, **headers):
    given = {"username": username, "password": password}
    return Client().post("/admin/login/?next=/admin/", given, REMOTE_ADDR=address, **headers)


def fail(times, username="editor", address=HERE, **headers):
    for _time in range(times):
        assert sign_in(username, address=address, **headers).status_code == 200


def later(monkeypatch, **span):
    """Let the trail be read as if so much time had passed."""
    now = timezone.now() + dt.timedelta(**span)
    monkeypatch.setattr("pressreleases.admin.sign_ins.timezone.now", lambda: now)


def test_after_several_failures_not_even_the_right_password_is_tried_and_the_wait_is_said():
    fail(OF_ONE_NAME)
    response = sign_in(password=PASSWORD)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 600
    page = response.content.decode()
    assert "Too many sign-ins have failed here. Try again in 10 minutes." in page
    assert 'value="editor"' in page
    assert PASSWORD not in page


def test_one_failure_fewer_makes_nobody_wait():
    fail(OF_ONE_NAME - 1)
    assert sign_in(password=PASSWORD).status_code == 302


def test_what_was_not_tried_is_no_failure_and_prolongs_nothing(monkeypatch):
    fail(OF_ONE_NAME)
    later(monkeypatch, minutes=9)
    for _time in range(3):
        assert sign_in().status_code == 429
    assert AuditEntry.objects.filter(act="sign-in-failed").count() == OF_ONE_NAME
    later(monkeypatch, minutes=10)
    assert sign_in(password=PASSWORD).status_code == 302


def test_an_outsider_does_not_lock_out_a_colleague_who_sits_elsewhere():
    fail(OF_ONE_NAME, address=ELSEWHERE)
    assert sign_in(address=ELSEWHERE).status_code == 429
    assert sign_in(password=PASSWORD).status_code == 302


def test_another_name_from_the_same_office_does_not_wait_for_it():
    make_user("Author")
    fail(OF_ONE_NAME)
    assert sign_in("author", PASSWORD).status_code == 302
    assert sign_in(password=PASSWORD).status_code == 429


def test_many_names_from_one_address_wait_all_the_same():
    for number in range(OF_ONE_ADDRESS):
        assert sign_in(f"guess{number}").status_code == 200
    assert sign_in(password=PASSWORD).status_code == 429
    assert sign_in(password=PASSWORD, address=ELSEWHERE).status_code == 302


def test_a_name_written_in_another_way_is_the_same_name():
    for typed in ("editor", " editor", "editor  ", "ｅditor", "editor"):
        assert sign_in(typed).status_code == 200
    assert sign_in(" editor ", PASSWORD).status_code == 429


def test_a_sign_in_that_went_well_forgives_the_failures_before_it():
    fail(OF_ONE_NAME - 1)
    assert sign_in(password=PASSWORD).status_code == 302
    fail(OF_ONE_NAME - 1)
    assert sign_in(password=PASSWORD).status_code == 302


def test_that_of_another_name_forgives_nothing():
    make_user("Author")
    fail(OF_ONE_NAME)
    assert sign_in("author", PASSWORD).status_code == 302
    assert sign_in(password=PASSWORD).status_code == 429


def test_the_addresses_of_one_ipv6_network_count_as_one():
    for number in range(OF_ONE_NAME):
        assert sign_in(address=f"2001:db8::{number + 1}").status_code == 200
    assert sign_in(address="2001:db8::ffff").status_code == 429
    assert sign_in(address="2001:db8:0:1::1").status_code == 200


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(settings):
    settings.BEHIND_PROXY = True
    fail(OF_ONE_NAME, address="127.0.0.1", HTTP_X_FORWARDED_FOR=f"203.0.113.1, {HERE}")
    forged = {"HTTP_X_FORWARDED_FOR": f"203.0.113.99, {HERE}"}
    assert sign_in(password=PASSWORD, address="127.0.0.1", **forged).status_code == 429
    assert sign_in(password=PASSWORD, address="127.0.0.1", HTTP_X_FORWARDED_FOR=ELSEWHERE).status_code == 302


def test_without_an_address_a_name_waits_too():
    fail(OF_ONE_NAME, address="")
    assert sign_in(password=PASSWORD, address="").status_code == 429
    assert sign_in(password=PASSWORD).status_code == 302


def test_an_unknown_name_waits_as_a_known_one_does():
    fail(OF_ONE_NAME, username="nobody")
    unknown = sign_in("nobody")
    fail(OF_ONE_NAME)
    known = sign_in()
    assert unknown.status_code == known.status_code == 429
    said = [response.context["form"].non_field_errors() for response in (unknown, known)]
    assert said[0] == said[1]


def fail_everywhere(times, username="editor", last=9):
    """Each from an address of its own, as many machines together would."""
    for number in range(times):
        assert sign_in(username, address=f"198.51.{number}.{last}").status_code == 200


def test_a_name_that_fails_in_many_places_has_one_try_at_each_new_one(monkeypatch):
    fail_everywhere(ANYWHERE)
    assert sign_in(address="203.0.113.5").status_code == 200
    assert sign_in(password=PASSWORD, address="203.0.113.5").status_code == 429
    make_user("Author")
    assert sign_in("author", PASSWORD, address="203.0.113.5").status_code == 302
    later(monkeypatch, minutes=10, seconds=1)
    assert sign_in(password=PASSWORD, address="203.0.113.5").status_code == 302


def test_however_long_others_go_on_the_owner_signs_in_at_a_new_address():
    fail_everywhere(3 * ANYWHERE)
    assert sign_in(password=PASSWORD, address="203.0.113.6").status_code == 302


def test_of_a_name_that_fails_in_many_places_a_large_ipv6_network_has_one_try():
    fail_everywhere(ANYWHERE)
    assert sign_in(address="2001:db8:0:1::1").status_code == 200
    assert sign_in(password=PASSWORD, address="2001:db8:0:2::1").status_code == 429
    assert sign_in(password=PASSWORD, address="2001:db8:1:1::1").status_code == 302


def test_one_failure_fewer_in_many_places_leaves_every_try():
    fail_everywhere(ANYWHERE - 2)
    fail(1)
    assert sign_in(password=PASSWORD).status_code == 302


def test_where_the_owner_has_signed_in_before_nobody_elsewhere_locks_them_out():
    assert sign_in(password=PASSWORD).status_code == 302
    fail_everywhere(ANYWHERE)
    fail(OF_ONE_NAME - 1)
    assert sign_in(password=PASSWORD).status_code == 302
    fail(OF_ONE_NAME)
    assert sign_in(password=PASSWORD).status_code == 429


def test_a_place_is_not_known_for_ever(monkeypatch):
    assert sign_in(password=PASSWORD).status_code == 302
    later(monkeypatch, days=91)
    monkeypatch.setattr(sign_ins, "WITHIN", dt.timedelta(days=92))
    fail_everywhere(ANYWHERE)
    fail(1)
    assert sign_in(password=PASSWORD).status_code == 429


def test_an_unknown_name_waits_everywhere_as_a_known_one_does():
    fail_everywhere(ANYWHERE, "nobody")
    fail_everywhere(ANYWHERE, "editor")
    names = ("nobody", "editor")
    assert [sign_in(name, address="203.0.113.5").status_code for name in names] == [200, 200]
    answers = [sign_in(name, address="203.0.113.5") for name in names]
    assert [answer.status_code for answer in answers] == [429, 429]
    said = [answer.context["form"].non_field_errors() for answer in answers]
    assert said[0] == said[1]


def test_looking_up_what_failed_takes_as_many_queries_however_much_did():
    def queries_of_a_look():
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            sign_ins.waits("editor")
        return len(queries)

    before = queries_of_a_look()
    fail_everywhere(ANYWHERE)
    under_attack = queries_of_a_look()
    assert under_attack == before + 1
    fail_everywhere(ANYWHERE, last=10)
    assert queries_of_a_look() == under_attack


def test_what_failed_is_found_by_its_own_indexes_among_the_failures_of_many_names_and_places():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pressreleases_auditentry (act, actor_name, kind, label, language, digest, source, details) "
            "SELECT 'sign-in-failed', 'name' || n, '', '', '', '', inet '10.0.0.0' + n, '{}' "
            "FROM generate_series(1, 3000) AS n"
        )
        cursor.execute("ANALYZE pressreleases_auditentry")
        for column, value in (("actor_name", "name7"), ("source", "10.0.0.7")):
            cursor.execute(
                f"EXPLAIN SELECT at FROM pressreleases_auditentry WHERE {column} = %s AND act = %s "
                "AND at > now() - interval '10 minutes' ORDER BY at DESC, id DESC OFFSET 4 LIMIT 1",
                [value, "sign-in-failed"],
            )
            assert "audit_sign_ins_" in str(cursor.fetchall())


def rename(account, name):
    account.username = name
    account.save(update_fields=["username"])


def test_an_account_that_was_renamed_is_known_where_it_signed_in_under_its_former_name(editor):
    assert sign_in(password=PASSWORD).status_code == 302
    rename(editor, "leyla")
    fail_everywhere(ANYWHERE, "leyla")
    fail(OF_ONE_NAME - 1, "leyla")
    assert sign_in("leyla", PASSWORD).status_code == 302


def test_who_gets_a_name_that_another_account_had_is_not_known_where_that_one_signed_in(editor):
    assert sign_in(password=PASSWORD).status_code == 302
    rename(editor, "leyla")
    make_user("Author", "editor")
    fail_everywhere(ANYWHERE)
    fail(1)
    assert sign_in(password=PASSWORD).status_code == 429


def test_a_former_name_is_no_password_and_is_kept_whole(editor):
    assert sign_in(password=PASSWORD).status_code == 302
    rename(editor, "leyla")
    fail(1)
    fail(1, "correct horse")
    kept = AuditEntry.objects.filter(act="sign-in-failed").order_by("pk").values_list("actor_name", flat=True)
    assert kept[0] == "editor"
    assert kept[1].startswith("co… ")


def test_a_name_under_which_an_account_was_only_made_is_kept_whole_too(client, editor):
    administrator = make_user("Administrator")
    client.force_login(administrator)
    filled = {
        "username": "leyla.m",
        "is_active": "on",
        "is_staff": "on",
        "first_name": "",
        "last_name": "",
        "email": "",
    }
    client.post(f"/admin/auth/user/{editor.pk}/change/", filled)
    client.post(f"/admin/auth/user/{editor.pk}/change/", {**filled, "username": "leyla"})
    newest = AuditEntry.objects.filter(kind="account").order_by("-pk")[:1].get()
    assert newest.details["former_username"] == "leyla.m"
    fail(1, "leyla.m")
    assert AuditEntry.objects.filter(act="sign-in-failed").get().actor_name == "leyla.m"


def test_tries_with_a_name_that_no_account_has_are_still_counted_one_name_by_one():
    fail(OF_ONE_NAME, "my secret")
    assert sign_in("my secret").status_code == 429
    assert sign_in("my other secret").status_code == 200
    assert AuditEntry.objects.filter(actor_name__contains="secret").count() == 0


def test_a_name_is_read_as_the_form_reads_it():
    assert sign_ins.as_typed(" ｅditor\0 ") == "editor"
    assert sign_ins.as_typed("x" * 200) == "x" * 150


def test_of_an_unknown_name_two_letters_and_a_mark_are_kept():
    kept = sign_ins.as_kept("correct horse")
    assert kept.startswith("co… ")
    assert len(kept) == len("co… 00")
    assert sign_ins.as_kept("editor") == "editor"
    assert sign_ins.as_kept("") == ""
