"""Punctuation of each language: the marks that our own sentences need, and typed marks that another one fits better.

Arabic has commas of its own, Chinese takes no space, French sets one before a colon. `edits` finds straight quotation
marks, hyphens for dashes, three dots, marks of another language and spaces that French wants narrow or unbreakable. It
proposes only; a paragraph whose quotation marks do not come in pairs keeps them.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_COMMA = {"ar": "، ", "zh": "，"}
_SEMICOLON = {"ar": "؛ ", "fr": "\u202f; ", "zh": "；"}
_COLON = {"fr": "\u00a0: ", "zh": "："}
_FULL_STOP = {"zh": "。"}


def before_bracket(bracketed: str) -> str:
    """What goes between a word and `bracketed`: brackets as wide as a Chinese letter bring their own space."""
    return "" if bracketed.startswith("（") else " "


def after_colon(label: str) -> str:
    """What goes between `label`, which ends with a colon, and what it is of: a Chinese one brings its own space."""
    return "" if label.endswith("：") else " "


def comma(language: str) -> str:
    return _COMMA.get(language, ", ")


def semicolon(language: str) -> str:
    return _SEMICOLON.get(language, "; ")


def colon(language: str) -> str:
    return _COLON.get(language, ": ")


def between_sentences(language: str) -> str:
    """A Chinese full stop brings its own space."""
    return "" if language == "zh" else " "


def full_stop(language: str) -> str:
    return _FULL_STOP.get(language, ". ")


class Edit(NamedTuple):
    """The characters from `start` to `end` become `new`; with `start` equal to `end` it is inserted."""

    start: int
    end: int
    new: str


Pair = tuple[str, str]

_ANGLED, _CURLY, _SINGLE, _LOW = ("«", "»"), ("“", "”"), ("‘", "’"), ("„", "“")
_SPACED = ("«\u202f", "\u202f»")
# The outer marks of a language. What else is right there stays as it was typed.
_OUTER: dict[str, Pair] = {"fr": _SPACED, "ru": _ANGLED, "es": _ANGLED, "ar": _ANGLED}
_ALSO_RIGHT: dict[str, frozenset[Pair]] = {
    "az": frozenset({_ANGLED}),
    "tr": frozenset({_ANGLED}),
    "es": frozenset({_CURLY}),
    "ar": frozenset({_CURLY}),
}
_SINGLE_ALONE = frozenset({"en", "az", "tr", "zh"})
_DASH = {"ru": " — ", "zh": "——"}
_ELLIPSIS = {"zh": "……"}

_HAN = "\u3400-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef"
_NO_DASH = r"[^\s–—-]"
_SPACED_DASH = re.compile(rf"(?<={_NO_DASH}) (?P<dash>-{{1,3}}|[–—]) (?={_NO_DASH})")
_CLOSE_DASH = re.compile(r"(?<=[^\W\d_])--(?=[^\W\d_])")
_DOTS = re.compile(r"(?<![./\\…])\.{3}(?![./\\…])")
_INSIDE_A_WORD = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_YEARS = re.compile(r"(?<![\w'])'(?=\d\ds?(?!\w))")
_BEFORE_WIDE_MARKS = re.compile(r"(?<=[\w»)\]…%”’\"]) ?(?=(?P<mark>[;!?]|:)[;:!?]*(?=[\s»)\]”\"]|\Z))")
_INSIDE_ANGLES = re.compile("(?<=«)(?![\u00a0\u202f]) ?|(?<![\u00a0\u202f ]) ?(?=»)")
# What is an address, code or a name for machines, and feet, inches, minutes and seconds.
_CODE = re.compile(r"://|@|www\.|[\\={}<>_`^|~#]")
_IN_BACKTICKS = re.compile("`[^`]*`")
_TOKEN = re.compile(r"\S+")
_AROUND = "\"'()[]«»“”„‘’.,;:!?"
_PRIMES = re.compile(r"\d{1,4}[°'] ?\d{1,4}(?:[.,]\d{1,4})?(?:' ?\d{1,4}(?:[.,]\d{1,4})?\"|['\"])?")
_QUOTES = re.compile("[\"'«»“”„]")
_SOMETHING = re.compile("[\"'«»“”„–—!?;:-]|\\.\\.\\.")
_OPENERS = "«“„"
_MOST_TIMES = 4
# Nobody means quotations that are nested more deeply.
_DEEPEST = 6


def edits(text: str, language: str) -> list[Edit]:
    """What to change in `text`, in order and apart from each other. Lines are paragraphs of their own."""
    found: list[Edit] = []
    at = 0
    for line in text.split("\n"):
        if _SOMETHING.search(line):
            found += [Edit(at + start, at + end, new) for start, end, new in _edits_of_line(_masked(line), language)]
        at += len(line) + 1
    return found


def applied(text: str, found: list[Edit]) -> str:
    """`text` with the edits of `found` made."""
    parts, at = [], 0
    for start, end, new in found:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def settled(text: str, change: Callable[[str], str]) -> str:
    """`text` changed until `change` finds nothing more: a new mark may need a space that the old one did not."""
    for _time in range(_MOST_TIMES):
        changed = change(text)
        if changed == text:
            break
        text = changed
    return text


def corrected(text: str, language: str) -> str:
    """`text` with the marks of `language`."""
    return settled(text, lambda words: applied(words, edits(words, language)))


def _masked(line: str) -> str:
    """`line` with letters and digits in place of what must stay as it is; as long as before."""
    if _CODE.search(line):
        line = _IN_BACKTICKS.sub(lambda code: "x" * len(code[0]), line)
        line = _TOKEN.sub(_without_code, line)
    return _PRIMES.sub(lambda prime: "0" * len(prime[0]), line)


def _without_code(token: re.Match[str]) -> str:
    word = token[0]
    if not _CODE.search(word):
        return word
    bare = word.lstrip(_AROUND)
    before = len(word) - len(bare)
    core = len(bare.rstrip(_AROUND))
    # What opened within it is closed within it: name="x".
    core += bare[core : core + 1] in ("'", '"') and bare[core] in bare[:core]
    return f"{word[:before]}{'x' * core}{word[before + core :]}"


def _edits_of_line(line: str, language: str) -> Iterator[Edit]:
    found = [*_dashes(line, language), *_dots(line, language), *_apostrophes(line), *_quotation_marks(line, language)]
    if language == "fr":
        found += _french_spaces(line)
    end = 0
    for edit in sorted(set(found)):
        if edit.start >= end:
            end = edit.end
            yield edit


def _dashes(line: str, language: str) -> Iterator[Edit]:
    wanted = _DASH.get(language, " – ")
    for found in _SPACED_DASH.finditer(line):
        before, after = line[found.start() - 1], line[found.end()]
        wrong = found["dash"].startswith("-") or (language == "ru" and found["dash"] == "–")
        counted = before.isdigit() and after.isdigit()
        latin = language == "zh" and not (_is_han(before) and _is_han(after))
        if wrong and not counted:
            yield Edit(*found.span(), " – " if latin else wanted)
    for found in _CLOSE_DASH.finditer(line):
        yield Edit(*found.span(), "—" if language == "en" else wanted)


def _dots(line: str, language: str) -> Iterator[Edit]:
    for found in _DOTS.finditer(line):
        if not (line[found.start() - 1 : found.start()].isdigit() and line[found.end() : found.end() + 1].isdigit()):
            yield Edit(*found.span(), _ELLIPSIS.get(language, "…"))


def _apostrophes(line: str) -> Iterator[Edit]:
    for pattern in (_INSIDE_A_WORD, _YEARS):
        yield from (Edit(*found.span(), "’") for found in pattern.finditer(line))


def _french_spaces(line: str) -> Iterator[Edit]:
    for found in _BEFORE_WIDE_MARKS.finditer(line):
        # A colon after a figure may be that of a time or a ratio.
        if found["mark"] != ":":
            yield Edit(*found.span(), "\u202f")
        elif not line[found.start() - 1].isdigit():
            yield Edit(*found.span(), "\u00a0")
    yield from (Edit(*found.span(), "\u202f") for found in _INSIDE_ANGLES.finditer(line))


class _Open(NamedTuple):
    """A mark that nothing has closed yet."""

    mark: str
    at: int


def _quotation_marks(line: str, language: str) -> list[Edit]:
    """New marks for the pairs in `line`; nothing if they do not come in pairs."""
    pairs: list[tuple[int, int]] = []
    stack: list[_Open] = []
    singles: list[int] = []
    for found in _QUOTES.finditer(line):
        mark, at = found[0], found.start()
        if mark == "'":
            _single(line, at, stack, pairs, singles)
            continue
        role = _role(line, at, stack)
        if role == "opens":
            if len(stack) == _DEEPEST:
                return []
            stack.append(_Open(mark, at))
        elif role == "closes":
            while stack and stack[-1].mark == "'":
                singles.append(stack.pop().at)
            if not stack:
                return []
            pairs.append((stack.pop().at, at))
        elif role == "unknown":
            return []
    singles += [each.at for each in stack if each.mark == "'"]
    left = [each for each in stack if each.mark != "'"]
    if left and (len(left) > 1 or line[: left[0].at].strip()):
        return []
    # A quotation of several paragraphs: each begins with a mark, only the last one ends with one.
    pairs += [(each.at, len(line)) for each in left]
    return [*_replaced(line, pairs, language), *(Edit(at, at + 1, "’") for at in singles)]


def _single(line: str, at: int, stack: list[_Open], pairs: list[tuple[int, int]], singles: list[int]) -> None:
    """A straight single mark: it opens or closes a quotation, or is an apostrophe or a prime."""
    before, after = line[at - 1 : at], line[at + 1 : at + 2]
    if before.isalpha() and after.isalpha():
        return
    if _begins_words(before) and after.isalpha() and not _YEARS.match(line, at) and len(stack) < _DEEPEST:
        stack.append(_Open("'", at))
    elif stack and stack[-1].mark == "'" and before.strip() and not after.isalnum():
        pairs.append((stack.pop().at, at))
    elif before.isalpha() or (before.isdigit() and after.isalpha()):
        singles.append(at)


def _role(line: str, at: int, stack: list[_Open]) -> str:
    """Whether the mark at `at` opens or closes; `prime` for inches, `unknown` for what cannot be told."""
    mark, before, after = line[at], line[at - 1 : at], line[at + 1 : at + 2]
    doubles = [each.mark for each in stack if each.mark != "'"]
    if mark in "»”" or (mark == "“" and doubles[-1:] == ["„"]):
        return "closes"
    if mark in _OPENERS:
        return "opens"
    if doubles:
        return "opens" if _begins_words(before) and after.strip() and after not in ",.;:!?)]»”" else "closes"
    if before.isdigit() and not after.isalpha():
        return "prime"
    return "opens" if after.strip() else "unknown"


def _replaced(line: str, pairs: list[tuple[int, int]], language: str) -> Iterator[Edit]:
    around: list[tuple[int, Pair]] = []
    for start, end in sorted(pairs):
        while around and around[-1][0] < start:
            around.pop()
        typed = (line[start], line[end] if end < len(line) else "")
        marks = _wanted(typed, around[-1][1] if around else None, language)
        around.append((end, marks))
        for at, now, new in ((start, typed[0], marks[0]), (end, typed[1], marks[1])):
            if now not in ("", new):
                yield Edit(at, at + 1, new)


def _wanted(typed: Pair, around: Pair | None, language: str) -> Pair:
    """The marks for a quotation that was `typed` so, within one that has the marks `around`."""
    outer = _OUTER.get(language, _CURLY)
    if around is None:
        right = {outer, *_ALSO_RIGHT.get(language, ())}
        if language == "fr":
            right.add(_ANGLED)
        alone = typed == ("'", "'") and language in _SINGLE_ALONE
        wanted = _SINGLE if alone else outer
    else:
        inside = {"«": _LOW if language == "ru" else _CURLY, "“": _SINGLE, "„": _SINGLE, "‘": _CURLY}
        wanted = inside[around[0][0]]
        right = {_ANGLED, _LOW, _CURLY, _SINGLE} if typed[0] not in "\"'" else set()
    fits = [pair for pair in right if pair[0] == typed[0] and typed[1] in (pair[1], "")]
    return fits[0] if fits else wanted


def _begins_words(before: str) -> bool:
    """Whether a mark after the character `before` can only open a quotation."""
    return not before.strip() or before in "([{—–-/¿¡«“„‘\"'：（《"


def _is_han(character: str) -> bool:
    return bool(re.match(f"[{_HAN}]", character))
