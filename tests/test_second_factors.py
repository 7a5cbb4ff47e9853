"""Second factors of accounts: their codes and secrets, without the pages that change them."""

import pytest
from allauth.mfa.models import Authenticator

from pressreleases import second_factors
from tests.admin.test_second_factors import SECRET, code, enter, with_app

pytestmark = pytest.mark.django_db


HERE, ELSEWHERE = "192.0.2.7", "198.51.100.3"


STEP, OWN, APP = "/admin/second-step/", "/admin/second-factors/", "/admin/second-factors/app/"


@pytest.fixture(autouse=True)
def _asks(settings, details, editor):
    settings.SECOND_FACTOR = "publishers"


def test_with_another_key_of_the_site_no_code_is_right_and_nothing_breaks(editor, settings):
    codes = with_app(editor)
    client, _response = enter()
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 5
    client, _response = enter()
    for typed in (code(), codes[0]):
        assert client.post(STEP, {"code": typed}).status_code == 422
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.post(STEP, {"code": code()}).status_code == 302


def test_after_a_new_key_of_the_site_codes_go_on_when_the_old_one_is_removed(editor, settings):
    recovery = with_app(editor)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key" * 6, [settings.SECRET_KEY]
    assert second_factors.encrypt_anew() == 2
    assert second_factors.encrypt_anew() == 0
    settings.SECRET_KEY_FALLBACKS = []
    assert second_factors.used_code(editor, code())
    assert second_factors.used_code(editor, recovery[0])


def test_what_no_key_opens_stays_as_it_is(editor, settings):
    with_app(editor)
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key" * 6, ["a third key" * 6]
    assert second_factors.encrypt_anew() == 0
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before


def test_the_secret_of_an_app_is_not_readable_in_the_database(editor):
    with_app(editor)
    for row in Authenticator.objects.all():
        assert SECRET not in str(row.data)
    assert second_factors.Adapter().decrypt(Authenticator.objects.get(type="totp").data["secret"]) == SECRET
