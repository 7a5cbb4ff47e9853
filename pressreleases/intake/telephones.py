"""Read telephone and fax numbers as letterheads print them, and convert them to E.164."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

import phonenumbers
from babel import Locale
from phonenumbers import SUPPORTED_REGIONS, PhoneMetadata, PhoneNumber, PhoneNumberFormat

from pressreleases.intake.document import Number
from pressreleases.intake.errors import UnknownRegion, UnreadableNumber
from pressreleases.intake.folding import fold_for_reading, letters, plain
from pressreleases.intake.vocabulary import LANGUAGES

TELEPHONE = (
    r"(?:t[eé]l(?:[eé]phone|efon|éfono)?(?:s|lar)?|phones?|ph|mob(?:ile?|il)?|cell|t(?=\s*[.:])|тел(?:ефоны?)?|"
    r"(?:ال)?هاتف|电话|電話)"
)
FAX = r"(?:(?:tele)?(?:fax|faks)(?:es)?|télécopieu?r?|факсы?|(?:ال)?فاكس|传真|f(?=\s*[.:]))"
WORD = rf"(?:{TELEPHONE}|{FAX})"
# On folded text. "Tel:", "Tel./Fax:", "Telephone and fax:", "Telephone numbers:"
LABEL = re.compile(
    rf"(?<!\w){WORD}(?!\w)\.?(?:\s*(?:[/&,]|and|və|et|y|и|ve|و)\s*{WORD}(?!\w)\.?)?(?:\s*(?:no|nos|numbers?|nömrə(?:si|ləri)?)(?!\w)\.?)?\s*[:：]?(?=\s*[+(\d])"
)
FAX_IN_LABEL = re.compile(rf"(?<!\w){FAX}")
TELEPHONE_IN_LABEL = re.compile(rf"(?<!\w){TELEPHONE}(?!\w)")
EXTENSION_WORD = r"(?:ext(?:ension|n)?|x|daxili|əlavə|int(?:ernal)?)"
EXTENSION = re.compile(rf"[\s(]*(?<![a-zə]){EXTENSION_WORD}\s*[.:]?\s*(\d{{1,7}})\s*\)?$")
COMMA_BEFORE_EXTENSION = re.compile(rf"\s*[,;]\s*(?=\(?\s*{EXTENSION_WORD}[\s.:]*\d)", re.IGNORECASE)
DIGITS = re.compile(r"\+?[\d\s().–—-]+")
NO_WORDS = re.compile(r"[\d\s()+.,;:/–—-]+")
# The end of a wrapped line of numbers: a comma, an open bracket, an area code, a label.
OPEN = re.compile(rf"(?:[,;/(]|\(\d{{1,5}}\)|\([^()]*|(?<!\w)(?:{WORD}|{EXTENSION_WORD})[\s.:]*)$")


@dataclass(frozen=True, slots=True)
class Printed:
    """The text after one label: the kinds of numbers, the numbers as printed, their line."""

    kinds: tuple[Literal["telephone", "fax"], ...]
    text: str
    line: int


def split_at_labels(text: str, *, line: int) -> tuple[str, list[Printed]]:
    """Return the text before the first label of the line (all of it, if there is none), and the text after each."""
    words = plain(text)
    labels = list(LABEL.finditer(fold_for_reading(words)))
    if not labels:
        return words, []
    ends = [label.start() for label in labels[1:]] + [len(words)]
    printed = [
        Printed(_kinds(label.group()), words[label.end() : end], line) for label, end in zip(labels, ends, strict=True)
    ]
    return words[: labels[0].start()], printed


def is_only_numbers(text: str) -> bool:
    """Whether a line has only numbers, their labels and extensions."""
    words = re.sub(rf"(?<!\w){EXTENSION_WORD}(?=[\s.:\d])", "", LABEL.sub("", fold_for_reading(plain(text))))
    return bool(NO_WORDS.fullmatch(words)) and any(map(str.isdigit, words))


def goes_on(text: str) -> bool:
    """Whether a line of numbers continues on the next line."""
    words = fold_for_reading(plain(text))
    return bool(OPEN.search(words)) and bool(LABEL.search(f"{words} 1"))


def read_numbers(printed: list[Printed], region: str) -> tuple[Number, ...]:
    """Return the numbers in order. A number without an area code gets that of the number before.

    `region`: the country (ISO 3166-1) of numbers without a country code. If it is empty, each number must begin with
    `+`, or follow one that does. Raises UnreadableNumber.
    """
    numbers: list[Number] = []
    previous: PhoneNumber | None = None
    for part in printed:
        for piece in _pieces(part.text):
            found = EXTENSION.search(fold_for_reading(piece))
            digits = piece[: found.start()] if found else piece
            number = _read(digits, region, previous)
            if number is None:
                raise UnreadableNumber(text=piece, line=part.line)
            previous = number
            e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
            numbers += [Number(kind, e164, found[1] if found else "") for kind in part.kinds]
    return tuple(numbers)


def _kinds(label: str) -> tuple[Literal["telephone", "fax"], ...]:
    if not FAX_IN_LABEL.search(label):
        return ("telephone",)
    return ("telephone", "fax") if TELEPHONE_IN_LABEL.search(label) else ("fax",)


def _pieces(text: str) -> list[str]:
    """Return the numbers of a list, separated by commas, semicolons, slashes, bars, dots or "and", outside brackets."""
    text = COMMA_BEFORE_EXTENSION.sub(" ", re.sub(r"\s(?:and|or|və|və ya)\s", ", ", text))
    pieces, depth = [""], 0
    for character in text:
        depth = max(0, depth + (character == "(") - (character == ")"))
        if character in ",;/|•·" and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += character
    stripped = (piece.strip(" .:–—-") for piece in pieces)
    return [piece for piece in stripped if piece]


def _read(digits: str, region: str, previous: PhoneNumber | None) -> PhoneNumber | None:
    """Return the first valid reading of one number, or None."""
    if not DIGITS.fullmatch(digits):
        return None
    if not region and digits.startswith("00"):
        digits = f"+{digits[2:]}"
    home = (phonenumbers.region_code_for_number(previous) if previous else "") or region
    readings = []
    if previous and home and _lacks_area_code(digits, home, previous):
        readings.append(f"+{previous.country_code}{_area_code(previous)}{''.join(filter(str.isdigit, digits))}")
    if digits.startswith("+") or region or home:
        readings.append(digits)
    for reading in readings:
        try:
            number = phonenumbers.parse(reading, region or home or None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def _area_code(number: PhoneNumber) -> str:
    return phonenumbers.national_significant_number(number)[: phonenumbers.length_of_national_destination_code(number)]


def _lacks_area_code(digits: str, region: str, previous: PhoneNumber) -> bool:
    """Whether a number is printed for callers in the area: without country code, brackets and trunk prefix.

    In countries with a trunk prefix before area codes (030 …), a missing prefix shows this; elsewhere, a short number.
    """
    if digits.startswith(("+", "(", "00")):
        return False
    metadata = PhoneMetadata.metadata_for_region(region)
    trunk = metadata.national_prefix if metadata else None
    if trunk == "0":
        return not digits.startswith("0")
    return sum(map(str.isdigit, digits)) < len(phonenumbers.national_significant_number(previous))


STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA PR RI SC SD TN TX UT VT VA WA WV WI WY"
)
# "New York, NY, 10017", "Washington, D.C. 20008-1234"
UNITED_STATES = re.compile(rf",\s*(?:{STATES.replace(' ', '|')}|[A-Z]\.\s?[A-Z]\.),?\s+\d{{5}}(?:-\d{{4}})?$")
SHORT_NAMES = {"usa": "US", "unitedstatesofamerica": "US", "uk": "GB", "abş": "US"}


def known_region(region: str) -> str:
    """Return `region` in capitals. Raises UnknownRegion if it is not a country (ISO 3166-1, two letters)."""
    if region.upper() not in SUPPORTED_REGIONS:
        raise UnknownRegion(region=region)
    return region.upper()


def region_of(address: str) -> str:
    """Return the country at the end of the address, by its name or by the form of a US address; or an empty string."""
    last = [word for word in re.split(r"[,;]", address)[-1].split() if not any(map(str.isdigit, word))]
    for start in range(max(0, len(last) - 4), len(last)):
        if region := _countries().get(letters("".join(last[start:]))):
            return region
    return "US" if UNITED_STATES.search(address) else ""


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their folded names in both languages (CLDR)."""
    names = {
        letters(name): code
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in SUPPORTED_REGIONS
    }
    return names | SHORT_NAMES
