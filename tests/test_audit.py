"""The audit trail: recording within a transaction, where an act comes from, and who is named as the actor."""

import datetime as dt
import json
import logging
import sys
from io import StringIO

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from pressreleases import worker
from pressreleases.audit import ClientAddressMiddleware, acting, actor_type, address_of, client_address, record
from pressreleases.models import AuditEntry, Topic
from pressreleases.models.audit import ActorType, AuditAct
from pressreleases.worker import Task
from tests.audit_entries import last
from tests.making import make_release, make_user
from tests.models.refusals import refused_by, sql
from tests.public.page_elements import page, words

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_an_error():
    with pytest.raises(transaction.TransactionManagementError):
        record(AuditAct.SAVED, by=None)
    assert not AuditEntry.objects.exists()


def test_a_typed_name_of_any_length_and_bytes_fits():
    record(AuditAct.SIGN_IN_FAILED, by=None, typed_name="a\0b" * 1000)
    assert last().actor_name == "ab" * 75


def test_a_line_goes_to_standard_error_once_with_nothing_before_it(django_capture_on_commit_callbacks):
    audit = logging.getLogger("mission.audit")
    # pytest may have added a handler of its own.
    (handler,) = [each for each in audit.handlers if type(each) is logging.StreamHandler]
    assert not audit.propagate
    was, written = handler.setStream(StringIO()), handler.stream
    try:
        with django_capture_on_commit_callbacks(execute=True):
            record(AuditAct.SIGN_IN_FAILED, by=None, typed_name="ə\n\u2028\x1b[2J")
    finally:
        handler.setStream(was or sys.stderr)
    (line,) = written.getvalue().splitlines()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["actor"] == "ə\n\u2028\x1b[2J"


def request(**headers):
    return RequestFactory().get("/", **{"REMOTE_ADDR": "192.0.2.1", **headers})


def test_the_address_is_that_of_the_connection_and_not_of_a_header(settings):
    settings.BEHIND_PROXY = False
    assert address_of(request(HTTP_X_FORWARDED_FOR="198.51.100.9")) == "192.0.2.1"
    assert address_of(request(HTTP_FORWARDED="for=198.51.100.9", HTTP_X_REAL_IP="198.51.100.9")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("198.51.100.9, 203.0.113.5", "203.0.113.5"),
        ("198.51.100.9,2001:DB8::7", "2001:db8::7"),
        ("203.0.113.5:41234", "203.0.113.5"),
        ("[2001:db8::7]:41234", "2001:db8::7"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        # Without the proxy's header, the client's own is not used.
        ("198.51.100.9, unknown", ""),
        ("198.51.100.9, ", ""),
        ("198.51.100.9, 1.2.3.4; DROP TABLE", ""),
    ],
)
def test_behind_a_proxy_the_address_is_the_last_hop(settings, forwarded, address):
    settings.BEHIND_PROXY = True
    assert address_of(request(HTTP_X_FORWARDED_FOR=forwarded)) == address


def test_behind_a_proxy_without_the_header_it_is_the_proxy_s(settings):
    settings.BEHIND_PROXY = True
    assert address_of(request()) == "192.0.2.1"


def test_over_a_socket_there_is_no_address(settings):
    settings.BEHIND_PROXY = False
    assert address_of(request(REMOTE_ADDR="")) == ""


def test_the_address_is_forgotten_with_the_request_also_after_a_failure():
    seen = []

    def fails(_request):
        seen.append(client_address())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ClientAddressMiddleware(fails)(request())
    assert (seen, client_address()) == (["192.0.2.1"], "")


def test_outside_a_request_an_act_is_a_command_s_even_with_an_account():
    assert actor_type(has_account=False) == ActorType.COMMAND
    assert actor_type(has_account=True) == ActorType.COMMAND


def test_within_a_request_it_is_the_account_s_or_a_visitor_s():
    seen = []

    def answer(_request):
        seen.extend([actor_type(has_account=True), actor_type(has_account=False)])

    ClientAddressMiddleware(answer)(request())
    assert seen == [ActorType.ACCOUNT, ActorType.VISITOR]
    assert actor_type(has_account=False) == ActorType.COMMAND


