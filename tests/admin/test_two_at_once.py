"""Two members of staff at once: rows of a family are locked in one order, and a picture is added once."""

import re
import threading

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases import images
from pressreleases.admin.releases import ReleaseAdmin
from pressreleases.families import bring_into_step, words_of
from pressreleases.models import AuditEntry, Image, Release, SearchWord
from pressreleases.publishing import publish
from tests.admin.filling import do, messages_of, save
from tests.admin.test_pictures import picture, upload
from tests.making import make_details, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor(db):
    make_details()
    return make_user("Editor")


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def original(editor):
    """Younger than its translation, as after somebody has made another language the original."""
    translation = make_release("Səfər", language="az", slug="sefer", is_original=False)
    return make_release("Visit", family=translation.family)


@pytest.fixture
def translation(original):
    return Release.objects.get(language="az")


def locked_in_turn(queries: CaptureQueriesContext) -> list[str]:
    """What locked rows of releases that were not locked before: after the first statement there is nothing left."""
    found = [query["sql"] for query in queries.captured_queries if "FOR UPDATE" in query["sql"]]
    return [sql for sql in found if 'FROM "pressreleases_release"' in sql]


def is_of_the_family_in_order(sql: str) -> bool:
    return bool(re.search(r'"family" IN .*ORDER BY "pressreleases_release"\."id" ASC FOR UPDATE', sql))


def test_noting_a_translation_as_in_step_locks_the_family_in_one_order(editor, original, translation):
    with CaptureQueriesContext(connection) as queries:
        bring_into_step(translation, words_of(original), by=editor)
    (locking,) = locked_in_turn(queries)
    assert is_of_the_family_in_order(locking)


def test_saving_an_original_locks_the_family_in_one_order(as_editor, original, translation):
    rewrite(translation, in_step_with=words_of(original))
    page = f"/admin/pressreleases/release/{original.pk}/change/"
    with CaptureQueriesContext(connection) as queries:
        assert save(as_editor, page, title="The visit", unaffected="on").status_code == 302
    locking = locked_in_turn(queries)
    assert is_of_the_family_in_order(locking[0])
    translation.refresh_from_db()
    assert translation.in_step_with == words_of(original)


def test_a_correction_that_leaves_a_translation_locks_the_family_in_one_order(editor, as_editor, original, translation):
    rewrite(translation, in_step_with=words_of(original))
    publish([original, translation], by=editor)
    rewrite(original, title="The visit")
    with CaptureQueriesContext(connection) as queries:
        response = do(as_editor, original, "correct", note_en="The name.", unaffected_az="on")
    assert response.status_code == 302
    assert is_of_the_family_in_order(locked_in_turn(queries)[0])


def test_deleting_a_draft_locks_the_family_in_one_order(as_editor, original, translation):
    page = f"/admin/pressreleases/release/{original.pk}/delete/"
    with CaptureQueriesContext(connection) as queries:
        assert as_editor.post(page, {"post": "yes"}).status_code == 302
    assert is_of_the_family_in_order(locked_in_turn(queries)[0])
    translation.refresh_from_db()
    assert translation.is_original


def test_words_to_propose_are_added_in_one_order_whatever_the_order_of_the_texts(editor, original):
    """Two verbs that add the same words of their editions in other orders would wait for each other."""
    first = make_release("Visit to Zagreb, Athens and Minsk", slug="zagreb")
    second = make_release("Minsk receives guests from Athens", slug="minsk")
    publish([first, second], by=editor)
    added = list(SearchWord.objects.order_by("pk").values_list("language", "word", "written"))
    assert {"zagreb", "athens", "minsk", "guests"} <= {word for _language, word, _written in added}
    assert added == sorted(added)


def fail_at_first(monkeypatch, code: str, times: int = 1) -> list[int]:
    """Let Postgres end the transaction of a save with this code, once the words are stored."""
    tries: list[int] = []
    save_related = ReleaseAdmin.save_related

    def ended(self, request, form, formsets, change):
        save_related(self, request, form, formsets, change)
        tries.append(1)
        if len(tries) <= times:
            with connection.cursor() as cursor:
                cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'ended' USING ERRCODE = '{code}'; END $$")

    monkeypatch.setattr(ReleaseAdmin, "save_related", ended)
    return tries


