"""Nonsense is refused by Postgres, by the very constraint that is there for it; each with what it must let pass."""

import datetime as dt
import uuid

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import DateTimeField

from pressreleases.models import (
    Anniversary,
    Edition,
    Image,
    Release,
    Topic,
    Withdrawal,
)
from pressreleases.publishing import publish, withdraw
from pressreleases.publishing.errors import TooFarAhead
from tests.making import correct, in_future, make_anniversary, make_release, rewrite
from tests.models.refusals import foreign_key, refused_by, sql

pytestmark = pytest.mark.django_db

SET_RELEASE = "UPDATE pressreleases_release SET {} WHERE id = %s"


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("title = ''", "release_title_given"),
        ("status = 'live'", "release_status_known"),
        ("version = 0", "release_version_counts_from_one"),
        ("code = 'A B'", "release_code_well_formed"),
        ("issued_on = '0202-01-20'", "release_issued_on_a_known_day"),
        ("issued_on = '1849-12-31'", "release_issued_on_a_known_day"),
        ("issued_on = '2200-01-01'", "release_issued_on_a_known_day"),
        ("title = U&'a\\2028b'", "release_lines_are_lines"),
        ("place = E'Baku\\n'", "release_lines_are_lines"),
        ("reference = U&'\\202e1'", "release_lines_are_lines"),
        ("speaker_name = E'a\\x01'", "release_lines_are_lines"),
        ("speaker_office = U&'\\ffff'", "release_lines_are_lines"),
        ("summary = E'a\\x1b'", "release_texts_hold_no_controls"),
        ("body = U&'\\0085'", "release_texts_hold_no_controls"),
        ("slug = U&'\\2126'", "release_slug_well_formed"),
        ("slug = U&'\\0958'", "release_slug_well_formed"),
        ("slug = '../x'", "release_slug_well_formed"),
        ("slug = U&'a\\200b'", "release_slug_well_formed"),
    ],
)
def test_a_nonsensical_release_is_refused(change, constraint):
    release = make_release()
    with refused_by(constraint):
        sql(SET_RELEASE.format(change), release.pk)


@pytest.mark.parametrize("far", ["'0001-01-01Z'", "'0044-03-15 BC'", "'2200-01-01Z'", "'infinity'"])
def test_an_instant_that_no_page_can_show_is_refused_in_every_column(far):
    """Whichever column holds it: a new one needs the same constraint in its migration."""
    release = make_release()
    with refused_by("release_changed_at_within_limits"):
        sql(SET_RELEASE.format(f"changed_at = {far}"), release.pk)
    sql(SET_RELEASE.format("changed_at = '1850-01-01Z'"), release.pk)
    columns = {
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("pressreleases").get_models()
        for field in model._meta.local_fields
        if isinstance(field, DateTimeField)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute"
            " ON attrelid = conrelid AND attnum = conkey[1] WHERE conname LIKE '%\\_within\\_limits' AND contype = 'c'"
        )
        held = set(cursor.fetchall())
    assert columns - held == set()


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


@pytest.mark.parametrize(
    "change",
    [
        "issued_on = '1850-01-01'",
        "issued_on = '2199-12-31'",
        "title = U&'\\200e\\0627 \\200d \\D83C\\DF3D'",
        "summary = E'One\\n\\ttwo' || U&'\\202bx\\202c'",
        "slug = 'ziyarət-زيارة_1'",
        "slug = ''",
    ],
)
def test_what_every_page_can_show_passes(change):
    sql(SET_RELEASE.format(change), make_release().pk)


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


@pytest.mark.parametrize("language", ["", "e/n", "EN", "\x01a", "en\n", "az-"])
@pytest.mark.parametrize(
    ("table", "constraint"),
    [
        ("release", "release_language_well_formed"),
        ("topicname", "topic_name_language_well_formed"),
        ("anniversaryname", "anniversary_name_language_well_formed"),
        ("missionname", "mission_name_language_well_formed"),
        ("imagedescription", "image_description_language_well_formed"),
    ],
)
def test_a_language_is_a_code_in_form(details, table, constraint, language):
    make_release()
    Topic.objects.create().names.create(language="en", name="Trade", slug="trade")
    make_anniversary(en="Black January")
    image = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    image.descriptions.create(language="en", alternative_text="A house.")
    row = f"ctid = (SELECT min(ctid) FROM pressreleases_{table})"
    with refused_by(constraint):
        sql(f"UPDATE pressreleases_{table} SET language = %s WHERE {row}", language)
    sql(f"UPDATE pressreleases_{table} SET language = 'zh-Hant' WHERE {row}")