def test_what_the_site_does_by_itself_ends_with_its_block_also_after_a_failure():
    seen = []

    def fails():
        seen.append(actor_type(has_account=False))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), acting(ActorType.SITE):
        fails()
    assert seen == [ActorType.SITE]
    assert actor_type(has_account=False) == ActorType.COMMAND


TRAIL = "/admin/pressreleases/auditentry/"
OLD = "INSERT INTO pressreleases_auditentry (act, actor_name, actor_id, kind, label, language, digest, details) "


def record_here(*args, **kwargs):
    with transaction.atomic():
        return record(*args, **{"by": None, **kwargs})


def as_before(act, name, actor="NULL"):
    """An entry as versions without types wrote it."""
    sql(f"{OLD} VALUES ('{act}', '{name}', {actor}, '', '', '', '', '{{}}')")
    return last()


def shown_in_the_list(client):
    return words(client.get(TRAIL), "td", class_="field-by_whom")


def test_what_a_signed_in_account_does_in_a_request_is_an_account_s(client, editor):
    client.force_login(editor)
    client.post("/admin/logout/")
    entry = last()
    assert (entry.act, entry.actor_type, entry.who) == ("signed-out", "account", "editor")


def test_what_a_command_does_is_a_command_s_even_in_somebody_s_name(editor):
    assert record_here(AuditAct.IMPORTED).who == "command"
    entry = record_here(AuditAct.IMPORTED, by=editor)
    assert (entry.actor_type, entry.actor, entry.who) == ("command", editor, "editor (command)")


def test_what_the_worker_does_is_the_site_s():
    worker._do(Task("test", lambda: record_here(AuditAct.CARRIED_FORWARD), dt.timedelta(days=1)))
    assert (last().actor_type, last().who) == ("site", "the site")
    record_here(AuditAct.CARRIED_FORWARD)
    assert last().actor_type == "command", "after the duty"


def test_a_failed_sign_in_is_of_somebody_who_is_not_signed_in(client, editor):
    client.post("/admin/login/", {"username": "editor", "password": "wrong"})
    assert (last().actor_type, last().who) == ("visitor", "“editor” (typed, not signed in)")
    client.post("/admin/login/", {"username": "", "password": "wrong"})
    assert last().who == "not signed in"


def test_an_answer_over_a_link_signed_with_an_account_s_name_is_shown_as_typed(client, editor):
    record_here(AuditAct.CLEARED, make_release("Visit"), typed_name="editor", over_link=True)
    entry = last()
    assert (entry.actor, entry.actor_type, entry.actor_name) == (None, "link", "editor")
    assert str(entry).startswith("“editor” (typed on a preview link) · cleared")
    client.force_login(make_user("Administrator"))
    assert shown_in_the_list(client) == ["“editor” (typed on a preview link)"]
    assert "“editor” (typed on a preview link)" in page(client.get(f"{TRAIL}{entry.pk}/change/"))


def test_entries_without_a_type_are_shown_by_their_content(client, editor):
    as_before("saved", "editor", editor.pk)
    for act in ("cleared", "declined", "sign-in-failed", "imported", "an-act-of-later"):
        as_before(act, "editor" if act != "imported" else "")
    entries = AuditEntry.objects.order_by("pk")
    assert {entry.actor_type for entry in entries} == {""}
    assert [entry.who for entry in entries] == [
        "editor",
        "“editor” (typed on a preview link)",
        "“editor” (typed on a preview link)",
        "“editor” (typed, not signed in)",
        "the site, or a command",
        "the site, or a command",
    ]
    client.force_login(make_user("Administrator"))
    for entry in entries:
        assert client.get(f"{TRAIL}{entry.pk}/change/").status_code == 200


@pytest.mark.parametrize(
    ("kind", "actor"), [("account", "NULL"), ("link", None), ("site", None), ("visitor", None), ("x", "NULL")]
)
def test_the_database_refuses_a_type_that_contradicts_the_account(editor, kind, actor):
    columns = OLD.replace("(act,", "(actor_type, act,")
    with refused_by("audit_actor_is_of_its_type"):
        sql(f"{columns} VALUES ('{kind}', 'saved', '', {actor or editor.pk}, '', '', '', '', '{{}}')")


