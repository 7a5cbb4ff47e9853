"""What readers find at the address of a release, and what they must not."""

import math

import pytest

from pressreleases import publishing
from pressreleases.public.reading import resolve
from tests.making import correct, in_future, make_release, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(details, editor):
    release = make_release("A visit to Geneva")
    publishing.publish([release], by=editor)
    return release


def at(slug="a-visit-to-geneva"):
    return resolve.at_address("en", 2024, slug)


def test_a_live_text_is_found_with_how_long_that_holds(visit):
    found = at()
    assert isinstance(found, resolve.Live)
    assert (found.edition.title, found.good_until) == ("A visit to Geneva", math.inf)


def test_a_former_address_leads_to_the_new_one_and_so_does_another_case(visit, editor):
    correct([rewrite(visit, slug="newer")], by=editor, change_note="The title.")
    moved = at()
    assert isinstance(moved, resolve.Moved)
    assert moved.edition.slug == "newer"
    assert isinstance(at("NEWER"), resolve.Moved)


def test_a_notice_is_found_in_the_place_of_what_was_withdrawn(visit, editor):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    notice = at()
    assert isinstance(notice, resolve.TakenBack)
    assert (notice.removed, notice.reason) == (False, "Called off.")
    assert notice.letterhead == notice.edition.letterhead
    by_code = resolve.of_code(visit.code)
    assert isinstance(by_code, resolve.TakenBack)


def test_a_draft_and_what_is_scheduled_are_as_unknown_as_what_never_was(details, editor):
    make_release("Draft", slug="draft")
    publishing.publish([make_release("Later", slug="later")], by=editor, at=in_future(hours=1))
    assert at("draft") is at("later") is at("never") is None


def test_only_editions_that_readers_may_read_can_be_compared(visit, editor):
    correct([rewrite(visit, body="<p>New.</p>")], by=editor, change_note="New.")
    correct([rewrite(visit, body="<p>Newer.</p>")], by=editor, change_note="Newer.", at=in_future(hours=1))
    found = at()
    assert isinstance(found, resolve.Live)
    both = resolve.two_editions(found.edition, 1, 2)
    assert both is not None
    assert [edition.number for edition in both] == [1, 2]
    assert resolve.two_editions(found.edition, 2, 3) is None
    assert resolve.superseded(found.edition, 1) is not None
    assert resolve.superseded(found.edition, 2) is None
