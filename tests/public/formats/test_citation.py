"""How a release is cited, in words and in files, of which reference managers' own parsers are asked."""

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from django.urls import reverse

from pressreleases import publishing
from pressreleases.language.languages import uncapitalised
from tests.making import correct, make_release, reinstate, rewrite
from tests.models.refusals import as_an_older_version
from tests.public.page_elements import links, words

pytestmark = pytest.mark.django_db

VISIT = "/en/releases/2024/a-visit-to-geneva"
SITE = "http://127.0.0.1:8000"
MISSION = "Permanent Mission of the Republic of Azerbaijan to the United Nations"
# Whatever may end a value or begin a command in one of the formats.
HOSTILE = 'At {50% & "more" of 2_3 ~ #1 $5 ^2 \\ Şəhid\nER  - } @misc{x,'


@pytest.fixture
def visit(details, editor):
    release = make_release("A visit to Geneva", reference="No. 221/24", summary="The lead,\nin two lines.")
    publishing.publish([release], by=editor)
    return release


def entry(response):
    (found,) = parse_string(response.content.decode()).entries
    return found, {field.key: field.value for field in found.fields}


def record(response):
    (found,) = rispy.loads(response.content.decode())
    return found


def test_a_page_says_how_to_cite_it_and_leads_to_the_files(client, visit, editor):
    page = client.get(f"{VISIT}/")
    short = f"{SITE}/r/{visit.code}"
    cited = f"{MISSION}, “A visit to Geneva”, press release No. 221/24, 20 January 2024. Available at {short}."
    assert cited in words(page, "p")
    assert links(page)[short] == short
    assert (links(page)["BibTeX"], links(page)["RIS"]) == (f"{VISIT}.bib", f"{VISIT}.ris")
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    assert any("No. 221/24, edition 2, 20 January" in line for line in words(client.get(f"{VISIT}/"), "p"))
    assert "BibTeX" not in links(client.get(f"{VISIT}/editions/1/"))


def test_reference_managers_read_who_issued_what_and_when(client, visit):
    response = client.get(f"{VISIT}.bib")
    assert response["Content-Disposition"] == 'attachment; filename="a-visit-to-geneva.bib"'
    found, fields = entry(response)
    assert (found.entry_type, found.key) == ("misc", f"release-{visit.code}")
    assert (fields["author"], fields["title"]) == (f"{{{MISSION}}}", "{A visit to Geneva}")
    assert (fields["year"], fields["month"], fields["number"]) == ("2024", "jan", "No. 221/24")
    assert fields["url"] == f"{SITE}{VISIT}/"
    response = client.get(f"{VISIT}.ris")
    assert set(response.content.decode().splitlines(keepends=True)[-1]) <= set("ER  -\r\n")
    told = record(response)
    assert (told["type_of_reference"], told["authors"], told["title"]) == ("RPRT", [MISSION], "A visit to Geneva")
    assert (told["date"], told["urls"]) == ("2024/01/20/", [f"{SITE}{VISIT}/"])
    assert told["abstract"] == "The lead, in two lines."


def test_no_letter_of_a_title_breaks_either_format(client, details, editor):
    as_an_older_version()
    publishing.publish([make_release(HOSTILE, slug="hostile", reference="} {")], by=editor)
    _found, fields = entry(client.get("/en/releases/2024/hostile.bib"))
    assert fields["year"] == "2024"
    assert "50\\% \\& " in fields["title"]
    assert "Şəhid" in fields["title"]
    assert record(client.get("/en/releases/2024/hostile.ris"))["title"] == " ".join(HOSTILE.split())


def test_what_was_withdrawn_is_cited_with_its_notice_and_what_was_removed_not_at_all(client, visit, editor):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    _found, fields = entry(client.get(f"{VISIT}.bib"))
    assert fields["note"].startswith("Withdrawn on ")
    assert fields["note"].endswith("Called off.")
    told = record(client.get(f"{VISIT}.ris"))
    # No more than the notice on the page tells.
    assert not {"number"} & fields.keys()
    assert not {"abstract", "issn"} & told.keys()
    assert told["notes"][0].endswith("Called off.")
    reinstate([visit], by=editor, change_note="It took place.")
    publishing.withdraw([visit], by=editor, reasons={"en": "It was not ours."}, act="removed")
    for form in ("bib", "ris"):
        response = client.get(f"{VISIT}.{form}")
        assert (response.status_code, response["Content-Type"]) == (410, "text/plain; charset=utf-8")
        assert b"A visit" not in response.content


def test_a_former_address_leads_to_the_newest_and_a_draft_to_nothing(client, visit, editor, django_assert_num_queries):
    correct([rewrite(visit, slug="newer", body="<p>New.</p>")], by=editor, change_note="A title.")
    make_release("Draft")
    for form in ("bib", "ris"):
        assert client.get(f"{VISIT}.{form}")["Location"] == f"/en/releases/2024/newer.{form}"
        assert client.get(reverse(f"release_{form}", args=["en", 2024, "draft"])).status_code == 404
        with django_assert_num_queries(1):
            client.get(f"/en/releases/2024/newer.{form}")


@pytest.mark.parametrize(
    ("kind", "language", "expected"),
    [("Press release", "en", "press release"), ("İclas", "az", "iclas"), ("Irmaq", "tr", "ırmaq"), ("TV", "en", "TV")],
)
def test_a_kind_stands_within_a_sentence_as_its_language_writes_it(kind, language, expected):
    assert uncapitalised(kind, language) == expected
