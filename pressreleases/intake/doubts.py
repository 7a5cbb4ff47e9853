"""Look again at what was read above the text: what is likely to be something else becomes a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.datelines import Dateline, dateline_of_unknown_place
from pressreleases.intake.dates import MONTHS, dates_in, is_place
from pressreleases.intake.document import BODY, CONTACT, LEAD, NOTES, TITLE, Candidate, Draft, Found, Sure, names_forum
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.foot import is_end
from pressreleases.intake.labels import LETTERS
from pressreleases.intake.letterhead import UNLABELLED, has_contact_data, has_number, is_address, is_bare_name
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.parts import HONORIFIC, LABEL_AT_START, SPEAKS, SPOKEN, Part, Role, parts_of
from pressreleases.intake.references import REFERENCE
from pressreleases.intake.speakers import has_office_word
from pressreleases.intake.telephones import goes_on
from pressreleases.intake.textual import (
    CONTACT_FIRST,
    HOUR,
    KEY,
    NOTES_FIRST,
    ends_a_sentence,
    ends_amid,
    heading_of,
    how_many_words,
    is_salutation,
)
from pressreleases.intake.titles import LONGEST_TITLE

NOT_OF_A_NAME = re.compile(
    r"[\d:?!“”«»\"]|(?<!\w)(?:statement|remarks|bəyanat|declaration|déclaration|declaración)(?!\w)"
)
MOST_WORDS_OF_A_NAME = 7
MOST_WORDS_OF_A_PLACE = 5
MOST_WORDS_OF_UNKNOWN_PLACE = 2
MOST_OF_SHORT_TITLE = 4
FEW_CAPITALS = 0.4
ARTICLE = re.compile(r"(?:The|An?|Le|La|Les|Une?|El|Los|Las) ")
NO_TITLE = _("No title was found. Is it in line %(line)s?")
MOST_WORDS_OF_A_LINE = 10
FITS_NOWHERE = _("Line %(line)s fits no field. Where does it belong?")
# An office that begins like a person: the line above it may name an event, and this one who speaks.
NAMED_OFFICE = re.compile(r"(?:mr|mrs|ms|dr|h\.e\.|cənab|xanım|sayın|г-н|г-жа|m\.|mme|sr|sra|السيد|السيدة)[\s.]")
FEW_WORDS = 2
LONGEST = 200
CODE = re.compile(r"(?=.*\d)[\w]{1,10}(?:[/.–-][\w]{1,10}){1,6}")
# “… from 1921. Volume 12”: a paragraph with a line under it.
ENDS_WITHIN = re.compile(r"[^\W\d_a-zа-я]?\w{3}[.!?。؟]\s+[^\W_]")
# “Contact: …”, “Desk: 12”, with few words.
LIKE_KEY = re.compile(
    r"[^\W\d_][^\W_]*(?: [^\W_]+)?\s?[:：]\s*(?:[^\W\d_a-zа-я]\S*(?: [^\W\d_a-zа-я]\S*)?|\S*\d\S*(?: \S+)?)$"
)
AGENDA_ITEM = re.compile(
    r"(?:agenda )?items? \d+(?:[^:]{0,40}|\s?[:–—-]\s?general debate)|"
    r"point \d+[^:]{0,40}|tema \d+[^:]{0,40}|пункт \d+[^:]{0,40}|gündəliyin .{0,30}|"
    r"gündem maddesi .{0,20}|البند .{0,20}|议程项目.{0,8}"
)
# “Lima, 9 de setiembre de 2024”, with the name of a month that is not known.
LIKE_DAY = re.compile(
    r"(?:[^\d,]{2,30}[,،]\s)?(?:le |el )?\d{1,2}\.?\s(?:de |of )?[^\W\d]{3,12}\.?,?\s(?:de |del )?(?:19|20)\d{2}"
    r"(?:\s?г\.)?"
)
# Folded.
DOCUMENT = re.compile(
    r"(?<!\w)(?:transcript|announcement|tender|vacanc|compte rendu|appel d['’]offres|avis de|transcripci|convocatoria|"
    r"licitaci|aviso|стенограмм|брифинг|ответ .{0,80}на вопрос|извещени|объявлени|закупк|ваканси|stenoqram|vakansiya|"
    r"suali?na cavab|elani?(?!\w)|sorusuna cevab|soruya cevab|duyurusu|ilani|ihale|corrigend|rectificat|düzəliş|"
    r"düzeltme|تصويب|نص المؤتمر|اعلان|مناقصة|مناقصه|وظيفة|وظيفه)|答记者问|更正|启事|公告|招标|招聘"
)
# Folded. “UPDATE (new venue)”, which is no title.
UPDATE = re.compile(
    r"(?:update|updated|reminder|revised|corrected|correction|draft|rappel|mise à jour|projet|actualización|"
    r"recordatorio|borrador|обновлен\w*|напоминание|проект|yenilən\w*|xatırlatma|layihə|güncelleme|hatirlatma|taslak|"
    r"تحديث|تذكير|مسودة|更新|提醒|草案)(?:\s?[(:–—-].{0,60})?"
)
NUMBER_AT_END = re.compile(r"\w\s\d{1,5}\s?/\s?\d{2,4}$")
PERSON_IN_CHINESE = re.compile(r"(?:代表|大使|部长|参赞|秘书|司长|领事)\s+[\u3400-\u9fff]{2,4}$")
HOUSE_IN_CHINESE = re.compile(r"(?:大使馆|总领事馆|领事馆|代表团|外交部)$")
# “Warsaw, 26 June (2024). …”
CAPITALIZED = r"[^\W\d_a-zа-я][\w.’'-]+"
LIKE_DATELINE = re.compile(
    rf"{CAPITALIZED}(?: {CAPITALIZED})?[,،] (?:le )?\d{{1,2}}(?:\s?[/–-]\s?\d{{1,2}})?\.? (?:de )?"
    r"(?P<month>[^\W\d_]{3,12})[\s.,:(–—-]+(?:\d{4}\b[).,:]*\s*(?:[–—-]+\s*)?)?"
)


def ask_about_letterhead(draft: Draft, blocks: list[Block]) -> list[Block]:
    """Ask about lines between those of the letterhead that say what no letterhead does: a session, a day, an hour.

    Return the blocks of the text with the lines that belong there by an answer.
    """
    before: list[Block] = []
    for above, line in [pair for lines in draft.letterhead for pair in zip((None, *lines), lines, strict=False)]:
        part, *more = parts_of(line)
        is_odd = not more and part.role in (Role.WORDS, Role.SPEAKER) and _is_of_no_letterhead(part.text)
        is_document = _is_document(line.text) or bool(PERSON_IN_CHINESE.search(plain(line.text)))
        is_odd |= _may_be_of_fax(line, above)
        if not (is_odd or is_document) or any(line.number in found.lines for found in draft.found.values()):
            continue
        if is_document and not draft.has("title") and DOCUMENT.search(fold_loosely(line.text)):
            draft.ask("title", NO_TITLE, [line])
            draft.put("title", plain(line.text), [line], Sure.LIKELY)
            _take_out(line, draft)
        else:
            answer = draft.place_lines((line,), FITS_NOWHERE)
            if answer or is_document:
                _take_out(line, draft)
            if answer in (TITLE, LEAD):
                draft.values[answer] = plain(line.text)
                draft.found[answer] = Found((line.number,), Sure.GIVEN)
            elif answer in (NOTES, CONTACT):
                draft.values.setdefault(answer, []).append(plain(line.text))
            elif answer == BODY:
                before.append(Block((line,)))
    return [*before, *blocks]


def _take_out(line: Line, draft: Draft) -> None:
    kept = (tuple(each for each in lines if each is not line) for lines in draft.letterhead)
    draft.letterhead = [lines for lines in kept if lines]


def _may_be_of_fax(line: Line, above: Line | None) -> bool:
    """Whether a line has two numbers and says of none what it is, nor does the line that it goes on from."""
    goes_on_from = above is not None and (goes_on(above.text) or has_number(plain(above.text)))
    return len(UNLABELLED.findall(plain(line.text))) > 1 and not goes_on_from


def _is_document(words: str) -> bool:
    """Whether a line names a document: with its day or its number, or “Transcript of …”, which is no mission's name."""
    words = plain(words)
    if has_contact_data(words):
        return False
    if is_address(words):
        return bool(dates_in(words))
    is_numbered = bool(REFERENCE.search(words) or NUMBER_AT_END.search(words))
    return is_numbered or bool(dates_in(words) or DOCUMENT.search(fold_loosely(words)))


