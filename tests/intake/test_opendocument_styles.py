"""The runs of an OpenDocument text and their styles: how characters look, and what is hidden."""

import io
import zipfile
from pathlib import Path

from pressreleases.intake.opendocument import read_opendocument

DOCUMENTS = Path(__file__).parent / "documents"
WHOLE = (DOCUMENTS / "whole.odt").read_bytes()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed(old: bytes, new: bytes, name: str = "content.xml") -> bytes:
    parts = parts_of(WHOLE)
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    return zipped(parts)


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
