"""Sightings: whether readers really see what was published. Learnt by fetching the site's own addresses afterwards.

A row is one address that one edition, or one withdrawal, must have changed. Nothing public is decided by it.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pressreleases.models.edition import Edition
from pressreleases.models.spans import instant
from pressreleases.models.withdrawal import Withdrawal
from pressreleases.vocabulary.sightings import looked_choices


class SightingQuerySet(models.QuerySet["Sighting"]):
    def of(self, subjects: Iterable[Edition | Withdrawal]) -> "SightingQuerySet":
        keys: dict[type, list[int]] = {Edition: [], Withdrawal: []}
        for subject in subjects:
            keys[type(subject)].append(subject.pk)
        return self.filter(Q(edition__in=keys[Edition]) | Q(withdrawal__in=keys[Withdrawal]))

    def that_hold(self, at: dt.datetime | None = None) -> "SightingQuerySet":
        """Of editions that are live at `at` (None: now) and withdrawals in force; what has ended proves nothing."""
        now = instant(at)
        return self.filter(Q(edition__live_during__contains=now) | Q(withdrawal__in_force_during__contains=now))

    def unseen(self) -> "SightingQuerySet":
        return self.filter(seen_at=None)

    def due(self, at: dt.datetime | None = None) -> "SightingQuerySet":
        """Not yet seen, of what holds, and to be looked at by `at`."""
        return self.that_hold(at).unseen().filter(due_at__lte=instant(at))

    def wrong(self) -> "SightingQuerySet":
        """Looked at, and not found as it should be."""
        return self.unseen().exclude(wrong="")


class Sighting(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="sightings")
    withdrawal = models.ForeignKey(Withdrawal, models.CASCADE, null=True, related_name="sightings")
    what = models.CharField(_("address"), max_length=24, choices=looked_choices)
    path = models.TextField()
    due_at = models.DateTimeField(help_text="When it is to be fetched next; moved ahead by whoever fetches it.")
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    wrong = models.CharField(max_length=24, blank=True, default="")
    detail = models.CharField(max_length=200, blank=True, default="")
    wrong_since = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="When editors were told that something is wrong with its text.")

    objects = SightingQuerySet.as_manager()

    class Meta:
        verbose_name = _("live check")
        verbose_name_plural = _("live checks")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(F("due_at"), condition=Q(seen_at=None), name="sighting_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition=None, withdrawal__isnull=False) | Q(edition__isnull=False, withdrawal=None),
                name="sighting_of_one_thing",
            ),
            models.UniqueConstraint(fields=["edition", "path"], name="sighting_once_per_edition"),
            models.UniqueConstraint(fields=["withdrawal", "path"], name="sighting_once_per_withdrawal"),
            models.CheckConstraint(
                condition=Q(wrong="", wrong_since=None) | Q(wrong_since__isnull=False, seen_at=None) & ~Q(wrong=""),
                name="sighting_seen_or_wrong",
            ),
            models.CheckConstraint(
                condition=Q(tries=0, tried_at=None, seen_at=None, wrong="") | Q(tries__gt=0, tried_at__isnull=False),
                name="sighting_tried_before_it_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.path}"
