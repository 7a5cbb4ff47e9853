"""Passkeys and codes in a real browser: adding the first one, signing in with it and alone, confirming, and without."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import User
from playwright.sync_api import CDPSession, Page, expect

from pressreleases.models import AuditEntry, StaffSession
from tests.browser.conftest import PASSWORD
from tests.browser.sights import wrong_here

# Where a sign-in leads to; not the sign-in page, whose address names it too.
DESK = re.compile(r":\d+/admin/notices/$")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _asks(settings):
    settings.SECOND_FACTOR = "publishers"


def with_key(page: Page, *, verifies: bool = True) -> CDPSession:
    """Give the browser an authenticator, which presses by itself; `verifies`: it also knows its owner."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return browser


def type_password(page: Page, username: str = "editor") -> None:
    page.goto("/admin/login/?next=/admin/notices/")
    page.locator("#id_username").fill(username)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")


def leave(page: Page) -> None:
    page.get_by_role("button", name="Log out").first.click()
    page.wait_for_url(re.compile("log"))


def add_passkey(page: Page, name: str = "Office computer") -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Add a passkey").click()


def test_a_passkey_is_added_at_the_first_sign_in_and_signs_in_alone_and_after_the_password(staff, complaints):
    page = staff.window()
    with_key(page)
    type_password(page)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    assert wrong_here(page) == []
    add_passkey(page)
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert wrong_here(page) == []
    assert page.locator(".recovery-codes li").count() == 10
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(DESK)
    leave(page)
    type_password(page)
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    assert wrong_here(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(DESK)
    leave(page)
    page.goto("/admin/login/?next=/admin/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile(r":\d+/admin/sessions/$"))
    acts = AuditEntry.objects.filter(act="signed-in").order_by("pk")
    assert [act.details for act in acts] == [{"second-factor": True}] * 3
    page.goto("/admin/second-factors/")
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_hidden()
    expect(page.get_by_text("Office computer", exact=True).first).to_be_visible()
    assert wrong_here(page) == []


def test_a_passkey_of_one_account_does_not_open_another(staff):
    page = staff.window()
    with_key(page)
    type_password(page)
    add_passkey(page)
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    editor = User.objects.get(username="editor")
    other = User.objects.create_user("other", password=PASSWORD, is_staff=True)
    other.groups.set(editor.groups.all())
    TOTP.activate(other, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    credential = Authenticator.objects.get(user=editor, type="webauthn")
    # As if the site knew the credential of the one as that of the other, with another public key.
    page.goto("/admin/sessions/")
    leave(page)
    type_password(page, "other")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)
    credential.delete()
    page.goto("/admin/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not accepted.")).to_be_visible()
    assert not StaffSession.objects.exclude(user=None).exists()


def test_an_authenticator_that_does_not_know_its_owner_adds_no_passkey(staff):
    page = staff.window()
    with_key(page, verifies=False)
    type_password(page)
    add_passkey(page)
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    assert not Authenticator.objects.exists()


def test_an_app_is_added_and_used_without_script_and_without_mouse(staff):
    page = staff.window(java_script_enabled=False)
    type_password(page)
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    page.get_by_role("link", name="Set up an app").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("img", name="QR code for the app").evaluate("each => each.naturalWidth") > 0
    secret = page.locator(".app-key").inner_text().replace(" ", "")
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.keyboard.press("Enter")
    first = page.locator(".recovery-codes li").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(DESK)
    leave(page)
    type_password(page)
    page.get_by_label("Code").fill(first)
    page.keyboard.press("Enter")
    page.wait_for_url(DESK)


def test_what_was_asked_again_is_confirmed_with_the_passkey(staff):
    page = staff.window()
    with_key(page)
    type_password(page)
    add_passkey(page)
    page.get_by_role("link", name="I have kept them").click()
    page.wait_for_url(DESK)
    row = StaffSession.objects.of(User.objects.get(username="editor")).get()
    store = row.get_session_store_class()(row.session_key)
    store["confirmed_at"] = 0
    store.save()
    page.goto("/admin/second-factors/")
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    assert wrong_here(page) == []
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
