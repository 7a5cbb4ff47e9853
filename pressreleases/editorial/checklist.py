"""What to look at before a release is published, computed from its text alone; what was looked up for it is given.

An error blocks, a warning asks. The verbs of publishing are not asked here: they refuse what can never be published.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases import richtext
from pressreleases.anniversaries.recognising import misfits
from pressreleases.editorial import typography
from pressreleases.editorial.site_links import Site, Trouble
from pressreleases.language.dates import day_in_words, is_place
from pressreleases.language.languages import own_name
from pressreleases.language.placeholders import placeholders
from pressreleases.letterhead_pdf.letters import not_drawn
from pressreleases.models import Edition, MissionDetails, Release
from pressreleases.models.fields import PLAIN_WORDS, label_of
from pressreleases.richtext.html_reader import End, Text, tokens

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


PUNCTUATION = "punctuation"
LONGEST_TITLE = 150
SHORTEST_TITLE = 8
# Further away from its day, a date of issue is more often mistyped than meant.
A_YEAR = dt.timedelta(days=366)

# Whether it blocks, and the sentence.
_SAID: dict[str, tuple[bool, "_StrPromise"]] = {
    "title-long": (False, _("The title has %(count)s characters. It will be cut in lists and messages.")),
    "title-short": (False, _("The title “%(words)s” is very short.")),
    "title-stop": (False, _("The title ends with a full stop.")),
    "title-capitals": (False, _("The title is all in capitals. This is hard to read, also for screen readers.")),
    "no-lead": (False, _("There is no lead: lists and previews will show only the title.")),
    "no-place": (False, _("There is no place.")),
    "lead-picture-words": (True, _("The lead picture has no alternative text in this language.")),
    "picture-words": (True, _("A picture in the text has no alternative text.")),
    "picture-decorative": (
        False,
        _("A picture in the text is marked as decorative. Readers who cannot see it will not know that it is there."),
    ),
    "picture-unknown": (True, _("A picture in the text is not among the site’s pictures.")),
    "link-nowhere": (True, _("The link %(words)s goes to a page of this site that does not exist.")),
    "link-unknown": (False, _("The link %(words)s goes to a page that this site does not know.")),
    "link-not-out": (False, _("The link %(words)s goes to a release that readers cannot see.")),
    "link-taken-back": (False, _("The link %(words)s goes to a release that was withdrawn.")),
    "headings": (False, _("The headings are out of order at “%(words)s”: a level is missing.")),
    "double-space": (False, _("There are two spaces in a row: “%(words)s”.")),
    PUNCTUATION: (
        False,
        _("Quotation marks, dashes, dots or spaces that the language writes differently: %(count)s, such as %(words)s"),
    ),
    "not-drawn": (
        False,
        _("The letterhead PDF has no font for %(words)s, so this text will have no PDF. Readers can print the page."),
    ),
    "leftover": (True, _("A comment was left in the text: “%(words)s”.")),
    "ordinal": (False, _("“%(words)s”: counted from the year of the event, the number is %(count)s.")),
    "clearance-waits": (False, _("“%(words)s” was asked for clearance and has not answered.")),
    "clearance-declined": (False, _("“%(words)s” was asked for clearance and declined it for this text.")),
    "clearance-void": (
        False,
        _("“%(words)s” was asked for clearance and answered for an earlier text, not for this one."),
    ),
    "head-name": (True, _("The mission details valid on %(issued)s have no name of the mission in %(words)s.")),
    "head-numbers": (True, _("The mission details valid on %(issued)s have no number.")),
    "head-zone": (True, _("The mission details valid on %(issued)s have no time zone.")),
    "carried-forward": (
        False,
        _("The text was carried forward from another year. %(count)s of its notes have not been checked yet."),
    ),
    "comments-open": (False, _("Open comments on the text: %(count)s.")),
    "language-missing": (False, _("There is no text in %(words)s. You usually publish in this language.")),
    "language-draft": (False, _("The text in %(words)s is a draft. It will not be published with this one.")),
    "language-behind": (False, _("The text in %(words)s is out of date: the original has changed.")),
    "far-day": (
        False,
        _("The date of issue, %(issued)s, is more than a year away from %(day)s. Is the year right?"),
    ),
    "not-today": (False, _("The date of issue is %(issued)s; today is %(day)s.")),
    "not-that-day": (False, _("It will be published on %(day)s; the date of issue is %(issued)s.")),
}
_LINKS = {
    Trouble.NOWHERE: "link-nowhere",
    Trouble.UNKNOWN: "link-unknown",
    Trouble.NOT_OUT: "link-not-out",
    Trouble.TAKEN_BACK: "link-taken-back",
}
_ABBREVIATION = re.compile(r"(?:\w\.){2,}$|\.{2,}$")
# Only the spaces: with the words around them in the expression, a text without spaces, as Chinese is, would be read
# again from each of its characters.
_TWO_SPACES = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_MOST_OF_A_WORD = 40
_MOST_SIGNS = 10
_HEADINGS = frozenset({"h2", "h3", "h4"})
_WITHIN_A_LINE = frozenset("strong em sup sub small a abbr cite q span".split())


@dataclass(frozen=True)
class Going:
    """The day, by the mission's clock, on which the text is to go out, and whether that is set or simply today."""

    on: dt.date
    scheduled: bool = False


