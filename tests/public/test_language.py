"""Languages by setting alone: pages, words and dates in all nine, and what staff and machines make of them."""

import html
import os
import re
import subprocess
import sys

import pytest
from babel.messages.pofile import read_po
from django.conf import settings as site_settings
from django.utils.translation import override

from mission_site import translations
from mission_site.languages import NAMES
from pressreleases import publishing
from pressreleases.letterhead import Name
from pressreleases.models import OpeningHours, Topic
from pressreleases.models.fields import COMPARED, label_of
from pressreleases.public.reading.masthead import Head
from tests.leftovers import said_in
from tests.making import correct, make_anniversary, make_release, rewrite
from tests.public.page_elements import alternates, elements

ALL = tuple(NAMES)


@pytest.fixture
def in_all_languages(settings):
    settings.LANGUAGES = list(NAMES.items())


def started_with(languages):
    """What settings make of MISSION_LANGUAGES, in a process of their own as they are read once."""
    asked = "from mission_site.settings import LANGUAGES, LANGUAGE_CODE as c; print(*[l for l, _n in LANGUAGES], c)"
    return subprocess.run(
        [sys.executable, "-c", asked],
        cwd=translations.ROOT,
        env={**os.environ, "MISSION_LANGUAGES": languages},
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_setting_chooses_the_languages_and_their_order():
    # Staff have English, as they cannot work in French.
    assert started_with("fr,zh,ar").stdout.split() == ["fr", "zh", "ar", "en"]


def test_a_language_that_is_not_translated_is_refused_by_name():
    refused = started_with("en,de")
    assert refused.returncode != 0
    assert "MISSION_LANGUAGES is some of en,az,ar,es,fr,ru,tr,zh, not en,de." in refused.stderr


def test_there_is_a_catalogue_of_each_language_and_staffs_are_whole():
    assert sorted([*(path.name for path in translations.LOCALE.iterdir() if path.is_dir()), "en"]) == sorted(ALL)
    assert sorted(site_settings.STAFF_LANGUAGES) == sorted([*translations.WHOLE, "en"])


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hans-SG", "zh"),
        ("ar-EG", "ar"),
        ("fr-CA;q=0.8,ru-RU;q=0.9", "ru"),
        ("es-419", "es"),
        ("de,pt-BR", "en"),
        ("e", "en"),
    ],
)
def test_the_front_door_finds_each_language_under_its_countries_names(client, in_all_languages, asked, language):
    assert client.get("/", headers={"accept-language": asked})["Location"] == f"/{language}/"


def test_staff_are_never_given_a_language_that_their_pages_do_not_have(client, editor, in_all_languages):
    client.force_login(editor)
    client.cookies["django_language"] = "fr"
    page = client.get("/admin/", headers={"accept-language": "ru,az;q=0.5"})
    assert page["Content-Language"] == "az"
    offered = [attrs["value"] for _t, attrs, _w in elements(page, "button", name="language")]
    assert offered == ["en", "az"]


@pytest.fixture
def told(details, editor, in_all_languages):
    """A release in French with all that a page can show, corrected once; its translations; one that was withdrawn."""
    topic = Topic.objects.create()
    anniversary = make_anniversary(fr="Janvier noir", ar="يناير الأسود")
    topic.names.create(language="fr", name="Paix", slug="paix")
    release = make_release("Accord de paix", language="fr", slug="accord", anniversary=anniversary, reference="No. 7")
    release.topics.add(topic)
    others = [
        make_release(title, language=language, slug="", family=release.family, is_original=False)
        for language, title in [("ar", "اتفاق السلام"), ("zh", "和平协议"), ("ru", "Мирное соглашение")]
    ]
    for other in others:
        rewrite(other, slug=other.title.replace(" ", "-").lower())
    taken_back = make_release("Une visite", language="fr")
    spanish = make_release("Una carta", language="es")
    publishing.publish([release, *others, taken_back, spanish], by=editor)
    rewrite(release, title="Traité de paix")
    correct([release], by=editor, change_note="Le titre a changé.")
    publishing.withdraw([taken_back], by=editor, reasons={"fr": "Erreur."})
    return release


