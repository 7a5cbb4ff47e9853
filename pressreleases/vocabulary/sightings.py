"""The words of the proof of live: which addresses the site looks at after publishing, and what can be wrong there."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# How many releases the start page and a page of a list show, so that whoever looks knows what must stand there.
ON_THE_START_PAGE = 6
ON_A_PAGE = 20


class Looked(TextChoices):
    """What is looked at."""

    PAGE = "page", _("Its page")
    FORMER_ADDRESS = "former-address", _("A former address")
    EARLIER_EDITION = "earlier-edition", _("An earlier edition")
    INDEX = "index", _("The list of releases")
    MONTH = "month", _("The list of its month")
    START = "start", _("The start page")
    OTHER_LANGUAGE = "other-language", _("Its page in another language")
    ANNIVERSARY = "anniversary", _("The page of its anniversary")
    FEED = "feed", _("The feed")
    CORRECTIONS = "corrections", _("The list of corrections")


class Wrong(TextChoices):
    """What was wrong at an address; `desk.proof.words` puts it into sentences."""

    NO_SUCH_HOST = "no-such-host"
    NOT_REACHED = "not-reached"
    CERTIFICATE = "certificate"
    TOO_SLOW = "too-slow"
    BROKEN_OFF = "broken-off"
    TOO_LARGE = "too-large"
    STATUS = "status"
    LEADS_ELSEWHERE = "leads-elsewhere"
    NOT_OURS = "not-ours"
    OTHER_EDITION = "other-edition"
    OTHER_WORDS = "other-words"
    NOT_LISTED = "not-listed"
    STILL_READ = "still-read"
    STILL_LISTED = "still-listed"
    NO_NOTICE = "no-notice"


def looked_choices() -> list[tuple[str, object]]:
    """A callable, so that one more kind of address makes no migration."""
    return list(Looked.choices)
