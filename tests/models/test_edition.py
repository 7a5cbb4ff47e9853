"""Editions: what Postgres refuses, and which of them readers may see at an instant."""

import datetime as dt

import pytest

from pressreleases.models import Anniversary, Edition, Image, Release, Topic
from pressreleases.publishing import publish, withdraw
from pressreleases.publishing.errors import TooFarAhead
from tests.making import correct, in_future, make_release, reinstate, rewrite
from tests.models.refusals import as_an_older_version, foreign_key, refused_by, sql

pytestmark = pytest.mark.django_db


def copy_edition(edition, **changes):
    """Insert a copy of an edition with other values for some columns, by SQL alone."""
    columns: list[str] = [
        str(field.column)
        for field in Edition._meta.concrete_fields
        if field.column != "id" and field.column not in changes
    ]
    names = ", ".join([*columns, *changes])
    values = ", ".join([*columns, *("%s" if value is not None else "NULL" for value in changes.values())])
    sql(
        f"INSERT INTO pressreleases_edition ({names}) SELECT {values} FROM pressreleases_edition WHERE id = %s",
        *(value for value in changes.values() if value is not None),
        edition.pk,
    )


@pytest.fixture
def edition(details, editor):
    return publish([make_release("Visit", slug="visit")], by=editor, at=in_future(hours=1))[0]


LATER = "[2100-01-01 00:00+00,)"


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"number": 1}, "edition_one_per_number"),
        ({"number": 0}, "edition_numbers_count_from_one"),
        ({"live_during": "empty"}, "edition_span_well_formed"),
        ({"live_during": "(,2100-01-01 00:00+00)"}, "edition_span_well_formed"),
        ({"live_during": "(2100-01-01 00:00+00,)"}, "edition_span_well_formed"),
        ({"live_during": "[2100-01-01 00:00+00,2101-01-01 00:00+00]"}, "edition_span_well_formed"),
        ({"live_during": "[infinity,)"}, "edition_span_well_formed"),
        ({"live_during": "[2100-01-01 00:00+00,infinity)"}, "edition_span_well_formed"),
        ({"live_during": LATER}, "edition_one_live_at_a_time"),
        ({"year": 2023}, "edition_year_is_that_of_issue"),
        ({"slug": "a visit"}, "edition_slug_well_formed"),
        ({"slug": ""}, "edition_slug_well_formed"),
        ({"slug": "a/b"}, "edition_slug_well_formed"),
        ({"slug": "01"}, "edition_slug_is_no_month"),
        ({"slug": "12"}, "edition_slug_is_no_month"),
        ({"digest": "x"}, "edition_digest_well_formed"),
        ({"title": ""}, "edition_title_given"),
        ({"text": ""}, "edition_text_given"),
        ({"change_note": ""}, "edition_change_is_explained"),
        ({"letterhead": "{}"}, "edition_has_a_letterhead"),
    ],
)
def test_a_nonsensical_edition_is_refused(edition, changes, constraint):
    with refused_by(constraint):
        copy_edition(edition, **{"number": 2, "change_note": "Note", **changes})


def test_the_next_edition_is_let_pass_once_the_one_before_it_ends(edition):
    sql(
        "UPDATE pressreleases_edition SET live_during = tstzrange(lower(live_during), '2100-01-01"
        " 00:00+00') WHERE id = %s",
        edition.pk,
    )
    copy_edition(edition, number=2, change_note="Note", live_during=LATER)
    assert Edition.objects.count() == 2


def test_an_address_is_for_ever_also_after_its_edition_ended(edition, details):
    other = make_release("Other")
    sql(
        "UPDATE pressreleases_edition SET live_during = tstzrange(lower(live_during), '2100-01-01"
        " 00:00+00') WHERE id = %s",
        edition.pk,
    )
    with refused_by("edition_address_is_for_ever"):
        copy_edition(edition, release_id=other.pk, live_during=LATER)
    copy_edition(edition, release_id=other.pk, live_during=LATER, slug="other")


