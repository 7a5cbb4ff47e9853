"""The foot of a page and the end of a text: signatures, contacts, end marks, footnotes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from pressreleases.intake.dates import PrintedLine, is_place
from pressreleases.intake.folding import fold_for_reading, fold_loosely, letters, plain
from pressreleases.intake.keyed import key_of_field
from pressreleases.intake.letterhead import has_contact_data, has_house, has_number, is_address, is_institution
from pressreleases.intake.lines import PAGE_MARK, Block, Line
from pressreleases.intake.parts import Role, parts_of
from pressreleases.intake.textual import (
    CONTACT_FIRST,
    KEY,
    NOTES_FIRST,
    begins_text,
    ends_a_sentence,
    heading_of,
    is_keys,
)
from pressreleases.intake.vocabulary import END_WORDS

MOST_OF_SIGNATURE = 12
"""A signature has at most this many lines."""

LONGEST_LINE = 90
APART = re.compile(r"\s*[|•·]\s*|\s[–—-]\s|\t+| {3,}")
PRESS = re.compile(r"(?<!\w)press|(?<!\w)prens|(?<!\w)medi|пресс|медиа|сми(?!\w)|mətbuat|basin|اعلام|صحف|新闻|媒体")
# Words above the name of the sender of a message. A letter ends with them, too, and keeps them.
VALEDICTIONS = frozenset(
    letters(words)
    for words in (
        "regards|kind regards|best regards|warm regards|with kind regards|with best regards|best wishes|"
        "with best wishes|sincerely|yours sincerely|sincerely yours|yours faithfully|cordialement|bien cordialement|"
        "bien à vous|salutations distinguées|meilleures salutations|saludos|saludos cordiales|un cordial saludo|"
        "atentamente|cordialmente|с уважением|с наилучшими пожеланиями|hörmətlə|dərin hörmətlə|saygılarımla|"
        "saygılarımızla|iyi çalışmalar|مع التحية|مع أطيب التحيات|وتفضلوا بقبول فائق الاحترام|此致|此致敬礼|顺颂商祺"
    ).split("|")
)

# Alone on a line above a contact, these words say what the field says, and name nobody.
NAMES_OF_CONTACT = frozenset(
    letters(words)
    for words in (
        "press contact|press contacts|media contact|media contacts|contact|contacts|contact presse|contacts presse|"
        "contact médias|contacto de prensa|contacto para la prensa|контакт для прессы|контакты для прессы|"
        "контакт для сми|контакты для сми|mətbuat üçün əlaqə|media üçün əlaqə|əlaqə|basın irtibat|basın iletişim|"
        "للتواصل الإعلامي|جهة الاتصال|媒体联系|媒体联系人|新闻联系人"
    ).split("|")
)


IN_BRACKETS = re.compile(r"[\[(【（].{1,60}[\])】）]")
# Folded. Under an addressee: what is sent with a letter, and who else gets it.
ENCLOSED = re.compile(
    r"(?:encl|annex|attach|cc|cop(?:y|ies|ie|ia)|pi[eè]ces? jointe|p\.\s?j|anexo|adjunto|прилож|копи[яи]|əlavə|surət|"
    r"ek(?:ler)?(?!\w)|dağitim|نسخه|نسخة|مرفق|抄送|附件)(?!\w*@)"
)


def without_page_numbers(block: Block) -> Block | None:
    """Return the foot of a page without “Page 1 of 2”; None if nothing is left."""
    kept: list[Line] = []
    for line in block.lines:
        pieces = APART.split(plain(line.text))
        others = [piece for piece in pieces if not PAGE_MARK.fullmatch(fold_for_reading(piece))]
        if len(others) < len(pieces):
            text = " | ".join(piece for piece in others if piece)
            line = replace(line, text=text, rich=text)  # noqa: PLW2901  the shortened line goes on
        if any(map(str.isalnum, line.text)):
            kept.append(line)
    return replace(block, lines=tuple(kept)) if kept else None


def is_of_house(block: Block) -> bool:
    """Whether each line of the foot of a page has the name of a mission, an address or a number."""
    lines = [plain(line.text) for line in block.lines]
    return all(is_institution(line) or has_contact_data(line) or is_address(line) for line in lines)


def signature_in(text: list[Block]) -> int:
    """Where the signature of a message begins: “Kind regards,” and short lines to the end; the length if nowhere."""
    lines = 0
    for at in range(len(text) - 1, -1, -1):
        block = text[at]
        lines += len(block.lines)
        is_long = any(len(line.text) > LONGEST_LINE for line in block.lines)
        if lines > MOST_OF_SIGNATURE or is_long or block.heading:
            break
        if letters(block.first.text) in VALEDICTIONS:
            return at
    return len(text)


def is_of_contact(block: Block) -> bool:
    is_short = len(block.lines) <= 5 and all(
        len(line.text) < 80 and not ends_a_sentence(line.text) for line in block.lines
    )
    return has_contact_data(block.text) or is_short


def by_contact(block: Block) -> list[Block]:
    """The block in two if sentences that name no contact are above it: “About the Mission: …”, and “Press: …”."""
    firsts = list(takewhile(lambda line: ends_a_sentence(line.text) and not has_contact_data(line.text), block.lines))
    if not 0 < len(firsts) < len(block.lines):
        return [block]
    return [replace(block, lines=tuple(firsts)), replace(block, lines=block.lines[len(firsts) :])]


def is_sentence_with_web_site(block: Block) -> bool:
    """“Photos can be downloaded at www.…”: a sentence that names nobody to write to or to call."""
    is_reached = "@" in block.text or has_number(block.text)
    return ends_a_sentence(block.text) and has_contact_data(block.text) and not is_reached


def is_just_contact_data(block: Block) -> bool:
    """Whether each line has a number or an address of the net, and none is a sentence."""
    return all(has_contact_data(line.text) and not ends_a_sentence(line.text) for line in block.lines)


def is_desk(block: Block) -> bool:
    """Whether each line below the notes has an e-mail address or a telephone number: it is no note, but a contact."""
    return is_just_contact_data(block) and all("@" in line.text or has_number(line.text) for line in block.lines)


def has_details(line: Line, block: Block) -> bool:
    """Whether a line has a number, an address of the net or one of a house; an advisory says so where it is."""
    return has_contact_data(line.text) or (has_house(line.text) and not is_keys(block))


def has_figures(block: Block) -> bool:
    """Whether a block is a table of figures, which a text may end with."""
    is_table = block.form is not None and block.form.name == "table" and len(block.lines) > 1
    return is_table and any(map(str.isdigit, block.text))


def is_date_under_contact(block: Block) -> bool:
    """Whether the last line of a contact or of notes is the place and the date of the sheet."""
    *above, last = block.lines
    is_contact = heading_of(block.first.text, CONTACT_FIRST) is not None
    is_under_notes = (
        heading_of(block.first.text, NOTES_FIRST) is not None and bool(above) and ends_a_sentence(above[-1].text)
    )
    return (is_contact or is_under_notes) and all(part.role is Role.DATE for part in parts_of(last))


def is_press_office(block: Block) -> bool:
    """Whether the first line names the press service of a mission, and a number or an address is under it."""
    first = fold_loosely(block.first.text)
    return len(block.lines) > 1 and bool(PRESS.search(first)) and not has_contact_data(block.first.text)


def is_press_desk(block: Block) -> bool:
    """Whether a line names the press service or its secretary, and each line under it is a number or an address."""
    first, *under = block.lines
    is_short = len(first.text) <= LONGEST_LINE and not ends_a_sentence(first.text)
    return is_short and is_press_office(block) and all(has_contact_data(line.text) for line in under)


def is_heading_date(date: PrintedLine, block: Block, following: list[Block]) -> bool:
    """Whether a date alone is a heading of a chronology: without a place, with text under it."""
    if (date.place and is_place(date.place)) or len(block.lines) > 1 or not following:
        return False
    under = following[0]
    is_text = begins_text(under) or (ends_a_sentence(under.text) and len(under.text.split()) > 3)
    return is_text and not has_contact_data(under.text) and heading_of(under.first.text, NOTES_FIRST) is None


LONGEST_NOTICE = 400
# Folded. “This message and any attachments are confidential”, “Unsubscribe”.
ABOUT_THE_MESSAGE = re.compile(
    r"(?=.*(?:message|e-?mail|courriel|mensaje|correo|сообщени|письмо|mesaj|məktub|e-posta|رسالة|邮件))"
    r"(?=.*(?:confiden|конфиденц|gizli|məxfi|سري|保密|intended|attachment|destinat|unsubscribe))|"
    r"^unsubscribe|^(?:to|you) .{0,60}(?:unsubscribe|mailing list)|^(?:follow us|share this|suivez-nous|síganos)"
)


# “#Rivers #Geneva”, “Follow us: @…”
OF_A_NETWORK = re.compile(
    r"(?:[#＃][^\W\d]\w*[#＃]?[\s,]*)+|"
    r"(?:follow|share|suivez|partagez|síganos|sigan|подпис|следите|bizi iz|تابع|关注).{0,80}[@:：/].*"
)


def is_of_a_network(text: str) -> bool:
    """Whether a line has only hashtags, or says where to follow the sender."""
    return bool(OF_A_NETWORK.fullmatch(fold_loosely(plain(text))))


def is_note_or_notice(block: Block) -> bool:
    """Whether a paragraph begins with “Note:”, or says something about the message that brought the text."""
    notes = heading_of(block.first.text, NOTES_FIRST)
    is_note = notes is not None and notes.startswith((":", "：", ".")) and not block.heading
    return is_note or bool(ABOUT_THE_MESSAGE.search(fold_loosely(block.text[:LONGEST_NOTICE])))


def is_beside_addressee(line: Line) -> bool:
    words = plain(line.text)
    field = key_of_field(line)
    is_keyed = KEY.match(words) is not None and not (field and field[0] == "addressee")
    return is_keyed or bool(IN_BRACKETS.fullmatch(words)) or bool(ENCLOSED.match(fold_loosely(words)))


FOOTNOTE = re.compile(
    r"(?P<mark>[¹²³⁰-⁹]{1,3}|\[(?:[\d¹²³⁰-⁹]{1,2}|[ivx]{1,4})\]|\(\d{1,2}\)|\d{1,2}\)(?=\s)|\*{1,3}(?=[\s\w])|"
    r"\[\^\w{1,3}\](?=:)|[†‡]{1,2}):?\s*(?=\S)"
)
PLAIN_MARK = re.compile(r"(?P<mark>\d{1,2})\s+(?=[^\W\d_a-zа-я]|[“«\"‘])")
STOPPED_MARK = re.compile(r"(?P<mark>\d{1,2})\.\s+(?=\S)")
TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RAISED = re.compile(r"(?<=[^\s⁰-⁹¹²³])(?<!\b[cdkm]m)(?<!\bm)([⁰-⁹¹²³]{1,2})(?![⁰-⁹¹²³])")


def are_footnotes(block: Block, text: list[Block], raised: frozenset[str]) -> bool:
    """Whether each line that begins with a mark has it in the text above."""
    found = FOOTNOTE.match(block.first.text)
    if not found:
        plain = PLAIN_MARK.match(block.first.text)
        return plain is not None and plain["mark"].translate(TO_RAISED) in raised
    mark = found["mark"]
    if mark.startswith("*"):
        return any(re.search(r"\w[.,”\"]?" + re.escape(mark) + r"(?!\*)", each.text) for each in text)
    if mark[0].isdecimal():
        # “244,000 1)”, and no item of a list.
        behind = re.compile(rf"(?<=[\w.,”\"]) ?(?<![(]){re.escape(mark)}(?!\w)")
        return any(behind.search(line.text) for each in text for line in each.lines)
    return any(mark in each.text and not each.text.startswith(mark) for each in text)


def raised_in(blocks: list[Block]) -> frozenset[str]:
    """The raised figures behind words of a text, but for those of “km²”."""
    return frozenset(mark for block in blocks for line in block.lines for mark in RAISED.findall(line.text))


def are_numbered_footnotes(block: Block, following: list[Block], text: list[Block]) -> bool:
    """Whether “1. …” and all that follows are notes: their numbers are the raised ones of the text, which has no other.

    A text may also have raised figures and a numbered list: then its numbers are others, or text is below it.
    """
    first = STOPPED_MARK.match(block.first.text)
    if first is None or first["mark"] != "1" or (text and plain(text[-1].text).endswith((":", "："))):
        return False
    below = list(takewhile(lambda each: STOPPED_MARK.match(each.first.text), following))
    lines = [line.text for each in (block, *below) for line in each.lines]
    marks = [found["mark"].translate(TO_RAISED) for line in lines if (found := STOPPED_MARK.match(line))]
    has_list = any(STOPPED_MARK.match(line.text) for each in text for line in each.lines)
    goes_on = any(begins_text(each) for each in following[len(below) :])
    return not (has_list or goes_on) and set(marks) == raised_in(text)


CAPITAL_END_WORDS = frozenset(("END", "ENDS", "SON", "FIN", "КОНЕЦ"))
AROUND_END = " -–—*[#]()（）./"
END_BEHIND = re.compile(r"(?<=[.!?”\"])\s+[-–(*]?\s?(?:END|ENDS|FIN|КОНЕЦ|SON|-30-|#{2,4}|# # #)\s?[-–)*]?$")
# “[1] …”, “¹ …”
BRACKETED_MARK = re.compile(r"\[(?:\d{1,2}|[ivx]{1,4})\]\s|[¹²³⁰-⁹]{1,2}\s?\S")
BRACKETED = re.compile(r"[\[【][^\]】]{2,200}[\]】]")
# Words that are a heading of the text as often as of notes: before an end mark they are one of the text.
HEADINGS_TOO = frozenset(
    letters(words) for words in "background|contexte|antecedentes|arayış|справка|خلفية|背景资料|arka plan".split("|")
)
END_SIGNS = frozenset(("-30-", "--30--"))


def is_end(text: str, *, alone: bool) -> bool:
    """Whether the line marks the end. Within a block of a paragraph, only marks that cannot be its last word count."""
    line = plain(text).replace("–", "-").replace("—", "-")
    bare = line.replace(" ", "")
    if bare in END_SIGNS or (bare and set(bare) == {"#"}):
        return True
    if bare and set(bare) == {"*"}:
        return alone
    word = line.strip(AROUND_END)
    return letters(word) in END_WORDS if alone and word else word in CAPITAL_END_WORDS


def is_end_of_text(block: Block, following: list[Block]) -> bool:
    """Whether a block marks the end: a line of stars within the text parts it, unless notes are right below."""
    if not is_end(block.text, alone=True):
        return False
    is_amid = bool(following) and set(plain(block.text)) <= set("* ")
    return not is_amid or heading_of(following[0].first.text, NOTES_FIRST) in ("", ":")


def without_end_word(block: Block) -> Block:
    """The block without “END” or “-30-” behind its last sentence, on the same line."""
    last = block.lines[-1]
    found = END_BEHIND.search(last.text)
    if not found or not last.rich.endswith(found.group()) or block.heading:
        return block
    cut = -len(found.group())
    return replace(block, lines=(*block.lines[:-1], replace(last, text=last.text[:cut], rich=last.rich[:cut])))


def parted(block: Block) -> list[Block]:
    """The block cut before lines that begin notes, a contact, or an end mark; a picture keeps its caption."""
    if block.is_picture:
        return [block]
    block = without_end_word(block)
    cut: list[list[Line]] = [[]]
    for at, line in enumerate(block.lines):
        is_last = at == len(block.lines) - 1
        is_mark = is_end(line.text, alone=len(block.lines) == 1)
        is_apart = is_last and (bool(BRACKETED.fullmatch(line.text)) or is_date_under_contact(block))
        is_note = at > 0 and bool(BRACKETED_MARK.match(line.text)) and ends_a_sentence(block.lines[at - 1].text)
        is_tagged = at > 0 and is_of_a_network(line.text) and not is_of_a_network(block.lines[at - 1].text)
        starts = is_mark or is_tagged or (at > 0 and (is_apart or is_note or _starts_a_part(line)))
        if starts and cut[-1]:
            cut.append([])
        cut[-1].append(line)
        if is_mark and not is_last:
            cut.append([])
    return [
        replace(block, lines=tuple(lines), is_after_page=block.is_after_page and not at)
        for at, lines in enumerate(cut)
        if lines
    ]


def _starts_a_part(line: Line) -> bool:
    contact, notes = heading_of(line.text, CONTACT_FIRST), heading_of(line.text, NOTES_FIRST)
    is_contact = contact is not None and (contact == "" or contact.startswith((":", "：")))
    return is_contact or (notes is not None and notes.strip(" :：") == "" and letters(line.text) not in HEADINGS_TOO)
