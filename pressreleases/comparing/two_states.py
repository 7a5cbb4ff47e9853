"""What differs between two states of a release: field by field, paragraph by paragraph, word by word. No database here.

The states are made by whoever compares them. The work is limited: if texts are too long and too different to compare
words, whole paragraphs are compared.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from pressreleases.comparing.paragraphs import Paragraph, Word, of_plain_text, of_rich_text
from pressreleases.models.fields import COMPARED, Compared, Words, label_of

Act = Literal["kept", "removed", "added", "changed", "folded"]

# Pairs of equal words (or paragraphs) that one comparison, and all of a text, may look at. 40,000 pairs are a
# completely rewritten paragraph of about 2,000 English words.
_PAIRS_AT_ONCE = 40_000
_PAIRS_IN_ALL = 2_000_000
# Longer parts are divided first; only in shorter ones the longest common part is searched.
_CLOSELY = 400
# For up to this many paragraphs in a row, all pairs of an old and a new one are tried.
_TRIED = 400
# Two paragraphs with fewer words in common than this share are different paragraphs.
_ALIKE = 0.3
# Unchanged words that stay visible on each side of a folded part of a changed paragraph.
_SHOWN_WORDS = 25
_SHOWN_PARAGRAPHS = 1


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that were all `kept`, `removed` or `added`; or `folded`, which gives only their number.

    `space` is the space after them. `markup` is the text as HTML: superscripts and subscripts as they are written.
    """

    act: Act
    text: str
    words: int
    space: str = ""
    markup: SafeString = mark_safe("")  # noqa: RUF009  it never changes


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph: `kept`, `removed`, `added` or `changed`; or `folded`: unchanged ones, which are in `inside`.

    `formatting`: the words are the same, but something else changed: bold, a link's target, a heading's level, a
    space. The links are those that only one of the two states has.
    """

    act: Act
    runs: tuple[Run, ...] = ()
    formatting: bool = False
    links_removed: tuple[str, ...] = ()
    links_added: tuple[str, ...] = ()
    inside: tuple["Row", ...] = ()

    @property
    def says_something(self) -> bool:
        return self.act != "kept" or self.formatting


class _Budget:
    def __init__(self) -> None:
        self.left = _PAIRS_IN_ALL

    def covers(self, pairs: int) -> bool:
        if pairs > self.left:
            return False
        self.left -= pairs
        return True


def align(
    old: Sequence[Paragraph], new: Sequence[Paragraph], *, by_words: bool = True, whole: bool = False
) -> list[Row]:
    """Every paragraph of both in reading order; empty if nothing differs.

    Without `by_words`, a paragraph is kept or replaced as a whole, which suits names. With `whole`, a changed paragraph
    has all its words; otherwise unchanged words far from a change are folded.
    """
    budget, rows = _Budget(), []
    for tag, i1, i2, j1, j2 in _opcodes([p.key for p in old], [p.key for p in new], budget):
        if tag == "equal":
            rows += [_same_words(one, other) for one, other in zip(old[i1:i2], new[j1:j2], strict=True)]
        elif by_words:
            rows += _replaced(old[i1:i2], new[j1:j2], budget, whole=whole)
        else:
            rows += [*map(_removed, old[i1:i2]), *map(_added, new[j1:j2])]
    return fold_unchanged(rows) if any(row.says_something for row in rows) else []


def fold_unchanged(rows: list[Row]) -> list[Row]:
    """`rows` with unchanged paragraphs in a row folded into one; those next to a change stay."""
    near = {
        there
        for at, row in enumerate(rows)
        if row.says_something
        for there in range(at - _SHOWN_PARAGRAPHS, at + _SHOWN_PARAGRAPHS + 1)
    }
    folded: list[Row] = []
    hidden: list[Row] = []
    for at, row in enumerate([*rows, None]):
        if row is not None and at not in near:
            hidden.append(row)
            continue
        folded += [Row("folded", inside=tuple(hidden))] if len(hidden) > 1 else hidden
        hidden = []
        if row is not None:
            folded.append(row)
    return folded


def _opcodes(
    old: Sequence[Hashable], new: Sequence[Hashable], budget: _Budget
) -> Iterator[tuple[str, int, int, int, int]]:
    """Steps like those of `difflib`. If that is too much work, all but a common beginning and end is replaced."""
    numbers: dict[Hashable, int] = {}
    a = [numbers.setdefault(each, len(numbers)) for each in old]
    b = [numbers.setdefault(each, len(numbers)) for each in new]
    shorter = min(len(a), len(b))
    head = next((at for at in range(shorter) if a[at] != b[at]), shorter)
    tail = next((at for at in range(shorter - head) if a[-1 - at] != b[-1 - at]), shorter - head)
    a_end, b_end = len(a) - tail, len(b) - tail
    if head:
        yield "equal", 0, head, 0, head
    if head < a_end or head < b_end:
        in_a, in_b = Counter(a[head:a_end]), Counter(b[head:b_end])
        pairs = sum(times * in_b[number] for number, times in in_a.items())
        if pairs > _PAIRS_AT_ONCE or not budget.covers(pairs):
            yield "replace", head, a_end, head, b_end
        else:
            yield from _between(a, b, (head, a_end), (head, b_end))
    if tail:
        yield "equal", a_end, len(a), b_end, len(b)


def _between(
    a: list[int], b: list[int], in_a: tuple[int, int], in_b: tuple[int, int]
) -> Iterator[tuple[str, int, int, int, int]]:
    """The steps between these parts of both. Long ones are first divided at elements that occur once in each."""
    (i, i_end), (j, j_end) = in_a, in_b
    fixed = [] if max(i_end - i, j_end - j) <= _CLOSELY else _once_in_each(a[i:i_end], b[j:j_end])
    steps: list[tuple[str, int, int, int, int]] = []
    for i_next, j_next in [*((i + one, j + other) for one, other in fixed), (i_end, j_end)]:
        if max(i_next - i, j_next - j) <= _CLOSELY:
            matcher = SequenceMatcher(None, a[i:i_next], b[j:j_next], autojunk=False)
            steps += [(tag, i + i1, i + i2, j + j1, j + j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]
        else:
            steps.append(("replace", i, i_next, j, j_next))
        if i_next < i_end:
            steps.append(("equal", i_next, i_next + 1, j_next, j_next + 1))
        i, j = i_next + 1, j_next + 1
    yield from _joined(steps)


def _once_in_each(a: list[int], b: list[int]) -> list[tuple[int, int]]:
    """The longest list of pairs of equal elements that occur once in `a` and once in `b`, in the order of both."""
    in_a, in_b = Counter(a), Counter(b)
    place = {each: at for at, each in enumerate(b) if in_b[each] == 1}
    pairs = [(at, place[each]) for at, each in enumerate(a) if in_a[each] == 1 and each in place]
    # Patience sorting: each pile has the smallest end of a list of that length; each pair knows the one before it.
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for at, (_one, other) in enumerate(pairs):
        pile = bisect_left(ends, other)
        before.append(tops[pile - 1] if pile else -1)
        ends[pile : pile + 1], tops[pile : pile + 1] = [other], [at]
    row, at = [], tops[-1] if tops else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _joined(steps: list[tuple[str, int, int, int, int]]) -> Iterator[tuple[str, int, int, int, int]]:
    """`steps` without empty ones, with neighbours joined: two of the same kind, or two that are not "equal"."""
    last: tuple[str, int, int, int, int] | None = None
    for step in steps:
        if step[1] == step[2] and step[3] == step[4]:
            continue
        if last and (last[0] == "equal") == (step[0] == "equal"):
            tag = last[0] if last[0] == step[0] else "replace"
            last = (tag, last[1], step[2], last[3], step[4])
            continue
        if last:
            yield last
        last = step
    if last:
        yield last


def _replaced(old: Sequence[Paragraph], new: Sequence[Paragraph], budget: _Budget, *, whole: bool) -> list[Row]:
    rows: list[Row] = []
    i = j = 0
    for one, other in [*_pairs(old, new, budget), (len(old), len(new))]:
        rows += [*map(_removed, old[i:one]), *map(_added, new[j:other])]
        if one < len(old):
            rows += _changed(old[one], new[other], budget, whole=whole)
        i, j = one + 1, other + 1
    return rows


def _pairs(old: Sequence[Paragraph], new: Sequence[Paragraph], budget: _Budget) -> list[tuple[int, int]]:
    """Which paragraph of `old` became which of `new`, in reading order, with the most words in common."""
    if len(old) * len(new) > _TRIED or not budget.covers(len(old) * len(new) * 20):
        return [(at, at) for at in range(len(old))] if len(old) == len(new) else []
    ours, theirs = [_bag(each) for each in old], [_bag(each) for each in new]
    alike = [[_likeness(one, other) for other in theirs] for one in ours]
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            together = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _bag(paragraph: Paragraph) -> "Counter[str]":
    return Counter(word.text for word in paragraph.words if not word.is_sign)


def _likeness(one: "Counter[str]", other: "Counter[str]") -> float:
    """The share of words in common, from 0 to 1."""
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0


def _same_words(old: Paragraph, new: Paragraph) -> Row:
    return _row("kept", old, new, (_run("kept", new.words),), _looks_differ(old.words, new.words))


def _changed(old: Paragraph, new: Paragraph, budget: _Budget, *, whole: bool) -> list[Row]:
    steps = _without_small_gaps(list(_opcodes(*_keys(old, new), budget)), new)
    if not any(tag == "equal" for tag, *_rest in steps):
        return [_removed(old), _added(new)]
    runs: list[Run] = []
    formatting = False
    for at, (tag, i1, i2, j1, j2) in enumerate(steps):
        if tag == "equal":
            formatting = formatting or _looks_differ(old.words[i1:i2], new.words[j1:j2])
            words = new.words[j1:j2]
            runs += [_run("kept", words)] if whole else _kept(words, begins=at == 0, ends=at == len(steps) - 1)
            continue
        if i1 < i2:
            removed = _run("removed", old.words[i1:i2])
            if runs and i1 and j1:
                # Removed words keep the space that was before them; added words have the space that is there now.
                runs[-1] = replace(runs[-1], space=old.words[i1 - 1].space)
                removed = replace(removed, space=removed.space or new.words[j1 - 1].space)
            runs.append(removed)
        if j1 < j2:
            runs.append(_run("added", new.words[j1:j2]))
    return [_row("changed", old, new, tuple(runs), formatting)]


def _keys(old: Paragraph, new: Paragraph) -> tuple[Sequence[Hashable], Sequence[Hashable]]:
    """What is compared: the words, and the column, in rows with the same number of cells.

    So a figure that was moved to another column is shown as removed there and added here.
    """
    if sum(word.parts_cells for word in old.words) != sum(word.parts_cells for word in new.words):
        return old.key, new.key
    return _with_columns(old), _with_columns(new)


def _with_columns(paragraph: Paragraph) -> Sequence[Hashable]:
    column, keys = 0, []
    for word in paragraph.words:
        column += word.parts_cells
        keys.append((word.text, column))
    return keys


def _without_small_gaps(
    steps: list[tuple[str, int, int, int, int]], new: Paragraph
) -> list[tuple[str, int, int, int, int]]:
    """Join replacements that have only punctuation between them, because it would only confuse."""
    joined: list[tuple[str, int, int, int, int]] = []
    for at, (tag, i1, i2, j1, j2) in enumerate(steps):
        between = 0 < at < len(steps) - 1
        if tag == "equal" and not (between and all(word.is_sign and not word.parts_cells for word in new.words[j1:j2])):
            joined.append((tag, i1, i2, j1, j2))
        elif joined and joined[-1][0] != "equal":
            joined[-1] = ("replace", joined[-1][1], i2, joined[-1][3], j2)
        else:
            joined.append(("replace", i1, i2, j1, j2))
    return joined


def _kept(words: Sequence[Word], *, begins: bool, ends: bool) -> list[Run]:
    before, after = 0 if begins else _SHOWN_WORDS, 0 if ends else _SHOWN_WORDS
    hidden = len(words) - before - after
    if hidden <= _SHOWN_WORDS:
        return [_run("kept", words)]
    runs = [
        _run("kept", words[:before]),
        Run("folded", "", hidden, " "),
        _run("kept", words[len(words) - after :]),
    ]
    return [run for run in runs if run.words]


def _removed(paragraph: Paragraph) -> Row:
    return Row("removed", (_run("removed", paragraph.words),), links_removed=paragraph.links)


def _added(paragraph: Paragraph) -> Row:
    return Row("added", (_run("added", paragraph.words),), links_added=paragraph.links)


def _row(act: Act, old: Paragraph, new: Paragraph, runs: tuple[Run, ...], looks_differ: bool) -> Row:
    before, after = old.links, new.links
    set_before, set_after = set(before), set(after)
    return Row(
        act,
        runs,
        looks_differ or old.kind != new.kind or before != after,
        tuple(link for link in before if link not in set_after),
        tuple(link for link in after if link not in set_before),
    )


def _looks_differ(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether the same words are formatted or spaced differently; the space after the last one does not count."""
    if any(one.marks != other.marks for one, other in zip(old, new, strict=True)):
        return True
    return any(one.space != other.space for one, other in zip(old[:-1], new[:-1], strict=True))


