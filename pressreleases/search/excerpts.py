"""Excerpts: the part of a text that has the words of a query, with these words marked as they are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import connection

from pressreleases.search.finding import tsquery
from pressreleases.search.folding import fold_with_places
from pressreleases.search.query import Term

_BEGIN, _END = "\ue000", "\ue001"  # of the private use area, so in no folded text
_ISOLATE, _ISOLATE_END = "\u2066", "\u2069"  # LRI and PDI
# The borders of cells, items and paragraphs. After the end of a sentence, no sign is needed.
_BORDER = re.compile(r"(?P<ended>[.!?:;…。！？：；؟؛])?(?:\t|\n\s*(?:- |\d+\. )?)+")
_BEFORE, _LONGEST = 60, 260  # letters before the first mark, and in all


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool = False


def excerpts(texts: Sequence[str], terms: Sequence[Term], language: str) -> list[list[Piece]]:
    """For each of `texts`, the part with the first hit, in pieces with hits marked; without a hit, its beginning."""
    # Otherwise the common words of a phrase would be marked everywhere.
    query, params = tsquery([replace(term, quoted=False) for term in terms if not term.excluded], language)
    folded = [fold_with_places(text) for text in texts]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT ts_headline(%(words)s::regconfig, text, {query}, %(how)s)"  # noqa: S608  words of it are parameters
            " FROM unnest(%(texts)s::text[]) WITH ORDINALITY AS given (text, place) ORDER BY place",
            {
                **params,
                "texts": [one.text for one in folded],
                "how": f"HighlightAll=true, StartSel={_BEGIN}, StopSel={_END}",
            },
        )
        marked = [row[0] for row in cursor.fetchall()]
    rows = zip(texts, marked, folded, strict=True)
    return [_around_the_first(text, _spans(found, one.places)) for text, found, one in rows]


def _spans(marked: str, places: list[int]) -> list[tuple[int, int]]:
    """The spans in the original text that are marked in its folded copy."""
    spans, at, began = [], 0, 0
    for letter in marked:
        if letter == _BEGIN:
            began = at
        elif letter == _END:
            if at > began:
                spans.append((places[began], places[at - 1] + 1))
        else:
            at += 1
    return spans


def _around_the_first(text: str, spans: list[tuple[int, int]]) -> list[Piece]:
    first = spans[0][0] if spans else 0
    begin = _word_border(text, max(0, first - _BEFORE)) if first > _BEFORE else 0
    end = len(text) if len(text) <= begin + _LONGEST else text.rfind(" ", begin, begin + _LONGEST)
    end = end if end > first else min(len(text), begin + _LONGEST)
    begin, end = _isolate_around(text, begin)[0], _isolate_around(text, end)[1]
    pieces, at = [Piece("… " if begin else "")], begin
    for start, stop in spans:
        if stop > end:
            break
        pieces += [Piece(text[at:start]), Piece(text[start:stop], marked=True)]
        at = stop
    pieces.append(Piece(text[at:end].rstrip() + (" …" if end < len(text) else "")))
    return [replace(piece, text=_in_one_line(piece.text)) for piece in pieces if piece.text]


def _in_one_line(words: str) -> str:
    return _BORDER.sub(lambda found: f"{found['ended']} " if found["ended"] else " · ", words)


def _isolate_around(text: str, place: int) -> tuple[int, int]:
    """The begin and end of the isolate (a telephone number in Arabic) that `place` would cut; else `place` twice."""
    begin, end = text.rfind(_ISOLATE, 0, place), text.find(_ISOLATE_END, place)
    if begin < 0 or end < 0 or _ISOLATE_END in text[begin:place] or _ISOLATE in text[place:end]:
        return place, place
    return begin, end + 1


def _word_border(text: str, place: int) -> int:
    """Where the next word after `place` begins."""
    found = text.find(" ", place)
    return found + 1 if found >= 0 else place
