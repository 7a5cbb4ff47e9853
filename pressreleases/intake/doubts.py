"""Look again at what was read above the text: what is likely to be something else becomes a question."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.dates import MONTHS, dates_in
from pressreleases.intake.document import Draft, Sure, names_forum
from pressreleases.intake.folding import fold_loosely
from pressreleases.intake.lines import Line
from pressreleases.intake.parts import HONORIFIC, LABEL_AT_START, SPOKEN
from pressreleases.intake.speakers import has_office_word
from pressreleases.intake.textual import HOUR, KEY, Dateline, dateline_of_unknown_place, ends_amid

NOT_OF_A_NAME = re.compile(
    r"[\d:?!“”«»\"]|(?<!\w)(?:statement|remarks|bəyanat|declaration|déclaration|declaración)(?!\w)"
)
MOST_WORDS_OF_A_NAME = 7
# An office that begins like a person: the line above it may name an event, and this one who speaks.
NAMED_OFFICE = re.compile(r"(?:mr|mrs|ms|dr|h\.e\.|cənab|xanım|sayın|г-н|г-жа|m\.|mme|sr|sra|السيد|السيدة)[\s.]")
FEW_WORDS = 2
LONGEST = 200
AGENDA_ITEM = re.compile(
    r"(?:agenda )?items? \d+[^:]{0,40}|point \d+[^:]{0,40}|tema \d+[^:]{0,40}|пункт \d+[^:]{0,40}|gündəliyin .{0,30}|"
    r"gündem maddesi .{0,20}|البند .{0,20}|议程项目.{0,8}"
)
# “Lima, 9 de setiembre de 2024”, with the name of a month that is not known.
LIKE_DAY = re.compile(
    r"(?:[^\d,]{2,30}[,،]\s)?(?:le |el )?\d{1,2}\.?\s(?:de |of )?[^\W\d]{3,12}\.?,?\s(?:de |del )?(?:19|20)\d{2}"
    r"(?:\s?г\.)?"
)
HOUSE_IN_CHINESE = re.compile(r"(?:大使馆|总领事馆|领事馆|代表团|外交部)$")
# “Warsaw, 26 June (2024). …”
CAPITALIZED = r"[^\W\d_a-zа-я][\w.’'-]+"
LIKE_DATELINE = re.compile(
    rf"{CAPITALIZED}(?: {CAPITALIZED})?[,،] (?:le )?\d{{1,2}}\.? (?:de )?(?P<month>[^\W\d_]{{3,12}})[\s.,:(–—-]"
)


def ask_about_doubts(draft: Draft) -> None:
    """Ask about title, lead and speaker where their words are those of another field."""
    if _is_doubtful_title(draft):
        draft.ask("title", _("No title was found. Is it in line %(line)s?"), _lines(draft, "title"))
    has_doubt = any(question.key == "title" for question in draft.questions)
    if not has_doubt and _is_doubtful_lead(draft) and _says_kind(str(draft.values.get("title", ""))):
        # “Statement of the delegation of …”, above the subject of the statement.
        draft.ask("title", _("No title was found. Is it in line %(line)s?"), _lines(draft, "title"))
    if _is_doubtful_lead(draft) or (has_doubt and _was_read(draft, "lead")):
        # Without the title, the lead may be one.
        sentence = _("Line %(line)s is right under the title. Is it the lead, or part of the title?")
        draft.ask("lead", sentence, _lines(draft, "lead"))
    if _is_doubtful_speaker(draft):
        sentence = _("Who speaks? Line %(line)s names a person or an office.")
        draft.ask("speaker_name", sentence, _lines(draft, "speaker_name"))


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
    is_other = is_other or KEY.match(lead) is not None or bool(HOUR.search(lead))
    return is_other or draft.values.get("kind") in {*SPOKEN, "letter"} or _begins_with_day(lead) or names_forum(lead)


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
    return is_forum or is_long or is_house or is_open or is_person or _begins_with_day(title)


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