def test_a_topic_an_anniversary_and_a_picture_of_an_edition_cannot_be_deleted(details, editor):
    topic, image = Topic.objects.create(), Image.objects.create(title="x", file="x", sha256="a" * 64, width=1, height=1)
    anniversary = Anniversary.objects.create(event_first_on="1990-01-20", month=1, day=20)
    details.emblem = image
    details.save()
    release = make_release(anniversary=anniversary)
    release.topics.add(topic)
    publish([release], by=editor)
    for table, row, by in (
        ("pressreleases_topic", topic, "pressreleases_editiontopic"),
        ("pressreleases_image", image, "pressreleases_editionpicture"),
    ):
        sql("DELETE FROM pressreleases_release_topics")
        sql("UPDATE pressreleases_missiondetails SET emblem_id = NULL")
        with refused_by(foreign_key(by, table)):
            sql(f"DELETE FROM {table} WHERE id = %s", row.pk)
    sql("UPDATE pressreleases_release SET anniversary_id = NULL")
    with refused_by(foreign_key("pressreleases_edition", "pressreleases_anniversary")):
        sql("DELETE FROM pressreleases_anniversary WHERE id = %s", anniversary.pk)


def test_a_topic_or_picture_stands_once_in_an_edition(details, editor):
    release = make_release()
    release.topics.add(Topic.objects.create())
    image = Image.objects.create(title="x", file="x", sha256="a" * 64, width=1, height=1)
    details.emblem = image
    details.save()
    publish([release], by=editor, at=in_future())
    with refused_by("edition_topic_once"):
        sql(
            "INSERT INTO pressreleases_editiontopic (edition_id, topic_id) SELECT edition_id, topic_id FROM"
            " pressreleases_editiontopic"
        )
    with refused_by("edition_picture_once"):
        sql(
            "INSERT INTO pressreleases_editionpicture (edition_id, image_id) SELECT edition_id, image_id"
            " FROM pressreleases_editionpicture"
        )


def test_a_user_who_published_cannot_be_deleted(details, editor):
    release = make_release()
    publish([release], by=editor)
    rewrite(release, title="Other")
    correct([release], by=editor, minor=True)
    sql("DELETE FROM auth_user_groups")
    # The audit trail holds on to the account as well, which `test_the_audit_trail` looks at.
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("TRUNCATE pressreleases_auditentry")
    with refused_by(foreign_key("pressreleases_edition", "auth_user")):
        sql("DELETE FROM auth_user WHERE id = %s", editor.pk)
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"issued_on": "0202-01-20", "year": 202}, "edition_issued_on_a_known_day"),
        ({"slug": "\u2126"}, "edition_slug_is_an_address"),
        ({"slug": "a\u200bb"}, "edition_slug_is_an_address"),
        ({"place": "Ba\u2029ku"}, "edition_lines_are_lines"),
        ({"title": "\u202ea"}, "edition_lines_are_lines"),
        ({"text": "a\x01"}, "edition_texts_hold_no_controls"),
        ({"letterhead": '{"v": 1, "time_zone": "UTC"}'}, "edition_letterhead_whole"),
    ],
)
def test_an_edition_that_a_page_cannot_show_is_refused_when_it_is_added(details, editor, changes, rule):
    (edition,) = publish([make_release()], by=editor, at=in_future())
    other = make_release("Other")
    with refused_by(rule):
        copy_edition(edition, release_id=other.pk, **{"slug": "other", **changes})
    copy_edition(edition, release_id=other.pk, slug="other")


def test_nothing_is_planned_for_a_year_that_no_page_can_show(details, editor):
    release = make_release()
    with pytest.raises(TooFarAhead):
        publish([release], by=editor, at=dt.datetime(2200, 1, 1, tzinfo=dt.UTC))
    (edition,) = publish([release], by=editor, at=dt.datetime(2199, 12, 31, 23, tzinfo=dt.UTC))
    with refused_by("edition_span_within_limits"):
        copy_edition(edition, release_id=make_release("Other").pk, slug="other", live_during="[9999-12-31,)")


MOMENT = dt.timedelta(microseconds=1)


def numbers(rows):
    return sorted(rows.values_list("number", flat=True))


@pytest.fixture
def corrected(details, editor):
    """A release that is published in an hour and corrected in two: the instants of both."""
    release = make_release("Visit")
    begins, changes = in_future(hours=1), in_future(hours=2)
    publish([release], by=editor, at=begins)
    first = release.editions.get()
    first.live_during = (begins, changes)
    first.save(update_fields=["live_during"])
    copy_edition(first, number=2, change_note="Note", live_during=f"[{changes.isoformat()},)")
    return begins, changes


