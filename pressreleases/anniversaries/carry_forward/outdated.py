"""Find what may be out of date in an English or Azerbaijani text: "today", office holders, numbers of people."""

import re
from collections.abc import Iterator
from functools import cache

from pressreleases.anniversaries.carry_forward.edits import Look
from pressreleases.models.observance import Reason
from pressreleases.ordinals.finding import fold_for_ordinals

_CAPITAL = "[A-ZÀ-ÖØ-ÞĞİŞƏ]"
# After the office, in the text as it is written: a courtesy title and a name, or the office's own field and a name.
_NAME = rf"{_CAPITAL}[\w’'.-]*(?:\s+{_CAPITAL}[\w’'-]+){{0,3}}"
_NAMED = re.compile(r",?\s+(?:(?:H\.?\s?E\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|cənab|xanım)\s+)*" + _NAME)
_FIELD = re.compile(
    r"\s+(?:of|for)\s+(?:the\s+)?[^,.;]*?(?:,\s+(?:H\.?\s?E\.?\s+)?(?:Mr\.?\s+|Mrs\.?\s+|Ms\.?\s+)?|(?<=\w)\s)(?P<run>[A-Z]\w+(?:\s+[A-Z]\w+)+)"
)
# A name is looked for within this many characters after its office.
_NEAR = 300
_FIGURE = r"(?<![\w.,])(?:\d{1,3}(?:[.,\s]\d{3}){1,5}|\d+)(?!\w|[.,]\d)"
# "131 innocent civilians", "2 million people": up to four words between the number and the people it counts. Separators
# and words must have no character in common, or many dashes in a row would take very long.
_BETWEEN = r"(?:[\s-]+[\w']+){0,4}?[\s-]*"


def outdated(text: str, language: str) -> Iterator[Look]:
    """Each place in `text` that depends on the day, on who holds an office, or on how many people there are."""
    folded = fold_for_ordinals(text)
    for words, reason in ((TODAY, Reason.TODAY), (WEEKDAY, Reason.WEEKDAY), (PERIOD, Reason.PERIOD)):
        for found in _pattern(words[language]).finditer(folded):
            yield Look(*found.span(), reason)
    yield from _offices(text, folded, language)
    for found in _people(language).finditer(folded):
        yield Look(*found.span(), Reason.PEOPLE)


def _offices(text: str, folded: str, language: str) -> Iterator[Look]:
    for office in _pattern(OFFICES[language]).finditer(folded):
        start, end = office.span()
        if name := _NAMED.match(text, end, end + _NEAR):
            yield Look(start, name.end(), Reason.OFFICE)
        elif language == "en" and (field := _FIELD.match(text, end, end + _NEAR)) and _is_a_name(field):
            yield Look(start, field.end(), Reason.OFFICE)


def _is_a_name(field: re.Match[str]) -> bool:
    """Whether a name follows the office's field: after a comma, or as the end of a long run of capitals."""
    words = field["run"].split()
    return "," in field[0] or len(words) > 2


@cache
def _pattern(words: str) -> re.Pattern[str]:
    spaced = fold_for_ordinals(words).replace(" ", r"\s+").replace(r"\s+?", r"\s?")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)")


@cache
def _people(language: str) -> re.Pattern[str]:
    people, many = PEOPLE[language], MANY[language]
    return re.compile(fold_for_ordinals(rf"(?:{_FIGURE}|(?<!\w)(?:{many})(?!\w)){_BETWEEN}(?<!\w)(?:{people})(?!\w)"))


# Patterns by language, for folded text. A space stands for any white space.
TODAY = {
    "en": "today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening|week|month)|now|currently|recently"
    r"|at present|these days|earlier this \w+",
    "az": "bu ?gün|dünən|sabah|bu (?:səhər|axşam|həftə|ay)|bu ?günlərdə|indi|hazırda|hal-hazırda|bu yaxınlarda",
}
PERIOD = {
    "en": r"(?:this|last|next|the past|the previous|the coming) (?:year|summer|winter|spring|autumn|decade)"
    r"|\w+ years? ago|(?:in|over|during) recent years|a year (?:ago|earlier|later)|years on|years later",
    "az": r"bu il\w*|keçən il\w*|ötən il\w*|gələn il\w*|növbəti il\w*|(?:son|növbəti) illər\w*"
    r"|\w+ il (?:əvvəl|öncə|sonra)",
}
WEEKDAY = {
    "en": "on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "az": "(?:bazar ertəsi|çərşənbə axşamı|çərşənbə|cümə axşamı|cümə|şənbə|bazar) günü",
}
OFFICES = {
    "en": r"(?:president|prime minister|(?:foreign |deputy )?minister|secretary-general|under-secretary-general"
    r"|ambassador|permanent representative|chargé d'affaires|speaker|chair(?:man|woman|person)?|king|queen|emperor|pope"
    r"|sheikh|emir|governor|senator|consul(?: general)?|high commissioner|director-general|first lady|vice-president)",
    "az": r"(?:prezident|baş nazir|(?:xarici işlər |)nazir|baş katib|səfir|daimi nümayəndə|sədr|spiker|kral|baş konsul"
    r"|ali komissar|baş direktor|vitse-prezident|birinci xanım)(?:i|ı|u|ü|si|sı|su|sü|in|ın|inin|ının|inə|ına)?",
}
PEOPLE = {
    "en": r"people|persons?|civilians?|citizens?|children|women|men|inhabitants|residents|refugees"
    r"|(?:internally )?displaced|victims|martyrs|participants|guests|visitors|members|delegates|students|families"
    r"|soldiers|servicemen"
    r"|killed|wounded|injured|missing|dead|lives|\w+(?:ians|janis|(?<!\bth)ese)",
    "az": r"nəfər\w*|insan\w*|adam\w*|şəxs\w*|vətəndaş\w*|mülki|uşaq\w*|qadın\w*|qaçqın\w*|köçkün\w*|şəhid\w*"
    r"|iştirakçı\w*|qonaq\w*|sakin\w*|ailə\w*|əsgər\w*|azərbaycanlı\w*",
}
MANY = {
    "en": r"dozens|scores|hundreds?|thousands?|tens of thousands|hundreds of thousands|millions?",
    "az": r"onlarla|milyon|yüzlərlə|minlərlə|on minlərlə|yüz minlərlə|milyonlarla",
}
