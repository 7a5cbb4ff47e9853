"""Publishing now and at a later instant: what appears, when, and what is refused."""

import datetime as dt

import pytest

from pressreleases.models import Edition, Release
from pressreleases.publishing import errors, publish, send_back, submit
from tests.making import in_future, make_details, make_release, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]


def live_titles(at=None):
    return list(Edition.objects.live(at).order_by("title").values_list("title", flat=True))


def test_what_is_published_now_is_live_at_once(details, editor):
    make_release("Unpublished")
    (edition,) = publish([make_release("Told")], by=editor)
    assert live_titles() == ["Told"]
    assert (edition.number, edition.published_by, edition.live_during.upper) == (1, editor, None)
    assert edition.live_during.lower == edition.made_at


def test_what_is_planned_appears_at_its_second_and_not_before(details, editor):
    publish([make_release("Live")], by=editor)
    begins = in_future(hours=2)
    publish([make_release("Embargoed")], by=editor, at=begins)
    assert live_titles() == ["Live"]
    assert live_titles(begins - dt.timedelta(microseconds=1)) == ["Live"]
    assert live_titles(begins) == ["Embargoed", "Live"]


def test_an_edition_copies_every_public_field_and_the_letterhead_of_the_day(details, editor):
    release = make_release(
        "Statement", "First.", "Second.", kind="statement", speaker_name="A. Speaker", speaker_office="Representative",
        reference="No. 1/24", summary="A lead.", notes_to_editors="A note.", slug="statement",
    )  # fmt: skip
    (edition,) = publish([release], by=editor)
    assert (edition.kind, edition.kind_label) == ("statement", "Statement")
    assert (edition.year, edition.slug, edition.issued_on) == (2024, "statement", dt.date(2024, 1, 20))
    assert edition.text == "First.\n\nSecond."
    assert (edition.speaker_name, edition.reference, edition.summary) == ("A. Speaker", "No. 1/24", "A lead.")
    assert [name["language"] for name in edition.letterhead["names"]] == ["az", "en"]
    assert edition.letterhead["numbers"][1] == {"kind": "telephone", "number": "+12123712832", "extension": "101"}
    assert edition.letterhead["time_zone"] == "America/New_York"


def test_the_letterhead_is_that_of_the_date_of_issue_and_later_changes_do_not_touch_it(editor):
    moved = dt.date(2024, 1, 1)
    make_details(valid_during=(None, moved), address="Old Street 1")
    present = make_details(valid_during=(moved, None), address="New Street 2")
    (before,) = publish([make_release("Before", issued_on=dt.date(2023, 12, 31))], by=editor)
    (after,) = publish([make_release("After", issued_on=moved)], by=editor)
    present.address = "Newest Street 3"
    present.save()
    before.refresh_from_db()
    after.refresh_from_db()
    assert (before.letterhead["address"], after.letterhead["address"]) == ("Old Street 1", "New Street 2")


def test_no_details_for_the_date_is_refused_and_the_date_is_named(editor):
    make_details(valid_during=(dt.date(2024, 1, 21), None))
    with pytest.raises(errors.NoLetterhead, match="20 January 2024") as refusal:
        publish([make_release()], by=editor)
    assert refusal.value.field == "issued_on"
    assert not Edition.objects.exists()


def test_a_family_goes_out_at_one_instant_or_not_at_all(details, editor):
    english = make_release("Visit")
    azerbaijani = make_release("Səfər", language="az", family=english.family, is_original=False, slug="sefer")
    empty = make_release("Empty", language="az", body="")
    with pytest.raises(errors.NoText):
        publish([english, azerbaijani, empty], by=editor)
    assert live_titles() == []
    one, other = publish([english, azerbaijani], by=editor)
    assert one.live_during.lower == other.live_during.lower
    assert live_titles() == ["Səfər", "Visit"]


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"body": ""}, errors.NoText, "body"),
        ({"body": "<p>&nbsp;</p><script>x</script>"}, errors.NoText, "body"),
        ({"slug": ""}, errors.NoAddress, "slug"),
        ({"slug": "01"}, errors.AddressOfAMonth, "slug"),
        ({"title": "  "}, errors.NoTitle, "title"),
    ],
)
def test_an_incomplete_text_is_refused_at_its_field(details, editor, changes, error, field):
    with pytest.raises(error) as refusal:
        publish([make_release(**{"title": "Incomplete", **changes})], by=editor)
    assert refusal.value.field == field
    assert not Edition.objects.exists()


