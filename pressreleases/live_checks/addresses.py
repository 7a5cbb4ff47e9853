"""Which addresses an edition or a withdrawal has changed, and what readers must find at each of them.

These are the page, its former addresses, the list of releases and the feed. All pages
go through the same cache, so if these are right, the others are.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.db.models import Q
from django.urls import reverse

from pressreleases.models import Edition, Withdrawal
from pressreleases.models.kinds import Act
from pressreleases.models.live_check import ON_A_PAGE, CheckedPage
from pressreleases.public_addresses import page_at, release_page


@dataclass(frozen=True)
class Address:
    """An address and what must be found there; an empty field is not checked.

    `shows`: this edition, word by word. `links`: a link to that path, with the words `titled`. `says`: these words.
    `leads_to`: a redirect to that path. `without`: no link to any of these paths. `unsaid`: none of these words.
    `without_text`: no edition's text.
    """

    what: CheckedPage
    path: str
    status: int = HTTPStatus.OK
    shows: Edition | None = None
    links: str = ""
    titled: str = ""
    says: str = ""
    leads_to: str = ""
    without: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    without_text: bool = False


def addresses_of(subject: Edition | Withdrawal, at: dt.datetime | None = None) -> list[Address]:
    """What `subject`, which is in force at `at` (None: now), must have changed for readers. At most three queries."""
    if isinstance(subject, Edition):
        return list(_of_edition(subject, at))
    return list(_of_withdrawal(subject, at))


def _of_edition(edition: Edition, at: dt.datetime | None) -> Iterator[Address]:
    page = release_page(edition)
    yield Address(CheckedPage.PAGE, page, shows=edition)
    for path in _former_pages(edition):
        yield Address(CheckedPage.FORMER_ADDRESS, path, HTTPStatus.MOVED_PERMANENTLY, leads_to=page)
    if _is_among_the_newest(edition, at):
        yield Address(CheckedPage.INDEX, _list(edition), links=page, titled=edition.title)
        yield Address(CheckedPage.FEED, _feed(edition), says=edition.digest)


def _of_withdrawal(withdrawal: Withdrawal, at: dt.datetime | None) -> Iterator[Address]:
    editions = list(Edition.objects.begun(at).filter(release=withdrawal.release_id).order_by("-number"))
    last = editions[0]
    status = HTTPStatus.GONE if withdrawal.act == Act.REMOVED else HTTPStatus.OK
    reason = withdrawal.reason_in(last.language)
    page, former = release_page(last), _former_pages(last)
    for what, path in [(CheckedPage.PAGE, page), *((CheckedPage.FORMER_ADDRESS, path) for path in former)]:
        yield Address(what, path, status, says=reason, without_text=True)
    if _is_among_the_newest(last, at):
        digests = tuple(edition.digest for edition in editions if edition.digest)
        yield Address(CheckedPage.INDEX, _list(last), without=(page, *former))
        yield Address(CheckedPage.FEED, _feed(last), unsaid=digests)


def _former_pages(newest: Edition) -> list[str]:
    """Every earlier address of the release."""
    had = Edition.objects.filter(release=newest.release_id, number__lt=newest.number, redacted_at=None)
    rows = had.order_by("number").values_list("language", "year", "slug")
    return [path for row in dict.fromkeys(rows) if (path := page_at(*row)) != release_page(newest)]


def _is_among_the_newest(edition: Edition, at: dt.datetime | None) -> bool:
    """Whether it is, or was, on the first page of the list of its language and in the feed, which is as long."""
    later = Q(issued_on__gt=edition.issued_on) | Q(issued_on=edition.issued_on, release_id__gt=edition.release_id)
    newer = Edition.objects.live(at).in_language(edition.language).filter(later)
    return newer[:ON_A_PAGE].count() < ON_A_PAGE


def _list(edition: Edition) -> str:
    return reverse("releases", args=[edition.language])


def _feed(edition: Edition) -> str:
    """One format of three; all have the same items."""
    return reverse("feed", args=[edition.language, "atom"])
