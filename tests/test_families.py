"""One text in its languages: who belongs together, and which languages follow what the original says now."""

import datetime as dt

import pytest
from django.db.models import Q

from pressreleases import families
from pressreleases.families import (
    TranslationState,
    missing_languages,
    of_families,
    of_family,
    settle_original,
    shared_facts,
    with_others,
)
from pressreleases.models import Release, Topic
from pressreleases.publishing import publish, submit
from pressreleases.publishing.errors import NotAllowed
from tests.making import correct, in_future, make_anniversary, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(details):
    return make_release("Visit")


@pytest.fixture
def translation(original):
    return make_release("Səfər", language="az", family=original.family, is_original=False)


def state(release):
    return families.state_of_translation(families.with_translation(Release.objects.filter(pk=release.pk)).get())


def bring_into_step(original, translation, by):
    families.bring_into_step(translation, families.words_of(original), by=by)


def test_the_original_is_the_original_and_a_translation_that_is_begun_is_a_draft(original, translation):
    assert (state(original), state(translation)) == (TranslationState.ORIGINAL, TranslationState.DRAFT)


@pytest.mark.parametrize("act", ["submit", "publish", "schedule"])
def test_a_translation_that_was_never_compared_is_out_of_date_once_it_leaves_the_desk(
    original, translation, author, editor, act
):
    if act == "submit":
        submit([translation], by=author)
    else:
        publish([translation], by=editor, at=in_future() if act == "schedule" else None)
    assert state(translation) == TranslationState.STALE


def test_a_compared_translation_is_up_to_date_once_it_is_out_until_the_words_of_its_original_change(
    original, translation, editor
):
    bring_into_step(original, translation, editor)
    assert state(translation) == TranslationState.DRAFT
    publish([Release.objects.get(pk=translation.pk)], by=editor)
    assert state(translation) == TranslationState.IN_STEP
    rewrite(original, slug="another-address")
    assert state(translation) == TranslationState.IN_STEP
    rewrite(original, title="The visit")
    assert state(translation) == TranslationState.STALE
    rewrite(original, title="Visit")
    assert state(translation) == TranslationState.IN_STEP


def test_a_draft_that_was_compared_with_other_words_is_out_of_date(original, translation, editor):
    bring_into_step(original, translation, editor)
    rewrite(original, title="The visit")
    assert state(translation) == TranslationState.STALE


def test_nothing_is_noted_where_the_original_says_something_else_by_now(original, translation, editor):
    words = families.words_of(original)
    rewrite(original, title="The visit")
    with pytest.raises(families.OriginalMoved):
        families.bring_into_step(translation, words, by=editor)
    assert Release.objects.get(pk=translation.pk).in_step_with == ""


def test_who_may_not_write_notes_nothing(original, translation):
    nobody = make_user("Author", "nobody")
    nobody.groups.clear()
    with pytest.raises(NotAllowed):
        bring_into_step(original, translation, nobody)


def test_a_note_is_no_contribution_and_names_who_made_it(original, translation, author):
    bring_into_step(original, translation, author)
    stored = Release.objects.get(pk=translation.pk)
    assert (stored.version, stored.history.latest().history_user) == (translation.version, author)


def test_a_change_that_affects_no_translation_keeps_those_up_to_date_that_were(original, translation, editor, author):
    bring_into_step(original, translation, editor)
    before = families.words_of(original)
    rewrite(original, title="A visit")
    with pytest.raises(NotAllowed):
        families.carry_on(original, before, by=author)
    families.carry_on(original, before, by=editor)
    assert state(translation) == TranslationState.DRAFT


def test_what_was_out_of_date_before_stays_so(original, translation, editor):
    bring_into_step(original, translation, editor)
    rewrite(original, title="The visit")
    before = families.words_of(original)
    rewrite(original, title="The visits")
    families.carry_on(original, before, by=editor)
    assert state(translation) == TranslationState.STALE


