"""Where sessions are kept: in the database, each with its account, and asked for only by keys that Django makes.

A cookie may hold anything, also a character that the database cannot store. How long a session lasts is in the settings
(`SESSION_COOKIE_AGE`, `SESSION_LONGEST`).
"""

import re
import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from pressreleases.models import StaffSession

_KEY = re.compile(r"[a-z0-9]{8,40}", re.ASCII)


class SessionStore(db.SessionStore):
    """Ignores any other key, so that nobody is signed in by one."""

    @classmethod
    def get_model_class(cls) -> Any:
        return StaffSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row

    def get_session_cookie_age(self) -> int:
        """Never past the longest time after the sign-in, so that it ends at every address, as those of pictures."""
        now = time.time()
        left = (self.get("began_at") or now) + settings.SESSION_LONGEST - now
        return max(min(settings.SESSION_COOKIE_AGE, int(left)), 0)

    def _validate_session_key(self, key: Any) -> bool:
        return bool(key) and bool(_KEY.fullmatch(key))
