"""Who is told of which act, and that an act that did not happen tells nobody."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from pressreleases import outbox
from pressreleases.models import Notice, NoticeChoice
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.telling import publishers, recipients
from pressreleases.publishing import errors, publish, redact, submit, withdraw
from tests.making import correct, in_future, make_release, reinstate, rewrite
from tests.outbox.people import person

pytestmark = pytest.mark.django_db


def told():
    """Each notice as kind and recipient."""
    return sorted(Notice.objects.values_list("kind", "to__username"))


def test_every_editor_learns_what_waits_for_review(release, ann, eve, edgar):
    person("Author", "arthur")
    person("Administrator", "ada")
    submit([release], by=ann)
    assert told() == [("submitted", "ada"), ("submitted", "edgar"), ("submitted", "eve")]


def test_nobody_learns_of_what_they_did_themselves(release, eve, edgar):
    submit([release], by=eve)
    assert told() == [("submitted", "edgar")]


def test_people_who_left_have_no_address_or_are_not_staff_are_not_told(release, ann, eve):
    for name, change in (("gone", {"is_active": False}), ("mute", {"email": ""}), ("guest", {"is_staff": False})):
        user = person("Editor", name)
        for field, value in change.items():
            setattr(user, field, value)
        user.save()
    submit([release], by=ann)
    assert told() == [("submitted", "eve")]


def test_people_who_switched_a_kind_off_get_the_others(release, ann, eve, edgar):
    NoticeChoice.objects.create(user=eve, language="en", switched_off=["submitted"])
    NoticeChoice.objects.create(user=ann, language="en", switched_off=["submitted"])
    submit([release], by=ann)
    publish([release], by=edgar)
    assert told() == [("published", "ann"), ("submitted", "edgar")]


def test_the_author_is_told_about_their_text_and_other_authors_are_not(release, ann, eve, edgar):
    person("Author", "arthur")
    publish([release], by=eve)
    rewrite(release, title="The visit")
    correct([release], by=eve, change_note="Exact.")
    withdraw([release], by=eve, reasons={"en": "Why"})
    reinstate([release], by=eve, change_note="Holds.")
    assert told() == [("corrected", "ann"), ("published", "ann"), ("published", "ann"), ("withdrawn", "ann")]


def test_the_last_submitter_is_told_too(details, ann, eve):
    arthur, amy = person("Author", "arthur"), person("Author", "amy")
    release = make_release("Visit", created_by=arthur, changed_by=arthur)
    for user in (amy, ann):
        submit([release], by=user)
        release.status = "draft"
        release.save()
    Notice.objects.all().delete()
    publish([release], by=eve)
    assert told() == [("published", "ann"), ("published", "arthur")]


def test_a_scheduled_text_has_its_time(release, ann, eve):
    begins = in_future()
    publish([release], by=eve, at=begins)
    (notice,) = Notice.objects.all()
    assert (notice.kind, notice.details) == ("scheduled", {"at": begins.isoformat()})
    assert notice.about == [{"release": release.pk, "edition": 1}]


def test_several_languages_at_once_are_one_notice(release, ann, eve):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, created_by=ann, slug="s")
    publish([release, other], by=eve)
    (notice,) = Notice.objects.all()
    assert [row["release"] for row in notice.about] == [release.pk, other.pk]


def test_others_can_be_told_too_and_nobody_twice(release, ann, eve, edgar):
    with transaction.atomic():
        made = tell(NoticeKind.CLEARED, release, by=None, by_name="The capital", comment=" Good. ", also=[eve, ann])
    assert told() == [("cleared", "ann"), ("cleared", "eve")]
    assert {(notice.by_name, notice.comment) for notice in made} == {("The capital", "Good.")}
    with pytest.raises(IntegrityError, match="notice_once_for_each_act"), transaction.atomic():
        Notice.objects.create(act=made[0].act, kind="cleared", to=made[0].to)


def test_an_override_is_told_to_the_other_editors_only(release, ann, eve, edgar):
    with transaction.atomic():
        tell(NoticeKind.FLAGGED, release, by=eve)
    assert told() == [("flagged", "edgar")]


def test_an_act_that_was_rolled_back_or_refused_tells_nobody(release, ann, eve):
    with transaction.atomic():
        submit([release], by=ann)
        transaction.set_rollback(True)
    submit([release], by=ann)
    with pytest.raises(errors.NotADraft):
        submit([release], by=ann)
    assert told() == [("submitted", "eve")]


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_an_error(release, eve):
    with pytest.raises(transaction.TransactionManagementError):
        tell(NoticeKind.SUBMITTED, release, by=None)
    assert told() == []


def test_the_number_of_recipients_does_not_change_the_number_of_queries(release, ann, eve, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(3):
        assert len(tell(NoticeKind.SUBMITTED, release, by=ann)) == 1
    for number in range(30):
        person("Editor", f"editor{number}")
    with transaction.atomic(), django_assert_num_queries(3):
        assert len(tell(NoticeKind.SUBMITTED, release, by=ann)) == 31


def test_redaction_empties_comments_on_the_release_and_no_others(release, ann, eve):
    other = make_release("Other", created_by=ann)
    with transaction.atomic():
        tell(NoticeKind.SENT_BACK, release, by=eve, comment="The secret is out")
        tell(NoticeKind.SENT_BACK, other, by=eve, comment="A comma")
    publish([release], by=eve)
    rewrite(release, body="<p>Other words.</p>")
    correct([release], by=eve, minor=True)
    redact([release.editions.get(number=1)], by=person("Administrator", "ada"), harmless=["title", "place"])
    assert set(Notice.objects.filter(kind="sent-back").values_list("comment", flat=True)) == {"", "A comma"}


def test_a_notice_holds_no_words_of_its_release(release, ann, eve):
    submit([release], by=ann)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(notice)::text FROM pressreleases_notice AS notice")
        ((row,),) = cursor.fetchall()
    assert "Visit" not in row
    assert "submitted" in row


def test_notices_are_forgotten_after_thirty_days_and_not_before(release, ann, eve):
    submit([release], by=ann)
    publish([release], by=eve)
    made_at = timezone.now() - dt.timedelta(days=30)
    Notice.objects.filter(kind="submitted").update(made_at=made_at)
    assert outbox.forget(made_at + outbox.KEPT_FOR - dt.timedelta(seconds=1)) == 0
    assert outbox.forget() == 1
    assert told() == [("published", "ann")]


FOR_EDITORS = (NoticeKind.SUBMITTED, NoticeKind.REOPENED, NoticeKind.FLAGGED, NoticeKind.NOT_SEEN)


def told_of(kind, *releases, by=None, also=()):
    return [user.username for user in recipients(kind, releases, by=by, also=also)]


@pytest.mark.parametrize("kind", FOR_EDITORS)
def test_what_any_editor_can_act_on_goes_to_all_editors_and_to_no_author(release, ann, eve, edgar, kind):
    assert told_of(kind, release) == ["eve", "edgar"]


@pytest.mark.parametrize("kind", sorted(set(NoticeKind) - {*FOR_EDITORS, NoticeKind.ANNIVERSARY}))
def test_what_happened_to_a_text_goes_to_those_whose_text_it_is_only(release, ann, eve, kind):
    person("Author", "arthur")
    assert told_of(kind, release) == ["ann"]


def test_an_anniversary_is_told_to_all_who_write(ann, eve):
    assert told_of(NoticeKind.ANNIVERSARY) == ["ann", "eve"]


def test_who_did_it_is_not_told_and_others_can_be_told_too(release, ann, eve, edgar):
    assert told_of(NoticeKind.SUBMITTED, release, by=eve) == ["edgar"]
    assert told_of(NoticeKind.PUBLISHED, release, by=ann) == []
    assert told_of(NoticeKind.PUBLISHED, release, by=eve, also=[eve, edgar]) == ["ann", "edgar"]


def test_who_began_changed_last_or_submitted_last_is_told(release, ann, eve, edgar):
    arthur, later = person("Author", "arthur"), person("Author", "later")
    submit([release], by=arthur)
    other = make_release("Other", slug="other", created_by=edgar, changed_by=later)
    assert set(told_of(NoticeKind.PUBLISHED, release, other)) >= {"ann", "arthur", "edgar", "later"}
    assert "arthur" not in told_of(NoticeKind.PUBLISHED, other)
    assert "eve" not in told_of(NoticeKind.PUBLISHED, other)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"email": ""}])
def test_who_has_left_or_has_no_address_is_not_told(release, ann, eve, change):
    type(eve).objects.filter(pk=eve.pk).update(**change)
    assert told_of(NoticeKind.SUBMITTED, release) == []


def test_who_has_no_role_any_more_is_not_told(release, ann):
    ann.groups.clear()
    assert told_of(NoticeKind.PUBLISHED, release) == []


def test_who_switched_a_kind_off_is_told_of_the_others(release, ann):
    NoticeChoice.objects.create(user=ann, language="en", switched_off=["published"])
    assert told_of(NoticeKind.PUBLISHED, release) == []
    assert told_of(NoticeKind.CORRECTED, release) == ["ann"]


def test_those_who_published_or_withdrew_are_found(release, eve, edgar):
    [edition] = publish([release], by=eve)
    [withdrawal] = withdraw([release], by=edgar, reasons={"en": "Why"})
    assert list(publishers([edition])) == [eve]
    assert set(publishers([edition, withdrawal])) == {eve, edgar}
    assert list(publishers([])) == []
