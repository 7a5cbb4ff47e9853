"""Topics in the admin, with their names and addresses in each language."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.named import NameForm
from pressreleases.models import Topic, TopicName
from pressreleases.vocabulary.languages import language_codes


class TopicNames(admin.TabularInline):
    model = TopicName
    form = NameForm
    extra = 0

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:  # noqa: ARG002  Django's signature
        return 1

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:  # noqa: ARG002  Django's signature
        return len(language_codes())


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    inlines = [TopicNames]
    list_display = ["name", "shown", "releases"]
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
    def releases(self, topic: Topic) -> int:
        used: int = topic.used  # type: ignore[attr-defined]  # annotated
        return used
