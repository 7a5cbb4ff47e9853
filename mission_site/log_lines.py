"""Lines of the log: without the secrets of preview links, and one line for each request to an unknown host."""

import logging
import re

# In any case and with any number of slashes: who mistypes such an address has the secret all the same.
_SECRET = re.compile(r"(/preview/+)[^/\s?'\"]+", re.IGNORECASE)


class WithoutSecrets(logging.Formatter):
    """Puts `…` in the place of each secret, in the message and in what follows it (a traceback)."""

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