def _run(act: Act, words: Sequence[Word]) -> Run:
    text = "".join(word.text + word.space for word in words)
    markup = "".join(word.markup + word.space for word in words).rstrip(" \n")
    return Run(act, text.rstrip(" \n"), len(words), words[-1].space if words else "", mark_safe(markup))  # noqa: S308  words are escaped


# One state of a release in words, by the names of `models/fields.py`: `body` is HTML, lists are tuples, names and dates
# are in the language of the person who compares. Two states are compared in what both have: a letterhead, for example,
# only editions have.
Wording = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Difference:
    """One field that differs: its name, its label, and its paragraphs.

    `in_staffs_language` is false for words that are in the language of the release.
    """

    name: str
    label: str
    rows: tuple[Row, ...]
    in_staffs_language: bool


def differences(old: Wording, new: Wording, *, whole: bool = False) -> list[Difference]:
    """The fields in which `old` and `new` differ, with what became of each paragraph; empty if none does.

    `whole` leaves no words out of a changed paragraph, however long it is.
    """
    found = []
    for field in COMPARED:
        before, after = old.get(field.name), new.get(field.name)
        if before == after or before is None or after is None:
            continue
        split = _of_html if field.words is Words.HTML else _of_lines
        rows = align(split(before), split(after), by_words=field.compared is not Compared.WHOLE, whole=whole)
        if rows:
            in_staffs_language = field.compared is not Compared.WORDS
            found.append(Difference(field.name, label_of(field.name), tuple(rows), in_staffs_language))
    return found


def changed_words(found: Iterable[Difference]) -> int:
    """How many words were changed in all; one that took the place of another is one."""
    total = 0
    for difference in found:
        runs = [run for row in difference.rows for run in row.runs]
        total += max(sum(run.words for run in runs if run.act == act) for act in ("removed", "added"))
    return total


def _of_html(value: str | tuple[str, ...]) -> list[Paragraph]:
    return of_rich_text(str(value))


def _of_lines(value: str | tuple[str, ...]) -> list[Paragraph]:
    return of_plain_text(value if isinstance(value, str) else "\n".join(value))
