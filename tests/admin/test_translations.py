"""Whether a language is in step with its original: found by its words, settled by those who read both."""

import pytest

from pressreleases.admin.release_page import siblings
from pressreleases.families import (
    OriginalMoved,
    bring_into_step,
    carry_on,
    of_family,
    with_original_words,
    with_translation,
    words_of,
)
from pressreleases.mission_clock import clock_of
from pressreleases.models import Release
from pressreleases.publishing import publish
from pressreleases.publishing.errors import NotAllowed
from tests.admin.filling import RELEASES, change_url, messages_of, save, shown
from tests.making import make_release, make_user, rewrite, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def original(details):
    return make_release(issued_on=today())


@pytest.fixture
def translation(original, editor):
    """Live, and in step."""
    row = make_release("Cenevrəyə səfər", language="az", family=original.family, is_original=False, slug="sefer")
    publish([original, row], by=editor)
    bring_into_step(row, words_of(original), by=editor)
    return row


def state(release):
    rows = siblings(
        release, list(with_original_words(with_translation(of_family(release.family)))), clock_of(None), may_add=True
    )
    return {row.language: str(row.translation.value) for row in rows}


def test_a_language_is_missing_then_in_the_making_then_in_step(as_editor, original, editor):
    assert state(original) == {"en": "original", "az": "missing"}
    add = f"{RELEASES}add/?family={original.family}&language=az"
    save(as_editor, add, title="Cenevrəyə səfər", body="<p>Söz.</p>")
    translation = Release.objects.get(language="az")
    assert translation.in_step_with == words_of(original)
    assert state(original) == {"en": "original", "az": "draft"}
    publish([translation], by=make_user("Editor", "colleague"))
    assert state(original) == {"en": "original", "az": "in-step"}


def test_a_translation_begun_from_older_words_is_stale_from_the_start(as_editor, original):
    add = f"{RELEASES}add/?family={original.family}&language=az"
    data = shown(as_editor.get(add), title="Cenevrəyə səfər", body="<p>Söz.</p>")
    rewrite(original, title="A visit to Vienna")
    as_editor.post(add, data)
    assert state(original)["az"] == "stale"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "A visit to Vienna"},
        {"body": "<p>It arrived on Tuesday.</p>"},
        {"summary": "It arrived."},
        {"notes_to_editors": "A note."},
    ],
)
def test_other_words_of_the_original_make_it_stale(original, translation, changes):
    rewrite(original, **changes)
    assert state(original)["az"] == "stale"


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "<p>The <strong>dele</strong>gation\n  arrived on <a href='https://www.un.org/'>Monday</a>.</p>"},
        {"slug": "another-address"},
        {"kind": "statement"},
        {"version": 7},
    ],
)
def test_what_says_the_same_leaves_it_in_step(original, translation, changes):
    rewrite(original, **changes)
    assert state(original)["az"] == "in-step"


def test_words_that_came_back_bring_it_back_into_step_whatever_the_clock_says(original, translation):
    rewrite(original, title="A visit to Vienna")
    rewrite(original, title="A visit to Geneva")
    assert state(original)["az"] == "in-step"


def test_what_is_out_and_was_never_compared_is_stale(original, translation):
    rewrite(translation, in_step_with="")
    assert state(original)["az"] == "stale"


def test_a_tick_on_the_translation_brings_it_into_step(as_author, original, translation):
    assert "in_step" not in as_author.get(change_url(translation)).context["adminform"].form.fields
    rewrite(original, title="A visit to Vienna")
    save(as_author, change_url(translation), title="Vyanaya səfər")
    assert state(original)["az"] == "stale", "a save is no promise"
    save(as_author, change_url(translation), in_step="on")
    assert state(original)["az"] == "in-step"
    rewrite(original, title="A visit to Bern")
    save(as_author, change_url(translation), title="Bernə səfər", in_step="on")
    assert state(original)["az"] == "in-step"


