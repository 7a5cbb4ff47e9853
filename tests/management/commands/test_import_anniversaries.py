"""`manage.py import_anniversaries`: what it refuses; how rows are read is tested with `anniversaries`."""

import pytest

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
