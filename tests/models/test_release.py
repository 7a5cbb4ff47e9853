"""The working copy: what Postgres refuses, its state as readers see it, by whom it was saved, and free addresses."""

import datetime as dt
import uuid

import pytest

from pressreleases import publishing
from pressreleases.models import Edition, Release, Topic
from pressreleases.models.release import CODE_ALPHABET, MOST_CHARACTERS, free_slug, make_code
from pressreleases.publishing import publish, withdraw
from tests.making import correct, in_future, make_anniversary, make_details, make_release, make_user, rewrite
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


def test_a_release_that_was_published_cannot_be_deleted_and_a_draft_can(details, editor):
    (edition,) = publish([make_release("Visit")], by=editor, at=in_future())
    draft = make_release("Draft")
    with refused_by(foreign_key("pressreleases_edition", "pressreleases_release")):
        sql("DELETE FROM pressreleases_release WHERE id = %s", edition.release_id)
    sql("DELETE FROM pressreleases_release WHERE id = %s", draft.pk)


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


def test_state_of_a_working_copy_is_computed_from_editions(details, editor):
    release = make_release("Visit")
    planned = make_release("Planned")
    publish([planned], by=editor, at=in_future())
    publish([release], by=editor)
    states = {
        r.title: (r.live_number, bool(r.planned_at), r.changed, r.was_public) for r in Release.objects.with_state()
    }
    assert states == {"Visit": (1, False, False, True), "Planned": (None, True, False, False)}
    rewrite(release, summary="New")
    assert Release.objects.with_state().get(pk=release.pk).changed


def test_changed_topics_alone_count_as_a_change(details, editor):
    release = make_release()
    topic = Topic.objects.create()
    release.topics.add(topic)
    publish([release], by=editor)
    assert not Release.objects.with_state().get().changed
    release.topics.clear()
    assert Release.objects.with_state().get().changed


def test_a_text_that_older_rules_let_through_is_not_shown_as_changed_once_it_is_published(details, editor):
    release = make_release()
    Release.objects.filter(pk=release.pk).update(body="<b><p>One</p><p>Two</p></b>")
    [edition] = publish([Release.objects.get(pk=release.pk)], by=editor)
    assert edition.body == "<p><strong>One</strong></p>\n<p><strong>Two</strong></p>"
    assert not Release.objects.with_state().get(pk=release.pk).changed


