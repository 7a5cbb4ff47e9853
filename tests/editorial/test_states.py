"""The states of a release: the list finds the rows that say of themselves that they are in a state."""

import pytest

from pressreleases.editorial.states import STATES, Facts, main_state
from pressreleases.models import Release
from pressreleases.publishing import publish, submit, withdraw
from tests.making import correct, in_future, make_release, make_user, reinstate, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def releases(details, editor):
    """Two in each state that a release can have, and more."""
    author = make_user("Author")
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


@pytest.mark.parametrize("name", STATES)
def test_a_list_finds_the_releases_that_are_in_the_state(releases, name):
    every = Release.objects.with_state()
    found = {release.title for release in every.filter(STATES[name].rows())}
    assert len(found) >= 2
    assert found == {release.title for release in every if STATES[name].holds(Facts.of(release))}
    assert len(found) < every.count()


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
