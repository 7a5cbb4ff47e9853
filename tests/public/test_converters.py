"""What a part of a public address may look like."""

import datetime as dt
import re
import uuid

import pytest

from pressreleases.public import converters


@pytest.mark.parametrize(
    ("converter", "written", "value"),
    [
        (converters.Year(), "0202", 202),
        (converters.Month(), "03", 3),
        (converters.Number(), "17", 17),
        (converters.TwoLanguages(), "en+az", ("en", "az")),
        (converters.Key(), "2024-01-20-17", (dt.date(2024, 1, 20), 17)),
        (
            converters.CorrectionKey(),
            "20240120T101500000007-0000000000000000000000000000000a",
            (dt.datetime(2024, 1, 20, 10, 15, 0, 7, tzinfo=dt.UTC), uuid.UUID(int=10)),
        ),
    ],
)
def test_a_value_is_written_as_it_is_read(converter, written, value):
    assert converter.to_python(written) == value
    assert converter.to_url(value) == written


@pytest.mark.parametrize(
    ("converter", "written"),
    [
        (converters.Year(), "0000"),
        (converters.Number(), "007"),
        (converters.Number(), "0"),
        (converters.Language(), "xx"),
        (converters.TwoLanguages(), "en+en"),
        (converters.Key(), "20240120-17"),
        (converters.CorrectionKey(), "20240120T101500-0000000000000000000000000000000a"),
        (converters.CorrectionKey(), "20240120T101500000007-0000000000000000000000000000000A"),
    ],
)
def test_what_no_link_would_say_is_no_address(converter, written):
    with pytest.raises(ValueError):  # noqa: PT011  converters raise nothing else
        converter.to_python(written)


def test_a_decomposed_slug_is_the_composed_one_but_a_release_s_stays_as_it_was_asked_for():
    assert converters.Slug().to_python("e\u0301") == "\u00e9"
    assert converters.SlugOfRelease().to_python("e\u0301") == "e\u0301"


@pytest.mark.parametrize("name", ["a.png", "a-b_c.png"])
def test_a_file_name_has_no_folder(name):
    assert re.fullmatch(converters.FileName.regex, name)
    assert not re.fullmatch(converters.FileName.regex, f"../{name}")
    assert not re.fullmatch(converters.FileName.regex, f".{name}")
