"""How a release is cited: a sentence in the style of the United Nations, and records for reference managers.

The sentence has what the United Nations Editorial Manual asks of documents of others ("Footnotes and other references",
IV.A): who issued it, its title, kind and number, its date, where it is available.
"""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pressreleases.language.dates import day_in_words, instant_day_in_words
from pressreleases.language.direction import address_on_page, isolated
from pressreleases.language.languages import uncapitalised
from pressreleases.models import Edition
from pressreleases.public.reading.masthead import head_of, site_name
from pressreleases.public.reading.resolve import TakenBack
from pressreleases.public_addresses import absolute, address, short_address

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# The ten letters that TeX takes for commands (The TeXbook, chapter 3).
_TEX = {
    **{letter: f"\\{letter}" for letter in "$&#%_"},
    # BibTeX counts braces even after a backslash, so one alone would break the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}

# Quotation marks around a title, and those of a quotation within it.
_CLOSING = {"“": "”", "«": "»", "《": "》"}
_OTHER_MARKS = {"“": ("‘", "’"), "«": ("“", "”"), "《": ("〈", "〉")}


def in_words(edition: Edition) -> SafeString:
    """`Permanent Mission of …, “A visit to Geneva”, press release No. 221/24, 20 January 2024. Available at …`

    The address is the short one, in every language: others may be long, or only a machine can read them (`%D8%A7…`).
    """
    there = absolute(short_address(edition.release.code))
    if edition.number > 1:
        # Translators: how a document is cited; “document” is its kind and number, such as “press release No. 221/24”.
        sentence = _("%(author)s, “%(title)s”, %(document)s, edition %(number)s, %(date)s. Available at %(address)s.")
    else:
        sentence = _("%(author)s, “%(title)s”, %(document)s, %(date)s. Available at %(address)s.")
    told = {
        "author": _author(edition),
        "title": isolated(_quoted(_title(edition), sentence, edition.language), edition.language),
        "document": " ".join(
            filter(
                None,
                [
                    uncapitalised(edition.kind_label, edition.language),
                    isolated(edition.reference, edition.language),
                ],
            )
        ),
        "date": day_in_words(edition.issued_on, edition.language),
        "number": str(edition.number),
    }
    link = format_html('<a href="{}">{}</a>', there, mark_safe(address_on_page(there)))  # noqa: S308  it escapes the address
    escaped = {name: conditional_escape(words) for name, words in told.items()}
    return mark_safe(conditional_escape(sentence) % {**escaped, "address": link})  # noqa: S308  each part is escaped


def _quoted(title: str, sentence: str, language: str) -> str:
    """`title` as it is quoted in `sentence`: marks in it like those around it become marks of the other kind."""
    outer = sentence.partition("%(title)s")[0].rstrip()[-1:]
    if outer not in _OTHER_MARKS:
        return title
    closing = _CLOSING[outer]
    first, last = ("„", "“") if language == "ru" else _OTHER_MARKS[outer]

    inner_of_inner = re.compile(rf"{first}([^{first}{last}]*){last}(?!\w)")

    back = rf"{outer}\g<1>{closing}"

    def other_kind(found: re.Match[str]) -> str:
        words = (found["marked"] or found["straight"] or "").strip()
        # What is quoted within a quotation gets the outer marks back; an apostrophe is followed by a letter.
        return f"{first}{inner_of_inner.sub(back, words)}{last}"

    quotation = rf'{outer}(?P<marked>[^{outer}{closing}]*){closing}|"(?P<straight>[^"]*)"'
    return re.sub(quotation, other_kind, title)


def bibtex(edition: Edition, taken_back: TakenBack | None = None) -> str:
    """An entry in UTF-8 that old BibTeX and biblatex understand; a withdrawn text has its notice as a note.

    It says no more than the notice: neither reference nor lead.
    """
    fields = {
        "author": f"{{{_tex(_author(edition))}}}",
        "title": f"{{{_tex(_title(edition))}}}",
        "howpublished": _tex(edition.kind_label),
        "number": "" if taken_back else _tex(edition.reference),
        "address": _tex(edition.place),
        "year": f"{edition.issued_on.year:04}",
        "month": _MONTHS[edition.issued_on.month - 1],
        "day": str(edition.issued_on.day),
        "date": edition.issued_on.isoformat(),
        "version": str(edition.number),
        "language": edition.language,
        # Styles print it unchanged, so nothing in it is escaped.
        "url": absolute(address(edition)),
        "note": _tex(_notice(taken_back)),
    }
    # A month is a name that each style writes in its own way, so it has no braces.
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{release-{edition.release.code},", *lines, "}"]) + "\n"


def ris(edition: Edition, taken_back: TakenBack | None = None) -> str:
    """A record in the format of Research Information Systems, in UTF-8; lines end as it wants them."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris(edition, taken_back) if value or tag == "ER")


def _ris(edition: Edition, taken_back: TakenBack | None) -> Iterator[tuple[str, str]]:
    yield "TY", "RPRT"
    yield "AU", _author(edition)
    yield "TI", _title(edition)
    yield "PB", _author(edition)
    yield "CY", _in_one_line(edition.place)
    yield "PY", f"{edition.issued_on.year:04}"
    yield "DA", f"{edition.issued_on.isoformat().replace('-', '/')}/"
    yield "M3", _in_one_line(edition.kind_label)
    yield "ET", str(edition.number)
    yield "LA", edition.language
    yield "UR", absolute(address(edition))
    if taken_back is None:
        yield "SN", _in_one_line(edition.reference)
        yield "AB", _in_one_line(edition.summary)
    yield "N1", _notice(taken_back)
    yield "ER", ""


def _author(edition: Edition) -> str:
    """The mission under its name of that day."""
    return site_name(head_of(edition.letterhead), edition.language)


def _title(edition: Edition) -> str:
    return _in_one_line(edition.title) or _("Text removed")


def _notice(taken_back: TakenBack | None) -> str:
    if taken_back is None:
        return ""
    edition, begins_at = taken_back.edition, taken_back.since
    when = instant_day_in_words(begins_at, edition.language, edition.letterhead["time_zone"])
    return " ".join([_("Withdrawn on %(when)s.") % {"when": when}, _in_one_line(taken_back.reason)])


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _tex(words: str) -> str:
    return "".join(_escaped(_in_one_line(words)))


def _escaped(letters: Iterable[str]) -> Iterator[str]:
    for letter in letters:
        yield _TEX.get(letter, letter)
