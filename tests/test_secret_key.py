"""The key of the site: made once, closed to others, refused when it is weak."""

import pytest

from mission_site.secret_key import is_weak, read_or_make_keys, renew


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "var" / "secret-key"
    (key,) = read_or_make_keys(path)
    assert not is_weak(key)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_or_make_keys(path) == [key]
    assert [each.name for each in path.parent.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("key", ["short", "x" * 60, "abab" * 20])
def test_a_weak_key_is_refused(tmp_path, key):
    path = tmp_path / "secret-key"
    path.touch(mode=0o600)
    path.write_text(key)
    with pytest.raises(SystemExit, match="too easy to guess"):
        read_or_make_keys(path)


def test_a_key_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "secret-key"
    read_or_make_keys(path)
    path.chmod(0o640)
    with pytest.raises(SystemExit, match="chmod 600"):
        read_or_make_keys(path)


def test_a_new_key_comes_first_and_only_the_one_before_it_is_kept(tmp_path):
    path = tmp_path / "secret-key"
    (first,) = read_or_make_keys(path)
    renew(path)
    second, before = read_or_make_keys(path)
    assert (before, second != first) == (first, True)
    renew(path)
    third, before = read_or_make_keys(path)
    assert (before, third != second) == (second, True)
    assert path.stat().st_mode & 0o777 == 0o600
