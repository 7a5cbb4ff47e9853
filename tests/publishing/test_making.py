"""Making an edition from a working copy: what is copied, what is made anew, what is refused."""

import datetime as dt

import pytest

from pressreleases import richtext
from pressreleases.models import Edition, Image, MadeFrom, MissionDetails, Release, Topic
from pressreleases.models.fields import WORKING_COPY_FIELDS
from pressreleases.publishing import errors, publish
from pressreleases.publishing.making import (
    as_it_stands,
    details_for,
    details_of_days,
    draft_edition,
    make_edition,
    mark_of_surroundings,
    pictures_of,
    says_the_same,
)
from tests.making import ISSUED_ON, database_now, make_anniversary, make_details, make_release, rewrite, unsaved_release

pytestmark = pytest.mark.django_db


def picture(letter="a", words="A hall", credit="A. Sample"):
    image = Image.objects.create(title="Hall", file=f"images/{letter * 64}.png", sha256=letter * 64, width=4, height=3)
    Image.objects.filter(pk=image.pk).update(credit=credit)
    if words:
        image.descriptions.create(language="en", alternative_text=words)
    return Image.objects.get(pk=image.pk)


def refused(release):
    return [type(refusal) for refusal in as_it_stands(release)[1]]


def test_every_field_of_the_working_copy_is_copied_and_the_rest_is_made_of_it(details):
    release = make_release("Visit", "They <met>.", summary="Short.", kind="statement", speaker_name="A. Minister")
    edition = draft_edition(release)
    assert {name: getattr(edition, name) for name in WORKING_COPY_FIELDS} == {
        name: getattr(release, name) for name in WORKING_COPY_FIELDS
    }
    assert (edition.year, edition.kind_label, edition.text) == (2024, "Statement", "They <met>.")
    assert edition.letterhead["email"] == "press@mission.example"
    assert edition.lead_picture is None
    assert edition.rules == richtext.RULES


def test_a_kind_is_named_in_the_language_of_the_release(details):
    assert draft_edition(unsaved_release(language="az", kind="statement")).kind_label == "Bəyanat"


def test_the_text_of_an_edition_is_sanitised_and_the_working_copy_takes_it_over(details, editor):
    release = make_release()
    Release.objects.filter(pk=release.pk).update(body='<p onclick="x()">They met.</p>')
    release.refresh_from_db()
    edition = make_edition(release, by=editor, made_at=database_now(), begins=database_now())
    assert edition.body == release.body == Release.objects.get().body == "<p>They met.</p>"


def test_the_first_edition_has_number_1_and_the_next_one_more(details, editor):
    release = make_release()
    now = database_now()
    first = make_edition(release, by=editor, made_at=now, begins=now, change_note="Better.", minor=True)
    assert (first.number, first.change_note, first.minor, first.published_by) == (1, "Better.", True, editor)
    Edition.objects.filter(pk=first.pk).update(live_during=(first.begins_at, now + dt.timedelta(hours=1)))
    later = now + dt.timedelta(hours=1)
    assert make_edition(release, by=editor, made_at=now, begins=later, minor=True).number == 2
    assert MadeFrom.objects.count() == 2


def test_topics_and_pictures_go_with_the_edition(details, editor):
    lead, inline = picture("a"), picture("b")
    release = make_release(body=f'<p>x <img src="/media/images/{"b" * 64}.png" alt="b"></p>', lead_image=lead)
    topic = Topic.objects.create()
    release.topics.add(topic)
    [edition] = publish([release], by=editor)
    assert set(edition.pictures.all()) == {lead, inline}
    assert list(edition.topics.all()) == [topic]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"title": " \u200b"}, errors.NoTitle),
        ({"body": "<p>\u00a0</p>"}, errors.NoText),
        ({"slug": ""}, errors.NoAddress),
        ({"slug": "01"}, errors.AddressOfAMonth),
        ({"issued_on": dt.date(1900, 1, 1)}, errors.NoLetterhead),
    ],
)
def test_what_is_missing_is_refused_and_told_together_with_the_rest(changes, error):
    make_details(valid_during=(dt.date(2000, 1, 1), None))
    release = unsaved_release(**changes)
    assert refused(release) == [error]
    with pytest.raises(error):
        draft_edition(release)
    assert len(refused(unsaved_release(title="", slug="", body=""))) == 3