@dataclass(frozen=True)
class Item:
    """One thing to look at, in `field` of the form; `str()` is a sentence for staff in the active language."""

    field: str
    code: str
    words: str = ""
    count: int = 0
    issued: dt.date | None = None
    day: dt.date | None = None

    @property
    def blocks(self) -> bool:
        return _SAID[self.code][0]

    @property
    def of_languages(self) -> bool:
        """Whether it is about another language, which only a person can decide to do without."""
        return self.code.startswith("language-")

    @property
    def of_letterhead(self) -> bool:
        """Whether it is mended in the mission details, not in the text."""
        return self.code.startswith("head-")

    @property
    def field_label(self) -> str:
        return label_of(self.field)

    def __str__(self) -> str:
        language = get_language() or "en"
        return str(_SAID[self.code][1]) % {
            "words": self.words,
            "count": self.count,
            "issued": day_in_words(self.issued, language) if self.issued else "",
            "day": day_in_words(self.day, language) if self.day else "",
        }


def checklist(
    text: Release | Edition, site: Site, going: Going | None = None, *, today: dt.date | None = None
) -> list[Item]:
    """Everything to look at in `text`, errors first. `site` was looked up for its body.

    `going` None: on no particular day, as for a correction, which keeps the date of what it corrects: then the date is
    only held against `today`, if that is given. An anniversary
    is asked for its names and dates, a lead picture for its descriptions: fetch them with it for many texts. A page of
    the mission is in no list and has no date.
    """
    body = richtext.sanitise(text.body)
    items = [*_title(text.title), *_facts(text), *_pictures(text, body, site), *_links(body, site), *_headings(body)]
    items += [
        *_undrawn(text, body),
        *_spaces(text, body),
        *marks(text),
        *_leftovers(text, body),
        *_ordinals(text, body),
        *_day(text, going, today),
    ]
    return sorted(dict.fromkeys(items), key=lambda item: not item.blocks)


def missing_in_letterhead(text: Release, details: MissionDetails) -> Iterator[Item]:
    """What `details`, which are valid on the date of issue, lack for the letterhead of `text`."""
    if all(name.language != text.language for name in details.names.all()):
        yield Item("issued_on", "head-name", own_name(text.language), issued=text.issued_on)
    if not details.numbers.all():
        yield Item("issued_on", "head-numbers", issued=text.issued_on)
    if not is_place(details.time_zone):
        yield Item("issued_on", "head-zone", issued=text.issued_on)


def _title(title: str) -> Iterator[Item]:
    words = title.strip()
    if len(words) > LONGEST_TITLE:
        yield Item("title", "title-long", count=len(words))
    if 0 < len(words) < SHORTEST_TITLE:
        yield Item("title", "title-short", words)
    if words.endswith((".", "。", "।", "۔")) and not _ABBREVIATION.search(words):
        yield Item("title", "title-stop")
    if words.isupper() and sum(character.isalpha() for character in words) > 5:
        yield Item("title", "title-capitals")


def _facts(text: Release | Edition) -> Iterator[Item]:
    if text.page:
        return
    if not text.summary.strip():
        yield Item("summary", "no-lead")
    if not text.place.strip():
        yield Item("place", "no-place")


