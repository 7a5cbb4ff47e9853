"""The admin of the site: every model that staff handle is registered, and no other."""

from pathlib import Path

from django.contrib import admin

from pressreleases.admin.apps import REGISTERED
from pressreleases.admin.site import PressOffice
from pressreleases.models import Clearance, DraftNote, Release, SearchEntry


def test_the_site_of_the_press_office_is_the_admin():
    assert isinstance(admin.site._wrapped, PressOffice)  # type: ignore[attr-defined]  # it is made on first use


def test_every_module_that_registers_a_model_is_named():
    folder = Path(admin.site._wrapped.__class__.__module__.replace(".", "/")).parent  # type: ignore[attr-defined]  # a lazy object
    root = Path(__file__).parents[2]
    registering = {file.stem for file in (root / folder).glob("*.py") if "@admin.register(" in file.read_text()}
    assert registering - set(REGISTERED) == set()
    assert Release in admin.site._registry


def test_what_the_site_keeps_for_itself_has_no_pages():
    assert {Clearance, DraftNote, SearchEntry}.isdisjoint(admin.site._registry)
