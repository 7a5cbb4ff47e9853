"""Who wrote what readers see around a text: each change counts for the texts that show it, until one was published."""

import datetime as dt

import pytest

from pressreleases.audit import record
from pressreleases.models import Image, Topic
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import publish, surroundings
from pressreleases.publishing.surroundings import shown_by, writers
from tests.making import database_now, in_future, make_anniversary, make_details, make_release, make_user

pytestmark = pytest.mark.django_db

SAVED, DETAILS = AuditAct.SAVED, AuditAct.MISSION_DETAILS_CHANGED


def wrote(*releases, at=None, before=None):
    """Who wrote something around each of the releases."""
    found = writers(shown_by(releases, {}), at, before=before)
    return [found[release.pk] for release in releases]


@pytest.fixture
def topic():
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Law", slug="law")
    return topic


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"new": True}, True),
        ({"rows": {"topicname": {"languages": ["en"], "changed": ["name"]}}}, True),
        ({"rows": {"topicname": {"languages": ["en"], "added": 1}}}, True),
        ({"rows": {"topicname": {"languages": ["en"], "deleted": 1}}}, True),
        ({"rows": {"topicname": {"changed": ["name"]}}}, True),
        ({"rows": {"topicname": {"languages": ["az"], "changed": ["name"]}}}, False),
        ({"rows": {"topicname": {"languages": ["en"], "changed": ["slug"]}}}, False),
        ({"changed": ["shown"]}, False),
    ],
)
def test_a_name_of_a_topic_counts_in_its_language_and_nothing_else_of_it_does(details, editor, topic, said, counts):
    release, other = make_release("Visit"), make_release("Other")
    release.topics.add(topic)
    record(SAVED, topic, by=editor, details=said)
    assert wrote(release, other) == [{editor.pk} if counts else set(), set()]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"changed": ["credit"]}, True),
        ({"changed": ["title"]}, False),
        ({"rows": {"imagedescription": {"languages": ["en"], "changed": ["alternative_text"]}}}, True),
        ({"rows": {"imagedescription": {"languages": ["az"], "changed": ["alternative_text"]}}}, False),
    ],
)
def test_credit_and_words_of_the_picture_count_and_its_title_for_staff_does_not(details, editor, said, counts):
    image = Image.objects.create(title="A hall", file="images/a.png", sha256="a" * 64, width=1, height=1)
    release, other = make_release("Visit", lead_image=image), make_release("Other")
    record(SAVED, image, by=editor, details=said)
    assert wrote(release, other) == [{editor.pk} if counts else set(), set()]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"new": True}, True),
        ({"new": True, "imported": True}, False),
        ({"changed": ["address"]}, True),
        ({"changed": ["first_on"]}, True),
        ({"changed": ["last_on"]}, True),
        ({"changed": ["last_on"], "only_shortened": True}, False),
        ({"changed": ["press_contact_name"]}, False),
        ({"changed": ["shown"]}, False),
        ({"rows": {"contactnumber": {"changed": ["number"]}}}, True),
        ({"rows": {"missionname": {"added": 1}}}, True),
        ({"rows": {"openinghours": {"added": 1}}}, False),
    ],
)
def test_what_the_letterhead_shows_counts_and_what_only_the_contact_page_shows_does_not(editor, said, counts):
    details = make_details(valid_during=(dt.date(2024, 1, 20), dt.date(2024, 1, 21)))
    release, day_after = make_release("Visit"), make_release("Other", issued_on=dt.date(2024, 1, 21))
    record(DETAILS, details, by=editor, details=said)
    assert wrote(release, day_after) == [{editor.pk} if counts else set(), set()]


@pytest.mark.parametrize(
    ("changed", "drafted", "counts"),
    [("name", False, True), ("name", True, True), ("title_pattern", False, False), ("title_pattern", True, True)],
)
def test_a_title_pattern_counts_only_for_what_was_drafted_by_it(details, editor, changed, drafted, counts):
    anniversary = make_anniversary(en="Black January")
    release = make_release("Visit", anniversary=anniversary)
    record(
        SAVED,
        anniversary,
        by=editor,
        details={"rows": {"anniversaryname": {"languages": ["en"], "changed": [changed]}}},
    )
    shown = shown_by([release], {release.pk: database_now()} if drafted else {})
    assert writers(shown) == {release.pk: {editor.pk} if counts else set()}


def test_a_pattern_that_was_changed_after_the_draft_was_made_does_not_count(details, editor):
    anniversary = make_anniversary(en="Black January")
    release = make_release("Visit", anniversary=anniversary)
    drafted_at = database_now() - dt.timedelta(days=1)
    record(
        SAVED,
        anniversary,
        by=editor,
        details={"rows": {"anniversaryname": {"languages": ["en"], "changed": ["title_pattern"]}}},
    )
    assert writers(shown_by([release], {release.pk: drafted_at})) == {release.pk: set()}


