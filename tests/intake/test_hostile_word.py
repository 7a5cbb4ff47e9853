"""Word files with bytes spoiled, and files made to cost much: always read or refused, and soon."""

import logging
import random
import time

import pytest

from pressreleases.intake.errors import IntakeError, TooLarge
from pressreleases.intake.formatted import Formatted
from pressreleases.intake.word import read_word
from tests.intake.word_files import p, r, word
from tests.intake.word_mutants import mutant, originals


def test_spoiled_files_are_read_or_refused(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    files, read, refused = originals(), 0, 0
    for seed in range(300):
        chance = random.Random(seed)
        try:
            assert isinstance(read_word(mutant(chance.choice(files), chance)), Formatted)
            read += 1
        except IntakeError:
            refused += 1
    assert read > 30
    assert refused > 30


def test_the_files_that_are_spoiled_are_read_when_they_are_not() -> None:
    assert all(read_word(data).html for data in originals())


NESTED = "<w:tbl><w:tr><w:tc>" * 60 + p("in") + "</w:tc></w:tr></w:tbl>" * 60
SPANS = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/><w:vMerge/></w:tcPr></w:tc></w:tr>'
NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'
BASED = "".join(
    f'<w:style w:type="paragraph" w:styleId="s{at}"><w:name w:val="s"/><w:basedOn w:val="s{at + 1}"/></w:style>'
    for at in range(2_000)
)
COSTLY = {
    "nested tables": NESTED,
    "wide cells": f"<w:tbl>{SPANS * 2_000}</w:tbl>" + p("a"),
    "many runs": f"<w:p>{''.join(r(f'{at} ', '<w:b/>' if at % 2 else '') for at in range(20_000))}</w:p>",
    "many notes": p("a", NOTE * 5_000),
    "blank runs": f"<w:p>{r(' ') * 10_000}</w:p>" + p("a"),
    "open links": p('<w:hyperlink r:id="x">' * 200 + r("a") + "</w:hyperlink>" * 200),
    "long chains": "".join(p("a", properties=f'<w:pStyle w:val="s{at}"/>') for at in range(500)),
}


@pytest.mark.parametrize("name", COSTLY)
def test_costly_files_are_soon_done(name: str) -> None:
    begun = time.process_time()
    data = word(COSTLY[name], styles=BASED, footnotes=f'<w:footnote w:id="1">{p("note", NOTE)}</w:footnote>')
    assert read_word(data).html
    assert time.process_time() - begun < 10


def test_too_many_tags_in_several_parts_are_refused() -> None:
    half = "".join(f'<w:r w:id="{at:x}"/>' for at in range(300_000, 700_000))
    with pytest.raises(TooLarge):
        read_word(
            word(p("a"), header1=f"<w:p>{half}</w:p>", header2=f"<w:p>{half}</w:p>", header3=f"<w:p>{half}</w:p>")
        )
