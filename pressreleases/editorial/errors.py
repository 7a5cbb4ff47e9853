"""Why an import or a copy was refused; what is wrong with the sheet itself is in `intake.errors`."""

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.errors import ExplainedError
from pressreleases.language.dates import day_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import _StrPromise

    from pressreleases.intake.document import Question
    from pressreleases.models import MissionDetails, Release


class _About(ExplainedError):
    """Concerns a release that the site has."""

    def __init__(self, release: "Release", **params: object) -> None:
        self.release = release
        super().__init__(title=release.title, number=release.pk, **params)

    def __str__(self) -> str:
        return self._said(self.sentence)

    def _said(self, sentence: "str | _StrPromise") -> str:
        date = day_in_words(self.release.issued_on, get_language() or "en")
        return str(sentence) % {**self.params, "date": date}


class _There(_About):
    """The site has a release of the same language, date and title."""

    seen: "str | _StrPromise" = ""

    @property
    def before(self) -> str:
        """What is said of it before anybody has tried to make a draft."""
        return self._said(self.seen)


class AlreadyThere(_There):
    """The site has this sheet. Nothing was made, and nothing is wrong."""

    sentence = _("“%(title)s” of %(date)s already exists as release %(number)s. It was not imported again.")
    seen = _("The site already has this text: “%(title)s” of %(date)s, release %(number)s.")


class AlreadyThereUnpublished(_About):
    """The site has this sheet, and it was to be published now."""

    sentence = _(
        "“%(title)s” of %(date)s already exists as release %(number)s, which readers do not "
        "see. It was not published. Find it in the list of releases and publish it there."
    )


class ThereWithOtherWords(_There):
    """A release of the same date and title says something else."""

    sentence = _(
        "“%(title)s” of %(date)s already exists as release %(number)s, with different text. Nothing was changed."
    )
    seen = _(
        "The site already has “%(title)s” of %(date)s with different text, release %(number)s. Is this another version "
        "of it?"
    )


class OriginalHasThatLanguage(_About):
    """The text that a draft was to be a translation of has a release in its language by now, or was deleted."""

    sentence = _("“%(title)s” of %(date)s already has a translation in this language, or no longer exists.")
    field = "original"


class SourceGone(ExplainedError):
    """The document was deleted, because a release made from it was redacted or because it was left for a day."""

    sentence = _("The document no longer exists. Upload it again.")


class LanguageNotHere(ExplainedError):
    """The site does not publish in the sheet's language."""

    sentence = _("The sheet is in the language “%(language)s”. This site does not publish in that language.")


class UnderEmbargo(ExplainedError):
    """The sheet must not be published unseen."""

    sentence = _("The sheet says “%(embargo)s”. Import it without publishing.")


class Unanswered(ExplainedError):
    """The sheet does not tell something that is needed. The sentence is followed by the questions, a line each."""

    sentence = _("The sheet was not imported. Answer these questions with --answers, or correct the sheet:")

    def __init__(self, questions: "Sequence[Question]") -> None:
        self.questions = tuple(questions)
        super().__init__()

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(line for question in self.questions for line in in_lines(question))])


def in_lines(question: "Question") -> list[str]:
    """The question with its key and its answers, and the lines of the sheet that it is about, for printing."""
    choices = f" ({' / '.join(question.choices)})" if question.choices else ""
    return [f"  {question.key}: {question}{choices}", *(f"    {number}: {words}" for number, words in question.lines)]


class NotReady(ExplainedError):
    """Preflight found what has to be corrected before anything is published."""

    sentence = _("The sheet was not published. Import it without publishing, and correct this: %(problems)s")


class HeadDiffers(ExplainedError):
    """The letterhead that readers would see differs from the sheet. The sentence ends with the differences."""

    sentence = _(
        "The sheet was not published, because its head differs from the mission details. "
        "Correct the mission details of %(date)s, or import the sheet without publishing. "
        "%(differences)s"
    )


class NoTimeZone(ExplainedError):
    """Mission details are to be made of the sheet, and nothing tells the mission's time zone."""

    sentence = _("The numbers do not show the time zone of the mission. Give it: --time-zone America/New_York")


class HeadUnusable(ExplainedError):
    """Mission details cannot be made of the sheet's head."""

    nothing = _("The sheet has no head, so no mission details were made. Add them before you publish.")
    no_name = _(
        "The sheet’s head has no name of the mission, so no mission details were made. Add them before you publish."
    )
    no_address = _("The sheet’s head has no address, so no mission details were made. Add them before you publish.")
    strange_name = _(
        "The name “%(name)s” in the sheet’s head is not in a language of this site, so no "
        "mission details were made. Add them before you publish."
    )
    second_name = _(
        "The sheet’s head has two names in one language (the second is “%(name)s”), "
        "so no mission details were made. Add them before you publish."
    )

    def __init__(self, sentence: "str | _StrPromise", **params: object) -> None:
        self.sentence = sentence
        super().__init__(**params)


class NoDetailsToCopy(ExplainedError):
    """No mission details are valid on that day or before it."""

    sentence = _("No mission details are valid on that day or before it. Add new ones.")


class DetailsBeginThen(ExplainedError):
    """`details` begin on that day already, so there is nothing to copy."""

    sentence = _("Mission details that begin on that day already exist. Change those.")

    def __init__(self, details: "MissionDetails") -> None:
        self.details = details
        super().__init__()
