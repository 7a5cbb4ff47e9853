"""Preflight as data: what it finds for which verb, for one text and for many, without a page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases.editorial.preflight import PUBLISHES, mark, preflight
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import Release
from pressreleases.publishing import publish
from pressreleases.publishing.errors import AddressTaken, NoText
from tests.making import in_future, make_details, make_release, make_user, rewrite, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def details(db):
    return make_details()


def ready(title="A visit to Geneva", **changes):
    """A release in which there is nothing to look at."""
    words = {"summary": "A lead.", "issued_on": today(), "slug": f"s-{Release.objects.count()}"}
    return with_state(make_release(title, **{**words, **changes}))[0]


def clock():
    return clock_of(details_now())


def with_state(*releases):
    found = Release.objects.with_state().in_bulk([row.pk for row in releases])
    return [found[row.pk] for row in releases]


def codes(items):
    return [item.code for item in items]


def pair():
    one = ready(body="<p>131 people.</p>")
    other = ready("Səfər", language="az", family=one.family, is_original=False, body="<p>113 nəfər.</p>")
    return one, other


def test_a_text_with_nothing_to_look_at_is_ready():
    found = preflight([ready()], "publish", clock=clock())
    (text,) = found.texts
    assert text.is_ready
    assert (text.errors, text.warnings, found.all_differences, found.also_live) == ((), (), [], ())
    assert text.edition
    assert text.edition.title == "A visit to Geneva"


def test_errors_and_warnings_are_told_apart():
    (text,) = preflight([ready(summary="", notes_to_editors="[TBC]")], "publish", clock=clock()).texts
    assert (codes(text.errors), codes(text.warnings)) == (["leftover"], ["no-lead"])
    assert not text.is_ready


@pytest.mark.parametrize("verb", ["withdraw", "move", "unschedule", "classify", "submit"])
def test_a_verb_that_publishes_nothing_has_nothing_to_check(verb):
    (text,) = preflight([ready(summary="", notes_to_editors="[TBC]")], verb, clock=clock()).texts
    assert text.is_ready
    assert (text.errors, text.warnings, text.edition) == ((), (), None)


def test_what_the_verb_would_refuse_is_known_before():
    publish([ready("Owner", slug="taken")], by=make_user("Editor"))
    empty, second = ready("Empty", body=""), ready("Second", slug="taken")
    found = preflight([empty, second], "publish", clock=clock())
    assert isinstance(found.of(empty).refusal, NoText)
    assert isinstance(found.of(second).refusal, AddressTaken)


def test_the_day_is_held_against_the_date_of_issue_only_once_it_is_known():
    release, at = ready(), clock()
    found = preflight([release], "schedule", clock=at)
    assert found.warnings == []
    later = found.among([release], at.now + dt.timedelta(days=3))
    assert codes(item for _release, item in later.warnings) == ["not-that-day"]


def test_languages_are_compared_only_if_both_go_or_readers_see_the_other():
    one, other = pair()
    alone = preflight([one], "publish", clock=clock(), others=[other])
    together = preflight([one, other], "publish", clock=clock())
    assert alone.all_differences == []
    assert [each.kind for each in together.all_differences] == ["numbers"]
    assert together.among([one]).all_differences == []


def test_texts_of_other_families_are_not_compared():
    one, other = pair()
    found = preflight([one, ready("Another", body="<p>744 people.</p>"), other], "publish", clock=clock())
    assert [len(each) for each in found.differences.values()] == [1, 0]


def test_a_correction_asks_for_the_other_languages_that_readers_see():
    one, other = pair()
    publish([one, other], by=make_user("Editor"))
    one, other = with_state(rewrite(one, body="<p>113 people.</p>"), other)
    assert preflight([one], "correct", clock=clock(), others=[other]).also_live == (other,)
    assert preflight([one], "reinstate", clock=clock(), others=[other]).also_live == ()
    assert preflight([other], "correct", clock=clock()).texts[0].same_as_live


def test_four_eyes_are_asked_for_a_user():
    author = make_user("Editor", "writer")
    release = ready()
    release.save_as(by=author)
    rewritten = Release.objects.get(pk=release.pk)
    rewritten.title = "Words of their own"
    rewritten.save_as(by=author)
    (release,) = with_state(rewritten)
    assert preflight([release], "publish", clock=clock(), by=author).refused
    assert not preflight([release], "publish", clock=clock(), by=make_user("Editor", "colleague")).refused
    assert not preflight([release], "publish", clock=clock()).refused


def test_the_newest_text_is_looked_at_as_when_it_was_scheduled():
    release = ready()
    publish([release], by=make_user("Editor"), at=in_future(days=9))
    (release,) = with_state(rewrite(release, summary=""))
    at = release.planned_at
    found = preflight([release], "schedule-newest", at, clock=clock())
    assert codes(item for _release, item in found.warnings) == ["no-lead", "not-that-day"]


def test_a_mark_is_that_of_the_finding_in_any_language():
    release = ready(summary="")
    (warning,) = preflight([release], "publish", clock=clock()).warnings
    assert mark(*warning) == mark(*preflight([release], "publish", clock=clock()).warnings[0])
    assert mark(*warning) != mark(ready(summary=""), warning[1])


def test_the_verbs_that_publish_are_those_of_the_admin():
    from pressreleases.admin.verbs import VERBS

    assert {verb.name for verb in VERBS.values() if verb.publishes} == PUBLISHES


def test_as_many_queries_for_seven_as_for_three():
    by = make_user("Editor")

    def queries(number):
        rows = [ready(f"Text {index}") for index in range(number)]
        with CaptureQueriesContext(connection) as captured:
            preflight(rows, "publish", clock=clock(), by=by)
        return len(captured)

    queries(1)
    assert queries(3) == queries(7)
