"""Staff with an e-mail address."""

from django.contrib.auth.models import User

from tests.making import make_user


def person(role: str, name: str) -> User:
    """Somebody in the group `role` whose address is `<name>@mission.example`."""
    user = make_user(role, name)
    user.email = f"{name}@mission.example"
    user.save()
    return user
