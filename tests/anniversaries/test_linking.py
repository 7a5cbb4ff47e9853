"""Which release an observance has in each language: linking one that was written by hand."""

import datetime as dt

import pytest

from pressreleases.anniversaries.linking import (
    NoSuchDay,
    OfAnotherAnniversary,
    OfAnotherYear,
    PlaceTaken,
    come_back,
    link,
    link_earlier,
    places,
)
from pressreleases.models import Anniversary, AuditEntry, Edition, Observance, Release
from pressreleases.publishing import publish
from pressreleases.publishing.errors import NotAllowed
from tests.anniversaries.observing import ON, black_january, last_years
from tests.making import make_anniversary, make_release, make_user

pytestmark = pytest.mark.usefixtures("details")


@pytest.fixture
def anniversary(details):
    return black_january()


@pytest.mark.parametrize(("role", "follows"), [("Editor", True), ("Author", False)])
def test_a_published_release_that_an_editor_links_is_found_under_the_anniversary_at_once(editor, role, follows):
    anniversary = black_january()
    release = make_release("Black January remembered", issued_on=ON)
    publish([release], by=editor)
    link(release, anniversary, ON.year, by=make_user(role, "linking"))
    assert Release.objects.get(pk=release.pk).anniversary == anniversary
    assert (Edition.objects.get(release=release).anniversary == anniversary) is follows


def test_a_release_of_another_year_or_anniversary_cannot_be_linked(editor):
    anniversary = black_january()
    [last] = last_years(anniversary, by=editor, languages="en")
    Observance.objects.create(anniversary=anniversary, year=2024, language="en", release=last)
    with pytest.raises(OfAnotherYear):
        link(last, anniversary, 2025, by=editor)
    other = make_release("Other", slug="other", anniversary=make_anniversary(2, 2, en="Other"))
    with pytest.raises(OfAnotherAnniversary):
        link(other, anniversary, 2025, by=editor)
    assert Observance.objects.count() == 1


def test_a_release_is_linked_with_its_text_in_other_languages_and_each_act_is_recorded(anniversary, editor):
    english = make_release("Ours", issued_on=ON)
    other = make_release("Bizim", issued_on=ON, language="az", family=english.family, is_original=False)
    assert link(other, anniversary, 2025, by=editor) == [english, other]
    rows = Observance.objects.order_by("pk").values_list("release", "language", "linked", "made_by", "had")
    assert list(rows) == [
        (english.pk, "en", True, editor.pk, [english.pk]),
        (other.pk, "az", True, editor.pk, [other.pk]),
    ]
    assert AuditEntry.objects.filter(act="linked").count() == 2


def test_linking_again_changes_nothing(anniversary, editor):
    release = make_release("Ours", issued_on=ON)
    link(release, anniversary, 2025, by=editor)
    assert link(release, anniversary, 2025, by=editor) == []
    assert AuditEntry.objects.filter(act="linked").count() == 1


def test_a_second_release_in_the_same_language_is_refused_by_name(anniversary, editor):
    link(make_release("Ours", issued_on=ON), anniversary, 2025, by=editor)
    second = make_release("Also ours", issued_on=ON, slug="second")
    with pytest.raises(PlaceTaken, match=r"“Also ours” cannot be .* for 2025 in English, because “Ours” already is"):
        link(second, anniversary, 2025, by=editor)
    assert Release.objects.get(pk=second.pk).anniversary is None


def test_a_year_in_which_it_is_not_observed_is_refused(anniversary, editor):
    Anniversary.objects.filter(pk=anniversary.pk).update(until_year=2024)
    with pytest.raises(NoSuchDay, match="2025"):
        link(make_release("Ours", issued_on=ON), anniversary, 2025, by=editor)
    assert not Observance.objects.exists()


def test_a_release_that_staff_linked_in_its_form_gets_its_place_in_the_year_of_its_day(anniversary):
    december = make_release("Ours", issued_on=dt.date(2024, 12, 20), anniversary=anniversary)
    assert places(anniversary, 2024) == {}
    assert {code: row.release for code, row in places(anniversary, 2025).items()} == {"en": december}


def test_earlier_releases_are_linked_with_their_translations_but_not_those_of_another(anniversary, editor):
    english = make_release("Black January", issued_on=dt.date(2023, 1, 20))
    other = make_release(
        "Qara Yanvar", issued_on=dt.date(2023, 1, 20), language="az", family=english.family, is_original=False
    )
    taken = make_release("Taken", slug="taken", anniversary=make_anniversary(2, 2, en="Other"))
    linked = link_earlier([english.pk, taken.pk], anniversary, by=editor)
    assert {row.pk for row in linked} == {english.pk, other.pk}
    assert Release.objects.get(pk=taken.pk).anniversary != anniversary
    assert link_earlier([], anniversary, by=editor) == []


def test_an_author_links_no_earlier_releases_because_readers_see_it_at_once(anniversary, author):
    release = make_release("Black January", issued_on=dt.date(2023, 1, 20))
    with pytest.raises(NotAllowed):
        link_earlier([release.pk], anniversary, by=author)
    assert Release.objects.get(pk=release.pk).anniversary is None


def test_a_restored_draft_gets_its_former_place_unless_another_release_has_it(anniversary, editor):
    release, other = make_release("Ours", issued_on=ON), make_release("Other", issued_on=ON, slug="other")
    assert come_back(release) is None
    row = Observance.objects.create(anniversary=anniversary, year=2025, language="en", had=[release.pk])
    assert come_back(release) == row
    assert Observance.objects.get().release == release
    Observance.objects.update(release=other)
    with pytest.raises(PlaceTaken):
        come_back(release)
