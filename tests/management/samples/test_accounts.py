"""The sample staff."""

import re

import pytest

from pressreleases.management.samples.loading import make_accounts

pytestmark = pytest.mark.django_db


def test_there_is_one_account_for_each_role_and_none_is_a_superuser():
    made = make_accounts()
    assert {name: [group.name for group in account.user.groups.all()] for name, account in made.items()} == {
        "author": ["Author"],
        "editor": ["Editor"],
        "administrator": ["Administrator"],
    }
    assert all(account.user.is_staff and not account.user.is_superuser for account in made.values())


def test_each_account_has_a_password_of_its_own_that_opens_it_and_is_stored_nowhere():
    made = make_accounts()
    passwords = {account.password for account in made.values()}
    assert len(passwords) == 3
    for account in made.values():
        assert account.user.check_password(account.password)
        assert account.password not in account.user.password


def test_a_password_can_be_typed_from_paper():
    for account in make_accounts().values():
        assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", account.password)
        assert not set(account.password) & set("ilo01")
