"""The past cannot change: the triggers refuse it in transactions of their own, as a shell would try it."""

import json

import pytest
from django.db import connection

from pressreleases.letterhead import EMPTY
from pressreleases.models import Edition, Image, Release, Topic, Withdrawal
from pressreleases.models.fields import NEWEST_DIGEST, emptied_by_redaction
from pressreleases.publishing import publish, withdraw
from tests.making import (
    age_digest,
    correct,
    in_future,
    make_anniversary,
    make_details,
    make_release,
    make_user,
    reinstate,
    rewrite,
)
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db(transaction=True)

COLUMNS = {field.name: field.column for field in Edition._meta.concrete_fields}
EMPTIED = ", ".join(
    f"{COLUMNS[name]} = " + ("NULL" if empty is None else f"'{empty}'")
    for name, empty in emptied_by_redaction().items()
)


@pytest.fixture
def editor(db):
    return make_user("Editor")


@pytest.fixture
def release(db, editor):
    details = make_details()
    details.emblem = Image.objects.create(title="x", file="x", sha256="a" * 64, width=1, height=1)
    details.save()
    release = make_release("Visit")
    release.topics.add(Topic.objects.create())
    publish([release], by=editor)
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.")
    return release


def every_column_but(*left_out):
    return [field.column for field in Edition._meta.concrete_fields if field.column not in left_out]


# A value that differs, for columns where appending to the text does not give a valid one.
OTHER = {
    "id": "id + 1000",
    "release_id": "release_id + 1000, slug = 'elsewhere'",
    "number": "number + 1000, change_note = 'x'",
    "year": "2023, issued_on = '2023-01-20'",
    "issued_on": "issued_on + 1",
    "letterhead": "jsonb_set(letterhead, '{address}', '\"x\"')",
    "lead_picture": "'{}'::jsonb",
    "minor": "NOT minor",
    "anniversary_id": "1000",
    "lead_image_id": "1000",
    "published_by_id": "published_by_id + 1000",
    "made_at": "made_at + interval '1 second'",
    "digest": "repeat('0', 64)",
    "rules": "coalesce(rules, 0) + 1",
    "labelled_at": "now() - interval '1 second'",
    "digest_version": str(NEWEST_DIGEST + 1),
    "attachments": "'[1]'::jsonb",
    "lead_focus": "'30 0'",
    "digest_salt": "repeat('0', 32)",
    "page": "'about', slug = '_about', kind = 'page', anniversary_id = NULL",
}


def test_no_column_of_a_published_edition_can_change(release):
    # One test for all columns: each transaction of its own costs a flush of every table.
    for column in every_column_but("live_during", "redacted_at"):
        changed = OTHER.get(column, f"{column} || 'x'")
        with refused_by("edition_is_fixed"):
            sql(f"UPDATE pressreleases_edition SET {column} = {changed} WHERE number = 1")


def test_a_planned_edition_is_as_fixed_as_a_live_one(editor, release):
    planned = make_release("Planned")
    publish([planned], by=editor, at=in_future())
    with refused_by("edition_is_fixed"):
        sql("UPDATE pressreleases_edition SET title = 'x' WHERE release_id = %s", planned.pk)


@pytest.mark.parametrize(
    "span",
    [
        "tstzrange(lower(live_during) + interval '1 hour', NULL)",
        "tstzrange(lower(live_during), NULL)",
        "tstzrange(lower(live_during), upper(live_during) + interval '1 day')",
        "tstzrange(lower(live_during) + interval '1 microsecond', upper(live_during))",
        "tstzrange(lower(live_during), upper(live_during) - interval '1 microsecond')",
    ],
)
def test_an_ended_span_cannot_change(release, span):
    sql("UPDATE pressreleases_edition SET live_during = tstzrange(lower(live_during), now()) WHERE number = 2")
    with refused_by("edition_past_is_fixed"):
        sql(f"UPDATE pressreleases_edition SET live_during = {span} WHERE number = 2")


@pytest.mark.parametrize(
    "span",
    [
        "tstzrange(lower(live_during), lower(live_during) + interval '1 microsecond')",
        "tstzrange(lower(live_during) + interval '1 microsecond', NULL)",
        "tstzrange(now() + interval '1 day', NULL)",
    ],
)
def test_a_live_edition_cannot_lose_a_part_of_its_past(release, span):
    with refused_by("edition_past_is_fixed"):
        sql(f"UPDATE pressreleases_edition SET live_during = {span} WHERE number = 2")


def test_what_lies_ahead_may_change(release):
    for end in ("now() + interval '1 hour'", "now() + interval '2 hours'", "NULL", "now()"):
        sql(f"UPDATE pressreleases_edition SET live_during = tstzrange(lower(live_during), {end}) WHERE number = 2")
    assert Edition.objects.live().count() == 0


