"""Which releases were chosen in the list, and what a page says about each of them."""

import pytest

from pressreleases.admin.bulk_selection import AT_ONCE, Chosen, Row, keys_of, why
from pressreleases.mission_clock import clock_of
from pressreleases.models import Release
from pressreleases.publishing import errors, publish
from tests.making import make_release

pytestmark = pytest.mark.usefixtures("details")


def family():
    original = make_release("Visit")
    of_family = {"family": original.family, "is_original": False}
    return original, make_release("Səfər", language="az", slug="sefer", **of_family)


@pytest.mark.parametrize(("text", "keys"), [("12", [12]), ("13,12", [13, 12]), ("12,13,12", [12, 13])])
def test_keys_are_read_in_their_order_each_once(text, keys):
    assert keys_of(text) == keys


@pytest.mark.parametrize("text", ["", "x", "12,", "12,x", "12;13", "9" * 30, ",".join(map(str, range(1, AT_ONCE + 2)))])
def test_what_no_link_of_the_site_says_chooses_nothing(text):
    assert keys_of(text) == []


def test_as_many_as_can_be_done_at_once_are_chosen():
    assert len(keys_of(",".join(map(str, range(1, AT_ONCE + 1))))) == AT_ONCE


def test_the_chosen_are_told_from_the_other_languages_of_their_texts():
    original, translation = family()
    make_release("Another", slug="another")
    chosen = Chosen.of([translation.pk, 999_999])
    assert (chosen.rows, chosen.others) == ([translation], [original])
    assert chosen.left([translation]) == [original]


def test_the_languages_of_one_text_are_together_the_original_first():
    original, translation = family()
    another = make_release("Another", slug="another")
    groups = Chosen.of([]).by_family([translation, another, original])
    assert groups == [[original, translation], [another]]


def row(release, error=None):
    found = Release.objects.with_state().get(pk=release.pk)
    return Row.of(found, clock_of(None), error)


def test_a_row_names_its_language_its_form_and_its_problem(editor):
    _original, translation = family()
    plain = row(translation)
    assert (plain.language, plain.direction, plain.problem, plain.error) == ("Azərbaycanca", "ltr", "", "")
    assert plain.form == f"/admin/pressreleases/release/{translation.pk}/change/"
    bad = row(translation, errors.NoTitle(translation))
    assert bad.error == "NoTitle"
    assert bad.problem


def test_a_row_is_live_only_while_readers_see_it(editor):
    release = make_release("Live", slug="live")
    assert not row(release).is_live
    publish([release], by=editor)
    assert row(release).is_live


def test_a_problem_leads_to_what_can_be_done_instead_or_to_where_it_is_mended():
    release = make_release("Visit <b>")
    instead = why(errors.AlreadyPublished(release), release)
    assert f"/admin/pressreleases/release/{release.pk}/correct/" in instead
    assert "<b>" not in instead
    mended = why(errors.NoTitle(release), release)
    assert "/correct/" not in mended
