"""Announcements in the admin: who may write them, what is refused, and that readers see what was written."""

import datetime as dt

import pytest

from pressreleases.models import Announcement, AuditEntry
from tests.admin.filling import shown
from tests.public.page_elements import page, words

pytestmark = pytest.mark.usefixtures("details")

ADD = "/admin/pressreleases/announcement/add/"
DAYS = {"first_on": "2000-01-01", "last_on": "2199-01-01"}


def announce(client, *texts, **days):
    filled = {**shown(client.get(ADD)), **DAYS, **days, **texts_of(*texts)}
    return client.post(ADD, filled)


def texts_of(*texts):
    rows = {"texts-TOTAL_FORMS": len(texts)}
    for n, (language, said) in enumerate(texts):
        rows |= {f"texts-{n}-language": language, f"texts-{n}-words": said}
    return rows


def test_what_an_editor_announces_is_told_to_readers_and_recorded(as_editor, client, editor):
    assert announce(as_editor, ("en", "Closed today."), ("az", "Bu gün bağlıdır.")).status_code == 302
    assert words(client.get("/en/"), "p", class_="announcement") == ["Closed today."]
    assert words(client.get("/az/"), "p", class_="announcement") == ["Bu gün bağlıdır."]
    entry = AuditEntry.objects.get(kind="announcement")
    assert (entry.act, entry.actor) == ("saved", editor)


def test_the_form_says_who_will_see_it(as_editor):
    assert "Readers see it above the newest release" in page(as_editor.get(ADD))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"last_on": "1999-12-31"}, "The last day must not be before the first."),
        ({"last_on": ""}, "This field is required."),
        ({"last_on": "2300-01-01"}, "2199"),
    ],
    ids=["backwards", "without-end", "far-away"],
)
def test_days_that_cannot_be_are_refused_at_their_field_and_the_words_kept(as_editor, client, days, said):
    response = announce(as_editor, ("en", "Closed today."), **days)
    assert response.status_code == 200
    assert said in page(response)
    assert "Closed today." in response.content.decode()
    assert not Announcement.objects.exists()


def test_without_words_there_is_no_announcement(as_editor):
    assert announce(as_editor, ("en", "")).status_code == 200
    assert not Announcement.objects.exists()


def test_an_author_sees_them_and_writes_none(as_author, as_editor):
    announce(as_editor, ("en", "Closed today."))
    key = Announcement.objects.get().pk
    assert as_author.get(ADD).status_code == 403
    assert as_author.get(f"/admin/pressreleases/announcement/{key}/change/").status_code == 200
    assert as_author.post(f"/admin/pressreleases/announcement/{key}/delete/", {"post": "yes"}).status_code == 403
    assert Announcement.objects.exists()


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_takes_the_same_queries_however_many_there_are(as_editor, django_assert_max_num_queries, rows):
    for n in range(rows):
        announcement = Announcement.objects.create(first_on=dt.date(2024, 1, 1), last_on=dt.date(2024, 1, 2))
        announcement.texts.create(language="en", words=f"Number {n}")
    with django_assert_max_num_queries(12):
        response = as_editor.get("/admin/pressreleases/announcement/")
    assert f"Number {rows - 1}" in page(response)