def test_an_edition_that_was_live_cannot_be_deleted_and_a_planned_one_can(editor, release):
    planned = make_release("Planned")
    publish([planned], by=editor, at=in_future())
    for beside in ("editiontopic", "editionpicture", "madefrom", "searchentry"):
        sql(
            f"DELETE FROM pressreleases_{beside} WHERE edition_id IN (SELECT id FROM"
            " pressreleases_edition WHERE lower(live_during) > now())"
        )
    with refused_by("edition_once_live_stays"):
        sql("DELETE FROM pressreleases_edition WHERE number = 2")
    with refused_by("edition_once_live_stays"):
        sql("DELETE FROM pressreleases_edition WHERE number = 1 AND release_id = %s", release.pk)
    sql("DELETE FROM pressreleases_edition WHERE release_id = %s", planned.pk)
    assert Edition.objects.count() == 2


def test_no_edition_can_begin_in_the_past(release):
    columns = ", ".join(every_column_but("id", "live_during", "number", "change_note"))
    with refused_by("edition_does_not_begin_in_the_past"):
        sql(
            f"INSERT INTO pressreleases_edition ({columns}, live_during, number, change_note)"
            f" SELECT {columns}, '[2020-01-01 00:00+00,2021-01-01 00:00+00)', 3, 'x' FROM"
            " pressreleases_edition WHERE number = 1"
        )


def test_topics_and_pictures_of_an_edition_are_fixed_with_it(release):
    topic = Topic.objects.create()
    for table, column in (("pressreleases_editiontopic", "topic_id"), ("pressreleases_editionpicture", "image_id")):
        with refused_by("edition_parts_are_fixed"):
            sql(f"DELETE FROM {table}")
        with refused_by("edition_parts_are_fixed"):
            sql(f"UPDATE {table} SET {column} = {column}")
    with refused_by("edition_parts_are_fixed"):
        sql(
            "INSERT INTO pressreleases_editiontopic (edition_id, topic_id) SELECT id, %s FROM pressreleases_edition",
            topic.pk,
        )


def test_labels_of_the_newest_edition_may_change_and_say_when(release):
    anniversary = make_anniversary(en="Day")
    change = "UPDATE pressreleases_edition SET anniversary_id = %s, labelled_at = {} WHERE number = {}"
    with refused_by("edition_is_fixed"):
        sql(change.format("NULL", 2), anniversary.pk)
    with refused_by("edition_is_fixed"):
        sql(change.format("clock_timestamp()", 1), anniversary.pk)
    with refused_by("edition_is_fixed"):
        sql(change.format("clock_timestamp(), title = 'Other'", 2), anniversary.pk)
    sql(change.format("clock_timestamp()", 2), anniversary.pk)
    topics = (
        "DELETE FROM pressreleases_editiontopic USING pressreleases_edition e WHERE edition_id = e.id AND number = {}"
    )
    with refused_by("edition_parts_are_fixed"):
        sql(topics.format(1))
    sql(topics.format(2))
    assert list(Edition.objects.filter(topics__isnull=False).values_list("number", flat=True)) == [1]
    assert Edition.objects.get(anniversary=anniversary).number == 2


def test_a_temporary_table_does_not_deceive_the_guard(release):
    sql(
        "CREATE TEMPORARY TABLE pressreleases_edition AS SELECT id, tstzrange(now() + interval '1 day',"
        " NULL) AS live_during, redacted_at FROM public.pressreleases_edition"
    )
    try:
        with refused_by("edition_parts_are_fixed"):
            sql("DELETE FROM public.pressreleases_editiontopic")
    finally:
        sql("DROP TABLE pg_temp.pressreleases_edition")


def test_redaction_is_one_door_that_opens_once(release):
    redact = f"UPDATE pressreleases_edition SET redacted_at = now(), {EMPTIED} WHERE number = 1"
    sql(redact)
    edition = Edition.objects.get(number=1)
    assert (edition.title, edition.text, edition.change_note, edition.lead_picture) == ("", "", "", None)
    assert len(edition.digest) == 64
    with refused_by("edition_is_fixed"):
        sql(
            "UPDATE pressreleases_edition SET redacted_at = NULL, title = 'x', text = 'x',"
            " digest_salt = repeat('0', 32) WHERE number = 1"
        )
    with refused_by("edition_is_fixed"):
        sql("UPDATE pressreleases_edition SET title = 'x' WHERE number = 1")
    with refused_by("edition_is_fixed"):
        sql("UPDATE pressreleases_edition SET redacted_at = now() + interval '1 day' WHERE number = 1")


