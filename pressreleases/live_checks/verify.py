"""Verify an answer: the right edition by its digest and words, a link, a notice."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from pressreleases import richtext
from pressreleases.live_checks.addresses import Address
from pressreleases.live_checks.fetch import Answer
from pressreleases.models import Edition
from pressreleases.models.live_check import Problem
from pressreleases.richtext.html_reader import Start, Text, tokens

Verdict = tuple[Problem, str]


def verify(address: Address, answer: Answer) -> Verdict | None:
    """The problem with `answer` and a detail; None if all is right."""
    page = _read(answer.html)
    if address.without_text and page.number:
        return Problem.STILL_READ, page.number
    if address.leads_to:
        return _of_redirect(address, answer, page)
    if 300 <= answer.status < 400:
        return Problem.LEADS_ELSEWHERE, answer.location
    if answer.status != address.status:
        return Problem.STATUS, str(answer.status)
    return _of_edition(address.shows, page) if address.shows else _of_words(address, page)


def _of_redirect(address: Address, answer: Answer, page: "_Page") -> Verdict | None:
    if page.number:
        return Problem.OTHER_EDITION, page.number
    if not 300 <= answer.status < 400:
        return Problem.STATUS, str(answer.status)
    there = answer.location.removeprefix(settings.SITE_URL)
    return None if there == address.leads_to else (Problem.LEADS_ELSEWHERE, answer.location)


def _of_edition(edition: Edition, page: "_Page") -> Verdict | None:
    """The digest names the edition; its title and every word of its text must be on the page too."""
    if not page.number:
        return Problem.NOT_OURS, ""
    if (page.digest, page.number) != (edition.digest, str(edition.number)):
        return Problem.OTHER_EDITION, page.number
    told = (edition.title, edition.summary, _read(richtext.sanitise(edition.body)).words, edition.notes_to_editors)
    return None if all(_words_alone(words) in page.words for words in told) else (Problem.OTHER_WORDS, "")


def _of_words(address: Address, page: "_Page") -> Verdict | None:
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
