"""Two people in one release: the later save never wins in silence, and no typed word is lost."""

import threading

import pytest
from django.db import connection
from django.test import Client

from pressreleases.models import Release
from tests.admin.filling import change_url, save, shown
from tests.making import make_details, make_release, make_user


@pytest.fixture
def release(details):
    return make_release(body="<p>First words.</p>")


@pytest.fixture
def opened(as_editor, release):
    """The editor's form, opened before the author saved something newer."""
    return shown(as_editor.get(change_url(release)), body="<p>My own words.</p>")


@pytest.fixture
def outdated(opened, as_author, author, release):
    author.first_name, author.last_name = "Leyla", "Sample"
    author.save()
    save(as_author, change_url(release), title="A newer title", body="<p>Their words.</p>")
    return opened


def stored(release):
    release.refresh_from_db()
    return release.title, release.body, release.version


def test_a_save_over_a_newer_one_is_refused_and_tells_who_when_and_what(as_editor, release, outdated):
    response = as_editor.post(change_url(release), outdated)
    assert response.status_code == 422
    assert stored(release) == ("A newer title", "<p>Their words.</p>", 2)
    (said,) = response.context["adminform"].form.non_field_errors()
    assert "Leyla Sample saved this release on" in said
    assert "Changed since you began: Title, Text." in said
    assert f"href='{change_url(release)}'" in said
    assert "My own words." in response.content.decode()


def test_a_save_in_turn_is_not_refused(as_editor, release, as_author):
    save(as_author, change_url(release), title="A newer title")
    assert save(as_editor, change_url(release), body="<p>My own words.</p>").status_code == 302
    assert stored(release) == ("A newer title", "<p>My own words.</p>", 3)


def test_saving_again_without_having_read_is_refused_again(as_editor, release, outdated):
    again = shown(as_editor.post(change_url(release), outdated))
    response = as_editor.post(change_url(release), again)
    assert response.status_code == 422
    assert "My own words." in response.content.decode()
    assert stored(release)[2] == 2


def test_who_has_read_the_newer_text_may_go_on_and_it_stays_in_the_history(as_editor, release, outdated):
    again = shown(as_editor.post(change_url(release), outdated), over_newer="on")
    assert as_editor.post(change_url(release), again).status_code == 302
    assert stored(release) == ("A visit to Geneva", "<p>My own words.</p>", 3)
    assert release.history.filter(body="<p>Their words.</p>").exists()


def test_the_tick_holds_only_for_the_text_that_was_read(as_editor, as_author, release, outdated):
    again = shown(as_editor.post(change_url(release), outdated), over_newer="on")
    save(as_author, change_url(release), title="Newer still")
    response = as_editor.post(change_url(release), again)
    assert response.status_code == 422
    assert stored(release) == ("Newer still", "<p>Their words.</p>", 3)
    assert 'name="over_newer" checked' not in response.content.decode()


def test_the_tick_cannot_be_sent_beforehand(as_editor, release, outdated):
    response = as_editor.post(change_url(release), {**outdated, "over_newer": "on"})
    assert response.status_code == 422


def test_a_form_without_its_version_is_refused(as_editor, release, opened):
    del opened["version"]
    assert as_editor.post(change_url(release), opened).status_code == 422


def test_a_first_form_has_no_such_box(as_editor, release):
    assert "over_newer" not in as_editor.get(change_url(release)).content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_is_refused():
    make_details()
    release = make_release()
    clients = []
    for name in ("one", "two"):
        client = Client()
        client.force_login(make_user("Editor", name))
        clients.append((client, shown(client.get(change_url(release)), title=f"By {name}")))
    together, codes = threading.Barrier(2), []

    def post(client, data):
        together.wait()
        codes.append(client.post(change_url(release), data).status_code)
        connection.close()

    threads = [threading.Thread(target=post, args=pair) for pair in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [302, 422]
    assert Release.objects.get().version == 2
