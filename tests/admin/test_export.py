"""Exporting releases from their list: what stands in the files, for whom, and what no spreadsheet runs."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases.models import AuditEntry, Topic
from pressreleases.publishing import publish, withdraw
from tests.admin.choosing import choose
from tests.admin.filling import RELEASES
from tests.making import correct, in_future, make_anniversary, make_release, rewrite
from tests.models.refusals import as_an_older_version

pytestmark = pytest.mark.django_db


def sent(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def table(response):
    text = sent(response)
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_a_spreadsheet_has_a_row_for_each_that_was_chosen(as_author, details, editor):
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Peace", slug="peace")
    topic.names.create(language="az", name="Sülh", slug="sulh")
    release = make_release("Out", "First.", "Second.", anniversary=make_anniversary(en="Black January"), summary="Lead")
    release.topics.add(topic)
    make_release("Not chosen")
    publish([release], by=editor)
    correct([rewrite(release, title="Out, corrected")], by=editor, change_note="The title.")
    rewrite(release, place="Geneva")
    response = choose(as_author, "export_as_csv", release)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].endswith('.csv"')
    (row,) = table(response)
    expected = {
        "release": str(release.pk),
        "language": "en",
        "kind": "press-release",
        "title": "Out, corrected",
        "issued_on": "2024-01-20",
        "place": "Geneva",
        "lead": "Lead",
        "text": "First.\n\nSecond.",
        "topics": "Peace",
        "anniversary": "Black January",
        "state": "live",
        "changed_since_published": "yes",
        "page": "http://testserver/en/releases/2024/out/",
        "editions": "1; 2",
    }
    assert {name: row[name] for name in expected} == expected


def test_data_has_the_editions_and_the_text_as_it_is_marked_up(as_author, details, editor):
    release = make_release("Out")
    publish([release], by=editor)
    (row,) = json.loads(sent(choose(as_author, "export_as_json", release)))
    assert row["body"] == "<p>The delegation arrived on Monday.</p>"
    (edition,) = row["editions"]
    assert (edition["number"], edition["live_until"]) == (1, None)
    assert edition["page"] == row["page"] == "http://testserver/en/releases/2024/out/"
    assert edition["digest"] == release.editions.get().digest


def test_each_state_has_its_one_word(as_editor, details, editor):
    rows = {name: make_release(name) for name in ("draft", "scheduled", "live", "withdrawn", "removed")}
    publish([rows[name] for name in ("live", "withdrawn", "removed")], by=editor)
    publish([rows["scheduled"]], by=editor, at=in_future())
    withdraw([rows["withdrawn"]], by=editor, reasons={"en": "Error."})
    withdraw([rows["removed"]], by=editor, reasons={"en": "Error."}, act="removed")
    found = json.loads(sent(choose(as_editor, "export_as_json", *rows.values())))
    assert {row["title"]: row["state"] for row in found} == {name: name for name in rows}
    assert {row["title"] for row in found if row["page"]} == {"live"}


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_begins_as_a_formula(as_author, details, beginning):
    as_an_older_version()
    release = make_release(f"{beginning}HYPERLINK(1)", place=f"{beginning}1", slug="formula")
    (row,) = table(choose(as_author, "export_as_csv", release))
    assert row["title"] == f"'{beginning}HYPERLINK(1)"
    assert row["place"].startswith("'")
    assert not [cell for cell in row.values() if cell.startswith(beginning)]


def test_what_only_holds_such_a_letter_is_left_as_it_is(as_author, details):
    (row,) = table(choose(as_author, "export_as_csv", make_release("One – two = three", slug="one")))
    assert row["title"] == "One – two = three"


def test_all_that_the_list_is_filtered_to_can_be_exported(as_author, details, editor):
    live, draft = make_release("Live"), make_release("Draft")
    publish([live], by=editor)
    chosen = {"action": "export_as_json", "_selected_action": [live.pk], "select_across": "1"}
    assert len(json.loads(sent(as_author.post(RELEASES, chosen)))) == 2
    filtered = json.loads(sent(as_author.post(f"{RELEASES}?state=draft", {**chosen, "_selected_action": [draft.pk]})))
    assert [row["title"] for row in filtered] == ["Draft"]


def test_every_export_is_recorded_with_its_number_and_no_words(as_author, details):
    sent(choose(as_author, "export_as_csv", make_release("One"), make_release("Two")))
    entry = AuditEntry.objects.get(act="exported")
    assert (entry.actor_name, entry.details, entry.label) == ("author", {"releases": 2, "format": "csv"}, "")


def test_strangers_get_no_file(client, details):
    response = choose(client, "export_as_csv", make_release("One"))
    assert response.url.startswith("/admin/login/")
    assert not AuditEntry.objects.filter(act="exported").exists()


def test_nothing_is_exported_by_asking_for_the_list(as_author, details):
    response = as_author.get(RELEASES, {"action": "export_as_csv", "_selected_action": make_release("One").pk})
    assert not response.streaming
    assert not AuditEntry.objects.filter(act="exported").exists()


@pytest.mark.parametrize("action", ["export_as_csv", "export_as_json"])
def test_it_takes_as_many_queries_for_many_as_for_one(as_author, details, editor, action):
    def queries(number):
        rows = [make_release(f"T{number}-{index}") for index in range(number)]
        publish(rows, by=editor)
        with CaptureQueriesContext(connection) as captured:
            assert f"T{number}-0" in sent(choose(as_author, action, *rows))
        return len(captured)

    queries(1)
    for_one = queries(2)
    assert queries(7) == for_one