def _is_of_no_letterhead(words: str) -> bool:
    if not any(map(str.isalpha, words)):
        # The rest of a telephone number.
        return False
    is_long = how_many_words(words) > MOST_WORDS_OF_A_LINE
    has_day = bool(dates_in(words) or HOUR.search(words))
    return is_long or has_day or names_forum(words) or KEY.match(words) is not None


def ask_about_place_beside(parts: list[Part], draft: Draft) -> None:
    """Ask about a city right of the name of a mission: that of the mission, or where the text was issued."""
    if {part.role for part in parts} == {Role.NAME, Role.PLACE}:
        place = next(part for part in parts if part.role is Role.PLACE)
        draft.ask("place", FITS_NOWHERE, [place.line])


def ask_about_the_rest(draft: Draft, blocks: list[Block]) -> None:
    """The last look at fields that their place alone tells: without kind or date, the lines above may be these."""
    _ask_about_title(draft)
    _ask_who_speaks(draft, blocks)
    _ask_about_place(draft)


def _lacks(draft: Draft, key: str) -> bool:
    """Whether nothing was found for a field, and no line that may be it: a label may have a slip."""
    return any(question.key == key and not question.lines for question in draft.questions)


def _ask_about_title(draft: Draft) -> None:
    title = _was_read(draft, "title")
    if len(title) > LONGEST_TITLE:
        # It was made of several lines.
        sentence = _("Line %(line)s is too long for a title. What is the title?")
        draft.ask("title", sentence, _lines(draft, "title"), needed=True)
    asked = {question.key for question in draft.questions}
    is_short = how_many_words(title) <= MOST_OF_SHORT_TITLE
    may_be_other = not asked.isdisjoint(("kind", "issued_on")) or bool(dates_in(title)) or _may_be_other_way(draft)
    if may_be_other and _was_read(draft, "lead"):
        _ask_about_title_and_lead(draft)
    # “S de marzo de 2024”, “Almera, the fifth of May”
    elif title and (
        ("kind" in asked and (is_short or REFERENCE.search(title)))
        or ("issued_on" in asked and (any(map(str.isdigit, title)) or _names_month(title)))
    ):
        draft.ask("title", NO_TITLE, _lines(draft, "title"))


