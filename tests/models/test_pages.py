"""What the database refuses about pages of the mission, and that no list of releases has them."""

import datetime as dt
from uuid import UUID

import pytest

from pressreleases import publishing
from pressreleases.models import Edition, MonthCount, Release
from pressreleases.models.month_counts import live_by_month, recount
from pressreleases.models.pages import FAMILIES, SLUGS, MissionPage, page_of_family, page_of_slug
from pressreleases.publishing.digest import seal
from pressreleases.publishing.making import draft_edition
from tests.making import correct, database_now, make_page, make_release, rewrite
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

ABOUT, PRIVACY = MissionPage.ABOUT, MissionPage.PRIVACY


def test_the_names_slugs_and_families_of_pages_never_change():
    assert {page.value: (SLUGS[page], str(FAMILIES[page])) for page in MissionPage} == {
        "about": ("_about", "610b0d8e-a8a5-5e3c-932f-5e195e5dbb16"),
        "head-of-mission": ("_head-of-mission", "a05b4f60-992c-5291-94e9-461aaff2264b"),
        "press-kit": ("_press-kit", "d652bebf-35a1-56a0-bc95-aec31cc9153a"),
        "accessibility": ("_accessibility", "239ac95e-7b3c-52cd-8719-a48d22a0a201"),
        "privacy": ("_privacy", "6c09b476-5731-5020-95ad-de1a26ba5717"),
    }
    assert (page_of_slug("_about"), page_of_slug("about"), page_of_family(None)) == (ABOUT, None, None)


def test_a_release_cannot_become_a_page_nor_a_page_another_one():
    release, page = make_release(), make_page(ABOUT)
    become = "UPDATE pressreleases_release SET page = %s, slug = %s, kind = 'page', family = %s WHERE id = %s"
    for row in (release, page):
        with refused_by("release_page_is_fixed"):
            sql(become, PRIVACY, SLUGS[PRIVACY], FAMILIES[PRIVACY], row.pk)
    Release.objects.filter(pk=page.pk).update(title="Another title")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("slug", "about"),
        ("kind", "statement"),
        ("reference", "No. 1"),
        ("family", str(UUID(int=1))),
    ],
)
def test_a_page_has_its_own_slug_kind_and_family_and_no_reference(column, value):
    page = make_page(ABOUT)
    with refused_by("release_page_is_whole"):
        sql(f"UPDATE pressreleases_release SET {column} = %s WHERE id = %s", value, page.pk)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("slug", "_about", "release_page_is_whole"),
        ("kind", "page", "release_page_is_whole"),
        ("family", str(FAMILIES[ABOUT]), "release_family_is_of_no_page"),
    ],
)
def test_a_release_has_nothing_that_only_a_page_has(column, value, rule):
    release = make_release()
    with refused_by(rule):
        sql(f"UPDATE pressreleases_release SET {column} = %s WHERE id = %s", value, release.pk)


def test_there_is_one_page_in_each_language():
    make_page(ABOUT)
    make_page(ABOUT, language="az", is_original=False)
    with refused_by("release_one_per_language"):
        make_page(ABOUT, is_original=False)


def test_an_edition_is_of_the_page_of_its_release(details, editor):
    edition = draft_edition(make_page(ABOUT))
    edition.number, edition.published_by, edition.made_at = 1, editor, database_now()
    edition.live_during = (edition.made_at + dt.timedelta(minutes=1), None)
    edition.page, edition.slug = PRIVACY.value, SLUGS[PRIVACY]
    seal(edition)
    with refused_by("edition_page_of_release"):
        edition.save(force_insert=True)


def test_live_and_superseded_leave_pages_out_unless_they_are_asked_for(details, editor):
    release, page = make_release(), make_page(ABOUT)
    publishing.publish([release], by=editor)
    publishing.publish([page], by=editor)
    correct([rewrite(release, body="<p>New.</p>")], by=editor, change_note="New.")
    correct([rewrite(page, body="<p>New.</p>")], by=editor, change_note="New.")
    for found in (Edition.objects.live, Edition.objects.superseded):
        assert {edition.release_id for edition in found()} == {release.pk}
        assert {edition.release_id for edition in found(pages=True)} == {release.pk, page.pk}


@pytest.mark.parametrize("counted", ["before", "after"])
def test_a_page_is_in_no_count_of_a_month(details, editor, counted):
    publishing.publish([make_release(), make_page(ABOUT)], by=editor)
    if counted == "before":
        recount(dt.timedelta(0))
        assert MonthCount.objects.count() in {0, 1}
    assert live_by_month() == {"en": {2024: {1: 1}}}
    correct([rewrite(Release.objects.get(page=ABOUT), body="<p>New.</p>")], by=editor, change_note="New.")
    assert live_by_month() == {"en": {2024: {1: 1}}}
