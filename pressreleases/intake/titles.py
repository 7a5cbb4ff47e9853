"""Decide on title, lead and kind among the groups of a head. What has no place there becomes a question."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.datelines import HAN
from pressreleases.intake.dates import BEFORE_PLACE, HIJRI, is_about_days, is_place
from pressreleases.intake.document import BODY, CONTACT, LEAD, NOTES, TITLE, Draft, Sure, names_forum
from pressreleases.intake.embargo import has_deadline, says_from_when, seems_embargo
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.labels import KINDS
from pressreleases.intake.letterhead import is_bare_name, is_part_of_name
from pressreleases.intake.lines import Block, Line, joined
from pressreleases.intake.parts import (
    HONORIFIC,
    LABEL_AT_START,
    SPEAKS,
    SPOKEN,
    Group,
    Head,
    Role,
    begins_with_speaker,
    is_letterhead,
    kind_of,
    kind_of_title,
)
from pressreleases.intake.speakers import OCCASION_FIRST, has_office_word
from pressreleases.intake.textual import ends_a_sentence, ends_amid

LONGEST_TITLE = 300
# “-- First exchange to start in the spring --”
LEAST_OF_SURE_TITLE = 5
MOST_OF_NAME = 5
LEAST_OF_TITLE = 4
LEAST_OF_LONG = 8
FEW_WORDS = 2
MOST_OF_SHORT_LINE = 60
FROM_LABEL = re.compile(
    r"(?:on|of|at|to|for|in|regarding|concerning|à l|à la|de|du|des|sur|au|aux|en|sobre|con|ante|del|о|об|по|в|на|при|"
    r"حول|بشأن|بمناسبه|من|عن)(?![^\W_])"
)
DASHED = re.compile(r"[-–—]{1,3}\s*(?P<words>\S.{8,}\S)\s*[-–—]{1,3}")
KEY_OF_TWO = re.compile(r"[^\W\d_a-zа-я]\w*(?: \w+)?\s?[:：]\s*\S")
BRACKETED = re.compile(r"[\[(【（].{2,200}[\])】）]")


# Nobody alone speaks in these.
JOINT = re.compile(r"joint|birgə|birge|commune|conjunt|совместн|مشترك|联合|ortak")
TOPIC = re.compile(r"\s(?:on|regarding|concerning|sur|sobre|о|об)\s(?!.*\s(?:by|par|por)\s).*")


def before_topic(title: str) -> str:
    """The folded title without what it is about: “Statement on the Passing of Ambassador …” says not who speaks."""
    return TOPIC.sub("", fold_loosely(title))


def ask_about_odd_ones(groups: list[Group], draft: Draft) -> list[Block]:
    """Take out groups that are notices in brackets or look like embargoes, and ask where they belong."""
    before: list[Block] = []
    for group in list(groups):
        text = group.text
        if BRACKETED.fullmatch(text):
            sentence = _("Line %(line)s is a notice in brackets that is not known here. Where does it belong?")
        elif seems_embargo(text):
            sentence = _("Line %(line)s names an embargo without saying until when. Is it one, or the title?")
        elif has_deadline(text) or says_from_when(text):
            sentence = _("Line %(line)s fits no field. Where does it belong?")
        else:
            continue
        answer = draft.place_lines(group.lines, sentence)
        if not answer and seems_embargo(text) and len(groups) == 1:
            continue
        groups.remove(group)
        if answer in (TITLE, LEAD):
            draft.put(answer, text, group.lines, Sure.GIVEN)
        elif answer in (NOTES, CONTACT):
            draft.values.setdefault(answer, []).append(text)
        elif answer == BODY:
            before.append(Block(group.lines))
        elif not answer and seems_embargo(text):
            draft.put("embargo_line", text, group.lines, Sure.LIKELY)
    return before


def leave_forums(head: Head, draft: Draft) -> None:
    """Ask where “First Committee, 78th session”, or a room, belongs if another group of a speech can be its title."""
    groups = [*head.above, *head.below]
    dated = {part.line.number for part in head.dates if part.is_piece}
    forums = [
        group
        for group in groups
        if all(names_forum(part.text) for part in group.parts) or group.lines[0].number in dated
    ]
    # “at the / Annual Debate of the Council”
    open_ends = {after.lines[0].number for before, after in pairwise(groups) if ends_amid(before.text)}
    forums = [group for group in forums if group.lines[0].number not in open_ends]
    # “At the resumed session of the Committee” goes on with the speaker.
    forums = [group for group in forums if not OCCASION_FIRST.match(fold_loosely(group.text))]
    forums = [group for group in forums if not kind_of_title(group.text)[0] and not begins_with_speaker(group)]
    others = [group for group in groups if group not in forums and not begins_with_speaker(group)]
    if (draft.values.get("kind") or kind_of(head)) in SPOKEN and (
        dated or any(kind_of_title(each.text)[0] or not is_letterhead(each) for each in others)
    ):
        for group in forums:
            (head.above if group in head.above else head.below).remove(group)
            _leave_over(group, draft)


def take_place_lines(groups: list[Group], head: Head, draft: Draft) -> None:
    """A city alone on its line in a group that is not a title is the place, above or under the date."""
    has_other = any(part.role is not Role.PLACE for group in groups for part in group.parts)
    for group in list(groups):
        for part in list(group.parts):
            if part.role is Role.PLACE and has_other and head.dates:
                draft.put("place", BEFORE_PLACE.sub("", part.text), [part.line], Sure.LIKELY)
                group.parts.remove(part)
        if not group.parts:
            groups.remove(group)


def take_title(above: list[Group], below: list[Group], head: Head, draft: Draft) -> None:
    """The title is the first group below the label; one above it is the title if the other can be its lead."""
    groups = [group for group in below if group.parts and not _is_day_beside(group, head, draft)]
    higher = [group for group in above if group.parts]
    if draft.subject and (groups or higher or draft.has("title")):
        draft.place_lines((draft.subject,), _("Line %(line)s fits no field. Where does it belong?"))
    elif draft.subject:
        draft.put("title", draft.subject.text, [draft.subject])
    if not groups and not higher and not draft.has("title"):
        _title_from_rest(head, draft)
    if draft.has("title"):
        _lead_and_rest(groups, higher, head, draft)
        return
    if higher and _is_title_above(higher[-1], groups, head):
        title = higher.pop()
        if groups and (not head.date_above_label or len(title.text.split()) < LEAST_OF_SURE_TITLE):
            _ask_which(title, groups[0], draft)
    elif groups:
        title = groups.pop(0)
        if groups and title.parts[0].is_piece:
            # “Notice to media – Photo opportunity”, and a title below.
            _ask_which(title, groups[0], draft)
        while groups and groups[0].text[0].islower():
            # It goes on below an empty line.
            title.parts += groups.pop(0).parts
        _ask_if_unsure(title, groups, head, draft)
    else:
        return
    _put_title(title, head, draft)
    _lead_and_rest(groups, higher, head, draft)


def _is_day_beside(group: Group, head: Head, draft: Draft) -> bool:
    """Ask where a day of the Islamic calendar belongs if the line beside it has the other one; return whether it is."""
    is_day = bool(head.dates) and bool(HIJRI.search(fold_loosely(group.text))) and is_about_days(group.text)
    if is_day:
        _leave_over(group, draft)
    return is_day


def _ask_if_unsure(title: Group, under: list[Group], head: Head, draft: Draft) -> None:
    """Ask where the title is if other lines may be it: those under it, or a “name” under a label that is not known."""
    names = [group for group in head.above if is_letterhead(group) and group.lines[0].number > title.lines[-1].number]
    if under and _may_be_no_title(title, head):
        _ask_which(title, under[0], draft)
    elif names and _may_be_label(title, head):
        draft.ask("title", _("No title was found. Is it in line %(line)s?"), title.lines)


def _ask_which(title: Group, lead: Group, draft: Draft) -> None:
    draft.ask("title", _("No title was found. Is it in line %(line)s?"), title.lines)
    sentence = _("Line %(line)s is right under the title. Is it the lead, or part of the title?")
    draft.ask("lead", sentence, lead.lines)


def _may_be_no_title(group: Group, head: Head) -> bool:
    """Whether lines above others may be a name of the letterhead, or without a label an unknown one in capitals."""
    is_name = group.roles == {Role.NAME} and len(group.text.split()) <= 10
    return is_name or is_about_days(group.text) or _may_be_label(group, head)


def _may_be_label(group: Group, head: Head) -> bool:
    """Whether one word, or a few in capitals, may be a label that is not known: there is no other."""
    if head.label is not None or head.immediate is not None:
        return False
    first = group.parts[0].text
    is_one_word = " " not in group.text and not HAN.search(group.text)
    return is_one_word or (first.isupper() and len(first.split()) <= 4)


def _is_title_above(group: Group, below: list[Group], head: Head) -> bool:
    return not below or head.date_above_label or len(group.text.split()) >= LEAST_OF_SURE_TITLE


def _put_title(group: Group, head: Head, draft: Draft) -> None:
    while len(group.parts) > 1 and BRACKETED.fullmatch(group.parts[-1].text):
        notice = group.parts.pop()
        sentence = _("Line %(line)s is a notice in brackets that is not known here. Where does it belong?")
        draft.place_lines((notice.line,), sentence)
    lines, text = group.lines, group.text
    capitals = [part for part in group.parts if part.text.isupper()]
    if 0 < len(capitals) < len(group.parts) and group.parts[: len(capitals)] == capitals and len(capitals[0].text) > 12:
        # A title in capitals with its subtitle right under it.
        text = plain(joined(tuple(replace(part.line, text=part.text) for part in capitals)))
        rest = group.parts[len(capitals) :]
        draft.put("lead", plain(joined(tuple(part.line for part in rest))), [part.line for part in rest], Sure.LIKELY)
    elif subtitle := subtitle_in(group):
        text = plain(joined(tuple(replace(part.line, text=part.text) for part in group.parts[:subtitle])))
        lines, rest = lines[:subtitle], group.parts[subtitle:]
        sentence = _("Line %(line)s is right under the title. Is it the lead, or part of the title?")
        draft.ask("lead", sentence, [part.line for part in rest])
        draft.put("lead", plain(joined(tuple(part.line for part in rest))), [part.line for part in rest], Sure.LIKELY)
    text = text.strip("* " if "___" in text else "*_ ")
    if _goes_on_from_label(group, head):
        # “JOINT DECLARATION / ON THE OCCASION OF …”
        assert head.label is not None  # noqa: S101  it goes on
        text, lines = f"{head.label.text} {text}", (head.label.line, *lines)
    if any(map(str.isalnum, text)) and not _ask_about_title(group, text, lines, draft):
        draft.put("title", text, lines, Sure.CERTAIN if group.is_heading else Sure.LIKELY)


def _ask_about_title(group: Group, text: str, lines: tuple[Line, ...], draft: Draft) -> bool:
    """Ask about a title that looks like something else; return whether it is too long to be one."""
    if re.match(r"by\s", text, re.IGNORECASE) and not draft.has("speaker_name"):
        draft.ask("title", _("The title in line %(line)s begins with “by”. Is it the title, or who speaks?"), lines)
    elif LABEL_AT_START.match(fold_loosely(text)) and kind_of_title(text)[0] in ("press-release", "media-advisory"):
        draft.ask("title", _("The title in line %(line)s begins like a label. Is it the title?"), lines)
    elif _has_line_of_its_own(group) or _is_odd(group, text):
        draft.ask("title", _("No title was found. Is it in line %(line)s?"), lines)
    elif len(text) > LONGEST_TITLE:
        draft.ask("title", _("Line %(line)s is too long for a title. What is the title?"), lines, needed=True)
        return True
    elif ends_a_sentence(text):
        draft.ask("title", _("Line %(line)s ends like a sentence. Is it the title?"), lines)
    return False


def _has_line_of_its_own(group: Group) -> bool:
    """Whether a line of a title may be another thing: a word or two, “Category: Culture”, a person, another script."""
    if len(group.parts) > 1 and (_is_person(group.parts[0].text) or is_bare_name(group.parts[0].text)):
        return True
    for above, part in pairwise(group.parts):
        words = len(part.text.split())
        is_short = words <= FEW_WORDS or (words <= LEAST_OF_TITLE and any(map(str.isdigit, part.text)))
        begins = part.text[0].isupper() and not (above.text.isupper() and part.text.isupper())
        is_open = ends_amid(above.text) or above.text[-1] in ",:;–—-،"
        if is_short and begins and not is_open and (len(above.text) <= MOST_OF_SHORT_LINE or part.text.isupper()):
            return True
        is_speaker = HAN.search(part.text) and has_office_word(part.text) and " " in part.text
        if is_speaker or _script_of(above.text) != _script_of(part.text) or KEY_OF_TWO.match(part.text):
            return True
    return False


def _script_of(words: str) -> str:
    """The script of most letters, by the first word of their names: LATIN, CYRILLIC, ARABIC, CJK."""
    names = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in words if letter.isalpha())
    return names.most_common(1)[0][0] if names else ""


def _is_person(words: str) -> bool:
    """Whether a line is a person alone: “Ambassador Lena Falk”."""
    is_name = all(not word[0].islower() for word in words.split()) and len(words.split()) <= MOST_OF_NAME
    # In “Büyükelçi …’in Konuşması” the name is part of the title.
    is_owner = bool(re.search(r"['’]\w{1,4}$", words))
    return bool(HONORIFIC.match(fold_loosely(words))) and is_name and not (is_owner or words.isupper())


def _goes_on_from_label(group: Group, head: Head) -> bool:
    """Whether a title right under the label of a speech needs it: “of the Group …”, “On the Occasion of …”."""
    label = head.label
    if label is None or label.label is None or label.is_piece or label.label.kind not in SPOKEN:
        return False
    first = group.parts[0]
    is_under = first.line.number == label.line.number + 1 and label.text == plain(label.line.text).strip(" :*.")
    looks_alike = first.text[0].islower() or first.text.isupper() == label.text.isupper()
    return is_under and looks_alike and bool(FROM_LABEL.match(fold_loosely(first.text)))


def _is_odd(group: Group, text: str) -> bool:
    """Whether a title is a day, a number, or only “His Excellency”, begins with a small letter or ends with a colon."""
    is_addressee = bool(HONORIFIC.fullmatch(fold_loosely(group.parts[0].text)))
    is_number = is_about_days(text) or sum(map(str.isdigit, text)) > len(letters(text))
    return text[0].islower() or text.endswith((":", "：")) or is_addressee or is_number


def _title_from_rest(head: Head, draft: Draft) -> None:
    """Without a group for it, the title may be a line that looks like a date or a name; note verbale has its label."""
    if len(head.dates) > 1 and head.dates[-1].date and not is_place(head.dates[-1].date.place):
        first, last = head.dates[0].date, head.dates[-1].date
        if first and first.printed.days != last.printed.days:
            part = head.dates.pop()
            draft.put("title", part.text, [part.line], Sure.LIKELY)
            return
    names = [group for group in head.above if is_letterhead(group)]
    label = head.label.label if head.label is not None else None
    if head.label is not None and label and label.kind in ("note", ""):
        draft.ask("title", _("The sheet has no title of its own. What should the page be called?"), [head.label.line])
        draft.put("title", head.label.text, [head.label.line], Sure.LIKELY)
    elif names and Role.DETAILS not in names[-1].roles and (len(names) > 1 or _may_be_title(names[-1], head)):
        draft.ask("title", _("No title was found. Is it in line %(line)s?"), names[-1].lines, needed=True)


def _may_be_title(name: Group, head: Head) -> bool:
    """Whether the only “name” above a text without a label is likely its title: it is long, and no plain name."""
    return head.label is None and len(name.text.split()) >= LEAST_OF_LONG and not is_bare_name(name.text)


def _lead_and_rest(groups: list[Group], higher: list[Group], head: Head, draft: Draft) -> None:
    """The group under the title is the lead; what is left over is a name of the letterhead, or a question."""
    for group in groups:
        if is_about_days(group.text):
            _leave_over(group, draft)
            continue
        is_lead = not draft.has("lead") and not group.is_heading and len(group.text.split()) >= 4
        dashed = DASHED.fullmatch(group.text)
        if is_lead and not ends_a_sentence(group.text) and (dashed or group.text[0] not in "–—-•"):
            is_marked = dashed or group.text[0] in "*_"
            words = dashed["words"] if dashed else group.text.strip("*_ ")
            draft.put("lead", words, group.lines, Sure.CERTAIN if is_marked else Sure.LIKELY)
        else:
            _leave_over(group, draft)
    houses = [group for group in head.above if is_letterhead(group)]
    lacks_name = bool(houses) and not any(Role.NAME in group.roles for group in houses)
    for group in higher:
        is_name = is_part_of_name(group.text) or (lacks_name and len(group.text.split()) <= LEAST_OF_LONG)
        if draft.has("title") and is_name and not has_office_word(group.text):
            draft.letterhead.append(group.lines)
        else:
            _leave_over(group, draft)


def _leave_over(group: Group, draft: Draft) -> None:
    answer = draft.place_lines(group.lines, _("Line %(line)s fits no field. Where does it belong?"))
    if answer in (TITLE, LEAD):
        draft.put(answer, group.text, group.lines, Sure.GIVEN)
    elif answer in (NOTES, CONTACT):
        draft.values.setdefault(answer, []).append(group.text)


def take_kind(head: Head, draft: Draft, likely: str) -> None:
    """Store the kind: of the label, else that the title names; `likely` is what the first lines named."""
    label = head.label.label if head.label else None
    title = str(draft.values.get("title", ""))
    if label and head.label:
        draft.put("kind", label.kind, [head.label.line])
        draft.labels = label.languages
        if not label.kind:
            sentence = _(
                "Line %(line)s says “%(words)s”, which is none of the kinds here. What kind of document is it?"
            )
            draft.ask("kind", sentence, [head.label.line], choices=KINDS, needed=True, words=label.printed)
    elif (found := kind_of_title(title))[0] and not (head.immediate and found[0] == "letter"):
        draft.put("kind", found[0], [], Sure.LIKELY)
        draft.labels = found[1]
    elif likely:
        draft.put("kind", likely, [], Sure.LIKELY)
    elif head.immediate:
        draft.put("kind", "press-release", [head.immediate.line])
    kind = draft.values.get("kind", "")
    if kind in SPOKEN and draft.has("speaker_name") and "title" in draft.found and names_forum(title):
        lines = [Line(number, title) for number in draft.found["title"].lines]
        draft.ask("title", _("No title was found. Is it in line %(line)s?"), lines)
    # “Büyükelçi …’in Konuşması” is as good as a label, and names who speaks.
    named = f"{title} {head.label.text}" if head.label else title
    if (
        kind in SPOKEN
        and not draft.has("speaker_name")
        and not JOINT.search(fold_loosely(named))
        and (SPEAKS.search(before_topic(named)) or has_office_word(before_topic(title)))
    ):
        draft.ask("speaker_name", _("Who speaks? The title names a person or an office, and no line says “by”."))


# With these words, or letters, a line of Arabic goes on with the one above it.
ARABIC_LINK = re.compile(r"(?:و|ب|ل|ك|لل)\w|(?:في|من|علي|الي|عن|مع|حول|بين|بشان|خلال|لدي|امام|ال\w+يه)\s")
ARABIC_LINES, LEAST_OF_LINE = 2, 4
OPENS_QUOTE = re.compile("[“«„][^”»]*$")


def subtitle_in(group: Group) -> int:
    """Which line may begin a subtitle; 0 if there is none.

    It is in small letters under one in capitals, or begins with a capital under one that could be a whole title.
    """
    for at in range(1, len(group.parts)):
        above, under = (_share_of_capitals(group.parts[place].text) for place in (at - 1, at))
        words, before = group.parts[at].text.split(), group.parts[at - 1].text.split()
        if words[0][0] in "“「『《—«" and not OPENS_QUOTE.search(group.parts[at - 1].text):
            return at
        if len(group.parts) == at + 1 == ARABIC_LINES and _may_be_arabic_lead(group.parts[at].text, before):
            return at
        begins = words[0][0].isupper() and under <= 0.5
        is_whole = len(before) >= 5 and above <= 0.5 and len(before[-1]) > 3 and len(words) > 1
        if begins and ((above >= 0.7 and len(words) >= 4 and under < 0.5) or is_whole):
            return at
    return 0


def _may_be_arabic_lead(text: str, before: list[str]) -> bool:
    """Whether a second line in Arabic, which has no capitals, may be a lead: both lines are words that can be alone."""
    is_arabic = "\u0600" < text[0] < "\u0700"
    ends = fold_loosely(before[-1])
    goes_on = bool(
        ARABIC_LINK.match(fold_loosely(text)) or ARABIC_LINK.match(f"{ends} ") or ends_amid(" ".join(before))
    )
    return is_arabic and not goes_on and len(before) >= LEAST_OF_LINE and len(text.split()) >= LEAST_OF_LINE


def _share_of_capitals(text: str) -> float:
    """Which share of the longer words begins with a capital."""
    words = [word for word in text.split() if len(word) > 3]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.5
