"""Notices in the admin, for administrators: which mails are on their way, and which the mail server did not take."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from pressreleases.admin.base import ReadOnlyAdmin
from pressreleases.models import Notice
from pressreleases.models.notice import NoticeKind

STATES = {
    "trouble": gettext_lazy("Sending error"),
    "waiting": gettext_lazy("Waiting"),
    "sent": gettext_lazy("Sent"),
    "given-up": gettext_lazy("Not sent"),
}


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002  Django's signature
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:  # noqa: ARG002  Django's signature
        match self.value():
            case "trouble":
                return queryset.in_trouble()
            case "waiting":
                return queryset.waiting()
            case "sent":
                return queryset.exclude(sent_at=None)
            case "given-up":
                return queryset.exclude(failed_at=None)
        return queryset


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ["made_at", "to", "told", "state", "error"]
    list_select_related = ["to"]
    list_filter: ClassVar[Any] = [StateFilter, ("to", admin.RelatedOnlyFieldListFilter)]
    fields = ["made_at", "told", "to", "by", "state", "tries", "sent_at", "failed_at", "error"]

    @admin.display(description=gettext_lazy("kind"), ordering="kind")
    def told(self, notice: Notice) -> str:
        return str(dict(NoticeKind.choices).get(notice.kind, notice.kind))

    @admin.display(description=gettext_lazy("state"))
    def state(self, notice: Notice) -> str:
        if notice.failed_at is not None:
            return str(STATES["given-up"])
        return str(STATES["waiting"] if notice.sent_at is None else STATES["sent"])