def test_an_edition_is_live_from_its_very_instant_until_the_next_one_begins(corrected):
    begins, changes = corrected
    live = [numbers(Edition.objects.live(at)) for at in (begins - MOMENT, begins, changes - MOMENT, changes)]
    assert live == [[], [1], [1], [2]]


def test_an_earlier_edition_is_superseded_from_the_instant_at_which_the_next_one_begins(corrected):
    begins, changes = corrected
    superseded = [numbers(Edition.objects.superseded(at)) for at in (begins, changes - MOMENT, changes)]
    assert superseded == [[], [], [1]]


def test_no_edition_of_a_withdrawn_release_is_live_or_superseded(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    rewrite(release, title="The visit")
    correct([release], by=editor, minor=True)
    publish([make_release("Other")], by=editor)
    assert numbers(Edition.objects.superseded()) == [1]
    assert not Edition.objects.taken_back().exists()
    withdraw([release], by=editor, reasons={"en": "Why"})
    assert list(Edition.objects.live().values_list("title", flat=True)) == ["Other"]
    assert not Edition.objects.superseded().exists()
    assert numbers(Edition.objects.taken_back()) == [1, 2]


def test_what_is_only_planned_is_not_among_what_was_taken_back(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    begins = in_future()
    withdraw([release], by=editor, reasons={"en": "Why"}, at=begins)
    assert not Edition.objects.taken_back().exists()
    assert numbers(Edition.objects.taken_back(begins)) == [1]


def test_what_has_begun_is_not_planned_and_the_other_way_round(corrected):
    begins, changes = corrected
    begun = [numbers(Edition.objects.begun(at)) for at in (begins - MOMENT, begins, changes)]
    planned = [numbers(Edition.objects.planned(at)) for at in (begins - MOMENT, begins, changes)]
    assert (begun, planned) == ([[], [1], [1, 2]], [[1, 2], [2], []])


def test_an_address_is_found_in_composed_letters_too_and_in_any_case_only_where_that_is_asked(details, editor):
    publish([make_release("Visit", slug="café")], by=editor)
    found = Edition.objects.at_address
    assert found("en", 2024, "café").exists()
    assert found("en", 2024, "cafe\u0301").exists()
    assert found(["az", "en"], 2024, "café").exists()
    assert not found("en", 2024, "CAFÉ").exists()
    assert not found("az", 2024, "café").exists()
    assert not found("en", 2023, "café").exists()
    assert Edition.objects.at_address_in_any_case("en", 2024, "CAFE\u0301").exists()
    assert not Edition.objects.at_address_in_any_case("az", 2024, "CAFÉ").exists()


def test_a_year_and_a_month_hold_their_first_and_last_day_and_no_other(details, editor):
    days = [
        dt.date(2023, 12, 31),
        dt.date(2024, 1, 1),
        dt.date(2024, 1, 31),
        dt.date(2024, 12, 31),
        dt.date(2025, 1, 1),
    ]
    for day in days:
        publish([make_release(day.isoformat(), issued_on=day)], by=editor)
    assert list(Edition.objects.in_year(2024).newest_first().values_list("issued_on", flat=True)) == days[3:0:-1]
    assert list(Edition.objects.in_month(2024, 1).newest_first().values_list("issued_on", flat=True)) == days[2:0:-1]


def test_of_one_day_what_was_begun_last_comes_first(details, editor):
    made = [make_release(f"Number {number}") for number in range(3)]
    publish(made, by=editor)
    assert list(Edition.objects.newest_first().values_list("title", flat=True)) == ["Number 2", "Number 1", "Number 0"]


def test_what_is_planned_to_come_back_was_not_taken_back(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Why"})
    begins = in_future()
    reinstate([rewrite(release, title="The visit")], by=editor, change_note="It holds.", at=begins)
    assert numbers(Edition.objects.taken_back()) == [1]
    assert not Edition.objects.taken_back(begins).exists()


def test_an_old_edition_whose_address_was_not_composed_is_found_as_it_was_asked_for(details, editor):
    as_an_older_version()
    (edition,) = publish([make_release("Visit")], by=editor, at=in_future())
    copy_edition(edition, release_id=make_release("Other").pk, slug="cafe\u0301")
    assert Edition.objects.at_address("en", 2024, "cafe\u0301").exists()
