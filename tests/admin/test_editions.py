"""Editions and withdrawals in the admin can be read, and nothing else."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.making import correct, make_release, publish_many, rewrite
from tests.public.page_elements import links, words

pytestmark = pytest.mark.django_db

EDITIONS = "/admin/pressreleases/edition/"


def listed(response):
    return [str(edition) for edition in response.context["cl"].result_list]


def test_the_list_goes_on_by_the_key_of_its_last_row_and_loses_none(as_editor, editor, details, monkeypatch):
    monkeypatch.setattr("pressreleases.admin.editions.EditionAdmin.list_per_page", 3)
    released = publish_many(4, by=editor)
    correct([rewrite(released[1], summary="New")], by=editor, change_note="Added.")
    first = as_editor.get(EDITIONS)
    second = as_editor.get(EDITIONS + links(first)["Older"])
    assert listed(first) == ["Number 3 (1)", "Number 2 (1)", "Number 1 (2)"]
    assert listed(second) == ["Number 1 (1)", "Number 0 (1)"]
    assert "Older" not in links(second)
    assert links(second)["Newest"] == "?"


@pytest.mark.parametrize("asked", ["p=0", "p=x", "p=999999", "p=\x00", f"p={'9' * 40}", "o=1", "o=-2.3", "all="])
def test_a_place_or_an_order_that_no_link_gives_is_the_first_page(as_editor, editor, details, asked):
    publish_many(2, by=editor)
    assert listed(as_editor.get(f"{EDITIONS}?{asked}")) == ["Number 1 (1)", "Number 0 (1)"]


def test_more_than_are_counted_are_not_counted(as_editor, editor, details, monkeypatch):
    monkeypatch.setattr("pressreleases.admin.base.COUNTED", 2)
    publish_many(3, by=editor)
    assert "More than 2 results" in words(as_editor.get(EDITIONS), "p", class_="paginator")[0]


def test_a_search_finds_all_editions_of_a_text_by_its_words_or_one_by_its_digest(as_editor, editor, details):
    visit, speech = make_release("Visit to Baku"), make_release("Speech", "Other words.", slug="speech")
    publish([visit, speech], by=editor)
    correct([rewrite(visit, title="Visit to Ganja")], by=editor, change_note="The city.")
    make_release("Visit in draft", slug="draft")
    for sought in ("baku", "ganja", "visit"):
        assert listed(as_editor.get(EDITIONS, {"q": sought})) == ["Visit to Ganja (2)", "Visit to Baku (1)"], sought
    digest = speech.editions.get().digest
    assert listed(as_editor.get(EDITIONS, {"q": digest.upper()})) == ["Speech (1)"]
    for sought in ("nothing", "0" * 64, digest[:20]):
        assert listed(as_editor.get(EDITIONS, {"q": sought})) == [], sought


@pytest.mark.parametrize(("most", "said"), [(1, True), (3, False)])
@pytest.mark.usefixtures("details")
def test_a_search_says_where_it_has_not_looked_at_all_texts(as_editor, editor, monkeypatch, most, said):
    publish_many(2, by=editor)
    monkeypatch.setattr("pressreleases.admin.editions.MOST_TEXTS", most)
    page = as_editor.get(EDITIONS, {"q": "number"}).content.decode()
    assert ("only the newest of them were looked for" in page) is said


def test_the_list_never_counts_or_sorts_every_edition(as_editor, editor, details):
    publish_many(2, by=editor)
    with CaptureQueriesContext(connection) as captured:
        as_editor.get(EDITIONS, {"q": "number"})
    asked = [query["sql"] for query in captured if 'FROM "pressreleases_edition"' in query["sql"]]
    assert asked
    assert [sql for sql in asked if "LIMIT" not in sql] == []


def test_editions_and_withdrawals_are_read_and_nothing_else(as_administrator, editor, details):
    superuser = User.objects.create_superuser("root", password="x")
    release = make_release()
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "In error."})
    root = Client()
    root.force_login(superuser)
    for name, row in (("edition", Edition.objects.get()), ("withdrawal", Withdrawal.objects.get())):
        base = f"/admin/pressreleases/{name}/"
        for client in (as_administrator, root):
            assert client.get(base).status_code == 200
            assert client.get(f"{base}{row.pk}/change/").status_code == 200
            assert client.get(f"{base}add/").status_code == 403
            assert client.post(f"{base}{row.pk}/change/", {"title": "Rewritten"}).status_code == 403
            assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Edition.objects.get().title == "A visit to Geneva"