def test_a_digest_without_a_salt_goes_with_the_words_and_one_with_a_salt_stays(release):
    redact = f"UPDATE pressreleases_edition SET redacted_at = now(), {EMPTIED} WHERE number = 1"
    with refused_by("edition_redacted_once"):
        sql(redact.replace("digest_salt = ''", "digest_salt = digest_salt"))
    with refused_by("edition_is_fixed"):
        sql(redact.replace(" WHERE", ", digest = '' WHERE"))
    age_digest(Edition.objects.get(number=1))
    with refused_by("edition_redacted_once"):
        sql(redact)
    with refused_by("edition_digest_well_formed"):
        sql("UPDATE pressreleases_edition SET digest = '' WHERE number = 1")
    sql(redact.replace(" WHERE", ", digest = '' WHERE"))
    assert (Edition.objects.get(number=1).digest, Edition.objects.get(number=1).digest_version) == ("", 1)


def test_a_digest_of_the_form_of_today_needs_a_salt(release):
    copied = "release_id, number + 10, language, kind, kind_label, reference, title, slug, year, issued_on, place"
    names = copied.replace("number + 10", "number")
    rest = "speaker_name, speaker_office, summary, body, text, notes_to_editors, letterhead, change_note"
    end = "live_during, published_by_id, made_at, digest"
    with refused_by("edition_digest_is_salted"):
        sql(
            f"INSERT INTO pressreleases_edition ({names}, {rest}, {end}, minor, digest_version)"
            f" SELECT {copied}, {rest}, tstzrange(now() + interval '1 day', NULL), published_by_id, made_at, digest,"
            " true, 2 FROM pressreleases_edition WHERE number = 1"
        )


def test_the_letterhead_of_a_redacted_edition_can_be_emptied_and_nothing_else_made_of_it(release):
    redact = f"UPDATE pressreleases_edition SET redacted_at = now(), {EMPTIED}, letterhead = %s WHERE number = 1"
    bare = {**EMPTY, "time_zone": "America/New_York"}
    for other in ({**bare, "email": "x"}, {**bare, "x": 1}, {**bare, "time_zone": "UTC"}):
        with refused_by("edition_redacted_once"):
            sql(redact, json.dumps(other))
    sql(redact, json.dumps(bare))
    assert Edition.objects.get(number=1).letterhead == bare


def test_the_emblem_of_a_letterhead_can_be_taken_away_once_the_letterhead_is_redacted(release):
    delete = (
        "DELETE FROM pressreleases_editionpicture USING pressreleases_edition e WHERE edition_id = e.id AND number = 1"
    )
    sql(f"UPDATE pressreleases_edition SET redacted_at = now(), {EMPTIED} WHERE number = 1")
    with refused_by("edition_parts_are_fixed"):
        sql(delete)
    bare = {**EMPTY, "time_zone": "America/New_York"}
    sql("UPDATE pressreleases_edition SET letterhead = %s WHERE number = 1", json.dumps(bare))
    sql(delete)
    assert not Edition.objects.get(number=1).pictures.exists()


def test_the_reason_of_a_withdrawal_can_be_emptied_once_it_has_ended(editor, release):
    redact = "UPDATE pressreleases_withdrawal SET redacted_at = now(), reasons = '{}'"
    withdraw([release], by=editor, reasons={"en": "The informant."})
    with refused_by("withdrawal_redacted_once"):
        sql(redact)
    reinstate([release], by=editor, change_note="Holds.")
    with refused_by("withdrawal_has_a_reason"):
        sql(redact.replace("'{}'", """'{"en": "Other."}'"""))
    with refused_by("withdrawal_redacted_once"):
        sql(redact.replace("now()", "now() - interval '1 day'"))
    with refused_by("withdrawal_is_fixed"):
        sql("""UPDATE pressreleases_withdrawal SET reasons = '{"en": "x"}'""")
    sql(redact)
    with refused_by("withdrawal_has_a_reason"):
        sql("""UPDATE pressreleases_withdrawal SET reasons = '{"en": "x"}'""")
    with refused_by("withdrawal_is_fixed"):
        sql("""UPDATE pressreleases_withdrawal SET reasons = '{"en": "x"}', redacted_at = NULL""")
    assert Withdrawal.objects.get().reasons == {}


def test_redaction_may_empty_the_address_and_gives_it_no_other_words(release):
    with refused_by("edition_redacted_once"):
        sql(f"UPDATE pressreleases_edition SET redacted_at = now(), slug = 'other', {EMPTIED} WHERE number = 1")
    sql(f"UPDATE pressreleases_edition SET redacted_at = now(), slug = 'redacted-1', {EMPTIED} WHERE number = 1")
    with refused_by("edition_is_fixed"):
        sql("UPDATE pressreleases_edition SET slug = 'redacted-2' WHERE number = 1")


