"""Small things that readers see in each language: marks, addresses, the order of languages, lists that go on."""

import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest
from django.utils.translation import override

from mission_site.languages import NAMES
from pressreleases import publishing
from pressreleases.language.characters import beginning
from pressreleases.models import MissionDetails, OpeningHours, Release
from pressreleases.public.formats import citation
from pressreleases.public.reading.masthead import address_bound
from pressreleases.richtext import tables_marked
from tests.making import correct, make_details, make_release, publish_many, rewrite
from tests.public.page_elements import alternates, canonical, elements, is_indexed, links, page, words

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def in_all_languages(settings):
    settings.LANGUAGES = list(NAMES.items())


def family(codes, editor, **changes):
    """One text in `codes`, the first of which is its original, published."""
    made: list[Release] = []
    for code in codes:
        of_family = {"family": made[0].family, "is_original": False} if made else {}
        made.append(make_release(f"Title {code}", language=code, slug=f"title-{code}", **of_family, **changes))
    publishing.publish(made, by=editor)
    return made


def test_a_description_ends_at_a_word():
    text = "word " * 40
    told = beginning(text, 160)
    assert len(told) <= 160
    assert re.fullmatch(r"(word )*word…", told)
    assert beginning("Short enough.", 160) == "Short enough."
    assert beginning("One,\ntwo", 160) == "One, two"
    assert beginning("A sentence, which goes on", 12) == "A sentence…"


def test_a_description_without_spaces_or_of_one_long_word_is_cut_between_characters():
    assert beginning("新" * 200, 160) == "新" * 159 + "…"
    assert beginning("a " + "b" * 200, 50) == "a " + "b" * 47 + "…"
    assert beginning("e\u0301" * 100, 50) == "e\u0301" * 24 + "…"


def test_pages_and_feeds_are_described_by_whole_words(client, details, editor):
    publishing.publish([make_release("A visit", "Deliberations " * 60, slug="a-visit")], by=editor)
    response = client.get("/en/releases/2024/a-visit/")
    for name, value in (("name", "description"), ("property", "og:description")):
        ((_tag, attrs, _words),) = elements(response, "meta", **{name: value})
        assert re.fullmatch(r"(Deliberations )+Deliberations…", attrs["content"])
    (item,) = client.get("/en/feed.json").json()["items"]
    assert re.fullmatch(r"(Deliberations )+Deliberations…", item["summary"])


@pytest.mark.parametrize("path", ["/en/releases/", "/en/releases/2024/", "/en/releases/2024/01/"])
def test_a_later_page_of_a_list_is_its_own_canonical_page(client, details, editor, path):
    publish_many(21, by=editor)
    first = client.get(path)
    assert canonical(first) == SITE + path
    later = links(first)["Older releases"]
    assert later.startswith(f"{path}?before=")
    response = client.get(later)
    assert canonical(response) == SITE + later
    assert elements(response, "meta", property="og:url")[0][1]["content"] == SITE + later
    assert not is_indexed(response)


def test_a_notice_of_a_withdrawal_lists_its_translations(client, details, editor, in_all_languages):
    english, azerbaijani, french, turkish = family(("en", "az", "fr", "tr"), editor)
    reasons = dict.fromkeys(("en", "az", "fr"), "Called off.")
    publishing.withdraw([english, azerbaijani], by=editor, reasons=reasons)
    publishing.withdraw([french], by=editor, reasons=reasons, act="removed")
    response = client.get("/en/releases/2024/title-en/")
    assert "In other languages: Azərbaycanca, Türkçe" in page(response)
    assert links(response)["Azərbaycanca"] == "/az/releases/2024/title-az/"
    assert links(response)["Türkçe"] == "/tr/releases/2024/title-tr/"
    # What was removed is named nowhere, and its own notice names nothing.
    assert "title-fr" not in response.content.decode()
    gone = client.get("/fr/releases/2024/title-fr/")
    assert gone.status_code == 410
    assert "title-az" not in gone.content.decode()
    assert "title-en" not in gone.content.decode()
    publishing.withdraw([turkish], by=editor, reasons={"tr": "Called off."}, act="removed")
    assert "In other languages: Azərbaycanca " in page(client.get("/en/releases/2024/title-en/"))


def test_a_notice_alone_lists_nothing(client, details, editor):
    (release,) = family(("en",), editor)
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    assert "In other languages" not in page(client.get("/en/releases/2024/title-en/"))


def test_languages_are_listed_in_the_order_of_the_site(client, details, editor, settings):
    settings.LANGUAGES = [(code, NAMES[code]) for code in ("en", "ru", "az", "fr")]
    family(("az", "fr", "ru", "en"), editor)
    (facts,) = words(client.get("/en/releases/2024/title-en/"), "aside", class_="side")
    assert "Read in Русский Azərbaycanca Français" in facts
    assert "Русский, Azərbaycanca, Français" in page(client.get("/en/releases/"))


