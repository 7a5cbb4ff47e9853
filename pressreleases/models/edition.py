"""The edition: one complete state of a release as the public was told it.

Only `live_during` can ever change, and only ahead, and the labels (topics and anniversary) of the newest edition. The
triggers that hold this are in `migrations/rules/the_past.sql` and `labels.sql`. Editions are made and ended in
`publishing` alone.
"""

import datetime as dt
import unicodedata
from calendar import monthrange

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.db.models.functions import Upper as UpperCase
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from pressreleases.language.languages import language_choices, language_codes
from pressreleases.models import pages
from pressreleases.models.anniversary import Anniversary
from pressreleases.models.fields import label
from pressreleases.models.image import FOCUS, Image
from pressreleases.models.kinds import kind_choices
from pressreleases.models.spans import Lower, Upper, WellFormed, WithinLimits, instant
from pressreleases.models.text_fields import language_well_formed
from pressreleases.models.topic import Topic
from pressreleases.models.withdrawal import Withdrawal


class EditionQuerySet(models.QuerySet["Edition"]):
    """`live` and `superseded` decide what readers may read, and nothing else does.

    Pages of the mission are in no list of releases. So both leave them out, unless they are asked for `pages` too: as
    what looks at one text does, at its address or by its release.
    """

    def live(self, at: dt.datetime | None = None, *, pages: bool = False) -> "EditionQuerySet":
        """What readers see at `at` (aware; None: now)."""
        return (self if pages else self.no_pages()).filter(live_during__contains=instant(at))

    def superseded(self, at: dt.datetime | None = None, *, pages: bool = False) -> "EditionQuerySet":
        """Ended by `at`, of a release that has a live edition then: earlier states that stay readable."""
        found = self if pages else self.no_pages()
        successor = Edition.objects.filter(release=OuterRef("release")).live(at, pages=True)
        return found.annotate(ended_at=Upper("live_during")).filter(Exists(successor), ended_at__lte=instant(at))

    def no_pages(self) -> "EditionQuerySet":
        """Of releases alone, not of pages of the mission."""
        return self.filter(page="")

    def taken_back(self, at: dt.datetime | None = None) -> "EditionQuerySet":
        """Begun, of a release under a withdrawal in force: only the fact, the title and the reason may be shown."""
        return self.begun(at).filter(Exists(Withdrawal.objects.filter(release=OuterRef("release")).in_force(at)))

    def begun(self, at: dt.datetime | None = None) -> "EditionQuerySet":
        """Live at `at` or at some time before: for addresses and states, never by itself for showing a text."""
        return self.annotate(begun_at=Lower("live_during")).filter(begun_at__lte=instant(at))

    def planned(self, at: dt.datetime | None = None) -> "EditionQuerySet":
        """Not yet live at `at`: for staff only."""
        return self.annotate(begun_at=Lower("live_during")).filter(begun_at__gt=instant(at))

    def at_address(self, language: str | list[str], year: int, slug: str) -> "EditionQuerySet":
        """Of `slug` as it was asked for, and in composed letters (NFC), which all but old editions have."""
        languages = [language] if isinstance(language, str) else language
        return self.filter(language__in=languages, year=year, slug__in={slug, unicodedata.normalize("NFC", slug)})

    def at_address_in_any_case(self, language: str, year: int, slug: str) -> "EditionQuerySet":
        return self.filter(language=language, year=year, slug__iexact=unicodedata.normalize("NFC", slug))

    def in_language(self, language: str) -> "EditionQuerySet":
        return self.filter(language=language)

    def in_languages_of_site(self) -> "EditionQuerySet":
        """In those of the settings: what is stored in a language that was taken out of them is linked from nowhere."""
        return self.filter(language__in=language_codes())

    def in_year(self, year: int) -> "EditionQuerySet":
        return self.filter(issued_on__range=(dt.date(year, 1, 1), dt.date(year, 12, 31)))

    def in_month(self, year: int, month: int) -> "EditionQuerySet":
        # As days: the month of a date is in no index.
        return self.filter(issued_on__range=(dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])))

    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-issued_on", "-release_id")


