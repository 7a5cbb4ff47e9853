"""Attachments for readers: downloaded while an edition that has them may be read, and at no other time."""

import datetime as dt
import json
import re

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pressreleases import publishing
from pressreleases.editorial import preview_links
from pressreleases.models import Edition
from pressreleases.publishing import redact
from tests.attachments import docx_file, entry, name_of, pdf_file, xlsx_file
from tests.making import correct, in_future, make_release, make_user, reinstate, rewrite
from tests.public.page_elements import elements

pytestmark = pytest.mark.django_db

PAGE = "/en/releases/2024/visit/"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def report(db):
    return entry(pdf_file(), "Hesabat: A & <b>", "az")


@pytest.fixture
def visit(details, report):
    return make_release("Visit", attachments=[report])


def at(one, page=PAGE):
    return f"{page}attachments/{name_of(one)}"


def status(client, one, page=PAGE):
    return client.get(at(one, page)).status_code


# What readers get


def test_the_page_names_each_file_with_its_language_type_and_size(client, visit, report, editor):
    publishing.publish([rewrite(visit, attachments=[entry(docx_file()), report])], by=editor)
    response = client.get(PAGE)
    page = response.content.decode()
    (_a, first, _words), (_b, second, title) = [
        row for row in elements(response, "a") if "attachments/" in row[1].get("href", "")
    ]
    assert (second["href"], title) == (at(report), "Hesabat: A & <b>")
    assert (second["hreflang"], second["type"]) == ("az", "application/pdf")
    assert first["type"].endswith("wordprocessingml.document")
    assert "Hesabat: A &amp; &lt;b&gt;" in page
    assert '<bdi lang="az">Azərbaycanca</bdi>, <bdi>PDF</bdi>, <bdi>' in page
    assert "Attachments</h2>" in page


def test_a_release_without_files_says_nothing_of_them(client, details, editor):
    publishing.publish([make_release("Visit")], by=editor)
    assert "ttachment" not in client.get(PAGE).content.decode()


