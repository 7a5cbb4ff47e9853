"""What browsers reported is kept in few rows that are seldom written."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from pressreleases.models import PolicyReport, policy_report

pytestmark = pytest.mark.django_db

REPORT = {"directive": "script-src", "blocked": "https://evil.example", "page": "pressreleases_release_change"}


def test_an_equal_report_is_counted_only_after_a_pause() -> None:
    PolicyReport.objects.note(**REPORT)
    PolicyReport.objects.note(**REPORT)
    assert PolicyReport.objects.get().times == 1
    PolicyReport.objects.update(last_at=timezone.now() - policy_report.PAUSE - dt.timedelta(seconds=1))
    PolicyReport.objects.note(**REPORT)
    assert PolicyReport.objects.get().times == 2


def test_beyond_the_most_rows_a_new_report_is_dropped_and_a_known_one_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(policy_report, "MOST", 1)
    PolicyReport.objects.note(**REPORT)
    PolicyReport.objects.note(**{**REPORT, "blocked": "inline"})
    PolicyReport.objects.update(last_at=timezone.now() - policy_report.PAUSE - dt.timedelta(seconds=1))
    PolicyReport.objects.note(**REPORT)
    row = PolicyReport.objects.get()
    assert (row.blocked, row.times) == ("https://evil.example", 2)


def test_old_rows_are_forgotten_and_others_are_not(django_assert_num_queries: Any) -> None:
    PolicyReport.objects.note(**REPORT)
    PolicyReport.objects.update(last_at=timezone.now() - policy_report.KEPT_FOR + dt.timedelta(hours=1))
    assert PolicyReport.objects.forget() == 0
    PolicyReport.objects.update(last_at=timezone.now() - policy_report.KEPT_FOR - dt.timedelta(hours=1))
    with django_assert_num_queries(1):
        assert PolicyReport.objects.forget() == 1
