"""Lines of the log: in UTC, without the secrets of links, one for each message, unknown host, lost database and cut."""

import logging
import re
import time

from pressreleases.retrying import is_away, was_cut

# In any case and with any number of slashes: who mistypes such an address has the secret all the same.
_SECRET = re.compile(r"(/preview/+|/set-password/+[^/\s]+/+)[^/\s?'\"]+", re.IGNORECASE)
# An address may hold any of these, and a line break would begin a line that looks like another message.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class WithoutSecrets(logging.Formatter):
    """Puts `…` in the place of each secret, in the message and in what follows it (a traceback)."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name is logging's
        record.message = _CONTROLS.sub(lambda sign: ascii(sign[0])[1:-1], record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))


class UnknownHostInOneLine(logging.Filter):
    """Keeps of Django's error for an unknown Host one warning that names our setting, without a traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        host = str(request.META.get("HTTP_HOST", "") if request is not None else "")[:200]
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.msg = "A request for the unknown host %r was refused. A host of this site belongs in MISSION_HOSTS."
        record.args = (host,)
        record.exc_info = record.exc_text = None
        return True


class DatabaseAwayInOneLine(logging.Filter):
    """Keeps of the requests that needed a database which is away a line each second, without their tracebacks.

    Of a request whose statement was cut it keeps one line, too.
    """

    _said_at = -1.0

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if was_cut(error):
            record.msg, record.args = f"{record.getMessage()} (a statement in the database took too long)", ()
            record.exc_info = record.exc_text = None
            return True
        if not is_away(error):
            return True
        now = time.monotonic()
        if now - self._said_at < 1:
            return False
        self._said_at = now
        reason = str(error).strip().partition("\n")[0]
        record.msg, record.args = f"{record.getMessage()} (the database does not answer: {reason})", ()
        record.exc_info = record.exc_text = None
        return True
