"""The names of a picture's copies follow from its file and its width, and no other name is that of a copy."""

import pytest

from pressreleases.picture_names import WIDTHS, all_copies, copies, sha256_of_original

HASH = "0123456789abcdef" * 4
FILE = f"images/{HASH}.jpg"


def test_copies_are_narrower_than_the_picture_or_of_another_format() -> None:
    found = copies(FILE, 800)
    assert list(found) == ["avif", "webp", "jpg"]
    assert list(found["jpg"].values()) == [480, 720]
    assert list(found["webp"].values()) == [480, 720, 800]
    assert found["avif"][f"images/{HASH}-480.avif"] == 480


def test_a_wide_picture_has_no_copy_in_its_full_width() -> None:
    assert all(list(named.values()) == list(WIDTHS) for named in copies(FILE, 4000).values())


@pytest.mark.parametrize(("file", "width"), [(FILE, 480), (FILE, 1), (f"images/{HASH}.gif", 4000)])
def test_a_narrow_picture_and_one_of_another_format_have_none(file: str, width: int) -> None:
    assert all_copies(file, width) == []


def test_the_hash_is_read_back_from_every_copy_and_from_no_other_name() -> None:
    names = all_copies(FILE, 2000)
    assert len(names) == 12
    assert {sha256_of_original(name) for name in names} == {HASH}
    others = (FILE, f"images/{HASH}-480.gif", f"images/{HASH}-0480.jpg", f"x/{HASH}-480.jpg", f"{names[0]}/..")
    assert [sha256_of_original(name) for name in others] == [""] * len(others)