def test_a_tick_vouches_only_for_the_words_that_stood_there_when_the_form_was_opened(as_author, original, translation):
    rewrite(original, title="A visit to Vienna")
    data = shown(as_author.get(change_url(translation)), title="Vyanaya səfər", in_step="on")
    rewrite(original, title="A visit to Bern")
    as_author.post(change_url(translation), data)
    assert state(original)["az"] == "stale"
    page = as_author.get(change_url(translation))
    stale = shown(page, in_step="on")
    rewrite(original, title="A visit to Rome")
    response = as_author.post(change_url(translation), stale)
    assert "The original has changed in the meantime" in messages_of(response)[0]
    assert state(original)["az"] == "stale"


def test_an_editor_may_say_that_a_change_does_not_affect_the_translations(as_editor, original, translation):
    save(as_editor, change_url(original), title="A visit to Geneve", unaffected="on")
    assert state(original)["az"] == "in-step"
    save(as_editor, change_url(original), title="A visit to Vienna")
    assert state(original)["az"] == "stale"
    save(as_editor, change_url(original), summary="It arrived.", unaffected="on")
    assert state(original)["az"] == "stale", "what was stale before stays so"


def test_an_author_may_not_and_cannot_slip_it_in(as_author, author, original, translation):
    assert "unaffected" not in as_author.get(change_url(original)).context["adminform"].form.fields
    save(as_author, change_url(original), title="A visit to Vienna", unaffected="on")
    assert state(original)["az"] == "stale"
    with pytest.raises(NotAllowed):
        carry_on(original, words_of(original), by=author)


def test_the_button_beside_a_stale_language(as_author, original, translation):
    rewrite(original, title="A visit to Vienna")
    page = as_author.get(change_url(original)).content.decode()
    url = f"{RELEASES}{translation.pk}/in-step/"
    assert url in page
    assert as_author.get(url).status_code == 405
    assert as_author.post(url, {"words": words_of(original)}).status_code == 302
    assert state(original)["az"] == "in-step"
    assert url not in as_author.get(change_url(original)).content.decode()
    as_author.post(url, {"words": "0" * 64})
    assert state(original)["az"] == "in-step"


def test_the_button_is_for_staff_who_may_write(client, original, translation):
    rewrite(original, title="A visit to Vienna")
    url = f"{RELEASES}{translation.pk}/in-step/"
    assert client.post(url, {"words": words_of(original)}).url.startswith("/admin/login/")
    nobody = make_user("Author", "nobody")
    nobody.groups.clear()
    client.force_login(nobody)
    assert client.post(url, {"words": words_of(original)}).status_code == 403
    assert state(original)["az"] == "stale"
    with pytest.raises(NotAllowed):
        bring_into_step(translation, words_of(original), by=nobody)


def test_words_that_are_not_those_of_the_original_bring_nothing_into_step(original, translation, editor):
    rewrite(original, title="A visit to Vienna")
    with pytest.raises(OriginalMoved):
        bring_into_step(translation, "0" * 64, by=editor)
    assert state(original)["az"] == "stale"


def test_the_list_and_the_desk_say_which_are_missing_or_stale(as_editor, original, translation):
    alone = make_release("Only in English", issued_on=today())
    rewrite(original, title="A visit to Vienna")
    page = as_editor.get(RELEASES).content.decode()
    assert page.count(">out of date<") == 1
    assert page.count("Translate into Azərbaycanca") == 1
    rows = as_editor.get("/admin/").context["desk"].translations
    assert {(row.original.title, row.language, row.key) for row in rows} == {
        ("A visit to Vienna", "az", translation.pk),
        (alone.title, "az", None),
    }


def test_the_desk_leaves_out_what_is_in_step_and_what_is_long_past(as_editor, original, translation):
    old = make_release("From the archive")
    Release.objects.filter(pk=old.pk).update(changed_at="2020-01-01T00:00Z")
    assert as_editor.get("/admin/").context["desk"].translations == []
