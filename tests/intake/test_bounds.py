"""What is longer than any release is refused, and HTML that a parser would make far larger."""

import pytest

from pressreleases.intake.errors import DamagedFile, TooLarge
from pressreleases.intake.reading import read
from pressreleases.intake.webpage import read_webpage

HEAD = (
    "<!DOCTYPE html><html lang=en><head><title>Not read</title><style>p{color:red}</style></head><body>"
    "<p style='text-align:center'><b>Permanent Mission of Solandia</b></p>"
    "<p style='text-align:center'><b>to the United Nations</b></p>"
    "<p>PRESS RELEASE</p><p>20 January 2024</p><h1>The Mission Opens an Exhibition of Maps</h1>"
    "<p>The Permanent Mission opened an exhibition of maps in the hall of the building.</p>"
)


def body_of(more: str) -> str:
    """The text under the first paragraph."""
    return read(f"{HEAD}{more}".encode()).body.split("</p>\n", 1)[1]


def test_a_page_of_very_many_lines_is_refused():
    with pytest.raises(TooLarge):
        read(f"{HEAD}{'<p>Word</p>' * 10_001}".encode())


LOST = "<p><b id={}>x"  # a parser opens it again in each paragraph that follows


@pytest.mark.parametrize(
    "grown",
    [
        "<div>" * 20_000,
        "".join(f"{LOST.format(number)}</p>" for number in range(1_500)),
        "".join(f"{LOST.format(number)}<!-- </b> --></p>" for number in range(1_500)),
        "".join(f"{LOST.format(number)}<textarea></b></textarea></p>" for number in range(1_500)),
        "".join(f"{LOST.format(number)}{'<div>' * 9}</b>{'</div>' * 9}</p>" for number in range(1_500)),
        "".join(f'{LOST.format(number)}<a title="</b>"></a></p>' for number in range(1_500)),
    ],
)
def test_a_page_that_a_parser_would_make_far_larger_is_refused(grown):
    with pytest.raises(DamagedFile):
        read(f"{HEAD}{grown}".encode())


@pytest.mark.parametrize("grown", ["a " * 510_000, "<i></i>" * 210_000])
def test_a_page_that_is_longer_than_any_release_is_refused(grown):
    with pytest.raises(TooLarge):
        read(f"{HEAD}<p {grown}".encode())


def test_what_programs_leave_open_and_a_large_picture_are_nothing_unusual():
    untidy = "<p class=MsoNormal style='font:\"A\"'><b><span lang=EN-US>Word<br>by word<o:p></o:p></span></b></p>" * 900
    page = f"{HEAD}{untidy}{'<p><b>Open<p>Never closed' * 100}"
    assert read_webpage(page.encode()).html.count("Never closed") == 100
    large = "QUJD" * 300_000
    assert "Words." in body_of(f'<p>Words.</p><img src="data:image/png;base64,{large}" alt="A map">')
