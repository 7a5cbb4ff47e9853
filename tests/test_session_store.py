"""Sessions end at the latest so long after the sign-in, and no key counts but those that Django makes."""

import time
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY

from mission_site.session_store import SessionStore
from pressreleases.models import StaffSession

pytestmark = pytest.mark.django_db


def test_a_session_is_kept_with_the_account_that_is_signed_in(editor: Any) -> None:
    session = SessionStore()
    session[SESSION_KEY] = str(editor.pk)
    session.save()
    assert list(StaffSession.objects.of(editor)) == [StaffSession.objects.get(session_key=session.session_key)]
    nobody = SessionStore()
    nobody["seen_at"] = 1
    nobody.save()
    assert StaffSession.objects.get(session_key=nobody.session_key).user is None


@pytest.mark.parametrize("key", ["short", "A" * 32, "a" * 41, "abcdefgh\N{NULL}", "əbcdefghij", "../../etc"])
def test_a_key_that_django_does_not_make_is_ignored(key: str) -> None:
    store = SessionStore(key)
    assert (store.session_key, store.load()) == (None, {})


def test_a_session_lasts_as_long_as_it_is_used_and_never_past_its_longest_time(settings: Any) -> None:
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = 3600, 40_000
    session = SessionStore()
    session["began_at"] = time.time()
    assert session.get_session_cookie_age() == 3600
    session["began_at"] = time.time() - 39_000
    assert 990 <= session.get_session_cookie_age() <= 1000
    session["began_at"] = time.time() - 50_000
    assert session.get_session_cookie_age() == 0
