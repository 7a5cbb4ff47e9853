"""What browsers of staff reported: a page of the admin tried to load or run what its policy (CSP) forbids.

Equal reports are one row, which is written again at most once in `PAUSE`; and there are at most `MOST` rows. So what
somebody sends by the thousand costs the database nothing. No row says who sent it, or from the page of which release.
"""

import datetime as dt

from django.db import models
from django.db.models import F
from django.db.models.functions import Now

PAUSE = dt.timedelta(seconds=10)
MOST = 100
KEPT_FOR = dt.timedelta(days=30)


class PolicyReportQuerySet(models.QuerySet["PolicyReport"]):
    def note(self, *, directive: str, blocked: str, page: str) -> None:
        """Count this report, unless an equal one was counted just now or there are too many others."""
        same = self.filter(directive=directive, blocked=blocked, page=page)
        if same.filter(last_at__lte=Now() - PAUSE).update(times=F("times") + 1, last_at=Now()):
            return
        if not same.exists() and self.count() < MOST:
            self.bulk_create([PolicyReport(directive=directive, blocked=blocked, page=page)], ignore_conflicts=True)

    def forget(self) -> int:
        """Delete what was last reported long ago; return how many."""
        return self.filter(last_at__lt=Now() - KEPT_FOR).delete()[0]


class PolicyReport(models.Model):
    """`blocked` is an origin, or a word such as `inline`; `page` the name of the kind of page."""

    directive = models.CharField(max_length=40)
    blocked = models.CharField(max_length=200)
    page = models.CharField(max_length=100)
    times = models.PositiveIntegerField(default=1, db_default=1)
    last_at = models.DateTimeField(db_default=Now())

    objects = PolicyReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["directive", "blocked", "page"], name="policy_report_once")]

    def __str__(self) -> str:
        return f"{self.directive} {self.blocked} ({self.page})"
