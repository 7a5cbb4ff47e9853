"""Fields for words and addresses, in models and in forms: which characters are cleaned, and which are refused."""

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import BooleanField, Field, Func, Q
from django.utils.translation import gettext_lazy as _

from pressreleases.language import characters

# In characters: a change note, a public reason, or the reason for an answer of staff.
LONGEST_NOTE = 500


def check_characters(words: str) -> None:
    """Raise `ValidationError` for words that hold a character which cannot be stored."""
    if characters.cannot_be_stored(words):
        raise ValidationError(_("This contains characters that cannot be stored. Type it again."), code="characters")


def check_text(words: str) -> None:
    """Raise `ValidationError` for control characters and the like, and where nothing of the words can be seen."""
    _check(words, characters.NOT_IN_A_NEW_TEXT)


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


class TextFormField(_Words):
    """Several lines."""

    clean_words = staticmethod(characters.text)


class LinesFormField(_Words):
    """A name or address in lines."""

    clean_words = staticmethod(characters.lines)


class LineFormField(_Words):
    """Words of one line."""

    clean_words = staticmethod(characters.line)


class SlugFormField(LineFormField, forms.SlugField):
    """The last part of an address, in composed letters (NFC)."""

    default_error_messages = {"invalid": _("Use only letters, digits and hyphens, such as visit-to-geneva.")}

    def to_python(self, value: Any) -> Any:
        return unicodedata.normalize("NFC", super().to_python(value))


if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
    _SlugField = models.SlugField[str, str]
else:
    _CharField, _TextField, _SlugField = models.CharField, models.TextField, models.SlugField


class _AsDjangos(models.Field):  # type: ignore[type-arg]  # of any column
    """Migrations know only the column, not the rule for characters."""

    django_name: str
    form_class: Any

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.django_name}", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**({} if self.choices else {"form_class": self.form_class}), **kwargs})


class LineField(_AsDjangos, _CharField):
    """Words of one line, such as a title."""

    django_name, form_class = "CharField", LineFormField
    default_validators = [check_line]


class LinesField(_AsDjangos, _TextField):
    """A name or address in lines."""

    django_name, form_class = "TextField", LinesFormField
    default_validators = [check_lines]


class TextField(_AsDjangos, _TextField):
    """Text of several lines."""

    django_name, form_class = "TextField", TextFormField
    default_validators = [check_text]


class SlugField(_AsDjangos, _SlugField):
    """The last part of an address."""

    django_name, form_class = "SlugField", SlugFormField


class IsComposed(Func):
    """True of text in Unicode's composed form (NFC)."""

    template = "(%(expressions)s IS NFC NORMALIZED)"
    output_field = BooleanField()


def in_one_line(*names: str) -> Q:
    """The condition of a constraint: each of these columns is in one line, with nothing invisible that changes it."""
    return ~_any_matches(names, characters.NOT_IN_A_LINE)


def in_lines(*names: str) -> Q:
    """The same for names and addresses in several lines."""
    return ~_any_matches(names, characters.NOT_IN_LINES)


def as_text(*names: str) -> Q:
    """The same for texts, which may hold marks of direction."""
    return ~_any_matches(names, characters.NOT_IN_A_TEXT)


def slug_well_formed() -> Q:
    """The condition of a constraint: the column `slug` has letters, digits, hyphens and underscores in NFC."""
    return Q(IsComposed("slug")) & ~Q(slug__regex=characters.NOT_IN_A_SLUG)


def language_well_formed() -> Q:
    """The condition of a constraint: the column `language` has the form of a code, which can be part of an address."""
    return Q(language__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def _any_matches(names: tuple[str, ...], pattern: str) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__regex": pattern})
    return found


class KeptAddress(models.Model):
    """Every address that something ever had in a language; a trigger adds it when a name is saved."""

    language = models.CharField(max_length=12)
    slug = models.SlugField(max_length=120, allow_unicode=True, db_index=False)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.language}: {self.slug}"