def test_acts_that_write_nothing_do_not_count(details, editor, topic):
    release = make_release("Visit")
    release.topics.add(topic)
    record(AuditAct.DELETED, topic, by=editor, details={"new": True})
    record(SAVED, topic, by=None, details={"new": True})
    assert wrote(release) == [set()]


def test_it_takes_two_queries_whatever_the_number_of_texts(details, editor, topic, django_assert_num_queries):
    releases = [make_release(f"Number {number}") for number in range(5)]
    for release in releases:
        release.topics.add(topic)
    record(SAVED, topic, by=editor, details={"new": True})
    for rows in (releases[:1], releases):
        shown = shown_by(rows, {})
        with django_assert_num_queries(2):
            writers(shown)
    with django_assert_num_queries(0):
        assert writers({}) == {}


def test_a_planned_edition_has_shown_nothing_yet(details, editor, topic):
    release, other = make_release("Visit"), make_release("Other")
    for row in (release, other):
        row.topics.add(topic)
    record(SAVED, topic, by=editor, details={"new": True})
    begins = in_future()
    publish([other], by=editor, at=begins, alone="Nobody is in.")
    assert wrote(release) == [{editor.pk}]
    assert wrote(release, at=begins - dt.timedelta(microseconds=1)) == [{editor.pk}]
    assert wrote(release, at=begins) == [set()]


def test_the_constant_by_which_drafts_are_known_is_the_one_in_the_history():
    # Rows of the history hold these words for ever.
    assert surroundings.CARRIED == "carried forward"


def test_an_edition_that_was_made_before_a_change_has_not_shown_it_though_it_goes_live_later(details, editor, topic):
    release, other = make_release("Visit"), make_release("Other")
    for row in (release, other):
        row.topics.add(topic)
    begins = in_future()
    publish([other], by=editor, at=begins)
    record(SAVED, topic, by=editor, details={"new": True})
    assert wrote(release, at=begins) == [{editor.pk}]


def test_only_an_edition_in_the_same_language_with_the_same_topic_has_shown_its_name(details, editor, topic):
    release, without, azerbaijani = make_release("Visit"), make_release("Without"), make_release("Səfər", language="az")
    for row in (release, azerbaijani):
        row.topics.add(topic)
    record(SAVED, topic, by=editor, details={"new": True})
    publish([without, azerbaijani], by=editor, alone="Nobody is in.")
    assert wrote(release) == [{editor.pk}]
    publish([release], by=editor, alone="Nobody is in.")
    assert wrote(release) == [set()]


def test_only_an_edition_with_the_same_picture_has_shown_its_words(details, editor):
    image = Image.objects.create(title="A hall", file="images/a.png", sha256="a" * 64, width=1, height=1)
    image.descriptions.create(language="en", alternative_text="A hall.")
    release = make_release("Visit", lead_image=image)
    record(SAVED, image, by=editor, details={"new": True})
    publish([make_release("Other")], by=editor)
    assert wrote(release) == [{editor.pk}]
    publish([make_release("Another", lead_image=image)], by=editor, alone="Nobody is in.")
    assert wrote(release) == [set()]


def test_only_an_edition_of_a_day_of_these_details_has_shown_their_letterhead(editor):
    make_details(valid_during=(None, dt.date(2024, 1, 1)))
    details = make_details(valid_during=(dt.date(2024, 1, 1), None))
    release = make_release("Visit")
    record(DETAILS, details, by=editor, details={"changed": ["address"]})
    publish([make_release("Earlier", issued_on=dt.date(2023, 12, 31))], by=editor)
    assert wrote(release) == [{editor.pk}]
    publish([make_release("Other")], by=editor, alone="Nobody is in.")
    assert wrote(release) == [set()]


def test_of_an_edition_only_what_was_changed_before_it_counts_and_it_has_not_shown_it_to_itself(details, editor, topic):
    release, later = make_release("Visit"), make_user("Editor", "later")
    release.topics.add(topic)
    record(SAVED, topic, by=editor, details={"new": True})
    (edition,) = publish([release], by=later)
    record(SAVED, topic, by=later, details={"new": True})
    shown = {0: surroundings.shown_in(edition, None)}
    assert writers(shown, before=edition.made_at) == {0: {editor.pk}}


def test_a_pattern_was_shown_only_by_an_edition_that_was_drafted_by_it(details, editor):
    anniversary = make_anniversary(en="Black January")
    draft, by_hand, drafted = (
        make_release(title, anniversary=anniversary) for title in ("Draft", "By hand", "Drafted")
    )
    named = {"rows": {"anniversaryname": {"languages": ["en"], "changed": ["title_pattern"]}}}
    record(SAVED, anniversary, by=editor, details=named)
    shown = shown_by([draft], {draft.pk: database_now()})
    publish([by_hand], by=editor, alone="Nobody is in.")
    assert writers(shown) == {draft.pk: {editor.pk}}
    drafted.history.update(history_change_reason=surroundings.CARRIED, history_date=database_now())
    publish([drafted], by=editor, alone="Nobody is in.")
    assert writers(shown) == {draft.pk: set()}