TEXTS = ["body", "summary", "notes_to_editors"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(name):
    release = make_release(**{name: "é" * MOST_CHARACTERS})
    with refused_by("release_text_not_too_long"):
        Release.objects.filter(pk=release.pk).update(**{name: "é" * (MOST_CHARACTERS + 1)})
    with refused_by("release_text_not_too_long"):
        make_release("Another title", **{name: "é" * (MOST_CHARACTERS + 1)})


def test_a_longer_text_of_an_older_database_stays_until_somebody_changes_it():
    release = make_release()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE pressreleases_release DISABLE TRIGGER release_texts_guard")
    Release.objects.filter(pk=release.pk).update(body="x" * (MOST_CHARACTERS + 1))
    sql("ALTER TABLE pressreleases_release ENABLE TRIGGER release_texts_guard")
    release.refresh_from_db()
    release.title = "Another title"
    release.save()
    with refused_by("release_text_not_too_long"):
        Release.objects.filter(pk=release.pk).update(body="y" * (MOST_CHARACTERS + 1))


@pytest.mark.parametrize("body", ["<p>" + "& " * 60_000 + "</p>", "<p>" + "< " * 60_000 + "</p>"])
def test_a_text_that_becomes_too_long_when_it_is_written_out_is_refused_with_a_sentence(body):
    make_details()
    release = make_release(body=body)
    with pytest.raises(publishing.errors.TextTooLong):
        publishing.publish([release], by=make_user("Editor"))
    assert not Edition.objects.exists()
    release.refresh_from_db()
    assert release.body == body


def test_a_code_for_paper_has_no_vowel_and_nothing_that_is_read_as_something_else():
    codes = {make_code() for _number in range(50)}
    assert len(codes) > 45
    assert {len(code) for code in codes} == {6}
    assert not set(CODE_ALPHABET) & set("aeiouy01l")


def test_a_save_names_who_wrote_the_words_and_why(editor, author):
    release = make_release()
    release.save_as(by=editor, reason="imported")
    release.save_as(by=author)
    release.save_as(by=None)
    saves = list(release.history.order_by("history_id").values_list("history_user", "history_change_reason"))
    # The reason is that of one save only.
    assert saves[1:] == [(editor.pk, "imported"), (author.pk, None), (None, None)]


def test_the_state_at_an_instant_is_that_of_the_editions_at_that_instant(details, editor):
    begins, ends = in_future(hours=1), in_future(hours=2)
    release = make_release()
    publish([release], by=editor, at=begins)
    now = Release.objects.with_state().get()
    assert (now.live_number, now.planned_at, now.was_public, now.changed) == (None, begins, False, False)
    then = Release.objects.with_state(begins).get()
    assert (then.live_number, then.planned_at, then.was_public, then.taken_back) == (1, None, True, "")
    assert Release.objects.with_state(ends).get().live_number == 1


def test_a_withdrawal_is_part_of_the_state_before_and_after_its_instant(details, editor):
    release = make_release()
    publish([release], by=editor)
    begins = in_future()
    withdraw([release], by=editor, reasons={"en": "Why"}, act="removed", at=begins)
    now, then = Release.objects.with_state().get(), Release.objects.with_state(begins).get()
    assert (now.live_number, now.withdrawal_planned_at, now.taken_back) == (1, begins, "")
    assert (then.live_number, then.withdrawal_planned_at, then.taken_back) == (None, None, "removed")
    assert then.was_public


def test_words_that_were_changed_since_they_were_scheduled_are_told_apart_from_a_published_change(details, editor):
    release = make_release()
    publish([release], by=editor, at=in_future())
    rewrite(release, place="Baku")
    state = Release.objects.with_state().get()
    assert (state.changed, state.changed_since_scheduled) == (False, True)  # type: ignore[attr-defined]  # annotated


def test_the_anniversary_and_the_picture_of_a_release_count_as_a_change(details, editor):
    release = make_release()
    publish([release], by=editor)
    assert not Release.objects.with_state().get().changed
    rewrite(release, anniversary=make_anniversary(en="Black January"))
    assert Release.objects.with_state().get().changed


def test_topics_that_were_changed_since_they_were_scheduled_are_a_change_of_what_is_scheduled(details, editor):
    release = make_release()
    release.topics.add(Topic.objects.create())
    publish([release], by=editor, at=in_future())

    def is_changed():
        return vars(Release.objects.with_state().get())["changed_since_scheduled"]

    assert not is_changed()
    release.topics.clear()
    assert is_changed()


def test_a_free_address_is_that_of_the_title():
    assert free_slug("Azərbaycan günü", "az", 2024) == "azerbaycan-gunu"


def test_an_address_that_a_draft_or_an_edition_has_gets_a_number(details, editor):
    release = make_release("Visit", slug="visit")
    assert free_slug("Visit", "en", 2024) == "visit-2"
    publish([release], by=editor)
    rewrite(release, slug="journey")
    correct([release], by=editor, minor=True)
    assert free_slug("Visit", "en", 2024) == "visit-2"
    assert free_slug("Visit", "en", 2024, exclude=release) == "visit"


def test_another_year_or_language_is_not_in_the_way():
    make_release("Visit", slug="visit")
    assert free_slug("Visit", "en", 2023) == "visit"
    assert free_slug("Visit", "az", 2024) == "visit"
    assert make_release("Visit", slug="visit", issued_on=dt.date(2022, 1, 1)).slug == "visit"


def test_the_page_of_a_month_is_no_address_of_a_release():
    assert free_slug("05", "en", 2024) == "05-2"
    assert free_slug("2024", "en", 2024) == "2024"


def test_a_title_without_letters_gives_none():
    assert free_slug("«!»", "en", 2024) == ""
