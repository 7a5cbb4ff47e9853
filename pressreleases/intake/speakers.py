"""Read who speaks: name, office and occasion in the lines under “Statement”, with or without “by”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressreleases.intake.datelines import HAN
from pressreleases.intake.dates import is_place
from pressreleases.intake.document import names_forum
from pressreleases.intake.folding import fold_loosely, letters, plain, without_accents
from pressreleases.intake.lines import Line
from pressreleases.intake.parts import (
    HONORIFIC,
    LABEL_AT_START,
    Group,
    kind_of_title,
    names_a_person,
    speaker_after_by,
    speaker_after_label,
)
from pressreleases.intake.textual import ends_amid
from pressreleases.intake.vocabulary import BY, OCCASION, OFFICES

JUST_BY = frozenset(letters(words) for words in (*BY, "delivered", "de", "du"))
OCCASION_FIRST = re.compile(
    "(?:" + "|".join(re.escape(words) for words in sorted(OCCASION, key=len, reverse=True)) + r")(?!-|[^\W_])['’]?"
)
# Within a line and without a comma, only these begin the occasion: “to the United Nations” belongs to the office.
OCCASION_WITHIN = re.compile(
    r"(?<=\s)(?:at the|before the|during the|at an?|on the occasion|à la|à l['’]|au|lors d|devant l|en la|en el|"
    r"ante la|ante el|durante|на|أمام|خلال|في)\s"
)
# The end of an office on a line of its own: “to the United Nations”.
ACCREDITED_TO = re.compile(
    r"(?:to the|to unesco|auprès d|ante (?:las? |el )?(?:naciones|organizaci|onu)|"
    r"при (?:оон|организации|отделении)|لدى)"
)
EVENT_FIRST = re.compile(
    r"(?:at|before|during|à|au|aux|lors|devant|ante|durante|al|en el|en la|на|в ходе|перед|في|أمام|خلال|لدى|在)"
    r"(?![^\W_])"
)
# “Ministerio” is no person.
ALL_OFFICES = "|".join(map(re.escape, (*OFFICES, *map(without_accents, OFFICES))))
OFFICE = re.compile(
    ALL_OFFICES.replace("minister|", "minister(?!i[oа])|")
    .replace("nazir|", "nazir(?!li)|")
    .replace("bakan|", "bakan(?!li)|")
)
OF = re.compile(r"\s+(?:de la|de l['’]|du|del|de)\s*(?![^\W_]*['’])")
CONNECTIVES = frozenset("de of la le del the al el el- von van bin ibn da dos a.i. y et and və ve".split())
NAME = re.compile(r"(?:[^\W\d_a-zа-я][\w'’.-]*\s){1,3}[^\W\d_a-zа-я][\w-]+")
TITLE_WITHIN = re.compile(
    r"[\s,](?P<title>(?:Büyükelçi|Səfir|Ambassador|Посол|Embajador|Embajadora)\s(?P<name>[^,]+))$"
)
LONGEST_CHINESE_NAME = 4
JUST_HONORIFIC = re.compile(
    r"(?<!\w)(?:h\.?\s?e\.|s\.?\s?e\.|mr|mrs|ms|dr|prof|m|mme|sr|sra|excmo|excma|е\.п|г-н|г-жа|hon)\.?$"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Name and office as printed, the lines they are in, and what was printed of the occasion."""

    name: str
    office: str
    lines: tuple[Line, ...]
    occasion: str = ""
    rest: tuple[Line, ...] = ()


def read_speaker(lines: list[Line], *, may_lack_by: bool) -> Speaker | None:
    """Return the speaker that the lines begin with; `rest` are the lines after the speaker and the occasion.

    `may_lack_by`: a name above an office is enough, because the document is a statement or a speech.
    """
    first = plain(lines[0].text) if lines else ""
    found: Speaker | None = None
    if letters(first) in JUST_BY and len(lines) > 1:
        found = _after(lines, plain(lines[1].text), 1)
    elif first and (after := speaker_after_by(first) or speaker_after_label(first)):
        found = _after(lines, after, 0)
    elif first and (spoken := _office_and_name(first)):
        found = Speaker(*spoken, (lines[0],), rest=tuple(lines[1:]))
    elif first and may_lack_by and not kind_of_title(first)[0]:
        found = _chinese_office_and_name(lines) or _office_before_name(lines) or _without_by(lines, first)
    elif may_lack_by and len(lines) > 1 and HONORIFIC.match(fold_loosely(plain(lines[1].text))):
        # “Explication de vote après le vote / M. …, Conseiller”
        found = _without_by(lines[1:], plain(lines[1].text))
    return found


def _office_and_name(first: str) -> tuple[str, str] | None:
    """Name and office in “Intervención de la Representante Permanente, Embajadora …”: an office and then who has it."""
    label = LABEL_AT_START.match(fold_loosely(first))
    article = OF.match(fold_loosely(first[label.end() :])) if label else None
    if not label or not article:
        return None
    office, _comma, name = first[label.end() + article.end() :].strip().partition(", ")
    is_person = bool(HONORIFIC.match(fold_loosely(name))) and "," not in name and not _has_small_words(name)
    return (name, office) if is_person and has_office_word(office) and len(name.split()) <= 7 else None


