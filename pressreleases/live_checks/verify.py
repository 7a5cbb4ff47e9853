"""Which addresses an edition or a withdrawal changes, what readers must find there, and whether an answer shows it.

The addresses are the page, its former addresses, the list of releases and the feed. All pages go through the same
cache, so if these are right, the others are.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from pressreleases import richtext
from pressreleases.live_checks.fetch import Answer
from pressreleases.models import Edition, Withdrawal
from pressreleases.models.kinds import Act
from pressreleases.models.live_check import ON_A_PAGE, CheckedPage, Problem
from pressreleases.models.pages import BUILT_IN
from pressreleases.public_addresses import page_at, release_page
from pressreleases.richtext.html_reader import Start, Text, tokens


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
        return list(_addresses_of_edition(subject, at))
    return list(_addresses_of_withdrawal(subject, at))


def _addresses_of_edition(edition: Edition, at: dt.datetime | None) -> Iterator[Address]:
    page = release_page(edition)
    yield Address(CheckedPage.PAGE, page, shows=edition)
    for path in _former_pages(edition):
        yield Address(CheckedPage.FORMER_ADDRESS, path, HTTPStatus.MOVED_PERMANENTLY, leads_to=page)
    if _is_among_the_newest(edition, at):
        yield Address(CheckedPage.INDEX, _list(edition), links=page, titled=edition.title)
        yield Address(CheckedPage.FEED, _feed(edition), says=edition.digest)


def _addresses_of_withdrawal(withdrawal: Withdrawal, at: dt.datetime | None) -> Iterator[Address]:
    editions = list(Edition.objects.begun(at).filter(release=withdrawal.release_id).order_by("-number"))
    last = editions[0]
    gone = withdrawal.act == Act.REMOVED and last.page not in BUILT_IN
    status = HTTPStatus.GONE if gone else HTTPStatus.OK
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
    """Whether it is, or was, on the first page of the list of its language and in the feed, which is as long.

    Pages of the mission are in neither.
    """
    if edition.page:
        return False
    later = Q(issued_on__gt=edition.issued_on) | Q(issued_on=edition.issued_on, release_id__gt=edition.release_id)
    newer = Edition.objects.live(at).in_language(edition.language).filter(later)
    return newer[:ON_A_PAGE].count() < ON_A_PAGE


def _list(edition: Edition) -> str:
    return reverse("releases", args=[edition.language])


def _feed(edition: Edition) -> str:
    """One format of three; all have the same items."""
    return reverse("feed", args=[edition.language, "atom"])


# Whether an answer is right: the edition by its digest and words, a link, a notice

Verdict = tuple[Problem, str]


def verify(address: Address, answer: Answer) -> Verdict | None:
    """The problem with `answer` and a detail; None if all is right."""
    page = _read(answer.html)
    if address.without_text and page.number:
        return Problem.STILL_READ, page.number
    if address.leads_to:
        return _verify_redirect(address, answer, page)
    if 300 <= answer.status < 400:
        return Problem.LEADS_ELSEWHERE, answer.location
    if answer.status != address.status:
        return Problem.STATUS, str(answer.status)
    return _verify_edition(address.shows, page) if address.shows else _verify_words(address, page)


def _verify_redirect(address: Address, answer: Answer, page: "_Page") -> Verdict | None:
    if page.number:
        return Problem.OTHER_EDITION, page.number
    if not 300 <= answer.status < 400:
        return Problem.STATUS, str(answer.status)
    there = answer.location.removeprefix(settings.SITE_URL)
    return None if there == address.leads_to else (Problem.LEADS_ELSEWHERE, answer.location)


def _verify_edition(edition: Edition, page: "_Page") -> Verdict | None:
    """The digest names the edition; its title and every word of its text must be on the page too."""
    if not page.number:
        return Problem.NOT_OURS, ""
    if (page.digest, page.number) != (edition.digest, str(edition.number)):
        return Problem.OTHER_EDITION, page.number
    body = _read(richtext.sanitise(edition.body)).words
    told = (edition.title, edition.summary, body, edition.notes_to_editors, edition.press_contact)
    return None if all(_words_alone(words) in page.words for words in told) else (Problem.OTHER_WORDS, "")


def _verify_words(address: Address, page: "_Page") -> Verdict | None:
    """Verify a list or a notice: links that must or must not be there, and words."""
    if any(path in page.links for path in address.without) or any(
        _words_alone(word) in page.words for word in address.unsaid
    ):
        return Problem.STILL_LISTED, ""
    if address.links and not _is_linked(address, page):
        return Problem.NOT_LISTED, ""
    if _words_alone(address.says) not in page.words:
        return (Problem.NO_NOTICE if address.without_text else Problem.NOT_LISTED), ""
    return None


def _is_linked(address: Address, page: "_Page") -> bool:
    titles = page.links.get(address.links)
    return titles is not None and (not address.titled or _words_alone(address.titled) in titles)


@dataclass
class _Page:
    """A page: `digest` and `number` of the edition it names, and `links`: the words of its links by path.

    `words`: all words of the page without white space, so that line ends make no difference.
    """

    digest: str = ""
    number: str = ""
    links: dict[str, set[str]] = field(default_factory=dict)
    words: str = ""


def _words_alone(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _path_of(href: str) -> str:
    try:
        return urlsplit(href).path
    except ValueError:
        return ""  # a text may contain a link with an invalid address


def _read(html: str) -> _Page:
    page, words = _Page(), list[str]()
    link: tuple[str, int] | None = None  # its path, and where in `words` its text begins
    for token in tokens(html):
        if isinstance(token, Text):
            words.append(token.words)
        elif isinstance(token, Start):
            given = token.attributes
            if "data-digest" in given and not page.number:
                page.digest, page.number = given["data-digest"], given.get("data-edition", "")
            if token.name == "a" and given.get("href"):
                link = _path_of(given["href"]), len(words)
        elif token.name == "a" and link:
            page.links.setdefault(link[0], set()).add(_words_alone("".join(words[link[1] :])))
            link = None
    page.words = _words_alone("".join(words))
    return page