def _names_month(words: str) -> bool:
    return any(word.strip(".,،") in MONTHS and len(word) > 2 for word in fold_loosely(words).split())


def _ask_who_speaks(draft: Draft, blocks: list[Block]) -> None:
    """A speech has a speaker, and so has a statement that addresses somebody."""
    kind, title = draft.values.get("kind"), _was_read(draft, "title")
    is_spoken = kind == "remarks" or (kind in SPOKEN and bool(blocks) and is_salutation(blocks[0]))
    # “Discuors de Mme …”
    is_unread = (
        _lacks(draft, "kind") and bool(SPEAKS.search(fold_loosely(title))) and not HONORIFIC.match(fold_loosely(title))
    )
    if (is_spoken or is_unread) and not draft.has("speaker_name"):
        draft.ask("speaker_name", _("Who speaks? The title names a person or an office, and no line says “by”."))


def _ask_about_place(draft: Draft) -> None:
    place = str(draft.values.get("place", ""))
    names = " ".join(word for word in place.split() if not word[0].islower())
    is_long = how_many_words(names) > (MOST_WORDS_OF_A_PLACE if is_place(place) else MOST_WORDS_OF_UNKNOWN_PLACE)
    # “Perss Release, 28 March 2024”
    is_label = " " in names and not is_place(place) and _lacks(draft, "kind")
    if any(map(str.isdigit, place)) or is_long or is_label:
        sentence = _("Line %(line)s begins with “%(words)s”. Is that the place of issue?")
        draft.ask("place", sentence, _lines(draft, "place"), words=place)


def _may_be_other_way(draft: Draft) -> bool:
    """Whether the line under the title may be the title: no sign, capitals or sentence tells which is which."""
    title, lead = str(draft.values.get("title", "")), _was_read(draft, "lead")
    is_marked = any(draft.found[name].sure is Sure.CERTAIN for name in ("title", "lead") if name in draft.found)
    is_asked = any(question.key == "lead" for question in draft.questions)
    if not lead or ends_a_sentence(lead) or is_marked or is_asked:
        return False
    is_clause = ARTICLE.match(lead) is not None and title.istitle()
    if is_clause and _share_of_capitals(lead) < FEW_CAPITALS:
        return False
    is_sure = title.isupper() and not lead.isupper() and how_many_words(title) >= MOST_OF_SHORT_TITLE
    return not is_sure


