"""Two people in one release: the later save never wins in silence, and no typed word is lost."""

import threading

import pytest
from django.db import connection
from django.test import Client

from pressreleases.models import Release, Topic
from tests.admin.filling import change_url, save, shown
from tests.making import make_anniversary, make_details, make_release, make_user


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
    assert "Changed since you started: Title, Text." in said
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
    assert stored(release) == ("A newer title", "<p>My own words.</p>", 3)
    assert release.history.filter(body="<p>Their words.</p>").exists()


def test_both_texts_are_shown_paragraph_by_paragraph(as_editor, release, outdated):
    response = as_editor.post(change_url(release), outdated)
    title, body = response.context["adminform"].form.merges
    assert (title.name, title.taken_over) == ("title", True)
    assert [run.text for run in title.theirs.rows[-1].runs] == ["A newer title"]
    assert (body.name, body.taken_over) == ("body", False)
    assert [(run.act, run.text) for row in body.apart.rows for run in row.runs] == [
        ("removed", "Their"),
        ("added", "My own"),
        ("kept", "words."),
    ]
    assert [run.act for row in body.theirs.rows for run in row.runs] == ["removed", "added", "kept"]
    assert 'name="take" value="body"' in response.content.decode()
    assert 'name="take" value="title"' not in response.content.decode()


def test_what_only_they_changed_is_taken_over_into_the_form(as_editor, release, outdated):
    again = shown(as_editor.post(change_url(release), outdated))
    assert (again["title"], again["body"]) == ("A newer title", "<p>My own words.</p>")


def test_what_was_typed_is_not_replaced_by_the_saved_text(as_editor, release, outdated):
    again = shown(as_editor.post(change_url(release), {**outdated, "title": "My own title", "summary": "My lead."}))
    assert (again["title"], again["summary"]) == ("My own title", "My lead.")
    again = shown(as_editor.post(change_url(release), again), over_newer="on")
    as_editor.post(change_url(release), again)
    release.refresh_from_db()
    assert (release.title, release.summary, release.body) == ("My own title", "My lead.", "<p>My own words.</p>")


def test_the_saved_text_is_taken_where_that_is_ticked_and_only_there(as_editor, release, outdated):
    again = shown(as_editor.post(change_url(release), {**outdated, "title": "My own title"}))
    response = as_editor.post(change_url(release), {**again, "over_newer": "on", "take": ["body"]})
    assert response.status_code == 302
    assert stored(release) == ("My own title", "<p>Their words.</p>", 3)


def test_a_field_that_was_emptied_wrongly_can_be_taken_from_the_saved_text(as_editor, release, outdated):
    refused = as_editor.post(change_url(release), {**outdated, "title": ""})
    assert 'name="take" value="title"' in refused.content.decode()
    again = shown(refused)
    response = as_editor.post(change_url(release), {**again, "title": "", "over_newer": "on", "take": ["title"]})
    assert response.status_code == 302
    assert stored(release)[0] == "A newer title"


def test_taking_needs_the_tick_that_the_newer_text_was_read(as_editor, release, outdated):
    again = shown(as_editor.post(change_url(release), outdated))
    response = as_editor.post(change_url(release), {**again, "take": ["body"]})
    assert response.status_code == 422
    assert 'value="body" id="take-body" checked' in response.content.decode()
    assert shown(response)["body"] == "<p>My own words.</p>"
    assert stored(release)[2] == 2


def test_a_still_newer_text_is_not_taken_unseen(as_editor, as_author, release, outdated):
    again = shown(as_editor.post(change_url(release), outdated))
    save(as_author, change_url(release), title="Newer still", body="<p>Quite other words.</p>")
    response = as_editor.post(change_url(release), {**again, "over_newer": "on", "take": ["body"]})
    assert response.status_code == 422
    assert "checked" not in response.content.decode().split('id="take-body"')[1][:10]
    now = shown(response)
    # The title in the form was never typed, but taken over the first time: it follows.
    assert (now["title"], now["body"]) == ("Newer still", "<p>My own words.</p>")


def test_references_are_merged_as_well(as_editor, as_author, release):
    topics = [Topic.objects.create() for _each in range(2)]
    for topic in topics:
        topic.names.create(language="en", name=f"Topic {topic.pk}", slug=f"topic-{topic.pk}")
    anniversary = make_anniversary(en="Black January")
    opened = shown(as_editor.get(change_url(release)), topics=[topics[0].pk])
    save(as_author, change_url(release), topics=[topics[1].pk], anniversary=anniversary.pk, issued_on="2024-01-21")
    refused = as_editor.post(change_url(release), opened)
    merges = {each.name: each.taken_over for each in refused.context["adminform"].form.merges}
    assert merges == {"issued_on": True, "topics": False, "anniversary": True}
    as_editor.post(change_url(release), {**shown(refused), "over_newer": "on", "take": ["topics"]})
    release.refresh_from_db()
    assert (f"{release.issued_on}", release.anniversary) == ("2024-01-21", anniversary)
    assert list(release.topics.all()) == [topics[1]]


def test_without_a_save_to_compare_with_nothing_is_taken_over(as_editor, release, outdated):
    release.history.filter(version=1).delete()
    response = as_editor.post(change_url(release), outdated)
    assert {each.name: each.taken_over for each in response.context["adminform"].form.merges} == {
        "title": False,
        "body": False,
    }
    assert shown(response)["title"] == "A visit to Geneva"


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
