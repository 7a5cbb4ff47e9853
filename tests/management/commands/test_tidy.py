"""`manage.py tidy`: it says what went, and nothing of what had nothing to lose."""

import datetime as dt

import pytest
from django.utils import timezone

from pressreleases.management.commands import tidy
from pressreleases.models import StaffSession
from tests.management.running import run

pytestmark = pytest.mark.django_db


def test_it_says_only_what_went_unless_it_is_asked_for_all():
    StaffSession.objects.create(session_key="over", session_data="", expire_date=timezone.now() - dt.timedelta(hours=1))
    assert run("tidy") == "Removed 1 ended session.\n"
    assert run("tidy") == ""
    assert "Removed 0 ended sessions." in run("tidy", "--verbosity", "2").splitlines()


def test_old_entries_of_the_search_index_are_left_only_on_request(monkeypatch):
    asked = []

    def note(*, renew):
        asked.append(renew)
        return []

    monkeypatch.setattr(tidy, "tidy", note)
    run("tidy")
    run("tidy", "--no-renew")
    assert asked == [True, False]