def with_offices(groups: list[Group]) -> list[Group]:
    """The groups; an office alone under the name of a person belongs to it, also with a blank line between them."""
    joined: list[Group] = []
    for group in groups:
        above = joined[-1].parts[-1] if joined else None
        is_named = (
            above is not None and bool(HONORIFIC.match(fold_loosely(above.text))) and not has_office_word(above.text)
        )
        if (
            is_named
            and len(group.parts) == 1
            and has_office_word(group.text)
            and not HONORIFIC.match(fold_loosely(group.text))
        ):
            joined[-1].parts.append(group.parts[0])
        else:
            joined.append(group)
    return joined


def _chinese_office_and_name(lines: list[Line]) -> Speaker | None:
    """“大使 张伟” on a line of its own."""
    first = plain(lines[0].text)
    name, office = _chinese(first, "") if HAN.search(first) and first.count(" ") == 1 else ("", "")
    is_bare = not re.search(r"[\d，。：:、]", first)
    return Speaker(name, office, (lines[0],), rest=tuple(lines[1:])) if name and office and is_bare else None


def _without_by(lines: list[Line], first: str) -> Speaker | None:
    """A form of address, or a name above an office."""
    if not HONORIFIC.match(fold_loosely(first)) and (names_forum(first) or not _is_name_over_office(lines)):
        return None
    if _has_small_words(first):
        return None
    has_office = has_office_word(first) or (len(lines) > 1 and has_office_word(plain(lines[1].text)))
    return _after(lines, first, 0) if has_office or "," in first or len(first.split()) <= 6 else None


def _has_small_words(first: str) -> bool:
    """Whether the words up to a comma have one in small letters that belongs to no name: “… on the Day of Rivers”."""
    words = re.split(r"[,،，;(]|\s[–—-]\s", first)[0].split()
    if has_office_word(" ".join(words[2:])):
        return False
    return any(word[0].islower() and word.lower() not in CONNECTIVES for word in words[1:])


def _office_before_name(lines: list[Line]) -> Speaker | None:
    """An office with the name of a person under it, or after it on one line with a title such as “Ambassador”."""
    first = plain(lines[0].text)
    if HONORIFIC.match(fold_loosely(first)) or not has_office_word(first) or len(first) > 120:
        return None
    within = TITLE_WITHIN.search(first)
    if within and NAME.fullmatch(within["name"]):
        name, office = first[within.start("title") :], first[: within.start()].strip(" ,")
        return Speaker(name, office, (lines[0],), rest=tuple(lines[1:]))
    # The line under an office may as well be the title: without another line it is.
    under = plain(lines[1].text) if len(lines) > 2 else ""
    is_name = not has_office_word(under) and not kind_of_title(under)[0]
    if under and is_name and NAME.fullmatch(under) and not is_place(under) and "," not in first:
        occasion = ""
        if OCCASION_FIRST.match(fold_loosely(plain(lines[2].text))) and lines[2].text[0].islower():
            occasion = " ".join(plain(line.text) for line in lines[2:])
        return Speaker(under, first, tuple(lines[:2]), occasion, () if occasion else tuple(lines[2:]))
    return None


def has_office_word(words: str) -> bool:
    return bool(OFFICE.search(fold_loosely(words)))


def _is_name_over_office(lines: list[Line]) -> bool:
    """Whether the first line is two to six words in capitals without other signs, and the next one names an office."""
    words = plain(lines[0].text).split()
    has_case = any(word[0].isupper() for word in words)
    is_name = 2 <= len(words) <= 6 and all(word[0].isupper() or word.lower() in CONNECTIVES for word in words)
    bare = is_name and has_case and not has_office_word(lines[0].text) and not re.search(r"[\d:?!]", lines[0].text)
    return bare and len(lines) > 1 and has_office_word(plain(lines[1].text)) and len(lines[1].text) <= 160


def _after(lines: list[Line], first: str, at: int) -> Speaker | None:
    """Read on from the words after “by” in line `at`: pieces up to the occasion, which may begin within a line."""
    pieces, occasion, used = _pieces(first), "", at + 1
    pieces, occasion = _cut_at_occasion(pieces)
    while not occasion and used < len(lines):
        words = plain(lines[used].text)
        is_accredited = len(pieces) > 1 and ACCREDITED_TO.search(fold_loosely(pieces[-1]))
        if ACCREDITED_TO.match(fold_loosely(words)) and len(pieces) > 1 and not is_accredited:
            more, occasion = _cut_at_occasion(_pieces(words))
            pieces[-1] = f"{pieces[-1]} {more[0]}" if more else pieces[-1]
            pieces += more[1:]
            used += 1
            continue
        if OCCASION_FIRST.match(fold_loosely(words)):
            break
        if is_place(words) or not _goes_on(pieces, words, lines[used - 1].text):
            break
        more, occasion = _cut_at_occasion(_pieces(words))
        wraps = _wraps(lines[used - 1].text, words)
        if wraps and pieces and more:
            pieces[-1] = f"{pieces[-1]} {more[0]}"
            more = more[1:]
        pieces += more
        used += 1
    start = used
    if occasion or (used < len(lines) and _begins_occasion(lines, used)):
        words_of_it = [occasion] if occasion else []
        while used < len(lines) and _goes_on_in_occasion(words_of_it, lines, used):
            words_of_it.append(plain(lines[used].text))
            used += 1
        occasion = " ".join(words_of_it)
    name, office = _name_and_office(pieces)
    return Speaker(name, office, tuple(lines[:start]), occasion, tuple(lines[used:])) if name else None


