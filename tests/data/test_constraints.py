"""Nonsense is refused by Postgres, by the very constraint that is there for it; each with what it must let pass."""

import datetime as dt
import uuid

import pytest

from pressreleases.models import (
    Anniversary,
    ContactNumber,
    Edition,
    Image,
    MissionDetails,
    Release,
    Topic,
    Withdrawal,
)
from pressreleases.publishing import correct, publish, withdraw
from tests.data.refusals import foreign_key, refused_by, sql
from tests.making import in_future, make_details, make_release, rewrite

pytestmark = pytest.mark.django_db

SET_RELEASE = "UPDATE pressreleases_release SET {} WHERE id = %s"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("title = ''", "release_title_given"),
        ("status = 'live'", "release_status_known"),
        ("version = 0", "release_version_counts_from_one"),
        ("code = 'A B'", "release_code_well_formed"),
    ],
)
def test_a_nonsensical_release_is_refused(change, constraint):
    release = make_release()
    with refused_by(constraint):
        sql(SET_RELEASE.format(change), release.pk)


def test_a_family_has_one_release_per_language_and_one_original():
    english = make_release("Visit")
    azerbaijani = make_release("Səfər", language="az", is_original=False, family=english.family)
    other = make_release("Other", language="az")
    with refused_by("release_one_original"):
        sql(SET_RELEASE.format("is_original = true"), azerbaijani.pk)
    sql(SET_RELEASE.format("is_original = false"), other.pk)
    with refused_by("release_one_per_language"):
        sql(SET_RELEASE.format("family = %s"), english.family, other.pk)
    sql(SET_RELEASE.format("family = %s"), uuid.uuid4(), other.pk)


def test_a_reference_is_given_once_per_language_and_no_reference_as_often_as_you_like():
    make_release("One", reference="No. 1/24")
    make_release("Bir", reference="No. 1/24", language="az")
    two, _three = make_release("Two"), make_release("Three")
    with refused_by("release_reference_given_once"):
        sql(SET_RELEASE.format("reference = 'No. 1/24'"), two.pk)


def test_a_code_belongs_to_one_release():
    one, two = make_release("One"), make_release("Two")
    with refused_by("release_one_per_code"):
        sql(SET_RELEASE.format("code = %s"), one.code, two.pk)


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


def test_a_release_that_was_published_cannot_be_deleted_and_a_draft_can(edition):
    draft = make_release("Draft")
    with refused_by(foreign_key("pressreleases_edition", "pressreleases_release")):
        sql("DELETE FROM pressreleases_release WHERE id = %s", edition.release_id)
    sql("DELETE FROM pressreleases_release WHERE id = %s", draft.pk)


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


def test_mission_details_never_overlap_and_may_leave_a_gap():
    make_details(valid_during=(dt.date(2020, 1, 1), dt.date(2022, 1, 1)))
    make_details(valid_during=(dt.date(2022, 1, 1), dt.date(2023, 1, 1)))
    make_details(valid_during=(dt.date(2024, 1, 1), None))
    with refused_by("mission_details_do_not_overlap"):
        sql("INSERT INTO pressreleases_missiondetails (valid_during, address, email, time_zone, press_contact_name,"
            " press_contact_number, press_contact_extension, press_contact_email, shown)"
            " VALUES ('[2025-01-01,)', 'x', '', 'UTC', '', '', '', '', true)")  # fmt: skip
    assert MissionDetails.objects.valid_on(dt.date(2023, 6, 1)).count() == 0
    assert MissionDetails.objects.valid_on(dt.date(2022, 1, 1)).count() == 1


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("valid_during = 'empty'", "mission_details_valid_some_day"),
        ("address = ''", "mission_details_address_given"),
        ("press_contact_number = '212 371'", "mission_details_press_number_e164"),
        ("press_contact_extension = 'x'", "mission_details_press_extension_digits"),
    ],
)
def test_nonsensical_mission_details_are_refused(details, change, constraint):
    with refused_by(constraint):
        sql(f"UPDATE pressreleases_missiondetails SET {change}")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("number = '(212) 371-2559'", "contact_number_e164"),
        ("extension = 'ext'", "contact_number_extension_digits"),
        ("kind = 'telex'", "contact_number_kind_known"),
        ("position = 2", "contact_number_one_per_position"),
    ],
)
def test_nonsensical_numbers_are_refused(details, change, constraint):
    with refused_by(constraint):
        sql(f"UPDATE pressreleases_contactnumber SET {change} WHERE position = 1")
        assert ContactNumber.objects.filter(position=1).exists() or "position" in change


def test_a_mission_has_one_name_per_language_and_position(details):
    with refused_by("mission_one_name_per_language"):
        sql("UPDATE pressreleases_missionname SET language = 'en'")
    with refused_by("mission_one_name_per_position"):
        sql("UPDATE pressreleases_missionname SET position = 1")
    with refused_by("mission_name_given"):
        sql("UPDATE pressreleases_missionname SET name = ''")
    sql("UPDATE pressreleases_missionname SET position = 3 - position")


def test_opening_hours_are_in_order_on_a_known_day(details):
    insert = "INSERT INTO pressreleases_openinghours (details_id, weekday, opens_at, closes_at) VALUES (%s, %s, %s, %s)"
    with refused_by("opening_hours_in_order"):
        sql(insert, details.pk, 0, "17:00", "09:00")
    with refused_by("opening_hours_weekday_known"):
        sql(insert, details.pk, 7, "09:00", "17:00")
    sql(insert, details.pk, 6, "09:00", "17:00")


