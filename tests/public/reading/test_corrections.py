"""Corrections, reinstatements and withdrawals as data: what is told, in which language, and page by page."""

import datetime as dt

import pytest

from mission_site.languages import NAMES
from pressreleases import publishing
from pressreleases.models import Edition
from pressreleases.public.reading.corrections import page_of
from tests.making import correct, in_future, make_release, publish_many, reinstate, rewrite

pytestmark = pytest.mark.usefixtures("details")


@pytest.fixture
def published(details, editor):
    release = make_release("Visit")
    publishing.publish([release], by=editor)
    return release


def changes(language="en"):
    return [(change.act, change.told.title, change.told.words) for change in page_of(language).changes]


def test_a_correction_a_withdrawal_and_a_reinstatement_are_told_as_what_they_are(published, editor):
    correct([rewrite(published, title="The visit")], by=editor, change_note="The title.")
    assert changes() == [("corrected", "The visit", "The title.")]
    publishing.withdraw([published], by=editor, reasons={"en": "Called off."})
    assert changes() == [("withdrawn", "The visit", "Called off.")]
    reinstate([published], by=editor, change_note="It takes place.")
    assert changes() == [("reinstated", "The visit", "It takes place."), ("corrected", "The visit", "The title.")]


def test_a_first_edition_a_minor_change_and_what_is_planned_are_not_told(published, editor):
    correct([rewrite(published, title="The visit")], by=editor, minor=True)
    correct([rewrite(published, title="Secret")], by=editor, change_note="Secret.", at=in_future())
    assert changes() == []


def test_what_was_removed_has_neither_title_nor_address(published, editor):
    publishing.withdraw([published], by=editor, reasons={"en": "An error."}, act="removed")
    [change] = page_of("en").changes
    assert (change.act, change.told.words) == ("removed", "An error.")
    assert (change.told.title, change.told.year, change.told.slug) == ("", 0, "")


def test_a_correction_leads_to_a_comparison_unless_one_of_both_is_redacted(published, editor):
    correct([rewrite(published, title="The visit", body="<p>New.</p>")], by=editor, change_note="The title.")
    [change] = page_of("en").changes
    assert (change.told.number, change.told.before, change.told.words_removed) == (2, 1, False)
    administrator = type(editor).objects.create_superuser("root")
    publishing.redact([Edition.objects.get(number=1)], by=administrator, harmless=["place"])
    assert page_of("en").changes[0].told.before == 0


def test_all_languages_of_one_instant_are_one_change_told_in_that_of_the_page(details, editor):
    english = make_release("Visit")
    other = make_release("Səfər", language="az", slug="sefer", family=english.family, is_original=False)
    publishing.publish([english, other], by=editor)
    both = [rewrite(english, place="Geneva"), rewrite(other, place="Cenevrə")]
    correct(both, by=editor, change_note={"en": "The place.", "az": "Yer."})
    for language, title, rest in (("en", "Visit", ["Səfər"]), ("az", "Səfər", ["Visit"])):
        [change] = page_of(language).changes
        assert change.told.title == title
        assert [told.title for told in change.others] == rest
    correct([rewrite(other, place="Bakı")], by=editor, change_note="Yenə.")
    newest, _older = page_of("en").changes
    assert (newest.told.language, newest.others) == ("az", ())


def test_the_other_languages_of_a_change_are_in_the_order_of_the_site(editor, settings):
    settings.LANGUAGES = list(NAMES.items())
    first = make_release("A", language="ru", slug="a")
    more = [
        make_release("A", language=code, slug="a", family=first.family, is_original=False)
        for code in ("ar", "az", "en")
    ]
    publishing.publish([first, *more], by=editor)
    correct(
        [rewrite(one, place="Geneva") for one in (first, *more)],
        by=editor,
        change_note=dict.fromkeys(("ru", "ar", "az", "en"), "A."),
    )
    for language, told, others in (("az", "az", ["en", "ar", "ru"]), ("fr", "ru", ["en", "az", "ar"])):
        [change] = page_of(language).changes
        assert change.told.language == told
        assert [one.language for one in change.others] == others


def test_a_reason_in_another_language_is_told_with_its_language(details, editor):
    release = make_release("Səfər", language="az", slug="sefer")
    publishing.publish([release], by=editor)
    publishing.withdraw([release], by=editor, reasons={"en": "Called off.", "az": "Ləğv edildi."})
    [change] = page_of("en").changes
    assert (change.told.words, change.told.words_language) == ("Ləğv edildi.", "az")


def test_pages_go_on_after_a_key_and_tell_each_change_once(details, editor):
    releases = publish_many(21, by=editor)
    correct([rewrite(release, place="Geneva") for release in releases], by=editor, change_note="The place.")
    first = page_of("en")
    assert len(first.changes) == 20
    assert first.older is not None
    second = page_of("en", first.older)
    assert (len(second.changes), second.older) == (1, None)
    assert len({change.told.title for change in (*first.changes, *second.changes)}) == 21


def test_changes_are_under_their_day_on_the_clocks_of_the_mission(published, editor):
    [edition] = correct([rewrite(published, title="The visit")], by=editor, change_note="The title.")
    assert edition.begins_at is not None
    page = page_of("en")
    days = {zone: page.days(zone)[0][0] for zone in ("Pacific/Kiritimati", "Etc/GMT+12")}
    assert days["Pacific/Kiritimati"] - days["Etc/GMT+12"] >= dt.timedelta(days=1)


@pytest.mark.parametrize("rows", [1, 10])
def test_a_page_takes_one_query(details, editor, django_assert_num_queries, rows):
    releases = publish_many(rows, by=editor)
    correct([rewrite(release, place="Geneva") for release in releases], by=editor, change_note="The place.")
    with django_assert_num_queries(1):
        page_of("en")
