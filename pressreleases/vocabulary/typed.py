"""Form fields for words that people type or paste; which characters go, and which are refused, `characters` says."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from pressreleases.vocabulary import characters


def check_characters(words: str) -> None:
    """Raise `ValidationError` for words that hold a character which cannot be stored."""
    if characters.cannot_be_stored(words):
        raise ValidationError(_("This contains characters that cannot be stored. Type it again."), code="characters")


def check_text(words: str) -> None:
    """Raise `ValidationError` for control characters and the like, and where nothing of the words can be seen."""
    _check(words, characters.NOT_IN_A_TEXT)


def check_lines(words: str) -> None:
    """The same, and for marks that turn the direction of what follows."""
    _check(words, characters.NOT_IN_LINES)


def check_line(words: str) -> None:
    """The same, and for line breaks and tabs."""
    _check(words, characters.NOT_IN_A_LINE)


def _check(words: str, refused: str) -> None:
    check_characters(words)
    if words and characters.is_blank(words):
        raise ValidationError(Field.default_error_messages["blank"], code="blank")
    if re.search(refused, words):
        raise ValidationError(_("This contains invisible control characters. Type it again."), code="characters")


class _Words(forms.CharField):
    clean_words: Callable[[str], str]

    def to_python(self, value: Any) -> Any:
        words: Any = super().to_python(value)
        if words in self.empty_values:
            return words
        check_characters(words)
        words = type(self).clean_words(words)
        return self.empty_value if characters.is_blank(words) else words


class TextField(_Words):
    """Several lines."""

    clean_words = staticmethod(characters.text)


class LinesField(_Words):
    """A name or address in lines."""

    clean_words = staticmethod(characters.lines)


class LineField(_Words):
    """Words of one line."""

    clean_words = staticmethod(characters.line)


class SlugField(LineField, forms.SlugField):
    """The last part of an address, in composed letters (NFC)."""

    def to_python(self, value: Any) -> Any:
        return unicodedata.normalize("NFC", super().to_python(value))
