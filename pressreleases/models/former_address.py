"""Addresses that releases had on another site before they were imported: each leads to the release."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pressreleases.models.release import Release
from pressreleases.models.text_fields import in_one_line

LONGEST_PATH = 500


class FormerAddress(models.Model):
    """Path and query of a page, such as `/2019/05/a-visit/` or `/?p=12`, as the other site wrote them."""

    path = models.CharField(_("address"), max_length=LONGEST_PATH)
    release = models.ForeignKey(
        Release, models.CASCADE, related_name="former_addresses", verbose_name=_("release"), editable=False
    )

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["path"], name="former_address_of_one_release"),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="former_address_is_a_path"),
            models.CheckConstraint(condition=in_one_line("path"), name="former_address_in_one_line"),
        ]

    def __str__(self) -> str:
        return self.path
