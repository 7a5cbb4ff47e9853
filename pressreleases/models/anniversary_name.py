"""The names of an anniversary, one in each language, and the addresses that are made of them and stay for ever."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pressreleases.language.languages import language_choices
from pressreleases.models.kept_address import KeptAddress
from pressreleases.models.text_fields import LineField, SlugField, in_one_line, language_well_formed, slug_well_formed


class AnniversaryName(models.Model):
    anniversary = models.ForeignKey("Anniversary", models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = LineField(_("name"), max_length=200)
    slug = SlugField(_("address"), max_length=120, allow_unicode=True)
    title_pattern = LineField(
        _("title of its releases"),
        max_length=300,
        blank=True,
        help_text=_("The title of each year’s release: {ordinal} stands for the ordinal, {name} for the name."),
    )

    class Meta:
        verbose_name = _("name of an anniversary")
        verbose_name_plural = _("names of anniversaries")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["anniversary", "language"], name="anniversary_one_name_per_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="anniversary_one_per_address"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="anniversary_name_given"),
            models.CheckConstraint(condition=in_one_line("name", "title_pattern"), name="anniversary_name_in_one_line"),
            models.CheckConstraint(condition=language_well_formed(), name="anniversary_name_language_well_formed"),
            models.CheckConstraint(condition=slug_well_formed(), name="anniversary_slug_well_formed"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An address belongs for ever to the anniversary that had it first."""
        there = AnniversaryAddress.objects.filter(language=self.language, slug=self.slug)
        other = there.exclude(anniversary=self.anniversary_id).select_related("anniversary").first()
        if other:
            sentence = _("This is a current or former address of another anniversary: %(name)s.")
            raise ValidationError({"slug": ValidationError(sentence, code="taken", params={"name": other.anniversary})})


class AnniversaryAddress(KeptAddress):
    anniversary = models.ForeignKey("Anniversary", models.CASCADE, related_name="addresses")

    class Meta(KeptAddress.Meta):
        verbose_name = _("address of an anniversary")
        verbose_name_plural = _("addresses of anniversaries")
        constraints = [
            models.UniqueConstraint(fields=["language", "slug"], name="anniversary_address_of_one"),
        ]
