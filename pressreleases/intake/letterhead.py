"""Read the letterhead: names by language, address, numbers. For the forms of numbers, see `telephones`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pressreleases.intake.dates import dates_in, is_place
from pressreleases.intake.document import UNDETERMINED, Name, Number
from pressreleases.intake.folding import fold_loosely, letters, plain, without_accents
from pressreleases.intake.language import recognised
from pressreleases.intake.lines import Line
from pressreleases.intake.telephones import LABEL as NUMBER_LABEL
from pressreleases.intake.telephones import Printed, goes_on, is_only_numbers, read_numbers, region_of, split_at_labels
from pressreleases.intake.vocabulary import INSTITUTIONS

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
EMAIL_LABEL = (
    r"(?:e\s?-?\s?(?:mail|poçt|posta)|courriel|mél|correo(?: electrónico)?|эл(?:ектронная|\.)?\s?(?:почта|адрес)|"
    r"البريد الإلكتروني|电子邮件|邮箱)(?:\s+(?:address|ünvanı))?\s*[:：]?\s*"
)
EMAIL_WITH_LABEL = re.compile(rf"(?:{EMAIL_LABEL})?{EMAIL.pattern}", re.IGNORECASE)
# Addresses of web sites and of networks are not stored with a letterhead.
WEB_SITE = re.compile(
    r"(?:\b(?:web\s?-?site|web|veb-?\s?sayt|sayt|url|internet|site|сайт)\s*:\s*)?(?:https?://|www\.)\S+", re.IGNORECASE
)
NETWORK = re.compile(
    r"(?:\b(?:x|twitter|facebook|instagram|youtube|linkedin|telegram|flickr|threads|tiktok|social media)\b"
    r"(?:\s*/\s*(?:x|twitter))?\s*[:：]\s*)"
    r"[@/]?[\w./@-]{2,60}|(?<![\w.])@[A-Za-z]\w{1,40}",
    re.IGNORECASE,
)
ADDRESS_LABEL = re.compile(r"(?:address|ünvan|adresse|dirección|адрес|العنوان|地址|adres)\s*[:：]\s*", re.IGNORECASE)
# Folded. With a number, one of these makes an address of a line.
STREET = re.compile(
    r"(?<!\w)(?:street|st|avenue|ave|av|road|rd|court|suite|floor|plaza|square|boulevard|blvd|bd|lane|drive|place|"
    r"p\.?o\.? box|way|house|building|chemin|rue|route|quai|allée|étage|calle|avenida|avda|paseo|piso|carrera|"
    r"ул|улица|проспект|пр|дом|шоссе|этаж|офис|переулок|küç|küçəsi|prospekti|mərtəbə|sokak|sok|cadde|caddesi|cad|"
    r"mahallesi|mah|bulvari|kat|strasse|straße|gasse|شارع|طريق|الطابق|جادة)(?!\w)|[路街弄巷]\s?\d|(?<!第)(?<!第\d)(?<!第\d\d)(?<!第\d\d\d)\d\s?[号號楼层室]"
)
HOUSE = re.compile(
    r"\b\d{1,5},?\s(?:[^\W\d_a-z][\w'’-]*\s){1,3}(?:Street|St\.|Avenue|Ave\.|Court|Road|Plaza|Square|Boulevard|Lane)\b|"
    r"(?i:\b\d{1,4},?\s(?:rue|avenue|chemin|quai|boulevard)\s|(?:calle|avenida)\s[^\W\d_][^,;.]{2,40}\s\d{1,4}\b|"
    r"(?:ул\.|улица|проспект)\s[^\W\d_][^,;.]{2,40},\s(?:д\.\s?)?\d|\b(?:küç|prospekti|sokak|cadde|bulvar)[^,;.]{0,20}\s\d{1,4}\b)"
)
POSTAL_CODE = re.compile(r",\s*[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\bCH-\d{4}\b|\bAZ\s?-?\d{4}\b")
POSTAL = re.compile(
    r",\s*[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|\bCH-\d{4}\b|\bAZ\s?-?\d{4}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b|\b\d{4}\s[A-Z]{2}\s+[A-Z]|\b\d{4,6}\s+[A-ZÇÉÈÖŞÜİ][^\W\d_]+\s*(?:,|$)"
)
BARE_NUMBER = re.compile(
    r"\+\d[\d\s().–-]{7,20}\d|\(\d{2,4}\)\s?\d{2,3}(?:[-\s.]?\d{2,4}){1,3}|\b\d{3}[-.]\d{3}[-.]\d{4}\b"
)
# A number that no word such as “Tel.” says what it is.
UNLABELLED = re.compile(rf"(?:^|[|•·,;/]\s*|\s{{2,}})(?P<number>{BARE_NUMBER.pattern})\s*(?=$|[|•·,;/]|\s{{2,}})")
INSTITUTION = re.compile("|".join(map(re.escape, (*INSTITUTIONS, *map(without_accents, INSTITUTIONS)))))
BETWEEN_LANGUAGES = re.compile(r"\s*[/|]\s+|\s+[/|]\s*")
SEPARATORS = " ,;:|/•·–—-"
# Folded. With one of these, the name of a mission begins.
BEGINS_NAME = re.compile(
    r"(?:the )?(?:permanent (?:mission|delegation|observer|representation)|embassy|consulate|ministry|mission|"
    r"high commission|mission permanente|ambassade|consulat|ministere|misión permanente|mision permanente|embajada|"
    r"consulado|ministerio|постоянное представительство|посольство|генеральное консульство|министерство)"
    r" (?:general )?(?:of|to|in|at|de|du|des|d['’]|en|del|на|в|при|иностранных|республики|королевства)(?![^\W_])"
)
MOST_OF_DEPARTMENT = 6
# Folded. Words of a part of a mission or a ministry, or of a government.
DEPARTMENT = re.compile(
    r"(?<!\w)(?:press|media|public|information|communication|department|section|office|service|bureau|division|unit|"
    r"government|kingdom|state|federation|union|nations|organi[sz]ation|presse|direction|gouvernement|royaume|"
    r"prensa|dirección|departamento|gobierno|reino|oficina|пресс|департамент|управлени|отдел|правительств|королевств|"
    r"mətbuat|şöbə|idarə|əlaqələr|hökumət|krallı|basin|daire|şube|bölüm|hükümet|kralli|ادارة|اداره|قسم|مكتب|حكومة|حكومه|"
    r"مملكة|مملكه|دولة|دوله)|[处司局科署]$|王国|政府"
)
SENTENCE_ENDS = (".", "?", "!", "。", "？", "！", "؟")
MOST_BETWEEN_LINKS = 2
LINKS = frozenset(
    ", of the to and at in for la le les l’ de du des d’ et à en auprès pour el los las y ante del при и в на".split()
)


@dataclass(slots=True)
class Head:
    """The parts of a letterhead."""

    names: tuple[Name, ...] = ()
    address: str = ""
    email: str = ""
    numbers: tuple[Number, ...] = ()


@dataclass(slots=True)
class _Lines:
    """The lines of a letterhead, sorted by what they are."""

    name: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # the same in the second language of a line
    address: list[str] = field(default_factory=list)
    numbers: list[Printed] = field(default_factory=list)
    email: str = ""


def has_contact_data(words: str) -> bool:
    """Whether a line has an e-mail address, a web site, a network's name or a telephone number."""
    is_mail = "@" in words and bool(EMAIL.search(words) or NETWORK.search(words))
    is_web = any(sign in words for sign in ("www.", "WWW.", "://", ":", "：")) and bool(
        WEB_SITE.search(words) or NETWORK.search(words)
    )
    return is_mail or is_web or has_number(words)


