"""A lost second factor is reset by two administrators; what else needs a person who confirms, and who is told."""

import datetime as dt
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group, User
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from pressreleases import second_factors
from pressreleases.admin import sign_ins
from pressreleases.audit import record
from pressreleases.models import AuditEntry, Edition, Notice, StaffSession
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import send_due
from pressreleases.publishing import publish
from tests.admin.filling import shown
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ann(details):
    ann = make_user("Editor", "ann")
    TOTP.activate(ann, SECRET)
    return ann


@pytest.fixture
def url(ann):
    return f"/admin/auth/user/{ann.pk}/second-factor/"


@pytest.fixture
def one(details):
    return make_user("Administrator", "one")


@pytest.fixture
def two(details):
    return make_user("Administrator", "two")


def of(user):
    client = Client()
    client.force_login(user)
    return client


def press(user, url, button):
    return of(user).post(url, {button: "1"})


def test_one_asks_another_confirms_and_the_owner_is_told_of_both(ann, url, one, two):
    signed_in = of(ann)
    assert press(one, url, "ask").status_code == 302
    assert second_factors.has(ann)
    assert "Another administrator must confirm it." in of(one).get(url).content.decode()
    page = of(two).get(url).content.decode()
    assert "Asked for by one on" in page
    assert press(two, url, "confirm").status_code == 302
    assert not Authenticator.objects.exists()
    assert not StaffSession.objects.of(ann).exists()
    assert signed_in.get("/admin/").status_code == 302
    entries = AuditEntry.objects.filter(kind="account", key=ann.pk).order_by("pk")
    assert [(entry.actor_name, entry.details["changed"]) for entry in entries] == [
        ("one", ["factors-reset-asked"]),
        ("two", ["factors-reset"]),
    ]
    assert [row.details["what"] for row in Notice.objects.order_by("pk")] == ["factors-reset-asked", "factors-reset"]


@pytest.mark.parametrize("buttons", [["confirm"], ["ask", "confirm"], ["ask", "ask", "confirm", "confirm"]])
def test_one_administrator_alone_removes_nothing(ann, url, one, buttons):
    for button in buttons:
        press(one, url, button)
    assert second_factors.has(ann)
    assert AuditEntry.objects.filter(key=ann.pk).count() == int("ask" in buttons)


def test_an_account_that_the_first_has_made_is_no_second_person(ann, url, one, two):
    record(AuditAct.ACCOUNT_CHANGED, two, by=one, details={"new": True})
    press(one, url, "ask")
    assert press(two, url, "confirm").status_code == 200
    assert second_factors.has(ann)
    assert "You cannot confirm it" in of(two).get(url).content.decode()


def test_neither_is_one_whose_link_the_first_has_seen_nor_the_other_way_around(ann, url, one, two):
    record(AuditAct.ACCOUNT_CHANGED, one, by=two, details={"changed": ["password-link"]})
    press(one, url, "ask")
    press(two, url, "confirm")
    assert second_factors.has(ann)


def test_what_was_asked_ends_after_a_day(ann, url, one, two):
    press(one, url, "ask")
    assert second_factors.asked_reset(ann)
    assert not second_factors.asked_reset(ann, at=timezone.now() + dt.timedelta(hours=24, seconds=1))


@pytest.mark.parametrize("did", ["used", "added"])
def test_it_ends_when_the_owner_has_a_factor_after_all(ann, url, one, two, did):
    press(one, url, "ask")
    if did == "used":
        record(AuditAct.SIGNED_IN, ann, by=ann, details={"second-factor": True})
    else:
        second_factors.note_change(ann, "passkey-added", by=ann)
    press(two, url, "confirm")
    assert second_factors.has(ann)


@pytest.mark.parametrize("how", ["inactive", "demoted"])
def test_it_ends_when_the_first_is_no_administrator_any_more(ann, url, one, two, how):
    press(one, url, "ask")
    if how == "inactive":
        one.is_active = False
        one.save()
    else:
        one.groups.set([Group.objects.get(name="Editor")])
    press(two, url, "confirm")
    assert second_factors.has(ann)


@pytest.mark.parametrize("how", ["inactive", "demoted"])
def test_then_another_asks_anew_at_once(ann, url, one, two, how):
    three = make_user("Administrator", "three")
    press(one, url, "ask")
    if how == "inactive":
        one.is_active = False
        one.save()
    else:
        one.groups.set([Group.objects.get(name="Editor")])
    press(two, url, "ask")
    assert second_factors.has(ann)
    assert "Asked for by two on" in of(three).get(url).content.decode()
    press(three, url, "confirm")
    assert not second_factors.has(ann)


def test_an_editor_has_no_such_page_and_nobody_resets_their_own(ann, url, one, two):
    assert press(make_user("Editor"), url, "ask").status_code == 403
    TOTP.activate(one, SECRET)
    own = url.replace(str(ann.pk), str(one.pk))
    press(two, own, "ask")
    assert "This is your own account." in of(one).get(own).content.decode()
    press(one, own, "confirm")
    assert second_factors.has(one)


def test_an_administrator_resets_no_superuser(one, two, details):
    root = User.objects.create_superuser("root")
    TOTP.activate(root, SECRET)
    url = f"/admin/auth/user/{root.pk}/second-factor/"
    assert press(one, url, "ask").status_code == 403
    assert not AuditEntry.objects.filter(key=root.pk).exists()


def test_the_form_of_an_account_says_which_factors_it_has(ann, one):
    page = of(one).get(f"/admin/auth/user/{ann.pk}/change/").content.decode()
    assert "Authenticator app." in page
    assert "Reset second factor" in page
    page = of(one).get(f"/admin/auth/user/{one.pk}/change/").content.decode()
    assert "Reset second factor" not in page