def _name_and_office(pieces: list[str]) -> tuple[str, str]:
    """The name and the office in the pieces between commas; two empty strings if it is not clear which is which."""
    name = (
        re.sub(r"^(?:la|el)\s+(?=excm|sra?\.)", "", " ".join(pieces[0].split()), flags=re.IGNORECASE) if pieces else ""
    )
    office = ", ".join(pieces[1:])
    if not name or len(name) > 120 or len(name.split()) > 9:
        return "", ""
    if HAN.search(name):
        return _chinese(name, office) if " " in name or len(name) > 6 else (name, office)
    if len(pieces) > 1 and has_office_word(name) and not HONORIFIC.match(fold_loosely(name)):
        # “the Permanent Representative of …, Ambassador …”
        is_turned = names_a_person(pieces[1])
        bare = re.sub(r"^(?:the|le|la|el)\s+", "", name)
        return (pieces[1], ", ".join([bare, *pieces[2:]])) if is_turned else ("", "")
    return name, office


def _chinese(words: str, office: str) -> tuple[str, str]:
    """Name and office of “一等秘书 王强”; nothing where no space parts them."""
    before, _space, after = words.partition(" ")
    if has_office_word(after) and not has_office_word(before) and len(before) <= LONGEST_CHINESE_NAME:
        # “刘洋 二等秘书”
        return before, office or after
    if after and has_office_word(before) and len(after) <= (12 if "·" in after else 6):
        return after, office or before
    return ("", "") if not after or has_office_word(words) else (words, office)


def _begins_occasion(lines: list[Line], at: int) -> bool:
    """Whether a line begins the occasion. With a blank line before it, “On the Use of …” is a title of its own."""
    words = plain(lines[at].text)
    folded = fold_loosely(words)
    if not OCCASION_FIRST.match(folded):
        return False
    is_apart = lines[at].number - lines[at - 1].number > 1
    is_event = bool(EVENT_FIRST.match(folded))
    return not is_apart or is_event or words[0].islower() or (words.isupper() and lines[at - 1].text.isupper())


def _goes_on_in_occasion(words_of_it: list[str], lines: list[Line], at: int) -> bool:
    """Whether a line is part of the occasion: right under it, or in capitals or small letters as it is."""
    line, above = lines[at], lines[at - 1]
    is_right_under = line.number == above.number + 1
    if not words_of_it or is_right_under or ends_amid(above.text) or not line.text[0].isupper():
        return True
    return bool(EVENT_FIRST.match(fold_loosely(line.text)))


def _goes_on(pieces: list[str], words: str, before: str) -> bool:
    """Whether a line still belongs to the speaker: an office, or what was begun in the line before."""
    if before.rstrip().endswith((",", "،", "-")) or JUST_HONORIFIC.search(fold_loosely(before.strip())):
        return True
    if ends_amid(before):
        return True
    return has_office_word(words) and len(words) <= 160 and len(pieces) < 5 and not words.endswith((".", "?", "!"))


def _wraps(before: str, words: str) -> bool:
    """Whether a line goes on in the middle of a name or an office: it begins with a small letter, or after “Mr.”."""
    ends = before.rstrip()
    is_amid = ends_amid(ends) or bool(JUST_HONORIFIC.search(fold_loosely(ends)))
    return not ends.endswith((",", "،")) and (words[0].islower() or is_amid)


def _pieces(words: str) -> list[str]:
    return [piece for part in re.split(r"[,،，;]\s*|\s[–—-]\s|\s?[()]", words) if (piece := part.strip(" :*"))]


def _cut_at_occasion(pieces: list[str]) -> tuple[list[str], str]:
    """The pieces of the speaker, and the occasion if one of them begins it or holds its beginning."""
    for at, piece in enumerate(pieces):
        folded = fold_loosely(piece)
        if at and OCCASION_FIRST.match(folded) and len(piece.split()) > 1:
            return pieces[:at], ", ".join(pieces[at:])
        within = OCCASION_WITHIN.search(folded)
        if within and (at or has_office_word(piece) or names_a_person(piece)):
            before, after = piece[: within.start()].strip(), ", ".join([piece[within.start() :], *pieces[at + 1 :]])
            return [*pieces[:at], before], after
    return pieces, ""
