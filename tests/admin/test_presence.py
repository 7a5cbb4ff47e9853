"""Two people in one release see each other, and what the other one saved meanwhile."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases.editorial import autosave
from pressreleases.models import Presence, Release
from tests.admin.filling import RELEASES, change_url, save
from tests.making import make_release, make_user

pytestmark = pytest.mark.django_db

FORM = "a-form-key-0000001"


@pytest.fixture
def release(details):
    return make_release()


@pytest.fixture
def leyla(author):
    author.first_name, author.last_name = "Leyla", "<b>Sample"
    author.save()
    return author


def sign(client, version=1, **more):
    """What the script sends of an open form, but for what is typed."""
    return {"_form": FORM, "_version": version, "_user": client.session["_auth_user_id"], **more}


def beat(client, release, **more):
    return client.post(f"{RELEASES}{release.pk}/keep/", sign(client, **more))


def told(client, release, **more):
    return " ".join(beat(client, release, **more).json()["others"].split())


def test_each_is_told_of_the_other_and_neither_of_themselves(as_author, as_editor, leyla, release):
    assert told(as_author, release) == ""
    assert told(as_editor, release) == '<p class="someone">Leyla &lt;b&gt;Sample has this release open too.</p>'
    assert "editor has this release open too." in told(as_author, release)


def test_the_page_itself_says_it_without_a_script(as_author, as_editor, leyla, release):
    beat(as_author, release)
    assert "Leyla &lt;b&gt;Sample has this release open too." in as_editor.get(change_url(release)).content.decode()
    assert "has this release open" not in as_author.get(change_url(release)).content.decode()
    assert "has this release open" not in as_editor.get(change_url(make_release("Another"))).content.decode()


def test_who_is_writing_is_told_from_who_looks_and_since_when(as_author, as_editor, author, release):
    beat(as_author, release, _writing="1")
    began = dt.datetime(2024, 1, 20, 15, 2, tzinfo=dt.UTC)
    Presence.objects.update(began_writing_at=began)
    beat(as_author, release, _writing="1")
    assert "has been editing it since 20 January 2024, 10:02." in told(as_editor, release)
    beat(as_author, release)
    assert told(as_editor, release) == '<p class="someone">author has this release open too.</p>'


def test_who_has_gone_vanishes(as_author, as_editor, author, release):
    beat(as_author, release)
    assert "author" in told(as_editor, release)
    seen = timezone.now() - autosave.FRESH_FOR
    Presence.objects.filter(user=author).update(seen_at=seen)
    assert told(as_editor, release) == ""
    beat(as_author, release)
    beat(as_author, release, _gone="1")
    assert told(as_editor, release) == ""


def test_what_a_colleague_saved_is_told_with_the_way_to_what_differs(as_author, as_editor, leyla, release):
    save(as_author, change_url(release), title="A newer title")
    said = told(as_editor, release)
    assert "Leyla &lt;b&gt;Sample saved a newer text at" in said
    first = release.history.get(version=1)
    url = f"{RELEASES}{release.pk}/compare/?from=save-{first.history_id}&amp;to=now"
    assert f'href="{url}"' in said
    page = as_editor.get(url.replace("&amp;", "&"))
    assert [difference.name for difference in page.context["differences"]] == ["title"]
    assert "has saved" not in told(as_editor, release, version=2)


def test_what_one_saved_in_another_window_is_told_as_that(as_author, release):
    save(as_author, change_url(release), title="A newer title")
    assert "You saved a newer text in another window at" in told(as_author, release)


def test_what_the_page_of_a_refused_save_shows_is_not_told_again_but_what_is_newer_still_is(
    as_author, as_editor, leyla, release
):
    save(as_author, change_url(release), title="A newer title")
    assert "saved a newer text at" in told(as_editor, release)
    assert "has saved" not in told(as_editor, release, _met="2")
    save(as_author, change_url(release), title="A still newer title")
    assert "saved a newer text at" in told(as_editor, release, _met="2")
    assert "saved a newer text at" in told(as_editor, release, _met="no number")


def test_who_may_not_write_is_not_seen_and_sees_nobody(as_author, as_editor, release):
    beat(as_author, release)
    client, stranger = Client(), make_user("Author", "stranger")
    stranger.groups.clear()
    client.force_login(stranger)
    assert beat(client, release).status_code == 403
    assert client.get(change_url(release)).status_code == 403
    assert list(Presence.objects.values_list("user__username", flat=True)) == ["author"]


def test_opening_the_form_writes_nothing(as_author, release):
    as_author.get(change_url(release))
    assert not Presence.objects.exists()


def test_a_release_that_is_gone_is_told(as_author, release):
    key = release.pk
    Release.objects.all().delete()
    release.pk = key
    assert beat(as_author, release).json()["gone"] is True
    assert not Presence.objects.exists()


def test_what_is_stale_is_forgotten(as_author, as_editor, author, release):
    beat(as_author, release)
    beat(as_editor, release)
    Presence.objects.filter(user=author).update(seen_at=timezone.now() - autosave.FRESH_FOR)
    autosave.forget_presence()
    assert list(Presence.objects.values_list("user__username", flat=True)) == ["editor"]


@pytest.mark.parametrize("colleagues", [1, 6])
def test_a_sign_of_life_takes_two_queries_of_its_own(as_author, release, colleagues):
    for number in range(colleagues):
        autosave.mark_present(release.pk, by=make_user("Editor", f"colleague{number}"), writing=True)
    beat(as_author, release)
    said = sign(as_author)
    with CaptureQueriesContext(connection) as queries:
        assert as_author.post(f"{RELEASES}{release.pk}/keep/", said).status_code == 200
    assert sum("pressreleases_presence" in query["sql"] for query in queries.captured_queries) == 2
    # Beside them: the session, the account, its permissions (2), the mission's clock (2).
    assert len(queries) == 8
