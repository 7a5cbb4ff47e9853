"""The list of deleted drafts, from which each can be brought back for 30 days."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from pressreleases.admin.site import clock_for
from pressreleases.editorial.trash import KEPT_FOR, bring_back, deleted_drafts
from pressreleases.errors import ExplainedError
from pressreleases.request_values import number_in

# Who deletes more than these in a month finds the rest once some of them have gone.
SHOWN = 200


class DeletedDrafts:
    """Adds `…/release/deleted/` to the admin of releases, for whoever may delete."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.deleted_view)
        return [
            path("deleted/", page, name="pressreleases_release_deleted"),
            *super().get_urls(),  # type: ignore[misc]  # a mixin of ModelAdmin
        ]

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_delete_permission(request) and self.has_add_permission(request)):  # type: ignore[attr-defined]  # of ModelAdmin
            raise PermissionDenied
        if request.method == "POST":
            return _bring_back(request)
        clock = clock_for(request)
        rows = [
            {
                "saved": saved,
                "deleted_at": clock.words(saved.history_date),
                "kept_until": clock.words(saved.history_date + KEPT_FOR),
            }
            for saved in deleted_drafts()[:SHOWN]
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted drafts"),
            "rows": rows,
            "days": KEPT_FOR.days,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/pressreleases/release/deleted.html", context)


def _bring_back(request: HttpRequest) -> HttpResponse:
    try:
        back = bring_back(number_in(request.POST.get("draft")) or 0, by=cast("User", request.user))
    except ExplainedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:pressreleases_release_deleted"))
    messages.success(request, _("Restored as a draft, with its history."))
    if back.left_out:
        said = _("No longer available, and left out: %(fields)s.") % {"fields": ", ".join(back.left_out)}
        messages.warning(request, said)
    return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(back.release.pk,)))
