"""Recognise running text: sentences, salutations, lists, the dateline that opens a text, keys of an advisory."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pressreleases.intake.datelines import HAN, read_dateline
from pressreleases.intake.dates import dates_in
from pressreleases.intake.folding import fold_loosely, letters, plain
from pressreleases.intake.letterhead import has_contact_data, is_address
from pressreleases.intake.lines import GAP, Block, Line
from pressreleases.intake.vocabulary import CONTACT, NOTES, NOTICES, SALUTATIONS, split
from pressreleases.language.placeholders import placeholders, promises_more

# A full stop that ends a sentence, and not "U.S.", "H.E.", "Hk." or an ellipsis.
FULL_STOP = re.compile(
    r"(?:(?<![.…])(?<!\b[^\W\d_a-zа-я])(?<!\b[Hh]k)(?<!a\.i)(?<! г)(?<! St)(?<! Inc)\.|[。؟])"
    r"[”\"»’')）」]*(?:[¹²³⁰-⁹]+|\[(?:[\d¹²³⁰-⁹]{1,2}|[ivx]{1,4})\]|\(\d{1,2}\))?$"
)
SENTENCE_END = re.compile(
    r"[.!?…:;。！？؟：；؛][”\"»’')\]）」*¹²³⁰-⁹]*(?:\[(?:[\d¹²³⁰-⁹]{1,2}|[ivx]{1,4})\]|\(\d{1,2}\))?$"
)
BULLET = re.compile(r"(?P<sign>[•▪●◦‣·■□➢✓→⇒➔➜➤►▶❖◆◇✔]|[-–—*](?=\s)|o(?=\s{2,}))\s*(?=\S)")
NUMBER = re.compile(
    r"(?P<open>\(?)(?P<number>\d{1,3}|[a-zа-яəçğıöşü]|[ivx]{1,4})(?P<close>\.[-–—]|[.)])\s+(?=\S)|(?P<chinese>[一二三四五六七八九十]{1,2})、",
    re.IGNORECASE,
)
# “R. Muradov”
INITIAL = re.compile(r"[^\W\d_a-zа-я]\.\s(?:[^\W\d_a-zа-я]\.\s?)?[^\W\d_a-zа-я][\w-]+$")
KEY = re.compile(r"(?P<key>[^\W\d_][^:：\n]{0,28}?)\s*[:：]\s*(?P<rest>\S.*)?$")
# What a media advisory says, by the keys at the beginning of its lines.
ADVISORY_KEYS: dict[str, frozenset[str]] = {
    part: frozenset(fold_loosely(words) for words in several.split("|"))
    for part, several in {
        "what": (
            "what|nə|quoi|objet|qué|asunto|что|ماذا|الموضوع|المناسبة|活动|内容|事项|ne|konu|etkinlik|tədbir|мероприятие|"
            "événement|évènement|evento|event|الحدث|什么"
        ),
        "when": (
            "when|nə vaxt|vaxt|tarix və vaxt|quand|date et heure|cuándo|когда|дата и время|متى|الموعد|الزمان|"
            "date & time|date/time|day and time|tarix və saat|gün və saat|jour et heure|fecha & hora|"
            "التاريخ والوقت|时间|何时|ne zaman|zaman|tarih ve saat|date and time|fecha y hora|"
            "día y hora|día, hora|дата, время"
        ),
        "where": (
            "where|place|location|harada|yer|məkan|où|lieu|dónde|где|место|место проведения|أين|المكان|地点|何地|"
            "nerede|venue|lugar|"
            "mekân|yer ve adres"
        ),
        "who": (
            "who|kim|qui|quién|quiénes|кто|участники|من|المشاركون|المتحدثون|出席|人员|嘉宾|何人|katılımcılar|iştirakçılar|"
            "speakers|participants|intervenants|ponentes"
        ),
        "why": "why|niyə|pourquoi|por qué|почему|لماذا|原因|neden",
        "how": (
            "how|necə|comment|cómo|как|كيف|方式|nasıl|accreditation|akkreditasiya|accréditation|acreditación|"
            "аккредитация|rsvp|registration|qeydiyyat|inscription|регистрация|akreditasyon|التسجيل|报名|kayıt|"
            "language|languages|langue|langues|dil|язык|idioma|اللغة|语言"
        ),
    }.items()
}
KEYS = {words: part for part, several in ADVISORY_KEYS.items() for words in several}
# With an hour, these say when; without one, the line is the date of the sheet.
DATE_KEYS = frozenset(fold_loosely(words) for words in "date|tarix|tarih|fecha|дата|التاريخ|日期".split("|"))
# Folded. A caption or a credit: its picture is not in a plain text.
PHOTO = re.compile(
    r"(?:photos?|picture|image|caption|photo credit|credit|crédit|légende|foto|fotos|imagen|pie de foto|фото|подпись|"
    r"fotoğraf|şəkil|صوره|الصوره|صورة|الصورة|图|图片|图片说明|摄影)\s?(?:\d\s?)?[:：©]"
)
# The hour of an event, under a line with its day.
TIME_KEYS = frozenset(
    fold_loosely(words)
    for words in split(
        "time|hour|heure|hora|horario|saat|vaxtı|время|начало|الساعة|الوقت|التوقيت|时间|时刻|başlama saati"
    )
)
HOUR = re.compile(
    r"(?<!\d)\d{1,2}\s?[:.h]\s?\d{2}(?!\d|\.\d)|\d\s?(?:[ap]\.?m|h\b|时|點|点|heures?|horas|час|o['’]clock)|"
    r"(?:الساع[ةه]|[Ss]aat)\s?\d{1,2}(?!\d)"
)
SALUTATION_ENDS = (",", ":", "!", "،", "：", "！", "，", ",”", ".")
# “XX” in Latin or in Cyrillic letters, folded.
GAP_SIGN = re.compile(r"\b(?:x{2,}|х{2,})\b")
IN_ROUND_BRACKETS = re.compile(r"[(（]([^()（）]{2,60})[)）]")
CENTURY = re.compile(
    r"centur|əsr|siècle|siglo|\bвек|\bв\.|\bвв\.|столети|yüzyıl|\byy\b|games|\bигр|olymp|олимп|session|congress|assembl|"
    r"jeux|juegos|kongres|sessiya|сесси|съезд|конгресс|ассамбле|конференц|форум|саммит|заседани|совещани|встреч|пленум|"
    r"yüzil|conferenc|congr|edici|anivers|annivers|asamble|qurultay|kurul|世纪|世紀|القرن|универсиад|чемпионат|фестивал|выставк|conference|meeting|summit|sammit"
)
# “[COUNTRY]”, “[Quote to come]”, “TBC”, “____”
OPEN_SIGN = re.compile(
    r"\[[A-Z]{3,20}(?: [A-Z]{2,20}){0,4}\]|[\[(][^\[\]()]{0,60}(?:to come|TBC|TBD|TBA|tk)[\])]|"
    r"(?<!\w)(?:TBC|TBD|TBA)(?!\w)|_{3,}"
)
AMID = re.compile(r"\s(?:and|of|the|for|to|et|de|des|du|la|le|les|aux?|y|e|del|los|las|и|по|при|və|ve|ile|و|في|من)$")
LONGEST_HEADING = 200
NEAR_BEFORE, NEAR_BEHIND = 15, 30
FEW_SPACES = 4
LONGEST_KEY = 12
MOST_UNDER_KEY = 5
LEAST_OF_PREAMBLE = 6
LEAST_ABOVE_LIST = 4
LEAST_OF_TITLE = 3
MOST_OF_TITLE_LINE = 75
MOST_OF_SALUTATION = 7
# “Q: When does it open?”, “Sual: …?”
DIALOGUE = re.compile(r"[^\W\d_]{1,8}\s?[:：]\s?[^?？]{8,200}[?？]$")
LONGEST_TITLE_BLOCK = 300
# “Thank you, Mr. President.”
THANKS = re.compile(
    r"(?:(?:i )?thank you|merci|(?:muchas )?gracias|спасибо|благодарю вас|teşekkür ederim|təşəkkür edirəm|"
    r"شكرا(?: لكم)?|谢谢),?\s?"
    r"(?:mr|madam|chair|president|monsieur|madame|señora?|sr|господин|госпожа|sayin|cenab|cənab|xanim|سيدي|سيدتي|السيد|主席).{0,40}[.!。]"
)
# “Good morning, ladies and gentlemen!”
GREETING = re.compile(
    r"(?:a very )?(?:good (?:morning|afternoon|evening)|bonjour|bonsoir|(?:muy )?buen[oa]s (?:dias|días|tardes|noches)|"
    r"добрый (?:день|вечер)|доброе утро|здравствуйте|salam|sabahiniz xeyir|günaydin|iyi (?:akşamlar|günler)|"
    r"صباح الخير|مساء الخير|السلام عليكم|大家好|(?:大家)?(?:早上|下午|晚上|上午)好)(?![^\W_]).{0,50}[.!,:،。！，：]"
)
# “Q: …”, “Sual: …”
QUESTION = re.compile(
    r"(?:q|a|question|answer|spokes(?:person|man|woman)|moderator|journalist|porte-parole|portavoz|sözcü|"
    r"ведущий|корреспондент|发言人|记者|réponse|pregunta|respuesta|вопрос|ответ|sual|cavab|soru|cevap|سوال|السوال|سؤال|السؤال|جواب|الجواب|问|答)\s?[:：]"
)
# “We, the Ministers of …,”
WE = re.compile(r"(?:we, the|nous, |nosotros,|nosotras,|мы,|biz,|نحن[،,]?|我们，)\s?")
SALUTATION = re.compile("|".join(map(re.escape, SALUTATIONS)))


def ends_a_sentence(text: str) -> bool:
    # Only its end matters, and a paragraph can be long.
    return bool(FULL_STOP.search(text.strip()[-60:]))


def ends_amid(words: str) -> bool:
    """Whether words end with one that has to be followed by another: “Minister of Labour and”."""
    return bool(AMID.search(fold_loosely(words.strip())))


def how_many_words(text: str) -> int:
    """The number of words; two Chinese characters count as one."""
    han = len(HAN.findall(text))
    return han // 2 if han * 2 > len(text) else len(text.split())


def begins_text(block: Block, *, least: int = 8) -> bool:
    """Whether a block belongs to the running text, not to the head above it: a sentence of at least `least` words."""
    if block.heading or block.is_picture or block.is_rule:
        return False
    if sum(len(line.text) for line in block.lines) > 4 * LONGEST_TITLE_BLOCK:
        return True
    first, text = block.first.text, plain(block.text)
    if is_salutation(block) or BULLET.match(first) or _opens_list(block.lines) or is_keys(block) or read_dateline(text):
        return True
    if not ends_a_sentence(text) and any(
        has_contact_data(line.text) or is_address(plain(line.text)) for line in block.lines
    ):
        return False
    folded = fold_loosely(text[:LONGEST_TITLE_BLOCK])
    is_speech = (
        DIALOGUE.match(text)
        or QUESTION.match(folded)
        or (WE.match(folded) and how_many_words(text) >= LEAST_OF_PREAMBLE)
    )
    if len(text) > LONGEST_TITLE_BLOCK or is_speech:
        return True
    return how_many_words(text) >= least and (ends_a_sentence(text) or text.endswith((":", "：", "؛")))


def _opens_list(lines: tuple[Line, ...]) -> bool:
    """Whether items are right under a line that ends with a colon."""
    return any(
        plain(above.text).endswith((":", "：")) and bool(BULLET.match(under.text) or is_numbered(under.text))
        for above, under in pairwise(lines)
    )


def is_line_of_text(title: Line, text: Line) -> bool:
    """Whether a line under one that may be a title is a sentence, and far longer."""
    is_long = len(text.text) >= MOST_OF_TITLE_LINE > len(title.text)
    return is_long and ends_a_sentence(text.text) and how_many_words(title.text) >= LEAST_OF_TITLE


def begins_list(block: Block, following: list[Block]) -> bool:
    """Whether a list, and no key of an advisory, completes the sentence that a block begins: “We shall:”."""
    is_open = plain(block.text).endswith((":", "：")) and how_many_words(block.text) >= LEAST_ABOVE_LIST
    return is_open and any(BULLET.match(each.first.text) or is_numbered(each.first.text) for each in following)


def addresses_somebody(block: Block, following: list[Block]) -> bool:
    """Whether a block is a short line that ends with a comma, with text under it: a salutation in any words."""
    words = plain(block.text)
    is_short = (
        len(block.lines) == 1 and how_many_words(words) <= MOST_OF_SALUTATION and not any(map(str.isdigit, words))
    )
    return is_short and words.endswith((",", "،", "，", "！", "!")) and any(map(begins_text, following))


def is_salutation(block: Block) -> bool:
    """Whether a block is “Mr. President, / Excellencies,”: short lines, each of which addresses somebody."""
    first = plain(block.first.text)
    return is_salutation_line(first)


def is_salutation_line(words: str) -> bool:
    if len(words) > 120:
        return False
    folded = fold_loosely(words)
    if len(words) <= 60 and (THANKS.fullmatch(folded) or GREETING.fullmatch(folded)):
        return True
    begins = bool(SALUTATION.match(folded)) or folded.endswith(("الأعزاء،", "الاعزاء،"))
    return begins and words.endswith(SALUTATION_ENDS[:7])


def is_keys(block: Block) -> bool:
    """Whether at least two lines begin with keys such as “WHEN:”, or the first one, and the others are its value."""
    first, *more = block.lines
    known = sum(bool(key_of(plain(line.text))[0]) for line in block.lines) + bool(day_and_hour(block.lines))
    is_first = bool(key_of(plain(first.text))[0]) and len(KEY.sub(r"\g<key>", plain(first.text))) < LONGEST_KEY
    return known > 1 or (known == 1 and is_first and all(line.indent > first.indent for line in more))


def day_and_hour(lines: Iterable[Line]) -> tuple[Line, str] | None:
    """The line “Date: Friday, 9 May” right above “Time: 18.30”, which say when an event is, and both values."""
    several = [(line, KEY.match(plain(line.text))) for line in lines]
    for (line, day), (_under, hour) in pairwise(several):
        if day is None or hour is None or not day["rest"] or not hour["rest"]:
            continue
        is_hour = fold_loosely(hour["key"]) in TIME_KEYS and bool(HOUR.search(hour["rest"]))
        if is_hour and fold_loosely(day["key"]) in DATE_KEYS:
            return line, f"{day['rest'].strip()}, {hour['rest'].strip()}"
    return None


def with_keys(blocks: list[Block]) -> list[Block]:
    """The blocks of a plain text; “WHEN      Friday” is “WHEN: Friday” where at least two lines are of this form."""
    above = {KEYS[fold_loosely(plain(block.first.text))] for block in blocks if _is_under_key(block)}
    if len(above) > 1:
        blocks = [_beside_key(block) if _is_under_key(block) else block for block in blocks]
    found = {part for block in blocks for line in block.lines if (part := _key_before_gap(line))}
    return [_keyed(block) for block in blocks] if len(found) > 1 else blocks


# Signs of a list that are also signs of a text. “o” is none of them: it is a word in four languages.
ODD_SIGN = re.compile(r"(?P<sign>[»°]|\+(?!\s+\d))\s+(?=\S)")


def with_signs(blocks: list[Block]) -> list[Block]:
    """The blocks of a plain text; at least two lines under a colon that begin with one odd sign are items of a list."""
    kept: list[Block] = []
    before, sign = "", ""
    for index, block in enumerate(blocks):
        rows = [*(line.text for line in block.lines), *(below.first.text for below in blocks[index + 1 : index + 2])]
        lines: list[Line] = []
        if not ODD_SIGN.match(block.first.text):
            sign = ""
        for at, line in enumerate(block.lines):
            found = ODD_SIGN.match(line.text)
            is_first = bool(found) and before.endswith((":", "：")) and _is_below(found, rows[at + 1 :])
            sign = found["sign"] if found and (is_first or found["sign"] == sign) else sign if not found else ""
            lines.append(_with_bullet(line, found.end()) if found and sign else line)
            before = plain(line.text)
        kept.append(replace(block, lines=tuple(lines)))
    return kept


def _is_below(found: re.Match[str] | None, rows: list[str]) -> bool:
    """Whether one of the `rows` begins with the same sign."""
    others = map(ODD_SIGN.match, rows)
    return found is not None and any(other is not None and other["sign"] == found["sign"] for other in others)


def _with_bullet(line: Line, many: int) -> Line:
    bare = line.without_start(many)
    return replace(bare, text=f"• {bare.text}", rich=f"• {bare.rich}")


def _is_under_key(block: Block) -> bool:
    """Whether a block is “WHEN”, and under it the day."""
    return 1 < len(block.lines) <= MOST_UNDER_KEY and fold_loosely(plain(block.first.text)) in KEYS


def _beside_key(block: Block) -> Block:
    words = " ".join(plain(line.text) for line in block.lines[1:])
    text = f"{plain(block.first.text)}: {words}"
    return replace(block, lines=(replace(block.first, text=text, rich=text),))


def _key_before_gap(line: Line) -> str:
    """The part of an advisory that a line begins with, before a wide gap."""
    gap = GAP.search(line.text)
    key = fold_loosely(plain(line.text[: gap.start()])) if gap and gap.start() <= 30 else ""
    return KEYS.get(key, "")


def _keyed(block: Block) -> Block:
    lines: list[Line] = []
    for line in block.lines:
        gap = GAP.search(line.text)
        if gap and _key_before_gap(line):
            text = f"{plain(line.text[: gap.start()])}: {plain(line.text[gap.end() :])}"
            lines.append(replace(line, text=text, rich=text))
        elif lines and not gap and line.indent > FEW_SPACES:
            # The value goes on, in its column.
            text = f"{lines[-1].text} {plain(line.text)}"
            lines[-1] = replace(lines[-1], text=text, rich=text)
        else:
            lines.append(line)
    return replace(block, lines=tuple(lines))


def is_caption_or_key(words: str) -> bool:
    """“Deadline: 30 September 2025”, “Photo: …”, “(Applause)”: short lines in a text that head nothing."""
    is_keyed = KEY.match(words) is not None and bool(dates_in(words) or PHOTO.match(fold_loosely(words)))
    return is_keyed or words.startswith(("(", "（", "["))


def is_numbered(words: str) -> bool:
    """Whether a line begins with the number or the letter of an item, and not with the initial of a name."""
    return bool(NUMBER.match(words)) and not INITIAL.match(words)


def key_of(words: str) -> tuple[str, str]:
    """The part of an advisory that a line tells, and its words; two empty strings for another line."""
    found = KEY.match(words)
    if not found:
        return "", ""
    key, rest = fold_loosely(found["key"]), (found["rest"] or "").strip()
    part = KEYS.get(key, "") or ("when" if key in DATE_KEYS and HOUR.search(rest) else "")
    return (part, rest) if part else ("", "")


def gap_in(text: str) -> str:
    """The sign in a line that something may be left open, such as “XX” or “[COUNTRY]”; a century may have XX, too."""
    if found := OPEN_SIGN.search(text):
        return found.group()
    if signs := placeholders(text):
        return signs[0]
    if found := next(filter(lambda each: promises_more(each[1]), IN_ROUND_BRACKETS.finditer(text)), None):
        return found.group()
    folded = fold_loosely(text)
    found = GAP_SIGN.search(folded)
    words = text[found.start() : found.end()] if found else ""
    around = folded[max(0, found.start() - NEAR_BEFORE) : found.end() + NEAR_BEHIND] if found else ""
    return words if words.isupper() and not CENTURY.search(around) else ""


def is_about(block: Block, following: Iterable[Block]) -> bool:
    """Whether a block near the end of a sheet is “About the Embassy of …”, or begins with that line."""
    words = plain(block.first.text)
    is_short = len(words) <= 90 and how_many_words(words) <= 9 and bool(ABOUT.fullmatch(fold_loosely(words)))
    return is_short and not SENTENCE_END.search(words) and sum(begins_text(each) for each in following) <= 2


def heading_of(text: str, words: re.Pattern[str]) -> str | None:
    """Return what follows one of `words` at the beginning of a line, with its colon; None for another line."""
    line = text[:LONGEST_HEADING].strip("*_# []【】\t")
    found = words.match(fold_loosely(line))
    return plain(line[found.end() :]) if found else None


def beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of folded words at the beginning of a line, the longest first."""
    return re.compile("(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?![^\W_])")