def test_the_past_is_refused(details, editor):
    with pytest.raises(errors.InThePast):
        publish([make_release()], by=editor, at=in_future(seconds=-1))
    assert not Edition.objects.exists()


def test_nobody_publishes_twice(details, editor):
    release = make_release()
    publish([release], by=editor)
    with pytest.raises(errors.AlreadyPublished):
        publish([release], by=editor)
    assert Edition.objects.count() == 1


def test_what_is_planned_is_not_published_beside_its_plan(details, editor):
    release = make_release()
    publish([release], by=editor, at=in_future())
    with pytest.raises(errors.AlreadyPlanned):
        publish([release], by=editor)
    assert live_titles() == []


def test_an_author_cannot_publish(details, author):
    with pytest.raises(errors.NotAllowed):
        publish([make_release()], by=author)
    assert not Edition.objects.exists()


def test_an_editor_who_left_cannot_publish(details, editor):
    editor.is_active = False
    editor.save()
    with pytest.raises(errors.NotAllowed):
        publish([make_release()], by=editor)


def test_no_release_at_all_is_refused(editor):
    with pytest.raises(errors.NothingGiven):
        publish([], by=editor)


def test_an_address_belongs_to_the_release_first_published_there(details, editor):
    first = make_release("Visit", slug="visit")
    publish([first], by=editor)
    with pytest.raises(errors.AddressTaken) as refusal:
        publish([make_release("Another visit", slug="visit")], by=editor)
    assert refusal.value.field == "slug"
    assert live_titles() == ["Visit"]


def test_the_same_address_in_another_year_or_language_is_another_address(details, editor):
    publish([make_release("Visit", slug="visit")], by=editor)
    publish([make_release("Visit", slug="visit", issued_on=dt.date(2023, 1, 20))], by=editor)
    publish([make_release("Visit", slug="visit", language="az")], by=editor)
    assert live_titles() == ["Visit"] * 3


def test_submitting_and_sending_back_move_the_status_once_and_keep_history(details, author, editor):
    release = make_release()
    submit([release], by=author)
    with pytest.raises(errors.NotADraft):
        submit([release], by=author)
    with pytest.raises(errors.NotAllowed):
        send_back([release], by=author, comment="No.")
    send_back([release], by=editor, comment="The place is wrong.")
    with pytest.raises(errors.NotSubmitted):
        send_back([release], by=editor, comment="The place is wrong.")
    saves = list(release.history.order_by("history_id").values_list("status", "history_user__username"))
    assert saves == [("draft", None), ("submitted", "author"), ("draft", "editor")]


def test_what_was_submitted_is_a_draft_again_once_published(details, author, editor):
    release = make_release()
    submit([release], by=author)
    publish([release], by=editor)
    assert Release.objects.get().status == "draft"


def test_a_picture_without_words_in_the_language_is_refused(details, editor):
    from pressreleases.models import Image, ImageDescription

    image = Image.objects.create(title="Hall", file="images/x.png", sha256="a" * 64, width=10, height=10)
    release = make_release(lead_image=image)
    with pytest.raises(errors.PictureWithoutWords, match="Hall"):
        publish([release], by=editor)
    ImageDescription.objects.create(image=image, language="en", alternative_text="A hall")
    (edition,) = publish([release], by=editor)
    assert edition.lead_picture is not None
    assert edition.lead_picture["alternative_text"] == "A hall"
    assert list(edition.pictures.all()) == [image]


def test_the_verbs_work_in_key_order_whatever_order_is_given(details, editor):
    one, two = make_release("One"), make_release("Two")
    assert [edition.title for edition in publish([two, one], by=editor)] == ["One", "Two"]


def test_make_user_gives_the_rights_of_the_role(db):
    assert make_user("Administrator").has_perm("pressreleases.redact_release")
    assert not make_user("Editor").has_perm("pressreleases.redact_release")
