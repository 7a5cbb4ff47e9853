"""Sessions of staff are found by their account."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from pressreleases.models import StaffSession
from tests.making import make_user

pytestmark = pytest.mark.django_db


def session(key: str, user: Any, **span: float) -> StaffSession:
    expires = timezone.now() + dt.timedelta(**span)
    made: StaffSession = StaffSession.objects.create(session_key=key, session_data="", expire_date=expires, user=user)
    return made


def test_those_of_an_account_are_found_the_longest_first(editor: Any) -> None:
    short, long = session("a", editor, hours=1), session("b", editor, hours=2)
    assert list(StaffSession.objects.of(editor)) == [long, short]


def test_neither_one_that_has_ended_nor_one_of_somebody_else_is(editor: Any) -> None:
    session("a", editor, hours=-1)
    session("b", make_user("Author"), hours=1)
    session("c", None, hours=1)
    assert list(StaffSession.objects.of(editor)) == []


def test_the_sessions_of_an_account_end_with_it(editor: Any) -> None:
    session("a", editor, hours=1)
    editor.delete()
    assert not StaffSession.objects.exists()
