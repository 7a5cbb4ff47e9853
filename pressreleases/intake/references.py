"""Find the reference number of a sheet in a line: “No. 221/24”, “A/78/571”, 第12号."""

from __future__ import annotations

import re

from pressreleases.intake.dates import find_date_line

CODE = r"(?:[^\W\d_a-zа-я]{1,8}[/.-]){0,4}\d[\w/.-]{0,30}(?:\s/\s\d{2,4})?(?<![.-])(?![\w/-])"
# No. 221/24; No:221/24; № 221/24; Ref.: PM/221/24; Исх. № 12; Sayı: 12; 第12号
REFERENCE = re.compile(
    r"(?:(?:[nv]/|our\s|your\s)?(?:ref(?:erence|erencia|erans)?|réf(?:érence)?|no|nr|n|nömrə|nomrə|"
    r"say[iı]?|исх|рег|prot(?:ocol(?:lo)?)?|file|doc|номер|рефг?|رقم|العدد|المرجع|الرقم|编号|文号|no lu|núm|num)"
    r"(?:(?:\s*[.:°º：])+\s*|\s+|(?=\d))|[№#]\s*[.:]?\s*|n[°º]\s*[.:]?\s*){1,3}"
    + CODE.replace("^\\W\\d_a-zа-я", "^\\W\\d_"),
    re.IGNORECASE,
)
BARE_CODE = re.compile(r"(?=[^\d]{0,40}\d)[^\W\d_a-zа-я]{1,8}(?:[/.–-][^\W_a-zа-я]{1,10}){1,8}")
# Figures alone that end with a year and are no date: 812-14-05-2025
FIGURES_WITH_YEAR = re.compile(r"\d{1,5}[/.-](?:\d{1,5}[/.-]){1,4}(?:19|20)\d{2}")
# 2024/331
YEAR_AND_NUMBER = re.compile(r"(?:19|20)\d{2}\s?/\s?\d{1,5}")
CODE_WITH_GAP = re.compile(r"[^\W\d_a-zа-яəçğıöşü]{1,5}\s\d{1,5}/\d{1,5}")
# 112/PM/24
FIGURES_AND_LETTERS = re.compile(r"\d{1,5}/[^\W\d_a-zа-я]{1,8}(?:[/.-][^\W_a-zа-я]{1,8}){1,4}")
# 045/25, which is no month and no day
FIGURES_AND_YEAR = re.compile(r"(?:0\d{2}|\d{3,5})\s?/\s?(?:\d{2}|(?:19|20)\d{2})")
BARE_NUMBER = re.compile(r"\d{1,5}\s?[/-]\s?\d{2,4}")
NUMBER_FIRST = re.compile(rf"(?P<number>{BARE_NUMBER.pattern})(?:\s*[:|·•,;]\s*|\s+[–—-]\s+)")
CHINESE_CODE = re.compile(r"(?:[\w〔〕\[\]（）()]{0,20})?第\s?\d{1,6}(?:[-–/]\d{1,6})?\s?号")
# “Press release no. 7 of 19 January 2023”
OF_DAY = re.compile(r"\s*(?:of|dated|du|del?|от|vom)\s+(?=\d)", re.IGNORECASE)
CODES_ALONE = (BARE_CODE, CHINESE_CODE, CODE_WITH_GAP, FIGURES_AND_LETTERS, FIGURES_AND_YEAR)
SEPARATORS = " ,;:|/.·•–—-،：，"
SEPARATED = re.compile(r"\s*(?:[:|：·•]\s*|\s[–—-]+\s+|[,;،，]\s*|\t|\s{3,})")


def bare_of(rest: str) -> str:
    return rest.strip(" ,;:|·•–—-\t：，")


def reference_of(words: str) -> tuple[str, str] | None:
    """Return the reference number at either end of the words, and the other words; None if there is none."""
    if any(code.fullmatch(words) for code in CODES_ALONE):
        return words, ""
    for found in REFERENCE.finditer(words):
        before, after = words[: found.start()].strip(SEPARATORS + "()[]"), words[found.end() :]
        if (of_day := OF_DAY.match(after)) and find_date_line(after[of_day.end() :]):
            after = f", {after[of_day.end() :]}"
        at_a_word = found.start() == 0 or not words[found.start() - 1].isalnum()
        if not at_a_word or (before and bare_of(after).strip(".()[]")):
            continue
        if before and not (words[: found.start()].rstrip().endswith(tuple(",;|:–—-(،")) or find_date_line(before)):
            continue
        is_apart = not after or SEPARATED.match(after) or find_date_line(after)
        if not before and not is_apart and bare_of(after).strip(".()[]"):
            continue
        return found.group().strip(), before or bare_of(after).strip(".()[]" if len(after) < 3 else "")
    return None
