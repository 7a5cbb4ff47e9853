"""What two languages of one text say differently in what must be the same: numbers, days, links, names, paragraphs."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases import richtext
from pressreleases.editorial.figures import Figures, figures
from pressreleases.editorial.site_links import own_path
from pressreleases.intake.folding import fold_for_reading
from pressreleases.language.dates import day_and_month_of
from pressreleases.language.languages import language_choices, language_codes
from pressreleases.models import Edition, Release
from pressreleases.models.fields import PROSE
from pressreleases.richtext import links

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_KINDS: dict[str, "_StrPromise"] = {
    "numbers": _("Numbers"),
    "days": _("Days"),
    "links": _("Links"),
    "names": _("Name of the mission"),
    "paragraphs": _("Paragraphs"),
}
_AND = ", "


@dataclass(frozen=True)
class Side:
    """What one language says; `html` is sanitised, `more` is the text of plain fields: title, lead, notes."""

    language: str
    html: str
    more: str

    @classmethod
    def of(cls, text: Release | Edition) -> "Side":
        more = "\n\n".join(getattr(text, name) for name in PROSE if name != "body")
        return cls(text.language, richtext.sanitise(text.body), more)

    @property
    def words(self) -> str:
        return f"{self.more}\n\n{richtext.plain_text(self.html)}"


@dataclass(frozen=True)
class Difference:
    """`kind` of what differs, and what only one and only the other language has; `str()` says it to staff."""

    kind: str
    languages: tuple[str, str]
    one: tuple[str, ...]
    other: tuple[str, ...]

    def __str__(self) -> str:
        names = {code: str(name) for code, name in language_choices()}
        return str(_("%(what)s: %(one)s in %(language)s, %(other)s in %(other_language)s.")) % {
            "what": _KINDS[self.kind],
            "one": self._said(self.one),
            "language": names.get(self.languages[0], self.languages[0]),
            "other": self._said(self.other),
            "other_language": names.get(self.languages[1], self.languages[1]),
        }

    def _said(self, found: tuple[str, ...]) -> str:
        if self.kind == "days":
            found = tuple(_day(each) for each in found)
        return _AND.join(found) if found else str(_("none of these"))


def compare(
    one: Side,
    other: Side,
    *,
    names: Mapping[str, str] | None = None,
    families: Mapping[str, str] | None = None,
) -> list[Difference]:
    """What differs between `one` and `other`, in the order numbers, days, links, names, paragraphs.

    `names` are the mission's, by language; `families` tell to which text a link to this site leads, by link.
    """
    mine, theirs = figures(one.words, one.language), figures(other.words, other.language)
    links_of = [_targets(side, families or {}) for side in (one, other)]
    found = [
        *_paired("numbers", one, other, _missing(mine, theirs), _missing(theirs, mine)),
        *_paired("days", one, other, _days(mine, theirs), _days(theirs, mine)),
        *_paired("links", one, other, _without(links_of[0], links_of[1]), _without(links_of[1], links_of[0])),
        *_names(one, other, names or {}),
    ]
    counts = [_paragraphs(side) for side in (one, other)]
    if counts[0] != counts[1]:
        found += _paired("paragraphs", one, other, [str(counts[0])], [str(counts[1])])
    return found


def _paired(kind: str, one: Side, other: Side, mine: list[str], theirs: list[str]) -> list[Difference]:
    """A line for each pair where both have as many of their own, as 131 against 113; else one line for all."""
    languages = (one.language, other.language)
    if mine and len(mine) == len(theirs):
        return [Difference(kind, languages, (a,), (b,)) for a, b in zip(mine, theirs, strict=True)]
    return [Difference(kind, languages, tuple(mine), tuple(theirs))] if mine or theirs else []


def _missing(mine: Figures, theirs: Figures) -> list[str]:
    """The numbers that `theirs` has not, as they are written in the text of `mine`."""
    known = {*theirs.numbers, *theirs.spelled}
    return [mine.written[number] for number in mine.numbers if number not in known]


def _days(mine: Figures, theirs: Figures) -> list[str]:
    return [f"{month:02}-{day:02}" for month, day in mine.days if (month, day) not in theirs.days]


def _day(month_and_day: str) -> str:
    month, day = map(int, month_and_day.split("-"))
    return day_and_month_of(month, day, get_language() or "en")


def _without(mine: dict[str, str], theirs: dict[str, str]) -> list[str]:
    return [link for target, link in mine.items() if target not in theirs]


def _targets(side: Side, families: Mapping[str, str]) -> dict[str, str]:
    """By where each link leads, the first link there as it is written."""
    found: dict[str, str] = {}
    for link in richtext.targets(side.html):
        found.setdefault(_target(link, side.language, families), link)
    return found


def _target(link: str, language: str, families: Mapping[str, str]) -> str:
    """Where `link` leads in any language: the same text, or the same address but for its part that is a language."""
    if link in families:
        return f"release {families[link]}"
    path = own_path(link)
    parts = links.parts(link)
    if parts is None:
        return link
    if path is not None:
        first, _slash, rest = path.removeprefix("/").partition("/")
        return f"/{rest}" if first in language_codes() else path
    folders = [folder for folder in parts.path.split("/") if folder != language]
    beginning = f"{parts.scheme.replace('https', 'http')}:{parts.netloc.lower()}"
    return f"{beginning}{'/'.join(folders).rstrip('/')}{'?' + parts.query if parts.query else ''}"


def _names(one: Side, other: Side, names: Mapping[str, str]) -> Iterable[Difference]:
    """The mission is named in one language and not in the other, though it has a name in both."""
    if not {one.language, other.language} <= names.keys():
        return
    has = [_letters_alone(names[side.language]) in _letters_alone(side.words) for side in (one, other)]
    if has[0] != has[1]:
        said = [(names[side.language],) if there else () for side, there in zip((one, other), has, strict=True)]
        yield Difference("names", (one.language, other.language), said[0], said[1])


def _letters_alone(text: str) -> str:
    """The folded words; a name with an ending begins with the name without it."""
    return " ".join(re.findall(r"\w+", fold_for_reading(text)))


def _paragraphs(side: Side) -> int:
    """How many paragraphs, headings, lists and tables there are, titles and notes aside."""
    text = richtext.plain_text(side.html)
    return len(re.split(r"\n{2,}", text)) if text else 0
