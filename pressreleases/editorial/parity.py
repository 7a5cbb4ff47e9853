"""What two languages of a text say differently in what must be the same: figures, days, links, names, paragraphs."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases import richtext
from pressreleases.editorial.site_links import own_path
from pressreleases.intake.folding import fold_for_reading
from pressreleases.language.dates import day_and_month_of
from pressreleases.language.languages import cldr, language_choices, language_codes
from pressreleases.language.numbers import cardinals
from pressreleases.models import Edition, Release
from pressreleases.models.fields import PROSE
from pressreleases.ordinals import find
from pressreleases.richtext import links

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


# The numbers and days of a text, as values that can be compared across languages, scripts and ways of writing.

# One sign between two groups of digits: comma, point, kinds of space and apostrophe, Arabic thousands and decimals.
_SIGN = r"[.,'’\u00a0\u202f\u2009 \u066b\u066c]"
_NUMBER = re.compile(rf"\d{{1,2}}:\d{{2}}(?!\d)|\d+(?:{_SIGN}\d+)*")
_ROMAN = re.compile(r"\b[IVXLC]{1,7}\b")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_DAY = r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])(?!\d|[.,:]\d)"
# 20.01.2024, 2024-01-20. With slashes nobody can know which is the month: those remain numbers.
_NUMERIC_DATES = (
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?![\d-])"),
)
# Of months, where a language has them: 12 dekabrda, 5 martdan.
_ENDINGS = dict.fromkeys(("az", "tr"), r"['’]?(?:[dt][əae]n?|n?[ıiuü]n?|[yn]?[əae])?")
# After a day or its month, before what may be a further day: "25-dən 26", "19–20", "25 to 26", "le 1er et le 2".
_ENDING = r"(?:st|nd|rd|th|er|-?[^\W\d_]{1,4})"
_BETWEEN = rf"(?:,\s+|{_ENDING}\s+|{_ENDING}?(?:\s?[-–—]\s?|\s+(?:to|and on|and|və|et|и|y|ve)\s+(?:the\s+)?))"


@dataclass(frozen=True)
class Figures:
    """`days` as (month, day), `numbers` as they are read ("131", "3.5", "10:30") and in their order, each once.

    `spelled` has the numbers written as words or Roman numerals: they may match a figure, but need none.
    `written` has each of `numbers` as the text writes it first: "200,000", "2 million", "١١٣".
    """

    days: tuple[tuple[int, int], ...]
    numbers: tuple[str, ...]
    spelled: frozenset[str]
    written: Mapping[str, str] = field(default_factory=dict)


def figures(text: str, language: str) -> Figures:
    """What `text` says in figures. The year of a date is a number like any other; its day and month are not."""
    text = unicodedata.normalize("NFC", text)
    plain, places = _in_plain_digits(text), list(range(len(text)))
    days: dict[tuple[int, int], None] = {}
    for pattern in (*_NUMERIC_DATES, *_worded_dates(language)):
        plain, places = _without_days(pattern, plain, places, days, language)
    written: dict[str, str] = {}
    for match in _NUMBER.finditer(plain):
        number, end = _read(match, plain, language)
        written.setdefault(number, text[places[match.start()] : places[end - 1] + 1])
    return Figures(tuple(days), tuple(written), frozenset(_spelled(plain, language)), written)


def _in_plain_digits(text: str) -> str:
    """`text` with the digits of every script as 0 to 9, each where it was."""
    return "".join(
        str(unicodedata.decimal(character)) if unicodedata.category(character) == "Nd" else character
        for character in text
    )


def _without_days(
    pattern: re.Pattern[str], plain: str, places: list[int], days: dict[tuple[int, int], None], language: str
) -> tuple[str, list[int]]:
    """Note in `days` those of each date that `pattern` finds, and leave of it its year alone, between spaces.

    `places` are those of the characters of `plain` in the text; they are returned for what is left.
    """
    left, left_places, last = [], [], 0
    for match in pattern.finditer(plain):
        if not _take(match, days, language):
            continue
        first, end = match.span("year") if match.groupdict().get("year") else (match.start(), match.start())
        left += [plain[last : match.start()], " ", plain[first:end], " "]
        left_places += [*places[last : match.start()], places[match.start()]]
        left_places += [*places[first:end], places[match.end() - 1]]
        last = match.end()
    return "".join([*left, plain[last:]]), [*left_places, *places[last:]]


def _take(match: re.Match[str], days: dict[tuple[int, int], None], language: str) -> bool:
    """Note the days of a date; False if there are no such days."""
    group = match.groupdict()
    month = int(group["number"]) if group.get("number") else _months(language)[fold_for_reading(group["month"])]
    found = [int(day) for day in re.findall(r"\d+", f"{group.get('chain') or ''} {group['day']}")]
    if not 1 <= month <= 12 or any(not 1 <= day <= 31 for day in found):
        return False
    for day in found:
        days[(month, day)] = None
    return True


@cache
def _months(language: str) -> dict[str, int]:
    """The folded names of the months of `language` as CLDR writes them within a date."""
    locale: Locale = cldr(language)
    names = {fold_for_reading(name): number for number, name in locale.months["format"]["wide"].items()}
    short = {
        fold_for_reading(name).rstrip("."): number for number, name in locale.months["format"]["abbreviated"].items()
    }
    return {**{name: number for name, number in short.items() if len(name) > 2}, **names}


@cache
def _worded_dates(language: str) -> tuple[re.Pattern[str], ...]:
    """20 January, 19–20 January, 1, 2 and 3 May; January 20; fevralın 25-dən 26-na."""
    month = "|".join(re.escape(name) for name in sorted(_months(language), key=len, reverse=True))
    # The letters that fold makes alike are matched as any of them.
    month = re.sub("i", "[iıİI]", month)
    named = rf"(?<![^\W\d_])(?P<month>{month})"
    chain = rf"(?P<chain>(?:{_DAY}{_BETWEEN}){{0,3}})"
    day = rf"(?P<day>{_DAY})"
    after = f"{_ENDING}?"
    ending = _ENDINGS.get(language, "")
    return (
        re.compile(rf"{chain}{day}{after}\.?(?:\s+(?:of|de|d['’]))?\s*{named}{ending}\b\.?", re.IGNORECASE),
        re.compile(rf"{named}(?:[iıuü]n)?\.?\s+{chain}{day}{after}(?![^\W\d_])", re.IGNORECASE),
    )


def _read(match: re.Match[str], text: str, language: str) -> tuple[str, int]:
    """The number as it is read, and where it ends in `text`, with a word such as "million"."""
    written, end = match[0], match.end()
    if ":" in written:
        return written, end
    groups = re.split(_SIGN, written)
    signs = re.findall(_SIGN, written)
    whole, part = "".join(groups), ""
    if signs and not (len(set(signs)) == 1 and _are_thousands(groups)):
        if len(signs) > 1 and not _are_thousands(groups[:-1]):
            # No one number, such as 1.2.3: kept as it is.
            return re.sub(_SIGN, ".", written), end
        whole, part = "".join(groups[:-1]), groups[-1].rstrip("0")
    whole = whole.lstrip("0") or "0"
    zeros, word = _times(text[end:], language)
    if zeros:
        end += word
        whole, part = whole + part[:zeros].ljust(zeros, "0"), part[zeros:]
        whole = whole.lstrip("0") or "0"
    return f"{whole}.{part}" if part else whole, end


def _are_thousands(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])


def _times(rest: str, language: str) -> tuple[int, int]:
    """How many zeros the word after a number adds, and how long it is: 6 and 8 for the rest of "2 million"."""
    found = _multipliers(language).match(rest)
    if found is None:
        return 0, 0
    return int(next(name for name, word in found.groupdict().items() if word)[1:]), found.end()


@cache
def _multipliers(language: str) -> re.Pattern[str]:
    """By CLDR's long forms of large numbers ("0 million", "0 milyon"), with what a language adds to their ends."""
    forms = cldr(language).compact_decimal_formats.get("long") or {}
    words: dict[int, set[str]] = {3: set(), 6: set(), 9: set(), 12: set()}
    for plural in forms.values():
        for zeros, found in words.items():
            pattern = getattr(plural.get("1" + "0" * zeros), "pattern", "")
            found.add(re.sub(r"[0\s\u00a0.]+", "", pattern.split(";")[0]))
    # A short word, such as `min`, begins others too: only known endings may follow it.
    endings = {True: r"(?:[dl][iıuü]k|dən|dan|ə|a|in|ın|lik|i|ı)?\b", False: r"\w*"}
    alternatives = [
        f"(?P<z{zeros}>" + "|".join(re.escape(word) + endings[len(word) < 5] for word in sorted(found - {""})) + ")"
        for zeros, found in words.items()
        if found - {""}
    ]
    return re.compile(rf"[\s\u00a0]?(?:{'|'.join(alternatives)})" if alternatives else r"(?!)", re.IGNORECASE)


def _spelled(text: str, language: str) -> set[str]:
    found = {str(number) for number in map(_roman, _ROMAN.findall(text)) if number}
    for ordinal in reversed(find(text, language)):
        if ordinal.form == "words":
            found.add(str(ordinal.number))
            # "Thirty-fourth" is no thirty.
            text = text[: ordinal.start] + " " + text[ordinal.end :]
    folded = fold_for_reading(text)
    for match in _number_words(language).finditer(folded):
        words = " ".join(re.split(r"[\s-]+", match[1]))
        number, rest = _folded_words(language)[words], folded[match.end() :]
        found.add(str(number) + "0" * _times(rest, language)[0])
    return found


@cache
def _folded_words(language: str) -> dict[str, int]:
    return {fold_for_reading(words): number for words, number in cardinals(language).items()}


@cache
def _number_words(language: str) -> re.Pattern[str]:
    longest_first = sorted(_folded_words(language), key=len, reverse=True)
    words = "|".join(re.escape(each).replace(r"\ ", r"[\s-]+") for each in longest_first)
    return re.compile(rf"\b({words})\b" if words else r"(?!)()")


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(-one if one < two else one for one, two in zip(values, [*values[1:], 0], strict=True))


# What differs

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
