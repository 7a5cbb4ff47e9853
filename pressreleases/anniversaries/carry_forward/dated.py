"""What in a text looks out of date: words such as "today", office holders, numbers of people."""

import re
from collections.abc import Iterator
from functools import cache

from pressreleases.anniversaries.carry_forward.edits import Look
from pressreleases.models.observance import Reason
from pressreleases.ordinals.folding import fold_for_ordinals

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽƏА-ЯЁ]"
# Behind the office, in the text as it is written: a courtesy and a name, or the office's own field and a name.
_NAME = rf"{_CAPITAL}[\w’'.-]*(?:\s+{_CAPITAL}[\w’'-]+){{0,3}}"
_NAMED = re.compile(
    r",?\s+(?:(?:H\.?\s?E\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|cənab|xanım|M\.|Mme|Sr\.|Sra\.|г-н|г-жа)\s+)*" + _NAME
)
_FIELD = re.compile(
    r"\s+(?:of|for)\s+(?:the\s+)?[^,.;]*?(?:,\s+(?:H\.?\s?E\.?\s+)?(?:Mr\.?\s+|Mrs\.?\s+|Ms\.?\s+)?|(?<=\w)\s)(?P<run>[A-Z]\w+(?:\s+[A-Z]\w+)+)"
)
# A name stands within so many letters of its office.
_NEAR = 300
# Scripts without capitals, or where the office stands behind the name: the office alone is enough to look.
_BY_OFFICE_ALONE = frozenset({"ar", "zh"})

# "131 innocent civilians", "2 million people": up to four words between the number and whom it counts, a hyphen parts
# them, too. What parts words and what they are made of must have no sign in common, or dashes take for ever.
_BETWEEN = r"(?:[\s-]+[\w']+){0,4}?[\s-]*"


def dated(text: str, language: str) -> Iterator[Look]:
    """Each place in `text` that tells of its own day, of who holds an office, or of how many people there are."""
    code = language.split("-", maxsplit=1)[0]
    folded = fold_for_ordinals(text)
    for words, reason in ((TODAY, Reason.TODAY), (WEEKDAY, Reason.WEEKDAY), (PERIOD, Reason.PERIOD)):
        for found in _pattern(words.get(code, "")).finditer(folded):
            yield Look(*found.span(), reason)
    yield from _offices(text, folded, code)
    for found in _people(code).finditer(folded):
        yield Look(*found.span(), Reason.PEOPLE)


def _offices(text: str, folded: str, code: str) -> Iterator[Look]:
    for office in _pattern(OFFICES.get(code, "")).finditer(folded):
        start, end = office.span()
        if code in _BY_OFFICE_ALONE:
            yield Look(start, end, Reason.OFFICE)
        elif name := _NAMED.match(text, end, end + _NEAR):
            yield Look(start, name.end(), Reason.OFFICE)
        elif code == "en" and (field := _FIELD.match(text, end, end + _NEAR)) and _is_a_name(field):
            yield Look(start, field.end(), Reason.OFFICE)


def _is_a_name(field: re.Match[str]) -> bool:
    """Whether a name stands behind the office's field: after a comma, or as the end of a long run of capitals."""
    words = field["run"].split()
    return "," in field[0] or len(words) > 2


@cache
def _pattern(words: str) -> re.Pattern[str]:
    if not words:
        return re.compile("(?!)")
    spaced = fold_for_ordinals(words).replace(" ", r"\s+").replace(r"\s+?", r"\s?")
    # Chinese puts no spaces between its words.
    is_han = any("一" <= letter <= "鿿" for letter in words)
    return re.compile(f"(?:{spaced})" if is_han else rf"(?<!\w)(?:{spaced})(?!\w)")


@cache
def _people(code: str) -> re.Pattern[str]:
    people, many = PEOPLE.get(code), MANY.get(code)
    if not people:
        return re.compile("(?!)")
    figure = r"(?<![\w.,])(?:\d{1,3}(?:[.,\s]\d{3}){1,5}|\d+)(?!\w|[.,]\d)"
    if code == "zh":
        return re.compile(rf"(?:(?<![\d,万])\d[\d,万]*|{many})多?(?:{people})")
    return re.compile(fold_for_ordinals(rf"(?:{figure}|(?<!\w)(?:{many})(?!\w)){_BETWEEN}(?<!\w)(?:{people})(?!\w)"))