ANNIVERSARY = (
    "INSERT INTO pressreleases_anniversary (event_first_on, event_last_on, rule, month, day, lead_days, goes_on, shown)"
    " VALUES ('1990-01-19', %s, %s, %s, %s, 30, true, true)"
)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        (("1990-01-18", "fixed-day", 1, 20), "anniversary_event_days_in_order"),
        ((None, "weekly", 1, 20), "anniversary_day_fits_rule"),
        ((None, "fixed-day", None, None), "anniversary_day_fits_rule"),
        ((None, "fixed-day", 2, 30), "anniversary_day_fits_rule"),
        ((None, "fixed-day", 4, 31), "anniversary_day_fits_rule"),
        ((None, "fixed-day", 13, 1), "anniversary_day_fits_rule"),
        ((None, "table", 1, 20), "anniversary_day_fits_rule"),
    ],
)
def test_a_nonsensical_anniversary_is_refused(values, constraint):
    with refused_by(constraint):
        sql(ANNIVERSARY, *values)


@pytest.mark.parametrize(
    "values", [("1990-01-20", "fixed-day", 1, 20), (None, "fixed-day", 2, 29), (None, "table", None, None)]
)
def test_a_sensible_anniversary_is_let_pass(values):
    sql(ANNIVERSARY, *values)
    assert Anniversary.objects.count() == 1


def test_names_and_dates_of_anniversaries_and_topics_are_unique_where_they_must_be():
    anniversary = Anniversary.objects.create(event_first_on="1990-01-20", month=1, day=20)
    other = Anniversary.objects.create(event_first_on="1992-02-26", month=2, day=26)
    name = (
        "INSERT INTO pressreleases_anniversaryname (anniversary_id, language, name, slug, title_pattern)"
        " VALUES (%s, %s, %s, %s, '')"
    )
    sql(name, anniversary.pk, "en", "Day", "day")
    with refused_by("anniversary_one_name_per_language"):
        sql(name, anniversary.pk, "en", "Day", "other-day")
    with refused_by("anniversary_one_per_address"):
        sql(name, other.pk, "en", "Day", "day")
    with refused_by("anniversary_name_given"):
        sql(name, other.pk, "az", "", "gun")
    date = "INSERT INTO pressreleases_anniversarydate (anniversary_id, observed_on) VALUES (%s, %s)"
    sql(date, anniversary.pk, "2024-03-20")
    with refused_by("anniversary_one_date_per_year"):
        sql(date, anniversary.pk, "2024-03-21")
    topic, another = Topic.objects.create(), Topic.objects.create()
    name = "INSERT INTO pressreleases_topicname (topic_id, language, name, slug) VALUES (%s, %s, %s, %s)"
    sql(name, topic.pk, "en", "Law", "law")
    with refused_by("topic_one_name_per_language"):
        sql(name, topic.pk, "en", "Law", "other-law")
    with refused_by("topic_one_per_address"):
        sql(name, another.pk, "en", "Law", "law")
    with refused_by("topic_name_given"):
        sql(name, another.pk, "az", "", "huquq")


def test_a_picture_is_kept_once_has_a_size_and_words():
    insert = (
        "INSERT INTO pressreleases_image (title, file, sha256, width, height, credit, added_at)"
        " VALUES ('x', 'x', %s, %s, 1, '', now())"
    )
    sql(insert, "a" * 64, 1)
    with refused_by("image_one_per_content"):
        sql(insert, "a" * 64, 1)
    with refused_by("image_sha256_well_formed"):
        sql(insert, "A", 1)
    with refused_by("image_has_a_size"):
        sql(insert, "b" * 64, 0)
    words = (
        "INSERT INTO pressreleases_imagedescription (image_id, language, alternative_text)"
        " SELECT id, 'en', %s FROM pressreleases_image"
    )
    with refused_by("image_description_given"):
        sql(words, "")
    sql(words, "A hall")
    with refused_by("image_one_description_per_language"):
        sql(words, "A hall")


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


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("act", "hidden", "withdrawal_act_known"),
        ("reasons", "{}", "withdrawal_has_a_reason"),
        ("reasons", '{"en": ""}', "withdrawal_has_a_reason"),
        ("reasons", '{"en": 5}', "withdrawal_has_a_reason"),
        ("reasons", "[]", "withdrawal_has_a_reason"),
        ("in_force_during", "empty", "withdrawal_span_well_formed"),
        ("in_force_during", "(,)", "withdrawal_span_well_formed"),
        ("in_force_during", "[2100-01-01 00:00+00,)", "withdrawal_one_in_force_at_a_time"),
    ],
)
def test_a_nonsensical_withdrawal_is_refused(details, editor, column, value, constraint):
    release = make_release()
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Why"})
    row = {"act": "withdrawn", "reasons": '{"en": "Why"}', "in_force_during": "[2100-01-01 00:00+00,)", column: value}
    other = release if constraint == "withdrawal_one_in_force_at_a_time" else make_release("Other")
    with refused_by(constraint):
        sql(
            "INSERT INTO pressreleases_withdrawal (release_id, by_id, act, reasons, in_force_during) VALUES"
            " (%s, %s, %s, %s, %s)",
            other.pk, editor.pk, row["act"], row["reasons"], row["in_force_during"],
        )  # fmt: skip
    assert Withdrawal.objects.count() == 1


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
