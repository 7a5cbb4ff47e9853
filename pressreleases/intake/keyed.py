"""Take the lines of a head that name their field: “Place: Vienna”, “Subject: …”; the addressee above a note verbale."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.dates import dates_in
from pressreleases.intake.document import Draft, Sure
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.lines import Line
from pressreleases.intake.textual import HOUR

# Folded words before a colon, by the field they name.
FIELD_KEYS = {
    fold_loosely(key): name
    for name, keys in {
        "place": "place|city|yer|lieu|lugar|место|المكان|地点",
        "title": "subject|title|re|mövzu|başlıq|objet|sujet|titre|asunto|título|тема|заголовок|الموضوع|主题|标题|konu",
        "addressee": "to|kimə|destinataire|para|кому|إلى|致|kime|alıcı",
        "": "from|kimdən|expéditeur|от кого|من|发自|kimden|cc|distribution|рассылка",
    }.items()
    for key in keys.split("|")
}


# Folded. “Date: 15 Şaban 1446”, “Issued on the tenth of May”: a date that no calendar here has.
UNREAD_DATE = re.compile(
    r"(?:date(?: of issue)?|released?|issued|tarix|buraxiliş tarixi|date de publication|fecha(?: de emisión)?|"
    r"дата(?: выпуска)?|التاريخ|تاريخ الاصدار|发布日期|發布日期|日期|tarih|yayin tarihi)\s?[:：]\s?(?=.*\d)|"
    r"(?:issued|released|published|dated) (?:on )?th(?:e|is) "
)
MOST_OF_UNREAD_DATE = 100
LEAST_OF_NAME = 8
# Folded. A note verbale begins with these words, also where it does not say what it is.
COMPLIMENTS = re.compile(
    r"presents? (?:its|his|her|their) compliments|presente (?:ses|ses meilleurs) compliments|présente ses compliments|"
    r"saluda (?:muy )?atentamente|свидетельству[ею]т? свое уважение|öz (?:dərin )?ehtiramini bildirir|"
    r"saygilarini sunar|يهدي اطيب تحياته|تهدي اطيب تحياتها|向.{2,40}致意"
)


def ask_about_unread_date(line: Line, draft: Draft) -> bool:
    """Ask about a line of the head that begins with “Date:” and has no date that is known; return whether it is one."""
    words = plain(line.text)
    is_one = len(words) <= MOST_OF_UNREAD_DATE and UNREAD_DATE.match(fold_loosely(words)) and not dates_in(words)
    if not is_one or words.endswith(".") or HOUR.search(words):
        return False
    sentence = _('The date in line %(line)s, "%(text)s", cannot be read. What is the date of issue?')
    draft.ask("issued_on", sentence, [line], needed=True, text=words)
    return True


def key_of_field(line: Line) -> tuple[str, str] | None:
    """The field that a line such as “Place: Vienna” names, and its words; None for another line."""
    key, _colon, rest = plain(line.text).replace("：", ":", 1).partition(":")
    name = FIELD_KEYS.get(fold_loosely(key.strip()))
    return (name, rest.strip()) if name is not None and rest.strip() else None


def take_keyed(line: Line, draft: Draft) -> bool:
    """Store what a line such as “Place: Vienna” or “Subject: …” says of itself; return whether it is one."""
    found = key_of_field(line)
    if found is None:
        return False
    name, rest = found
    if name == "addressee":
        draft.values.setdefault(name, []).append(rest)
    elif name == "place" and not any(map(str.isdigit, rest)):
        draft.put(name, rest, [line])
    elif name == "title" and draft.subject is None:
        draft.subject = replace(line, text=rest)
    else:
        draft.place_lines((line,), _("Line %(line)s fits no field. Where does it belong?"))
    return True


def take_addressee(text: str, draft: Draft) -> None:
    """Above a note verbale, the name that it presents its compliments to is the addressee, and not the sender."""
    found = COMPLIMENTS.search(fold_loosely(text))
    if found is None or draft.has("addressee"):
        return
    before, after = letters(text[: found.start()]), letters(text[found.start() :])
    for lines in list(draft.letterhead):
        name = letters(lines[0].text)
        if len(name) >= LEAST_OF_NAME and name in after and name not in before:
            draft.letterhead.remove(lines)
            draft.put("addressee", [plain(line.text) for line in lines], lines, Sure.LIKELY)
            return
