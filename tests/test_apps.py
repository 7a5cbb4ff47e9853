"""The app: migrating gives each role its group; the admin registers every model that staff handle, and no other."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models.signals import post_migrate

from pressreleases.admin.site import PressOffice
from pressreleases.apps import REGISTERED
from pressreleases.models import Clearance, DraftNote, Release, SearchEntry
from pressreleases.publishing import permissions


@pytest.mark.django_db
def test_after_migrations_there_is_a_group_for_each_role():
    Group.objects.all().delete()
    app = apps.get_app_config("pressreleases")
    post_migrate.send(sender=app, app_config=app, using="default", verbosity=0, interactive=False, plan=[], apps=apps)
    assert set(Group.objects.values_list("name", flat=True)) == set(permissions.ROLES)


def test_the_site_of_the_press_office_is_the_admin():
    assert isinstance(admin.site._wrapped, PressOffice)  # type: ignore[attr-defined]  # it is made on first use


def test_every_module_that_registers_a_model_is_named():
    folder = Path(admin.site._wrapped.__class__.__module__.replace(".", "/")).parent  # type: ignore[attr-defined]  # a lazy object
    root = Path(__file__).parents[1]
    registering = {file.stem for file in (root / folder).glob("*.py") if "@admin.register(" in file.read_text()}
    assert registering == set(REGISTERED)
    assert Release in admin.site._registry


def test_what_the_site_keeps_for_itself_has_no_pages():
    assert {Clearance, DraftNote, SearchEntry}.isdisjoint(admin.site._registry)


_WITHOUT_PAGES = """
import sys
import django
django.setup()
import mission_site.backup.making, mission_site.backup.restoring, pressreleases.worker
print([name for name in sys.modules if name.startswith(("pressreleases.admin", "pressreleases.intake.word"))])
"""
_WITH_PAGES = """
import sys
import django
django.setup()
import mission_site.urls
slow = ("pressreleases.intake.reading", "pressreleases.intake.dates", "lxml", "mammoth", "pypdfium2")
print([name for name in slow if name in sys.modules])
"""
_CHECKED = """
import django
django.setup()
from django.contrib import admin
from django.core import checks
from pressreleases.models import Release
checks.run_checks(tags=[checks.Tags.admin])
print(Release in admin.site._registry)
"""


@pytest.mark.parametrize(("program", "said"), [(_WITHOUT_PAGES, "[]"), (_WITH_PAGES, "[]"), (_CHECKED, "True")])
def test_what_a_process_does_not_need_is_not_loaded_at_its_start_but_checks_see_the_admin(program, said):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == said
