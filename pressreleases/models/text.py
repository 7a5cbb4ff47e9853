"""Fields for words: each is a column as Django makes it, with form fields and validators that know its characters."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import BooleanField, Func, Q

from pressreleases.vocabulary import characters, typed

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
    _TextField = models.TextField[str, str]
    _SlugField = models.SlugField[str, str]
else:
    _CharField, _TextField, _SlugField = models.CharField, models.TextField, models.SlugField


class _AsDjangos(models.Field):  # type: ignore[type-arg]
    """Migrations know the column only: the rule of characters is none of theirs."""

    django_name: str
    form_class: Any

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.django_name}", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{**({} if self.choices else {"form_class": self.form_class}), **kwargs})


class LineField(_AsDjangos, _CharField):
    """Words of one line, such as a title."""

    django_name, form_class = "CharField", typed.LineField
    default_validators = [typed.check_line]


class LinesField(_AsDjangos, _TextField):
    """A name or address in lines."""

    django_name, form_class = "TextField", typed.LinesField
    default_validators = [typed.check_lines]


class TextField(_AsDjangos, _TextField):
    """Text of several lines."""

    django_name, form_class = "TextField", typed.TextField
    default_validators = [typed.check_text]


class SlugField(_AsDjangos, _SlugField):
    """The last part of an address."""

    django_name, form_class = "SlugField", typed.SlugField


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
    """The same for texts, in which marks of direction may stand."""
    return ~_any_matches(names, characters.NOT_IN_A_TEXT)


def slug_well_formed() -> Q:
    """The condition of a constraint: the column `slug` has letters, digits, hyphens and underscores in NFC."""
    return Q(IsComposed("slug")) & ~Q(slug__regex=characters.NOT_IN_A_SLUG)


def language_well_formed() -> Q:
    """The condition of a constraint: the column `language` has the form of a code, which can stand in an address."""
    return Q(language__regex=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


def _any_matches(names: tuple[str, ...], pattern: str) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__regex": pattern})
    return found
