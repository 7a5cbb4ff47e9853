"""Why a verb of publishing refused, in words for staff; each error may name the field and the release it concerns."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from pressreleases.models import Release


class PublishingError(Exception):
    """Nothing was done. `str()` is the sentence in the active language; `field` names the field of the form, or ""."""

    sentence: "str | _StrPromise" = ""
    field = ""

    def __init__(self, release: "Release | None" = None, **params: object) -> None:
        self.release = release
        self.params = {"title": release.title if release else "", **params}
        super().__init__(self.params)

    def __str__(self) -> str:
        return str(self.sentence) % self.params


class NotAllowed(PublishingError):
    sentence = _("You may not do this. Ask an editor.")


class WroteIt(PublishingError):
    """Four eyes: whoever publishes must not have written any of it since the last edition that has been live."""

    sentence = _(
        "You wrote part of “%(title)s” yourself. Ask a colleague to publish it, or publish it alone and say why."
    )
    field = "alone"


class AloneForbidden(PublishingError):
    sentence = _(
        "You wrote part of “%(title)s” yourself. A colleague has to publish it: here nobody may publish alone."
    )


class NotPublishedAlone(PublishingError):
    sentence = _("Edition %(number)s of “%(title)s” was not published alone: there is nothing to endorse.")


class EndorsedBefore(PublishingError):
    sentence = _("A colleague has endorsed edition %(number)s of “%(title)s” already.")


class PublishedItYourself(PublishingError):
    sentence = _("You published edition %(number)s of “%(title)s” yourself. A colleague has to endorse it.")


class WroteTheEdition(PublishingError):
    sentence = _(
        "You wrote part of edition %(number)s of “%(title)s”. A colleague who wrote none of it has to endorse it."
    )


class NothingGiven(PublishingError):
    sentence = _("Choose at least one release.")


class InThePast(PublishingError):
    sentence = _("That instant has passed. Choose a later one, or publish now.")
    field = "at"


class TooFarAhead(PublishingError):
    sentence = _("Choose a day before the year 2200.")
    field = "at"


class NotADraft(PublishingError):
    sentence = _("“%(title)s” is not a draft any more: somebody has submitted it.")


class NotSubmitted(PublishingError):
    sentence = _("“%(title)s” is not waiting for review.")


class AlreadyPublished(PublishingError):
    sentence = _("“%(title)s” is published already. Publish a correction instead.")


class AlreadyPlanned(PublishingError):
    sentence = _("“%(title)s” is already planned for a later time. Unschedule that first.")


class NotPlanned(PublishingError):
    sentence = _("Nothing is planned for “%(title)s”.")


class NotLive(PublishingError):
    sentence = _("“%(title)s” is not published now.")


class TakenBack(PublishingError):
    sentence = _("“%(title)s” was withdrawn. Reinstate it instead.")


class NotTakenBack(PublishingError):
    sentence = _("“%(title)s” is not withdrawn.")


class NothingChanged(PublishingError):
    sentence = _("“%(title)s” says the same as the edition that readers see. Change the text first.")


class NoTitle(PublishingError):
    sentence = _("The title is empty.")
    field = "title"


class NoText(PublishingError):
    sentence = _("“%(title)s” has no text.")
    field = "body"


class NoAddress(PublishingError):
    sentence = _("“%(title)s” has no address: write the last part of it.")
    field = "slug"


class AddressOfAMonth(PublishingError):
    sentence = _("The address %(slug)s is that of the page of a month. Choose another one.")
    field = "slug"


class AddressTaken(PublishingError):
    sentence = _("The address %(year)s/%(slug)s belongs to another release in this language. Choose another one.")
    field = "slug"


class NoLetterhead(PublishingError):
    sentence = _(
        "No mission details are valid on %(date)s, the date of issue of “%(title)s”. "
        "Change the date, or add details for that day."
    )
    field = "issued_on"


class NoNameInLetterhead(PublishingError):
    sentence = _("The mission details valid on %(date)s have no name of the mission. Add one first.")
    field = "issued_on"


class PictureWithoutWords(PublishingError):
    sentence = _("The picture “%(picture)s” has no alternative text in this language. Describe it first.")
    field = "lead_image"


class PictureInTextWithoutWords(PublishingError):
    sentence = _("A picture in the text has no alternative text. Describe it first.")
    field = "body"


class UnknownPicture(PublishingError):
    sentence = _("A picture in the text is not among the site’s pictures. Remove it, or add it to the pictures first.")
    field = "body"


class StillRead(PublishingError):
    sentence = _(
        "Edition %(number)s of “%(title)s” is what readers see or shall see. "
        "Publish a correction without these words first, or withdraw it."
    )


class StillWritten(PublishingError):
    sentence = _("The working copy of “%(title)s” still has the %(field)s of that edition. Change and save it first.")


class RedactedBefore(PublishingError):
    sentence = _("Edition %(number)s of “%(title)s” was redacted before.")


class NoChangeNote(PublishingError):
    sentence = _("Say in a sentence what was changed: readers will see it.")
    field = "change_note"


class NoComment(PublishingError):
    sentence = _("Say what has to be changed: its author will read it.")
    field = "comment"


class NoReason(PublishingError):
    sentence = _("Give readers a reason in the language of “%(title)s” (%(language)s).")
    field = "reason"
