"""Moving what is planned: it begins at another instant, in the same words; what it ends goes on until then."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import errors, move, publish, unschedule, withdraw
from tests.making import correct, database_now, in_future, make_release, reinstate, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]

SOON, LATER = {"hours": 1}, {"hours": 5}
EARLIER_AND_LATER = pytest.mark.parametrize(
    ("planned", "moved"), [(SOON, LATER), (LATER, SOON)], ids=["later", "earlier"]
)


def spans():
    rows = Edition.objects.order_by("release_id", "number").values_list("number", "live_during")
    return [(number, span.lower, span.upper) for number, span in rows]


def fixed(edition):
    """Every column but the span."""
    edition.refresh_from_db()
    return {f.attname: getattr(edition, f.attname) for f in Edition._meta.concrete_fields if f.name != "live_during"}


@EARLIER_AND_LATER
def test_a_first_edition_goes_out_at_the_new_instant_and_not_at_the_old_one(details, editor, planned, moved):
    release = make_release("Visit")
    old, new = in_future(**planned), in_future(**moved)
    publish([release], by=editor, at=old)
    move([release], by=editor, at=new)
    assert spans() == [(1, new, None)]
    assert [len(Edition.objects.live(new + step)) for step in (-dt.timedelta(seconds=1), dt.timedelta())] == [0, 1]


@EARLIER_AND_LATER
def test_what_a_planned_correction_ends_goes_on_until_the_new_instant(details, editor, planned, moved):
    release = make_release("Visit")
    [first] = publish([release], by=editor)
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.", at=in_future(**planned))
    new = in_future(**moved)
    move([release], by=editor, at=new)
    assert spans() == [(1, first.begins_at, new), (2, new, None)]


@EARLIER_AND_LATER
def test_a_planned_withdrawal_moves_and_the_text_stays_until_then(details, editor, planned, moved):
    release = make_release("Visit")
    [first] = publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Called off."}, at=in_future(**planned))
    new = in_future(**moved)
    move([release], by=editor, at=new)
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.in_force_during.lower, withdrawal.in_force_during.upper) == (new, None)
    assert spans() == [(1, first.begins_at, new)]
    assert withdrawal.reasons == {"en": "Called off."}


@EARLIER_AND_LATER
def test_a_planned_reinstatement_moves_and_the_notice_stays_until_then(details, editor, planned, moved):
    release = make_release("Visit")
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Called off."})
    reinstate([release], by=editor, change_note="It is on.", at=in_future(**planned))
    new = in_future(**moved)
    move([release], by=editor, at=new)
    assert Withdrawal.objects.get().in_force_during.upper == new
    assert spans()[1] == (2, new, None)


def test_the_words_the_digest_and_who_planned_it_stay_as_they_were_scheduled(details, editor, django_user_model):
    release = make_release("As scheduled")
    [edition] = publish([release], by=editor, at=in_future(**SOON))
    before = fixed(edition)
    rewrite(release, title="Rewritten since")
    other = django_user_model.objects.create_superuser("another")
    move([release], by=other, at=in_future(**LATER))
    assert fixed(edition) == before
    assert edition.title == "As scheduled"
    release.refresh_from_db()
    assert release.title == "Rewritten since"


def test_an_earlier_edition_that_ended_in_the_past_is_left_alone(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    correct([rewrite(release, title="The visit")], by=editor, change_note="One.")
    correct([rewrite(release, title="Our visit")], by=editor, change_note="Two.", at=in_future(**SOON))
    first, second, _third = spans()
    new = in_future(**LATER)
    move([release], by=editor, at=new)
    assert spans() == [first, (2, second[1], new), (3, new, None)]


def test_a_family_moves_together_to_one_instant(details, editor):
    english = make_release("Visit")
    other = make_release("Səfər", language="az", family=english.family, is_original=False, slug="sefer")
    publish([english, other], by=editor, at=in_future(**SOON))
    new = in_future(**LATER)
    move([english, other], by=editor, at=new)
    assert spans() == [(1, new, None), (1, new, None)]


def test_a_family_of_which_one_is_not_planned_stays_as_it_is(details, editor):
    english = make_release("Visit")
    other = make_release("Səfər", language="az", family=english.family, is_original=False, slug="sefer")
    publish([english], by=editor, at=in_future(**SOON))
    before = spans()
    with pytest.raises(errors.NotPlanned) as refusal:
        move([english, other], by=editor, at=in_future(**LATER))
    assert refusal.value.release == other
    assert spans() == before


@pytest.mark.parametrize("at", ["a second ago", "now"])
def test_the_past_and_this_instant_are_refused(details, editor, at):
    release = make_release()
    publish([release], by=editor, at=in_future(**SOON))
    before = spans()
    with pytest.raises(errors.InThePast) as refusal:
        move([release], by=editor, at=database_now() - dt.timedelta(seconds=at != "now"))
    assert refusal.value.field == "at"
    assert spans() == before


def test_what_is_live_and_what_was_never_planned_cannot_be_moved(details, editor):
    live, draft = make_release("Live"), make_release("Draft")
    publish([live], by=editor)
    before = spans()
    for release in (live, draft):
        with pytest.raises(errors.NotPlanned):
            move([release], by=editor, at=in_future())
    assert spans() == before


def test_what_has_begun_meanwhile_cannot_be_moved(details, editor):
    release = make_release()
    begins = timezone.now() + dt.timedelta(milliseconds=300)
    publish([release], by=editor, at=begins)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.4)")
    with pytest.raises(errors.NotPlanned):
        move([release], by=editor, at=in_future())
    assert spans() == [(1, begins, None)]


def test_an_author_cannot_move(details, editor, author):
    release = make_release()
    publish([release], by=editor, at=in_future(**SOON))
    before = spans()
    with pytest.raises(errors.NotAllowed):
        move([release], by=author, at=in_future(**LATER))
    assert spans() == before


def test_what_was_moved_can_be_unscheduled_and_the_live_edition_goes_on(details, editor):
    release = make_release("Visit")
    [first] = publish([release], by=editor)
    correct([rewrite(release, title="The visit")], by=editor, change_note="Exact.", at=in_future(**SOON))
    move([release], by=editor, at=in_future(**LATER))
    unschedule([release], by=editor)
    assert spans() == [(1, first.begins_at, None)]


@pytest.mark.django_db(transaction=True)
def test_the_trigger_allows_it_when_each_act_is_a_transaction_of_its_own(details, editor):
    """In a test's one transaction its boundary is the start of the test; here it is that of each act."""
    release = make_release("Visit")
    publish([release], by=editor)
    correct([rewrite(release, title="The visit")], by=editor, change_note="Exact.", at=in_future(**SOON))
    for span in (LATER, SOON):
        new = in_future(**span)
        move([release], by=editor, at=new)
        (_one, _begun, ended), (_two, begins, _open) = spans()
        assert ended == begins == new


def test_the_very_instant_of_the_act_is_refused_and_the_next_moment_is_not(details, editor, monkeypatch):
    release = make_release("Visit")
    publish([release], by=editor, at=in_future(hours=2))
    now = in_future(hours=1)
    monkeypatch.setattr("pressreleases.publishing.locking.database_now", lambda: now)
    with pytest.raises(errors.InThePast):
        move([release], by=editor, at=now)
    assert move([release], by=editor, at=now + dt.timedelta(microseconds=1))