def _share_of_capitals(words: str) -> float:
    several = words.split()
    return sum(word[0].isupper() for word in several) / max(1, len(several))


def _ask_about_title_and_lead(draft: Draft) -> None:
    if _was_read(draft, "title"):
        draft.ask("title", NO_TITLE, _lines(draft, "title"))
    sentence = _("Line %(line)s is right under the title. Is it the lead, or part of the title?")
    draft.ask("lead", sentence, _lines(draft, "lead"))


def ask_about_doubts(draft: Draft) -> None:
    """Ask about title, lead and speaker where their words are those of another field."""
    if _is_doubtful_title(draft):
        draft.ask("title", NO_TITLE, _lines(draft, "title"))
    _take_day_of_doubt(draft)
    has_doubt = any(question.key == "title" for question in draft.questions)
    if not has_doubt and _is_doubtful_lead(draft) and _says_kind(str(draft.values.get("title", ""))):
        # “Statement of the delegation of …”, above the subject of the statement.
        draft.ask("title", NO_TITLE, _lines(draft, "title"))
    if _is_doubtful_lead(draft) or (has_doubt and _was_read(draft, "lead")):
        # Without the title, the lead may be one.
        sentence = _("Line %(line)s is right under the title. Is it the lead, or part of the title?")
        draft.ask("lead", sentence, _lines(draft, "lead"))
    if _is_doubtful_speaker(draft):
        sentence = _("Who speaks? Line %(line)s names a person or an office.")
        draft.ask("speaker_name", sentence, _lines(draft, "speaker_name"))


def _take_day_of_doubt(draft: Draft) -> None:
    """A title that is a place and a day may be the date of issue: with another one below, that is a question."""
    title = _was_read(draft, "title")
    found = dates_in(title)
    if len(found) == 1 and how_many_words(title) - how_many_words(found[0].text) <= FEW_WORDS:
        draft.doubted.append(Candidate(found[0], "", _lines(draft, "title")[0], is_in_head=True))


def dateline_by_answer(line: Line, draft: Draft) -> Dateline | None:
    """The dateline of a place that is not known, if a person has given it; else ask about it."""
    found = dateline_of_unknown_place(line.text)
    if draft.values.get("place"):
        return None
    if found is None and (like := LIKE_DATELINE.match(line.text)) and fold_loosely(like["month"]) in MONTHS:
        found = Dateline(like.end(), like.group().split(",")[0])
    if found is None:
        return None
    sentence = _("Line %(line)s begins with “%(words)s”. Is that the place of issue?")
    draft.ask("place", sentence, [line], words=found.place)
    return found if draft.answers.get("place") == found.place else None


def _lines(draft: Draft, name: str) -> list[Line]:
    return [Line(number, str(draft.values[name])) for number in draft.found[name].lines]


def _was_read(draft: Draft, name: str) -> str:
    """The words of a field that its place alone told, or an empty string."""
    found = draft.found.get(name)
    return str(draft.values.get(name, "")) if found and found.lines and found.sure is not Sure.GIVEN else ""


def _is_doubtful_lead(draft: Draft) -> bool:
    """Whether a lead is that of a speech or a letter, which have none, or names a person, a label or a day."""
    lead = _was_read(draft, "lead")
    if not lead:
        return False
    is_other = bool(HONORIFIC.match(fold_loosely(lead)) or LABEL_AT_START.match(fold_loosely(lead)))
    is_other = is_other or (any(map(str.isdigit, lead)) and len(lead.split()) <= MOST_OF_SHORT_TITLE)
    is_other = is_other or KEY.match(lead) is not None or bool(HOUR.search(lead) or ENDS_WITHIN.search(lead))
    return is_other or draft.values.get("kind") in {*SPOKEN, *LETTERS} or _begins_with_day(lead) or names_forum(lead)


