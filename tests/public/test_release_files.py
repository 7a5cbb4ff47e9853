"""A release as plain text and as JSON: what the files say, and what stands in their place."""

from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases import publishing
from pressreleases.models import Edition, MissionDetails, Topic, TopicName
from pressreleases.models.fields import emptied_by_redaction
from tests.making import age_digest, correct, in_future, make_anniversary, make_release, make_user, rewrite
from tests.public.page_elements import formats, links
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
VISIT = "/en/releases/2024/a-visit-to-geneva"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def visit(details, editor):
    release = make_release(
        "A visit to Geneva",
        "The delegation arrived on Monday.",
        "It will stay for a week, " + "and a long paragraph stays one line, " * 5 + "as here.",
        reference="No. 221/24",
        summary="The Minister is in Geneva.",
        notes_to_editors="Pictures follow.",
    )
    publishing.publish([release], by=editor)
    return release


def test_the_plain_text_is_the_whole_sheet_from_its_head_to_where_it_stands(client, visit):
    MissionDetails.objects.update(
        press_contact_name="A. Sample", press_contact_number="+12123712832", press_contact_extension="101"
    )
    response = client.get(f"{VISIT}.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    paragraphs = response.content.decode().split("\n\n")
    assert paragraphs[:5] == [
        "Azərbaycan Respublikasının BMT yanında Daimi Nümayəndəliyi\n"
        "Permanent Mission of the Republic of Azerbaijan to the United Nations\n"
        "633 Third Avenue, Suite 3210, New York, NY, 10017\n"
        "Tel: (212) 371-2559, 371-2832 (ext. 101); Fax: (212) 371-2784, (646) 738-6143",
        "Press release\nNo. 221/24",
        "New York, 20 January 2024",
        "A visit to Geneva",
        "The Minister is in Geneva.",
    ]
    assert paragraphs[5] == "The delegation arrived on Monday."
    assert paragraphs[6].endswith("as here.")
    assert paragraphs[7:12] == [
        "END",
        "Notes to editors",
        "Pictures follow.",
        "For journalists",
        "A. Sample, (212) 371-2832 (ext. 101)",
    ]
    last = paragraphs[12].splitlines()
    assert last[0].startswith("Edition 1, ")
    assert last[1:] == [f"{SITE}{VISIT}/", f"{SITE}/r/{visit.code}"]
    assert len(paragraphs) == 13


def test_the_plain_text_of_another_language_speaks_that_language_and_names_the_other(client, details, editor):
    english = make_release("In English")
    other = make_release("Mətn", language="az", slug="metn", family=english.family, is_original=False)
    publishing.publish([english, other], by=editor)
    lines = client.get("/az/releases/2024/metn.txt").content.decode().splitlines()
    assert "New York, 20 yanvar 2024" in lines
    assert lines[-1] == f"English: {SITE}/en/releases/2024/in-english/"


def test_a_corrected_text_says_so_in_both_files_and_a_planned_correction_is_in_neither(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day was wrong.")
    changed = rewrite(visit, title="Secret", body="<p>Secret.</p>")
    correct([changed], by=editor, change_note="Secret.", at=in_future())
    text, record = client.get(f"{VISIT}.txt").content.decode(), client.get(f"{VISIT}.json")
    assert "The day was wrong." in text
    assert "On Tuesday." in text
    assert "Monday" not in text
    assert "Secret" not in text + record.content.decode()
    content = record.json()
    assert (content["number"], content["change_note"]) == (2, "The day was wrong.")
    assert [(one["number"], one["ends_at"] is None) for one in content["editions"]] == [(2, True), (1, False)]
    assert content["editions"][1]["url"] == f"{SITE}{VISIT}/editions/1/"
    assert content["online_since"] == content["editions"][1]["begins_at"]
    assert content["updated_at"] == content["editions"][0]["begins_at"]


def _documented() -> dict[str, Any]:
    """What the code in the documentation defines."""
    documentation = (Path(__file__).parents[2] / "docs/architecture/publishing.md").read_text()
    documented: dict[str, Any] = {}
    exec(documentation.split("```python\n")[1].split("```")[0], documented)
    return documented


def test_anyone_can_make_the_digest_from_the_json(client, details, editor):
    release = make_release(
        "Şəhid", lead_image=make_picture("teal"), speaker_name="A. Sample", speaker_office="Minister", reference="1"
    )
    rewrite(release, body='<p>10<sup>6</sup>, <a href="/en/contact/">ask us</a></p>\n<ul><li>e\u0301</li></ul>')
    (edition,) = publishing.publish([release], by=editor)
    page = "/en/releases/2024/şəhid.json"
    told = client.get(page).json()
    documented = _documented()
    assert documented["digest_of"](told) == told["digest"] == edition.digest
    assert len(told["digest_salt"]) == 32
    for changed in ({"content": ["x"]}, {"digest_salt": "0" * 32}, {"text": "x"}, {"lead_picture": None}):
        assert documented["digest_of"]({**told, **changed}) != told["digest"]
    old = age_digest(edition)
    told = client.get(page).json()
    assert (told["digest_version"], told["digest_salt"]) == (1, "")
    assert documented["digest_of"](told) == told["digest"] == old.digest


def test_anyone_can_make_the_digest_of_an_earlier_edition_from_its_json(client, visit, editor):
    first = visit.editions.get()
    correct([rewrite(visit, slug="newer", body="<p>On Tuesday.</p>")], by=editor, change_note="The day was wrong.")
    page = "/en/releases/2024/newer"
    documented = _documented()
    steps = client.get(f"{page}.json").json()["editions"]
    assert [step["json"] for step in steps] == [f"{SITE}{page}.json", f"{SITE}{page}/editions/1.json"]
    response = client.get(f"{page}/editions/1.json")
    told = response.json()
    assert (told["state"], told["number"], told["url"]) == ("superseded", 1, f"{SITE}{page}/editions/1/")
    assert "Monday" in told["text"]
    assert told["editions"] == steps
    assert documented["digest_of"](told) == told["digest"] == first.digest
    assert (response["X-Robots-Tag"], response["Link"]) == ("noindex", f'<{told["url"]}>; rel="canonical"')


def test_the_json_of_an_edition_leads_on_from_the_live_number_and_from_a_former_address(client, visit, editor):
    correct([rewrite(visit, slug="newer", body="<p>Other.</p>")], by=editor, change_note="A title.")
    page = "/en/releases/2024/newer"
    for asked, status, there in (
        (f"{page}/editions/2.json", 302, f"{page}.json"),
        (f"{VISIT}/editions/1.json", 301, f"{page}/editions/1.json"),
    ):
        response = client.get(asked)
        assert (response.status_code, response["Location"]) == (status, there)


def test_no_edition_that_is_planned_redacted_or_taken_back_tells_its_words_as_json(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    correct([rewrite(visit, body="<p>Secret.</p>")], by=editor, change_note="Secret.", at=in_future())
    assert client.get(f"{VISIT}/editions/3.json").status_code == client.get(f"{VISIT}/editions/9.json").status_code
    assert client.get(f"{VISIT}/editions/3.json").status_code == 404
    first = visit.editions.get(number=1)
    publishing.unschedule([visit], by=editor)
    harmless = ["title", "place", "reference", "summary", "notes_to_editors"]
    publishing.redact([first], by=make_user("Administrator"), harmless=harmless)
    told = client.get(f"{VISIT}/editions/1.json")
    assert told.json()["words_removed_at"]
    assert told.json()["digest_salt"] == ""
    assert first.digest_salt
    assert "Monday" not in told.content.decode()
    publishing.withdraw([visit], by=editor, reasons={"en": "It was not ours."}, act="removed")
    gone = client.get(f"{VISIT}/editions/1.json")
    assert (gone.status_code, gone.json()["state"]) == (410, "removed")


def test_the_content_of_the_json_says_what_its_html_says(client, details, editor):
    body = '<h2>A &amp; b</h2><p lang="fr"><em>c</em><br><a href="/en/contact/">d</a></p>'
    body += "<table><tr><td>e</td></tr></table>"
    publishing.publish([make_release(slug="visit", body=body)], by=editor)
    told = client.get("/en/releases/2024/visit.json").json()
    html = ""
    for token in told["content"]:
        if isinstance(token, str):
            html += escape(token)
        else:
            given = "".join(f' {name}="{escape(value)}"' for name, value in (token[1:] or [{}])[0].items())
            html += f"<{token[0]}{given}>"
    assert html.replace('href="/', f'href="{SITE}/') == told["html"].replace("\n", "")


def test_the_json_names_topics_and_the_anniversary_only_while_they_are_shown(client, details, editor):
    anniversary = make_anniversary(en="Black January")
    shown, hidden = Topic.objects.create(), Topic.objects.create(shown=False)
    for topic, name in ((shown, "Peace"), (hidden, "Hidden")):
        TopicName.objects.create(topic=topic, language="en", name=name, slug=name.lower())
    release = make_release("With topics", anniversary=anniversary)
    release.topics.set([shown, hidden])
    publishing.publish([release], by=editor)
    content = client.get("/en/releases/2024/with-topics.json").json()
    assert content["topics"] == [{"id": shown.pk, "name": "Peace", "url": f"{SITE}/en/topics/peace/"}]
    url = f"{SITE}/en/anniversaries/black-january/"
    assert content["anniversary"] == {"id": anniversary.pk, "name": "Black January", "url": url}
    anniversary.shown = False
    anniversary.save()
    assert client.get("/en/releases/2024/with-topics.json").json()["anniversary"] is None


def test_links_in_the_json_are_whole_and_the_words_beside_them_stay(client, details, editor):
    body = '<p>See <a href="/en/contact/">there</a>, or write href="/en/".</p><script>alert(1)</script>'
    publishing.publish([make_release("Linked", body=body)], by=editor)
    html = client.get("/en/releases/2024/linked.json").json()["html"]
    assert html == f'<p>See <a href="{SITE}/en/contact/">there</a>, or write href="/en/".</p>'


def test_the_page_leads_to_both_files_and_an_earlier_edition_to_its_json_alone(client, visit, editor):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    response = client.get(f"{VISIT}/")
    assert formats(response)["text/plain"] == links(response)["Plain text"] == f"{VISIT}.txt"
    assert formats(response)["application/json"] == f"{VISIT}.json"
    earlier = client.get(f"{VISIT}/editions/1/")
    assert "Plain text" not in links(earlier)
    assert "text/plain" not in formats(earlier)
    assert formats(earlier)["application/json"] == f"{VISIT}/editions/1.json"
    assert client.get(f"{VISIT}.txt")["Link"] == f'<{SITE}{VISIT}/>; rel="canonical"'


@pytest.mark.parametrize("form", ["txt", "json"])
def test_what_readers_may_not_know_of_has_no_file(client, visit, editor, form):
    make_release("Draft")
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    page = client.get("/en/releases/2024/unknown/")
    answers = []
    for name in ("draft", "scheduled", "unknown"):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/en/releases/2024/{name}.{form}")
        answers.append((response.status_code, response.content, dict(response.headers), len(queries)))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][:2] == (404, page.content)
    assert client.get(f"{VISIT}.{form}").status_code == 200


@pytest.mark.parametrize("form", ["txt", "json"])
def test_a_withdrawn_release_has_its_notice_in_each_file_and_no_text(client, visit, editor, form):
    correct([rewrite(visit, body="<p>On Tuesday.</p>")], by=editor, change_note="The day.")
    publishing.withdraw([visit], by=editor, reasons={"en": "The visit was called off."})
    response = client.get(f"{VISIT}.{form}")
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    words = response.content.decode()
    assert "A visit to Geneva" in words
    assert "The visit was called off." in words
    assert not [word for word in ("Monday", "Tuesday", "The day", "Minister", "Pictures") if word in words]


@pytest.mark.parametrize("form", ["txt", "json"])
def test_a_removed_release_is_gone_from_each_file_with_its_title(client, visit, editor, form):
    publishing.withdraw([visit], by=editor, reasons={"en": "It was not ours."}, act="removed")
    response = client.get(f"{VISIT}.{form}")
    assert response.status_code == 410
    words = response.content.decode()
    assert "It was not ours." in words
    assert not [word for word in ("A visit to Geneva", "Monday", "221/24") if word in words]


@pytest.mark.parametrize("form", ["txt", "json"])
def test_a_former_address_of_a_file_leads_to_the_newest(client, visit, editor, form):
    correct([rewrite(visit, slug="newer", body="<p>Other.</p>")], by=editor, change_note="A title.")
    response = client.get(f"{VISIT}.{form}")
    expected = f"/en/releases/2024/newer.{form}"
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, expected, "no-cache")


@pytest.mark.parametrize("form", ["txt", "json"])
def test_a_redacted_edition_has_no_words_in_its_files(client, visit, form):
    Edition.objects.update(redacted_at=timezone.now(), **emptied_by_redaction())
    words = client.get(f"{VISIT}.{form}").content.decode()
    assert "removed" in words
    assert not [word for word in ("A visit to Geneva", "Monday", "221/24", "Minister") if word in words]


@pytest.mark.parametrize("rows", [1, 10])
def test_the_files_take_a_constant_number_of_queries_however_long_the_history(
    client, visit, editor, django_assert_num_queries, rows
):
    for n in range(rows):
        correct([rewrite(visit, body=f"<p>Words {n}.</p>")], by=editor, change_note=f"Note {n}.")
    for form, queries in (("txt", 3), ("json", 2)):
        with django_assert_num_queries(queries):
            assert client.get(f"{VISIT}.{form}").status_code == 200
