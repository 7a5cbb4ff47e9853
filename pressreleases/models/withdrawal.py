"""Withdrawals: that a release was taken from readers, why, for how long. Rows are added and ended, never changed.

A later one replaces the one in force. Only a redaction empties the reason of one that has ended.
"""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pressreleases.models.kinds import Act
from pressreleases.models.spans import Condition, Lower, WellFormed, WithinLimits, instant


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def in_force(self, at: dt.datetime | None = None) -> "WithdrawalQuerySet":
        return self.filter(in_force_during__contains=instant(at))

    def planned(self, at: dt.datetime | None = None) -> "WithdrawalQuerySet":
        """Not yet in force at `at`: for staff only."""
        return self.annotate(begun_at=Lower("in_force_during")).filter(begun_at__gt=instant(at))


class HasReason(Condition):
    """True of a JSON object with at least one key, none of whose values is empty or anything but a string."""

    template = (
        "(jsonb_typeof(%(expressions)s) = 'object' AND %(expressions)s <> '{}'::jsonb"
        ' AND NOT jsonb_path_exists(%(expressions)s, \'$.* ? (@.type() <> "string" || @ == "")\'))'
    )


class Withdrawal(models.Model):
    release = models.ForeignKey(
        "pressreleases.Release", models.PROTECT, related_name="withdrawals", verbose_name=_("release")
    )
    act = models.CharField(_("action"), max_length=12, choices=Act)
    reasons = models.JSONField(_("public reason"), help_text=_("What readers see, in each language."))
    in_force_during = DateTimeRangeField(_("in force"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    redacted_at = models.DateTimeField(_("reason redacted"), null=True, blank=True, editable=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(Lower("in_force_during"), name="withdrawal_begins")]
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Act.values), name="withdrawal_act_known"),
            models.CheckConstraint(
                condition=Q(HasReason("reasons"), redacted_at=None) | Q(reasons={}, redacted_at__isnull=False),
                name="withdrawal_has_a_reason",
            ),
            models.CheckConstraint(condition=WellFormed("in_force_during"), name="withdrawal_span_well_formed"),
            models.CheckConstraint(condition=WithinLimits("in_force_during"), name="withdrawal_span_within_limits"),
            ExclusionConstraint(
                name="withdrawal_one_in_force_at_a_time",
                expressions=[("release", RangeOperators.EQUAL), ("in_force_during", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.release_id}"

    @property
    def begins_at(self) -> dt.datetime:
        begins = self.in_force_during.lower
        assert begins is not None, "the constraint withdrawal_span_well_formed sees to it"  # noqa: S101  for the type checker
        return begins

    def reason_in(self, language: str) -> str:
        """The public reason in `language`, else in the first language that has one; empty once it was redacted."""
        reasons: dict[str, str] = self.reasons
        return reasons.get(language) or next(iter(reasons.values()), "")