def test_a_whole_release_is_not_refused(details):
    assert refused(unsaved_release()) == []
    assert refused(unsaved_release(slug="13")) == []


def test_a_draft_without_a_letterhead_still_shows_its_words():
    edition, _refusals = as_it_stands(unsaved_release("Visit"))
    assert (edition.title, edition.letterhead["names"]) == ("Visit", [])


def test_a_letterhead_without_a_name_is_refused(details):
    details.names.all().delete()
    assert refused(unsaved_release()) == [errors.NoNameInLetterhead]


def test_the_details_of_the_day_of_issue_count(details):
    MissionDetails.objects.update(valid_during=(None, dt.date(2024, 1, 20)))
    later = make_details(valid_during=(dt.date(2024, 1, 20), None), email="new@mission.example")
    assert details_for(unsaved_release(issued_on=ISSUED_ON)) == later
    assert details_for(unsaved_release(issued_on=dt.date(2024, 1, 19))) == details


def test_the_details_of_many_days_take_the_same_few_queries_and_leave_out_days_without_any(
    details, django_assert_num_queries
):
    MissionDetails.objects.update(valid_during=(dt.date(2000, 1, 1), None))
    for number in (1, 30):
        days = [dt.date(2024, 1, 1) + dt.timedelta(days=each) for each in range(number)]
        with django_assert_num_queries(3):
            assert details_of_days([*days, dt.date(1999, 12, 31)]) == dict.fromkeys(days, details)
    with django_assert_num_queries(0):
        assert details_of_days([]) == {}


def test_with_the_details_of_its_day_given_a_release_needs_no_query_for_them(details):
    release = unsaved_release()
    with pytest.raises(errors.NoLetterhead, match="20 January 2024"):
        draft_edition(release, {})
    assert draft_edition(release, {ISSUED_ON: details}).letterhead["email"] == "press@mission.example"


def test_a_lead_picture_is_copied_with_its_words_in_the_language_of_the_release(details):
    image = picture()
    assert draft_edition(unsaved_release(lead_image=image)).lead_picture == {
        "sha256": "a" * 64,
        "file": f"images/{'a' * 64}.png",
        "width": 4,
        "height": 3,
        "alternative_text": "A hall",
        "credit": "A. Sample",
    }
    assert refused(unsaved_release(lead_image=image, language="az")) == [errors.PictureWithoutWords]


def test_a_picture_in_the_text_needs_words_and_must_be_known(details):
    def edition(sha256, words):
        return draft_edition(unsaved_release(body=f'<p>x <img src="/media/images/{sha256}.png" alt="{words}"></p>'))

    image = picture("b")
    assert pictures_of(edition("b" * 64, "A hall")) == [image]
    with pytest.raises(errors.PictureInTextWithoutWords):
        pictures_of(edition("b" * 64, " "))
    with pytest.raises(errors.UnknownPicture):
        pictures_of(edition("c" * 64, "A hall"))


def test_publishing_the_same_again_would_tell_the_same(details, editor):
    release = make_release()
    [edition] = publish([release], by=editor)
    assert says_the_same(release, edition)


def test_another_word_address_topic_or_anniversary_tells_something_else(details, editor):
    release = make_release("Visit", slug="visit")
    [edition] = publish([release], by=editor)
    assert not says_the_same(rewrite(release, title="Other"), edition)
    assert not says_the_same(rewrite(release, title="Visit", slug="other"), edition)
    assert not says_the_same(rewrite(release, slug="visit", anniversary=make_anniversary(en="A day")), edition)
    assert says_the_same(rewrite(release, anniversary=None), edition)
    release.topics.add(Topic.objects.create())
    assert not says_the_same(release, edition)


def test_the_mark_of_the_surroundings_changes_with_the_letterhead_and_the_picture_only(details):
    release = unsaved_release()
    mark = mark_of_surroundings(draft_edition(release))
    assert mark == mark_of_surroundings(draft_edition(unsaved_release("Another title")))
    assert mark != mark_of_surroundings(draft_edition(unsaved_release(lead_image=picture())))
    details.email = "other@mission.example"
    details.save()
    assert mark != mark_of_surroundings(draft_edition(release))
