"""`manage.py import_anniversaries`: what it refuses; how rows are read is tested with `anniversaries`."""

import io

import pytest
from django.core.management import CommandError, call_command

from pressreleases.models import Anniversary
from tests.management.running import refusal, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("date,name\n20 January 1990,Black January\n", encoding="utf-8")
    return path


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path):
    assert refusal("import_anniversaries", tmp_path / "none.csv") == (
        "The file cannot be read: No such file or directory."
    )
    assert refusal("import_anniversaries", tmp_path).startswith("The file cannot be read: ")


def test_a_language_that_the_site_lacks_is_refused_before_the_file_is_read(tmp_path):
    said = refusal("import_anniversaries", tmp_path / "none.csv", "--language", "fr")
    assert said == "The site has no language “fr”."


def test_a_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    assert refusal("import_anniversaries", path)
    assert not Anniversary.objects.exists()


def test_names_that_do_not_say_their_language_get_the_given_one(table):
    assert "1 anniversary was imported." in run("import_anniversaries", table, "--language", "az")
    assert [name.language for name in Anniversary.objects.get().names.all()] == ["az"]


def test_a_dry_run_imports_nothing(table):
    said = run("import_anniversaries", table, "--dry-run").splitlines()
    assert said[-1] == "Nothing was imported: this was a dry run."
    assert not Anniversary.objects.exists()


def test_the_command_shows_each_row_and_saves_nothing_in_a_dry_run_or_with_a_fault(tmp_path):
    file, said = tmp_path / "days.csv", io.StringIO()
    file.write_bytes(b"date,name\n20 January 1990,Black January\n1990-05-28,Republic Day\n")
    call_command("import_anniversaries", file, dry_run=True, stdout=said)
    assert "1. Black January: 20 January 1990; Every year on 20 January" in said.getvalue()
    assert not Anniversary.objects.exists()
    file.write_bytes(file.read_bytes() + b"03/04/1991,Ambiguous\n")
    with pytest.raises(CommandError, match="1 row has errors, so nothing was imported"):
        call_command("import_anniversaries", file, stdout=said)
    assert not Anniversary.objects.exists()
    call_command("import_anniversaries", file, good_rows=True, stdout=said)
    call_command("import_anniversaries", file, good_rows=True, stdout=said)
    assert [str(anniversary) for anniversary in Anniversary.objects.order_by("pk")] == ["Black January", "Republic Day"]
    assert "2 anniversaries were imported." in said.getvalue()
    assert "0 anniversaries were imported." in said.getvalue()
