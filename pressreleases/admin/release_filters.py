"""The filters of the list of releases: by state, topic and anniversary, each in a constant number of queries."""

from typing import Any

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.models import Anniversary, Release, Topic
from pressreleases.vocabulary.kinds import Act, Status

_OUT = Q(live_number__isnull=False)
STATES = {
    "draft": (_("Draft"), Q(live_number=None, planned_at=None, taken_back="", status=Status.DRAFT)),
    "submitted": (_("Submitted"), Q(status=Status.SUBMITTED)),
    "scheduled": (_("Scheduled"), Q(planned_at__isnull=False)),
    "live": (_("Live"), _OUT),
    "changed": (_("Changed since published"), _OUT & Q(changed=True, planned_at=None)),
    "changed-since-scheduled": (_("Changed since scheduled"), Q(changed_since_scheduled=True)),
    "withdrawn": (_("Withdrawn"), Q(taken_back=Act.WITHDRAWN)),
    "removed": (_("Removed"), Q(taken_back=Act.REMOVED)),
}


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        return [(name, word) for name, (word, _condition) in STATES.items()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Release]") -> "QuerySet[Release]":  # noqa: ARG002  Django's signature
        value = self.value()
        return queryset.filter(STATES[value][1]) if value in STATES else queryset


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
