"""The many forms of one document, all read as the same. For other documents, see `test_text`."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read
from tests.intake.sheets import ADDRESS, HEAD, NAMES, NUMBERS, TITLE, WHOLE, english

LABEL_AND_DATE = "Press release\n20 January 2024"

REPLACED = {
    "CRLF": ("\n", "\r\n"),
    "CR": ("\n", "\r"),
    "several blank lines": ("\n\n", "\n\n\n\u00a0\n\t\n\n"),
    "every line apart": ("\n", "\n\n"),
    "no bold": ("**", ""),
    "bold title": (TITLE, f"**{TITLE}**"),
    "bold over two lines": (LABEL_AND_DATE, f"**{LABEL_AND_DATE}**"),
    "bold markers on lines of their own": (LABEL_AND_DATE, f"**\n{LABEL_AND_DATE}\n**"),
    "bold markers apart": ("Press release", "** Press release **"),
    "a bold word": ("oldest of them", "**oldest** of them"),
    "label in capitals": ("Press release", "PRESS RELEASE"),
    "spaced label": ("Press release", "  P R E S S   R E L E A S E  "),
    "label with a colon": ("Press release", "Press release:"),
    "date apart from label": (LABEL_AND_DATE, "Press release\n\n20 January 2024"),
    "date beside label": (LABEL_AND_DATE, "Press release, 20 January 2024"),
    "date above label": (LABEL_AND_DATE, "20 January 2024\n\nPress release"),
    "date under title": (f"\n20 January 2024\n\n{TITLE}", f"\n\n{TITLE}\n\n20 January 2024"),
    "date right under title": (f"\n20 January 2024\n\n{TITLE}", f"\n\n{TITLE}\n20 January 2024"),
    "date in two languages": ("20 January 2024\n", "20 yanvar 2024-cü il\n20 January 2024\n"),
    "label in two languages": ("Press release", "Mətbuat xəbəri / Press release"),
    "label on two lines": ("Press release", "Mətbuat xəbəri\nPress release"),
    "immediate release": (LABEL_AND_DATE, f"{LABEL_AND_DATE}\nFor immediate release"),
    "immediate release as the label": ("Press release", "FOR IMMEDIATE RELEASE"),
    "a notice above": ("Press release", "Check against delivery\n\nPress release"),
    "address above names": (HEAD, f"{ADDRESS}\n{NUMBERS}\n\n{NAMES}"),
    "numbers above address": (HEAD, f"{NAMES}\n\n{NUMBERS}\n{ADDRESS}"),
    "numbers on two lines": ("; Fax", "\nFax"),
    "numbers wrapped after a comma": ("371-2784, ", "371-2784,\n"),
    "numbers wrapped after an area code": ("(646) ", "(646)\n"),
    "numbers wrapped in an extension": ("(ext. 101)", "(ext.\n101)"),
    "numbers wrapped after a label": ("Fax: ", "Fax:\n"),
    "non-breaking spaces in the title": (TITLE, TITLE.replace(" ", "\u00a0")),
    "non-breaking spaces in the date": ("20 January 2024\n", "20\u00a0January\u00a02024\u00a0\n"),
    "non-breaking spaces in the label": ("Press release", "Press\u00a0release"),
    "non-breaking spaces in the numbers": (NUMBERS, NUMBERS.replace(" ", "\u00a0")),
    "spaces around lines": ("\n", " \n  "),
    "title on two lines": ("Opens an", "Opens\nan"),
    "wrapped paragraphs": (". The", ".\nThe"),
    "decomposed letters": ("ü", "u\u0308"),
}


def _without_notices(document: Document) -> Document:
    """Notices are kept, and bold in the text; neither is the subject here."""
    return replace(document, notices=(), body=document.body.replace("<strong>", "").replace("</strong>", ""))


@pytest.mark.parametrize(("old", "new"), REPLACED.values(), ids=REPLACED.keys())
def test_a_variation_is_read_as_the_same(old: str, new: str) -> None:
    assert old in english()
    assert _without_notices(read(english().replace(old, new).encode())) == WHOLE


@pytest.mark.parametrize(
    "vary",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: ("\n\n \n" + text + "\n\n\u00a0\n").encode(),
        lambda text: text.strip().encode(),
        lambda text: (text + "\nEND\n").encode(),
    ],
    ids=["byte order mark", "UTF-16", "blank lines around", "no last line end", "end mark"],
)
def test_another_file_format_is_read_as_the_same(vary: Callable[[str], bytes]) -> None:
    assert read(vary(english())) == replace(WHOLE, encoding=read(vary(english())).encoding)
