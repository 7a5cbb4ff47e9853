"""Languages that readers would miss: told before a text is published, and only where the mission does have them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases.editorial.missing_languages import FEWEST, usual_languages
from pressreleases.editorial.preflight import preflight
from pressreleases.families import bring_into_step, words_of
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import Release
from pressreleases.publishing import publish
from tests.making import in_future, make_details, make_release, make_user, rewrite, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def details(db):
    return make_details()


@pytest.fixture
def editor():
    return make_user("Editor")


def ready(title="A visit to Geneva", **changes):
    words = {"summary": "A lead.", "issued_on": today(), "slug": f"s-{Release.objects.count()}"}
    return make_release(title, **{**words, **changes})


def translated(original, **changes):
    return ready("Cenevrəyə səfər", language="az", family=original.family, is_original=False, **changes)


def told(*going, verb="publish", staying=()):
    """The findings about languages, in words."""
    rows = Release.objects.with_state().in_bulk([row.pk for row in (*going, *staying)])
    fetched = [rows[row.pk] for row in going], [rows[row.pk] for row in staying]
    found = preflight(fetched[0], verb, clock=clock_of(details_now()), others=fetched[1])
    return [str(item) for _release, item in found.warnings if item.of_languages]


def publish_some(editor, number, languages=("en", "az"), **changes):
    for _ in range(number):
        original = ready(**changes)
        rows = [original, translated(original, **changes)] if "az" in languages else [original]
        publish(rows, by=editor)


NO_AZERBAIJANI = ["There is no text in Azərbaycanca. You usually publish in this language."]
A_DRAFT = ["The text in Azərbaycanca is a draft. It will not be published with this one."]


def test_a_language_in_which_the_mission_usually_publishes_is_missed(editor):
    publish_some(editor, FEWEST)
    assert told(ready()) == NO_AZERBAIJANI
    assert told(ready(), verb="schedule") == NO_AZERBAIJANI


def test_a_mission_that_publishes_in_one_language_is_told_nothing(editor):
    publish_some(editor, FEWEST, ["en"])
    assert told(ready()) == []


def test_three_of_four_texts_make_a_language_usual_and_fewer_do_not(editor):
    publish_some(editor, 3)
    assert usual_languages() == []
    publish_some(editor, 1, ["en"])
    assert set(usual_languages()) == {"en", "az"}
    publish_some(editor, 1, ["en"])
    assert usual_languages() == ["en"]


def test_drafts_and_scheduled_texts_make_no_language_usual(editor):
    publish_some(editor, FEWEST, ["en"])
    for row in Release.objects.all():
        translated(row)
    publish([translated(ready())], by=editor, at=in_future(days=1))
    assert usual_languages() == ["en"]


def test_only_the_newest_texts_count(editor, monkeypatch):
    monkeypatch.setattr("pressreleases.editorial.missing_languages.NEWEST", 4)
    publish_some(editor, 4, issued_on=dt.date(2020, 1, 1))
    publish_some(editor, 4, ["en"])
    assert usual_languages() == ["en"]


def test_a_text_of_an_archive_may_be_in_one_language(editor):
    publish_some(editor, FEWEST)
    assert told(ready(issued_on=today() - dt.timedelta(days=31))) == []
    assert told(ready(issued_on=today() - dt.timedelta(days=30))) == NO_AZERBAIJANI


def test_a_draft_that_stays_behind_is_told_of_and_one_that_goes_along_is_not():
    original = ready()
    other = translated(original)
    assert told(original, staying=[other]) == A_DRAFT
    assert told(original, other) == []


def test_what_readers_see_or_will_see_is_no_draft(editor):
    original = ready()
    other = translated(original)
    publish([other], by=editor, at=in_future(days=1))
    assert told(original, staying=[other]) == []
    live = translated(second := ready())
    publish([live], by=editor)
    assert told(second, staying=[live]) == []


def test_a_translation_that_was_compared_and_whose_original_has_changed_is_out_of_date(editor):
    original = ready()
    other = translated(original)
    bring_into_step(other, words_of(original), by=editor)
    assert told(original, other) == []
    original = rewrite(Release.objects.get(pk=original.pk), title="A visit to Vienna")
    behind = "The text in Azərbaycanca is out of date: the original has changed."
    assert told(original, other) == [behind]
    assert told(other, staying=[original]) == [behind, A_DRAFT[0].replace("Azərbaycanca", "English")]
    publish([other], by=editor)
    assert told(original, staying=[other]) == [behind]


def test_a_correction_asks_of_other_languages_in_its_own_way(editor):
    original = ready()
    other = translated(original)
    publish([original], by=editor)
    assert told(rewrite(original, title="A visit to Vienna"), verb="correct", staying=[other]) == []


def test_only_the_first_text_of_a_family_tells_of_the_others(editor):
    publish_some(editor, FEWEST)
    original = ready()
    other = translated(original)
    third = ready("Visite", language="fr", family=original.family, is_original=False)
    said = told(original, other, staying=[third])
    assert said == ["The text in Français is a draft. It will not be published with this one."]


def test_as_many_queries_for_nine_as_for_three(editor):
    publish_some(editor, FEWEST)

    def queries(number):
        rows = []
        for _ in range(number):
            rows += [original := ready(), other := translated(original)]
            bring_into_step(other, words_of(original), by=editor)
        with CaptureQueriesContext(connection) as captured:
            told(*rows)
        return len(captured)

    queries(1)
    assert queries(3) == queries(9)
