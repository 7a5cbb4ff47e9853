"""What stands beside the form of a release: the other languages, what became of the original, and for whom."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases.families import bring_into_step, words_of
from pressreleases.models import Release
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, shown
from tests.making import make_release, make_user, rewrite
from tests.public.page_elements import elements, links, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def english(details):
    return make_release("A visit to Geneva", "131 people arrived.", "They left.")


@pytest.fixture
def azerbaijani(english):
    return make_release("Səfər", language="az", slug="sefer", family=english.family, is_original=False)


def panels(response):
    return [attrs["data-panel"] for _tag, attrs, _words in elements(response, "div", class_="pane-panel")]


def begins_with(response):
    [script] = [attrs for _tag, attrs, _words in elements(response, "script") if "pane.js" in attrs.get("src", "")]
    return script["data-first"]


def test_a_text_in_one_language_has_its_preview_beside_it_and_nothing_else(as_author, english):
    make_release("Another text", language="az")
    response = as_author.get(change_url(english))
    assert panels(response) == ["preview"]
    assert begins_with(response) == "preview"
    assert "Another text" not in response.content.decode()


def test_the_words_of_the_other_language_stand_beside_the_form_cleaned(as_author, english, azerbaijani):
    rewrite(english, body="<p>131 <b>people</b></p><script>alert(1)</script>", summary="One\nTwo")
    response = as_author.get(change_url(azerbaijani))
    assert panels(response) == ["preview", "en"]
    [(_tag, attrs, said)] = elements(response, "article", class_="beside")
    assert (attrs["lang"], attrs["dir"]) == ("en", "ltr")
    assert said.split() == "A visit to Geneva One Two 131 people".split()
    assert "alert(1)" not in response.content.decode()


def test_a_new_translation_begins_beside_its_original(as_author, english):
    response = as_author.get(f"{RELEASES}add/?family={english.family}&language=az")
    assert begins_with(response) == "en"
    assert "131 people arrived." in words(response, "article", class_="beside")[0]
    [(_tag, attrs, _words)] = elements(response, "section", class_="pane")
    assert attrs["data-preview"] == f"/admin/preview/?family={english.family}"


def test_a_translation_may_begin_with_the_words_of_its_original(as_author, english):
    add = f"{RELEASES}add/?family={english.family}&language=az"
    plain = as_author.get(add)
    assert "131 people" not in str(shown(plain))
    [address] = [url for said, url in links(plain).items() if said == "Start with this text"]
    response = as_author.get(f"{RELEASES}add/{address}")
    form = shown(response)
    assert (form["language"], form["title"], form["body"]) == ("az", english.title, english.body)
    assert "Start with this text" not in links(response)
    assert as_author.post(f"{RELEASES}add/{address}", {**form, "title": "Səfər"}).status_code == 302
    made = Release.objects.get(language="az")
    assert (made.title, made.family, made.is_original) == ("Səfər", english.family, False)


def test_there_are_no_words_to_begin_with_where_there_is_no_original(as_author, english):
    assert "131 people" not in str(shown(as_author.get(f"{RELEASES}add/?words=original")))
    assert "Start with this text" not in links(as_author.get(change_url(english)))


def stale(english, azerbaijani, editor):
    bring_into_step(azerbaijani, words_of(english), by=editor)
    publish([azerbaijani], by=make_user("Editor", "another"))
    rewrite(english, body="<p>113 people arrived.</p><p>They left.</p>")


def test_beside_a_stale_translation_stands_what_became_of_the_original(as_author, editor, english, azerbaijani):
    stale(english, azerbaijani, editor)
    response = as_author.get(change_url(azerbaijani))
    assert begins_with(response) == "en"
    [changes] = words(response, "section", class_="beside-changes")
    assert "[removed: 131]" in changes
    assert "[added: 113]" in changes


def test_nothing_is_said_to_have_changed_beside_what_is_in_step_or_beside_the_original(
    as_author, editor, english, azerbaijani
):
    stale(english, azerbaijani, editor)
    assert words(as_author.get(change_url(english)), "section", class_="beside-changes") == []
    bring_into_step(azerbaijani, words_of(english), by=editor)
    response = as_author.get(change_url(azerbaijani))
    assert words(response, "section", class_="beside-changes") == []
    assert begins_with(response) == "preview"


def test_a_change_that_is_none_of_the_words_is_not_told(as_author, editor, english, azerbaijani):
    stale(english, azerbaijani, editor)
    rewrite(english, slug="another-address", reference="No. 1")
    response = as_author.get(change_url(azerbaijani))
    assert words(response, "section", class_="beside-changes")
    assert "another-address" not in words(response, "section", class_="pane")[0]


def test_who_may_only_look_has_no_pane(client, english, azerbaijani):
    reader = make_user("Editor", "reader")
    reader.groups.clear()
    reader.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(reader)
    response = client.get(change_url(english))
    assert response.status_code == 200
    assert panels(response) == []


def test_the_form_takes_as_many_queries_with_one_other_language_as_with_three(as_author, settings, english):
    settings.LANGUAGES = [("en", "English"), ("az", "Azerbaijani"), ("fr", "French"), ("es", "Spanish")]
    counts = []
    for code in ("az", "fr", "es"):
        make_release(code, language=code, family=english.family, is_original=False)
        as_author.get(change_url(english))
        with CaptureQueriesContext(connection) as asked:
            as_author.get(change_url(english))
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