@pytest.mark.parametrize(("languages", "kept"), [(["az"], True), ([], False)])
def test_a_correction_that_does_not_affect_a_language_keeps_it_up_to_date(
    original, translation, editor, languages, kept
):
    publish([original], by=editor)
    bring_into_step(original, translation, editor)
    (edition,) = correct([rewrite(original, title="A visit")], by=editor, minor=True)
    families.carry_on_from_a_correction(edition, languages, by=editor)
    assert state(translation) == (TranslationState.DRAFT if kept else TranslationState.STALE)


def test_a_correction_of_a_translation_keeps_nothing_up_to_date(original, translation, editor):
    publish([translation], by=editor)
    (edition,) = correct([rewrite(translation, title="Səfərlər")], by=editor, minor=True)
    families.carry_on_from_a_correction(edition, ["en"], by=editor)
    assert Release.objects.get(pk=original.pk).in_step_with == ""


def behind(most=8, recently=None):
    return [
        (row.original.title, row.language, row.missing)
        for row in families.behind(recently if recently is not None else Q(), most)
    ]


def test_missing_and_outdated_languages_are_listed_with_the_newest_text_first(original, translation, author):
    make_release("Older", issued_on=dt.date(2023, 1, 1))
    assert behind() == [("Older", "az", True)]
    submit([translation], by=author)
    assert behind() == [("Visit", "az", False), ("Older", "az", True)]
    assert behind(most=1) == [("Visit", "az", False)]
    assert behind(recently=Q(issued_on__year=2023)) == [("Older", "az", True)]


def test_the_list_takes_one_query(original, translation, django_assert_num_queries):
    for number in range(3):
        make_release(f"More {number}")
    with django_assert_num_queries(1):
        assert len(behind()) == 3


def test_each_state_is_named_apart_from_the_others():
    labels = [str(state.label) for state in TranslationState]
    assert len(set(labels)) == len(labels)
    assert str(TranslationState.IN_STEP.label) == "up to date"
    assert str(TranslationState.STALE.label).startswith("out of date")


def test_the_words_in_the_addresses_of_filtered_lists_stay_as_they_are():
    assert TranslationState.values == ["original", "missing", "draft", "stale", "in-step"]


@pytest.fixture
def family():
    """An original in Azerbaijani and its English translation, which was begun first."""
    english = make_release("Visit", is_original=False)
    azerbaijani = make_release("Səfər", language="az", family=english.family)
    return [azerbaijani, english]


def test_the_original_comes_first_and_other_texts_do_not_come(family):
    make_release("Other")
    assert list(of_family(family[0].family)) == family


def test_several_families_come_in_the_order_of_the_list(family):
    other = make_release("Other", issued_on="2025-01-01")
    make_release("Not asked for")
    keys = Release.objects.filter(pk__in=[other.pk, family[0].pk]).values("family")
    assert list(of_families(keys)) == [other, *family]


def test_languages_without_a_release_are_missing(family):
    assert missing_languages(family) == []
    assert missing_languages(family[:1]) == ["en"]


def test_a_translation_begins_with_what_is_the_same_in_every_language_and_with_no_words():
    anniversary, topic = make_anniversary(en="Black January"), Topic.objects.create()
    original = make_release("Visit", kind="statement", anniversary=anniversary, speaker_name="A. Mammadov")
    original.topics.add(topic)
    assert shared_facts(original) == {
        "kind": "statement",
        "issued_on": original.issued_on,
        "anniversary": anniversary,
        "lead_image": None,
        "lead_focus": "",
        "speaker_name": "A. Mammadov",
        "topics": [topic],
    }


def test_a_text_in_one_language_has_no_others(family):
    make_release("Alone")
    rows = with_others(Release.objects.all())
    assert {row.title: vars(row)["is_translated"] for row in rows} == {
        "Səfər": True,
        "Visit": True,
        "Alone": False,
    }


def test_the_oldest_translation_takes_the_place_of_an_original_that_is_gone(family):
    azerbaijani, english = family
    settle_original(english.family)
    assert [row.is_original for row in of_family(english.family)] == [True, False]
    azerbaijani.delete()
    settle_original(english.family)
    assert of_family(english.family).get().is_original
    english.refresh_from_db()
    english.delete()
    settle_original(english.family)
