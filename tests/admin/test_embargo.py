"""The pages on which staff set and lift an embargo, and where they and people with a preview link see it."""

from zoneinfo import ZoneInfo

import pytest

from pressreleases.editorial import preview_links
from pressreleases.models import Edition, Release
from pressreleases.publishing import publish, set_embargo
from tests.admin.filling import RELEASES, change_url, do, messages_of, save, shown, verb_url
from tests.making import in_future, make_release, rewrite

NEW_YORK = ZoneInfo("America/New_York")


def typed(instant):
    there = instant.astimezone(NEW_YORK)
    return {"day": f"{there:%Y-%m-%d}", "time": f"{there:%H:%M}"}


def full_hour(days):
    return in_future(days=days).replace(minute=0, second=0, microsecond=0)


def test_an_author_sets_it_for_all_languages_and_it_is_shown_on_form_list_and_desk(as_author, author, release):
    assert "Embargo…" not in as_author.get(change_url(release)).content.decode()
    Release.objects.update(created_by=author)
    other = make_release("Səfər", language="az", family=release.family, is_original=False)
    ends_at = full_hour(3)
    assert "Embargo…" in as_author.get(change_url(release)).content.decode()
    response = do(as_author, release, "embargo", **typed(ends_at), together=[other.pk])
    assert response.status_code == 302
    assert set(Release.objects.values_list("embargo_ends_at", flat=True)) == {ends_at}
    for page in (change_url(release), RELEASES, "/admin/"):
        assert "embargo until" in as_author.get(page).content.decode(), page


def test_publishing_is_refused_and_scheduling_begins_with_its_end(as_editor, editor, release):
    ends_at = full_hour(3)
    rewrite(release, issued_on=ends_at.astimezone(NEW_YORK).date())
    set_embargo([release], by=editor, ends_at=ends_at)
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert "is under embargo until" in page
    assert 'id="verb-form"' not in page
    page = as_editor.get(verb_url(release, "schedule")).content.decode()
    assert f'value="{typed(ends_at)["day"]}"' in page
    assert f'value="{typed(ends_at)["time"]}' in page
    response = do(as_editor, release, "schedule", **typed(in_future(days=2)))
    assert response.status_code == 422
    assert "is under embargo until" in response.content.decode()
    assert not Edition.objects.exists()
    assert do(as_editor, release, "schedule", **typed(ends_at)).status_code == 302
    assert Edition.objects.get().begins_at == ends_at


def test_lifting_asks_an_editor_for_the_reason(as_editor, as_author, editor, release):
    set_embargo([release], by=editor, ends_at=full_hour(3))
    assert "Lift the embargo…" not in as_author.get(change_url(release)).content.decode()
    assert as_author.get(verb_url(release, "lift-embargo")).status_code == 403
    response = do(as_editor, release, "lift-embargo", comment="")
    assert response.status_code == 422
    assert "Say why the embargo is lifted." in response.content.decode()
    response = do(as_editor, release, "lift-embargo", comment="The capital agreed.")
    assert "The embargo is lifted." in messages_of(response)[0]
    assert Release.objects.get().embargo_ends_at is None


@pytest.mark.parametrize("state", ["live", "scheduled"])
def test_it_is_offered_only_for_what_is_not_out_and_not_scheduled(as_editor, editor, release, state):
    publish([release], by=editor, at=None if state == "live" else in_future())
    assert "Embargo…" not in as_editor.get(change_url(release)).content.decode()


def test_a_translation_that_is_begun_is_under_it_too(as_editor, editor, release):
    ends_at = full_hour(3)
    set_embargo([release], by=editor, ends_at=ends_at)
    add = f"{RELEASES}add/?family={release.family}"
    response = save(as_editor, add, title="Səfər", language="az", body="<p>Mətn.</p>")
    assert response.status_code == 302, response.context["errors"]
    assert Release.objects.get(language="az").embargo_ends_at == ends_at


def test_previews_show_it_and_not_once_it_is_over(as_editor, client, editor, release):
    said = "EMBARGOED until"
    preview = f"/admin/preview/{release.pk}/"
    draft = {"title": "Visit", "body": "<p>Text.</p>", "language": "en", "issued_on": "2024-01-20"}
    assert said not in as_editor.post(preview, draft).content.decode()
    made = preview_links.make(release, by=editor, for_whom="The capital", days=7, asks_clearance=False)
    address = made.address.split("/", 3)[3]
    assert said not in client.get(f"/{address}").content.decode()
    set_embargo([release], by=editor, ends_at=full_hour(3))
    assert said in as_editor.post(preview, draft).content.decode()
    for path in (f"/{address}", f"/{address}text.txt"):
        assert said in client.get(path, follow=True).content.decode()
    Release.objects.update(embargo_ends_at=in_future(days=-1))
    assert said not in client.get(f"/{address}").content.decode()
    assert said not in as_editor.post(preview, draft).content.decode()


def test_the_page_names_languages_that_it_leaves_out(as_editor, editor, release):
    other = make_release("Səfər", language="az", family=release.family, is_original=False)
    assert "Not included" not in as_editor.get(verb_url(release, "embargo")).content.decode()
    publish([other], by=editor)
    page = as_editor.get(verb_url(release, "embargo")).content.decode()
    assert "Not included" in page[page.index("Azərbaycanca") - 200 :]


def test_a_language_that_came_meanwhile_goes_along_on_the_second_press(as_editor, editor, release):
    url = verb_url(release, "embargo")
    data = shown(as_editor.get(url))
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="s")
    again = as_editor.post(url, data)
    assert "Someone has saved a newer text in the meantime" in again.content.decode()
    assert shown(again)["together"] == [str(other.pk)]
    assert as_editor.post(url, shown(again)).status_code == 302
    other.refresh_from_db()
    assert other.embargo_ends_at


def test_a_lift_is_for_the_embargo_that_the_page_showed(as_editor, editor, release):
    set_embargo([release], by=editor, ends_at=full_hour(3))
    page = shown(as_editor.get(verb_url(release, "lift-embargo")), comment="The capital agreed.")
    set_embargo([release], by=editor, ends_at=full_hour(9))
    assert as_editor.post(verb_url(release, "lift-embargo"), page).status_code == 422
    assert Release.objects.get().embargo_ends_at == full_hour(9)
