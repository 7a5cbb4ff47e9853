"""The help in the admin: in both languages with the same sections, searchable, for staff alone."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from markdown_it import MarkdownIt

from pressreleases.admin.help import _ABOUT, FOLDER, path_of, sections_in
from tests.admin.filling import RELEASES
from tests.public.page_elements import elements, links, words

ADDRESS = "/admin/help/"


def shape(language):
    """The kinds of blocks of the help in their order: a translation has the same."""
    tokens = MarkdownIt("commonmark").enable("table").parse(path_of(language).read_text(encoding="utf-8"))
    kinds = [f"{token.tag}{'*' if token.type == 'list_item_open' else ''}" for token in tokens if token.nesting >= 0]
    return [kind for kind in kinds if kind]


def by_section(language):
    return [
        (section.level, Counter(re.findall(r"<(p|li|tr|pre|img)\b", section.html))) for section in sections_in(language)
    ]


def test_the_azerbaijani_help_has_the_sections_paragraphs_lists_and_tables_of_the_english_one():
    english, azerbaijani = by_section("en"), by_section("az")
    pairs = zip(sections_in("en"), english, azerbaijani, strict=False)
    behind = [section.title for section, one, other in pairs if one != other]
    assert behind == [], "docs/staff.az.md is behind docs/staff.md in these sections"
    assert len(english) == len(azerbaijani)
    assert shape("en") == shape("az")


def test_the_pictures_and_commands_are_the_same_in_both_languages():
    for what in (r'src="([^"]+)"', r"<pre><code>(.*?)</code></pre>"):
        found = {
            language: re.findall(what, "".join(section.html for section in sections_in(language)), re.DOTALL)
            for language in ("en", "az")
        }
        assert found["en"] == found["az"]


@pytest.mark.parametrize("language", ["en", "az"])
def test_every_link_within_the_help_leads_to_a_section(language):
    sections = sections_in(language)
    ids = {section.id for section in sections}
    assert len(ids) == len(sections)
    linked = {href for section in sections for href in re.findall(r'href="#([^"]*)"', section.html)}
    assert linked - ids == set()
    assert set(_ABOUT.values()) - ids == set()
    contents = path_of(language).read_text(encoding="utf-8").partition("\n## ")[0]
    anchors = {re.sub(r"[^\w\- ]", "", section.title.lower()).replace(" ", "-") for section in sections}
    assert set(re.findall(r"\]\(#([^)]*)\)", contents)) - anchors == set()


@pytest.mark.django_db
def test_the_page_shows_contents_and_sections_in_the_language_of_the_reader(as_author):
    page = as_author.get(ADDRESS)
    found = links(page)
    assert found["The desk"] == "#the-desk"
    as_author.cookies["django_language"] = "az"
    azerbaijani = as_author.get(ADDRESS)
    assert links(azerbaijani)["İş masası"] == "#the-desk"


@pytest.mark.django_db
def test_a_search_without_scripts_leaves_the_sections_with_all_words(as_author):
    page = as_author.get(ADDRESS, {"q": "embargo Lift"})
    titles = [section.title for section in page.context["found"]]
    assert "Embargo" in titles
    assert "Mission details" not in titles
    nothing = as_author.get(ADDRESS, {"q": "xylophone"})
    assert words(nothing, "p", role="status") == ["No section has these words."]
    assert "<script>x" not in as_author.get(ADDRESS, {"q": '"><script>x'}).content.decode()


@pytest.mark.django_db
def test_pages_lead_to_the_section_about_them(as_editor, release):
    assert links(as_editor.get("/admin/"))["Help"] == f"{ADDRESS}#the-desk"
    assert links(as_editor.get(RELEASES))["Help"] == f"{ADDRESS}#the-list-of-releases"
    assert links(as_editor.get(f"{RELEASES}{release.pk}/change/"))["Help"] == f"{ADDRESS}#the-form-of-a-release"
    assert links(as_editor.get(f"{RELEASES}{release.pk}/publish/"))["Help"] == f"{ADDRESS}#reviewing-and-publishing"
    assert links(as_editor.get(ADDRESS))["Help"] == ADDRESS


@pytest.mark.django_db
def test_pictures_are_served_to_staff_and_nothing_else_of_the_folder(as_author, details, django_user_model):
    page = as_author.get(ADDRESS)
    pictures = [attrs["src"] for _tag, attrs, _text in elements(page, "img")]
    assert pictures
    for address in pictures:
        answer = as_author.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert answer.content.startswith(b"\x89PNG")
    for name in ("none.png", "..%2Fstaff.md", "staff.md", ".png", "desk.PNG", f"{'a' * 300}.png"):
        assert as_author.get(f"{ADDRESS}images/{name}").status_code == 404
    assert Client().get(pictures[0])["Location"].startswith("/admin/login/")
    client = Client()
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    assert client.get(pictures[0]).status_code == client.get(ADDRESS).status_code == 403


def test_a_language_without_a_translation_of_its_own_gets_the_english_help():
    with translation.override("fr"):
        assert path_of("fr") == Path(FOLDER) / "staff.md"
        assert sections_in("fr")[0].title == sections_in("en")[0].title
