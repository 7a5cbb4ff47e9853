"""Topics in the admin, with their names and addresses in each language."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.audit_trail import AuditedAdmin
from pressreleases.admin.inlines import LanguageInline, NameForm
from pressreleases.models import Topic, TopicAddress, TopicName


class TopicNameForm(NameForm):
    owner, addresses = "topic", TopicAddress


class TopicNames(LanguageInline):
    model = TopicName
    form = TopicNameForm


@admin.register(Topic)
class TopicAdmin(AuditedAdmin):
    inlines = [TopicNames]
    list_display = ["name", "shown", "used_by"]
    list_filter = ["shown"]
    search_fields = ["names__name", "names__slug"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Topic]":
        return super().get_queryset(request).prefetch_related("names").annotate(used=Count("releases", distinct=True))

    @admin.display(description=_("name"))
    def name(self, topic: Topic) -> str:
        return topic.name_in(get_language()) or str(topic)

    @admin.display(description=_("releases"), ordering="used")
    def used_by(self, topic: Topic) -> int:
        used: int = topic.used  # type: ignore[attr-defined]  # annotated
        return used