def in_sitemap(client, path):
    """For each address of the sitemap its alternates, `x-default` among them."""
    ns = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = ET.fromstring(client.get(path).content)
    return {
        row.findtext("s:loc", namespaces=ns): {
            link.get("hreflang"): link.get("href") for link in row.findall("x:link", ns)
        }
        for row in root.findall("s:url", ns)
    }


def test_the_sitemap_has_the_same_default_as_the_page(client, details, editor):
    family(("az", "en"), editor)
    for code in ("en", "az"):
        (found,) = in_sitemap(client, f"/sitemaps/{code}-2024.xml").values()
        assert found["x-default"] == f"{SITE}/az/releases/2024/title-az/"
        assert found == alternates(client.get(f"/{code}/releases/2024/title-{code}/"))
    start = in_sitemap(client, "/sitemaps/pages.xml")[f"{SITE}/az/contact/"]
    assert start == alternates(client.get("/az/contact/"))
    assert start["x-default"] == f"{SITE}/en/contact/"


def test_without_its_original_a_text_has_one_default_for_all_its_languages(client, details, editor, in_all_languages):
    original, *_others = family(("tr", "az", "en"), editor)
    publishing.withdraw([original], by=editor, reasons={"tr": "Called off."})
    for code in ("en", "az"):
        (found,) = in_sitemap(client, f"/sitemaps/{code}-2024.xml").values()
        assert found["x-default"] == f"{SITE}/en/releases/2024/title-en/"
        assert found == alternates(client.get(f"/{code}/releases/2024/title-{code}/"))


def test_a_text_in_one_language_has_no_alternates_in_the_sitemap(client, details, editor):
    family(("en",), editor)
    assert list(in_sitemap(client, "/sitemaps/en-2024.xml").values()) == [{}]


@pytest.mark.parametrize(
    ("language", "title", "quoted"),
    [
        ("en", "On “Peace” and war", "“On ‘Peace’ and war”"),
        ("en", 'On "Peace" and war', "“On ‘Peace’ and war”"),
        ("en", "The “mission’s ‘own’ day”", "“The ‘mission’s “own” day’”"),
        ("en", "The mission’s day", "“The mission’s day”"),
        ("en", "An open “mark", "“An open “mark”"),
        ("fr", "La « paix »", "La “paix”"),
        ("fr", "La “paix”", "La “paix”"),
        ("ru", "О «мире»", "«О „мире“»"),
        ("zh", "论《宪章》", "《论〈宪章〉》"),
        ("az", "“Sülh” haqqında", "“‘Sülh’ haqqında”"),
    ],
)
@pytest.mark.usefixtures("details", "in_all_languages")
def test_a_citation_alternates_quotation_marks(editor, language, title, quoted):
    (edition,) = publishing.publish([make_release(title, language=language, slug="title")], by=editor)
    with override(language):
        assert quoted in citation.in_words(edition)


@pytest.mark.parametrize(
    ("address", "bound"),
    [
        (
            "633 Third Avenue, Suite 3210, New York, NY, 10017",
            "633 Third Avenue, Suite\u00a03210, New\u00a0York,\u00a0NY,\u00a010017",
        ),
        (
            "633 Third Avenue\nSuite 3210\nNew York, NY 10017",
            "633 Third Avenue\nSuite\u00a03210\nNew\u00a0York,\u00a0NY\u00a010017",
        ),
        ("28 Kensington Court, London W8 5DL", "28 Kensington Court, London\u00a0W8\u00a05DL"),
        ("237 rue de Lausanne, 1202 Geneva", "237 rue de Lausanne, 1202\u00a0Geneva"),
        ("Apt. 5B, rue de Lausanne 237", "Apt.\u00a05B, rue de Lausanne\u00a0237"),
        ("12 rue X", "12 rue X"),
        ("1 Park Way, Saint Petersburg", "1 Park Way, Saint Petersburg"),
        ("Suite 3210 of the building", "Suite 3210 of the building"),
    ],
)
def test_a_number_that_ends_a_part_of_an_address_and_a_short_part_do_not_break(address, bound):
    assert address_bound(address) == bound


