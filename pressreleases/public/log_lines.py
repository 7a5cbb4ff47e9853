"""Lines of the log without the secrets of preview links, which stand in addresses that Django writes when one fails."""

import logging
import re

_SECRET = re.compile(r"(/preview/)[^/\s?'\"]+")


class WithoutSecrets(logging.Formatter):
    """Puts `…` in the place of each secret, in the message and in what follows it (a traceback)."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1…", super().format(record))
