"""Topics, by which releases are gathered, with a name and an address in each language."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.language.languages import language_choices
from pressreleases.models.text_fields import (
    KeptAddress,
    LineField,
    SlugField,
    in_one_line,
    language_well_formed,
    slug_well_formed,
)


class Topic(models.Model):
    """A subject; its current name is a label and no part of what an edition says."""

    shown = models.BooleanField(_("shown to readers"), default=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name_in(get_language()) or f"#{self.pk}"

    def name_in(self, language: str | None) -> str:
        """The name in `language`, else in any other; empty when it has none."""
        names = {name.language: name.name for name in self.names.all()}
        return names.get(language or "", "") or next(iter(names.values()), "")


class TopicName(models.Model):
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="names", verbose_name=_("topic"))
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    name = LineField(_("name"), max_length=120)
    slug = SlugField(_("address"), max_length=120, allow_unicode=True)

    class Meta:
        verbose_name = _("name of a topic")
        verbose_name_plural = _("names of topics")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "language"], name="topic_one_name_per_language"),
            models.UniqueConstraint(fields=["language", "slug"], name="topic_one_per_address"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="topic_name_given"),
            models.CheckConstraint(condition=language_well_formed(), name="topic_name_language_well_formed"),
            models.CheckConstraint(condition=in_one_line("name"), name="topic_name_in_one_line"),
            models.CheckConstraint(condition=slug_well_formed(), name="topic_slug_well_formed"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """An address belongs for ever to the topic that had it first."""
        there = TopicAddress.objects.filter(language=self.language, slug=self.slug)
        other = there.exclude(topic=self.topic_id).select_related("topic").first()
        if other:
            sentence = _("This is a current or former address of another topic: %(name)s.")
            raise ValidationError({"slug": ValidationError(sentence, code="taken", params={"name": other.topic})})


class TopicAddress(KeptAddress):
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="addresses")

    class Meta(KeptAddress.Meta):
        verbose_name = _("address of a topic")
        verbose_name_plural = _("addresses of topics")
        constraints = [models.UniqueConstraint(fields=["language", "slug"], name="topic_address_of_one")]
