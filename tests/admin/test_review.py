"""Sending back with a comment: required, shown to those whose text it is until it is submitted again, else nowhere."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases.models import Release, ReviewComment
from pressreleases.models.kinds import Status
from pressreleases.publishing import publish, send_back, submit
from tests.admin.filling import RELEASES, change_url, do, save, verb_url
from tests.making import make_release, make_user

WRONG = "The place is wrong: it was Vienna."


@pytest.fixture
def release(details, author):
    return make_release("A visit to Geneva", created_by=author, changed_by=author)


@pytest.fixture
def sent_back(release, author, editor):
    submit([release], by=author)
    send_back([release], by=editor, comment=WRONG)
    return release


def desk(client):
    return client.get("/admin/").content.decode()


def test_a_comment_is_asked_for_at_its_field(as_editor, release, author):
    submit([release], by=author)
    response = do(as_editor, release, "send-back")
    assert response.status_code == 422
    assert response.context["form"].errors == {"comment": ["Say what has to be changed. The author will read it."]}
    assert Release.objects.get().status == Status.SUBMITTED
    assert do(as_editor, release, "send-back", comment=WRONG).status_code == 302
    assert ReviewComment.objects.latest("pk").comment == WRONG


def test_its_author_finds_it_on_the_desk_and_above_the_form_until_it_is_submitted_again(as_author, sent_back):
    assert "Sent back to you" in desk(as_author)
    assert WRONG in desk(as_author)
    assert WRONG in as_author.get(change_url(sent_back)).content.decode()
    save(as_author, change_url(sent_back), place="Vienna")
    assert WRONG in as_author.get(change_url(sent_back)).content.decode()
    assert do(as_author, sent_back, "submit", comment="Vienna now.").status_code == 302
    assert WRONG not in desk(as_author)
    page = as_author.get(change_url(sent_back)).content.decode()
    assert WRONG not in page
    assert "Vienna now." in page
    assert WRONG in as_author.get(f"{RELEASES}{sent_back.pk}/history/").content.decode()


def test_a_contributor_finds_it_too_and_nobody_else_does(as_author, release, author, editor):
    other = make_user("Author", "other")
    client, stranger = Client(), Client()
    client.force_login(other)
    stranger.force_login(make_user("Author", "stranger"))
    save(client, change_url(release), place="Geneva")
    submit([release], by=author)
    send_back([release], by=editor, comment=WRONG)
    assert WRONG in desk(client)
    assert WRONG in desk(as_author)
    assert WRONG not in desk(stranger)
    assert "A visit to Geneva" in desk(stranger)


def test_whoever_submitted_it_finds_it(release, editor):
    assistant = make_user("Author", "assistant")
    client = Client()
    client.force_login(assistant)
    submit([release], by=assistant)
    send_back([release], by=editor, comment=WRONG)
    assert WRONG in desk(client)


def test_it_is_not_listed_twice(as_author, sent_back):
    # Among what is to be written; that it lacks a language is said beside it.
    to_write, _heading, _translations = desk(as_author).partition('id="translations"')
    assert to_write.count(change_url(sent_back)) == 1


def test_no_reader_ever_sees_a_comment(client, sent_back, editor):
    publish([sent_back], by=editor)
    page = client.get("/en/releases/2024/a-visit-to-geneva/")
    assert page.status_code == 200
    assert WRONG not in page.content.decode()


def test_a_word_with_the_submission_is_shown_to_the_editor(as_author, as_editor, release):
    do(as_author, release, "submit", comment="Are the names right?")
    assert "Are the names right?" in as_editor.get(change_url(release)).content.decode()
    do(as_editor, release, "publish")
    assert "Are the names right?" not in as_editor.get(change_url(release)).content.decode()


def test_an_author_cannot_send_back(as_author, release, author):
    submit([release], by=author)
    assert as_author.get(verb_url(release, "send-back")).status_code == 403
    assert as_author.post(verb_url(release, "send-back"), {"comment": WRONG}).status_code == 403
    assert Release.objects.get().status == Status.SUBMITTED


def test_the_desk_takes_as_many_queries_for_many_as_for_one(as_author, author, editor):
    colleague = make_user("Editor", "colleague")
    make_release("In progress")

    def another(number):
        release = make_release(f"Back {number}", created_by=author)
        submit([release], by=author)
        send_back([release], by=editor, comment=f"Comment {number}.")
        mine = make_release(f"Alone {number}")
        mine.history.update(history_user=colleague)
        publish([mine], by=colleague, alone="Nobody else is in today.")

    found = []
    for rows in (range(1), range(1, 7)):
        for number in rows:
            another(number)
        desk(as_author)  # what is kept for the whole process is fetched once
        with CaptureQueriesContext(connection) as queries:
            page = desk(as_author)
        assert "Comment 0." in page if rows.start == 0 else "Comment 6." in page
        found.append(len(queries))
    assert found[0] == found[1]


@pytest.mark.parametrize(("many", "said"), [(16, "<span>16</span>"), (17, "<span>16+</span>")])
def test_the_desk_leads_to_all_that_waits_where_it_does_not_show_all(details, as_editor, author, many, said):
    for number in range(many):
        submit([make_release(f"Text {number}")], by=author)
    page = desk(as_editor)
    assert said in page
    assert ("?view=waiting" in page) is (many > 16)