def test_the_letterhead_and_the_contact_page_keep_suite_and_number_together(client, details, editor):
    family(("en",), editor)
    for path in ("/en/releases/2024/title-en/", "/en/contact/"):
        assert "Suite\u00a03210" in client.get(path).content.decode()
    assert "Suite 3210" in client.get("/en/releases/2024/title-en.txt").content.decode()


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("A" * 80, ""),
        ("A" * 81, ' class="long"'),
        ("A" * 120, ' class="long"'),
        ("A" * 121, ' class="longer"'),
        # A Chinese letter is as wide as two.
        ("雷" * 40, ""),
        ("雷" * 41, ' class="long"'),
        ("雷" * 61, ' class="longer"'),
    ],
)
def test_a_title_steps_down_in_size_above_80_and_above_120_characters(client, details, editor, title, size):
    release = make_release(title, slug="long")
    publishing.publish([release], by=editor)
    assert f"<h1{size}>" in client.get("/en/releases/2024/long/").content.decode()
    assert f"<h2{size}>" in client.get("/en/").content.decode()
    rewrite(release, body="<p>Other words.</p>")
    correct([release], by=editor, change_note="The words were corrected.")
    page = client.get("/en/releases/2024/long/editions/1/compare/2/").content.decode()
    assert f"<h1{size}>" in page


def test_hours_end_in_the_full_stop_of_each_language(client, editor, in_all_languages):
    details = make_details(press_contact_email="press@mission.example")
    OpeningHours.objects.create(details=details, weekday=0, opens_at=dt.time(9), closes_at=dt.time(17))
    family(("en", "zh"), editor)
    assert re.search(r"New York time\. (Open|Closed) now", page(client.get("/en/releases/2024/title-en/")))
    chinese = page(client.get("/zh/releases/2024/title-zh/"))
    assert "时间。" in chinese
    assert "时间." not in chinese
    assert MissionDetails.objects.count() == 1


@pytest.mark.parametrize(
    ("cell", "marked"),
    [
        ("<td>1,234.5</td>", True),
        ("<td>−12&nbsp;%</td>", True),
        ("<td><p><strong>2023</strong></p></td>", True),
        ('<th colspan="2">2024</th>', True),
        ("<td>€ 1 200</td>", True),
        ("<td>12 delegates</td>", False),
        ("<td></td>", False),
        ("<td>-</td>", False),
        ("<td>(212) 371-2559</td>", False),
        ("<td>20 January</td>", False),
    ],
)
def test_a_cell_that_holds_a_number_alone_is_marked_so(cell, marked):
    shown = tables_marked(f"<table><tr>{cell}</tr></table>")
    assert ('class="figures"' in shown) == marked
    assert re.sub(r' (class="figures"|tabindex="0"|scope="col")', "", shown) == f"<table><tr>{cell}</tr></table>"


@pytest.mark.parametrize("head", ["th", "td"])
def test_the_head_of_a_column_of_figures_and_its_cells_without_one_stand_at_the_same_edge(head):
    rows = ["<tr><td>A</td><td>12.5</td><td>2 May</td></tr>", "<tr><td>B</td><td><p>—</p></td><td>—</td></tr>"]
    first = f"<tr><{head}>Town</{head}><{head}>Area <strong>cleared</strong></{head}><{head}>When</{head}></tr>"
    shown = tables_marked(f"<table>{first}{''.join(rows)}</table>")
    assert re.findall(r'<t[hd] class="figures">.*?</t[hd]>', shown.replace(' scope="col"', "")) == [
        f'<{head} class="figures">Area <strong>cleared</strong></{head}>',
        '<td class="figures">12.5</td>',
        '<td class="figures"><p>—</p></td>',
    ]


def test_a_column_is_not_of_figures_where_it_has_words():
    rows = "<tr><th>Town</th><th>Mines</th></tr><tr><td>A</td><td>12</td></tr>"
    mixed = f"<table>{rows}<tr><td>B</td><td>in progress</td></tr></table>"
    assert tables_marked(mixed).count("figures") == 1


def test_the_figures_of_a_published_table_are_marked_on_its_page_and_offline(client, details, editor):
    body = "<table><tbody><tr><td>Delegates</td><td>1,234</td></tr></tbody></table><p>1,234</p>"
    (edition,) = publishing.publish([make_release("A table", slug="a-table", body=body)], by=editor)
    response = client.get("/en/releases/2024/a-table/")
    assert words(response, "td", class_="figures") == ["1,234"]
    archive = b"".join(client.get("/en/releases/2024/01.zip").streaming_content)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        pages = "".join(opened.read(name).decode() for name in opened.namelist())
    assert '<td class="figures">1,234</td>' in pages
    # What was published stays as it was written.
    assert "figures" not in edition.body
    assert "figures" not in client.get("/en/releases/2024/a-table.json").content.decode()


def test_a_cell_that_is_longer_than_any_figure_is_none_and_costs_no_time():
    # With the expression alone, 200,000 blanks after a digit took hours.
    cell = f"<td>1{' ' * 200_000}x</td>"
    assert 'class="figures"' not in tables_marked(f"<table><tr>{cell}</tr></table>")
