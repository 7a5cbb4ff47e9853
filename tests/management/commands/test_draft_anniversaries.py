"""`manage.py draft_anniversaries`: what it prints of each anniversary; the drafts are tested with their module."""

import datetime as dt

import pytest
from django.core.management import CommandError

from pressreleases.models import Release
from tests.anniversaries.observing import ON, TODAY, black_january, last_years
from tests.making import make_release
from tests.management.running import run

pytestmark = pytest.mark.usefixtures("details")


def test_each_draft_is_told_with_its_number_and_language(editor):
    last_years(black_january(), by=editor, languages="en")
    said = run("draft_anniversaries", "--today", TODAY.isoformat()).splitlines()
    draft = Release.objects.get(issued_on=ON)
    assert said == [
        "Black January, 20 January 2025: drafts were made.",
        f"  {draft.pk}  {draft.title} (English)",
    ]


def test_a_release_that_may_be_the_one_is_named_and_no_draft_is_made(editor):
    anniversary = black_january()
    last_years(anniversary, by=editor, languages="en")
    by_hand = make_release("Black January remembered", issued_on=ON)
    said = run("draft_anniversaries", "--today", TODAY.isoformat())
    assert f"there may already be a release: “Black January remembered” ({by_hand.pk}). Link it on the desk." in said
    assert list(Release.objects.filter(issued_on=ON)) == [by_hand]


@pytest.mark.parametrize("words", ["20.12.2024", "2024-13-01", "tomorrow"])
def test_a_day_that_cannot_be_read_is_refused_with_an_example(words):
    with pytest.raises(CommandError, match="Write it as 2024-12-20"):
        run("draft_anniversaries", "--today", words)


def test_without_a_day_it_is_today(monkeypatch):
    asked = []

    def note(today):
        asked.append(today)
        return []

    monkeypatch.setattr("pressreleases.management.commands.draft_anniversaries.draft_anniversaries", note)
    assert run("draft_anniversaries") == "There are no drafts to make.\n"
    run("draft_anniversaries", "--today", "2024-12-20")
    assert asked == [None, dt.date(2024, 12, 20)]
