"""The state of a release in words for staff, and the rows that are in each state."""

import datetime as dt

import pytest

from pressreleases.editorial.states import STATES, Facts, main_state, state_of
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.models.kinds import Status
from pressreleases.publishing import publish, submit, withdraw
from tests.making import correct, in_future, make_details, make_release, make_user, reinstate, rewrite

NOW = dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)
CLOCK = MissionClock("America/New_York", NOW)
LATER = dt.datetime(2024, 1, 22, 15, 15, tzinfo=dt.UTC)
THEN = "22 January 2024, 10:15 (New York)"


def state(**facts):
    """The state of a release of which `with_state()` found these facts."""
    release = Release(status=facts.pop("status", Status.DRAFT))
    found = {
        "live_number": None,
        "planned_at": None,
        "withdrawal_planned_at": None,
        "embargoed_until": None,
        "was_public": False,
        "taken_back": "",
        "changed": False,
        "changed_since_scheduled": False,
    }
    vars(release).update({**found, **facts})
    return state_of(release, CLOCK)


@pytest.mark.parametrize(
    ("facts", "tone", "word", "notes"),
    [
        ({}, "draft", "Draft", ()),
        ({"status": "submitted"}, "submitted", "Submitted", ()),
        ({"live_number": 2}, "live", "Live, edition 2", ()),
        ({"live_number": 2, "changed": True}, "changed", "Live, edition 2", ("Changed since published",)),
        (
            {"live_number": 2, "changed": True, "status": "submitted"},
            "changed",
            "Live, edition 2",
            ("Changed since published", "Submitted"),
        ),
        ({"planned_at": LATER}, "planned", f"Scheduled for {THEN}", ()),
        ({"embargoed_until": LATER}, "draft", "Draft", (f"embargo until {THEN}",)),
        (
            {"planned_at": LATER, "changed_since_scheduled": True},
            "changed",
            f"Scheduled for {THEN}",
            ("Changed since scheduled",),
        ),
        (
            {"live_number": 1, "planned_at": LATER, "changed": True},
            "changed",
            "Live, edition 1",
            (f"correction scheduled for {THEN}",),
        ),
        (
            {"live_number": 1, "withdrawal_planned_at": LATER},
            "live",
            "Live, edition 1",
            (f"withdrawal scheduled for {THEN}",),
        ),
        ({"taken_back": "withdrawn", "was_public": True}, "back", "Withdrawn", ()),
        ({"taken_back": "removed", "was_public": True}, "back", "Removed", ()),
        ({"taken_back": "withdrawn", "planned_at": LATER}, "back", "Withdrawn", (f"reinstated {THEN}",)),
        (
            {"taken_back": "withdrawn", "withdrawal_planned_at": LATER},
            "back",
            "Withdrawn",
            (f"its notice changes {THEN}",),
        ),
    ],
)
def test_each_state_has_its_word_its_colour_and_what_else_staff_must_know(facts, tone, word, notes):
    found = state(**facts)
    assert (found.tone, found.word, found.notes) == (tone, word, notes)


def facts(**given):
    values = {"live_number": None, "planned_at": None, "was_public": False, "taken_back": ""}
    return Facts(**{**values, "changed": False, "submitted": True, **given})


def test_after_a_save_the_text_differs_from_what_is_live_or_scheduled_and_is_submitted_no_more():
    draft, live, planned = (facts(**given).after_a_save() for given in ({}, {"live_number": 1}, {"planned_at": LATER}))
    assert [each.submitted for each in (draft, live, planned)] == [False] * 3
    assert [each.changed for each in (draft, live, planned)] == [False, True, False]
    assert [each.changed_since_scheduled for each in (draft, live, planned)] == [False, False, True]


def test_what_comes_next_is_the_edition_or_the_withdrawal_that_is_scheduled():
    assert facts().next_at is None
    assert facts(planned_at=LATER).next_at == LATER
    assert facts(live_number=1, withdrawal_planned_at=LATER).next_at == LATER


@pytest.fixture(scope="module")
def releases(kept_for_module):
    """Two in each state that a release can have, and more."""
    make_details()
    editor, author = make_user("Editor"), make_user("Author")
    for number in (1, 2):
        make_release(f"Draft {number}")
        submit([make_release(f"Submitted {number}")], by=author)
        publish([make_release(f"Live {number}")], by=editor)
        planned = make_release(f"Planned {number}")
        publish([planned], by=editor, at=in_future())
        rewrite(planned, place="Geneva")
        for name in ("Changed", "Correction planned", "Withdrawn", "Removed", "Coming back", "Going"):
            release = make_release(f"{name} {number}", slug=f"{name.lower().replace(' ', '-')}-{number}")
            publish([release], by=editor)
            reasons = {"en": "An error."}
            match name:
                case "Changed":
                    submit([rewrite(release, place="Geneva")], by=author)
                case "Correction planned":
                    correct([rewrite(release, place="Geneva")], by=editor, change_note="Place.", at=in_future())
                case "Withdrawn":
                    withdraw([release], by=editor, reasons=reasons)
                case "Removed":
                    withdraw([release], by=editor, reasons=reasons, act="removed")
                case "Coming back":
                    withdraw([release], by=editor, reasons=reasons)
                    reinstate([release], by=editor, change_note="Holds.", at=in_future())
                case "Going":
                    withdraw([release], by=editor, reasons=reasons, at=in_future())


@pytest.mark.django_db
@pytest.mark.parametrize("name", STATES)
def test_a_list_finds_the_releases_that_are_in_the_state(releases, name):
    every = Release.objects.with_state()
    found = {release.title for release in every.filter(STATES[name].rows())}
    assert len(found) >= 2
    assert found == {release.title for release in every if STATES[name].holds(Facts.of(release))}
    assert len(found) < every.count()


@pytest.mark.django_db
def test_a_release_is_one_thing_above_all(releases):
    states = {release.title: main_state(Facts.of(release)) for release in Release.objects.with_state()}
    assert {title[:-2]: state for title, state in states.items()} == {
        "Draft": "draft",
        "Submitted": "submitted",
        "Live": "live",
        "Planned": "scheduled",
        "Changed": "live",
        "Correction planned": "live",
        "Withdrawn": "withdrawn",
        "Removed": "removed",
        "Coming back": "withdrawn",
        "Going": "live",
    }
