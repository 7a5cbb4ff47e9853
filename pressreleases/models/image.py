"""Pictures: files named by the hash of their content, never overwritten, each with words for who cannot see it."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pressreleases.language import characters
from pressreleases.language.languages import language_choices
from pressreleases.models.text_fields import LineField, in_one_line, language_well_formed

# The most important point of a picture, in percent of its width and of its height, in steps of ten that style sheets
# have (`.x30`): `30 0`. Empty: its middle.
FOCUS = r"^((0|[1-9]0|100) (0|[1-9]0|100))?$"


MOST_OF_TAGS = 200
# As people type it in the languages of the site.
_COMMA = re.compile("[,،、，;؛；]")


class Image(models.Model):
    """One picture. `sha256` is the hash of the stored file, which `pressreleases.images` has made from the upload."""

    title = LineField(_("title"), max_length=200, help_text=_("For staff only, to find the picture again."))
    file = models.FileField(_("file"), upload_to="images", editable=False, max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    credit = LineField(_("credit"), max_length=200, blank=True, help_text=_("Who made it. Shown below the picture."))
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        db_default=False,
        help_text=_(
            "It shows nothing that readers need to know, such as an ornament. Then it has no alternative text: screen "
            "readers leave it out."
        ),
    )
    tags = LineField(
        _("tags"),
        max_length=MOST_OF_TAGS,
        blank=True,
        db_default="",
        help_text=_("For staff only: words to find it by, with commas between them, such as “Geneva, visit”."),
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], name="image_one_per_content"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="image_sha256_well_formed"),
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="image_has_a_size"),
            models.CheckConstraint(condition=in_one_line("title", "credit"), name="image_words_in_one_line"),
            models.CheckConstraint(condition=in_one_line("tags"), name="image_tags_in_one_line"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Write each tag once, with `, ` between them."""
        tags: dict[str, str] = {}
        for typed in _COMMA.split(self.tags):
            tag = " ".join(typed.split())
            if not characters.is_blank(tag):
                tags.setdefault(characters.folded(tag), tag)
        self.tags = ", ".join(tags.values())
        if len(self.tags) > MOST_OF_TAGS:
            # The space after each comma counts, too.
            raise ValidationError({"tags": _("Leave out some tags: together they are too long.")})

    def alternative_text_in(self, language: str) -> str:
        """What the picture shows, in `language`; empty when it is decorative, or nobody has written it."""
        if self.decorative:
            return ""
        return next((d.alternative_text for d in self.descriptions.all() if d.language == language), "")

    def lacks_words_in(self, language: str) -> bool:
        """Whether nobody has written what it shows in `language`, nor decided that it is decorative."""
        return not self.decorative and not self.alternative_text_in(language)


class ImageDescription(models.Model):
    image = models.ForeignKey(Image, models.CASCADE, related_name="descriptions", verbose_name=_("picture"))
    language = models.CharField(_("language"), max_length=12, choices=language_choices)
    alternative_text = LineField(
        _("alternative text"),
        max_length=300,
        help_text=_("What the picture shows, in a sentence, for readers who cannot see it."),
    )

    class Meta:
        verbose_name = _("description of a picture")
        verbose_name_plural = _("descriptions of pictures")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["image", "language"], name="image_one_description_per_language"),
            models.CheckConstraint(condition=~Q(alternative_text=""), name="image_description_given"),
            models.CheckConstraint(condition=language_well_formed(), name="image_description_language_well_formed"),
            models.CheckConstraint(condition=in_one_line("alternative_text"), name="image_description_in_one_line"),
        ]

    def __str__(self) -> str:
        return self.alternative_text