def test_redaction_changes_no_word_into_another_and_nothing_else(release):
    with refused_by("edition_redacted_once"):
        sql("UPDATE pressreleases_edition SET redacted_at = now(), title = 'Other' WHERE number = 1")
    with refused_by("edition_redacted_once"):
        sql(f"UPDATE pressreleases_edition SET redacted_at = now() - interval '1 day', {EMPTIED} WHERE number = 1")
    with refused_by("edition_is_fixed"):
        sql(
            f"UPDATE pressreleases_edition SET redacted_at = now(), digest = repeat('0', 64), {EMPTIED} WHERE"
            " number = 1"
        )
    with refused_by("edition_redacted_once"):
        sql(
            "UPDATE pressreleases_edition SET redacted_at = now(), live_during ="
            f" tstzrange(lower(live_during), now()), {EMPTIED} WHERE number = 2"
        )
    with refused_by("edition_is_fixed"):
        sql("UPDATE pressreleases_edition SET summary = 'x' WHERE number = 1")


def test_pictures_of_a_redacted_edition_can_be_taken_away_in_the_same_transaction_only(release):
    from django.db import transaction

    delete = (
        "DELETE FROM pressreleases_editionpicture USING pressreleases_edition e WHERE edition_id = e.id AND number = 1"
    )
    redact = f"UPDATE pressreleases_edition SET redacted_at = now(), {EMPTIED} WHERE number = 1"
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012  one transaction of two statements
        sql(redact)
        sql(delete)
        raise ZeroDivisionError
    sql(redact)
    with refused_by("edition_parts_are_fixed"):
        sql(delete)


def test_withdrawals_are_added_and_ended_never_changed(release, editor):
    withdraw([release], by=editor, reasons={"en": "Why"})
    with refused_by("withdrawal_is_fixed"):
        sql("""UPDATE pressreleases_withdrawal SET reasons = '{"en": "Other"}'""")
    with refused_by("withdrawal_is_fixed"):
        sql("UPDATE pressreleases_withdrawal SET act = 'removed'")
    with refused_by("withdrawal_stays"):
        sql("DELETE FROM pressreleases_withdrawal")
    with refused_by("withdrawal_past_is_fixed"):
        sql(
            "UPDATE pressreleases_withdrawal SET in_force_during = tstzrange(lower(in_force_during) -"
            " interval '1 day', NULL)"
        )
    reinstate([release], by=editor, change_note="Holds.")
    with refused_by("withdrawal_past_is_fixed"):
        sql("UPDATE pressreleases_withdrawal SET in_force_during = tstzrange(lower(in_force_during), NULL)")
    with refused_by("withdrawal_does_not_begin_in_the_past"):
        sql(
            "INSERT INTO pressreleases_withdrawal (release_id, by_id, act, reasons, in_force_during)"
            " SELECT release_id, by_id, act, reasons, '[2020-01-01 00:00+00,2020-01-02 00:00+00)'"
            " FROM pressreleases_withdrawal"
        )
    assert Withdrawal.objects.count() == 1


SAVED = {field.name: field.column for field in Release.history.model._meta.concrete_fields}


@pytest.mark.parametrize("name", ["slug", *emptied_by_redaction(of_saves=True)])
def test_the_words_of_a_save_can_be_emptied_and_never_become_others(release, name):
    empty = emptied_by_redaction(of_saves=True).get(name, "")
    others = Image.objects.create(title="y", file="y", sha256="b" * 64, width=1, height=1).pk if empty is None else "b"
    with refused_by("save_is_fixed"):
        sql(f"UPDATE pressreleases_historicalrelease SET {SAVED[name]} = %s", others if empty != [] else '[{"a": 1}]')
    sql(f"UPDATE pressreleases_historicalrelease SET {SAVED[name]} = %s", "[]" if empty == [] else empty)
    assert not any(Release.history.values_list(name, flat=True))


def test_what_a_save_was_in_step_with_can_become_unknown_and_nothing_else(release):
    with refused_by("save_is_fixed"):
        sql("UPDATE pressreleases_historicalrelease SET in_step_with = repeat('a', 64)")
    sql("UPDATE pressreleases_historicalrelease SET in_step_with = repeat('0', 64)")
    assert set(Release.history.values_list("in_step_with", flat=True)) == {"0" * 64}


def test_the_role_of_the_site_is_no_superuser():
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolreplication FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


@pytest.mark.parametrize("seconds", [1, 3600])
def test_nothing_is_live_while_its_withdrawal_is_in_force(details, editor, seconds):
    publish([make_release()], by=editor)
    with refused_by("live_or_withdrawn"):
        sql(
            "INSERT INTO pressreleases_withdrawal (release_id, act, reasons, in_force_during, by_id)"
            " SELECT release_id, 'withdrawn', '{\"en\": \"x\"}', tstzrange(now() + interval '%s s', NULL), %s"
            " FROM pressreleases_edition",
            seconds,
            editor.pk,
        )
