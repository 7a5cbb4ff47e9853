"""Where sessions are kept: in the database, as Django does it, and asked for only by keys that Django makes.

A cookie may hold anything, also a character that the database cannot store. How long a session lasts is in the settings
(`SESSION_COOKIE_AGE`).
"""

import re
from typing import Any

from django.contrib.sessions.backends import db

_KEY = re.compile(r"[a-z0-9]{8,40}", re.ASCII)


class SessionStore(db.SessionStore):
    """Ignores any other key, so that nobody is signed in by one."""

    def _validate_session_key(self, key: Any) -> bool:
        return bool(key) and bool(_KEY.fullmatch(key))