def is_web_site(words: str) -> bool:
    """Whether words are the address of a web site, and nothing else."""
    return bool(WEB_SITE.fullmatch(plain(words)))


def has_number(words: str) -> bool:
    has_digits = any(map(str.isdigit, words))
    return has_digits and bool(BARE_NUMBER.search(words) or NUMBER_LABEL.search(fold_loosely(words)))


def has_house(words: str) -> bool:
    """Whether words, which may be a sentence, have the address of a house in them."""
    return any(map(str.isdigit, words)) and bool(HOUSE.search(words) or POSTAL_CODE.search(words))


def is_address(words: str) -> bool:
    """Whether a line is the address of a house: a number with a street or a postal code, and no sentence."""
    if len(words) > 200 or words.endswith(SENTENCE_ENDS) or not any(map(str.isdigit, words)):
        return bool(ADDRESS_LABEL.match(words))
    has_code = POSTAL.search(words) and not dates_in(words)
    return bool(STREET.search(fold_loosely(words)) or has_code or ADDRESS_LABEL.match(words))


def is_bare_name(words: str) -> bool:
    """Whether words are the name of a mission, and no more: “Permanent Mission of … to the …”, with few words each."""
    if not BEGINS_NAME.match(fold_loosely(words)):
        return False
    few = 0
    for word in words.replace(",", " ,").split()[2:]:
        few = 0 if fold_loosely(word) in LINKS else few + 1
        if few > MOST_BETWEEN_LINKS or (word[0].islower() and few):
            return False
    return True


def is_part_of_name(words: str) -> bool:
    """Whether a few words above the label are of the sender: a department, a city, or a name without other words."""
    is_short = len(words.split()) <= MOST_OF_DEPARTMENT
    return is_short and bool(DEPARTMENT.search(fold_loosely(words)) or is_place(words))


