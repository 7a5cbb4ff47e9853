"""The page of a release and of its earlier editions: the letterhead of its day, its words, where it leads."""

import datetime as dt
import html
import re

import pytest
from django.utils import timezone

from pressreleases import publishing, richtext
from pressreleases.models import Edition, MissionDetails
from pressreleases.models.fields import emptied_by_redaction
from tests.making import correct, make_anniversary, make_details, make_release, reinstate, rewrite
from tests.public.page_elements import alternates, canonical, elements, is_indexed, links, page, words

pytestmark = pytest.mark.django_db

NUMBERS = "Tel: (212) 371-2559, 371-2832 (ext. 101); Fax: (212) 371-2784, (646) 738-6143"
VISIT = "/en/releases/2024/a-visit-to-geneva/"
SITE = "http://127.0.0.1:8000"


def body_of(response):
    """The words between what opens the text and the mark of its end."""
    [between] = re.findall(r'class="opening">.*?</header>(.*?)<p class="end">', response.content.decode(), re.DOTALL)
    own = re.sub(r'<(p|div|aside) class="(?:note|lead|take)".*?</\1>', "", between, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", own)).split())


@pytest.fixture
def visit(details, editor):
    release = make_release("A visit to Geneva", "The delegation arrived on Monday.")
    publishing.publish([release], by=editor)
    return release


def test_the_letterhead_reads_as_on_the_sheet(client, visit):
    response = client.get(VISIT)
    assert [(e[1]["lang"], e[1]["dir"], " ".join(e[2].split())) for e in elements(response, "p", class_="name")] == [
        ("az", "ltr", "Azərbaycan Respublikasının BMT yanında Daimi Nümayəndəliyi"),
        ("en", "ltr", "Permanent Mission of the Republic of Azerbaijan to the United Nations"),
    ]
    [address] = elements(response, "address")
    lines = [line.strip() for line in address[2].splitlines() if line.strip()]
    whole = "633 Third Avenue, Suite 3210, New York, NY, 10017"
    bound = ("Suite 3210", "New York, NY, 10017")
    for part in bound:
        whole = whole.replace(part, part.replace(" ", "\N{NO-BREAK SPACE}"))
    assert lines == [whole, NUMBERS]


def test_each_telephone_of_the_letterhead_can_be_dialled_with_its_extension_and_no_fax(client, visit):
    numbers = {text: address for text, address in links(client.get(VISIT)).items() if address.startswith("tel:")}
    assert numbers == {
        "(212) 371-2559": "tel:+12123712559",
        "371-2832 (ext. 101)": "tel:+12123712832;ext=101",
    }


def test_a_release_keeps_the_letterhead_of_its_day_when_the_mission_moves(client, visit):
    MissionDetails.objects.update(valid_during=(None, dt.date(2025, 1, 1)))
    make_details(valid_during=(dt.date(2025, 1, 1), None), address="1 New Street")
    assert "633 Third Avenue" in words(client.get(VISIT), "address")[0]
    assert "1 New Street" in words(client.get("/en/contact/"), "address")[0]


def test_the_page_says_what_was_published(client, details, editor):
    release = make_release(
        "A statement",
        "First.",
        "Second <script>.",
        kind="statement",
        summary="The lead.",
        speaker_name="A. Sample",
        speaker_office="Permanent Representative",
        reference="No. 221/24",
        notes_to_editors="Background.",
    )
    publishing.publish([release], by=editor)
    response = client.get("/en/releases/2024/a-statement/")
    assert words(response, "header", class_="opening") == [
        "Statement, No. 221/24 A statement 20 January 2024, New York A. Sample Permanent Representative"
    ]
    assert body_of(response) == "First. Second <script>."
    assert words(response, "p", class_="lead") == ["The lead."]
    assert words(response, "p", class_="end") == ["END"]
    assert "Notes to editors Background." in page(response)
    assert "Reference No. 221/24" in page(response)
    assert [attrs for _tag, attrs, _words in elements(response, "script")] == [{"type": "application/ld+json"}]


def test_a_body_is_cleaned_again_once_the_rules_are_newer_than_those_that_made_it(client, visit, monkeypatch):
    """An edition cannot be altered, so a stricter rule of tomorrow is put in place of today's."""
    monkeypatch.setattr("pressreleases.richtext.rendering.RULES", richtext.RULES + 1)
    monkeypatch.setattr("pressreleases.richtext.rendering.sanitise", lambda html: html.replace("Monday", "[cleaned]"))
    assert body_of(client.get(VISIT)) == "The delegation arrived on [cleaned]."
    assert "[cleaned]" in client.get("/en/feed.atom").content.decode()
    assert "[cleaned]" in client.get(f"{VISIT[:-1]}.json").json()["html"]


def test_a_body_that_todays_rules_made_is_not_cleaned_at_each_view(client, visit, monkeypatch):
    assert visit.editions.get().rules == richtext.RULES
    monkeypatch.setattr("pressreleases.richtext.rendering.sanitise", lambda _html: pytest.fail("It was cleaned again."))
    assert body_of(client.get(VISIT)) == "The delegation arrived on Monday."
    for address in ("/en/feed.atom", f"{VISIT[:-1]}.json", "/en/releases/2024/01.zip"):
        response = client.get(address)
        assert response.status_code == 200
        assert b"".join(response.streaming_content) if response.streaming else response.content


def test_dates_are_plain_and_instants_carry_the_offset_of_the_missions_zone(client, visit):
    response = client.get(VISIT)
    stamps = [attrs["datetime"] for _tag, attrs, _words in elements(response, "time")]
    assert stamps[0] == "2024-01-20"
    begins = Edition.objects.get().begins_at
    [instant] = [stamp for stamp in stamps if "T" in stamp]
    assert dt.datetime.fromisoformat(instant) == begins.replace(microsecond=0)
    assert instant.endswith(("-04:00", "-05:00"))


def test_a_correction_stands_above_the_text_and_in_the_history(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day was put right.")
    response = client.get(VISIT)
    [note] = words(response, "p", class_="note")
    assert note.startswith("Corrected on ")
    assert note.endswith("The day was put right. See what changed All editions")
    history = words(response, "ol", class_="history")[0]
    assert history.startswith("Edition 2 · ")
    assert "The day was put right. What edition 2 changed Edition 1 · " in history
    assert links(response)["Edition 1"] == f"{VISIT}editions/1/"


def test_a_reinstated_release_says_so_and_not_that_it_was_corrected(client, visit, editor):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    reinstate([visit], by=editor, change_note="It takes place after all.")
    [note] = words(client.get(VISIT), "p", class_="note")
    assert note.startswith("Reinstated on ")
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day was put right.")
    [note] = words(client.get(VISIT), "p", class_="note")
    assert note.startswith("Corrected on ")


def test_a_minor_change_is_said_to_be_minor_and_hides_no_correction_before_it(client, visit, editor):
    correct([rewrite(visit, body="<p>A comma, more.</p>")], by=editor, change_note="", minor=True)
    response = client.get(VISIT)
    assert not words(response, "p", class_="note")
    assert "minor change" in words(response, "ol", class_="history")[0]
    correct([rewrite(visit, body="<p>Tuesday.</p>")], by=editor, change_note="The day.")
    correct([rewrite(visit, body="<p>Tuesday, then.</p>")], by=editor, change_note="", minor=True)
    assert "The day." in words(client.get(VISIT), "p", class_="note")[0]


def test_an_earlier_edition_stays_readable_marked_as_such_and_leads_to_the_newest(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    response = client.get(f"{VISIT}editions/1/")
    assert body_of(response) == "The delegation arrived on Monday."
    assert words(response, "p", class_="note")[0].startswith("Edition 1, kept for the record.")
    assert links(response)["Read the newest edition"] == VISIT
    assert canonical(response) == f"{SITE}{VISIT}editions/1/"
    assert not is_indexed(response)
    assert alternates(response) == {}


def test_the_live_editions_own_number_leads_to_the_release_and_an_unknown_one_nowhere(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    response = client.get(f"{VISIT}editions/2/")
    assert (response.status_code, response["Location"]) == (302, VISIT)
    assert [client.get(f"{VISIT}editions/{n}/").status_code for n in ("3", "0", "01", "9999999")] == [404] * 4


def test_a_planned_correction_is_nowhere_to_be_seen(client, visit, editor):
    changed = rewrite(visit, title="Secret", body="<p>Secret.</p>", slug="secret")
    correct([changed], by=editor, change_note="Secret.", at=timezone.now() + dt.timedelta(hours=1))
    response = client.get(VISIT)
    assert "Secret" not in response.content.decode()
    assert [client.get(f"{VISIT}editions/{n}/").status_code for n in (1, 2)] == [302, 404]
    assert client.get("/en/releases/2024/secret/").status_code == 404


def test_a_redacted_edition_leaves_the_fact_without_the_words(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    Edition.objects.filter(number=1).update(redacted_at=timezone.now(), **emptied_by_redaction())
    response = client.get(f"{VISIT}editions/1/")
    assert response.status_code == 200
    assert words(response, "h1") == ["Text removed"]
    assert "The text of this edition was removed on" in page(response)
    assert "text removed" in words(client.get(VISIT), "ol", class_="history")[0]


def test_a_text_in_two_languages_links_each_to_the_other_and_to_nothing_else(client, details, editor):
    english = make_release("In English")
    other = make_release("Mətn", language="az", slug="metn", family=english.family, is_original=False)
    publishing.publish([english, other], by=editor)
    response = client.get("/en/releases/2024/in-english/")
    assert canonical(response) == f"{SITE}/en/releases/2024/in-english/"
    assert alternates(response) == {
        "en": f"{SITE}/en/releases/2024/in-english/",
        "az": f"{SITE}/az/releases/2024/metn/",
        "x-default": f"{SITE}/en/releases/2024/in-english/",
    }
    assert links(response)["Azərbaycanca"] == "/az/releases/2024/metn/"
    assert elements(client.get("/az/releases/2024/metn/"), "html")[0][1] == {"lang": "az", "dir": "ltr"}
    assert alternates(client.get("/az/releases/2024/metn/")) == alternates(response)


def test_a_language_that_a_text_does_not_have_says_so_and_leads_to_the_original_and_is_no_alternate(
    client, details, editor
):
    english = make_release("In English")
    make_release("Qaralama", language="az", slug="qaralama", family=english.family, is_original=False)
    publishing.publish([english], by=editor)
    response = client.get("/en/releases/2024/in-english/")
    [missing] = [(attrs["href"], said) for _tag, attrs, said in elements(response, "a", class_="missing")]
    assert missing[0] == "/az/releases/2024/in-english/in/en/"
    assert missing[1].startswith("Azərbaycanca (")
    assert alternates(response) == {}
    assert [path for path in links(response).values() if path.startswith("/az/")] == [missing[0]]


def test_neighbours_are_the_releases_before_and_after_in_the_same_language(client, details, editor):
    for title, day, language in [
        ("Before", 19, "en"),
        ("Sonra", 21, "az"),
        ("Middle", 20, "en"),
        ("After", 22, "en"),
        ("Much later", 23, "en"),
    ]:
        release = make_release(title, language=language, issued_on=dt.date(2024, 1, day))
        publishing.publish([release], by=editor)
    make_release("A draft", issued_on=dt.date(2024, 1, 21))
    response = client.get("/en/releases/2024/middle/")
    assert words(response, "nav", class_="neighbours") == ["Earlier Before Later After"]


def test_the_same_anniversary_in_other_years_is_listed(client, details, editor):
    anniversary = make_anniversary(en="Black January", az="Qara Yanvar")
    for year in (2022, 2023, 2024):
        release = make_release(f"In {year}", issued_on=dt.date(year, 1, 20), anniversary=anniversary)
        publishing.publish([release], by=editor)
    make_release("A draft", issued_on=dt.date(2025, 1, 20), anniversary=anniversary)
    response = client.get("/en/releases/2023/in-2023/")
    found = {text: address for text, address in links(response).items() if ": " in text}
    assert found == {
        "2024: In 2024": "/en/releases/2024/in-2024/",
        "2022: In 2022": "/en/releases/2022/in-2022/",
        "Black January: all years": "/en/anniversaries/black-january/",
    }


def test_an_anniversary_that_is_not_shown_is_not_linked(client, details, editor):
    anniversary = make_anniversary(en="Black January")
    publishing.publish([make_release("This year", anniversary=anniversary)], by=editor)
    earlier = make_release("Last year", anniversary=anniversary, issued_on=dt.date(2023, 1, 20))
    publishing.publish([earlier, make_release("Other", issued_on=dt.date(2023, 6, 1))], by=editor)
    assert "2023: Last year" in links(client.get("/en/releases/2024/this-year/"))
    anniversary.shown = False
    anniversary.save()
    response = client.get("/en/releases/2024/this-year/")
    assert "Black January" not in response.content.decode()
    assert "Last year" not in response.content.decode()


def test_the_press_contact_is_todays_and_only_if_it_may_be_shown(client, visit):
    MissionDetails.objects.update(
        press_contact_name="A. Sample", press_contact_number="+12123712832", press_contact_extension="101"
    )
    response = client.get(VISIT)
    assert links(response)["(212) 371-2832 (ext. 101)"] == "tel:+12123712832;ext=101"
    MissionDetails.objects.update(shown=False)
    assert "A. Sample" not in client.get(VISIT).content.decode()


@pytest.mark.parametrize("rows", [1, 6])
def test_a_release_takes_four_queries_however_much_it_links_to(
    client, details, editor, django_assert_num_queries, rows
):
    anniversary = make_anniversary(en="Black January")
    visit = make_release(anniversary=anniversary)
    other = make_release("Səfər", language="az", slug="sefer", family=visit.family, is_original=False)
    publishing.publish([visit, other], by=editor)
    for n in range(rows):
        linked = make_release(f"Number {n}", anniversary=anniversary)
        publishing.publish([linked], by=editor)
        correct([rewrite(visit, body=f"<p>Words {n}.</p>")], by=editor, change_note=f"Note {n}.")
    with django_assert_num_queries(3):
        response = client.get(VISIT)
    assert len(elements(response, "li")) > rows
    with django_assert_num_queries(4):
        assert client.get(f"{VISIT}editions/1/").status_code == 200
