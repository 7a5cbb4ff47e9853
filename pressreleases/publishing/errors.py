"""Why a verb of publishing refused, in words for staff; each error may name the field and the release it concerns."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pressreleases.errors import ExplainedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pressreleases.models import Release


class PublishingError(ExplainedError):
    """Nothing was done; `release` is the one that it concerns, if it is one."""

    def __init__(self, release: "Release | None" = None, **params: object) -> None:
        self.release = release
        super().__init__(**{"title": release.title if release else "", **params})


class NotAllowed(PublishingError):
    sentence = _("You do not have permission to do this. Ask an editor.")


class WroteIt(PublishingError):
    """Four eyes: the person who publishes has not written any of it since the last edition that has been live."""

    sentence = _("You wrote part of “%(title)s”. Ask a colleague to publish it, or publish it alone and say why.")
    field = "alone"


class WroteTheNote(PublishingError):
    """Four eyes: the change note is new, so that only the account that publishes has seen it."""

    sentence = _(
        "You wrote the change note of “%(title)s”. Use a note that a colleague proposed when "
        "submitting, or publish it alone and say why."
    )
    field = "alone"


class NewAccount(PublishingError):
    """Four eyes: the account was made, or given its rights, by somebody who wrote part of it, a short time ago."""

    sentence = _(
        "%(who)s wrote part of “%(title)s”, and created your account or gave it its role. "
        "Until %(until)s you do not count as a second person for this text. Ask another "
        "colleague to publish it, or publish it alone and say why."
    )
    field = "alone"


class NewAccountForbidden(PublishingError):
    sentence = _(
        "%(who)s wrote part of “%(title)s”, and created your account or gave it its role. "
        "Until %(until)s another colleague has to publish it. On this site nobody may publish "
        "alone."
    )


class OpenedAccount(PublishingError):
    """Four eyes: a short time ago, they could have signed in with the account of somebody who wrote part of it."""

    sentence = _(
        "%(who)s wrote part of “%(title)s”, and you saw a link for setting the password of that "
        "account, or changed its e-mail address. Until %(until)s you do not count as a second "
        "person for this text. Ask another colleague to publish it, or publish it alone and say "
        "why."
    )
    field = "alone"


class OpenedAccountForbidden(PublishingError):
    sentence = _(
        "%(who)s wrote part of “%(title)s”, and you saw a link for setting the password of that "
        "account, or changed its e-mail address. Until %(until)s another colleague has to publish "
        "or endorse it."
    )


class NewAccountEndorses(PublishingError):
    sentence = _(
        "%(who)s published or wrote part of edition %(number)s of “%(title)s”, and created "
        "your account or gave it its role. Until %(until)s another colleague has to endorse "
        "it."
    )


class NoteForbidden(PublishingError):
    sentence = _(
        "You wrote the change note of “%(title)s”. Use a note that a colleague proposed when "
        "submitting. On this site nobody may publish alone."
    )
    field = "change_note"


class NotYours(NotAllowed):
    sentence = _(
        "You did not write any part of “%(title)s”. Only an editor, or an author who wrote part of it, may do this."
    )


class AloneForbidden(PublishingError):
    sentence = _("You wrote part of “%(title)s”. A colleague has to publish it. On this site nobody may publish alone.")


class NotPublishedAlone(PublishingError):
    sentence = _("Edition %(number)s of “%(title)s” was not published alone, so it needs no endorsement.")


class EndorsedBefore(PublishingError):
    sentence = _("A colleague has already endorsed edition %(number)s of “%(title)s”.")


class PublishedItYourself(PublishingError):
    sentence = _("You published edition %(number)s of “%(title)s”. A colleague has to endorse it.")


class WroteTheEdition(PublishingError):
    sentence = _(
        "You wrote part of edition %(number)s of “%(title)s”. A colleague who did not write "
        "any of it has to endorse it."
    )


class NothingGiven(PublishingError):
    sentence = _("Choose at least one release.")


class InThePast(PublishingError):
    sentence = _("That time has passed. Choose a later time, or publish now.")
    field = "at"


class TooFarAhead(PublishingError):
    sentence = _("Choose a day before the year 2200.")
    field = "at"


class UnderEmbargo(PublishingError):
    sentence = _("“%(title)s” is under embargo until %(when)s. Schedule it for that time, or lift the embargo.")
    field = "at"


class EmbargoEndsLater(PublishingError):
    sentence = _("The embargo on “%(title)s” already ends later: %(when)s. An editor can lift it, with a reason.")
    field = "at"


class EmbargoIsOver(PublishingError):
    sentence = _("That time has passed. Choose a later time.")
    field = "at"


class ReadersHaveSeenIt(PublishingError):
    sentence = _("“%(title)s” has already been published, so it cannot be put under embargo.")


class ScheduledEarlier(PublishingError):
    sentence = _("“%(title)s” is scheduled for an earlier time: %(when)s. Change that time first.")
    field = "at"


class NoEmbargo(PublishingError):
    sentence = _("“%(title)s” is not under embargo.")


class NoReasonForLifting(PublishingError):
    sentence = _("Say why the embargo is lifted.")
    field = "comment"


class NotADraft(PublishingError):
    sentence = _("“%(title)s” is no longer a draft: someone has already submitted it.")


class NotSubmitted(PublishingError):
    sentence = _("“%(title)s” is not waiting for review.")


class AlreadyPublished(PublishingError):
    sentence = _("“%(title)s” is already published. Publish a correction instead.")


class AlreadyPlanned(PublishingError):
    sentence = _("“%(title)s” is already scheduled for a later time. Cancel that schedule first.")


class NotPlanned(PublishingError):
    sentence = _("Nothing is scheduled for “%(title)s”.")


class NotLive(PublishingError):
    sentence = _("“%(title)s” is not published at the moment.")


class TakenBack(PublishingError):
    sentence = _("“%(title)s” was withdrawn. Reinstate it instead.")


class SameNotice(PublishingError):
    sentence = _("Readers already see this reason for “%(title)s”. Change the reason first.")
    field = "reason"


class NotTakenBack(PublishingError):
    sentence = _("“%(title)s” is not withdrawn.")


class NothingChanged(PublishingError):
    sentence = _("“%(title)s” is the same as the edition that readers see. Change the text first.")


class NothingChangedSinceScheduled(PublishingError):
    sentence = _("“%(title)s” is the same as the scheduled text. Change the text first.")


class NoTitle(PublishingError):
    sentence = _("The title is empty.")
    field = "title"


class NoText(PublishingError):
    sentence = _("“%(title)s” has no text.")
    field = "body"


class TextTooLong(PublishingError):
    sentence = _(
        "The text of “%(title)s” is too long to be published. Remove formatting that is not needed, or split the text."
    )
    field = "body"


class NoAddress(PublishingError):
    sentence = _("“%(title)s” has no address. Enter the last part of the address.")
    field = "slug"


class AddressOfAMonth(PublishingError):
    sentence = _("The address %(slug)s is used for the page of a month. Choose another one.")
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
        "Readers see edition %(number)s of “%(title)s” now or will see it later. First publish "
        "a correction without these words, or withdraw the release."
    )


class StillWritten(PublishingError):
    sentence = _(
        "The same words are used elsewhere: %(fields)s. Change them there first, or confirm "
        "that they contain no secret."
    )


class NothingToRedact(PublishingError):
    sentence = _(
        "Redacting that edition of “%(title)s” would remove nothing: all its words are also in "
        "the working copy or in another edition. Change the words there first."
    )


class ReasonStillRead(PublishingError):
    sentence = _(
        "Readers see this reason for the withdrawal of “%(title)s” now or will see it later. "
        "Change the reason first, or reinstate the release."
    )


class Listed:
    """Several things in one sentence, each in the language in which the sentence is read."""

    def __init__(self, things: "Iterable[object]") -> None:
        self.things = list(things)

    def __str__(self) -> str:
        return "; ".join(map(str, self.things))


class RedactedBefore(PublishingError):
    sentence = _("Edition %(number)s of “%(title)s” has already been redacted.")


class NoChangeNote(PublishingError):
    sentence = _("Describe the change in a sentence. Readers will see it.")
    field = "change_note"


class NoComment(PublishingError):
    sentence = _("Say what has to be changed. The author will read it.")
    field = "comment"


class NoReason(PublishingError):
    sentence = _("Give readers a reason in the language of “%(title)s” (%(language)s).")
    field = "reason"