def read_letterhead(blocks: list[tuple[Line, ...]], *, region: str, with_numbers: bool = True) -> Head:
    """Return the letterhead in these lines; there may be none.

    `region`: the country for numbers without a country code; empty: that of the address. Raises UnreadableNumber.
    """
    lines = _Lines()
    for block in blocks:
        _sort(block, lines)
    address = ", ".join(dict.fromkeys(lines.address))
    numbers = read_numbers(lines.numbers, region or region_of(address)) if with_numbers else ()
    return Head(_names([*lines.name, *lines.others]), address, lines.email, numbers)


def _sort(block: tuple[Line, ...], lines: _Lines) -> None:
    """Add the lines of the block to `lines`. After an address line, lines are part of the address until the numbers."""
    before = ""
    texts: list[tuple[int, str]] = []
    for line in block:
        text = _without_mail_and_web(line, lines)
        if texts and goes_on(texts[-1][1]) and is_only_numbers(text):
            texts[-1] = texts[-1][0], f"{texts[-1][1]} {text}"
        else:
            texts.append((line.number, text))
    for number, text in texts:
        rest, numbers = split_at_labels(text, line=number)
        # At least seven digits: a postal code below the numbers has fewer.
        if not numbers and before == "numbers" and is_only_numbers(rest) and sum(map(str.isdigit, rest)) >= 7:
            numbers, rest = [Printed(lines.numbers[-1].kinds, rest, number)], ""
        if found := UNLABELLED.search(rest):
            # “…, CH-1290 Versoix | +41 22 901 18 15”
            numbers = [Printed(("telephone",), found["number"], number), *numbers]
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
        lines.numbers += numbers
        labelled = ADDRESS_LABEL.match(rest)
        rest = rest[labelled.end() if labelled else 0 :].strip(SEPARATORS)
        if " | " in rest and (house := _without_names(rest, lines)):
            rest = house
        if rest and (labelled or before == "address" or any(map(str.isdigit, rest))):
            lines.address.append(rest)
            before = "address"
        elif rest:
            first, *others = _by_language(rest)
            lines.name.append(first)
            lines.others += others
            before = "name"
        if numbers:
            before = "numbers"


def _without_names(words: str, lines: _Lines) -> str:
    """Take the names of a line such as “Ministry of … | 100 Avenue …”, which has an address, too; return the rest."""
    pieces = [piece.strip() for piece in words.split("|")]
    names = [piece for piece in pieces if is_institution(piece) and not any(map(str.isdigit, piece))]
    others = [piece for piece in pieces if piece and piece not in names]
    if not names or not any(map(is_address, others)):
        return ""
    known = {letters(name) for name in lines.name}
    lines.name += [name for name in names if letters(name) not in known]
    return " | ".join(others)


def _by_language(words: str) -> list[str]:
    """The names of a line in two languages: “AZƏRBAYCAN RESPUBLİKASI / REPUBLIC OF AZERBAIJAN”; else the line."""
    pieces = [piece for piece in BETWEEN_LANGUAGES.split(words) if piece]
    languages = {recognised(piece) for piece in pieces}
    return pieces if len(pieces) > 1 and len(languages) == len(pieces) and "" not in languages else [words]


def _without_mail_and_web(line: Line, lines: _Lines) -> str:
    """Note the line's email address and return what else it says."""
    words = plain(line.text)
    if not lines.email and (found := EMAIL.search(words)):
        lines.email = found.group()
    rest = NETWORK.sub("", WEB_SITE.sub("", EMAIL_WITH_LABEL.sub("", words)))
    is_sentence = rest != words and not any(map(str.isdigit, rest)) and not is_institution(rest)
    # What is around them, such as “Follow us on”, is no name.
    return "" if is_sentence else rest


def is_institution(words: str) -> bool:
    """Whether a line has words of a mission's own name, and is no sentence."""
    is_sentence = len(words) > 120 or words.endswith(SENTENCE_ENDS)
    # “https://report.embassy.example” names none.
    bare = WEB_SITE.sub("", EMAIL.sub("", words))
    return not is_sentence and bool(INSTITUTION.search(fold_loosely(bare)))


def _names(lines: list[str]) -> tuple[Name, ...]:
    """Return the lines in groups of one language. A line of no clear language joins the group before it, or after."""
    languages = [recognised(line) for line in lines]
    for index, language in enumerate(languages):
        following = next(filter(None, languages[index:]), UNDETERMINED)
        languages[index] = language or (languages[index - 1] if index else following)
    names: list[Name] = []
    for line, language in zip(lines, languages, strict=True):
        if names and names[-1].language == language:
            names[-1] = Name(language, (*names[-1].lines, line))
        else:
            names.append(Name(language, (line,)))
    return tuple(names)
