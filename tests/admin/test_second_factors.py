"""Second factors by pages: the second step of a sign-in, adding and removing them, and who gets nowhere without."""

import re
import time
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases import second_factors
from pressreleases.admin import sign_ins
from pressreleases.models import AuditEntry, Notice, StaffSession
from tests.making import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.3"
STEP, OWN, APP = "/admin/second-step/", "/admin/second-factors/", "/admin/second-factors/app/"


@pytest.fixture(autouse=True)
def _asks(settings, details, editor):
    settings.SECOND_FACTOR = "publishers"


def code(secret=SECRET, steps=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(user):
    """The user, with an authenticator app and recovery codes, as if set up some time ago."""
    TOTP.activate(user, SECRET)
    return second_factors.new_recovery_codes(user, keep=None)


def enter(username="editor", password=PASSWORD, client=None, address=HERE, **more):
    client = client or Client(REMOTE_ADDR=address, **more)
    return client, client.post("/admin/login/?next=/admin/notices/", {"username": username, "password": password})


def secret_on(page):
    return page.content.decode().partition('app-key" dir="ltr">')[2].partition("<")[0].replace(" ", "")


def sent(page, **typed):
    """What the last form of the page sends."""
    form = page.content.decode().rpartition('id="verb-form"')[2]
    hidden = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form)
    return {**{name: unescape(value) for name, value in hidden}, **typed}


def is_in(client):
    return client.get("/admin/notices/").status_code == 200


def failed():
    return AuditEntry.objects.filter(act="sign-in-failed").count()


def told(user=None):
    return [row.details.get("what", row.kind) for row in Notice.objects.order_by("pk") if user in (None, row.to)]


# The second step


def test_with_an_app_the_password_alone_signs_nobody_in(editor):
    with_app(editor)
    client, response = enter()
    assert response.url == STEP
    assert not is_in(client)
    assert not StaffSession.objects.of(editor).exists()
    assert not AuditEntry.objects.filter(act="signed-in").exists()
    editor.refresh_from_db()
    assert editor.last_login is None
    response = client.post(STEP, {"code": code()})
    assert response.url == "/admin/notices/"
    assert is_in(client)
    assert AuditEntry.objects.get(act="signed-in").details == {"second-factor": True}


def test_an_author_without_a_factor_is_asked_for_none(db):
    make_user("Author")
    client, response = enter("author")
    assert response.url == "/admin/notices/"
    assert is_in(client)


def test_an_author_who_has_one_is_asked_all_the_same(db):
    with_app(make_user("Author"))
    client, response = enter("author")
    assert response.url == STEP
    assert not is_in(client)


@pytest.mark.parametrize("typed", ["000000", "", "12345", "٠٠٠٠٠٠", "x" * 40, "\0"])
def test_a_wrong_code_signs_nobody_in(editor, typed):
    with_app(editor)
    client, _response = enter()
    response = client.post(STEP, {"code": typed})
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert not is_in(client)
    assert failed() == (1 if typed.strip("\0") else 0)


@pytest.mark.parametrize("steps", [-2, 2])
def test_neither_does_one_of_another_minute(editor, steps):
    with_app(editor)
    client, _response = enter()
    assert client.post(STEP, {"code": code(steps=steps)}).status_code == 422


def test_a_code_works_once_in_all_processes(editor):
    with_app(editor)
    used = code()
    first, _response = enter()
    assert first.post(STEP, {"code": used}).status_code == 302
    # Another process has a cache of its own.
    cache.clear()
    second, _response = enter()
    assert second.post(STEP, {"code": used}).status_code == 422
    assert second.post(STEP, {"code": f" {code(steps=1)[:3]} {code(steps=1)[3:]} "}).status_code == 302
    cache.clear()
    third, _response = enter()
    assert third.post(STEP, {"code": used}).status_code == 422


