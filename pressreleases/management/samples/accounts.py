"""The sample staff: one account a role, each with a password of its own that is never stored in the clear."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group, User

# Nothing that is read as something else.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

ROLES = {"author": "Author", "editor": "Editor", "administrator": "Administrator"}


@dataclass(frozen=True)
class Account:
    """An account that was just made. `password` is known here and now only: show it once, and log it nowhere."""

    user: User
    role: str
    password: str


def make_accounts() -> dict[str, Account]:
    """An account for each of the roles, by user name. None is a superuser: the groups give what each may do."""
    return {username: _make(username, role) for username, role in ROLES.items()}


def _make(username: str, role: str) -> Account:
    password = _password()
    user = User.objects.create_user(username, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return Account(user, role, password)


def _password() -> str:
    """Sixteen letters and digits in groups of four: 79 bits of chance, and still typed from paper."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _i in range(4)) for _group in range(4))
