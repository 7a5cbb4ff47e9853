"""What the preview of an unsaved text shows, who may see it, and that nothing of it stays."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases import publishing
from pressreleases.models import Edition, MissionDetails, Release
from tests.admin.filling import RELEASES, change_url, shown
from tests.making import correct, make_anniversary, make_release, make_user, reinstate, rewrite
from tests.public.page_elements import page, words

pytestmark = pytest.mark.django_db

ADD = f"{RELEASES}add/"
NEW = "/admin/preview/"


def preview_url(release):
    return f"/admin/preview/{release.pk}/"


def in_pane(client, url, data):
    response = client.post(url, data, headers={"Accept": "application/json"})
    assert response.status_code == 200
    return response.json()


def timeless(html):
    """The page without the minute and second in which it was published, and without its digest, which has a salt."""
    undated = re.sub(r"\d{1,2} \w+ \d{4}, \d\d:\d\d|(?<=T)\d\d:\d\d:\d\d", "…", html)
    return re.sub(r"(?<=data-digest=\")[0-9a-f]{64}|(?<!images)/[0-9a-f]{64}(?=\.png)", "…", undated)


@pytest.fixture
def as_editor(details, editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def as_author(details, author):
    client = Client()
    client.force_login(author)
    return client


@pytest.fixture
def visit(details):
    return make_release("A visit to Geneva", "The delegation arrived on Monday.", summary="One\nTwo")


def test_the_preview_is_the_page_that_publishing_makes(as_editor, client, editor, visit):
    anniversary = make_anniversary(en="Black January")
    earlier = make_release("Last year", slug="last-year", issued_on="2023-01-20", anniversary=anniversary)
    other = make_release("Səfər", language="az", slug="sefer", family=visit.family, is_original=False)
    publishing.publish([earlier, other], by=editor)
    form = shown(
        as_editor.get(change_url(visit)),
        title="  A visit\nto Bern ",
        summary="Three\r\nFour",
        body="<p>They <b>met</b>.<script>alert(1)</script></p><ul><li>131</li></ul>",
        notes_to_editors="Background\r\n\r\nMore",
        anniversary=anniversary.pk,
        reference="No. 7/24",
        speaker_name="The Ambassador",
        slug="a-visit-to-bern",
    )
    seen = in_pane(as_editor, preview_url(visit), form)
    assert seen["remarks"] == []
    assert as_editor.post(change_url(visit), form).status_code == 302
    publishing.publish([Release.objects.get(pk=visit.pk)], by=make_user("Editor", "colleague"))
    published = client.get("/en/releases/2024/a-visit-to-bern/").content.decode()
    assert "131" in published
    assert timeless(seen["page"]) == timeless(published)


def test_the_preview_of_a_correction_is_the_page_that_correcting_makes(as_editor, client, editor, visit):
    publishing.publish([visit], by=editor)
    seen = in_pane(as_editor, preview_url(visit), shown(as_editor.get(change_url(visit)), place="Bern"))
    correct([rewrite(visit, place="Bern")], by=editor, change_note="[What was changed]")
    published = client.get("/en/releases/2024/a-visit-to-geneva/").content.decode()
    assert "Edition 2" in published
    assert timeless(seen["page"]) == timeless(published)


def test_the_preview_of_what_is_reinstated_is_the_page_that_reinstating_makes(as_editor, client, editor, visit):
    publishing.publish([visit], by=editor)
    publishing.withdraw([visit], by=editor, reasons={"en": "A mistake."})
    seen = in_pane(as_editor, preview_url(visit), shown(as_editor.get(change_url(visit)), place="Bern"))
    reinstate([rewrite(visit, place="Bern")], by=editor, change_note="[What was changed]")
    published = client.get("/en/releases/2024/a-visit-to-geneva/").content.decode()
    assert "Reinstated on" in published
    assert timeless(seen["page"]) == timeless(published)


def test_an_unchanged_live_text_previews_as_readers_see_it(as_editor, client, editor, visit):
    publishing.publish([visit], by=editor)
    correct([rewrite(visit, place="Bern")], by=editor, change_note="The place.")
    seen = in_pane(as_editor, preview_url(visit), shown(as_editor.get(change_url(visit))))
    assert seen["page"] == client.get("/en/releases/2024/a-visit-to-geneva/").content.decode()


def test_a_new_text_previews_before_it_was_ever_saved(as_editor, details):
    form = shown(as_editor.get(ADD), title="Quite new", body="<p>Not saved.</p>", language="az")
    seen = in_pane(as_editor, NEW, form)
    assert '<html lang="az"' in seen["page"]
    assert "Quite new" in seen["page"]
    assert not Release.objects.exists()


def test_a_new_translation_leads_to_the_original_that_readers_see(as_editor, editor, visit):
    publishing.publish([visit], by=editor)
    family = f"?family={visit.family}&language=az"
    seen = in_pane(as_editor, NEW + family, shown(as_editor.get(ADD + family), title="Səfər", body="<p>131</p>"))
    assert "/en/releases/2024/a-visit-to-geneva/" in seen["page"]


def test_what_is_missing_or_cannot_be_read_is_told_and_the_rest_is_shown(as_editor, visit):
    form = {
        "title": "",
        "issued_on": "0002-01-20",
        "body": "<p>Still <em>here</em></p>",
        "kind": "nonsense",
        "slug": "a b",
    }
    seen = in_pane(as_editor, preview_url(visit), form)
    assert "Still <em>here</em>" in seen["page"]
    assert "[The title]" in seen["page"]
    told = "\n".join(seen["remarks"])
    for said in ("The title is empty.", "Date of issue: ", "Kind: ", "Address: "):
        assert said in told, said


@pytest.mark.parametrize("form", [{}, {"issued_on": ""}, {"body": "\x00", "title": "\x00" * 9}, {"language": "xx"}])
def test_a_form_that_is_no_form_is_no_error(as_editor, details, form):
    assert in_pane(as_editor, NEW, form)["remarks"]


def test_it_says_that_a_day_without_mission_details_has_no_letterhead(as_editor, visit):
    MissionDetails.objects.update(valid_during=("2024-01-01", "2024-02-01"))
    seen = in_pane(as_editor, preview_url(visit), shown(as_editor.get(change_url(visit)), issued_on="2023-05-01"))
    assert "No mission details are valid on 1 May 2023" in seen["remarks"][0]
    assert "Third Avenue" not in seen["page"]


def test_nothing_of_it_is_written(as_editor, visit):
    form = shown(as_editor.get(change_url(visit)), title="A secret that stays in the form")
    with CaptureQueriesContext(connection) as asked:
        in_pane(as_editor, preview_url(visit), form)
    assert [row["sql"] for row in asked if not row["sql"].lstrip("(").startswith("SELECT")] == []
    assert Release.objects.get().title == "A visit to Geneva"
    assert visit.history.count() == 1


@pytest.mark.parametrize("editions", [1, 6])
def test_it_takes_as_many_queries_for_one_edition_as_for_six(as_editor, editor, visit, editions):
    publishing.publish([visit], by=editor)
    for number in range(1, editions):
        correct([rewrite(visit, place=f"Place {number}")], by=editor, change_note="The place.")
    form = shown(as_editor.get(change_url(visit)), title="Another title")
    with CaptureQueriesContext(connection) as asked:
        in_pane(as_editor, preview_url(visit), form)
    assert len(asked) == 12


def test_readers_see_nothing_of_it(as_editor, client, editor, visit):
    publishing.publish([visit], by=editor)
    seen = in_pane(as_editor, preview_url(visit), shown(as_editor.get(change_url(visit)), title="A secret"))
    assert "A secret" in seen["page"]
    for address in ("/en/releases/2024/a-visit-to-geneva/", "/en/releases/", "/en/releases/2024/a-secret/"):
        assert "A secret" not in client.get(address).content.decode()
    assert Edition.objects.count() == 1


def test_in_a_window_of_its_own_it_says_what_it_is_and_may_not_be_kept(as_editor, visit):
    response = as_editor.post(preview_url(visit), shown(as_editor.get(change_url(visit)), title="In hand"))
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["X-Frame-Options"] == "DENY"
    assert words(response, "p", class_="note") == ["Preview: only you can see this."]
    assert "In hand" in page(response)
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_whoever_is_not_signed_in_is_led_to_sign_in(client, visit):
    response = client.post(preview_url(visit), {"title": "x"})
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")
    assert "Geneva" not in response.content.decode()


def test_staff_who_may_not_write_may_not_preview(client, visit):
    nobody = make_user("Editor", "nobody")
    nobody.groups.clear()
    client.force_login(nobody)
    assert client.post(preview_url(visit), {"title": "x"}).status_code == 403


def test_an_author_may(as_author, visit):
    assert in_pane(as_author, preview_url(visit), {"title": "x"})


def test_it_is_not_to_be_had_by_a_link(as_editor, visit):
    assert as_editor.get(preview_url(visit)).status_code == 405


def test_what_is_not_there_has_no_preview(as_editor, details):
    assert as_editor.post("/admin/preview/99/", {}).status_code == 404
    assert as_editor.post("/admin/preview/?family=nonsense", {}).status_code == 404


def test_another_site_cannot_ask_for_it(editor, visit):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(preview_url(visit), {"title": "x"}).status_code == 403
