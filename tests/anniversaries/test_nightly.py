"""Each night the drafts that are due are made and staff are told, once; a fault with one stops no other."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from pressreleases.anniversaries import nightly
from pressreleases.anniversaries.coming import in_lead
from pressreleases.anniversaries.drafts import make_drafts
from pressreleases.anniversaries.linking import NoSuchDay
from pressreleases.anniversaries.nightly import Refused, draft_anniversaries, remind, why_nothing
from pressreleases.errors import CannotBeStored
from pressreleases.models import Anniversary, Notice, Release, Reminder
from pressreleases.publishing import classify, publish
from tests.anniversaries.observing import ON, TODAY, black_january, last_years
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.usefixtures("details")


def test_what_is_due_is_drafted_once_and_nothing_is_new_the_next_time(editor):
    last_years(black_january(), by=editor, languages="en")
    [outcome] = draft_anniversaries(TODAY)
    assert not isinstance(outcome, Refused)
    assert [row.issued_on for row in outcome.made] == [ON]
    assert draft_anniversaries(TODAY) == []
    assert Release.objects.filter(issued_on=ON).count() == 1


def test_a_fault_with_one_is_told_and_stops_no_other(editor, monkeypatch):
    bad, good = make_anniversary(1, 10, en="Bad"), black_january()
    publish([make_release("Bad", anniversary=bad, issued_on=dt.date(2024, 1, 10), slug="bad")], by=editor)
    last_years(good, by=editor, languages="en")

    def make(key, year, *, by):
        if key == bad.pk:
            raise NoSuchDay(name="Bad", year=year)
        return make_drafts(key, year, by=by)

    monkeypatch.setattr(nightly, "make_drafts", make)
    refused, outcome = draft_anniversaries(TODAY)
    assert isinstance(refused, Refused)
    assert (refused.anniversary, refused.why) == (bad, "“Bad” is not observed in 2025, or its day is not known yet.")
    assert not isinstance(outcome, Refused)
    assert len(outcome.made) == 1


def test_what_has_no_text_to_carry_forward_is_looked_at_in_the_same_few_queries_each_hour(editor):
    def queries():
        draft_anniversaries(TODAY)
        with CaptureQueriesContext(connection) as captured:
            assert draft_anniversaries(TODAY) == []
        return len(captured)

    make_anniversary(1, 10, en="First")
    for_one = queries()
    for day in range(11, 20):
        make_anniversary(1, day, en=f"Day {day}")
    assert queries() == for_one <= 10


def test_a_release_that_may_be_of_the_day_is_told_each_time_and_nothing_is_drafted_beside_it(editor):
    last_years(black_january(), by=editor, languages="en")
    ours = make_release("Black January remembered", issued_on=ON, slug="ours")
    for _time in range(2):
        [outcome] = draft_anniversaries(TODAY)
        assert not isinstance(outcome, Refused)
        assert (outcome.by_hand, outcome.made) == ([ours], [])


@pytest.mark.parametrize(("languages", "queries"), [("az", 24), ("az en", 34)])
def test_a_draft_takes_ten_queries_and_its_anniversary_fourteen(editor, languages, queries, django_assert_num_queries):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages=languages)
    with django_assert_num_queries(queries):
        make_drafts(anniversary.pk, ON.year, by=None)


def test_a_draft_that_the_database_refuses_is_refused_in_words_and_none_is_made(editor, monkeypatch):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="az")
    make_release("Other", code="bbbbbb", slug="other")
    monkeypatch.setattr("pressreleases.models.release.secrets.choice", lambda _letters: "b")
    with pytest.raises(CannotBeStored, match="Code"):
        make_drafts(anniversary.pk, ON.year, by=None)
    assert not Release.objects.filter(issued_on=ON).exists()


def test_staff_are_told_once_of_what_is_due(editor):
    User.objects.update(email="eve@mission.example")
    anniversary = black_january()
    begun, _later = in_lead(TODAY)
    assert remind(begun) == [(anniversary, ON)]
    assert remind(begun) == []
    assert (Reminder.objects.count(), Notice.objects.count()) == (1, 1)


def test_staff_are_not_told_of_what_is_published(editor):
    User.objects.update(email="eve@mission.example")
    anniversary = black_january()
    publish([make_release("Ours", issued_on=ON, anniversary=anniversary)], by=editor)
    Notice.objects.all().delete()
    assert remind(in_lead(TODAY)[0]) == []
    assert not Notice.objects.exists()


def test_why_there_is_nothing_is_said_in_the_language_of_staff(editor):
    make_anniversary(5, 28, 1918, en="Republic Day")
    [nothing] = why_nothing(TODAY)
    assert nothing.why.startswith("The next day is 28 May 2025. Drafts are made from ")
    with override("az"):
        assert "28 may 2025" in why_nothing(TODAY)[0].why


def test_those_that_are_told_already_are_left_out():
    anniversary = make_anniversary(5, 28, 1918, en="Republic Day")
    assert why_nothing(TODAY, exclude=[anniversary.pk]) == []


def drafts():
    return {row.language: row for row in Release.objects.filter(issued_on=ON)}


def run(**options):
    call_command("draft_anniversaries", today=TODAY, **options)


def said_of_nothing(capsys):
    capsys.readouterr()
    run()
    return capsys.readouterr().out


def test_the_command_says_of_each_anniversary_why_it_made_nothing(details, editor, capsys):
    anniversary = black_january()
    assert "there is no text to carry forward." in said_of_nothing(capsys)
    last_years(anniversary, by=editor, languages="en")
    assert "drafts were made." in said_of_nothing(capsys)
    assert "There is already a release for 20 January 2025: “Thirty Fifth" in said_of_nothing(capsys)
    Release.objects.filter(issued_on=ON).delete()
    assert "was deleted. The site makes a new one only if someone asks for it on the desk." in said_of_nothing(capsys)
    Anniversary.objects.update(lead_days=5)
    assert "Drafts are made from 15 January 2025 on." in said_of_nothing(capsys)
    Anniversary.objects.update(goes_on=False)
    assert "This anniversary is no longer observed." in said_of_nothing(capsys)


def test_the_command_says_that_earlier_releases_are_not_linked(details, editor, capsys):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    classify(Release.objects.all(), by=editor, anniversary=None)
    said = said_of_nothing(capsys)
    assert "1 release looks like a release of it: link it under “Earlier releases” of the anniversary." in said
    assert drafts() == {}