def _pictures(text: Release | Edition, body: str, site: Site) -> Iterator[Item]:
    if text.lead_image is not None and text.lead_image.lacks_words_in(text.language):
        yield Item("lead_image", "lead-picture-words")
    for picture in richtext.pictures(body):
        if picture.lacks_words:
            yield Item("body", "picture-words")
        if picture.decorative:
            yield Item("body", "picture-decorative")
        if picture.sha256 not in site.pictures:
            yield Item("body", "picture-unknown")


def _links(body: str, site: Site) -> Iterator[Item]:
    for link in richtext.targets(body):
        if link in site.troubles:
            yield Item("body", _LINKS[site.troubles[link]], link)


def _headings(body: str) -> Iterator[Item]:
    last = 1
    for level, words in _parts(body).headings:
        if level > last + 1:
            yield Item("body", "headings", words)
        last = level


def _spaces(text: Release | Edition, body: str) -> Iterator[Item]:
    for name in PLAIN_WORDS:
        if found := two_spaces(getattr(text, name)):
            yield Item(name, "double-space", found)
    for words in _parts(body).texts:
        if found := two_spaces(words):
            yield Item("body", "double-space", found)


def _undrawn(text: Release | Edition, body: str) -> Iterator[Item]:
    for name, words in (*((name, getattr(text, name)) for name in PLAIN_WORDS), ("body", unescape(body))):
        if signs := not_drawn(words):
            yield Item(name, "not-drawn", " ".join(signs[:_MOST_SIGNS]) + (" …" if len(signs) > _MOST_SIGNS else ""))


def two_spaces(words: str) -> str:
    """The first place with two spaces in a row: the word before and the word after; empty if there is none."""
    found = _TWO_SPACES.search(words)
    if found is None:
        return ""
    before = words[max(found.start() - _MOST_OF_A_WORD, 0) : found.start()].rsplit(maxsplit=1)[-1]
    after = words[found.end() : found.end() + _MOST_OF_A_WORD].split(maxsplit=1)[0]
    return f"{before}  {after}"


def marks(text: Release | Edition) -> Iterator[Item]:
    """Where the punctuation is not that of the language."""
    yield from (Item(each.name, PUNCTUATION, each.example, each.count) for each in typography.proposals(text))


def _leftovers(text: Release | Edition, body: str) -> Iterator[Item]:
    for name in PLAIN_WORDS:
        for words in placeholders(getattr(text, name)):
            yield Item(name, "leftover", words)
    for words in placeholders(richtext.plain_text(body)):
        yield Item("body", "leftover", words)


def _ordinals(text: Release | Edition, body: str) -> Iterator[Item]:
    if text.anniversary is None:
        return
    for name, heading, rest in (
        ("title", text.title, ""),
        ("summary", text.summary, ""),
        ("body", "", richtext.plain_text(body)),
    ):
        for written, fitting in misfits(heading, rest, text.language, text.anniversary, text.issued_on):
            yield Item(name, "ordinal", written, fitting)


def _day(text: Release | Edition, going: Going | None, today: dt.date | None) -> Iterator[Item]:
    day = going.on if going else today
    if text.page:
        return
    if day is not None and abs(text.issued_on - day) > A_YEAR:
        yield Item("issued_on", "far-day", issued=text.issued_on, day=day)
    elif going is not None and going.on != text.issued_on:
        code = "not-that-day" if going.scheduled else "not-today"
        yield Item("issued_on", code, issued=text.issued_on, day=going.on)


@dataclass
class _Parts:
    """The headings with their levels, and the text between tags of blocks, joined across those within a line."""

    headings: list[tuple[int, str]]
    texts: list[str]


def _parts(body: str) -> _Parts:
    parts = _Parts([], [""])
    for token in tokens(body):
        if isinstance(token, Text):
            parts.texts[-1] += token.words
        elif token.name not in _WITHIN_A_LINE:
            if isinstance(token, End) and token.name in _HEADINGS:
                parts.headings.append((int(token.name[1]), parts.texts[-1].strip()))
            parts.texts.append("")
    return parts


def items_about_notes(how_many: int) -> list[Item]:
    """What of it is to be looked at before the text goes out."""
    return [Item("notes", "carried-forward", count=how_many)] if how_many else []


def items_about_comments(how_many: int) -> list[Item]:
    """That colleagues have commented on the text, and not everything is resolved."""
    return [Item("comments", "comments-open", count=how_many)] if how_many else []
