"""Anniversaries as files in the admin: exported as chosen, imported after a look at every row."""

import datetime as dt
import json
from typing import Any

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pressreleases.models import Anniversary, AuditEntry
from tests.admin.filling import messages_of
from tests.making import make_anniversary, make_user

pytestmark = pytest.mark.django_db

ADMIN = "/admin/pressreleases/anniversary/"


def upload(*lines):
    return {"file": SimpleUploadedFile("days.csv", "\r\n".join(lines).encode()), "language": "en"}


def test_a_file_is_looked_at_row_by_row_and_the_chosen_rows_are_taken(as_editor):
    make_anniversary(en="There already")
    rows = ["1990-01-20,Black January", "03/04/1990,Ambiguous", "1990-05-01,There already", "1918-05-28,Republic Day"]
    page = as_editor.post(f"{ADMIN}import/", upload("date,name", *rows))
    assert [reading.is_good for reading in page.context["readings"]] == [True, False, False, True]
    text = page.content.decode()
    assert "Event: 20 January 1990" in text
    assert "may be 3 April 1990 or 4 March 1990" in text
    assert "This already exists: There already." in text
    assert text.count('type="checkbox" name="row"') == 2
    assert Anniversary.objects.count() == 1
    answer = as_editor.post(f"{ADMIN}import/", {"records": page.context["records"], "row": [4]})
    assert messages_of(answer) == ["1 anniversary was imported."]
    assert {str(row) for row in Anniversary.objects.all()} == {"There already", "Republic Day"}
    assert AuditEntry.objects.filter(act="imported", actor__username="editor").count() == 1


def test_nothing_is_taken_if_one_of_the_chosen_rows_cannot_be(as_editor):
    good, bad = ({"event_first_on": day, "name_en": name} for day, name in (("1990-01-20", "A"), ("soon", "B")))
    answer = as_editor.post(f"{ADMIN}import/", {"records": json.dumps([good, bad]), "row": [1, 2]})
    assert "Nothing was imported" in answer.content.decode()
    none = as_editor.post(f"{ADMIN}import/", {"records": json.dumps([good])})
    assert "No row was chosen" in none.content.decode()
    for records in ("{}", "[" * 100_000):
        assert as_editor.post(f"{ADMIN}import/", {"records": records, "row": [1]}).status_code == 403
    assert not Anniversary.objects.exists()


def test_a_file_that_cannot_be_read_is_refused_at_its_field(as_editor):
    page = as_editor.post(f"{ADMIN}import/", upload("name,colour", "A,red"))
    assert "at least event_first_on and name_en" in page.context["form"].errors["file"][0]


def test_who_may_not_add_anniversaries_may_not_import_them():
    make_user("Author")
    client = Client()
    client.login(username="author", password="a long enough password")
    assert client.get(f"{ADMIN}import/").status_code == 403
    assert "import/" not in client.get(ADMIN).content.decode()


def test_chosen_ones_are_exported_and_it_is_recorded(as_editor):
    chosen, other = make_anniversary(en="Chosen"), make_anniversary(en="Other")
    for action, name in (("export_as_csv", "csv"), ("export_as_ics", "ics")):
        response = as_editor.post(ADMIN, {"action": action, "_selected_action": [chosen.pk]})
        assert response["Content-Disposition"].endswith(f'.{name}"')
        assert str(chosen.uid) in response.content.decode()
        assert str(other.uid) not in response.content.decode()
    assert AuditEntry.objects.filter(act="exported").count() == 2


def test_an_exported_calendar_holds_the_days_of_each_rule_and_nothing_of_the_record(as_editor):
    made = [make_anniversary(1, 20, 1990, en="Black January"), make_anniversary(5, 1, 1990, en="Empty table")]
    Anniversary.objects.filter(pk=made[1].pk).update(rule="table", month=None, day=None)
    content = as_editor.post(
        ADMIN, {"action": "export_as_ics", "_selected_action": [row.pk for row in made]}
    ).content.decode()
    events: list[Any] = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [(str(row["SUMMARY"]), row["DTSTART"].dt, "RRULE" in row) for row in events] == [
        ("Black January", dt.date(1991, 1, 20), True),
        ("Empty table", dt.date(1990, 5, 1), False),
    ]
    assert "X-MISSION" not in content


def test_a_calendar_file_is_refused_in_words_and_offered_nowhere(as_editor):
    content = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
    page = as_editor.post(f"{ADMIN}import/", upload(content))
    assert "This is a calendar file (.ics)" in page.context["form"].errors["file"][0]
    assert not Anniversary.objects.exists()
    form = as_editor.get(f"{ADMIN}import/").content.decode()
    assert 'accept=".csv,text/csv"' in form
    assert ".ics" not in form
