"""Saved views and filters of lists, each in few queries; each list names its own in `list_filter`."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR
from typing import Any, cast

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, Func, Q, QuerySet, TextField, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.site import clock_for
from pressreleases.editorial.dashboard import recently
from pressreleases.editorial.picture_uses import releases_using
from pressreleases.editorial.states import STATES
from pressreleases.families import need_translation
from pressreleases.language import characters
from pressreleases.language.dates import month_name
from pressreleases.models import (
    Anniversary,
    AnniversaryDate,
    Edition,
    Image,
    Release,
    ReleaseQuerySet,
    Topic,
    Withdrawal,
)
from pressreleases.models.anniversary_rules import Rule
from pressreleases.request_values import number_in


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        return [(name, state.label) for name, state in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Release]") -> "QuerySet[Release]":  # noqa: ARG002  Django's signature
        value = self.value()
        if value not in STATES:
            return queryset
        return cast("ReleaseQuerySet", queryset).with_state().filter(STATES[value].rows())


class ViewFilter(SimpleListFilter):
    """The saved views of the list of releases. Each begins without search and filters."""

    title = _("view")
    parameter_name = "view"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        return [
            ("mine", _("Mine")),
            ("waiting", _("Waiting")),
            ("scheduled", _("Scheduled")),
            ("translation", _("Needs translation")),
        ]

    def choices(self, changelist: Any) -> Iterator[Any]:  # noqa: ARG002  Django's signature
        chosen = self.value()
        yield {"selected": chosen is None, "query_string": "?", "display": _("All")}
        for name, label in self.lookup_choices:
            yield {"selected": chosen == name, "query_string": f"?{self.parameter_name}={name}", "display": label}

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Release]") -> "QuerySet[Release]":
        match self.value():
            case "mine":
                return queryset.filter(Q(created_by=request.user.pk) | Q(changed_by=request.user.pk))
            case "waiting":
                return queryset.filter(STATES["submitted"].rows())
            case "scheduled":
                # One set of keys: of two, Postgres would compare each release with both.
                planned = Edition.objects.planned().order_by().values("release")
                return queryset.filter(pk__in=planned.union(Withdrawal.objects.planned().order_by().values("release")))
            case "translation":
                return need_translation(queryset, self._recent(request))
        return queryset

    def _recent(self, request: HttpRequest) -> Q:
        """Of the last 60 days, or of the year or month that is chosen beside it."""
        chosen = _month(request.GET.get(IssuedFilter.parameter_name))
        return Q(issued_on__range=_days_of(*chosen)) if chosen else recently(clock_for(request))


class PictureFilter(SimpleListFilter):
    """By a picture that they use: the library of pictures links to it, and only then it is a filter of the list."""

    title = _("picture")
    parameter_name = "picture"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        key = number_in(request.GET.get(self.parameter_name))
        image = Image.objects.filter(pk=key).first() if key else None
        return [(str(image.pk), image.title)] if image else []

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Release]") -> "QuerySet[Release]":  # noqa: ARG002  Django's signature
        key = number_in(self.value())
        return queryset.filter(pk__in=releases_using(key)) if key else queryset


_TAGS_OF_PICTURE = Func("tags", Value(", "), function="string_to_array", output_field=ArrayField(TextField()))


class TagFilter(SimpleListFilter):
    """Pictures by one of their tags."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        """One spelling of each tag. Only Python compares them: Postgres has other rules for upper and lower case."""
        tags = Func(_TAGS_OF_PICTURE, function="unnest", output_field=TextField())
        found = Image.objects.exclude(tags="").values_list(tags, flat=True).distinct()
        self.spellings: dict[str, list[str]] = {}
        for tag in sorted(found):
            self.spellings.setdefault(characters.folded(tag), []).append(tag)
        return [(tags[0], tags[0]) for _folded, tags in sorted(self.spellings.items())]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Image]") -> "QuerySet[Image]":  # noqa: ARG002  Django's signature
        spellings = self.spellings.get(characters.folded(self.value() or ""))
        if not spellings:
            return queryset
        return queryset.alias(of_picture=_TAGS_OF_PICTURE).filter(of_picture__overlap=spellings)


class _NamedFilter(SimpleListFilter):
    """By a row that has names in several languages, which are fetched together."""

    rows: "QuerySet[Any]"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        return [(str(row.pk), row.name_in(get_language())) for row in self.rows.all()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Release]") -> "QuerySet[Release]":  # noqa: ARG002  Django's signature
        value = self.value()
        known = value in {key for key, _name in self.lookup_choices}
        return queryset.filter(**{str(self.parameter_name): value}) if known else queryset


class TopicFilter(_NamedFilter):
    title = _("topic")
    parameter_name = "topics"
    rows = Topic.objects.prefetch_related("names")


class AnniversaryFilter(_NamedFilter):
    title = _("anniversary")
    parameter_name = "anniversary"
    rows = Anniversary.objects.prefetch_related("names")


class _MonthFilter(SimpleListFilter):
    """By a year, and within the chosen year by a month: `2024` or `2024-03`.

    The years between the first and the last are all offered: to find those that have rows, Postgres would have to read
    every row.
    """

    column: str

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:
        column = model_admin.get_queryset(request).order_by(self.column).values_list(self.column, flat=True)
        first, last = column.first(), column.last()
        if first is None or last is None:
            return []
        chosen = _month(self.value())
        found: list[tuple[str, Any]] = []
        for year in range(_day(last).year, _day(first).year - 1, -1):
            found.append((str(year), str(year)))
            if chosen and chosen[0] == year:
                language = get_language() or "en"
                found += [(f"{year}-{month:02}", f"– {month_name(month, language)}") for month in range(1, 13)]
        return found

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last of the days that are chosen."""
        chosen = _month(self.value())
        return _days_of(*chosen) if chosen else None

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":  # noqa: ARG002  Django's signature
        if self.days is None:
            return queryset
        begins, ends = self.days
        if isinstance(queryset.model._meta.get_field(self.column), DateTimeField):
            zone = timezone.get_current_timezone()
            instants = (dt.datetime.combine(day, dt.time(), zone) for day in (begins, ends + dt.timedelta(days=1)))
            return queryset.filter(**dict(zip((f"{self.column}__gte", f"{self.column}__lt"), instants, strict=True)))
        return queryset.filter(**{f"{self.column}__range": (begins, ends)})


