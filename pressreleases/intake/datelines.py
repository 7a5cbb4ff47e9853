"""Read the dateline that opens a text: “New York, 14 May 2024 – ”, “【2025年10月20日，北京】”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressreleases.intake.dates import PrintedLine, find_date_line, is_place
from pressreleases.intake.folding import plain

HAN = re.compile("[\u3400-\u9fff]")
# Between a dateline and the text.
DASH = re.compile(
    r"\.-\s*(?=\S)|\.\s+(?=[^\W_])|\s?[.,]?\s*(?:[–—]|--|\s-)\s*(?=\S)|:\s+(?=\S)|：\s*(?=\S)|\s?[)）]\s?(?=[^\s–—-])|"
    r"(?<=[日号])电[\s　：:—–-]*(?=\S)"
)
# “OTTAWA, Feb. 11, 2020 /Norland News/ -- ”
AGENCY = re.compile(r"\s(?:/[^/\d]{2,40}/|\([^()\d]{4,40}\))\s*$")
BETWEEN_STROKES = re.compile(r"(?P<place>[^/\d]{2,40}?)\s?/\s?(?P<date>[^/]{6,30})/\s*[–—-]?\s*(?=\S.{20})")
# “BRUSSELS | 15 July 2025 | …”, “NEW YORK, July 15, 2025/ …”
BETWEEN_BARS = re.compile(r"(?P<place>[^|\d]{2,40}?)\s?\|\s?(?P<date>[^|]{6,30}?)\s?\|\s*(?=\S.{20})")
BEFORE_STROKE = re.compile(r"(?P<place>[^/\d]{2,40}?),\s(?P<date>[^/]{6,30}?)\s?/\s(?!\d)(?=\S.{20})")
IN_BRACKETS = re.compile(r"[【\[(（](?P<inside>[^】\])）]{4,60})[】\])）]\s*[–—-]?\s*(?=\S.{10})")
CAPITAL = r"[^\W\d_a-zа-яəçğıöşü]"
# “Hatay – …”, “PORT AZUL/GENEVA - …”
UNKNOWN_PLACE = re.compile(
    rf"(?P<place>(?:{CAPITAL}[\w.'’-]{{1,20}})(?:(?:,? |\s?/\s?){CAPITAL}[\w.'’-]{{0,20}}){{0,2}})"
    r"(?:\s(?:[–—]|--)|\s?\.\s?[–—-]{1,2})\s(?=\S.{40})|"
    rf"(?P<capitals>{CAPITAL}{{2,20}}(?:(?: |\s?[/&]\s?){CAPITAL}{{2,20}}){{0,3}}) - (?=\S.{{40}})"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and the date that open a text, and where the text begins."""

    end: int
    place: str
    date: PrintedLine | None = None


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that opens a text: “New York, 14 May 2024 – ”, “GENEVA (24 September) — ”, “PARIS – ”."""
    return _dateline_between_signs(text) or _dateline_before_dash(text)


def _dateline_between_signs(text: str) -> Dateline | None:
    """“Baku/18 August 2023/ …”, “【2025年10月20日，北京】…”."""
    for form in (BETWEEN_STROKES, BETWEEN_BARS, BEFORE_STROKE):
        if not (found := form.match(text)):
            continue
        date = find_date_line(f"{found['place']}, {found['date']}")
        if date and date.printed.text in found["date"]:
            return Dateline(found.end(), date.place, date)
    if (found := IN_BRACKETS.match(text)) and (date := find_date_line(found["inside"])):
        return Dateline(found.end(), date.place, date)
    return None


def _dateline_before_dash(text: str) -> Dateline | None:
    place_alone: Dateline | None = None
    for found in DASH.finditer(text[:110]):
        shortest = 10 if HAN.search(text) else 20
        if found.start() < 2 or len(text) - found.end() < shortest:
            continue
        before = AGENCY.sub("", text[: found.start()]).strip(" .,(（")
        if found.group().strip() in ")）" and not set(text[: found.start()]) & set("(（"):
            continue
        date = find_date_line(before) or find_date_line(f"{before.rstrip(' .)）')} 2000")
        is_whole = date is not None and date.printed.text in plain(before)
        if found.group().strip() == "." and not (date and is_place(date.place)):
            continue
        if date and (date.place or is_whole):
            if date.place or "(" in before or is_whole:
                return Dateline(found.end(), date.place, date if is_whole else None)
        elif (before.isupper() or found.group().strip(" .") in ("–", "—", "-", "--")) and is_place(before):
            # “Cairo – 2 June 2025: …” has a date, too.
            place_alone = place_alone or Dateline(found.end(), before)
    return place_alone


def dateline_of_unknown_place(text: str) -> Dateline | None:
    """What may be a dateline although no city is known by this name: “Hatay – …”."""
    found = UNKNOWN_PLACE.match(text)
    return Dateline(found.end(), found["place"] or found["capitals"]) if found else None