class Edition(models.Model):
    release = models.ForeignKey(
        "pressreleases.Release", models.PROTECT, related_name="editions", verbose_name=_("release")
    )
    number = models.PositiveIntegerField(_("edition"))
    language = models.CharField(label("language"), max_length=12, choices=language_choices)
    kind = models.CharField(label("kind"), max_length=32, choices=kind_choices)
    kind_label = models.CharField(label("kind"), max_length=80)
    reference = models.CharField(label("reference"), max_length=60, blank=True)
    title = models.CharField(label("title"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField()
    slug = models.SlugField(label("slug"), max_length=120, allow_unicode=True, db_index=False)
    issued_on = models.DateField(label("issued_on"))
    place = models.CharField(label("place"), max_length=80, blank=True)
    speaker_name = models.CharField(label("speaker_name"), max_length=120, blank=True)
    speaker_office = models.CharField(label("speaker_office"), max_length=200, blank=True)
    summary = models.TextField(label("summary"), blank=True)
    body = models.TextField(label("body"), blank=True)
    text = models.TextField(blank=True)
    rules = models.PositiveSmallIntegerField(
        null=True,
        editable=False,
        help_text="The version of the rules that sanitised `body`; unknown of editions made before it was kept.",
    )
    notes_to_editors = models.TextField(label("notes_to_editors"), blank=True)
    attachments = models.JSONField(label("attachments"), blank=True, default=list, db_default=[])
    press_contact = models.TextField(label("press_contact"), blank=True, default="", db_default="")
    letterhead = models.JSONField()
    lead_picture = models.JSONField(null=True, blank=True)
    topics = models.ManyToManyField(Topic, through="EditionTopic", related_name="editions")
    pictures = models.ManyToManyField(Image, through="EditionPicture", related_name="editions")
    anniversary = models.ForeignKey(Anniversary, models.PROTECT, null=True, blank=True, related_name="editions")
    lead_image = models.ForeignKey(Image, models.PROTECT, null=True, blank=True, related_name="+")
    lead_caption = models.CharField(label("lead_caption"), max_length=300, blank=True, default="", db_default="")
    lead_focus = models.CharField(label("lead_focus"), max_length=7, blank=True, default="", db_default="")
    change_note = models.TextField(_("change note"), blank=True)
    minor = models.BooleanField(_("minor"), default=False)
    live_during = DateTimeRangeField(_("live"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    made_at = models.DateTimeField(help_text="The instant of the act that made it; `live_during` may begin later.")
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    digest_version = models.PositiveSmallIntegerField(default=1, db_default=1, help_text="Of its canonical form.")
    digest_salt = models.CharField(
        max_length=32, blank=True, default="", db_default="", help_text="Of version 1 empty; a redaction empties it."
    )
    redacted_at = models.DateTimeField(null=True, blank=True)
    labelled_at = models.DateTimeField(
        null=True, blank=True, help_text="When its topics or anniversary were last changed."
    )
    page = pages.column()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-issued_on", "-release_id", "-number"]
        default_permissions = ("view",)
        indexes = [
            models.Index(F("language"), F("issued_on").desc(), F("release_id").desc(), name="edition_newest"),
            models.Index(fields=["language", "year", "slug"], name="edition_address"),
            models.Index(F("language"), F("year"), UpperCase("slug"), name="edition_address_in_any_case"),
            models.Index(
                F("language"), F("kind"), F("issued_on").desc(), F("release_id").desc(), name="edition_newest_of_kind"
            ),
            models.Index(Lower("live_during"), F("release_id").desc(), name="edition_begins"),
            models.Index(Upper("live_during"), name="edition_ends"),
            models.Index(fields=["issued_on"], name="edition_issued"),
            models.Index(fields=["issued_on"], name="edition_minor", condition=Q(minor=True)),
            HashIndex(fields=["digest"], name="edition_digest"),
            models.Index(
                Lower("live_during").desc(), name="edition_corrections", condition=Q(number__gt=1, minor=False)
            ),
            models.Index(
                Lower("live_during").desc(),
                name="edition_corrections_ended",
                condition=Q(IsNull(Upper("live_during"), rhs=False), number__gt=1, minor=False),
            ),
            models.Index(fields=["redacted_at"], name="edition_redacted", condition=Q(redacted_at__isnull=False)),
            models.Index(fields=["labelled_at"], name="edition_labelled", condition=Q(labelled_at__isnull=False)),
            models.Index(fields=["page", "language"], name="edition_pages", condition=~Q(page="")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="edition_one_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_numbers_count_from_one"),
            models.CheckConstraint(condition=WellFormed("live_during"), name="edition_span_well_formed"),
            models.CheckConstraint(condition=WithinLimits("live_during"), name="edition_span_within_limits"),
            ExclusionConstraint(
                name="edition_one_live_at_a_time",
                expressions=[("release", RangeOperators.EQUAL), ("live_during", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="edition_address_is_for_ever",
                expressions=[
                    ("language", RangeOperators.EQUAL),
                    ("year", RangeOperators.EQUAL),
                    ("slug", RangeOperators.EQUAL),
                    ("release", RangeOperators.NOT_EQUAL),
                ],
            ),
            models.CheckConstraint(condition=language_well_formed(), name="edition_language_well_formed"),
            models.CheckConstraint(condition=Q(year=ExtractYear("issued_on")), name="edition_year_is_that_of_issue"),
            models.CheckConstraint(condition=Q(slug__regex=r"^[^/?#\s]+$"), name="edition_slug_well_formed"),
            models.CheckConstraint(condition=~Q(slug__regex=r"^(0[1-9]|1[0-2])$"), name="edition_slug_is_no_month"),
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$") | Q(digest="", redacted_at__isnull=False),
                name="edition_digest_well_formed",
            ),
            models.CheckConstraint(
                condition=Q(digest_version=1, digest_salt="")
                | Q(digest_version__gt=1, digest_salt__regex=r"^[0-9a-f]{32}$")
                | Q(digest_version__gt=1, digest_salt="", redacted_at__isnull=False),
                name="edition_digest_is_salted",
            ),
            models.CheckConstraint(condition=~Q(title="") | Q(redacted_at__isnull=False), name="edition_title_given"),
            models.CheckConstraint(condition=~Q(text="") | Q(redacted_at__isnull=False), name="edition_text_given"),
            models.CheckConstraint(
                condition=Q(number=1) | Q(minor=True) | ~Q(change_note="") | Q(redacted_at__isnull=False),
                name="edition_change_is_explained",
            ),
            models.CheckConstraint(condition=Q(lead_focus__regex=FOCUS), name="edition_focus_is_a_point"),
            pages.constraint_of_edition(),
            models.CheckConstraint(
                condition=Q(letterhead__has_keys=["v", "time_zone"]), name="edition_has_a_letterhead"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def begins_at(self) -> dt.datetime:
        begins = self.live_during.lower
        assert begins is not None, "the constraint edition_span_well_formed sees to it"  # noqa: S101  for the type checker
        return begins

    @property
    def ends_at(self) -> dt.datetime | None:
        ends: dt.datetime | None = self.live_during.upper
        return ends


class EditionTopic(models.Model):
    """A topic of an edition: a label. That of the newest edition may change, an earlier one keeps its own."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["topic", "edition"], name="edition_topic_newest")]
        constraints = [models.UniqueConstraint(fields=["edition", "topic"], name="edition_topic_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.topic_id}"


class EditionPicture(models.Model):
    """A picture that an edition shows, above its text, in it or in its letterhead; fixed together with it."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    image = models.ForeignKey(Image, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edition", "image"], name="edition_picture_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.image_id}"
