"""One thing done to many releases: what one group meets, no other does, and within a group it is all or nothing."""

import pytest

from pressreleases.editorial.bulk import Outcome, Result, do_each
from pressreleases.models import Release
from pressreleases.publishing import errors
from tests.making import make_release, rewrite

pytestmark = pytest.mark.django_db


def renamed(group):
    """Write something into each, so that one can see what was taken back."""
    for row in group:
        rewrite(row, place="Vienna")


def places():
    return dict(Release.objects.order_by("pk").values_list("title", "place"))


def test_a_group_that_is_refused_takes_back_all_of_its_own_and_nothing_else():
    first, one, other, last = (make_release(title) for title in ("First", "One", "Other", "Last"))

    def act(group):
        renamed(group)
        if other in group:
            raise errors.NoText(other)
        return Result.DONE

    assert do_each([[first], [one, other], [last]], act) == [
        Outcome(first.pk, Result.DONE),
        Outcome(one.pk, Result.HELD),
        Outcome(other.pk, Result.REFUSED, "NoText"),
        Outcome(last.pk, Result.DONE),
    ]
    assert places() == {"First": "Vienna", "One": "New York", "Other": "New York", "Last": "Vienna"}


def test_what_is_refused_to_all_is_said_of_all():
    one, other = make_release("One"), make_release("Other")

    def act(_group):
        raise errors.NotAllowed

    assert do_each([[one, other]], act) == [Outcome(row.pk, Result.REFUSED, "NotAllowed") for row in (one, other)]


def test_an_error_of_the_database_in_one_group_does_not_spoil_the_next(caplog):
    first, last = make_release("First"), make_release("Last")

    def act(group):
        renamed(group)
        if group == [first]:
            Release.objects.filter(pk=first.pk).update(version=0)
        return Result.DONE

    assert [outcome.result for outcome in do_each([[first], [last]], act)] == [Result.FAILED, Result.DONE]
    assert places() == {"First": "New York", "Last": "Vienna"}
    assert "release_version_counts_from_one" in caplog.text
