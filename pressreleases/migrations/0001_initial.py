"""Every table of the site, with the constraints and indexes that Django knows. Rules in SQL follow in `0002_rules`.

Made by `makemigrations` from the models and written shorter by hand. A constraint that is checked by a regular expression
has the expression as it was when this was written: whoever changes one in the code makes a migration.
"""

import datetime as dt
from uuid import uuid4

import simple_history.models
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxLengthValidator
from django.db import migrations, models
from django.db.migrations import CreateModel
from django.db.models import CheckConstraint, F, ForeignKey, Index, Q, UniqueConstraint, functions, lookups
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, ExtractYear, Length, Now

from pressreleases.language.dates import check_day, check_day_of_history, zone_choices
from pressreleases.language.languages import language_choices
from pressreleases.migrations._sql import NOT_IN_A_LINE, NOT_IN_A_SLUG, NOT_IN_A_TEXT, NOT_IN_LINES, run
from pressreleases.models.anniversary import default_round_years
from pressreleases.models.audit import actor_type_choices, audit_act_choices, audit_kind_choices
from pressreleases.models.kinds import kind_choices
from pressreleases.models.live_check import checked_page_choices
from pressreleases.models.mission import IsZone, _check_zone
from pressreleases.models.notice import notice_kind_choices
from pressreleases.models.preview_link import verdict_choices
from pressreleases.models.release import make_code
from pressreleases.models.spans import Lower, NotEmpty, Upper, WellFormed, WithinDays, WithinLimits
from pressreleases.models.text_fields import IsComposed
from pressreleases.models.withdrawal import HasReason

LANGUAGE_CODE = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
# The calling codes that are assigned (ITU-T E.164).
CALLING_CODE = (
    r"^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|21[1-368]|22[0-9]|23[0-9]|24[0-9]|"
    r"25[0-8]|26[0-9]|29[017-9]|35[0-9]|37[0-8]|38[0-35-79]|42[013]|50[0-9]|59[0-9]|67[02-9]|68[0-35-9]|"
    r"69[0-2]|80[08]|85[02356]|87[08]|88[0-368]|96[0-8]|97[0-79]|99[2-68])"
)
NOT_TOO_LONG = MaxLengthValidator(
    200000,
    "This text has %(show_value)s characters, including formatting. The limit is %(limit_value)s. Remove formatting that is not needed, or split the text.",
)