def test_a_code_works_once_in_whatever_order_the_valid_ones_are_typed(editor, monkeypatch):
    with_app(editor)
    now, steps = time.time(), (1, 0, -1)
    codes = {step: format_hotp_value(hotp_value(SECRET, int(now) // 30 + step)) for step in (*steps, 2)}
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now)
    with transaction.atomic():
        assert [second_factors.used_code(editor, codes[step]) for step in steps] == [True] * 3
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now + 30)
        assert second_factors.used_code(editor, codes[2])
        assert [second_factors.used_code(editor, codes[step]) for step in (2, 1, 0)] == [False] * 3


def test_a_recovery_code_works_once_and_its_owner_is_told(editor):
    codes = with_app(editor)
    client, _response = enter()
    assert client.post(STEP, {"code": f"{codes[3][:4]} {codes[3][4:]}"}).status_code == 302
    assert is_in(client)
    assert told()[1:] == ["recovery-code-used", "new-device"]
    other, _response = enter()
    assert other.post(STEP, {"code": codes[3]}).status_code == 422
    assert other.post(STEP, {"code": codes[4]}).status_code == 302


def test_a_code_of_a_colleague_is_wrong(editor):
    with_app(editor)
    other = make_user("Editor", "other")
    TOTP.activate(other, "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")
    codes = second_factors.new_recovery_codes(other, keep=None)
    client, _response = enter()
    for typed in (code("MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK"), codes[0]):
        assert client.post(STEP, {"code": typed}).status_code == 422


def test_the_second_step_has_to_follow_within_ten_minutes(editor):
    with_app(editor)
    client, _response = enter()
    session = client.session
    session["password_passed"] = {**session["password_passed"], "at": time.time() - 601}
    session.save()
    assert client.post(STEP, {"code": code()}).url == "/admin/login/"
    assert not is_in(client)


@pytest.mark.parametrize("change", ["password", "is_active", "is_staff"])
def test_it_is_over_when_the_account_has_changed_meanwhile(editor, change):
    with_app(editor)
    client, _response = enter()
    if change == "password":
        editor.set_password("quite another password")
    else:
        setattr(editor, change, False)
    editor.save()
    assert client.post(STEP, {"code": code()}).url == "/admin/login/"


def test_nobody_comes_to_the_second_step_without_the_first(editor):
    with_app(editor)
    nobody = Client()
    for response in (nobody.get(STEP), nobody.post(STEP, {"code": code()})):
        assert response.headers["Location"] == "/admin/login/"
    client, response = enter(password="wrong")
    assert response.status_code == 200
    assert client.post(STEP, {"code": code()}).url == "/admin/login/"


@pytest.mark.parametrize(
    "sent", ["", "null", "[]", "{}", "[" * 9000, '{"id": 1}', "\0", '{"response": {"userHandle": 3}}']
)
def test_what_no_passkey_has_answered_signs_nobody_in(editor, sent):
    with_app(editor)
    client, _response = enter()
    client.get(STEP)
    assert client.post(STEP, {"credential": sent, "code": ""}).status_code == 422
    alone = Client(headers={"host": "localhost"})
    asked = alone.post("/admin/passkey/").json()["asked"]
    alone.post("/admin/passkey/", {"credential": sent, "asked": asked})
    assert not is_in(alone)
    assert not AuditEntry.objects.filter(act="signed-in").exists()


# Throttling


def test_wrong_codes_wait_as_wrong_passwords_do_and_together_with_them(editor):
    with_app(editor)
    client, _response = enter()
    for _time in range(sign_ins.OF_ONE_NAME):
        assert client.post(STEP, {"code": "000000"}).status_code == 422
    response = client.post(STEP, {"code": code()})
    assert response.status_code == 429
    assert "Try again in 10 minutes" in response.content.decode()
    assert enter()[1].status_code == 429
    assert failed() == sign_ins.OF_ONE_NAME
    assert told().count("wrong-codes") == 1


def test_one_wrong_code_fewer_lets_the_owner_in_and_tells_nobody(editor):
    with_app(editor)
    client, _response = enter()
    for _time in range(sign_ins.OF_ONE_NAME - 1):
        client.post(STEP, {"code": "000000"})
    assert client.post(STEP, {"code": code()}).status_code == 302
    assert "wrong-codes" not in told()


def wrong_codes_from_many(times):
    for number in range(times):
        client, _response = enter(address=f"203.0.113.{number}")
        assert client.post(STEP, {"code": "000000"}).status_code == 422


def test_many_machines_with_the_password_get_no_more_than_twenty_codes(editor):
    with_app(editor)
    owner, _response = enter()
    assert owner.post(STEP, {"code": code()}).status_code == 302
    wrong_codes_from_many(sign_ins.OF_ONE_NAME_ANYWHERE)
    client, _response = enter(address=ELSEWHERE)
    assert client.post(STEP, {"code": code(steps=1)}).status_code == 429
    # The owner is not locked out where they usually are.
    again, _response = enter()
    assert again.post(STEP, {"code": code(steps=1)}).status_code == 302


def test_who_does_not_know_the_password_keeps_nobody_from_typing_a_code(editor):
    with_app(editor)
    for number in range(sign_ins.OF_ONE_NAME_ANYWHERE):
        enter(password="wrong", address=f"203.0.113.{number}")
    client, _response = enter(address=ELSEWHERE)
    assert client.post(STEP, {"code": code()}).status_code == 302


# Who must have one


def test_who_can_publish_reaches_only_the_page_that_adds_a_factor(editor):
    client, response = enter()
    assert response.url == OWN
    for url in ("/admin/", "/admin/pressreleases/release/", "/admin/notices/", "/admin/sessions/", STEP):
        assert client.get(url).status_code == 302
    page = client.get(OWN).content.decode()
    assert "Set up an app" in page
    assert "Log out" in page
    assert client.post(OWN, {"act": "leave"}).url == "/admin/login/"
    assert client.get(OWN).url == "/admin/login/"


def test_an_app_is_added_with_one_of_its_codes_and_that_signs_in(editor):
    client, _response = enter()
    page = client.get(APP)
    secret = secret_on(page)
    wrong = client.post(APP, sent(page, code="000000"))
    assert wrong.status_code == 422
    assert secret in re.sub(r"\s", "", wrong.content.decode())
    assert not second_factors.has(editor)
    assert not is_in(client)
    done = client.post(APP, sent(page, code=code(secret)))
    page = done.content.decode()
    codes = re.findall(r"<code>(\d{4} \d{4})</code>", page)
    assert len(codes) == 10
    assert 'href="/admin/notices/"' in page
    assert is_in(client)
    assert told() == ["app-added", "recovery-codes", "new-device"]
    # They are not shown again.
    assert codes[0] not in client.get(OWN).content.decode()
    # The code that proved it is used.
    other, _response = enter()
    assert other.post(STEP, {"code": code(secret)}).status_code == 422
    assert other.post(STEP, {"code": codes[0]}).status_code == 302


def test_the_first_factor_is_added_by_one_at_a_time(editor):
    """Two who know the password, at once: the second waits for the row, and then has to use that factor."""
    client, _response = enter()
    with CaptureQueriesContext(connection) as queries:
        client.get(APP)
    said = [query["sql"] for query in queries.captured_queries]
    locked = next(at for at, sql in enumerate(said) if "auth_user" in sql and "FOR UPDATE" in sql)
    looked = next(at for at, sql in enumerate(said) if "mfa_authenticator" in sql)
    assert locked < looked


def test_the_picture_of_an_app_is_only_for_the_person_it_was_made_for(editor):
    other = make_user("Editor", "other")
    client, _response = enter()
    page = client.get(APP)
    secret = secret_on(page)
    theirs, _response = enter("other")
    assert theirs.post(APP, sent(page, code=code(secret))).status_code == 422
    assert not second_factors.has(other)


def test_the_password_alone_adds_no_second_factor_to_the_first(editor):
    with_app(editor)
    client, _response = enter()
    assert client.get(OWN).url == STEP
    assert client.get(APP).url == STEP
    assert client.post(OWN, {"act": "codes"}).url == STEP
    assert client.post(OWN, {"act": "remove", "factor": Authenticator.objects.get(type="totp").pk}).url == STEP
    assert Authenticator.objects.count() == 2


@pytest.mark.parametrize(
    ("setting", "asked"),
    [("off", set()), ("publishers", {"editor", "administrator"}), ("all", {"author", "editor", "administrator"})],
)
def test_the_setting_says_who_must_have_one(setting, asked, settings, db):
    settings.SECOND_FACTOR = setting
    for role in ("Author", "Administrator"):
        make_user(role)
    assert {name for name in ("author", "editor", "administrator") if enter(name)[1].url == OWN} == asked


def test_a_session_without_a_factor_ends_when_the_account_may_publish(settings):
    author = make_user("Author")
    client, _response = enter("author")
    assert is_in(client)
    author.groups.set(make_user("Editor", "other").groups.all())
    assert client.get("/admin/notices/").status_code == 302
    assert "second factor" in client.get("/admin/login/").content.decode()
    settings.SECOND_FACTOR = "off"
    assert is_in(client)


def test_a_sample_account_is_only_asked_on_the_desk(editor):
    from pressreleases.audit import record
    from pressreleases.models.audit import AuditAct

    line = "Your account has no second factor"
    record(AuditAct.ACCOUNT_CHANGED, editor, by=None, details={"new": True, "sample": True})
    client, response = enter()
    assert response.url == "/admin/notices/"
    assert line in client.get("/admin/").content.decode()
    with_app(editor)
    client, response = enter()
    assert response.url == STEP
    client.post(STEP, {"code": code()})
    assert line not in client.get("/admin/").content.decode()


# One's own page


@pytest.fixture
def inside(editor):
    with_app(editor)
    client, _response = enter()
    assert client.post(STEP, {"code": code()}).status_code == 302
    return client


def test_sessions_elsewhere_end_when_factors_change(inside, editor):
    elsewhere, _response = enter(address=ELSEWHERE)
    assert elsewhere.post(STEP, {"code": code(steps=1)}).status_code == 302
    page = inside.post(OWN, {"act": "codes"})
    assert len(re.findall(r"<code>", page.content.decode())) == 10
    assert (is_in(inside), is_in(elsewhere)) == (True, False)


def test_the_last_factor_stays_where_one_is_needed(inside, editor, settings):
    app = Authenticator.objects.get(type="totp")
    assert inside.post(OWN, {"act": "remove", "factor": app.pk}).status_code == 422
    assert second_factors.has(editor)
    settings.SECOND_FACTOR = "off"
    assert inside.post(OWN, {"act": "remove", "factor": app.pk}).status_code == 302
    # Recovery codes alone are none.
    assert not Authenticator.objects.exists()
    assert told()[-1] == "app-removed"


def test_a_factor_that_was_removed_does_not_count_when_the_account_may_publish(db):
    ann = make_user("Author", "ann")
    with_app(ann)
    client, _response = enter("ann")
    client.post(STEP, {"code": code()})
    client.post(OWN, {"act": "remove", "factor": Authenticator.objects.get(type="totp").pk})
    assert is_in(client)
    ann.groups.set([Group.objects.get(name="Editor")])
    assert not is_in(client)


def test_who_keeps_a_factor_stays_signed_in_when_the_account_may_publish(db):
    ann = make_user("Author", "ann")
    with_app(ann)
    client, _response = enter("ann")
    client.post(STEP, {"code": code()})
    ann.groups.set([Group.objects.get(name="Editor")])
    assert is_in(client)


def test_nobody_removes_the_factor_of_a_colleague(inside, settings):
    settings.SECOND_FACTOR = "off"
    other = make_user("Editor", "other")
    with_app(other)
    inside.post(OWN, {"act": "remove", "factor": Authenticator.objects.get(user=other, type="totp").pk})
    assert second_factors.has(other)


def test_new_recovery_codes_end_the_old_ones(inside, editor):
    first = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
    inside.post(OWN, {"act": "codes"})
    client, _response = enter()
    assert client.post(STEP, {"code": first[0]}).status_code == 422


# Browsers


def test_the_owner_is_told_of_a_browser_that_is_new_to_the_account_and_not_of_a_known_one(db):
    author = make_user("Author")
    client, _response = enter("author")
    assert told(author) == ["new-device"]
    cookie = client.cookies["mission_browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/", True, "Lax")
    client.post("/admin/logout/")
    enter("author", client=client)
    assert told(author) == ["new-device"]
    enter("author")
    assert told(author) == ["new-device"] * 2


def test_a_browser_known_to_one_account_is_new_to_another_and_a_forged_cookie_counts_for_nothing(db):
    author, ann = make_user("Author"), make_user("Author", "ann")
    client, _response = enter("author")
    enter("ann", client=client)
    assert told(ann) == ["new-device"]
    other = Client()
    other.cookies["mission_browser"] = f"{author.pk}:x"
    enter("author", client=other)
    assert told(author) == ["new-device"] * 2


# Confirming