def english(language):
    """What the site says in English, to staff or readers, that is no word of `language` too."""
    said = {}
    for code in ("az", language):
        with (translations.LOCALE / code / "LC_MESSAGES" / "django.po").open("rb") as file:
            said[code] = {message.id: message.string for message in read_po(file, locale=code) if message.id}
    plain = {bare(words) for words in said["az"] if isinstance(words, str) and "%" not in words}
    return plain - {bare(words) for words in said[language].values() if isinstance(words, str)} - {"english"}


def bare(words):
    return " ".join(words.split()).strip(" :…›·").casefold()


def test_no_public_page_has_a_word_that_the_catalogues_of_readers_lack(client, told):
    addresses = [
        *("", "releases/", "releases/2024/", "releases/2024/accord/", "releases/2024/accord/editions/1/"),
        *("releases/2024/une-visite/", "releases/2024/nothing/", "search/", "search/?q=paix", "search/?q=rien"),
        *("topics/", "topics/paix/", "anniversaries/", "anniversaries/janvier-noir/", "corrections/", "contact/"),
        *("anniversaries/years/2024/", "releases/2024/accord/editions/1/compare/2/", "releases/2024/una-carta/in/es/"),
    ]
    messages = english("fr")
    assert "send back" in messages
    found = {}
    for address in [*(f"/fr/{address}" for address in addresses), "/fr+ru/releases/2024/accord/"]:
        response = client.get(address)
        pieces = {bare(piece) for piece in said_in(response.content.decode())}
        assert "aller au texte" in pieces, address
        found[address] = sorted(pieces & messages)
    assert {address: said for address, said in found.items() if said} == {}


def test_what_can_differ_between_editions_is_named_in_the_language_of_readers():
    with override("ru"):
        labels = [label_of(field.name) for field in COMPARED]
    assert [label for label in labels if not re.match("[А-Я][а-я ]+$", label)] == []


def test_a_release_stands_under_its_own_script_and_leads_to_its_other_languages(client, told):
    page = client.get("/zh/releases/2024/和平协议/")
    assert elements(page, "html")[0][1] == {"lang": "zh", "dir": "ltr"}
    there = alternates(page)
    assert sorted(there) == ["ar", "fr", "ru", "x-default", "zh"]
    arabic = client.get(there["ar"].removeprefix(site_settings.SITE_URL))
    assert elements(arabic, "html")[0][1] == {"lang": "ar", "dir": "rtl"}
    assert "20 يناير 2024" in arabic.content.decode()
    assert "2024年1月20日" in page.content.decode()


def test_numbers_in_arabic_plain_text_are_isolated_and_in_no_other(client, told):
    texts = {
        language: client.get(f"/{language}/releases/2024/{slug}.txt").content.decode()
        for language, slug in [("ar", "اتفاق-السلام"), ("fr", "accord")]
    }
    assert "هاتف: \u2066(212) 371-2559\u2069، \u2066371-2832\u2069 (تحويلة 101)؛ فاكس: " in texts["ar"]
    assert "Tél.\u00a0: (212) 371-2559, 371-2832 (poste 101)\u202f; Fax\u00a0: " in texts["fr"]


def test_what_people_wrote_in_plain_text_is_as_readable_as_the_text(client, details, editor, in_all_languages):
    body = "<p>Call (212) 371-2559.</p><ul><li>B<ol><li>C</li></ol></li><li>D</li></ul><p>هاتف</p>"
    number = "هاتف (212) 371-2559."
    written = [
        make_release("A text", slug="a-text", body=body, notes_to_editors="One."),
        make_release("نص", number, slug="نص", language="ar", summary=number, notes_to_editors=number),
    ]
    publishing.publish(written, by=editor)
    english = client.get("/en/releases/2024/a-text.txt").content.decode()
    assert "\n\nCall (212) 371-2559.\n\n- B\n  1. C\n- D\n\n" in english
    assert "(New York)" in english
    assert "America/" not in english
    arabic = client.get("/ar/releases/2024/نص.txt").content.decode()
    assert arabic.count("هاتف \u2066(212) 371-2559\u2069.") == 3
    publishing.withdraw(written[1:], by=editor, reasons={"ar": number})
    assert "\u2066(212) 371-2559\u2069." in client.get("/ar/releases/2024/نص.txt").content.decode()