def test_the_type_of_an_entry_cannot_be_changed(editor):
    record_here(AuditAct.SAVED, by=editor)
    with refused_by("audit_entry_is_fixed"):
        sql("UPDATE pressreleases_auditentry SET actor_type = ''")


def test_acts_are_found_by_either_name_after_an_account_was_renamed_and_no_typed_name_is(client, editor):
    administrator = make_user("Administrator")
    record_here(AuditAct.SAVED, by=editor)
    editor.username = "leyla"
    editor.save()
    record_here(AuditAct.EXPORTED, by=editor)
    record_here(AuditAct.DECLINED, make_release("Visit"), typed_name="leyla", over_link=True)
    record_here(AuditAct.SAVED, by=administrator)
    client.force_login(administrator)

    def found(query):
        return words(client.get(TRAIL, {"q": query}), "td", class_="field-by_whom")

    own = ["leyla (command)", "editor (now: leyla) (command)"]
    assert found("editor") == own
    assert found("leyla") == ["“leyla” (typed on a preview link)", *own]
    assert found("leyl edit") == own
    assert found("nobody") == []
    by_account = client.get(TRAIL, {"actor__id__exact": editor.pk})
    assert words(by_account, "td", class_="field-by_whom") == own
    of_links = client.get(TRAIL, {"actor_type__exact": "link"})
    assert words(of_links, "td", class_="field-by_whom") == ["“leyla” (typed on a preview link)"]


def test_failed_sign_ins_under_a_former_name_and_what_was_done_to_the_account_are_found_by_the_new_one(client, editor):
    administrator = make_user("Administrator")
    record_here(AuditAct.ACCOUNT_CHANGED, editor, by=administrator)
    editor.username = "leyla"
    editor.save()
    client.post("/admin/login/", {"username": "editor", "password": "wrong"})
    client.post("/admin/login/", {"username": "somebody else", "password": "wrong"})
    client.force_login(administrator)
    found = words(client.get(TRAIL, {"q": "leyla"}), "td", class_="field-by_whom")
    assert found == ["“editor” (typed, not signed in)", f"{administrator} (command)"]


def test_a_new_name_and_words_of_a_title_find_what_the_account_did_with_that_text(client, editor):
    record_here(AuditAct.SAVED, make_release("Human Rights Day"), by=editor)
    record_here(AuditAct.SAVED, make_release("A visit"), by=editor)
    editor.username = "leyla"
    editor.save()
    client.force_login(make_user("Administrator"))

    def found(query):
        return words(client.get(TRAIL, {"q": query}), "td", class_="field-label")

    assert found("leyla Human") == found("rights editor") == found("leyla editor day") == ["Human Rights Day"]
    assert found("leyla flood") == found("somebody human") == []
    assert len(found("")) >= 2


def test_the_page_of_an_entry_marks_a_typed_name(client, editor):
    record_here(AuditAct.DECLINED, make_release("Visit"), typed_name="editor", over_link=True)
    client.force_login(make_user("Administrator"))
    shown = words(client.get(f"{TRAIL}{last().pk}/change/"), "div", class_="readonly")
    assert "“editor” (typed on a preview link)" in shown
    assert "editor" not in shown


def test_the_list_takes_the_same_queries_for_one_account_and_for_many(client):
    client.force_login(make_user("Administrator"))

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(TRAIL, {"q": "e"}).status_code == 200
        return len(found)

    record_here(AuditAct.SAVED, by=make_user("Editor"))
    queries()
    one = queries()
    for number in range(20):
        record_here(AuditAct.SAVED, by=make_user("Editor", f"editor{number}"))
    assert queries() == one


def test_the_history_of_a_topic_names_accounts_and_says_when_a_command_acted(client, editor):
    topic = Topic.objects.create()
    record_here(AuditAct.IMPORTED, topic)
    record_here(AuditAct.SAVED, topic, by=editor)
    client.force_login(make_user("Administrator"))
    said = page(client.get(f"/admin/pressreleases/topic/{topic.pk}/history/"))
    assert "editor (command) saved" in said
    assert "command imported" in said
