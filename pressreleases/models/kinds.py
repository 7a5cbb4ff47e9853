"""The kinds of release and the states of a working copy, each with its name for staff and readers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext, pgettext_lazy

from pressreleases.models.pages import KIND as PAGE


class Kind(TextChoices):
    PRESS_RELEASE = "press-release", _("Press release")
    STATEMENT = "statement", _("Statement")
    REMARKS = "remarks", _("Remarks")
    MEDIA_ADVISORY = "media-advisory", _("Media advisory")
    LETTER = "letter", _("Letter")
    NOTE = "note", _("Note verbale")


# The name of a list of them.
KINDS_IN_LISTS = {
    Kind.PRESS_RELEASE: _("Press releases"),
    Kind.STATEMENT: _("Statements"),
    Kind.REMARKS: pgettext_lazy("list", "Remarks"),
    Kind.MEDIA_ADVISORY: _("Media advisories"),
    Kind.LETTER: _("Letters"),
    Kind.NOTE: _("Notes verbales"),
}


class Status(TextChoices):
    """Of the working copy only; whether a reader can see anything is computed from editions."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")


class NumberKind(TextChoices):
    TELEPHONE = "telephone", _("Telephone")
    FAX = "fax", _("Fax")


class Act(TextChoices):
    """How a release was taken away from readers."""

    WITHDRAWN = "withdrawn", _("Withdrawn")
    REMOVED = "removed", _("Removed as published in error")


class Review(TextChoices):
    """What was done to a working copy when somebody said something about it."""

    SUBMITTED = "submitted", _("Submitted")
    SENT_BACK = "sent-back", _("Sent back")
    REOPENED = "reopened", _("Changed after it was submitted")


def kind_choices() -> list[tuple[str, object]]:
    """Choices for a model field; a callable, so that a new kind or a new wording makes no migration."""
    return list(Kind.choices)


def kind_label(kind: str, language: str) -> str:
    """The name of `kind` in `language`, as an edition keeps it; the word itself for one that no form offers."""
    with override(language):
        if kind == PAGE:
            # Translators: what a page of the mission, such as its privacy notice, is called where others are releases.
            return pgettext("kind of text", "Page")
        return str(Kind(kind).label) if kind in Kind.values else kind
