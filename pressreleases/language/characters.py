"""Which characters a text may hold: the one rule by which forms and intake clean words, and the database refuses them.

Control characters and noncharacters are no part of a text, nor are the marks that reverse letters and digits (U+202D,
U+202E): readers would see another number than the one that was checked. Words of one line hold no line break of any
kind, and none of the invisible marks that turn the direction of what follows (U+202A to U+202E, U+2066 to U+2069). A
text may have the others of these, as Arabic texts do: they end with their paragraph, and leave words and numbers whole.
"""

import re
import unicodedata

# Written so that Python and Postgres read them alike.
_NONCHARACTERS = r"\ufdd0-\ufdef\ufffe\uffff" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17)
)
_CONTROLS = r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f" + _NONCHARACTERS
_MARKS = r"\u202a-\u202e\u2066-\u2069"
NOT_IN_A_TEXT = f"[{_CONTROLS}]"
NOT_IN_LINES = f"[{_CONTROLS}{_MARKS}]"
NOT_IN_A_LINE = rf"[\u0009\u000a\u000d\u2028\u2029{_CONTROLS}{_MARKS}]"
# What a letter of an address is not: ASCII but letters, digits, hyphen and underscore; spaces; what cannot be seen.
NOT_IN_A_SLUG = (
    r"[\u0001-\u002c\u002e\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f"
    rf"\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff{_NONCHARACTERS}]"
)

_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_REVERSES = r"\u202d\u202e"
# Old texts may have what reverses letters: the database does not refuse it.
NOT_IN_A_NEW_TEXT = f"[{_CONTROLS}{_REVERSES}]"
_REMOVED = re.compile(NOT_IN_A_NEW_TEXT)
_REVERSING = re.compile(f"[{_REVERSES}]")
_MARK = re.compile(f"[{_MARKS}]")
_LETTERS_I = str.maketrans("İı", "ii")
# By their category letters or signs, and yet nothing is seen of them: fillers of Hangul, the empty pattern of Braille.
_UNSEEN = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def cannot_be_stored(words: str) -> bool:
    """Whether they hold NUL or half of a surrogate pair, which neither a database nor a page can write."""
    return bool(_UNWRITABLE.search(words))


def reverses_letters(words: str) -> bool:
    """Whether they hold a mark that shows what follows it from its last letter to its first."""
    return bool(_REVERSING.search(words))


def text(words: str) -> str:
    """`words` of several lines without control characters and the like; each line break is a line feed."""
    return _REMOVED.sub("", _BREAK.sub("\n", words))


def lines(words: str) -> str:
    """The same without marks of direction: for names and addresses in lines, which are shown among other words."""
    return _MARK.sub("", text(words))


def line(words: str) -> str:
    """`words` in one line: a space in place of each line break and tab, neither control characters nor marks."""
    return lines(words).replace("\n", " ").replace("\t", " ").strip()


def beginning(words: str, most: int) -> str:
    """`words` in one line of at most `most` characters, cut after a whole word where it is cut, with an ellipsis.

    Where words are longer than half of that, or written without spaces, it is cut between two characters.
    """
    whole = " ".join(line(words).split())
    if len(whole) <= most:
        return whole
    cut = whole[: most - 1]
    if whole[most - 1] != " " and (space := cut.rfind(" ")) >= most // 2:
        cut = cut[:space]
    elif unicodedata.combining(whole[most - 1]):
        # A mark belongs to the letter before it.
        cut = cut[:-1]
    return cut.rstrip(" ,;:.–—-([“‘«،؛，；：。、") + "…"


def folded(words: str) -> str:
    """`words` for comparing: the same for those that differ in case, in spaces or in how their letters are stored only.

    The four letters i of Turkish and Azerbaijani are one, since a keyboard of another language has only two of them.
    """
    return " ".join(unicodedata.normalize("NFC", words).translate(_LETTERS_I).casefold().split())


def is_blank(words: str) -> bool:
    """Whether nothing of them can be seen: they are empty, or spaces, zero-width and other invisible characters."""
    return not any(_is_seen(one) for one in words)


def _is_seen(one: str) -> bool:
    category = unicodedata.category(one)
    return (category[0] in "LNPS" or category == "Co") and one not in _UNSEEN
