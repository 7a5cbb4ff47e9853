"""The one base of errors that say in a sentence for staff what is wrong."""

import datetime as dt
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.language.dates import day_in_words

if TYPE_CHECKING:
    # Slow to load, and the process that reads a PDF never asks for a row.
    from django.db.models import Model
    from django.utils.functional import _StrPromise


class ExplainedError(Exception):
    """`str()` is the sentence in the active language; `field` names the field of the form that it concerns, or "".

    `sentence` has places such as %(name)s, which `params` fill; a date among them is written in words. A class with
    several sentences gives one of them as the first argument.
    """

    sentence: "str | _StrPromise" = ""
    field = ""

    def __init__(self, sentence: "str | _StrPromise | None" = None, /, **params: object) -> None:
        if sentence is not None:
            self.sentence = sentence
        self.params = params
        super().__init__(params)

    def __str__(self) -> str:
        language = get_language() or "en"
        shown = {
            name: day_in_words(value, language) if isinstance(value, dt.date) else value
            for name, value in self.params.items()
        }
        return str(self.sentence) % shown


class CannotBeStored(ExplainedError):
    """What the sheet says does not fit into the site, for instance because it is too long."""

    sentence = _("The site cannot store some of the sheet. %(problems)s")

    @classmethod
    def unless_fit(cls, row: "Model", *, constraints: bool = True) -> None:
        """Raise it for a row that its own model refuses, with each field's name before what is wrong with it.

        Each of the constraints takes three queries, and each row that it refers to one. Without `constraints` nothing
        is asked, where the database is about to say the same.
        """
        references = {field.name for field in row._meta.concrete_fields if field.is_relation}
        try:
            row.full_clean(
                set() if constraints else references, validate_unique=constraints, validate_constraints=constraints
            )
        except ValidationError as error:
            problems = [
                " ".join(messages) if name == NON_FIELD_ERRORS else f"{_label(row, name)}: {' '.join(messages)}"
                for name, messages in error.message_dict.items()
            ]
            raise cls(problems=" ".join(problems)) from error


def _label(row: "Model", name: str) -> str:
    return capfirst(str(getattr(row._meta.get_field(name), "verbose_name", name)))
