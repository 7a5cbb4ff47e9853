"""The recipe "Add a field to a release" of docs/architecture.md, followed in a copy of the site.

The copy gets a field `venue`. `tests/models/new_field.py` then runs there, and finds it everywhere.
"""

import os
import re
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from pressreleases.models.fields import NEWEST_DIGEST

ROOT = Path(__file__).resolve().parent.parent.parent
PARTS = ("manage.py", "pyproject.toml", "mission_site", "pressreleases", "static", "templates", "tests")


@pytest.fixture
def copied(tmp_path, django_db_modify_db_settings):
    """Its tests make a database of their own on the server of these tests, one without the field, and migrate it."""
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "browser"))
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    with (tmp_path / "tests" / "settings.py").open("a") as file:
        template = connection.settings_dict["TEST"]["TEMPLATE"]
        own_database = {"NAME": f"test_new_field_{uuid.uuid4().hex}", "TEMPLATE": template}
        file.write(f'\nDATABASES["default"]["TEST"] = {own_database}  # noqa: F405  the site’s\n')
    return tmp_path


def put(place, before, new):
    """Write `new` before the one place in the file that says `before`."""
    text = place.read_text(encoding="utf-8")
    assert text.count(before) == 1, (place, before)
    place.write_text(text.replace(before, new + before), encoding="utf-8")


def run(folder, *arguments):
    environment = {**os.environ, "MISSION_VAR": os.fspath(settings.DATA_DIR), "PYTHONPATH": os.fspath(folder)}
    for name in [name for name in environment if name.startswith(("PYTEST", "DJANGO_SETTINGS", "COV_"))]:
        del environment[name]
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    return done.stdout


def follow_the_recipe(folder):
    models, migrations = folder / "pressreleases" / "models", folder / "pressreleases" / "migrations"
    put(
        models / "fields.py",
        '    public_words("speaker_name"',
        f'    public_words("venue", gettext_noop("venue"), Words.LINE, digest="venue", since={NEWEST_DIGEST + 1}),\n',
    )
    put(
        models / "release.py",
        "    speaker_name = LineField(",
        '    venue = LineField(label("venue"), max_length=80, blank=True, default="", db_default="")\n',
    )
    put(
        models / "edition.py",
        "    speaker_name = models.CharField(",
        '    venue = models.CharField(label("venue"), max_length=80, blank=True, default="", db_default="")\n',
    )
    run(folder, "manage.py", "makemigrations", "pressreleases", "--name", "venue")
    (made,) = migrations.glob("*_venue.py")
    number = int(made.name[:4])
    text = made.read_text(encoding="utf-8")
    head, _brackets, end = text.rpartition("    ]\n")
    made.write_text(
        "from pressreleases.migrations._sql import list_fields\n" + head + "        list_fields(),\n    ]\n" + end,
        encoding="utf-8",
    )
    numbers = migrations / "__init__.py"
    numbers.write_text(numbers.read_text().replace(f"SCHEMA = {number - 1}\n", f"SCHEMA = {number}\n"))
    put(folder / "pressreleases" / "admin" / "release_form.py", '"issued_on", "place"), "title"', '"venue", ')
    put(folder / "pressreleases" / "admin" / "editions.py", '*("speaker_name", "speaker_office"', '"venue", ')
    put(
        folder / "templates" / "public" / "parts" / "opening.html",
        "</header>",
        "{% if edition.venue %}<p>{{ edition.venue }}</p>{% endif %}",
    )


def test_a_field_that_is_added_by_the_recipe_reaches_everything(copied):
    follow_the_recipe(copied)
    tests = ("tests/models/new_field.py", "tests/models/test_fields.py", "tests/models/test_migrations.py")
    said = run(copied, "-m", "pytest", *tests, "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    passed = re.search(r"^(\d+) passed", said, flags=re.MULTILINE)
    assert passed
    assert int(passed[1]) > 30
