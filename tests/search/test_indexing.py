"""Which editions and words are in the search index, and which leave it."""

import pytest
from django.db import connection

from pressreleases import publishing
from pressreleases.models import Edition, Release, SearchEntry, SearchWord
from pressreleases.search import indexing
from pressreleases.search.indexing import VERSION, add, add_missing, folded_title, forget
from tests.making import correct, in_future, make_release, make_user, rewrite

pytestmark = pytest.mark.usefixtures("details")


@pytest.fixture
def publish(details, editor):
    def publish(title, *paragraphs, **changes):
        [edition] = publishing.publish([make_release(title, *paragraphs, **changes)], by=editor)
        return edition

    return publish


def indexed():
    return {row.title for row in SearchEntry.objects.all()}


def known(**wanted):
    return set(SearchWord.objects.filter(**wanted).values_list("word", flat=True))


def weights(edition, word):
    """Where `word` is in the entry: A for its title, B for its facts, C for its text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT weights FROM pressreleases_searchentry AS entry, unnest(entry.vector) WHERE edition_id = %s"
            " AND lexeme = %s",
            [edition.pk, word],
        )
        return sorted({weight for (found,) in cursor.fetchall() for weight in found or ["-"]})


def test_words_weigh_by_their_place(publish):
    edition = publish(
        "Titular",
        "Textual.",
        summary="Summarised.",
        speaker_name="Speaking",
        reference="Referred",
        place="Placed",
        notes_to_editors="Noted",
    )
    expected = {
        "titular": ["A"],
        "summaris": ["B"],
        "speak": ["B"],
        "refer": ["B"],
        "place": ["B"],
        "note": ["C"],
        "textual": ["C"],
    }
    assert {word: weights(edition, word) for word in expected} == expected


def test_words_as_they_are_written_are_there_for_proposals_without_a_weight(publish):
    edition = publish("Resume", "A résumé of kindergartens.")
    assert weights(edition, "=résumé") == ["-"]
    assert weights(edition, "=kindergartens") == ["-"]
    assert weights(edition, "résumé") == []


def test_words_of_four_letters_or_more_are_known_and_no_other_signs(publish):
    publish("Visit", "Of four well-known COP29 (maps), 2024. “Résumé”", summary="Short")
    assert known() == {"visit", "four", "wellknown", "maps", "resume", "short"}
    assert SearchWord.objects.get(word="resume").written == "résumé"


def test_a_word_of_more_than_sixty_letters_is_not_known(publish):
    publish("Long", f"{'a' * 60} {'b' * 61}")
    assert known(word__startswith="a") == {"a" * 60}
    assert not known(word__startswith="b")


def test_adding_again_replaces_the_entry(publish):
    edition = publish("Visit", "A summit.")
    SearchEntry.objects.update(title="old", version=0, issued_on="2000-01-01")
    add([edition])
    entry = SearchEntry.objects.get()
    assert (entry.title, entry.version, entry.issued_on) == ("visit", VERSION, edition.issued_on)


def test_a_redacted_edition_is_not_added(publish):
    edition = publish("Visit")
    SearchEntry.objects.all().delete()
    edition.redacted_at = edition.made_at
    add([edition])
    assert indexed() == set()


def test_forgetting_takes_the_entry_and_the_words_that_no_other_has(publish):
    gone = publish("Secret plans", "Zarathustra.")
    publish("Plans", "Another text.")
    publish("Secret", language="az", slug="az")
    forget([gone])
    assert indexed() == {"plans", "secret"}
    assert known(language="en") == {"plans", "another", "text"}
    assert known(language="az") >= {"secret"}


def test_a_word_in_another_spelling_goes_and_the_one_that_others_have_stays(publish):
    gone = publish("One", "The résumé.")
    publish("Other", "The resume.")
    forget([gone])
    assert set(SearchWord.objects.filter(word="resume").values_list("written", flat=True)) == {"resume"}


def test_editions_without_an_entry_are_added_in_batches_and_each_is_counted_once(publish, monkeypatch):
    for number in range(3):
        publish(f"Number {number}", slug=f"number-{number}")
    SearchEntry.objects.all().delete()
    monkeypatch.setattr(indexing, "_BATCH", 2)
    assert add_missing() == 3
    assert indexed() == {"number 0", "number 1", "number 2"}
    assert add_missing() == 0


def test_entries_of_an_older_version_are_renewed_if_asked_and_newer_ones_stay(publish):
    publish("Visit")
    SearchEntry.objects.update(version=VERSION - 1)
    assert add_missing(renew=False) == 0
    assert add_missing() == 1
    SearchEntry.objects.update(version=VERSION + 1)
    assert add_missing() == 0


def test_what_is_redacted_is_never_missing(publish):
    edition = publish("Visit")
    SearchEntry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE pressreleases_edition DISABLE TRIGGER edition_guard")
        Edition.objects.filter(pk=edition.pk).update(redacted_at=edition.made_at)
        cursor.execute("ALTER TABLE pressreleases_edition ENABLE TRIGGER edition_guard")
    assert add_missing() == 0


def test_a_title_is_folded_to_one_line_of_limited_length():
    assert folded_title(" “Qara  YANVAR” — 34 ") == "qara yanvar 34"
    assert len(folded_title("x" * 700)) == 600


def test_a_redacted_edition_leaves_no_word_in_the_index(publish):
    administrator = make_user("Administrator")
    release = publish("Plans", "The secret is Zarathustra.").release
    publish("Another", "Plans of everybody.")
    correct([rewrite(release, body="<p>Plans without it.</p>")], by=administrator, change_note="A word.")
    first = release.editions.get(number=1)
    publishing.redact([first], by=administrator, harmless=["title", "place"])
    assert not SearchEntry.objects.filter(edition=first).exists()
    assert not SearchWord.objects.filter(word__in=["zarathustra", "secret"]).exists()
    assert SearchWord.objects.filter(word="plans").exists()


def test_deleting_a_scheduled_edition_deletes_its_entry(editor, details):
    release = make_release("Scheduled", "A summit.")
    publishing.publish([release], by=editor, at=in_future())
    publishing.unschedule([release], by=editor)
    assert not SearchEntry.objects.exists()
    assert Release.objects.exists()
