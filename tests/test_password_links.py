"""A link for setting a password is valid for its time, for one use, and for the account as it was."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from pressreleases.password_links import ANY, FORGOTTEN, INVITATION
from tests.making import make_user

pytestmark = pytest.mark.django_db


def token_of(links, user):
    return links.address(user).split("/")[-2]


@pytest.mark.parametrize("links", [INVITATION, FORGOTTEN])
def test_a_link_is_valid_for_its_time_and_not_longer(links, monkeypatch):
    user = make_user()
    token = token_of(links, user)
    assert links.check_token(user, token)
    assert ANY.check_token(user, token)
    now = links._now()
    monkeypatch.setattr(links, "_now", lambda: now + links.valid_for - dt.timedelta(minutes=1))
    assert links.check_token(user, token)
    monkeypatch.setattr(links, "_now", lambda: now + links.valid_for + dt.timedelta(minutes=1))
    assert not links.check_token(user, token)


@pytest.mark.parametrize(
    "change",
    [
        {"password": "another"},
        {"email": "else@mission.example"},
        {"last_login": timezone.now()},
        {"is_active": False},
        {"is_staff": False},
        {"is_superuser": True},
    ],
)
def test_a_link_ends_when_the_account_changes(change):
    user = make_user()
    token = token_of(INVITATION, user)
    for name, value in change.items():
        setattr(user, name, value)
    assert not INVITATION.check_token(user, token)


@pytest.mark.parametrize("token", ["", "x", "a-b", "ü-" + "0" * 32, "0" * 3000, "zzzzzzz-" + "0" * 32])
def test_what_is_no_token_is_refused(token):
    assert not ANY.check_token(make_user(), token)


def test_a_link_is_valid_for_its_own_account_and_purpose_only():
    user, other = make_user(), make_user("Author")
    token = token_of(FORGOTTEN, user)
    assert not FORGOTTEN.check_token(other, token)
    assert not INVITATION.check_token(user, token)


def test_a_link_ends_when_the_roles_change():
    user = make_user("Author")
    token = token_of(INVITATION, user)
    user.groups.add(Group.objects.get(name="Administrator"))
    assert not INVITATION.check_token(user, token)