# What a working copy and each of its saves have in common.
RELEASE_COLUMNS = {
    "family": models.UUIDField(default=uuid4, editable=False, verbose_name="family"),
    "language": models.CharField(choices=language_choices, max_length=12, verbose_name="language"),
    "is_original": models.BooleanField(
        default=True, help_text="The language in which this text was first written.", verbose_name="original"
    ),
    "code": models.CharField(default=make_code, editable=False, max_length=12),
    "kind": models.CharField(choices=kind_choices, default="press-release", max_length=32, verbose_name="kind"),
    "reference": models.CharField(
        blank=True,
        help_text="The mission’s own number, such as No. 221/24, if it has one.",
        max_length=60,
        verbose_name="reference",
    ),
    "title": models.CharField(max_length=300, verbose_name="title"),
    "slug": models.SlugField(
        allow_unicode=True,
        blank=True,
        help_text=(
            "The last part of the page’s address. If blank, it is made from the title. After publication, the old address will always redirect to the new one."
        ),
        max_length=120,
        verbose_name="address",
    ),
    "issued_on": models.DateField(
        help_text="As on the sheet, in the mission’s time zone.", validators=[check_day], verbose_name="date of issue"
    ),
    "place": models.CharField(
        blank=True, help_text="Where it is issued, such as New York.", max_length=80, verbose_name="place"
    ),
    "speaker_name": models.CharField(
        blank=True, help_text="For a statement: the person who made it.", max_length=120, verbose_name="speaker"
    ),
    "speaker_office": models.CharField(blank=True, max_length=200, verbose_name="speaker’s office"),
    "summary": models.TextField(
        blank=True,
        help_text="One or two sentences, shown above the text and in lists.",
        validators=[NOT_TOO_LONG],
        verbose_name="lead",
    ),
    "body": models.TextField(blank=True, validators=[NOT_TOO_LONG], verbose_name="text"),
    "notes_to_editors": models.TextField(
        blank=True,
        help_text="Background for journalists, below the text. Plain text.",
        validators=[NOT_TOO_LONG],
        verbose_name="notes to editors",
    ),
    "status": models.CharField(
        choices=[("draft", "Draft"), ("submitted", "Submitted")],
        default="draft",
        editable=False,
        max_length=12,
        verbose_name="status",
    ),
    "in_step_with": models.CharField(
        blank=True,
        default="",
        editable=False,
        help_text="Of a translation: the digest of the original’s words that it was last brought into step with.",
        max_length=64,
        verbose_name="up to date with",
    ),
    "version": models.PositiveIntegerField(default=1, editable=False),
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        run("time_zones"),
        CreateModel(
            name="Anniversary",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "uid": models.UUIDField(
                        db_default=RandomUUID(),
                        editable=False,
                        help_text="Calendars identify it by this, even if its name changes.",
                        unique=True,
                    ),
                    "event_first_on": models.DateField(
                        help_text="The first day, if the event lasted longer than a day.",
                        validators=[check_day_of_history],
                        verbose_name="day of the event",
                    ),
                    "event_last_on": models.DateField(
                        blank=True,
                        help_text="Only if the event lasted longer than a day.",
                        null=True,
                        validators=[check_day_of_history],
                        verbose_name="last day of the event",
                    ),
                    "rule": models.CharField(
                        choices=[
                            ("fixed-day", "The same day every year"),
                            ("weekday", "A weekday of a month, such as its second Sunday"),
                            ("last-day", "The last day of a month"),
                            ("table", "A table of dates"),
                        ],
                        default="fixed-day",
                        max_length=12,
                        verbose_name="observed on",
                    ),
                    "nth": models.SmallIntegerField(
                        blank=True,
                        choices=[(1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (-1, "last")],
                        null=True,
                        verbose_name="which",
                    ),
                    "weekday": models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        null=True,
                        verbose_name="weekday",
                    ),
                    "month": models.PositiveSmallIntegerField(
                        blank=True, help_text="1 to 12.", null=True, verbose_name="month"
                    ),
                    "day": models.PositiveSmallIntegerField(
                        blank=True, help_text="1 to 31.", null=True, verbose_name="day"
                    ),
                    "in_common_years": models.CharField(
                        choices=[("28-february", "28 February"), ("1-march", "1 March")],
                        db_default="28-february",
                        default="28-february",
                        max_length=12,
                        verbose_name="29 February in other years",
                    ),
                    "from_year": models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="If blank: from the year after the event.",
                        null=True,
                        verbose_name="from the year",
                    ),
                    "until_year": models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The last year in which it is observed.",
                        null=True,
                        verbose_name="until the year",
                    ),
                    "round_years": ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        db_default=[5, 10, 25, 50, 100],
                        default=default_round_years,
                        help_text="Numbers of years to highlight. Their multiples are highlighted too.",
                        size=None,
                        verbose_name="round years",
                    ),
                    "lead_days": models.PositiveSmallIntegerField(
                        default=31,
                        help_text="How many days before the day the work on the release starts.",
                        verbose_name="lead days",
                    ),
                    "goes_on": models.BooleanField(
                        default=True,
                        help_text="Switch this off when it is no longer observed. Its page remains.",
                        verbose_name="still observed",
                    ),
                    "shown": models.BooleanField(default=True, verbose_name="shown to readers"),
                    "version": models.PositiveIntegerField(
                        db_default=0,
                        default=0,
                        editable=False,
                        help_text="The number of changes. Calendar programs need it.",
                    ),
                    "changed_at": models.DateTimeField(db_default=Now(), editable=False, verbose_name="changed"),
                }.items()
            ),
            options={
                "verbose_name": "anniversary",
                "verbose_name_plural": "anniversaries",
                "ordering": ["month", "day", "pk"],
                "constraints": [
                    CheckConstraint(
                        condition=Q(
                            ("event_last_on__isnull", True), ("event_last_on__gt", F("event_first_on")), _connector="OR"
                        ),
                        name="anniversary_event_days_in_order",
                        violation_error_message="The last day of the event must not be before the first day.",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("event_first_on__range", (dt.date(1, 1, 1), dt.date(2199, 12, 31))),
                            Q(
                                ("event_last_on__isnull", True),
                                ("event_last_on__lte", dt.date(2199, 12, 31)),
                                _connector="OR",
                            ),
                        ),
                        name="anniversary_event_on_known_days",
                    ),
                    CheckConstraint(
                        condition=Q(
                            Q(
                                ("day__isnull", True),
                                ("month__isnull", True),
                                ("nth__isnull", True),
                                ("rule", "table"),
                                ("weekday__isnull", True),
                            ),
                            Q(
                                ("month__isnull", False),
                                ("month__range", (1, 12)),
                                Q(
                                    Q(
                                        ("day__isnull", True),
                                        ("nth__isnull", True),
                                        ("rule", "last-day"),
                                        ("weekday__isnull", True),
                                    ),
                                    Q(
                                        ("day__isnull", True),
                                        ("nth__isnull", False),
                                        ("rule", "weekday"),
                                        ("weekday__isnull", False),
                                        ("nth__in", [1, 2, 3, 4, -1]),
                                        ("weekday__lte", 6),
                                    ),
                                    Q(
                                        ("day__gte", 1),
                                        ("day__isnull", False),
                                        ("nth__isnull", True),
                                        ("rule", "fixed-day"),
                                        ("weekday__isnull", True),
                                        (
                                            "day__lte",
                                            models.Func(
                                                F("month"),
                                                output_field=models.IntegerField(),
                                                template="(ARRAY[31,29,31,30,31,30,31,31,30,31,30,31])[%(expressions)s]",
                                            ),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="anniversary_day_fits_rule",
                        violation_error_message="The rule and its day do not match.",
                    ),
                    CheckConstraint(
                        condition=Q(("in_common_years__in", ["28-february", "1-march"])),
                        name="anniversary_common_years_known",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("from_year__isnull", True),
                            Q(("from_year__gte", ExtractYear("event_first_on")), ("from_year__lte", 9999)),
                            _connector="OR",
                        ),
                        name="anniversary_not_before_its_event",
                        violation_error_message="It cannot be observed before the event.",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("until_year__isnull", True),
                            Q(
                                ("until_year__lte", 9999),
                                Q(
                                    Q(("from_year__isnull", False), ("until_year__gte", F("from_year"))),
                                    Q(("from_year__isnull", True), ("until_year__gt", ExtractYear("event_first_on"))),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="anniversary_years_in_order",
                        violation_error_message="The last year of observance must not be before the first.",
                    ),
                    CheckConstraint(
                        condition=Q(
                            models.Func(
                                "round_years",
                                output_field=models.BooleanField(),
                                template="cardinality(%(expressions)s) <= 12",
                            ),
                            models.Func(
                                "round_years",
                                output_field=models.BooleanField(),
                                template="array_position(%(expressions)s, NULL) IS NULL",
                            ),
                            models.Func(
                                "round_years", output_field=models.BooleanField(), template="0 < ALL (%(expressions)s)"
                            ),
                            models.Func(
                                "round_years",
                                output_field=models.BooleanField(),
                                template="1000 >= ALL (%(expressions)s)",
                            ),
                        ),
                        name="anniversary_round_years_well_formed",
                        violation_error_message="Enter at most twelve round years, each a number from 1 to 1000.",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Image",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "title": models.CharField(
                        help_text="For staff only, to find the picture again.",
                        max_length=200,
                        verbose_name="title",
                    ),
                    "file": models.FileField(editable=False, max_length=120, upload_to="images", verbose_name="file"),
                    "sha256": models.CharField(editable=False, max_length=64),
                    "width": models.PositiveIntegerField(editable=False, verbose_name="width"),
                    "height": models.PositiveIntegerField(editable=False, verbose_name="height"),
                    "credit": models.CharField(
                        blank=True,
                        help_text="Who made it. Shown below the picture.",
                        max_length=200,
                        verbose_name="credit",
                    ),
                    "added_at": models.DateTimeField(auto_now_add=True, verbose_name="added"),
                }.items()
            ),
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["-added_at", "-pk"],
                "constraints": [
                    UniqueConstraint(fields=("sha256",), name="image_one_per_content"),
                    CheckConstraint(condition=Q(("sha256__regex", "^[0-9a-f]{64}$")), name="image_sha256_well_formed"),
                    CheckConstraint(condition=Q(("height__gt", 0), ("width__gt", 0)), name="image_has_a_size"),
                    CheckConstraint(
                        condition=Q(
                            ("title__regex", NOT_IN_A_LINE),
                            ("credit__regex", NOT_IN_A_LINE),
                            _connector="OR",
                            _negated=True,
                        ),
                        name="image_words_in_one_line",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Topic",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "shown": models.BooleanField(default=True, verbose_name="shown to readers"),
                }.items()
            ),
            options={"verbose_name": "topic", "verbose_name_plural": "topics"},
        ),
        CreateModel(
            name="Release",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    **RELEASE_COLUMNS,
                    "created_at": models.DateTimeField(auto_now_add=True, verbose_name="started"),
                    "changed_at": models.DateTimeField(auto_now=True, verbose_name="changed"),
                    "anniversary": ForeignKey(
                        blank=True,
                        help_text="If this is the yearly release of an anniversary.",
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="releases",
                        to="pressreleases.anniversary",
                        verbose_name="anniversary",
                    ),
                    "changed_by": ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                    "created_by": ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                    "lead_image": ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="pressreleases.image",
                        verbose_name="lead picture",
                    ),
                    "topics": models.ManyToManyField(
                        blank=True, related_name="releases", to="pressreleases.topic", verbose_name="topics"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "release",
                "verbose_name_plural": "releases",
                "ordering": ["-issued_on", "-pk"],
                "permissions": [
                    ("publish_release", "Can publish, schedule, correct and withdraw releases"),
                    ("redact_release", "Can redact what was published"),
                ],
                "indexes": [
                    Index(fields=["-issued_on", "-id"], name="release_newest"),
                    Index(fields=["title"], name="release_titles"),
                    Index(fields=["changed_at"], name="release_last_saved"),
                    Index(condition=Q(("status", "submitted")), fields=["changed_at"], name="release_submitted"),
                ],
                "constraints": [
                    CheckConstraint(
                        condition=Q(("language__regex", LANGUAGE_CODE)), name="release_language_well_formed"
                    ),
                    UniqueConstraint(
                        fields=("family", "language"),
                        name="release_one_per_language",
                        violation_error_message="This text already has a release in that language.",
                    ),
                    UniqueConstraint(
                        condition=Q(("is_original", True)),
                        fields=("family",),
                        name="release_one_original",
                        violation_error_message="Another language of this text is already its original.",
                    ),
                    UniqueConstraint(fields=("code",), name="release_one_per_code"),
                    UniqueConstraint(
                        condition=Q(("reference", ""), _negated=True),
                        fields=("language", "reference"),
                        name="release_reference_given_once",
                        violation_error_message="Another release in this language has this reference.",
                    ),
                    CheckConstraint(condition=Q(("title", ""), _negated=True), name="release_title_given"),
                    CheckConstraint(condition=Q(("code__regex", "^[a-z0-9]{4,12}$")), name="release_code_well_formed"),
                    CheckConstraint(condition=Q(("status__in", ["draft", "submitted"])), name="release_status_known"),
                    CheckConstraint(condition=Q(("version__gte", 1)), name="release_version_counts_from_one"),
                    CheckConstraint(
                        condition=Q(("issued_on__range", (dt.date(1850, 1, 1), dt.date(2199, 12, 31)))),
                        name="release_issued_on_a_known_day",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("title__regex", NOT_IN_A_LINE),
                            ("reference__regex", NOT_IN_A_LINE),
                            ("place__regex", NOT_IN_A_LINE),
                            ("speaker_name__regex", NOT_IN_A_LINE),
                            ("speaker_office__regex", NOT_IN_A_LINE),
                            _connector="OR",
                            _negated=True,
                        ),
                        name="release_lines_are_lines",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("summary__regex", NOT_IN_A_TEXT),
                            ("body__regex", NOT_IN_A_TEXT),
                            ("notes_to_editors__regex", NOT_IN_A_TEXT),
                            _connector="OR",
                            _negated=True,
                        ),
                        name="release_texts_hold_no_controls",
                    ),
                    CheckConstraint(
                        condition=Q(IsComposed("slug"), Q(("slug__regex", NOT_IN_A_SLUG), _negated=True)),
                        name="release_slug_well_formed",
                    ),
                ],
            },
        ),
        CreateModel(
            name="CountsTaken",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "at": models.DateTimeField(),
                }.items()
            ),
            options={
                "default_permissions": (),
                "constraints": [CheckConstraint(condition=Q(("pk", 1)), name="counts_taken_once")],
            },
        ),
        CreateModel(
            name="Edition",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "number": models.PositiveIntegerField(verbose_name="edition"),
                    "language": models.CharField(choices=language_choices, max_length=12, verbose_name="language"),
                    "kind": models.CharField(choices=kind_choices, max_length=32, verbose_name="kind"),
                    "kind_label": models.CharField(max_length=80, verbose_name="kind"),
                    "reference": models.CharField(blank=True, max_length=60, verbose_name="reference"),
                    "title": models.CharField(blank=True, max_length=300, verbose_name="title"),
                    "year": models.PositiveSmallIntegerField(),
                    "slug": models.SlugField(
                        allow_unicode=True, db_index=False, max_length=120, verbose_name="address"
                    ),
                    "issued_on": models.DateField(verbose_name="date of issue"),
                    "place": models.CharField(blank=True, max_length=80, verbose_name="place"),
                    "speaker_name": models.CharField(blank=True, max_length=120, verbose_name="speaker"),
                    "speaker_office": models.CharField(blank=True, max_length=200, verbose_name="speaker’s office"),
                    "summary": models.TextField(blank=True, verbose_name="lead"),
                    "body": models.TextField(blank=True, verbose_name="text"),
                    "text": models.TextField(blank=True),
                    "rules": models.PositiveSmallIntegerField(
                        editable=False,
                        help_text="The version of the rules that sanitised `body`; unknown of editions made before it was kept.",
                        null=True,
                    ),
                    "notes_to_editors": models.TextField(blank=True, verbose_name="notes to editors"),
                    "letterhead": models.JSONField(),
                    "lead_picture": models.JSONField(blank=True, null=True),
                    "change_note": models.TextField(blank=True, verbose_name="change note"),
                    "minor": models.BooleanField(default=False, verbose_name="minor"),
                    "live_during": DateTimeRangeField(verbose_name="live"),
                    "made_at": models.DateTimeField(
                        help_text="The instant of the act that made it; `live_during` may begin later."
                    ),
                    "digest": models.CharField(blank=True, max_length=64, verbose_name="digest"),
                    "digest_version": models.PositiveSmallIntegerField(
                        db_default=1, default=1, help_text="Of its canonical form."
                    ),
                    "digest_salt": models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Of version 1 empty; a redaction empties it.",
                        max_length=32,
                    ),
                    "redacted_at": models.DateTimeField(blank=True, null=True),
                    "labelled_at": models.DateTimeField(
                        blank=True, help_text="When its topics or anniversary were last changed.", null=True
                    ),
                    "anniversary": ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="editions",
                        to="pressreleases.anniversary",
                    ),
                    "published_by": ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                    "lead_image": ForeignKey(
                        blank=True, null=True, on_delete=models.PROTECT, related_name="+", to="pressreleases.image"
                    ),
                    "release": ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="editions",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ["-issued_on", "-release_id", "-number"],
                "default_permissions": ("view",),
                "indexes": [
                    Index(
                        F("language"),
                        models.OrderBy(F("issued_on"), descending=True),
                        models.OrderBy(F("release_id"), descending=True),
                        name="edition_newest",
                    ),
                    Index(fields=["language", "year", "slug"], name="edition_address"),
                    Index(F("language"), F("year"), functions.Upper("slug"), name="edition_address_in_any_case"),
                    Index(fields=["language", "kind"], name="edition_kinds"),
                    Index(
                        Lower("live_during"), models.OrderBy(F("release_id"), descending=True), name="edition_begins"
                    ),
                    Index(Upper("live_during"), name="edition_ends"),
                    Index(fields=["issued_on"], name="edition_issued"),
                    Index(
                        models.OrderBy(Lower("live_during"), descending=True),
                        condition=Q(("minor", False), ("number__gt", 1)),
                        name="edition_corrections",
                    ),
                    Index(
                        models.OrderBy(Lower("live_during"), descending=True),
                        condition=Q(
                            lookups.IsNull(Upper("live_during"), rhs=False), ("minor", False), ("number__gt", 1)
                        ),
                        name="edition_corrections_ended",
                    ),
                    Index(condition=Q(("redacted_at__isnull", False)), fields=["redacted_at"], name="edition_redacted"),
                    Index(condition=Q(("labelled_at__isnull", False)), fields=["labelled_at"], name="edition_labelled"),
                ],
                "constraints": [
                    UniqueConstraint(fields=("release", "number"), name="edition_one_per_number"),
                    CheckConstraint(condition=Q(("number__gte", 1)), name="edition_numbers_count_from_one"),
                    CheckConstraint(condition=WellFormed("live_during"), name="edition_span_well_formed"),
                    CheckConstraint(condition=WithinLimits("live_during"), name="edition_span_within_limits"),
                    ExclusionConstraint(
                        expressions=[("release", "="), ("live_during", "&&")], name="edition_one_live_at_a_time"
                    ),
                    ExclusionConstraint(
                        expressions=[("language", "="), ("year", "="), ("slug", "="), ("release", "<>")],
                        name="edition_address_is_for_ever",
                    ),
                    CheckConstraint(
                        condition=Q(("language__regex", LANGUAGE_CODE)), name="edition_language_well_formed"
                    ),
                    CheckConstraint(
                        condition=Q(("year", ExtractYear("issued_on"))), name="edition_year_is_that_of_issue"
                    ),
                    CheckConstraint(condition=Q(("slug__regex", "^[^/?#\\s]+$")), name="edition_slug_well_formed"),
                    CheckConstraint(
                        condition=Q(("slug__regex", "^(0[1-9]|1[0-2])$"), _negated=True),
                        name="edition_slug_is_no_month",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("digest__regex", "^[0-9a-f]{64}$"),
                            Q(("digest", ""), ("redacted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_digest_well_formed",
                    ),
                    CheckConstraint(
                        condition=Q(
                            Q(("digest_salt", ""), ("digest_version", 1)),
                            Q(("digest_salt__regex", "^[0-9a-f]{32}$"), ("digest_version__gt", 1)),
                            Q(("digest_salt", ""), ("digest_version__gt", 1), ("redacted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_digest_is_salted",
                    ),
                    CheckConstraint(
                        condition=Q(Q(("title", ""), _negated=True), ("redacted_at__isnull", False), _connector="OR"),
                        name="edition_title_given",
                    ),
                    CheckConstraint(
                        condition=Q(Q(("text", ""), _negated=True), ("redacted_at__isnull", False), _connector="OR"),
                        name="edition_text_given",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("number", 1),
                            ("minor", True),
                            Q(("change_note", ""), _negated=True),
                            ("redacted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="edition_change_is_explained",
                    ),
                    CheckConstraint(
                        condition=Q(("letterhead__has_keys", ["v", "time_zone"])), name="edition_has_a_letterhead"
                    ),
                ],
            },
        ),
        CreateModel(
            name="Heartbeat",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "beat_at": models.DateTimeField(),
                }.items()
            ),
            options={"constraints": [CheckConstraint(condition=Q(("pk", 1)), name="heartbeat_is_one_row")]},
        ),
        CreateModel(
            name="HistoricalRelease",
            fields=list(
                {
                    "id": models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                    **RELEASE_COLUMNS,
                    "created_at": models.DateTimeField(blank=True, editable=False, verbose_name="started"),
                    "changed_at": models.DateTimeField(blank=True, editable=False, verbose_name="changed"),
                    "history_id": models.AutoField(primary_key=True, serialize=False),
                    "history_date": models.DateTimeField(db_index=True),
                    "history_change_reason": models.CharField(max_length=100, null=True),
                    "history_type": models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                    "anniversary": ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="If this is the yearly release of an anniversary.",
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="pressreleases.anniversary",
                        verbose_name="anniversary",
                    ),
                    "changed_by": ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                    "created_by": ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                    "history_user": ForeignKey(
                        null=True, on_delete=models.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                    "lead_image": ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="pressreleases.image",
                        verbose_name="lead picture",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "historical release",
                "verbose_name_plural": "historical releases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        CreateModel(
            name="EditionPicture",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "edition": ForeignKey(on_delete=models.CASCADE, related_name="+", to="pressreleases.edition"),
                    "image": ForeignKey(on_delete=models.PROTECT, related_name="+", to="pressreleases.image"),
                }.items()
            ),
            options={
                "default_permissions": (),
                "constraints": [UniqueConstraint(fields=("edition", "image"), name="edition_picture_once")],
            },
        ),
        migrations.AddField(
            model_name="Edition",
            name="pictures",
            field=models.ManyToManyField(
                related_name="editions", through="pressreleases.EditionPicture", to="pressreleases.image"
            ),
        ),
        CreateModel(
            name="ImageDescription",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(choices=language_choices, max_length=12, verbose_name="language"),
                    "alternative_text": models.CharField(
                        help_text="What the picture shows, in a sentence, for readers who cannot see it.",
                        max_length=300,
                        verbose_name="alternative text",
                    ),
                    "image": ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="descriptions",
                        to="pressreleases.image",
                        verbose_name="picture",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "description of a picture",
                "verbose_name_plural": "descriptions of pictures",
                "ordering": ["language"],
                "constraints": [
                    UniqueConstraint(fields=("image", "language"), name="image_one_description_per_language"),
                    CheckConstraint(
                        condition=Q(("alternative_text", ""), _negated=True), name="image_description_given"
                    ),
                    CheckConstraint(
                        condition=Q(("language__regex", LANGUAGE_CODE)), name="image_description_language_well_formed"
                    ),
                    CheckConstraint(
                        condition=Q(("alternative_text__regex", NOT_IN_A_LINE), _negated=True),
                        name="image_description_in_one_line",
                    ),
                ],
            },
        ),
        CreateModel(
            name="MadeFrom",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "save_number": models.BigIntegerField(
                        help_text="`history_id` in the history of the release; 0: it had none."
                    ),
                    "edition": models.OneToOneField(
                        on_delete=models.CASCADE, related_name="made_from", to="pressreleases.edition"
                    ),
                }.items()
            ),
            options={
                "default_permissions": (),
                "constraints": [
                    CheckConstraint(condition=Q(("save_number__gte", 0)), name="made_from_save_well_formed")
                ],
            },
        ),
        CreateModel(
            name="MissionDetails",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "valid_during": DateRangeField(
                        help_text="The first day, and the day after the last. Leave the first blank for no start date, the second blank for no end date.",
                        verbose_name="valid",
                    ),
                    "address": models.TextField(
                        help_text="As on the sheet, in one line or several.", verbose_name="address"
                    ),
                    "email": models.EmailField(blank=True, max_length=254, verbose_name="e-mail"),
                    "time_zone": models.CharField(
                        choices=zone_choices,
                        default="UTC",
                        max_length=64,
                        validators=[_check_zone],
                        verbose_name="time zone",
                    ),
                    "press_contact_name": models.CharField(blank=True, max_length=120, verbose_name="press contact"),
                    "press_contact_number": models.CharField(
                        blank=True,
                        help_text="In international form, such as +12123712559.",
                        max_length=16,
                        verbose_name="press contact’s telephone",
                    ),
                    "press_contact_extension": models.CharField(blank=True, max_length=8, verbose_name="extension"),
                    "press_contact_email": models.EmailField(
                        blank=True, max_length=254, verbose_name="press contact’s e-mail"
                    ),
                    "shown": models.BooleanField(default=True, verbose_name="shown to readers"),
                    "emblem": ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="pressreleases.image",
                        verbose_name="emblem",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "mission details",
                "verbose_name_plural": "mission details",
                "ordering": [models.OrderBy(F("valid_during"), descending=True)],
                "constraints": [
                    ExclusionConstraint(
                        expressions=[("valid_during", "&&")],
                        name="mission_details_do_not_overlap",
                        violation_error_message="Other details are valid on some of these days. Give those a last day first.",
                    ),
                    CheckConstraint(condition=NotEmpty("valid_during"), name="mission_details_valid_some_day"),
                    CheckConstraint(
                        condition=WithinDays("valid_during"),
                        name="mission_details_valid_on_known_days",
                        violation_error_message="Choose days from 1850 to 2199.",
                    ),
                    CheckConstraint(condition=Q(("address", ""), _negated=True), name="mission_details_address_given"),
                    CheckConstraint(
                        condition=Q(("address__regex", NOT_IN_LINES), _negated=True),
                        name="mission_details_address_in_lines",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("press_contact_name__regex", NOT_IN_A_LINE),
                            ("email__regex", NOT_IN_A_LINE),
                            ("press_contact_email__regex", NOT_IN_A_LINE),
                            _connector="OR",
                            _negated=True,
                        ),
                        name="mission_details_lines_are_lines",
                    ),
                    CheckConstraint(condition=Q(IsZone("time_zone")), name="mission_details_zone_known"),
                    CheckConstraint(
                        condition=Q(
                            ("press_contact_number", ""),
                            ("press_contact_number__regex", "^\\+[1-9][0-9]{5,14}$"),
                            _connector="OR",
                        ),
                        name="mission_details_press_number_e164",
                        violation_error_message="Write the number in international form: + and digits only, beginning with the country code.",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("press_contact_number", ""), ("press_contact_number__regex", CALLING_CODE), _connector="OR"
                        ),
                        name="mission_details_press_number_has_a_calling_code",
                        violation_error_message="No country code begins with these digits.",
                    ),
                    CheckConstraint(
                        condition=Q(("press_contact_extension__regex", "^[0-9]{0,8}$")),
                        name="mission_details_press_extension_digits",
                        violation_error_message="An extension may have only digits.",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ContactNumber",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "kind": models.CharField(
                        choices=[("telephone", "Telephone"), ("fax", "Fax")], max_length=12, verbose_name="kind"
                    ),
                    "number": models.CharField(
                        help_text="In international form, such as +12123712559.", max_length=16, verbose_name="number"
                    ),
                    "extension": models.CharField(blank=True, max_length=8, verbose_name="extension"),
                    "position": models.PositiveSmallIntegerField(default=1, verbose_name="position"),
                    "details": ForeignKey(
                        on_delete=models.CASCADE, related_name="numbers", to="pressreleases.missiondetails"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "number",
                "verbose_name_plural": "numbers",
                "ordering": ["position", "pk"],
                "constraints": [
                    CheckConstraint(
                        condition=Q(("number__regex", "^\\+[1-9][0-9]{5,14}$")),
                        name="contact_number_e164",
                        violation_error_message="Write the number in international form: + and digits only, beginning with the country code.",
                    ),
                    CheckConstraint(
                        condition=Q(("number__regex", CALLING_CODE)),
                        name="contact_number_has_a_calling_code",
                        violation_error_message="No country code begins with these digits.",
                    ),
                    CheckConstraint(
                        condition=Q(("extension__regex", "^[0-9]{0,8}$")),
                        name="contact_number_extension_digits",
                        violation_error_message="An extension may have only digits.",
                    ),
                    CheckConstraint(condition=Q(("kind__in", ["telephone", "fax"])), name="contact_number_kind_known"),
                    UniqueConstraint(
                        deferrable=models.Deferrable["DEFERRED"],
                        fields=("details", "kind", "position"),
                        name="contact_number_one_per_position",
                    ),
                ],
            },
        ),
        CreateModel(
            name="ClosedDays",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "first_on": models.DateField(validators=[check_day], verbose_name="first day"),
                    "last_on": models.DateField(
                        blank=True,
                        help_text="Leave blank for a single day.",
                        null=True,
                        validators=[check_day],
                        verbose_name="last day",
                    ),
                    "details": ForeignKey(
                        on_delete=models.CASCADE, related_name="closed_days", to="pressreleases.missiondetails"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "closed days",
                "verbose_name_plural": "closed days and holidays",
                "ordering": ["first_on", "pk"],
                "constraints": [
                    CheckConstraint(
                        condition=Q(("last_on__isnull", True), ("last_on__gte", F("first_on")), _connector="OR"),
                        name="closed_days_in_order",
                        violation_error_message="The last day must not be before the first.",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("first_on__range", (dt.date(1850, 1, 1), dt.date(2199, 12, 31))),
                            Q(("last_on__isnull", True), ("last_on__lte", dt.date(2199, 12, 31)), _connector="OR"),
                        ),
                        name="closed_days_are_known_days",
                    ),
                ],
            },
        ),
        CreateModel(
            name="MissionName",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(choices=language_choices, max_length=12, verbose_name="language"),
                    "name": models.TextField(help_text="With line breaks as on the sheet.", verbose_name="name"),
                    "position": models.PositiveSmallIntegerField(
                        default=1,
                        help_text="1 is the first name in the head. The highest number is the last.",
                        verbose_name="position",
                    ),
                    "details": ForeignKey(
                        on_delete=models.CASCADE, related_name="names", to="pressreleases.missiondetails"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "name of the mission",
                "verbose_name_plural": "names of the mission",
                "ordering": ["position", "pk"],
                "constraints": [
                    UniqueConstraint(fields=("details", "language"), name="mission_one_name_per_language"),
                    UniqueConstraint(
                        deferrable=models.Deferrable["DEFERRED"],
                        fields=("details", "position"),
                        name="mission_one_name_per_position",
                    ),
                    CheckConstraint(condition=Q(("name", ""), _negated=True), name="mission_name_given"),
                    CheckConstraint(
                        condition=Q(("language__regex", LANGUAGE_CODE)), name="mission_name_language_well_formed"
                    ),
                    CheckConstraint(
                        condition=Q(("name__regex", NOT_IN_LINES), _negated=True), name="mission_name_in_lines"
                    ),
                ],
            },
        ),
        CreateModel(
            name="MonthCount",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(choices=language_choices, max_length=12),
                    "year": models.PositiveSmallIntegerField(),
                    "month": models.PositiveSmallIntegerField(),
                    "live": models.PositiveIntegerField(),
                }.items()
            ),
            options={
                "default_permissions": (),
                "constraints": [
                    UniqueConstraint(fields=("language", "year", "month"), name="month_count_once"),
                    CheckConstraint(condition=Q(("month__range", (1, 12))), name="month_count_of_a_month"),
                    CheckConstraint(condition=Q(("live__gte", 1)), name="month_count_of_something"),
                ],
            },
        ),
        CreateModel(
            name="Notice",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "act": models.UUIDField(default=uuid4, editable=False),
                    "kind": models.CharField(choices=notice_kind_choices, max_length=40, verbose_name="kind"),
                    "about": models.JSONField(default=list),
                    "by_name": models.CharField(blank=True, max_length=150),
                    "comment": models.TextField(blank=True, verbose_name="comment"),
                    "details": models.JSONField(blank=True, default=dict),
                    "made_at": models.DateTimeField(db_default=Now(), editable=False, verbose_name="made"),
                    "due_at": models.DateTimeField(db_default=Now(), editable=False),
                    "tries": models.PositiveIntegerField(default=0),
                    "sent_at": models.DateTimeField(null=True, verbose_name="sent"),
                    "failed_at": models.DateTimeField(null=True, verbose_name="given up"),
                    "error": models.CharField(blank=True, max_length=500, verbose_name="reply of the mail server"),
                    "by": ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                    "to": ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="to"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    Index(condition=Q(("failed_at", None), ("sent_at", None)), fields=["due_at"], name="notice_due"),
                    Index(condition=Q(("failed_at__isnull", False)), fields=["failed_at"], name="notice_failed"),
                ],
                "constraints": [
                    UniqueConstraint(fields=("act", "to"), name="notice_once_for_each_act"),
                    CheckConstraint(condition=Q(("kind__regex", "^[a-z]+(-[a-z]+)*$")), name="notice_kind_is_a_word"),
                    CheckConstraint(
                        condition=Q(("sent_at", None), ("failed_at", None), _connector="OR"),
                        name="notice_sent_or_given_up",
                    ),
                    CheckConstraint(
                        condition=Q(Q(("failed_at", None), ("sent_at", None)), ("comment", ""), _connector="OR"),
                        name="notice_comment_goes_with_the_mail",
                    ),
                ],
            },
        ),
        CreateModel(
            name="NoticeChoice",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(choices=language_choices, max_length=12, verbose_name="language"),
                    "switched_off": ArrayField(
                        base_field=models.CharField(max_length=40), blank=True, default=list, size=None
                    ),
                    "user": models.OneToOneField(
                        on_delete=models.PROTECT, related_name="notice_choice", to=settings.AUTH_USER_MODEL
                    ),
                }.items()
            ),
            options={
                "verbose_name": "choice of notices",
                "verbose_name_plural": "choices of notices",
                "default_permissions": (),
            },
        ),
        CreateModel(
            name="OpeningHours",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "weekday": models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                    "opens_at": models.TimeField(verbose_name="opens"),
                    "closes_at": models.TimeField(verbose_name="closes"),
                    "details": ForeignKey(
                        on_delete=models.CASCADE, related_name="hours", to="pressreleases.missiondetails"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "opening hours",
                "verbose_name_plural": "opening hours",
                "ordering": ["weekday", "opens_at"],
                "constraints": [
                    CheckConstraint(
                        condition=Q(("opens_at__lt", F("closes_at"))),
                        name="opening_hours_in_order",
                        violation_error_message="Closing time must be after opening time.",
                    ),
                    CheckConstraint(condition=Q(("weekday__lte", 6)), name="opening_hours_weekday_known"),
                ],
            },
        ),
        CreateModel(
            name="PendingChange",
            fields=list(
                {
                    "release": models.OneToOneField(
                        on_delete=models.CASCADE,
                        primary_key=True,
                        related_name="pending_change",
                        serialize=False,
                        to="pressreleases.release",
                    )
                }.items()
            ),
            options={"default_permissions": ()},
        ),
        CreateModel(
            name="Observance",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "year": models.PositiveSmallIntegerField(verbose_name="year"),
                    "language": models.CharField(max_length=12, verbose_name="language"),
                    "had": ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        help_text="Every release that ever had this place.",
                        size=None,
                    ),
                    "linked": models.BooleanField(default=False),
                    "made_at": models.DateTimeField(db_default=Now(), editable=False),
                    "anniversary": ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="observances",
                        to="pressreleases.anniversary",
                        verbose_name="anniversary",
                    ),
                    "carried_from": ForeignKey(
                        null=True, on_delete=models.SET_NULL, related_name="+", to="pressreleases.edition"
                    ),
                    "made_by": ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                    "release": models.OneToOneField(
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="observance",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "observance",
                "verbose_name_plural": "observances",
                "ordering": ["-year", "anniversary", "language"],
                "default_permissions": (),
                "constraints": [
                    UniqueConstraint(
                        fields=("anniversary", "year", "language"),
                        name="observance_one_for_each_language",
                        violation_error_message="There is already a release in this language for that year.",
                    ),
                    CheckConstraint(condition=Q(("year__range", (1, 9999))), name="observance_year_is_one"),
                    CheckConstraint(
                        condition=Q(("linked", False), ("carried_from", None), _connector="OR"),
                        name="observance_linked_was_not_carried",
                    ),
                ],
            },
        ),
        CreateModel(
            name="DraftNote",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "position": models.PositiveIntegerField(),
                    "field": models.CharField(max_length=40),
                    "sentence": models.TextField(blank=True),
                    "points": models.JSONField(default=list),
                    "looked_at": models.DateTimeField(null=True),
                    "looked_by": ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                    "release": ForeignKey(
                        on_delete=models.CASCADE, related_name="draft_notes", to="pressreleases.release"
                    ),
                }.items()
            ),
            options={
                "ordering": ["release", "position"],
                "default_permissions": (),
                "constraints": [
                    UniqueConstraint(fields=("release", "position"), name="draft_note_in_order"),
                    CheckConstraint(
                        condition=Q(
                            Q(("looked_at", None), ("looked_by", None)),
                            Q(("looked_at__isnull", False), ("looked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="draft_note_looked_at_by_somebody",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Presence",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "seen_at": models.DateTimeField(verbose_name="last seen"),
                    "began_writing_at": models.DateTimeField(null=True, verbose_name="started to write"),
                    "release": ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to="pressreleases.release", verbose_name="release"
                    ),
                    "user": ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="account"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presences",
                "ordering": ["seen_at", "pk"],
                "default_permissions": (),
                "constraints": [UniqueConstraint(fields=("release", "user"), name="presence_one_per_release")],
            },
        ),
        CreateModel(
            name="PreviewLink",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "address_hash": models.CharField(editable=False, max_length=64),
                    "for_whom": models.CharField(
                        help_text="For example: the capital, or the translator. They will see this name.",
                        max_length=120,
                        verbose_name="for whom",
                    ),
                    "asks_clearance": models.BooleanField(default=False, verbose_name="ask for clearance"),
                    "made_at": models.DateTimeField(db_default=Now(), editable=False, verbose_name="made"),
                    "expires_at": models.DateTimeField(verbose_name="expires"),
                    "revoked_at": models.DateTimeField(editable=False, null=True, verbose_name="revoked"),
                    "made_by": ForeignKey(
                        editable=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                    "release": ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="preview_links",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                    "revoked_by": ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="revoked by",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "preview link",
                "verbose_name_plural": "preview links",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    UniqueConstraint(fields=("address_hash",), name="preview_link_one_per_address"),
                    CheckConstraint(
                        condition=Q(("address_hash__regex", "^[0-9a-f]{64}$")), name="preview_link_address_hashed"
                    ),
                    CheckConstraint(condition=Q(("for_whom", ""), _negated=True), name="preview_link_is_for_somebody"),
                    CheckConstraint(
                        condition=Q(
                            ("expires_at__gt", F("made_at")),
                            (
                                "expires_at__lte",
                                CombinedExpression(F("made_at"), "+", models.Value(dt.timedelta(days=14))),
                            ),
                        ),
                        name="preview_link_ends_within_two_weeks",
                    ),
                    CheckConstraint(
                        condition=Q(
                            Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="preview_link_revoked_by_somebody",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Clearance",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "verdict": models.CharField(choices=verdict_choices, max_length=12, verbose_name="answer"),
                    "name": models.CharField(max_length=120, verbose_name="name"),
                    "comment": models.TextField(blank=True, max_length=2000, verbose_name="comment"),
                    "at": models.DateTimeField(db_default=Now(), editable=False, verbose_name="when"),
                    "digest": models.CharField(blank=True, max_length=64, verbose_name="digest"),
                    "version": models.PositiveIntegerField(verbose_name="version"),
                    "redacted_at": models.DateTimeField(editable=False, null=True, verbose_name="comment redacted"),
                    "link": ForeignKey(
                        on_delete=models.CASCADE, related_name="answers", to="pressreleases.previewlink"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "clearance",
                "verbose_name_plural": "clearances",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    CheckConstraint(
                        condition=Q(("verdict__in", ["cleared", "declined"])), name="clearance_verdict_known"
                    ),
                    CheckConstraint(condition=Q(("name", ""), _negated=True), name="clearance_given_by_somebody"),
                    CheckConstraint(
                        condition=Q(
                            Q(("comment", ""), ("verdict", "declined"), _negated=True),
                            ("redacted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="clearance_decline_is_explained",
                    ),
                    CheckConstraint(
                        condition=Q(("comment", ""), ("redacted_at", None), _connector="OR"),
                        name="clearance_redacted_is_empty",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("digest__regex", "^[0-9a-f]{64}$"),
                            Q(("digest", ""), ("redacted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="clearance_digest_well_formed",
                    ),
                    CheckConstraint(condition=Q(("version__gte", 1)), name="clearance_version_counts_from_one"),
                ],
            },
        ),
        CreateModel(
            name="PreviewVisit",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "at": models.DateTimeField(db_default=Now(), editable=False, verbose_name="when"),
                    "source": models.GenericIPAddressField(null=True, verbose_name="IP address"),
                    "agent": models.CharField(blank=True, max_length=200, verbose_name="program"),
                    "link": ForeignKey(on_delete=models.CASCADE, related_name="visits", to="pressreleases.previewlink"),
                }.items()
            ),
            options={
                "verbose_name": "visit of a preview",
                "verbose_name_plural": "visits of previews",
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        CreateModel(
            name="PublishedAlone",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "reason": models.TextField(blank=True, verbose_name="reason"),
                    "at": models.DateTimeField(verbose_name="when"),
                    "endorsed_at": models.DateTimeField(null=True, verbose_name="endorsed"),
                    "redacted_at": models.DateTimeField(null=True, verbose_name="reason redacted"),
                    "by": ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by"
                    ),
                    "edition": models.OneToOneField(
                        on_delete=models.CASCADE,
                        related_name="published_alone",
                        to="pressreleases.edition",
                        verbose_name="edition",
                    ),
                    "endorsed_by": ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="endorsed by",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "published alone",
                "verbose_name_plural": "published alone",
                "default_permissions": (),
                "constraints": [
                    CheckConstraint(
                        condition=Q(Q(("reason", ""), _negated=True), ("redacted_at__isnull", False), _connector="OR"),
                        name="published_alone_has_a_reason",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("endorsed_by__isnull", True), Q(("endorsed_by", F("by")), _negated=True), _connector="OR"
                        ),
                        name="published_alone_is_endorsed_by_another",
                    ),
                    CheckConstraint(
                        condition=Q(
                            Q(("endorsed_at__isnull", True), ("endorsed_by__isnull", True)),
                            Q(("endorsed_at__isnull", False), ("endorsed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="published_alone_endorsed_whole",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Reminder",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "year": models.PositiveSmallIntegerField(),
                    "told_at": models.DateTimeField(db_default=Now(), editable=False),
                    "anniversary": ForeignKey(
                        on_delete=models.CASCADE, related_name="reminders", to="pressreleases.anniversary"
                    ),
                }.items()
            ),
            options={
                "default_permissions": (),
                "constraints": [UniqueConstraint(fields=("anniversary", "year"), name="reminder_once_for_each_year")],
            },
        ),
        CreateModel(
            name="ReviewComment",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "act": models.CharField(
                        choices=[
                            ("submitted", "Submitted"),
                            ("sent-back", "Sent back"),
                            ("reopened", "Changed after it was submitted"),
                        ],
                        max_length=12,
                        verbose_name="action",
                    ),
                    "version": models.PositiveIntegerField(help_text="Of the working copy that was spoken of."),
                    "comment": models.TextField(blank=True, verbose_name="comment"),
                    "change_note": models.TextField(
                        blank=True,
                        default="",
                        help_text="What readers should be told; of a submission only.",
                        verbose_name="change note",
                    ),
                    "at": models.DateTimeField(verbose_name="when"),
                    "by": ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by"
                    ),
                    "release": ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="review_comments",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "comment of a review",
                "verbose_name_plural": "comments of reviews",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    CheckConstraint(
                        condition=Q(("act__in", ["submitted", "sent-back", "reopened"])),
                        name="review_comment_act_known",
                    ),
                    CheckConstraint(
                        condition=Q(
                            Q(("act", "sent-back"), _negated=True), Q(("comment", ""), _negated=True), _connector="OR"
                        ),
                        name="review_comment_sent_back_says_why",
                    ),
                    CheckConstraint(
                        condition=Q(("act", "submitted"), ("change_note", ""), _connector="OR"),
                        name="review_comment_note_is_of_a_submission",
                    ),
                ],
            },
        ),
        CreateModel(
            name="SearchWord",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(max_length=12),
                    "word": models.CharField(help_text="Folded.", max_length=60),
                    "written": models.CharField(help_text="As the edition writes it, in lower case.", max_length=60),
                }.items()
            ),
            options={
                "default_permissions": (),
                "indexes": [GinIndex(fields=["word"], name="search_word_letters", opclasses=["gin_trgm_ops"])],
                "constraints": [UniqueConstraint(fields=("language", "word", "written"), name="search_word_once")],
            },
        ),
        CreateModel(
            name="HistoricalRelease_topics",
            fields=list(
                {
                    "id": models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                    "m2m_history_id": models.AutoField(primary_key=True, serialize=False),
                    "history": ForeignKey(
                        db_constraint=False, on_delete=models.DO_NOTHING, to="pressreleases.historicalrelease"
                    ),
                    "release": ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="pressreleases.release",
                    ),
                    "topic": ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=models.DO_NOTHING,
                        related_name="+",
                        to="pressreleases.topic",
                    ),
                }.items()
            ),
            options={"verbose_name": "HistoricalRelease_topics"},
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        CreateModel(
            name="EditionTopic",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "edition": ForeignKey(on_delete=models.CASCADE, related_name="+", to="pressreleases.edition"),
                    "topic": ForeignKey(on_delete=models.PROTECT, related_name="+", to="pressreleases.topic"),
                }.items()
            ),
            options={
                "default_permissions": (),
                "constraints": [UniqueConstraint(fields=("edition", "topic"), name="edition_topic_once")],
            },
        ),
        migrations.AddField(
            model_name="Edition",
            name="topics",
            field=models.ManyToManyField(
                related_name="editions", through="pressreleases.EditionTopic", to="pressreleases.topic"
            ),
        ),
        CreateModel(
            name="TopicAddress",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(max_length=12),
                    "slug": models.SlugField(allow_unicode=True, db_index=False, max_length=120),
                    "topic": ForeignKey(on_delete=models.CASCADE, related_name="addresses", to="pressreleases.topic"),
                }.items()
            ),
            options={
                "verbose_name": "address of a topic",
                "verbose_name_plural": "addresses of topics",
                "abstract": False,
                "default_permissions": (),
                "constraints": [UniqueConstraint(fields=("language", "slug"), name="topic_address_of_one")],
            },
        ),
        CreateModel(
            name="TopicName",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(choices=language_choices, max_length=12, verbose_name="language"),
                    "name": models.CharField(max_length=120, verbose_name="name"),
                    "slug": models.SlugField(allow_unicode=True, max_length=120, verbose_name="address"),
                    "topic": ForeignKey(
                        on_delete=models.CASCADE, related_name="names", to="pressreleases.topic", verbose_name="topic"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "name of a topic",
                "verbose_name_plural": "names of topics",
                "ordering": ["language"],
                "constraints": [
                    UniqueConstraint(fields=("topic", "language"), name="topic_one_name_per_language"),
                    UniqueConstraint(fields=("language", "slug"), name="topic_one_per_address"),
                    CheckConstraint(
                        condition=Q(Q(("name", ""), _negated=True), Q(("slug", ""), _negated=True)),
                        name="topic_name_given",
                    ),
                    CheckConstraint(
                        condition=Q(("language__regex", LANGUAGE_CODE)), name="topic_name_language_well_formed"
                    ),
                    CheckConstraint(
                        condition=Q(("name__regex", NOT_IN_A_LINE), _negated=True), name="topic_name_in_one_line"
                    ),
                    CheckConstraint(
                        condition=Q(IsComposed("slug"), Q(("slug__regex", NOT_IN_A_SLUG), _negated=True)),
                        name="topic_slug_well_formed",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Unsaved",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "family": models.UUIDField(null=True, verbose_name="family"),
                    "form": models.CharField(max_length=32),
                    "fields": models.JSONField(default=dict),
                    "version": models.PositiveIntegerField(
                        help_text="Of the release, when its form was opened: what others saved since is merged, not overwritten."
                    ),
                    "kept_at": models.DateTimeField(verbose_name="autosaved"),
                    "release": ForeignKey(
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                    "user": ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="account"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "unsaved text",
                "verbose_name_plural": "unsaved texts",
                "ordering": ["-kept_at", "-pk"],
                "default_permissions": (),
                "indexes": [Index(fields=["kept_at"], name="unsaved_by_instant")],
                "constraints": [
                    UniqueConstraint(fields=("user", "form"), name="unsaved_one_per_form"),
                    CheckConstraint(
                        condition=Q(("form__regex", "^[A-Za-z0-9_-]{16,32}$")), name="unsaved_form_well_formed"
                    ),
                    CheckConstraint(condition=Q(("version__gte", 1)), name="unsaved_version_counts_from_one"),
                    CheckConstraint(
                        condition=lookups.LessThanOrEqual(Length(Cast("fields", models.TextField())), 3000000),
                        name="unsaved_not_too_long",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Withdrawal",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "act": models.CharField(
                        choices=[("withdrawn", "Withdrawn"), ("removed", "Removed as published in error")],
                        max_length=12,
                        verbose_name="action",
                    ),
                    "reasons": models.JSONField(
                        help_text="What readers see, in each language.", verbose_name="public reason"
                    ),
                    "in_force_during": DateTimeRangeField(verbose_name="in force"),
                    "redacted_at": models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="reason redacted"
                    ),
                    "by": ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by"
                    ),
                    "release": ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="withdrawals",
                        to="pressreleases.release",
                        verbose_name="release",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "withdrawal",
                "verbose_name_plural": "withdrawals",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [Index(Lower("in_force_during"), name="withdrawal_begins")],
                "constraints": [
                    CheckConstraint(condition=Q(("act__in", ["withdrawn", "removed"])), name="withdrawal_act_known"),
                    CheckConstraint(
                        condition=Q(
                            Q(HasReason("reasons"), ("redacted_at", None)),
                            Q(("reasons", {}), ("redacted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="withdrawal_has_a_reason",
                    ),
                    CheckConstraint(condition=WellFormed("in_force_during"), name="withdrawal_span_well_formed"),
                    CheckConstraint(condition=WithinLimits("in_force_during"), name="withdrawal_span_within_limits"),
                    ExclusionConstraint(
                        expressions=[("release", "="), ("in_force_during", "&&")],
                        name="withdrawal_one_in_force_at_a_time",
                    ),
                ],
            },
        ),
        CreateModel(
            name="Sighting",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "what": models.CharField(choices=checked_page_choices, max_length=24, verbose_name="address"),
                    "path": models.TextField(),
                    "due_at": models.DateTimeField(
                        help_text="When it is to be fetched next; moved ahead by whoever fetches it."
                    ),
                    "tries": models.PositiveIntegerField(default=0),
                    "tried_at": models.DateTimeField(null=True),
                    "seen_at": models.DateTimeField(null=True),
                    "wrong": models.CharField(blank=True, default="", max_length=24),
                    "detail": models.CharField(blank=True, default="", max_length=200),
                    "wrong_since": models.DateTimeField(null=True),
                    "told_at": models.DateTimeField(
                        help_text="When editors were told that something is wrong with its text.", null=True
                    ),
                    "edition": ForeignKey(
                        null=True, on_delete=models.CASCADE, related_name="sightings", to="pressreleases.edition"
                    ),
                    "withdrawal": ForeignKey(
                        null=True, on_delete=models.CASCADE, related_name="sightings", to="pressreleases.withdrawal"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "live check",
                "verbose_name_plural": "live checks",
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [Index(F("due_at"), condition=Q(("seen_at", None)), name="sighting_due")],
                "constraints": [
                    CheckConstraint(
                        condition=Q(
                            Q(("edition", None), ("withdrawal__isnull", False)),
                            Q(("edition__isnull", False), ("withdrawal", None)),
                            _connector="OR",
                        ),
                        name="sighting_of_one_thing",
                    ),
                    UniqueConstraint(fields=("edition", "path"), name="sighting_once_per_edition"),
                    UniqueConstraint(fields=("withdrawal", "path"), name="sighting_once_per_withdrawal"),
                    CheckConstraint(
                        condition=Q(
                            Q(("wrong", ""), ("wrong_since", None)),
                            Q(("seen_at", None), ("wrong_since__isnull", False), Q(("wrong", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sighting_seen_or_wrong",
                    ),
                    CheckConstraint(
                        condition=Q(
                            Q(("seen_at", None), ("tried_at", None), ("tries", 0), ("wrong", "")),
                            Q(("tried_at__isnull", False), ("tries__gt", 0)),
                            _connector="OR",
                        ),
                        name="sighting_tried_before_it_is_known",
                    ),
                ],
            },
        ),
        CreateModel(
            name="AnniversaryAddress",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(max_length=12),
                    "slug": models.SlugField(allow_unicode=True, db_index=False, max_length=120),
                    "anniversary": ForeignKey(
                        on_delete=models.CASCADE, related_name="addresses", to="pressreleases.anniversary"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "address of an anniversary",
                "verbose_name_plural": "addresses of anniversaries",
                "abstract": False,
                "default_permissions": (),
                "constraints": [UniqueConstraint(fields=("language", "slug"), name="anniversary_address_of_one")],
            },
        ),
        CreateModel(
            name="AnniversaryDate",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "observed_on": models.DateField(validators=[check_day], verbose_name="observed on"),
                    "anniversary": ForeignKey(
                        on_delete=models.CASCADE, related_name="dates", to="pressreleases.anniversary"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "date",
                "verbose_name_plural": "table of dates",
                "ordering": ["observed_on"],
                "constraints": [
                    UniqueConstraint(
                        F("anniversary"),
                        ExtractYear("observed_on"),
                        name="anniversary_one_date_per_year",
                        violation_error_message="There is already another date in that year.",
                    ),
                    CheckConstraint(
                        condition=Q(("observed_on__range", (dt.date(1850, 1, 1), dt.date(2199, 12, 31)))),
                        name="anniversary_date_on_a_known_day",
                    ),
                ],
            },
        ),
        CreateModel(
            name="AnniversaryName",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "language": models.CharField(choices=language_choices, max_length=12, verbose_name="language"),
                    "name": models.CharField(max_length=200, verbose_name="name"),
                    "slug": models.SlugField(allow_unicode=True, max_length=120, verbose_name="address"),
                    "title_pattern": models.CharField(
                        blank=True,
                        help_text="The title of each year’s release: {ordinal} stands for the ordinal, {name} for the name.",
                        max_length=300,
                        verbose_name="title of its releases",
                    ),
                    "anniversary": ForeignKey(
                        on_delete=models.CASCADE, related_name="names", to="pressreleases.anniversary"
                    ),
                }.items()
            ),
            options={
                "verbose_name": "name of an anniversary",
                "verbose_name_plural": "names of anniversaries",
                "ordering": ["language"],
                "constraints": [
                    UniqueConstraint(fields=("anniversary", "language"), name="anniversary_one_name_per_language"),
                    UniqueConstraint(fields=("language", "slug"), name="anniversary_one_per_address"),
                    CheckConstraint(
                        condition=Q(Q(("name", ""), _negated=True), Q(("slug", ""), _negated=True)),
                        name="anniversary_name_given",
                    ),
                    CheckConstraint(
                        condition=Q(
                            ("name__regex", NOT_IN_A_LINE),
                            ("title_pattern__regex", NOT_IN_A_LINE),
                            _connector="OR",
                            _negated=True,
                        ),
                        name="anniversary_name_in_one_line",
                    ),
                    CheckConstraint(
                        condition=Q(("language__regex", LANGUAGE_CODE)), name="anniversary_name_language_well_formed"
                    ),
                    CheckConstraint(
                        condition=Q(IsComposed("slug"), Q(("slug__regex", NOT_IN_A_SLUG), _negated=True)),
                        name="anniversary_slug_well_formed",
                    ),
                ],
            },
        ),
        CreateModel(
            name="AuditEntry",
            fields=list(
                {
                    "id": models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    "at": models.DateTimeField(db_default=Now(), editable=False, verbose_name="when"),
                    "act": models.CharField(choices=audit_act_choices, max_length=40, verbose_name="action"),
                    "actor_type": models.CharField(
                        blank=True,
                        choices=actor_type_choices,
                        db_default="",
                        max_length=12,
                        verbose_name="type of actor",
                    ),
                    "actor_name": models.CharField(
                        blank=True,
                        help_text="The user name at that time, or a typed name. If a sign-in failed and no account has the name, only its first letters are kept, and two characters to tell such names apart.",
                        max_length=150,
                        verbose_name="who",
                    ),
                    "kind": models.CharField(
                        blank=True, choices=audit_kind_choices, max_length=40, verbose_name="kind"
                    ),
                    "key": models.BigIntegerField(null=True, verbose_name="number"),
                    "label": models.CharField(blank=True, max_length=300, verbose_name="title or name"),
                    "language": models.CharField(blank=True, max_length=12, verbose_name="language"),
                    "edition": models.PositiveIntegerField(null=True, verbose_name="edition"),
                    "digest": models.CharField(blank=True, max_length=64, verbose_name="digest"),
                    "source": models.GenericIPAddressField(
                        help_text="The IP address of the computer. Blank for a command.",
                        null=True,
                        verbose_name="IP address",
                    ),
                    "details": models.JSONField(blank=True, default=dict, verbose_name="details"),
                    "redacted_at": models.DateTimeField(editable=False, null=True, verbose_name="title redacted"),
                    "actor": ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                }.items()
            ),
            options={
                "verbose_name": "entry of the audit trail",
                "verbose_name_plural": "audit trail",
                "ordering": ["-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    Index(fields=["kind", "key", "-id"], name="audit_of_one_thing"),
                    Index(fields=["at"], name="audit_by_instant"),
                    Index(
                        condition=Q(("act__in", ("sign-in-failed", "signed-in"))),
                        fields=["actor_name", "act", "-at"],
                        name="audit_sign_ins_of_a_name",
                    ),
                    Index(
                        condition=Q(("act__in", ("sign-in-failed", "signed-in"))),
                        fields=["source", "act", "-at"],
                        name="audit_sign_ins_from_a_place",
                    ),
                ],
                "constraints": [
                    CheckConstraint(condition=Q(("act__regex", "^[a-z]+(-[a-z]+)*$")), name="audit_act_is_a_word"),
                    CheckConstraint(
                        condition=Q(
                            ("actor_type__in", ["", "command"]),
                            Q(("actor__isnull", False), ("actor_type", "account")),
                            Q(("actor", None), ("actor_type__in", ["link", "site", "visitor"])),
                            _connector="OR",
                        ),
                        name="audit_actor_is_of_its_type",
                    ),
                    CheckConstraint(
                        condition=Q(("digest__regex", "^([0-9a-f]{64})?$")), name="audit_digest_well_formed"
                    ),
                ],
            },
        ),
        CreateModel(
            name="SearchEntry",
            fields=list(
                {
                    "edition": models.OneToOneField(
                        on_delete=models.CASCADE,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="pressreleases.edition",
                    ),
                    "language": models.CharField(max_length=12),
                    "issued_on": models.DateField(),
                    "release_key": models.BigIntegerField(
                        help_text="The release's key, by which lists are sorted within a day."
                    ),
                    "title": models.CharField(
                        help_text="Folded: typed whole, it leads straight to the release.", max_length=600
                    ),
                    "vector": SearchVectorField(),
                    "version": models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        help_text="Of the rules by which it was made: `search.indexing.VERSION`, or older.",
                    ),
                }.items()
            ),
            options={
                "default_permissions": (),
                "indexes": [
                    GinIndex(fastupdate=False, fields=["vector"], name="search_words"),
                    Index(
                        F("language"),
                        models.OrderBy(F("issued_on"), descending=True),
                        models.OrderBy(F("release_key"), descending=True),
                        name="search_newest",
                    ),
                    Index(fields=["language", "title"], name="search_title"),
                ],
            },
        ),
    ]
