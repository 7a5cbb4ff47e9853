"""The runs of an OpenDocument text and their styles: how characters look, and what is hidden."""

from pressreleases.intake.opendocument import read_opendocument
from tests.intake.test_opendocument import WHOLE, changed

HTML = read_opendocument(WHOLE).html


def test_characters_look_as_they_did() -> None:
    assert (
        "event<sup>[1]</sup> on the <strong>20th of January</strong>, 10<sup>th</sup> time, with H<sub>2</sub>O, "
        "<strong><em>all</em></strong> &lt;b&gt; &amp; more.</p>"
    ) in HTML


def test_hidden_words_are_not_read() -> None:
    assert "Hidden words" not in HTML


def test_styles_that_inherit_in_a_circle_end() -> None:
    data = changed(b'style:name="Standard"', b'style:name="Standard" style:parent-style-name="Standard"', "styles.xml")
    assert read_opendocument(data).html == HTML
