"""Links by which the owner of an account sets its password: an invitation, and after a forgotten password.

No link is stored; only while the page that it opens is open, the session of that browser has it. It is signed with the
key of the site, over the password, the e-mail address, the roles and the last sign-in of the account, so it ends when
it was used, when one of these changes, and after its time.
"""

import datetime as dt

from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode


class PasswordLinks(PasswordResetTokenGenerator):
    """Links of one purpose. No link is valid for longer than `settings.PASSWORD_RESET_TIMEOUT`."""

    def __init__(self, purpose: str, valid_for: dt.timedelta) -> None:
        super().__init__()
        self.key_salt = f"pressreleases.password_links.{purpose}"
        self.valid_for = valid_for

    def address(self, user: User) -> str:
        """The path of a new link for `user`."""
        key = urlsafe_base64_encode(force_bytes(user.pk))
        return reverse("admin:set_password", args=(key, self.make_token(user)))

    def check_token(self, user: User | None, token: str | None) -> bool:
        if not user or not token or not super().check_token(user, token):
            return False
        made = base36_to_int(token.partition("-")[0])
        return self._num_seconds(self._now()) - made <= self.valid_for.total_seconds()

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        roles = sorted(user.groups.values_list("pk", flat=True))
        may = (user.is_active, user.is_staff, user.is_superuser, roles)
        return f"{super()._make_hash_value(user, timestamp)}{may}"


INVITATION = PasswordLinks("invitation", dt.timedelta(days=7))
FORGOTTEN = PasswordLinks("forgotten", dt.timedelta(hours=1))


class _Any:
    """Either purpose, for the page that both lead to."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        return any(links.check_token(user, token) for links in (INVITATION, FORGOTTEN))


ANY = _Any()
