"""What was wrong at an address, in a sentence for a press officer; how long after its instant it was seen."""

import datetime as dt
from http import HTTPStatus

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pressreleases.vocabulary.sightings import Wrong

_SENTENCES = {
    Wrong.NO_SUCH_HOST: gettext_lazy("The name %(detail)s leads nowhere: it is not known on the internet (DNS)."),
    Wrong.NOT_REACHED: gettext_lazy("Nothing answers at %(detail)s."),
    Wrong.CERTIFICATE: gettext_lazy(
        "The secure connection is refused, for readers too: there is something wrong with the certificate (%(detail)s)."
    ),
    Wrong.TOO_SLOW: gettext_lazy("The answer takes too long."),
    Wrong.BROKEN_OFF: gettext_lazy("The connection breaks off before the page is there."),
    Wrong.TOO_LARGE: gettext_lazy("What answers there is far larger than a page of this site."),
    Wrong.STATUS: gettext_lazy("The site answers with an error (%(detail)s)."),
    Wrong.LEADS_ELSEWHERE: gettext_lazy("It leads elsewhere: %(detail)s"),
    Wrong.NOT_OURS: gettext_lazy("Something else stands there, not the text."),
    Wrong.OTHER_EDITION: gettext_lazy("Another edition still stands there: number %(detail)s."),
    Wrong.OTHER_WORDS: gettext_lazy("The words that stand there are not those of this edition."),
    Wrong.NOT_LISTED: gettext_lazy("It is not to be found there yet."),
    Wrong.STILL_READ: gettext_lazy("The text can still be read there: edition %(detail)s."),
    Wrong.STILL_LISTED: gettext_lazy("It is still listed there."),
    Wrong.NO_NOTICE: gettext_lazy("Your reason does not stand there."),
}
_OF_STATUS = {
    HTTPStatus.NOT_FOUND: gettext_lazy("There is no such page (404)."),
    HTTPStatus.UNAUTHORIZED: gettext_lazy("The site asks readers for a password (401)."),
    HTTPStatus.FORBIDDEN: gettext_lazy("The site shows readers nothing (403)."),
    HTTPStatus.TOO_MANY_REQUESTS: gettext_lazy("Something before the site says that it is asked too often (429)."),
    HTTPStatus.BAD_GATEWAY: gettext_lazy("Something before the site says that the site does not answer (502)."),
    HTTPStatus.SERVICE_UNAVAILABLE: gettext_lazy("The site says that it cannot answer at the moment (503)."),
    HTTPStatus.GATEWAY_TIMEOUT: gettext_lazy("Something before the site says that the site is too slow (504)."),
}


def in_words(wrong: str, detail: str) -> str:
    """The sentence for `wrong`, in the active language; `detail` as `Sighting` keeps it."""
    if wrong == Wrong.STATUS and detail.isdecimal() and int(detail) in _OF_STATUS:
        return str(_OF_STATUS[HTTPStatus(int(detail))])
    return _SENTENCES[Wrong(wrong)] % {"detail": detail or "–"}


def seen_later(after: dt.timedelta) -> str:
    """`seen 0.4 s later`, and in minutes or hours where it took long."""
    seconds = max(0.0, after.total_seconds())
    if seconds < 100:
        return _("seen %(seconds)s s later") % {"seconds": number_format(f"{seconds:.1f}", use_l10n=True)}
    minutes = round(seconds / 60)
    if minutes < 100:
        sentence = ngettext("seen %(minutes)s minute later", "seen %(minutes)s minutes later", minutes)
        return sentence % {"minutes": minutes}
    hours = round(minutes / 60)
    return ngettext("seen %(hours)s hour later", "seen %(hours)s hours later", hours) % {"hours": hours}
