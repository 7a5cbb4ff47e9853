"""Words that everybody would try first at this site, and so do not make a password longer."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = (
    *("admin", "administrator", "ambassador", "author", "azerbaijan", "azerbaycan", "azərbaycan", "baku", "bakı"),
    *("consulate", "diplomat", "editor", "embassy", "letterhead", "mission", "nations", "newsroom", "office"),
    *("parol", "password", "permanent", "press", "release", "statement", "united", "welcome"),
)
# So many characters are needed besides these words, as many as Django wants of a password.
LEFT = 8
_LOOK_ALIKE = str.maketrans("@0135$", "aoiess")


class NotMostlyWordsOfTheSite:
    """For `AUTH_PASSWORD_VALIDATORS`."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002  Django's signature
        left = password.casefold().translate(_LOOK_ALIKE)
        for word in sorted(_words(), key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < LEFT:
            raise ValidationError(self.get_help_text(), code="password_of_words_of_the_site")

    def get_help_text(self) -> str:
        return _(
            "Words that are easily guessed here, such as “press”, “mission” or those of the site’s address, do not "
            "count: your password must contain at least 8 other characters."
        )


def _words() -> set[str]:
    host = urlsplit(settings.SITE_URL).hostname or ""
    return {*WORDS, *(label for label in re.split(r"[^a-z]+", host) if len(label) >= 4)}