def test_a_file_is_downloaded_under_its_title_and_never_shown(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    response = client.get(at(report))
    assert (response.status_code, response.content) == (200, pdf_file())
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="Hesabat A & b.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["ETag"] == f'"{report["sha256"]}"'
    assert response["Content-Language"] == "az"
    assert response["Link"].endswith(f'{PAGE}>; rel="canonical"')
    assert response["Cache-Control"].startswith("public, max-age=10, ")
    assert "Content-Encoding" not in response
    assert "X-Robots-Tag" not in response
    assert not response.cookies


def test_who_has_the_file_gets_it_no_second_time_and_a_head_has_no_content(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    again = client.get(at(report), headers={"if-none-match": f'"{report["sha256"]}"'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"].startswith("public, ")
    head = client.head(at(report))
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(report["size"])
    assert client.post(at(report)).status_code == 405


def test_what_is_under_a_title_of_another_script_has_a_name_that_browsers_read(client, details, editor):
    one = entry(pdf_file(), "Illik hesabat — ə")
    publishing.publish([make_release("Visit", attachments=[one])], by=editor)
    name = client.get(at(one))["Content-Disposition"]
    assert name == "attachment; filename*=utf-8''Illik%20hesabat%20%E2%80%94%20%C9%99.pdf"


def test_every_form_of_the_release_has_the_files(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    url = at(report)
    text = client.get(f"{PAGE[:-1]}.txt").content.decode()
    assert "Attachments\n\n" in text
    assert url in text
    (told,) = client.get(f"{PAGE[:-1]}.json").json()["attachments"]
    assert told.pop("url").endswith(url)
    assert told == {**report, "media_type": "application/pdf"}
    atom, rss = (client.get(f"/en/feed.{form}").content.decode() for form in ("atom", "rss"))
    (link,) = re.findall(r"<link [^>]*enclosure[^>]*>", atom)
    for said in ('hreflang="az"', 'title="Hesabat: A &amp; &lt;b&gt;"', f'length="{report["size"]}"', url):
        assert said in link
    assert "<enclosure " in rss
    (item,) = client.get("/en/feed.json").json()["items"]
    assert item["attachments"][0]["size_in_bytes"] == report["size"]
    assert url in item["content_html"]
    page = client.get(PAGE).content.decode()
    linked = json.loads(page.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    assert linked["associatedMedia"][0]["sha256"] == report["sha256"]
    assert linked["associatedMedia"][0]["contentUrl"].endswith(url)


def test_forms_of_a_release_without_files_have_no_place_for_them(client, details, editor):
    publishing.publish([make_release("Visit")], by=editor)
    assert "Attachments" not in client.get(f"{PAGE[:-1]}.txt").content.decode()
    assert client.get(f"{PAGE[:-1]}.json").json()["attachments"] == []
    for form in ("atom", "rss", "json"):
        assert b"nclosure" not in client.get(f"/en/feed.{form}").content
        assert b"ttachments" not in client.get(f"/en/feed.{form}").content
    assert "associatedMedia" not in client.get(PAGE).content.decode()


def test_readers_compare_the_files_of_two_editions(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    correct([rewrite(visit, attachments=[{**report, "title": "The report"}])], by=editor, change_note="Title.")
    compared = client.get(f"{PAGE}editions/1/compare/2/")
    assert [difference.name for difference in compared.context["differences"]] == ["attachments"]
    assert "Hesabat: A &amp; &lt;b&gt;" in compared.content.decode()


# Who gets nothing


def test_a_file_that_readers_may_not_see_is_as_unknown_as_any(client, details, report, editor):
    publishing.publish([make_release("Visit")], by=editor)
    make_release("Draft", slug="draft", attachments=[report])
    publishing.publish([make_release("Planned", slug="planned", attachments=[report])], by=editor, at=in_future())
    places = [PAGE, "/en/releases/2024/draft/", "/en/releases/2024/planned/", "/en/releases/2024/never/"]
    unknown = {**report, "sha256": "0" * 64}
    answers = [client.get(at(one, page)) for page in places for one in (report, unknown)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({(answer.content, str(dict(answer.headers))) for answer in answers}) == 1


def test_a_secret_file_costs_as_many_queries_as_none(client, details, report, editor):
    publishing.publish([make_release("Visit")], by=editor)
    make_release("Draft", slug="draft", attachments=[report])

    def queries(page, one):
        with CaptureQueriesContext(connection) as asked:
            client.get(at(one, page))
        return len(asked)

    unknown = {**report, "sha256": "0" * 64}
    client.get(at(unknown))
    for page in (PAGE, "/en/releases/2024/draft/"):
        assert queries(page, report) == queries(page, unknown)
    assert queries("/en/releases/2024/draft/", report) == queries("/en/releases/2024/never/", unknown)


def test_a_planned_edition_has_its_files_from_its_second_on(client, visit, report, editor):
    later = in_future(seconds=5)
    publishing.publish([visit], by=editor, at=later)
    assert status(client, report) == 404
    assert not Edition.objects.live().exists()
    assert [row.attachments for row in Edition.objects.live(later)] == [[report]]
    assert [row.attachments for row in Edition.objects.live(later - dt.timedelta(seconds=1))] == []


def test_a_file_of_an_earlier_edition_stays_and_one_of_the_working_copy_is_not_there_yet(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    newer = entry(xlsx_file(), "The table")
    rewrite(visit, attachments=[newer])
    assert (status(client, report), status(client, newer)) == (200, 404)
    correct([visit], by=editor, change_note="Another file.")
    assert (status(client, report), status(client, newer)) == (200, 200)
    assert client.get(at(report))["X-Robots-Tag"] == "noindex"
    earlier = client.get(f"{PAGE}editions/1/").content.decode()
    assert at(report) in earlier
    assert at(newer) not in earlier


@pytest.mark.parametrize("act", ["withdrawn", "removed"])
def test_what_was_taken_back_has_no_files_until_it_is_reinstated(client, visit, report, editor, act):
    publishing.publish([visit], by=editor)
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."}, act=act)
    unknown = {**report, "sha256": "0" * 64}
    gone, never = client.get(at(report)), client.get(at(unknown))
    assert (gone.status_code, gone.content) == (never.status_code, never.content) == (410, b"")
    for form in ("", ".txt", ".json"):
        address = f"{PAGE[:-1]}{form}" if form else PAGE
        assert report["sha256"] not in client.get(address).content.decode()
    reinstate([visit], by=editor, change_note="On again.")
    assert status(client, report) == 200


def test_a_redacted_edition_has_no_files(client, visit, report, editor, django_capture_on_commit_callbacks):
    (first,) = publishing.publish([visit], by=editor)
    correct([rewrite(visit, attachments=[], body="<p>New.</p>")], by=editor, change_note="Without it.")
    assert status(client, report) == 200
    with django_capture_on_commit_callbacks(execute=True):
        redact([first], by=make_user("Administrator"), harmless=["title", "place"])
    assert status(client, report) == 404
    assert not default_storage.exists(f"attachments/{name_of(report)}")
    assert "Hesabat" not in client.get(f"{PAGE}editions/1/").content.decode()


def test_the_address_of_before_leads_to_the_newest_one(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    correct([rewrite(visit, slug="voyage")], by=editor, change_note="Address.")
    moved = client.get(at(report))
    assert (moved.status_code, moved["Location"]) == (301, at(report, "/en/releases/2024/voyage/"))
    assert client.get(moved["Location"]).status_code == 200


def test_a_lost_file_is_unknown_and_the_page_is_shown(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    default_storage.delete(f"attachments/{name_of(report)}")
    assert status(client, report) == 404
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("name", ["x.pdf", f"{'0' * 64}.exe", f"{'0' * 63}.pdf"])
def test_another_name_is_no_address(client, visit, editor, name):
    publishing.publish([visit], by=editor)
    assert client.get(f"{PAGE}attachments/{name}").status_code == 404


def test_files_are_nowhere_below_the_folder_of_pictures(client, visit, report, editor):
    publishing.publish([visit], by=editor)
    for path in (f"/media/attachments/{name_of(report)}", f"/media/images/{name_of(report)}"):
        assert client.get(path).status_code == 404


# Previews


def test_a_preview_link_opens_the_files_of_its_draft_and_of_no_other(client, visit, report, editor):
    other = entry(docx_file())
    make_release("Other", slug="other", attachments=[other])
    made = preview_links.make(visit, for_whom="A journalist", days=3, by=editor)
    secret = made.address.rstrip("/").rpartition("/")[2]
    page = client.get(reverse("preview_link", args=[secret])).content.decode()
    address = reverse("preview_attachment", args=[secret, name_of(report)])
    assert f'href="{address}"' in page
    assert PAGE not in page
    response = client.get(address)
    assert (response.status_code, response.content) == (200, pdf_file())
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    text = client.get(reverse("preview_text", args=[secret])).content.decode()
    assert "Hesabat: A & <b>" in text
    assert status(client, report) == 404
    unknown = client.get(reverse("preview_attachment", args=["A" * 32, name_of(report)]))
    for name in (name_of(other), f"{'0' * 64}.pdf"):
        answer = client.get(reverse("preview_attachment", args=[secret, name]))
        assert (answer.status_code, answer.content) == (unknown.status_code, unknown.content)
    assert unknown.status_code == 404
