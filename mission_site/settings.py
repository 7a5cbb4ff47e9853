"""Settings, from the environment and the settings file; `mission_site.configuration` reads and checks each of them.

The default is production: DEBUG is off, the key is kept in the data folder, and everything that needs https
is switched on by an https address in MISSION_SITE_URL.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from mission_site import editor, languages, settings_file
from mission_site.configuration import PAPERS, WrongSetting, read
from mission_site.embedded_postgres.bootstrap import SITE_ROLE
from mission_site.secret_key import NAME, read_or_make_keys

DATA_DIR = settings_file.load()
try:
    _said = read(os.environ)
except WrongSetting as wrong:
    sys.exit(str(wrong))

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = _said.debug
SECRET_KEY, *SECRET_KEY_FALLBACKS = _said.secret_keys or read_or_make_keys(DATA_DIR / NAME)

# The address that the world uses. Canonical links are made from it, and its scheme decides what needs https.
SITE_URL = _said.site_url
# What the PDFs of releases are printed on.
PAPER_SIZE = PAPERS[_said.paper]
# Where this machine reaches the site to see whether readers do, if not at that address itself.
PROOF_URL = _said.proof_url
_site = urlsplit(SITE_URL)
_https = _site.scheme == "https"

ALLOWED_HOSTS = [
    _site.hostname or "localhost",
    "127.0.0.1",
    "[::1]",
    "localhost",
    *_said.hosts,
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "mission_site.apps.MissionSite",
    "pressreleases",
    "pressreleases.apps.PressOfficeAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    # Only the models and the cryptography of second factors; none of its pages.
    "allauth.account",
    "allauth.mfa",
    "ckeditor",
    "simple_history",
]

MIDDLEWARE = [
    "mission_site.security.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "pressreleases.public.caching.CompressionMiddleware",
    "mission_site.static_files.StaticFilesMiddleware",
    "mission_site.replica.ReplicaMiddleware",
    "pressreleases.public.caching.CachingMiddleware",
    "pressreleases.audit.ClientAddressMiddleware",
    "pressreleases.admin.sessions.SessionsMiddleware",
    "pressreleases.public.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pressreleases.admin.signing_in.SecondFactorMiddleware",
    "pressreleases.audit.RefusalsMiddleware",
    "pressreleases.admin.sessions.SessionLimitMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "pressreleases.public.views.errors.StoreDownMiddleware",
]

ROOT_URLCONF = "mission_site.urls"
WSGI_APPLICATION = "mission_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Whether somebody may publish words of their own without a colleague, giving a reason; see docs/operations.md.
PUBLISH_ALONE = _said.publish_alone

# What differs in a connection to the database itself if DATABASE_URL names a pooler; see `direct_connection`.
DATABASE_DIRECT = _said.database_direct
# A streaming replica that may be asked for what readers see; see `mission_site.replica`.
DATABASE_REPLICA = _said.database_replica

# With no DATABASE_URL the site runs a PostgreSQL of its own in the data folder, started at the first connection.
if _said.database:
    DATABASES = {"default": _said.database}
    # What swallows all that is sent to it must not hold each thread for minutes. In seconds, but one in milliseconds.
    _patience = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 10}
    _patience |= {"keepalives_interval": 5, "keepalives_count": 2}
    if DATABASE_REPLICA:
        # Nobody has to wait for it, since the primary answers too. Two seconds are the least that libpq knows.
        _short = {"connect_timeout": 2, "tcp_user_timeout": 2_000}
        DATABASE_REPLICA["OPTIONS"] = {**_patience, **_short, **DATABASE_REPLICA.get("OPTIONS", {})}
    for _address in filter(None, (_said.database, DATABASE_DIRECT)):
        _address["OPTIONS"] = {**_patience, **_address.get("OPTIONS", {})}
    # A cursor of the server outlives its transaction, and so the session that a pooler lends.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = DATABASE_DIRECT is not None
else:
    DATABASES = {
        "default": {
            "ENGINE": "mission_site.embedded_postgres.backend",
            "NAME": "mission",
            "USER": SITE_ROLE,
            "EMBEDDED_DIR": DATA_DIR / "postgres",
        }
    }
DATABASES["default"]["CONN_MAX_AGE"] = _said.connections_kept_for
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The languages in which the mission publishes. Readers who ask for none of them get the first.
LANGUAGES = [(code, languages.NAMES[code]) for code in _said.languages]
# Those of the admin, of mails to staff and of commands: all that the site says has been translated into them.
STAFF_LANGUAGES = ["en", "az"]
LANGUAGE_CODE = next((code for code in _said.languages if code in STAFF_LANGUAGES), "en")
LOCALE_PATHS = [BASE_DIR / "pressreleases" / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "mission_site.formats"
USE_TZ = True
TIME_ZONE = "UTC"

# Notices to staff. With no MISSION_EMAIL_URL there is no mail server, and no mail is sent.
EMAIL_HOST = ""
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = _said.email_from
if _mail := _said.email:
    EMAIL_BACKEND, EMAIL_HOST = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"]
    EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
    EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
    EMAIL_PORT = _mail["EMAIL_PORT"] or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25)
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "mission_site.static_files.AppFilesThatAreUsed",
]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    # boto3 is slow to import and large, so only a site that keeps its files in such a store loads it.
    "default": {"BACKEND": "mission_site.object_store.ObjectStore", "OPTIONS": _said.files}
    if _said.files
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "mission_site.static_files.StaticFilesStorage"},
}
# What each process of the web server may take for ready answers; see `mission_site.page_cache`.
PAGE_CACHE_BYTES = _said.page_cache * 1024 * 1024
# Where a CDN is told to forget what it keeps, and the header that allows it; see `pressreleases.purging`.
PURGE_URL, PURGE_HEADER = _said.purge_url, _said.purge_header
# The public keys for which backups are encrypted.
BACKUP_KEYS = _said.backup_keys
FILE_UPLOAD_PERMISSIONS = 0o640

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.MinimumLengthValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
        "pressreleases.password_words.NotMostlyWordsOfTheSite",
    )
]
LOGIN_URL = "admin:login"
# The longest that a link for setting a password is valid; see `pressreleases.password_links`.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60
# Who has to sign in with a second factor; `pressreleases.second_factors` uses django-allauth for it.
SECOND_FACTOR = _said.second_factor
MFA_ADAPTER = "pressreleases.second_factors.Adapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_RECOVERY_CODE_COUNT = 10
# The code before and the code after count too, for slow typing and clocks that differ.
MFA_TOTP_TOLERANCE = 1
# Only staff choose a language by a cookie; readers never get one.
LANGUAGE_COOKIE_PATH = "/admin/"

# Which accounts have signed in with this browser; see `pressreleases.admin.signing_in`.
BROWSER_COOKIE_NAME = "mission_browser"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
if _https:
    # Browsers take cookies of these names only from this very host, over https.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    LANGUAGE_COOKIE_NAME, LANGUAGE_COOKIE_PATH = "__Host-django_language", "/"
    BROWSER_COOKIE_NAME = "__Host-mission_browser"
# Whoever sends one of these gets no ready answer; see `mission_site.page_cache`.
COOKIES_OF_THE_SITE = ("sessionid", "csrftoken", "django_language", "mission_browser", "messages")
SESSION_ENGINE = "mission_site.session_store"
# Seconds: after the last request, and after the sign-in; see `pressreleases.admin.sessions`.
SESSION_COOKIE_AGE = _said.session_idle
SESSION_LONGEST = _said.session_longest
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "pressreleases.admin.site.csrf_failure"
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https and _said.hsts in ("subdomains", "preload")
SECURE_HSTS_PRELOAD = _https and _said.hsts == "preload"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Only behind a proxy that always sets X-Forwarded-Proto and the last hop of X-Forwarded-For; see docs/operations.md.
BEHIND_PROXY = _said.behind_proxy
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Public pages need no script and nothing from another host. The admin has its own policy (pressreleases.admin).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        # The emblem is part of the page itself (pressreleases.public.reading.masthead).
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        # No page connects anywhere; audits that read robots.txt from within a page (Lighthouse) may.
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

CKEDITOR_BASEPATH = "/static/ckeditor/ckeditor/"
CKEDITOR_CONFIGS = {"default": editor.CONFIG}
# ckeditor.W001 says that CKEditor 4 is no longer supported. It is known and fenced in: docs/decisions/0002-….
# translation.E004 wants LANGUAGE_CODE among LANGUAGES: here it is staff's, who need not publish in their own language.
# security.W005 and W021 want HSTS for all subdomains and in browsers' lists: only who owns the domain can say so.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001", "translation.E004", "security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "mission_site.log_lines.WithoutSecrets",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "message": {"format": "{message}", "style": "{"},
    },
    "filters": {
        "database away": {"()": "mission_site.log_lines.DatabaseAwayInOneLine"},
        "unknown host": {"()": "mission_site.log_lines.UnknownHostInOneLine"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        # The audit trail, a line of JSON each, with nothing before it.
        "audit": {"class": "logging.StreamHandler", "formatter": "message"},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.request": {"filters": ["database away"]},
        "django.security.DisallowedHost": {"filters": ["unknown host"]},
        "mission.audit": {"handlers": ["audit"], "level": "INFO", "propagate": False},
    },
}