class IssuedFilter(_MonthFilter):
    title = _("date of issue")
    parameter_name = "issued"
    column = "issued_on"


class DoneFilter(_MonthFilter):
    title = _("date")
    parameter_name = "done"
    column = "at"


class MonthOfYearFilter(SimpleListFilter):
    """By the month in which an anniversary is observed, in any year."""

    title = _("month")
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        return [(str(month), month_name(month, get_language() or "en")) for month in range(1, 13)]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":  # noqa: ARG002  Django's signature
        month = self.value()
        if month not in {key for key, _name in self.lookup_choices}:
            return queryset
        of_tables = AnniversaryDate.objects.filter(observed_on__month=month, anniversary__rule=Rule.TABLE)
        return queryset.filter(Q(month=month) | Q(pk__in=of_tables.values("anniversary")))


class _YesOrNoFilter(SimpleListFilter):
    """By a column that is true or false, each in its own words."""

    words: tuple[Any, Any]

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        return list(zip(("1", "0"), self.words, strict=True))

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":  # noqa: ARG002  Django's signature
        known = self.value() in ("1", "0")
        return queryset.filter(**{str(self.parameter_name): self.value() == "1"}) if known else queryset


class GoesOnFilter(_YesOrNoFilter):
    """What was switched off is no longer observed, and neither is what has had its last year: it has no next date."""

    title = _("observance")
    parameter_name = "goes_on"
    words = (_("Still observed"), _("No longer observed"))

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":  # noqa: ARG002  Django's signature
        over = Q(goes_on=False) | Q(until_year__isnull=False, place=None)
        return {"1": queryset.exclude(over), "0": queryset.filter(over)}.get(self.value() or "", queryset)


class ShownFilter(_YesOrNoFilter):
    title = _("readers")
    parameter_name = "shown"
    words = (_("Shown to readers"), _("Hidden from readers"))


def _month(value: str | None) -> tuple[int, int | None] | None:
    """`2024` or `2024-03` as numbers; None for anything else, and for what no calendar here has."""
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", value or "")
    if found is None:
        return None
    year, month = int(found[1]), int(found[2]) if found[2] else None
    return (year, month) if MINYEAR < year < MAXYEAR and month in (None, *range(1, 13)) else None


def _days_of(year: int, month: int | None) -> tuple[dt.date, dt.date]:
    """The first and the last day of the month, or of the whole year."""
    begins = dt.date(year, month or 1, 1)
    return begins, dt.date(year, month, calendar.monthrange(year, month)[1]) if month else dt.date(year, 12, 31)


def _day(value: dt.date) -> dt.date:
    return timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