# What is only done for a person who has confirmed


def long_ago(user):
    client = of(user)
    session = client.session
    session["confirmed_at"] = time.time() - 901
    session.save()
    return client


def test_roles_are_changed_only_after_asking_again_and_nothing_typed_is_lost(ann, one):
    client, url = long_ago(one), f"/admin/auth/user/{ann.pk}/change/"
    page = client.get(url)
    assert "Confirm that it is you" not in page.content.decode()
    role = Group.objects.get(name="Administrator").pk
    asked = client.post(url, shown(page, groups=[role], first_name="Ann & Eve"))
    said = asked.content.decode()
    assert "Confirm that it is you" in said
    assert 'name="first_name" value="Ann &amp; Eve"' in said
    ann.refresh_from_db()
    assert [group.name for group in ann.groups.all()] == ["Editor"]
    kept: dict[str, list[str]] = {}
    for name, value in asked.context["kept"]:
        kept.setdefault(name, []).append(value)
    answer = {**kept, "confirm-to": "send", "confirm-password": "a long enough password"}
    assert client.post(url, answer).status_code == 302
    ann.refresh_from_db()
    assert ([group.name for group in ann.groups.all()], ann.first_name) == (["Administrator"], "Ann & Eve")


@pytest.mark.parametrize("place", ["add", "{}/password-link", "{}/second-factor"])
def test_neither_a_new_account_nor_a_link_nor_a_reset_without_asking_again(ann, one, place):
    before = User.objects.count(), AuditEntry.objects.count()
    url = f"/admin/auth/user/{place.format(ann.pk)}/"
    page = long_ago(one).post(url, {"show": "1", "ask": "1", "first_name": "A", "last_name": "B", "role": 1})
    assert "Confirm that it is you" in page.content.decode()
    assert (User.objects.count(), AuditEntry.objects.count()) == before


def test_nothing_is_redacted_without_asking_again(one, editor, details):
    release = make_release()
    publish([release], by=editor)
    rewrite(release, body="<p>Other words.</p>")
    edition = Edition.objects.get()
    url = f"/admin/pressreleases/edition/{edition.pk}/redact/"
    page = long_ago(one).get(url)
    assert "Confirm that it is you" in page.content.decode()
    assert release.title not in page.content.decode()
    assert "Confirm that it is you" not in of(one).get(url).content.decode()


# Who is told


def test_another_address_is_told_to_the_old_one_too(ann, one, settings):
    settings.EMAIL_HOST = "localhost"
    ann.email = "old@mission.example"
    ann.save()
    client, url = of(one), f"/admin/auth/user/{ann.pk}/change/"
    assert client.post(url, shown(client.get(url), email="new@mission.example")).status_code == 302
    send_due(zone="UTC")
    assert sorted(message.to[0] for message in mail.outbox) == ["new@mission.example", "old@mission.example"]
    assert {message.body.splitlines()[0] for message in mail.outbox} == {
        "The e-mail address of your account was changed."
    }
    mail.outbox.clear()
    assert client.post(url, shown(client.get(url), first_name="Ann")).status_code == 302
    send_due(zone="UTC")
    assert mail.outbox == []


def test_the_mail_of_a_change_says_what_when_where_and_what_to_do_and_holds_no_code(ann, settings):
    settings.EMAIL_HOST = "localhost"
    ann.email = "ann@mission.example"
    ann.save()
    with transaction.atomic():
        codes = second_factors.new_recovery_codes(ann, keep=None)
    send_due(zone="UTC")
    (message,) = mail.outbox
    assert message.body.splitlines()[0] == "Your account has new recovery codes. The old ones no longer work."
    for said in ("User name: ann", "Done: ", "tell an administrator"):
        assert said in message.body
    assert not [code for code in codes if code in message.body]


def test_a_password_is_changed_with_a_mail_and_ends_sessions_elsewhere(ann):
    here, elsewhere = of(ann), of(ann)
    page = here.get("/admin/password_change/")
    new = "another quite long password"
    given = {"old_password": "a long enough password", "new_password1": new, "new_password2": new}
    assert here.post("/admin/password_change/", shown(page, **given)).status_code == 302
    assert [row.details["what"] for row in Notice.objects.all()] == ["password"]
    assert (here.get("/admin/").status_code, elsewhere.get("/admin/").status_code) == (200, 302)


def test_the_old_password_is_not_guessed_where_it_is_changed(ann):
    here, new = of(ann), "another quite long password"
    given = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    for _time in range(sign_ins.OF_ONE_NAME):
        assert here.post("/admin/password_change/", given).status_code == 200
    entries = AuditEntry.objects.filter(act="sign-in-failed", actor_name="ann")
    assert [entry.details for entry in entries] == [{"step": "confirm"}] * sign_ins.OF_ONE_NAME
    right = here.post("/admin/password_change/", {**given, "old_password": "a long enough password"})
    assert right.status_code == 429
    assert "Too many sign-ins have failed here." in right.content.decode()
    ann.refresh_from_db()
    assert ann.check_password("a long enough password")


def test_one_wrong_one_fewer_lets_its_owner_change_it(ann):
    here, new = of(ann), "another quite long password"
    given = {"old_password": "wrong", "new_password1": new, "new_password2": new}
    for _time in range(sign_ins.OF_ONE_NAME - 1):
        here.post("/admin/password_change/", given)
    assert here.post("/admin/password_change/", {**given, "old_password": "a long enough password"}).status_code == 302