def _is_doubtful_title(draft: Draft) -> bool:
    title = _was_read(draft, "title")
    if not title:
        return False
    is_forum = draft.values.get("kind", "statement") in SPOKEN and names_forum(title) and not _says_kind(title)
    is_person = bool(HONORIFIC.match(fold_loosely(title))) and has_office_word(title) and "," in title
    is_long = len(title) > LONGEST and draft.values.get("kind") not in SPOKEN
    is_forum |= bool(AGENDA_ITEM.fullmatch(fold_loosely(title)))
    is_house = bool(HOUSE_IN_CHINESE.search(title) or LIKE_DAY.fullmatch(title))
    is_open = ends_amid(title) or title.endswith((",", "،", "，"))
    # “На № 77/25 от 28 февраля 2025 г.”, “İlgi: 12 Mayıs 2025 tarihli …”: what a letter answers.
    is_open |= bool(dates_in(title)) and bool(KEY.match(title) or REFERENCE.search(title))
    is_other = bool(UPDATE.fullmatch(fold_loosely(title)) or HOUR.search(title) or LIKE_KEY.match(title))
    is_other |= is_bare_name(title) or _has_few_words(title)
    return is_forum or is_long or is_house or is_open or is_person or is_other or _begins_with_day(title)


def _has_few_words(title: str) -> bool:
    """Whether a title is hardly one: one word, or a number with a few words around it."""
    words = [word for word in title.split() if any(map(str.isalnum, word))]
    codes = [word for word in words if CODE.fullmatch(word.strip(".,;:()[]"))]
    is_short = how_many_words(title) <= 1 and len(words) <= 1
    has_number = len(words) <= FEW_WORDS + 1 and any(map(str.isdecimal, words))
    is_short |= has_number or title.startswith(("[", "(", "【", "（"))
    return not _says_kind(title) and (is_short or bool(codes and len(words) - len(codes) <= FEW_WORDS))


def _says_kind(title: str) -> bool:
    return bool(LABEL_AT_START.match(fold_loosely(title)))


def _is_doubtful_speaker(draft: Draft) -> bool:
    """Whether a name has signs that no name has, or an office ends in the middle."""
    name, office = _was_read(draft, "speaker_name"), _was_read(draft, "speaker_office")
    is_long = len(name.split()) > MOST_WORDS_OF_A_NAME or bool(NAMED_OFFICE.match(fold_loosely(office)))
    return bool(name) and (is_long or bool(NOT_OF_A_NAME.search(fold_loosely(name))) or ends_amid(office or name))


def _begins_with_day(words: str) -> bool:
    """Whether words begin with a day, or have hardly others around it."""
    found = dates_in(words)
    if not found:
        return False
    around = words[: found[0].start] + words[found[-1].end :]
    return found[0].start == 0 or len(around.split()) <= FEW_WORDS


LEAST_OF_FIGURES = 3


def with_lost(given: list[Block], blocks: list[Block], draft: Draft) -> list[Block]:
    """Ask about lines that were read into nothing; return the blocks of the text with those that belong there."""
    known = {line.number for block in blocks for line in block.lines}
    known |= {number for found in draft.found.values() for number in found.lines}
    known |= {number for question in draft.questions for number, _text in question.lines}
    known |= {line.number for lines in draft.letterhead for line in lines} | {each.line.number for each in draft.dates}
    said = letters(" ".join([*_strings(draft.values), *draft.notices]))
    for block in given:
        lost = tuple(line for line in block.lines if line.number not in known and not _is_told(line, said))
        if not lost or is_end(block.text, alone=True):
            continue
        answer = draft.place_lines(lost, _("Line %(line)s was read into no field. Where does it belong?"))
        if answer == BODY:
            blocks = [replace(block, lines=lost), *blocks]
        elif answer in (TITLE, LEAD):
            draft.values[answer] = plain(" ".join(line.text for line in lost))
        elif answer in (NOTES, CONTACT):
            draft.values.setdefault(answer, []).extend(plain(line.text) for line in lost)
    return blocks


def _strings(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from map(str, value)


def _is_told(line: Line, said: str) -> bool:
    """Whether the words of a line are among those of the fields, or it only names one: a label, “Notes to editors”."""
    words, _key, rest = letters(line.text), *line.text.partition(":")[1:]
    if not words:
        return sum(map(str.isdigit, line.text)) < LEAST_OF_FIGURES
    is_heading = any(heading_of(line.text, first) in ("", ":", "：") for first in (NOTES_FIRST, CONTACT_FIRST))
    is_label = all(part.role in (Role.LABEL, Role.IMMEDIATE) for part in parts_of(line))
    return len(words) < 4 or words in said or bool(letters(rest) and letters(rest) in said) or is_heading or is_label
