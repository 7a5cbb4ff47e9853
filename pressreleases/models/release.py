"""The release: the working copy of one text in one language, its identity over time, and an address that is free.

Readers never see it.
"""

import datetime as dt
import secrets
import uuid
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Now
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from pressreleases.language.dates import FIRST_DAY, LAST_DAY, check_day
from pressreleases.language.languages import language_choices
from pressreleases.language.slugs import MONTHS, slug_of
from pressreleases.models import pages
from pressreleases.models.anniversary import Anniversary
from pressreleases.models.edition import Edition
from pressreleases.models.fields import KEYS, LINES, TEXTS, WORKING_COPY_FIELDS, label
from pressreleases.models.image import FOCUS, Image
from pressreleases.models.kinds import Kind, Status, kind_choices
from pressreleases.models.spans import KeptSql, Lower
from pressreleases.models.text_fields import (
    LineField,
    SlugField,
    TextField,
    as_text,
    in_one_line,
    language_well_formed,
    slug_well_formed,
)
from pressreleases.models.topic import Topic
from pressreleases.models.withdrawal import Withdrawal

CODE_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"

# For each of the texts, their markup included. A trigger holds it for new words (migrations/rules/texts.sql).
MOST_CHARACTERS = 200_000
NOT_TOO_LONG = MaxLengthValidator(
    MOST_CHARACTERS,
    _(
        "This text has %(show_value)s characters, including formatting. The limit is "
        "%(limit_value)s. Remove formatting that is not needed, or split the text."
    ),
)


def make_code() -> str:
    """A short code for paper: no vowels (no words by accident), nothing that is read as something else."""
    return "".join(secrets.choice(CODE_ALPHABET) for _i in range(6))


def free_code() -> str:
    """A code that no release has: with 100,000 releases, one in 3,900 codes is taken."""
    return next(code for code in iter(make_code, None) if not Release.objects.filter(code=code).exists())


class ReleaseQuerySet(models.QuerySet["Release"]):
    def with_state(self, at: dt.datetime | None = None) -> "ReleaseQuerySet":
        """Annotate what readers see: `live_number`, `planned_at`, `withdrawal_planned_at`, `taken_back` (an Act or ""),
        `changed`, `changed_since_scheduled`, `was_public`, `embargoed_until` (None once the embargo is over).

        `changed` is true when there is a live edition and the working copy would publish other words, another address
        or other topics than it has; `changed_since_scheduled` the same of the edition that is planned.
        """
        mine = Edition.objects.filter(release=OuterRef("pk"))
        live, planned = mine.live(at, pages=True), mine.planned(at)
        facts: dict[str, Any] = {
            "live_number": Subquery(live.values("number")[:1]),
            "planned_at": Subquery(planned.annotate(begins=Lower("live_during")).values("begins")[:1]),
            "withdrawal_planned_at": Subquery(
                Withdrawal.objects.filter(release=OuterRef("pk"))
                .planned(at)
                .annotate(begins=Lower("in_force_during"))
                .values("begins")[:1]
            ),
            "was_public": Exists(mine.begun(at)),
            "embargoed_until": Case(When(embargo_ends_at__gt=Now() if at is None else at, then=F("embargo_ends_at"))),
            "taken_back": Coalesce(
                Subquery(Withdrawal.objects.filter(release=OuterRef("pk")).in_force(at).values("act")[:1]), Value("")
            ),
            "_live_pk": Subquery(live.values("pk")[:1]),
            "_planned_pk": Subquery(planned.values("pk")[:1]),
        }
        topics: dict[str, Any] = {
            "_topics": _ordered_topics(Release, release_id=OuterRef("pk")),
            "_live_topics": _ordered_topics(Edition, edition_id=OuterRef("_live_pk")),
            "_planned_topics": _ordered_topics(Edition, edition_id=OuterRef("_planned_pk")),
        }
        last: dict[str, Any] = {
            "changed": _differs_from(live, key="_live_pk", topics="_live_topics"),
            "changed_since_scheduled": _differs_from(planned, key="_planned_pk", topics="_planned_topics"),
        }
        found = self
        for expressions in (facts, topics, last):
            found = found.annotate(**{name: KeptSql(expression) for name, expression in expressions.items()})
        return found

    def no_pages(self) -> "ReleaseQuerySet":
        return self.filter(page="")

    def newest_first(self) -> "ReleaseQuerySet":
        return self.order_by("-issued_on", "-pk")


_ManagerOfReleases = models.Manager.from_queryset(ReleaseQuerySet)


