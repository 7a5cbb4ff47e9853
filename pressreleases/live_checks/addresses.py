"""Which addresses an edition, or a withdrawal, has changed, and what readers must find at each of them.

A new kind of page that shows releases gets its lines here, and nowhere else.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from pressreleases.models import AnniversaryName, Edition, EditionQuerySet, Withdrawal
from pressreleases.models.kinds import Act
from pressreleases.models.live_check import ON_A_PAGE, ON_THE_START_PAGE, CheckedPage
from pressreleases.models.spans import Lower
from pressreleases.public_addresses import edition_page, page_at, release_page

# Of a long history the newest are looked at.
MOST_EARLIER = 10
HTTP_GONE = 410


@dataclass(frozen=True)
class Address:
    """An address and what must be found there; whatever is left empty is not asked.

    `shows`: this very edition, word by word. `links`: a link to that path, `titled` so. `says`: these words.
    `leads_to`: a redirect to that path. `without`: no link to any of these paths. `unsaid`: none of these words.
    `without_text`: no edition's text.
    """

    what: CheckedPage
    path: str
    status: int = 200
    shows: Edition | None = None
    links: str = ""
    titled: str = ""
    says: str = ""
    leads_to: str = ""
    without: tuple[str, ...] = ()
    unsaid: tuple[str, ...] = ()
    without_text: bool = False


def addresses_of(subject: Edition | Withdrawal, at: dt.datetime | None = None) -> list[Address]:
    """What `subject`, which holds at `at` (None: now), must have changed for readers; a handful of queries."""
    if isinstance(subject, Edition):
        return list(_of_edition(subject, at))
    return list(_of_withdrawal(subject, at))


def _of_edition(edition: Edition, at: dt.datetime | None) -> Iterator[Address]:
    page = release_page(edition)
    yield Address(CheckedPage.PAGE, page, shows=edition)
    for path in _former_pages(edition):
        yield Address(CheckedPage.FORMER_ADDRESS, path, status=301, leads_to=page)
    if earlier := Edition.objects.filter(release=edition.release_id, number=edition.number - 1).first():
        path = page_of_number(edition, earlier.number)
        yield Address(CheckedPage.EARLIER_EDITION, path, shows=earlier)
    for what, path in _lists(edition, at):
        yield Address(what, path, links=page, titled=edition.title)
    for path in _feeds(edition, at):
        yield Address(CheckedPage.FEED, path, says=edition.digest)
    for path in _other_languages(edition, at):
        yield Address(CheckedPage.OTHER_LANGUAGE, path, links=page)
    if edition.number > 1 and not edition.minor and _is_among_the_newest_changes(edition, at):
        path = reverse("corrections", args=[edition.language])
        yield Address(CheckedPage.CORRECTIONS, path, says=edition.change_note)


def _of_withdrawal(withdrawal: Withdrawal, at: dt.datetime | None) -> Iterator[Address]:
    editions = list(Edition.objects.begun(at).filter(release=withdrawal.release_id).order_by("-number"))
    last = editions[0]
    status = HTTP_GONE if withdrawal.act == Act.REMOVED else 200
    reason = withdrawal.reason_in(last.language)
    page, former = release_page(last), _former_pages(last)
    for what, path in [(CheckedPage.PAGE, page), *((CheckedPage.FORMER_ADDRESS, path) for path in former)]:
        yield Address(what, path, status, says=reason, without_text=True)
    for edition in editions[:MOST_EARLIER]:
        path = page_of_number(last, edition.number)
        yield Address(CheckedPage.EARLIER_EDITION, path, status, says=reason, without_text=True)
    for what, path in _lists(last, at):
        yield Address(what, path, without=(page, *former))
    for path in _feeds(last, at):
        yield Address(CheckedPage.FEED, path, unsaid=tuple(edition.digest for edition in editions if edition.digest))
    for path in _other_languages(last, at):
        yield Address(CheckedPage.OTHER_LANGUAGE, path, without=(page, *former))
    if _is_among_the_newest_changes(withdrawal, at):
        yield Address(CheckedPage.CORRECTIONS, reverse("corrections", args=[last.language]), says=reason)


def page_of_number(newest: Edition, number: int) -> str:
    """Where edition `number` stands: below the address that its release has now."""
    return edition_page(Edition(language=newest.language, year=newest.year, slug=newest.slug, number=number))


def _former_pages(newest: Edition) -> list[str]:
    """Every other address that the release has had."""
    had = Edition.objects.filter(release=newest.release_id, number__lt=newest.number, redacted_at=None)
    rows = had.order_by("number").values_list("language", "year", "slug")
    return [path for row in dict.fromkeys(rows) if (path := page_at(*row)) != release_page(newest)]


def _lists(edition: Edition, at: dt.datetime | None) -> Iterator[tuple[CheckedPage, str]]:
    """The lists on whose first page it stands; an old text is only in the list of its month, or in none of them."""
    language, year, month = edition.language, edition.issued_on.year, edition.issued_on.month
    before = _newer(edition, at)
    newer = before[:ON_A_PAGE].count()
    if newer < ON_THE_START_PAGE:
        yield CheckedPage.START, reverse("start", args=[language])
    if newer < ON_A_PAGE:
        yield CheckedPage.INDEX, reverse("releases", args=[language])
    elif before.in_month(year, month)[:ON_A_PAGE].count() < ON_A_PAGE:
        yield CheckedPage.MONTH, reverse("releases_of_month", args=[language, year, month])
    if edition.anniversary_id is not None:
        name = AnniversaryName.objects.filter(
            anniversary=edition.anniversary_id, anniversary__shown=True, language=language
        ).first()
        if name is not None:
            yield CheckedPage.ANNIVERSARY, reverse("anniversary", args=[language, name.slug])


def _feeds(edition: Edition, at: dt.datetime | None) -> Iterator[str]:
    """The feed of its language, if it is still among its newest; its other forms are made of the same items."""
    if _newer(edition, at)[:ON_A_PAGE].count() < ON_A_PAGE:
        yield reverse("feed", args=[edition.language, "atom"])


def _newer(edition: Edition, at: dt.datetime | None) -> EditionQuerySet:
    """What stands before it in a list of its language."""
    later = Q(issued_on__gt=edition.issued_on) | Q(issued_on=edition.issued_on, release_id__gt=edition.release_id)
    return Edition.objects.live(at).in_language(edition.language).filter(later)


def _other_languages(edition: Edition, at: dt.datetime | None) -> list[str]:
    """The pages of the same text in the other languages that readers see."""
    others = Edition.objects.live(at).in_languages_of_site().filter(release__family=edition.release.family)
    return [release_page(other) for other in others.exclude(release=edition.release_id).order_by("language")]


def _is_among_the_newest_changes(subject: Edition | Withdrawal, at: dt.datetime | None) -> bool:
    """Whether it stands on the first page of the list of corrections, whatever else was changed since."""
    since = subject.begins_at
    editions = Edition.objects.begun(at).alias(begins=Lower("live_during")).filter(begins__gte=since, number__gt=1)
    withdrawals = Withdrawal.objects.in_force(at).alias(begins=Lower("in_force_during")).filter(begins__gte=since)
    return editions.count() + withdrawals.count() <= ON_A_PAGE
