"""The PDF of a release at its address: served as it is kept, linked where readers look, hidden as its page is."""

import json
from xml.etree import ElementTree as ET

import pytest

from pressreleases import publishing
from pressreleases.letterhead_pdf.making import make_missing
from pressreleases.models import LetterheadPdf
from tests.letterhead_pdf.opened import open_pdf
from tests.making import correct, in_future, make_release, rewrite
from tests.public.page_elements import links

pytestmark = pytest.mark.django_db

VISIT = "/en/releases/2024/a-visit-to-geneva"
SITE = "http://127.0.0.1:8000"
PDF = "application/pdf"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def visit(details, editor):
    release = make_release()
    publishing.publish([release], by=editor)
    make_missing()
    return release


def test_it_is_served_as_it_is_kept_with_the_hash_of_its_content(client, visit, django_assert_num_queries):
    kept = LetterheadPdf.objects.get()
    client.get(f"{VISIT}.pdf")
    with django_assert_num_queries(2):
        response = client.get(f"{VISIT}.pdf")
    assert response.content == bytes(kept.content or b"")
    assert response["Content-Type"] == PDF
    assert response["ETag"] == f'"{kept.sha256}"'
    assert response["Content-Language"] == "en"
    assert response["Content-Disposition"] == 'inline; filename="a-visit-to-geneva.pdf"'
    assert response["Link"] == f'<{SITE}{VISIT}/>; rel="canonical"'
    assert "max-age=10" in response["Cache-Control"]
    again = client.get(f"{VISIT}.pdf", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_until_it_is_made_nothing_links_to_it_and_its_address_leads_nowhere(client, details, editor):
    publishing.publish([make_release()], by=editor)
    assert client.get(f"{VISIT}.pdf").status_code == 404
    page = client.get(f"{VISIT}/").content.decode()
    assert ".pdf" not in page
    assert "You can print this page instead." not in page
    assert client.get(f"{VISIT}.json").json()["pdf"] is None
    for form in ("atom", "rss", "json"):
        assert b".pdf" not in client.get(f"/en/feed.{form}").content


def test_the_page_links_it_first_of_what_can_be_taken_away(client, visit):
    response = client.get(f"{VISIT}/")
    taken = response.content.decode().partition("Take away")[2]
    assert taken.index(f'href="{VISIT}.pdf"') < taken.index(f'href="{VISIT}.txt"')
    assert links(response)["PDF"] == f"{VISIT}.pdf"


def test_feeds_and_json_name_it_with_its_size(client, visit):
    url, size = f"{SITE}{VISIT}.pdf", LetterheadPdf.objects.get().size
    assert client.get(f"{VISIT}.json").json()["pdf"] == url
    api = f"/api/v1/releases/{visit.family}.en"
    assert client.get(api).json()["pdf"] == url
    atom = ET.fromstring(client.get("/en/feed.atom").content)
    enclosed = [link.attrib for link in atom.iter("{http://www.w3.org/2005/Atom}link") if link.get("type") == PDF]
    assert enclosed == [{"rel": "enclosure", "type": PDF, "length": str(size), "href": url}]
    rss = ET.fromstring(client.get("/en/feed.rss").content)
    assert [one.attrib for one in rss.iter("enclosure")] == [{"url": url, "length": str(size), "type": PDF}]
    (item,) = json.loads(client.get("/en/feed.json").content)["items"]
    assert item["attachments"] == [{"url": url, "mime_type": PDF, "size_in_bytes": size}]


def test_an_earlier_edition_keeps_its_own(client, visit, editor):
    rewrite(visit, body="<p>The delegation arrived on Tuesday.</p>")
    correct([visit], by=editor, change_note="The day was wrong.")
    make_missing()
    earlier = client.get(f"{VISIT}/editions/1.pdf")
    assert "Monday" in open_pdf(earlier.content).words
    assert earlier["X-Robots-Tag"] == "noindex"
    assert earlier["Link"] == f'<{SITE}{VISIT}/editions/1/>; rel="canonical"'
    assert "Tuesday" in open_pdf(client.get(f"{VISIT}.pdf").content).words
    assert client.get(f"{VISIT}/editions/2.pdf")["Location"] == f"{VISIT}.pdf"
    assert client.get(f"{VISIT}/editions/3.pdf").status_code == 404
    assert links(client.get(f"{VISIT}/editions/1/"))["PDF"] == f"{VISIT}/editions/1.pdf"
    assert client.get(f"{VISIT}/editions/1.json").json()["pdf"] == f"{SITE}{VISIT}/editions/1.pdf"


def test_a_scheduled_one_is_there_and_cannot_be_read(client, details, editor):
    publishing.publish([make_release()], by=editor, at=in_future())
    make_missing()
    assert LetterheadPdf.objects.made().exists()
    assert client.get(f"{VISIT}.pdf").status_code == 404
    assert client.get(f"{VISIT}/editions/1.pdf").status_code == 404


@pytest.mark.parametrize(("act", "status"), [("withdrawn", 200), ("removed", 410)])
def test_what_was_taken_back_answers_as_its_page_does(client, visit, editor, act, status):
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."}, act=act)
    for address in (f"{VISIT}.pdf", f"{VISIT}/editions/1.pdf"):
        response = client.get(address)
        assert response.status_code == status
        assert response["Content-Type"].startswith("text/html")
        assert "Called off." in response.content.decode()
        assert "Monday" not in response.content.decode()


def test_an_old_address_leads_to_the_new_one(client, visit, editor):
    rewrite(visit, slug="the-visit", body="<p>Other words.</p>")
    correct([visit], by=editor, change_note="Other words.")
    response = client.get(f"{VISIT}.pdf")
    assert (response.status_code, response["Location"]) == (301, "/en/releases/2024/the-visit.pdf")
    response = client.get(f"{VISIT}/editions/1.pdf")
    assert (response.status_code, response["Location"]) == (301, "/en/releases/2024/the-visit/editions/1.pdf")


def test_where_it_cannot_be_made_the_page_offers_printing_and_the_desk_says_so(client, details, editor):
    publishing.publish([make_release(body="<p>한국</p>")], by=editor)
    make_missing()
    assert client.get(f"{VISIT}.pdf").status_code == 404
    page = client.get(f"{VISIT}/").content.decode()
    assert "There is no PDF of this release. You can print this page instead." in page
    client.force_login(editor)
    desk = client.get("/admin/").content.decode()
    assert "Releases without a PDF" in desk
    assert (
        "The text has a letter or a sign that the fonts do not have. <bdi>한 국</bdi> Publish a correction without it"
        in desk
    )
    assert "The site will try again" not in desk


@pytest.mark.parametrize("verb", ["withdraw", "correct"])
def test_the_desk_names_no_missing_pdf_of_what_was_withdrawn_or_corrected(client, details, editor, verb):
    release = make_release(body="<p>한국</p>")
    publishing.publish([release], by=editor)
    make_missing()
    client.force_login(editor)
    assert "Releases without a PDF" in client.get("/admin/").content.decode()
    if verb == "withdraw":
        publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    else:
        rewrite(release, body="<p>Korea</p>")
        correct([release], by=editor, change_note="Other letters.")
    assert "Releases without a PDF" not in client.get("/admin/").content.decode()


def test_the_desk_names_the_missing_pdf_of_what_is_scheduled(client, details, editor):
    publishing.publish([make_release(body="<p>한국</p>")], by=editor, at=in_future())
    make_missing()
    client.force_login(editor)
    assert "Releases without a PDF" in client.get("/admin/").content.decode()


def test_what_may_go_better_another_time_is_tried_again_and_the_desk_says_so(client, details, editor):
    publishing.publish([make_release()], by=editor)
    LetterheadPdf.objects.update(failure=LetterheadPdf.Failure.OTHER, tries=1)
    client.force_login(editor)
    assert "The log of the site says why. The site will try again." in client.get("/admin/").content.decode()


def test_the_desk_says_nothing_of_pdfs_that_are_only_not_made_yet(client, details, editor):
    publishing.publish([make_release()], by=editor)
    client.force_login(editor)
    assert "Releases without a PDF" not in client.get("/admin/").content.decode()


def test_a_draft_has_no_pdf(client, details, editor):
    make_release()
    make_missing()
    assert not LetterheadPdf.objects.exists()
    assert client.get(f"{VISIT}.pdf").status_code == 404
