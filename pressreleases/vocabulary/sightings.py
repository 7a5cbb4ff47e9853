"""The words of the proof of live: which addresses the site looks at, what can be wrong there, and what to do then."""

from http import HTTPStatus

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
    """What was wrong at an address; `in_words` puts it into sentences."""

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


_SENTENCES = {
    Wrong.NO_SUCH_HOST: _("The host name %(detail)s was not found (DNS)."),
    Wrong.NOT_REACHED: _("%(detail)s does not answer."),
    Wrong.CERTIFICATE: _(
        "The secure connection failed, also for readers. There is a problem with the certificate (%(detail)s)."
    ),
    Wrong.TOO_SLOW: _("The answer took too long."),
    Wrong.BROKEN_OFF: _("The connection was closed before the page was complete."),
    Wrong.TOO_LARGE: _("The answer is much larger than a page of this site."),
    Wrong.STATUS: _("The site answered with an error (%(detail)s)."),
    Wrong.LEADS_ELSEWHERE: _("It redirects to another address: %(detail)s"),
    Wrong.NOT_OURS: _("The page shows something else, not the text."),
    Wrong.OTHER_EDITION: _("The page still shows another edition: number %(detail)s."),
    Wrong.OTHER_WORDS: _("The text on the page is not that of this edition."),
    Wrong.NOT_LISTED: _("It is not there yet."),
    Wrong.STILL_READ: _("The text can still be read there: edition %(detail)s."),
    Wrong.STILL_LISTED: _("It is still listed there."),
    Wrong.NO_NOTICE: _("The page does not show your reason."),
}
_OF_STATUS = {
    HTTPStatus.NOT_FOUND: _("The page was not found (404)."),
    HTTPStatus.UNAUTHORIZED: _("The site asks readers for a password (401)."),
    HTTPStatus.FORBIDDEN: _("The site refuses to show readers the page (403)."),
    HTTPStatus.TOO_MANY_REQUESTS: _("A server in front of the site reports too many requests (429)."),
    HTTPStatus.BAD_GATEWAY: _("A server in front of the site cannot reach the site (502)."),
    HTTPStatus.SERVICE_UNAVAILABLE: _("The site reports that it is not available at the moment (503)."),
    HTTPStatus.GATEWAY_TIMEOUT: _("A server in front of the site reports that the site is too slow (504)."),
}


def in_words(wrong: str, detail: str) -> str:
    """The sentence for `wrong`, in the active language; `detail` as `Sighting` keeps it."""
    if wrong == Wrong.STATUS and detail.isdecimal() and int(detail) in _OF_STATUS:
        return str(_OF_STATUS[HTTPStatus(int(detail))])
    return _SENTENCES[Wrong(wrong)] % {"detail": detail or "–"}


# Where readers reach nothing at all; where they reach something else; every other fault is an old page that is kept.
_OUT_OF_REACH = {
    Wrong.NO_SUCH_HOST,
    Wrong.NOT_REACHED,
    Wrong.CERTIFICATE,
    Wrong.TOO_SLOW,
    Wrong.BROKEN_OFF,
    Wrong.STATUS,
}
_ELSEWHERE = {Wrong.TOO_LARGE, Wrong.LEADS_ELSEWHERE, Wrong.NOT_OURS}


def what_to_do(wrong: str) -> str:
    """What a press officer can do about `wrong`, in the active language."""
    if wrong in _OUT_OF_REACH:
        return str(_("Readers cannot reach these pages. Forward this e-mail to the person who runs the site now."))
    if wrong in _ELSEWHERE:
        return str(
            _(
                "Another server answers at this address. Ask the person who runs the site to check the "
                "host name and the proxy."
            )
        )
    return str(
        _(
            "Open the address in a private window. If you see the problem that is described above, "
            "a cache still has an old page. Ask the person who runs the site to clear the caches. "
            "Do not publish again."
        )
    )


def looked_choices() -> list[tuple[str, object]]:
    """A callable, so that one more kind of address makes no migration."""
    return list(Looked.choices)