ABOUT = re.compile(
    r"(?:about|à propos d|acerca de|о (?:посольств|представительств|постоянн|министерств|консульств)|关于|نبذه عن).*|"
    r".*(?:haqqinda|hakkinda)"
)
CONTACT_FIRST = beginnings(CONTACT)
NOTES_FIRST = beginnings(NOTES)


def notice_within(words: str) -> bool:
    """Whether a line holds just such a notice in brackets or dashes, or two of them."""
    pieces = [piece for piece in re.split(r"[|/;()\[\]]|\s[–—-]\s", words) if piece.strip(" *–—-")]
    return len(pieces) > 1 and len(words) <= 160 and all(letters(piece) in NOTICES for piece in pieces)


CHECK = re.compile(
    r"check|verif|vérif|cotej|cotéj|tel que|tal como|свер|провер|подлежит|راجع|كما|yoxla|tutuştur|kontrol"
)
DELIVERED = re.compile(r"deliver|pronon|pronunci|intervención|lectura|произнес|выступлени|القاء|çıxış|konuşma")
BY_SOMEBODY = re.compile(r"(?<!\w)(?:by|par|por|на|at|before|devant|ante)(?!\w)")


def says_check(words: str) -> bool:
    """Whether a short line says in other words than those known that what is said counts."""
    folded = fold_loosely(words)
    is_short = 2 <= len(words.split()) <= 8
    return is_short and bool(CHECK.search(folded) and DELIVERED.search(folded)) and not BY_SOMEBODY.search(folded)
