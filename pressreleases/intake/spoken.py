"""Take the speaker out of the groups of a head; where no line is a title, make it of label, speaker and occasion."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import Draft, Sure
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.letterhead import is_institution
from pressreleases.intake.lines import Line
from pressreleases.intake.parts import LABEL_AT_START, SPEAKS, SPOKEN, Group, Head, Role
from pressreleases.intake.speakers import JUST_BY, Speaker, has_office_word, read_speaker
from pressreleases.intake.vocabulary import BY

# “Выступление / Постоянного представителя / В.С. Лаптева”: the name has the ending of its office.
IN_GENITIVE = re.compile(
    r"\w{2,40}(?:ого|его)\s|(?:представителя|министра|посла|советника|секретаря|директора|главы|председателя|"
    r"заместителя|поверенного|президента|консула)(?!\w)"
)
# The genitive of a Turkish name, and an Azerbaijani one with an apostrophe.
OWNER = re.compile(r"'n?[iuü]n$")
# “Déclaration de la délégation de …”: who speaks for it may be named below.
SEVERAL = re.compile(
    r"(?:the |la |le |el |l['’])?(?:delegation|délégation|delegación|group|groupe|grupo|government|gouvernement|"
    r"gobierno|делегаци|правительств|групп|وفد|حكومة|مجموعة)"
)
GOES_ON_IN_ARABIC = re.compile(r"(?:صادره?|بشان|حول|بمناسبه|عن|من|بين)\s")


def take_speaker(below: list[Group], above: list[Group], head: Head, draft: Draft, kind: str) -> list[Group]:
    """Store the speaker in the groups below the label; return the other groups, and the title if the lines make it."""
    groups = [group for group in below if group.parts]
    for at, group in enumerate(groups):
        rest = [
            part.line if not part.is_piece else replace(part.line, text=part.text)
            for each in groups[at:]
            for part in each.parts
        ]
        lines = rest if at == 0 or _begins_with_by(group) else list(group.lines)
        found = read_speaker(lines, may_lack_by=kind in SPOKEN)
        if not found:
            continue
        if _is_nobody(found) or (kind not in SPOKEN and not _begins_with_by(group)):
            continue
        if kind in SPOKEN and OWNER.search(fold_loosely(found.name)):
            # “Büyükelçi …’in … Konuşması”: the name is part of the title.
            draft.ask("speaker_name", _("Who speaks? Line %(line)s names a person or an office."), found.lines)
            return groups
        if kind not in SPOKEN:
            # A byline: who wrote it is no field.
            draft.place_lines(found.lines, _("Line %(line)s fits no field. Where does it belong?"))
            return [*groups[:at], *_unused(groups[at:], found)]
        draft.put("speaker_name", found.name, found.lines)
        draft.put("speaker_office", found.office, found.lines)
        if found.name[0].islower() or IN_GENITIVE.match(fold_loosely(found.office)) or _is_just_office(found.name):
            draft.ask("speaker_name", _("Who speaks? Line %(line)s names a person or an office."), found.lines)
        others = [*groups[:at], *_unused(groups[at:], found)]
        if len(others) == 1 == at and head.label is None and _put_vote_as_title(others[0], found, draft):
            return []
        _ask_about_line_under_date(others, found, head, draft)
        if not others and not above and not draft.has("title"):
            _put_spoken_title(head, draft, found)
        return others
    return _without_unread_speaker(groups, above, head, draft, kind)


def _ask_about_line_under_date(others: list[Group], found: Speaker, head: Head, draft: Draft) -> None:
    """Ask whether the only other lines, under the date of a speech that names its occasion, are its title."""
    dates = [part.line.number for part in head.dates]
    if len(others) != 1 or not found.occasion or not dates or draft.has("title"):
        return
    if max(line.number for line in found.lines) < min(dates) and max(dates) < others[0].lines[0].number:
        draft.ask("title", _("No title was found. Is it in line %(line)s?"), others[0].lines)


def _is_nobody(found: Speaker) -> bool:
    """Whether the name is that of an institution, or of several people."""
    return is_institution(found.name) or bool(SEVERAL.match(fold_loosely(found.name)))


def _put_vote_as_title(above: Group, found: Speaker, draft: Draft) -> bool:
    """“Explanation of vote before the vote / by Mr. … / on draft resolution …” is a title; return whether it is one."""
    if not found.occasion or not LABEL_AT_START.match(_folded(above)):
        return False
    words = f"{above.text} {_spoken([*found.lines])}"
    glue = " " if words.endswith(",") else ", "
    draft.put("title", f"{words}{glue}{found.occasion}", [*above.lines, *found.lines], Sure.LIKELY)
    return True


def _without_unread_speaker(
    groups: list[Group], above: list[Group], head: Head, draft: Draft, kind: str
) -> list[Group]:
    """Ask who speaks if the lines right under the label name an office in words that are not read, as in Russian.

    Without another title these lines are the title, with the label.
    """
    if kind not in SPOKEN or head.label is None or not groups:
        return groups
    first = groups[0]
    apart = first.parts[0].line.number - head.label.line.number
    is_issued = bool(GOES_ON_IN_ARABIC.match(fold_loosely(first.text)))
    is_under = (apart == 1 or (is_issued and apart == 2)) and not first.parts[0].is_piece
    is_body = is_institution(first.text) and not has_office_word(first.text)
    goes_on = first.text[0].islower() or is_body or is_issued
    if is_under and len(groups) == 1 and not above and goes_on:
        # “Statement / of the Ministry … / on …”
        draft.put("title", f"{head.label.text} {first.text}", [head.label.line, *first.lines], Sure.LIKELY)
        return []
    if not is_under or not (has_office_word(first.text) or SPEAKS.search(fold_loosely(first.text))):
        return groups
    named = 1
    while named < len(first.parts) and has_office_word(first.parts[named].text):
        named += 1
    others = first.parts[named:]
    draft.ask("speaker_name", _("Who speaks? Line %(line)s names a person or an office."), first.lines)
    if others and not others[0].text[0].islower() and not above:
        return [Group(others), *groups[1:]]
    if len(groups) == 1 and not above:
        draft.put("title", f"{head.label.text} {first.text}", [head.label.line, *first.lines], Sure.LIKELY)
    return groups[1:]


def _folded(group: Group) -> str:
    return fold_loosely(group.text)


OFFICE_IN_ARABIC = re.compile(
    r"(?:(?:معالي|سعاد[ةه]|السيد[ةه]?|دول[ةه]|فخام[ةه])\s)?(?:وزير|رئيس|مدير|نائب|مندوب|القائم|الممثل|المتحدث)"
)


def _is_just_office(name: str) -> bool:
    """Whether a name is that of an office alone: “the Spokesperson”."""
    folded = fold_loosely(name)
    article = r"(?:h\.e\. |s\.e\. |excm[oa]\. sra?\. |m\.? |mme |sra? |mr\.? |ms\.? )?(?:(?:the|le|la|el)\s|l['’])"
    return bool(re.match(article, folded) and has_office_word(name)) or bool(OFFICE_IN_ARABIC.match(folded))


def _begins_with_by(group: Group) -> bool:
    first = group.parts[0]
    return (
        first.role is Role.SPEAKER
        or letters(first.text) in {letters(words) for words in BY}
        or bool(LABEL_AT_START.match(fold_loosely(first.text)))
    )


def _unused(groups: list[Group], found: Speaker) -> list[Group]:
    """The groups after the speaker; the occasion is no group if it begins with a word such as “at”."""
    used = {line.number for line in found.lines}
    kept: list[Group] = []
    for group in groups:
        parts = [part for part in group.parts if part.line.number not in used]
        if parts:
            kept.append(Group(parts, group.is_heading))
    if not found.occasion:
        return kept
    # The occasion takes the rest of its own group, and groups up to a title of its own.
    own = _occasion_groups(kept, found)
    return kept[own:]


def _occasion_groups(groups: list[Group], found: Speaker) -> int:
    count = 0
    for group in groups:
        if letters(group.text) not in letters(found.occasion) or (
            count and not _goes_on_after(groups[count - 1], group)
        ):
            break
        count += 1
    return count


def _goes_on_after(before: Group, group: Group) -> bool:
    first = group.text
    return first[0].islower() or (
        before.text.isupper() == first.isupper() and before.text.split()[-1].lower() in ("the", "of", "on", "and")
    )


def _put_spoken_title(head: Head, draft: Draft, found: Speaker) -> None:
    """Where no line is a title of its own, label, speaker and occasion together are the title."""
    label = head.label.label.printed if head.label and head.label.label else ""
    lines = [*found.lines]
    spoken = _spoken(lines)
    words = [label] if label and not fold_loosely(spoken).startswith(fold_loosely(label)) else []
    words.append(spoken)
    occasion = found.occasion
    if occasion and letters(occasion) not in letters(spoken):
        comma = "، " if "\u0600" < spoken[-1] < "\u0700" else ", "
        glue = comma if not spoken.endswith((",", "،")) and not occasion.startswith((",", "،")) else " "
        words[-1] = f"{words[-1]}{glue}{occasion}"
    title = " ".join(words)
    every = ([head.label.line] if head.label else []) + lines
    draft.put("title", plain(title), every, Sure.LIKELY)


def _spoken(lines: list[Line]) -> str:
    """The lines of a speaker as one: a comma before a line that begins an office."""
    text = ""
    for line in lines:
        words = plain(line.text)
        apart = (
            text
            and letters(text.rsplit(maxsplit=1)[-1]) not in JUST_BY
            and not text.endswith((",", "،"))
            and has_office_word(words)
            and words[0].isupper()
            and not text.isupper()
        )
        text += f"{',' if apart else ''} {words}" if text else words
    return text