def test_a_save_that_was_ended_for_a_deadlock_is_done_again_once(as_editor, original, monkeypatch):
    tries = fail_at_first(monkeypatch, "40P01")
    page = f"/admin/pressreleases/release/{original.pk}/change/"
    response = save(as_editor, page, title="The visit", body='<p>Two.</p><iframe src="/"></iframe>')
    assert (response.status_code, len(tries)) == (302, 2)
    assert sorted(said.partition(",")[0] for said in messages_of(response)) == ["Removed from the text", "Saved."]
    original.refresh_from_db()
    assert (original.title, original.version) == ("The visit", 2)
    assert original.history.count() == 2


def test_a_save_that_fails_otherwise_is_not_done_again(as_editor, original, monkeypatch):
    tries = fail_at_first(monkeypatch, "53200")
    as_editor.raise_request_exception = False
    page = f"/admin/pressreleases/release/{original.pk}/change/"
    assert save(as_editor, page, title="The visit").status_code == 500
    original.refresh_from_db()
    assert (original.title, len(tries)) == ("Visit", 1)


def test_a_save_that_took_too_long_changes_nothing_and_can_be_sent_again(as_editor, original, monkeypatch):
    tries = fail_at_first(monkeypatch, "57014")
    as_editor.raise_request_exception = False
    page = f"/admin/pressreleases/release/{original.pk}/change/"
    response = save(as_editor, page, title="The visit")
    assert (response.status_code, response["Retry-After"], len(tries)) == (503, "30", 1)
    assert "To send it again, reload this page." in response.content.decode()
    original.refresh_from_db()
    assert (original.title, original.history.count()) == ("Visit", 1)
    assert save(as_editor, page, title="The visit").status_code == 302
    original.refresh_from_db()
    assert original.title == "The visit"


def at_once(clients, post, monkeypatch):
    """The answers to two requests, both of which have checked the picture before one of them stores it."""
    answers, checked, hold, met = [], threading.Barrier(2), images.hold, set()

    def together(sha256):
        if (who := threading.get_ident()) not in met:
            met.add(who)
            checked.wait(timeout=20)
        hold(sha256)

    def send(client):
        try:
            answers.append(post(client))
        finally:
            connection.close()

    monkeypatch.setattr(images, "hold", together)
    threads = [threading.Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def two_clients(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clients = [Client(), Client()]
    for name, client in zip(("one", "two"), clients, strict=True):
        client.force_login(make_user("Editor", name))
    return clients


ADD = "/admin/pressreleases/image/add/"


def test_of_one_picture_added_twice_at_the_same_moment_one_stays_and_is_named(two_clients, monkeypatch):
    answers = at_once(two_clients, lambda client: client.post(ADD, picture()), monkeypatch)
    image = Image.objects.get()
    refused = next(answer for answer in answers if answer.status_code != 302)
    assert 302 in [answer.status_code for answer in answers]
    assert refused.status_code != 500
    assert f'<a href="/admin/pressreleases/image/{image.pk}/change/">' in refused.content.decode()
    assert 'value="The building"' in refused.content.decode()
    assert images.names_stored() == [f"{image.sha256}.png"]
    assert AuditEntry.objects.filter(kind="picture").count() == 1


def test_two_pictures_added_at_the_same_moment_are_both_kept(two_clients, monkeypatch):
    colours = iter(("teal", "navy"))
    answers = at_once(two_clients, lambda client: client.post(ADD, picture(upload=upload(next(colours)))), monkeypatch)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Image.objects.count() == len(images.names_stored()) == 2


def test_a_picture_pasted_twice_at_the_same_moment_is_one(two_clients, monkeypatch):
    paste = "/admin/pressreleases/image/paste/"
    answers = at_once(
        two_clients, lambda client: client.post(paste, {"upload": upload(), "language": "en"}), monkeypatch
    )
    image = Image.objects.get()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert images.names_stored() == [f"{image.sha256}.png"]
    assert AuditEntry.objects.filter(kind="picture").count() == 1