def test_a_telephone_number_in_a_note_or_a_reason_in_arabic_is_read_from_the_left(
    client, details, editor, in_all_languages
):
    isolated = '<bdi class="number" dir="ltr">(212) 371-2559</bdi>'
    note = "هاتف (212) 371-2559 <b>."
    release = make_release("نص", slug="نص", language="ar")
    publishing.publish([release], by=editor)
    correct([rewrite(release, title="نص آخر")], by=editor, change_note=note)
    page = client.get("/ar/releases/2024/نص/").content.decode()
    # Above the text, and in the list of editions.
    assert page.count(f"هاتف {isolated} &lt;b&gt;.") == 2
    for address in ("/ar/corrections/", "/en/corrections/"):
        assert f"هاتف {isolated} &lt;b&gt;." in client.get(address).content.decode()
    assert f"هاتف {isolated}" in html.unescape(client.get("/ar/feed.atom").content.decode())
    publishing.withdraw([release], by=editor, reasons={"ar": note})
    notice = client.get("/ar/releases/2024/نص/").content.decode()
    assert f"هاتف {isolated} &lt;b&gt;." in notice
    # On paper the notice says where it stands.
    assert f'<p class="imprint">{site_settings.SITE_URL}/r/{release.code}</p>' in notice
    for address in ("/ar/corrections/", "/en/corrections/"):
        assert isolated in client.get(address).content.decode()


def test_chinese_sentences_and_brackets_stand_without_blanks(client, details, editor, in_all_languages):
    OpeningHours.objects.create(details=details, weekday=1, opens_at="09:00", closes_at="17:00")
    details.press_contact_email = "press@mission.example"
    details.save()
    publishing.publish([make_release("声明", "文。", slug="声明", language="zh")], by=editor)
    said = " ".join(re.sub("<[^>]*>", "", client.get("/zh/releases/2024/声明/").content.decode()).split())
    assert re.search(r"时间。现在", said)
    assert "371-2832（分机101）" in said
    assert "371-2832（分机101）" in client.get("/zh/releases/2024/声明.txt").content.decode()


def test_addresses_in_a_sentence_in_arabic_keep_their_last_slash(client, told):
    page = client.get("/ar/releases/2024/اتفاق-السلام/")
    [(_tag, _attrs, cited)] = elements(page, "div", aria_labelledby="cite")
    assert re.search(rf"{site_settings.SITE_URL}/r/\w+\.", cited)
    [(_tag, attrs, _words)] = elements(page, "bdi", class_="uri")
    assert attrs["dir"] == "ltr"
    texts = client.get("/fr/releases/2024/accord.txt").content.decode()
    # Its first letter outside of isolates decides in which direction a line runs.
    assert f"\n\u2068العربية\u2069: {site_settings.SITE_URL}/ar/" in texts


def test_a_head_has_two_names_the_national_one_and_that_of_the_page():
    az, en, ru, ar = names = [Name(code, "", code) for code in ("az", "en", "ru", "ar")]
    head = Head(names, "", [], "", "")
    assert [head.masthead(code) for code in ("ar", "en", "az", "fr")] == [[az, ar], [az, en], [az, en], [az, en]]
    assert [head.name_in(code) for code in ("ru", "fr")] == [ru, en]
    assert Head([ru, ar], "", [], "", "").masthead("fr") == [ru, ar]
    assert Head([], "", [], "", "").masthead("fr") == []


def test_the_lines_of_a_name_are_joined_as_its_script_joins_words():
    assert Name("ru", "ltr", "Постоянное\nпредставительство").in_one_line == "Постоянное представительство"
    assert Name("zh", "ltr", "阿塞拜疆\n代表团").in_one_line == "阿塞拜疆代表团"


def test_a_page_without_a_name_of_its_own_leads_home_from_the_english_one(client, told):
    page = client.get("/fr/contact/")
    home = [attrs for _t, attrs, words in elements(page, "a") if words.startswith("Permanent Mission")]
    assert [attrs["href"] for attrs in home] == ["/fr/"]
    assert [attrs["lang"] for _t, attrs, _w in elements(page, "p", class_="name")] == ["az", "en"]


def test_what_is_printed_of_an_address_in_another_script_is_the_short_one(client, told):
    page = client.get("/zh/releases/2024/和平协议/")
    [(_tag, _attrs, cited)] = elements(page, "div", aria_labelledby="cite")
    assert f"{site_settings.SITE_URL}/r/" in cited
    assert "%" not in cited
