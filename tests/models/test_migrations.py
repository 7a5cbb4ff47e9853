"""The migrations: their number, which backups compare, and which databases they can bring up to date."""

from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

from mission_site.apps import is_unfinished, schema_of, unknown_migrations
from pressreleases import migrations
from pressreleases.migrations import BEFORE_0_2_0, SCHEMA

FOLDER = Path(migrations.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("0*.py"))
OLD = [f"pressreleases.{name}" for name in BEFORE_0_2_0]
FIRST, RULES = "pressreleases.0001_initial", "pressreleases.0002_rules"


def test_the_schema_has_the_number_of_the_newest_migration():
    """If this fails: raise `SCHEMA` in `pressreleases/migrations/__init__.py`."""
    assert [int(name[:4]) for name in NAMES] == list(range(1, SCHEMA + 1))


def test_the_newest_migration_comes_after_all_migrations_of_other_apps():
    """So the number says which of those a database has, too.

    If this fails after an update of Django: add a migration without operations that depends on the new one.
    """
    graph = MigrationLoader(None).graph
    before = graph.forwards_plan(("pressreleases", NAMES[-1]))
    assert set(graph.nodes) - set(before) == set()
    assert {app for app, _name in before} > {"auth", "sessions"}


def test_each_file_of_rules_is_run_by_a_migration():
    text = "".join((FOLDER / f"{name}.py").read_text() for name in NAMES)
    rules = [path.stem for path in (FOLDER / "rules").glob("*.sql")]
    assert len(rules) > 10
    assert [name for name in rules if f'run("{name}")' not in text] == []


@pytest.mark.parametrize(
    ("applied", "has_all_tables", "unfinished"),
    [
        ([], False, False),
        (["auth.0001_initial"], False, False),
        ([FIRST], True, False),  # a first start of this copy, interrupted
        ([FIRST], False, True),
        ([FIRST, *OLD], True, False),
        ([FIRST, *OLD[:-1]], True, True),
        ([FIRST, *OLD[1:]], True, True),
        ([FIRST, *OLD, RULES], True, False),
    ],
)
def test_a_database_that_has_some_of_the_migrations_of_before_0_2_0_cannot_be_used(applied, has_all_tables, unfinished):
    assert is_unfinished(applied, has_all_tables=has_all_tables) is unfinished
    assert unknown_migrations(applied) == []


@pytest.mark.parametrize(
    ("applied", "number"),
    [
        ([], 0),
        (["0001_initial"], 1),
        (["0001_initial", *BEFORE_0_2_0], 2),
        (["0001_initial", "0002_rules", *BEFORE_0_2_0], 2),
        (["0001_initial", "0002_rules", *BEFORE_0_2_0, "0003_audit_trail_and_instants"], 3),
    ],
)
def test_a_database_has_the_number_of_its_newest_migration_those_of_before_0_2_0_counting_as_the_second(
    applied, number
):
    assert schema_of(applied) == number
