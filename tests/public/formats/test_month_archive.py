"""A month as a ZIP: the same bytes each time, nothing in it that is fetched, nothing that was taken back."""

import datetime as dt
import io
import re
import zipfile

import pytest
from django.urls import reverse

from pressreleases import publishing
from pressreleases.models import Image, MissionDetails
from pressreleases.public.formats import month_archive
from pressreleases.public.views import release_lists
from tests.making import correct, in_future, make_release, make_user, rewrite
from tests.models.refusals import sql
from tests.public.page_elements import links
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db

MONTH = "/en/releases/2024/01.zip"
FOLDER = "press-releases-2024-01-en/"


@pytest.fixture
def month(details, editor, settings, tmp_path):
    """Two releases of January: one with pictures above its text and in it, one with a hostile old address."""
    sql("ALTER TABLE pressreleases_edition DISABLE TRIGGER edition_shown_guard")
    sql("ALTER TABLE pressreleases_release DROP CONSTRAINT release_slug_well_formed")
    settings.MEDIA_ROOT = tmp_path
    MissionDetails.objects.update(emblem=make_picture("teal"))
    shown = make_picture("red")
    body = f'<p>With <img src="/media/{shown.file.name}" alt="A flag">.</p>'
    first = make_release("A visit to Geneva", body=body, lead_image=make_picture("blue"))
    second = make_release("Şəhid", slug="a\\b:c", issued_on=dt.date(2024, 1, 21))
    publishing.publish([first, second, make_release("Later", issued_on=dt.date(2024, 2, 1))], by=editor)
    return first, second


def fetch(client, **headers):
    """The answer, with its content read to the end."""
    response = client.get(MONTH, headers=headers)
    return response, b"".join(response.streaming_content) if response.streaming else response.content


def files(client):
    with zipfile.ZipFile(io.BytesIO(fetch(client)[1])) as opened:
        assert opened.testzip() is None
        return {info.filename: opened.read(info).decode() for info in opened.infolist()}


def test_a_month_is_pages_that_hold_their_pictures_and_their_style(client, month):
    first, second = month
    found = files(client)
    names = [f"{FOLDER}21-a-b-c-{second.code}.html", f"{FOLDER}20-a-visit-to-geneva-{first.code}.html"]
    assert list(found) == [*names, f"{FOLDER}index.html"]
    page = found[names[1]]
    assert re.findall(r'src="(data:image/png;base64,)?', page) == ["data:image/png;base64,"] * 3
    assert "--measure" in page
    assert set(re.findall(r' src(?:set)?="(.{5})', page)) == {"data:"}
    assert not [word for word in ("url(", "@import", "<link", "<script") if word in page]
    assert 'href="http://127.0.0.1:8000/en/releases/2024/a-visit-to-geneva/"' in page
    index = found[f"{FOLDER}index.html"]
    assert [name in index for name in (names[0].removeprefix(FOLDER), "Şəhid", "Later")] == [True, True, False]
    assert links(client.get("/en/releases/2024/01/"))["Download this month for offline reading (ZIP)"] == MONTH


def test_a_month_is_the_same_bytes_until_something_in_it_changes(client, month, editor, django_assert_num_queries):
    first, _second = month
    before, whole = fetch(client, accept_encoding="gzip")
    assert before["Content-Type"] == "application/zip"
    assert "Content-Encoding" not in before
    assert before["Cache-Control"].startswith("public, max-age=10, ")
    assert int(before["Content-Length"]) == len(whole)
    assert fetch(client)[1] == whole
    with django_assert_num_queries(2):
        again, _nothing = fetch(client, if_none_match=before["ETag"])
    assert (again.status_code, again["ETag"]) == (304, before["ETag"])
    head = client.head(MONTH)
    assert (head.status_code, head["ETag"], head.content) == (200, before["ETag"], b"")
    assert all(head[name] == before[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control"))
    correct([rewrite(first, body="<p>On Tuesday.</p>")], by=editor, change_note="The day was wrong.")
    after, _whole = fetch(client)
    assert after["ETag"] != before["ETag"]
    assert "The day was wrong." in "".join(files(client).values())
    (earlier,) = first.editions.filter(number=1)
    publishing.redact([earlier], by=make_user("Administrator"), harmless=["title", "place", "lead_picture"])
    assert fetch(client)[0]["ETag"] != after["ETag"]
    Image.objects.get(title="teal").file.delete(save=False)
    assert 'src="data:,"' in "".join(files(client).values())


def test_what_readers_may_not_read_is_not_in_it(client, month, editor):
    first, second = month
    changed = rewrite(second, title="Secret", body="<p>Secret.</p>")
    correct([changed], by=editor, change_note="Secret.", at=in_future())
    publishing.publish([make_release("Secret scheduled")], by=editor, at=in_future())
    make_release("Secret draft")
    publishing.withdraw([first], by=editor, reasons={"en": "Called off."})
    words = "".join(files(client).values())
    assert "Şəhid" in words
    assert not [word for word in ("Secret", "Geneva", "Called off") if word in words]
    publishing.unschedule([second], by=editor)
    publishing.withdraw([second], by=editor, reasons={"en": "Called off."})
    empty, never = (client.get(reverse("month_archive", args=["en", year, 1])) for year in (2024, 2023))
    assert (empty.status_code, empty.content) == (404, never.content)


@pytest.mark.parametrize("rows", [2, 3])
@pytest.mark.usefixtures("details")
def test_each_page_of_releases_takes_one_query_more(client, editor, django_assert_num_queries, monkeypatch, rows):
    monkeypatch.setattr(month_archive, "AT_ONCE", 2)
    publishing.publish([make_release(f"N{n}") for n in range(rows)], by=editor)
    with django_assert_num_queries({2: 3, 3: 4}[rows]):
        assert len(files(client)) == rows + 1


def test_only_one_is_made_at_a_time(client, month, monkeypatch):
    monkeypatch.setattr(release_lists, "_WAITS_FOR", 0)
    monkeypatch.setattr(month_archive, "make", lambda *args: pytest.fail("made two at once"))
    with release_lists._one_at_a_time:
        response = client.get(MONTH)
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "5", "no-store")
