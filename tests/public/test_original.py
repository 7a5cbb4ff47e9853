"""A release read in a language in which it is not live: the original, rightly tagged, and never a claim to be more."""

import pytest

from pressreleases import publishing
from tests.making import correct, make_release, rewrite
from tests.public.page_elements import alternates, canonical, elements, is_indexed, links, page, words

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
INSTEAD = "/az/releases/2024/a-visit/in/en/"


@pytest.fixture
def visit(details, editor):
    """In English only; its Azerbaijani is a draft."""
    release = make_release("A visit", "Words.", summary="The lead.", notes_to_editors="None.", speaker_name="A. Sample")
    make_release("Səfər", "Sözlər.", language="az", slug="sefer", family=release.family, is_original=False)
    publishing.publish([release], by=editor)
    return release


@pytest.fixture
def translation(visit):
    return visit.__class__.objects.get(language="az")


def test_the_original_is_shown_in_its_own_language_under_the_masthead_of_the_readers(client, visit):
    response = client.get(INSTEAD)
    assert elements(response, "html")[0][1]["lang"] == "az"
    tagged = [" ".join(said.split()) for _tag, _attrs, said in elements(response, lang="en", dir="ltr")]
    for said in ("Press release", "A visit", "New York", "A. Sample", "The lead.", "Words.", "None."):
        assert said in tagged
    assert "20 yanvar 2024" in words(response, "p", class_="issued")[0]
    assert (canonical(response), is_indexed(response)) == (f"{SITE}/en/releases/2024/a-visit/", False)
    assert alternates(response) == {}
    assert not elements(response, "script")
    assert response["Content-Language"] == "az"


def test_it_says_that_there_is_no_translation_and_leads_to_the_originals_own_page(client, visit):
    response = client.get(INSTEAD)
    assert len(elements(response, "p", class_="note")) == 1
    assert links(response)["English"] == "/en/releases/2024/a-visit/"
    assert not elements(client.get("/en/releases/2024/a-visit/"), "p", class_="note")


def test_it_is_in_no_sitemap_feed_or_list_of_the_language(client, visit):
    for address in ("/sitemaps/az-2024.xml", "/sitemaps/en-2024.xml", "/az/feed.atom", "/az/releases/"):
        assert INSTEAD not in client.get(address).content.decode()
    assert "a-visit" in client.get("/sitemaps/en-2024.xml").content.decode()


def test_the_address_of_a_text_in_another_language_leads_to_that_text_or_to_its_original(
    client, visit, translation, editor
):
    assert client.get("/az/releases/2024/a-visit/")["Location"] == INSTEAD
    publishing.publish([translation], by=editor)
    response = client.get("/az/releases/2024/a-visit/", follow=True)
    assert response.redirect_chain[-1] == ("/az/releases/2024/sefer/", 302)
    assert "Sözlər." in page(response)
    assert client.get("/en/releases/2024/a-visit/in/en/")["Location"] == "/en/releases/2024/a-visit/"


def test_an_address_that_two_texts_could_mean_is_not_guessed(client, visit, editor, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("tr", "Türkçe")]
    publishing.publish([make_release("Başqa", language="az", slug="a-visit")], by=editor)
    assert client.get("/tr/releases/2024/a-visit/").status_code == 404
    assert client.get("/tr/releases/2024/a-visit/in/en/").status_code == 200


def test_the_original_is_what_readers_of_a_third_language_are_led_to(client, visit, translation, editor, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("tr", "Türkçe")]
    publishing.publish([translation], by=editor)
    there = "/tr/releases/2024/a-visit/in/en/"
    assert elements(client.get("/az/releases/2024/sefer/"), "a", class_="missing")[0][1]["href"] == there
    assert client.get("/tr/releases/2024/sefer/in/az/")["Location"] == there
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    assert words(client.get(there), "p", class_="note")[0].endswith("Called off.")
    assert "Sözlər." in page(client.get("/tr/releases/2024/sefer/in/az/"))
    [missing] = elements(client.get("/en/releases/2024/a-visit/"), "a", class_="missing")
    assert missing[1]["href"] == "/tr/releases/2024/sefer/in/az/"


def test_it_follows_its_original_to_a_newer_address_and_shows_its_correction(client, visit, editor):
    changed = rewrite(visit, slug="newer", body="<p>Other words.</p>")
    correct([changed], by=editor, change_note="The title was wrong.")
    moved = client.get(INSTEAD)
    assert (moved.status_code, moved["Location"]) == (301, "/az/releases/2024/newer/in/en/")
    response = client.get(moved["Location"])
    assert ("The title was wrong.", "en") in [
        (said, attrs["lang"]) for _t, attrs, said in elements(response, "span", dir="ltr")
    ]


def test_it_takes_three_queries(client, visit, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert client.get(INSTEAD).status_code == 200
