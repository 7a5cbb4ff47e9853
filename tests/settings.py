"""The site's settings for tests: static files under their own names, because hashing and compressing them is slow."""

import os

# A settings file of the site is not for its tests.
os.environ["MISSION_CONFIG"] = os.devnull

from mission_site.settings import *  # noqa: F403  these are the site's settings but for what follows

STORAGES = {
    **STORAGES,  # noqa: F405  from the site's settings
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Sign-ins are tested, the slowness of a password hash is not. A backup may have one that is slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]

# Every client of a test is a server of its own, and each would read all static files over at its start.
WHITENOISE_AUTOREFRESH = True

# Tests of second factors switch them on.
SECOND_FACTOR = "off"