class ReleaseManager(_ManagerOfReleases["Release"]):
    def with_state(self, at: dt.datetime | None = None) -> ReleaseQuerySet:
        """As of the queryset. Of all releases and of now it is composed once: that takes longer than asking it."""
        rows: Any = self.get_queryset()  # those of a related manager are fewer than all
        of_all_now = at is None and type(self) is ReleaseManager
        found: ReleaseQuerySet = _all_with_state_now().all() if of_all_now else rows.with_state(at)
        return found

    def embargo_of(self, family: uuid.UUID) -> dt.datetime | None:
        """The last end of an embargo on this text in any language: a language that is added is under it too."""
        found: dt.datetime | None = self.filter(family=family).aggregate(last=Max("embargo_ends_at"))["last"]
        return found


@cache
def _all_with_state_now() -> ReleaseQuerySet:
    return ReleaseQuerySet(Release).with_state()


def _differs_from(editions: "QuerySet[Edition]", *, key: str, topics: str) -> Case:
    """Whether the release has such an edition (its annotated `key`) and its working copy says something else."""
    words = [name for name in WORKING_COPY_FIELDS if name not in KEYS]
    same = editions.filter(**{name: OuterRef(name) for name in words}).filter(
        *(Q(Exact(Coalesce(F(name), Value(0)), Coalesce(OuterRef(name), Value(0)))) for name in KEYS)
    )
    return Case(
        When(**{f"{key}__isnull": True, "then": Value(False)}),
        When(~Exists(same), then=Value(True)),
        When(~Q(_topics=F(topics)), then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )


def _ordered_topics(model: Any, **owner: OuterRef) -> ArraySubquery:
    through = model.topics.through
    return ArraySubquery(through.objects.filter(**owner).order_by("topic_id").values("topic_id"))


class Release(models.Model):
    family = models.UUIDField(_("family"), default=uuid.uuid4, editable=False)
    language = models.CharField(label("language"), max_length=12, choices=language_choices)
    is_original = models.BooleanField(
        _("original"), default=True, help_text=_("The language in which this text was first written.")
    )
    code = models.CharField(max_length=12, default=make_code, editable=False)
    kind = models.CharField(label("kind"), max_length=32, choices=kind_choices, default=Kind.PRESS_RELEASE)
    reference = LineField(
        label("reference"),
        max_length=60,
        blank=True,
        help_text=_("The mission’s own number, such as No. 221/24, if it has one."),
    )
    title = LineField(label("title"), max_length=300)
    slug = SlugField(
        label("slug"),
        max_length=120,
        blank=True,
        allow_unicode=True,
        help_text=_(
            "The last part of the page’s address. If blank, it is made from the title. After "
            "publication, the old address will always redirect to the new one."
        ),
    )
    issued_on = models.DateField(
        label("issued_on"), help_text=_("As on the sheet, in the mission’s time zone."), validators=[check_day]
    )
    place = LineField(label("place"), max_length=80, blank=True, help_text=_("Where it is issued, such as New York."))
    speaker_name = LineField(
        label("speaker_name"), max_length=120, blank=True, help_text=_("For a statement: the person who made it.")
    )
    speaker_office = LineField(label("speaker_office"), max_length=200, blank=True)
    summary = TextField(
        label("summary"),
        blank=True,
        validators=[NOT_TOO_LONG],
        help_text=_("One or two sentences, shown above the text and in lists."),
    )
    body = TextField(label("body"), blank=True, validators=[NOT_TOO_LONG])
    notes_to_editors = TextField(
        label("notes_to_editors"),
        blank=True,
        validators=[NOT_TOO_LONG],
        help_text=_("Background for journalists, below the text. Plain text."),
    )
    attachments = models.JSONField(label("attachments"), blank=True, default=list, db_default=[])
    press_contact = TextField(
        label("press_contact"),
        blank=True,
        default="",
        db_default="",
        validators=[NOT_TOO_LONG],
        help_text=_("Only if somebody else answers questions about this text than the press contact of the mission."),
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="releases", verbose_name=label("topics"))
    anniversary = models.ForeignKey(
        Anniversary,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        verbose_name=label("anniversary"),
        help_text=_("If this is the yearly release of an anniversary."),
    )
    lead_image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label("lead_image")
    )
    lead_caption = LineField(
        label("lead_caption"),
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text=_("What happens in the picture, who is in it, where and when. Shown below it, before the credit."),
    )
    lead_focus = models.CharField(
        label("lead_focus"),
        max_length=7,
        blank=True,
        default="",
        db_default="",
        help_text=_("Where a wide crop of the picture is made, this point stays in it."),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False)
    in_step_with = models.CharField(
        _("up to date with"),
        max_length=64,
        blank=True,
        default="",
        editable=False,
        help_text="Of a translation: the digest of the original’s words that it was last brought into step with.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    embargo_ends_at = models.DateTimeField(
        label("embargo_ends_at"),
        null=True,
        editable=False,
        help_text="No edition begins before it. Only the verbs of `publishing.embargo` change it.",
    )
    page = pages.column()
    created_at = models.DateTimeField(_("started"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("started by"),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )

    if TYPE_CHECKING:
        # What `ReleaseQuerySet.with_state()` adds.
        live_number: int | None
        planned_at: dt.datetime | None
        withdrawal_planned_at: dt.datetime | None
        was_public: bool
        embargoed_until: dt.datetime | None
        taken_back: str
        changed: bool

    history = HistoricalRecords(m2m_fields=[topics])
    objects = ReleaseManager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-issued_on", "-pk"]
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="release_newest"),
            models.Index(fields=["title"], name="release_titles"),
            models.Index(fields=["language"], name="release_language"),
            models.Index(fields=["kind"], name="release_kind"),
            models.Index(fields=["page"], name="release_pages", condition=~Q(page="")),
            models.Index(fields=["changed_at"], name="release_last_saved"),
            models.Index(fields=["changed_at"], name="release_submitted", condition=Q(status=Status.SUBMITTED)),
        ]
        permissions = [
            ("publish_release", "Can publish, schedule, correct and withdraw releases"),
            ("redact_release", "Can redact what was published"),
        ]
        constraints = [
            models.CheckConstraint(condition=language_well_formed(), name="release_language_well_formed"),
            models.UniqueConstraint(
                fields=["family", "language"],
                name="release_one_per_language",
                violation_error_message=_("This text already has a release in that language."),
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(is_original=True),
                name="release_one_original",
                violation_error_message=_("Another language of this text is already its original."),
            ),
            models.UniqueConstraint(fields=["code"], name="release_one_per_code"),
            models.UniqueConstraint(
                fields=["language", "reference"],
                condition=~Q(reference=""),
                name="release_reference_given_once",
                violation_error_message=_("Another release in this language has this reference."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="release_title_given"),
            models.CheckConstraint(condition=Q(code__regex=r"^[a-z0-9]{4,12}$"), name="release_code_well_formed"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="release_status_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="release_version_counts_from_one"),
            models.CheckConstraint(
                condition=Q(issued_on__range=(FIRST_DAY, LAST_DAY)), name="release_issued_on_a_known_day"
            ),
            models.CheckConstraint(
                condition=in_one_line(*LINES),
                name="release_lines_are_lines",
            ),
            models.CheckConstraint(condition=as_text(*TEXTS), name="release_texts_hold_no_controls"),
            models.CheckConstraint(condition=slug_well_formed(), name="release_slug_well_formed"),
            models.CheckConstraint(condition=Q(lead_focus__regex=FOCUS), name="release_focus_is_a_point"),
            *pages.constraints_of_release(),
            models.CheckConstraint(
                condition=Q(lead_image__isnull=False) | Q(lead_caption="", lead_focus=""),
                name="release_caption_has_a_picture",
                violation_error_message=_("Choose the lead picture, or delete its caption."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save_as(self, *, by: User | None, reason: str = "", **how: Any) -> None:
        """Save, with a row of the history that names `by` (None: nobody) and the `reason`. `how` goes to `save`.

        Plain `save` takes the user who is signed in for the one who wrote these words. `by` holds for what is saved of
        this object afterwards, such as its topics; the `reason` does not.
        """
        # The names that django-simple-history reads.
        vars(self).update(_history_user=by, _change_reason=reason or None)
        self.save(**how)
        del vars(self)["_change_reason"]


class PendingChange(models.Model):
    """That a working copy may say something that none of its editions says: a draft, or changed since.

    Triggers keep these rows (`migrations/rules/pending_changes.sql`): saving other words or topics adds one, making
    an edition removes it. So lists of what is left to do look at few rows; `changed` of `with_state()` says whether
    it is so.
    """

    release = models.OneToOneField(Release, models.CASCADE, primary_key=True, related_name="pending_change")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.release_id)


def free_slug(title: str, language: str, year: int, *, exclude: Release | None = None) -> str:
    """An address for `title` that belongs to no other edition or working copy of that language and year.

    `exclude` is the release it is for. A number is added until it is free: `visit`, `visit-2`. Empty for a title
    without a letter or digit.
    """
    stem = slug_of(title, language)
    if not stem:
        return ""
    taken = MONTHS.union(_taken(stem, language, year, exclude))
    if stem not in taken:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)


def is_free(slug: str, language: str, year: int, *, exclude: Release | None = None) -> bool:
    """Whether no other edition or working copy has the address `slug`; `exclude` is the release it is for."""
    return slug not in _taken(slug, language, year, exclude)


def _taken(stem: str, language: str, year: int, exclude: Release | None) -> list[str]:
    editions = Edition.objects.filter(language=language, year=year, slug__startswith=stem)
    drafts = Release.objects.filter(language=language, issued_on__year=year, slug__startswith=stem)
    if exclude is not None and exclude.pk:
        editions, drafts = editions.exclude(release=exclude), drafts.exclude(pk=exclude.pk)
    return [*editions.values_list("slug", flat=True), *drafts.values_list("slug", flat=True)]