TODAY = {
    "en": "today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening|week|month)|now|currently|recently"
    r"|at present|these days|earlier this \w+",
    "az": "bu ?gün|dünən|sabah|bu (?:səhər|axşam|həftə|ay)|bu ?günlərdə|indi|hazırda|hal-hazırda|bu yaxınlarda",
    "tr": "bugün|dün|yarın|bu (?:sabah|akşam|hafta|ay)|şimdi|şu anda|son günlerde",
    "fr": r"aujourd'hui|hier|demain|ce (?:matin|soir|mois)|cette semaine|actuellement|récemment",
    "es": "hoy|ayer|mañana|esta (?:mañana|tarde|noche|semana)|este mes|actualmente|recientemente",
    "ru": "сегодня|вчера|завтра|на этой неделе|в этом месяце|сейчас|в настоящее время|недавно",
    "ar": "(?:و|ب)?اليوم|(?:و)?امس|غدا|هذا (?:الاسبوع|الشهر)|حاليا|مؤخرا",
    "zh": "今天|今日|昨天|昨日|明天|本周|本月|目前|最近|近日",
}
PERIOD = {
    "en": r"(?:this|last|next|the past|the previous|the coming) (?:year|summer|winter|spring|autumn|decade)"
    r"|\w+ years? ago|(?:in|over|during) recent years|a year (?:ago|earlier|later)|years on|years later",
    "az": r"bu il\w*|keçən il\w*|ötən il\w*|gələn il\w*|növbəti il\w*|(?:son|növbəti) illər\w*"
    r"|\w+ il (?:əvvəl|öncə|sonra)",
    "tr": r"bu yıl\w*|geçen yıl\w*|geçtiğimiz yıl\w*|gelecek yıl\w*|son yıllar\w*|\w+ yıl önce",
    "fr": r"cette année|l'année (?:dernière|passée|prochaine)|l'an (?:dernier|passé|prochain)|il y a \w+ ans?",
    "es": r"este año|el año (?:pasado|próximo)|el próximo año|hace \w+ años?|los últimos años",
    "ru": r"в этом году|в прошлом году|в следующем году|в текущем году|\w+ (?:лет|года?) назад|в последние годы",
    "ar": "هذا العام|هذه السنة|(?:ال)?عام الماضي|السنة الماضية|العام (?:المقبل|القادم)|العام الجاري",
    "zh": "今年|去年|明年|近年来?|本年度?|年前",
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
    "tr": r"(?:cumhurbaşkanı|başbakan|bakan|dışişleri bakanı|genel sekreter|büyükelçi|daimi temsilci)\w*",
    "fr": r"(?:président|première? ministre|ministre|secrétaire général|ambassadeur"
    r"|ambassadrice|représentante? permanente?)e?",
    "es": r"(?:president[ea]|primer ministro|ministr[oa]|secretari[oa] general|embajador|representante permanente)a?",
    "ru": r"(?:президент|премьер-министр|министр|генеральный секретарь|посол|постоянный представитель)\w*",
    "ar": r"(?:ال)?(?:رئيس|وزير|امين العام|سفير)",
    "zh": "总统|总理|部长|秘书长|大使|主席",
}
PEOPLE = {
    "en": r"people|persons?|civilians?|citizens?|children|women|men|inhabitants|residents|refugees"
    r"|(?:internally )?displaced|victims|martyrs|participants|guests|visitors|members|delegates|students|families"
    r"|soldiers|servicemen"
    r"|killed|wounded|injured|missing|dead|lives|\w+(?:ians|janis|ese)",
    "az": r"nəfər\w*|insan\w*|adam\w*|şəxs\w*|vətəndaş\w*|mülki|uşaq\w*|qadın\w*|qaçqın\w*|köçkün\w*|şəhid\w*"
    r"|iştirakçı\w*|qonaq\w*|sakin\w*|ailə\w*|əsgər\w*|azərbaycanlı\w*",
    "tr": r"kişi\w*|insan\w*|sivil\w*|vatandaş\w*|çocuk\w*|kadın\w*|mülteci\w*|şehit\w*",
    "fr": r"personnes|civils|citoyens|enfants|femmes|hommes|habitants|réfugiés|victimes|morts|blessés",
    "es": r"personas|civiles|ciudadanos|niños|mujeres|hombres|habitantes|refugiados|víctimas|muertos|heridos",
    "ru": r"человек\w*|людей|граждан\w*|жител\w*|детей|женщин\w*|беженц\w*|мирных|погиб\w*|ранен\w*",
    "ar": r"شخص\w*|مدني\w*|مواطن\w*|طفل\w*|لاجئ\w*|شهيد\w*|قتيل\w*|جريح\w*",
    "zh": r"人|名|平民|儿童|难民|公民",
}
MANY = {
    "en": r"dozens|scores|hundreds?|thousands?|tens of thousands|hundreds of thousands|millions?",
    "az": r"onlarla|milyon|yüzlərlə|minlərlə|on minlərlə|yüz minlərlə|milyonlarla",
    "tr": r"yüzlerce|binlerce|on binlerce|milyonlarca",
    "fr": r"centaines|milliers|millions",
    "es": r"cientos|miles|millones",
    "ru": r"сотни|тысячи|миллионы",
    "ar": r"مئات|الاف|ملايين",
    "zh": r"数百|数千|数万|成千上万",
}
