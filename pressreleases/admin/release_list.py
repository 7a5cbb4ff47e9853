"""The lists of releases in the admin: that of all, with a row for each family, and the page of what is scheduled."""

import datetime as dt
import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, UUIDField
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases import families
from pressreleases.admin.base import KeyedList
from pressreleases.admin.list_filters import IssuedFilter, ViewFilter
from pressreleases.admin.site import clock_for
from pressreleases.editorial.schedule import month_of, scheduled
from pressreleases.editorial.states import State, state_of
from pressreleases.families import TranslationState, state_of_translation, with_translation
from pressreleases.language.dates import week_begins, weekdays
from pressreleases.language.languages import language_codes, own_name
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release, ReleaseQuerySet
from pressreleases.models.kept_query import KeptQuery, is_any_of
from pressreleases.publishing import permissions

_FEW = 2000  # so many keys are cheaper to fetch than to look for again
_KEY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9]{1,18})", re.ASCII)


def _texts() -> "QuerySet[Release]":
    rows = Release.objects.with_state().filter(is_any_of("family", "families", UUIDField()))
    return with_translation(rows).select_related("changed_by").order_by("-is_original", "pk")


_TEXTS = KeptQuery(_texts)


@dataclass(frozen=True)
class Text:
    """One language of a row. `matches`: it is one of those that the search and the filters find."""

    release: Release
    state: State
    matches: bool = True

    @property
    def language_name(self) -> str:
        return own_name(self.release.language)

    @property
    def is_stale(self) -> bool:
        return state_of_translation(self.release) is TranslationState.STALE


@dataclass(frozen=True)
class Family:
    """The languages of one text, the original first, and the languages that it lacks."""

    texts: list[Text]

    @property
    def first(self) -> Release:
        """What the row is named by: the first text that matches."""
        return next((text.release for text in self.texts if text.matches), self.texts[0].release)

    @property
    def missing(self) -> list[tuple[str, str]]:
        there = {text.release.language for text in self.texts}
        return [(code, own_name(code)) for code in language_codes() if code not in there]

    @property
    def last_saved(self) -> Release:
        return max((text.release for text in self.texts), key=lambda release: release.changed_at)


def families_of(keys: "list[uuid.UUID]", clock: MissionClock, matching: set[int] | None = None) -> list[Family]:
    """The families with these keys, in their order; all texts match if nothing was looked for. One query."""
    found: dict[uuid.UUID, list[Text]] = {}
    for row in _TEXTS(families=keys) if keys else ():
        text = Text(row, state_of(row, clock), matching is None or row.pk in matching)
        found.setdefault(row.family, []).append(text)
    return [Family(found[key]) for key in keys if key in found]


class ReleaseList(KeyedList):
    """One row for each text in its languages, the newest first; states are fetched for one page."""

    families: list[Family]

    def get_results(self, request: HttpRequest) -> None:
        originals, matching = Release.objects.no_pages().filter(is_original=True), None
        is_narrowed = bool(self.query or self.get_filters_params())
        if is_narrowed:
            originals, matching = self._narrowed(originals)
        else:
            self.count(originals)
        place = _place(request.GET.get(PAGE_VAR))
        self.is_later_page = place is not None
        rows = list(
            _after(originals, place).newest_first().values("issued_on", "pk", "family")[: self.list_per_page + 1]
        )
        if len(rows) > self.list_per_page:
            rows = rows[: self.list_per_page]
            self.older = f"{rows[-1]['issued_on']}.{rows[-1]['pk']}"
        keys = [row["family"] for row in rows]
        if is_narrowed and matching is None and keys:
            matching = set(self.queryset.filter(family__in=keys).order_by().values_list("pk", flat=True))
        self.families = families_of(keys, clock_for(request), matching)
        self.result_list = [family.first for family in self.families]
        self.show_full_result_count = self.show_admin_actions = True
        self.full_result_count = None if is_narrowed else self.result_count

    def _narrowed(self, originals: ReleaseQuerySet) -> tuple[ReleaseQuerySet, set[int] | None]:
        """The originals of the texts that are found, and these texts, or None if they are many.

        The keys of few are fetched once, since what finds them may read the words of each.
        """
        found = list(self.queryset.order_by().values_list("pk", "family")[: _FEW + 1])
        families = {family for _key, family in found}
        if len(found) <= _FEW:
            self.result_count = len(families)
            return originals.filter(family__in=families), {key for key, _family in found}
        originals = self._of_the_days(originals).filter(family__in=self.queryset.order_by().values("family"))
        if len(families) > self.counted:
            self.result_count = len(families)
        else:
            self.count(originals)
        return originals, None

    def _of_the_days(self, originals: ReleaseQuerySet) -> ReleaseQuerySet:
        """Those of which some text was issued on the days that are chosen.

        Nearly always the original was. To be told so keeps Postgres from walking there from the newest of all.
        """
        issued = next((spec.days for spec in self.filter_specs if isinstance(spec, IssuedFilter)), None)
        if issued is None:
            return originals
        there = Release.objects.filter(family=OuterRef("family"), is_original=True, issued_on__range=issued)
        others = Release.objects.filter(~Exists(there), issued_on__range=issued, is_original=False).order_by()
        elsewhere = list(others.values_list("family", flat=True)[:_FEW])
        chosen = Q(issued_on__range=issued)
        return originals.filter(chosen | Q(family__in=elsewhere) if elsewhere else chosen)

    @property
    def compared(self) -> int:
        """Of how many texts the view says whether they need translation."""
        return families.COMPARED

    @property
    def views(self) -> list[dict[str, Any]]:
        """The saved views: tabs, not one of the filters."""
        return [choice for spec in self.filter_specs if isinstance(spec, ViewFilter) for choice in spec.choices(self)]

    @property
    def more_filters(self) -> list[Any]:
        return [spec for spec in self.filter_specs if not isinstance(spec, ViewFilter)]


def _place(given: str | None) -> tuple[dt.date, int] | None:
    """The key of the last row of the page before, as links of ours write it: `2024-01-20.17`."""
    found = _KEY.fullmatch(given or "")
    try:
        return (dt.date.fromisoformat(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _after(originals: ReleaseQuerySet, place: tuple[dt.date, int] | None) -> ReleaseQuerySet:
    if place is None:
        return originals
    day, key = place
    return originals.filter(Q(issued_on__lt=day) | Q(pk__lt=key), issued_on__lte=day)


def scheduled_page(request: HttpRequest) -> HttpResponse:
    """`?month=2026-12` turns the calendar to that month."""
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    clock, language = clock_for(request), get_language() or "en"
    goings = scheduled(clock)
    first = _month(request.GET.get("month")) or clock.today.replace(day=1)
    context = {
        **site.each_context(request),
        "title": _("Scheduled"),
        "opts": Release._meta,
        "goings": goings,
        "month": month_of(goings, first, clock, week_begins=week_begins(language)),
        "this_month": clock.today.replace(day=1),
        "weekdays": weekdays(language),
        "may_publish": permissions.may(request.user, permissions.PUBLISH),
    }
    return TemplateResponse(request, "admin/pressreleases/release/scheduled.html", context)


def _month(given: str | None) -> dt.date | None:
    """The first day of the month `2026-12`; a month that no link of ours gives is an unknown address."""
    if given is None:
        return None
    if not re.fullmatch(r"2[0-9]{3}-(0[1-9]|1[0-2])", given, re.ASCII):
        raise Http404
    return dt.date.fromisoformat(f"{given}-01")
