"""Entries of the verbs of publishing; refused or rolled back verbs leave none."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from pressreleases.models import AuditEntry, Edition
from pressreleases.publishing import errors, move, publish, redact, send_back, submit, unschedule, withdraw
from tests.audit_entries import acts, last, lines_logged
from tests.making import correct, database_now, in_future, make_release, make_user, reinstate, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release("Visit")


def test_each_verb_tells_who_did_what_to_which_text(release, editor, author):
    submit([release], by=author)
    send_back([release], by=editor, comment="The place is wrong.")
    publish([release], by=editor)
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.")
    withdraw([release], by=editor, reasons={"en": "Why"})
    reinstate([release], by=editor, change_note="Holds.")
    withdraw([release], by=editor, reasons={"en": "Why"}, act="removed")
    assert acts() == [
        ("author", "submitted", "Visit"),
        ("editor", "sent-back", "Visit"),
        ("editor", "published", "Visit"),
        ("editor", "corrected", "The visit"),
        ("editor", "withdrawn", "The visit"),
        ("editor", "reinstated", "The visit"),
        ("editor", "removed", "The visit"),
    ]
    assert set(AuditEntry.objects.values_list("kind", "key", "language", "source")) == {
        ("release", release.pk, "en", None)
    }


def test_an_entry_names_the_edition_its_digest_and_the_moment_on_the_database_s_clock(release, editor):
    before = database_now()
    (edition,) = publish([release], by=editor)
    entry = last()
    assert (entry.edition, entry.digest, entry.actor) == (1, edition.digest, editor)
    assert entry.details == {"live_from": edition.begins_at.isoformat()}
    assert before <= entry.at <= database_now()


def test_scheduling_moving_and_cancelling_are_recorded(release, editor):
    (edition,) = publish([release], by=editor, at=in_future(hours=1))
    move([release], by=editor, at=in_future(hours=2))
    unschedule([release], by=editor)
    assert [act for _who, act, _title in acts()] == ["scheduled", "moved", "unscheduled"]
    # The edition is gone; which text it was stays known.
    assert not Edition.objects.exists()
    assert set(AuditEntry.objects.values_list("edition", "digest")) == {(1, edition.digest)}


def test_a_family_leaves_an_entry_for_each_language(release, editor):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, slug="sefer")
    publish([release, other], by=editor)
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "language", "label")) == [
        ("published", "en", "Visit"),
        ("published", "az", "Səfər"),
    ]


def test_an_entry_is_one_insert_and_no_other_query(release, editor):
    with CaptureQueriesContext(connection) as queries:
        publish([release], by=editor)
    about = [query["sql"] for query in queries if "auditentry" in query["sql"]]
    # Before it four eyes ask who wrote what surrounds the text, after it the outbox who submitted the release.
    assert [sql.split()[0] for sql in about] == ["SELECT", "INSERT", "SELECT"]


def test_a_refused_verb_leaves_neither_entry_nor_line(release, editor, author, django_capture_on_commit_callbacks):
    second = make_release("Second", body="")
    with lines_logged() as lines:
        for by, releases, error in ((author, [release], errors.NotAllowed), (editor, [release, second], errors.NoText)):
            with pytest.raises(error), django_capture_on_commit_callbacks(execute=True):
                publish(releases, by=by)
    assert (acts(), lines) == ([], [])


def test_a_rolled_back_verb_leaves_neither_entry_nor_line(release, editor, django_capture_on_commit_callbacks):
    with lines_logged() as lines, django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012  one transaction of two statements
            publish([release], by=editor)
            raise ZeroDivisionError
        submit([release], by=editor)
    assert [act for _who, act, _title in acts()] == ["submitted"]
    assert [line["act"] for line in lines] == ["submitted"]


def test_an_entry_becomes_one_line_after_the_commit_without_the_title(
    release, editor, django_capture_on_commit_callbacks
):
    with lines_logged() as lines:
        with django_capture_on_commit_callbacks() as waiting:
            (edition,) = publish([release], by=editor)
        assert lines == []
        for callback in waiting:
            callback()
    entry = last()
    assert lines == [
        {
            "id": entry.pk,
            "at": entry.at.isoformat(),
            "act": "published",
            "actor": "editor",
            "actor_id": editor.pk,
            "actor_type": "command",
            "kind": "release",
            "key": release.pk,
            "language": "en",
            "edition": 1,
            "digest": edition.digest,
            "source": "",
            "details": {"live_from": edition.begins_at.isoformat()},
        }
    ]


def test_an_entry_outlives_the_draft_and_the_name_of_the_account(release, editor, author):
    submit([release], by=author)
    release.delete()
    author.username = "renamed"
    author.save()
    assert acts() == [("author", "submitted", "Visit")]
    assert last().actor == author


def test_redaction_empties_former_titles_in_the_trail_and_leaves_the_rest(release, editor):
    elsewhere = make_release("Visit", slug="elsewhere")
    publish([release, elsewhere], by=editor)
    rewrite(release, title="A meeting", body="<p>They met.</p>")
    correct([release], by=editor, change_note="Shortened.")
    administrator = make_user("Administrator")
    redact([Edition.objects.get(release=release, number=1)], by=administrator, harmless=["title", "place"])
    assert acts() == [
        ("editor", "published", ""),
        ("editor", "published", "Visit"),
        ("editor", "corrected", "A meeting"),
        ("administrator", "redacted", "A meeting"),
    ]
    assert [entry.redacted_at is not None for entry in AuditEntry.objects.order_by("pk")] == [True, False, False, False]
