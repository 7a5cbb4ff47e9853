"""The notes on a draft that was carried forward, above its form; the ticks are saved with the form."""

from typing import Any, cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from pressreleases.admin.comparison import CARRIED, compare_url
from pressreleases.anniversaries import draft_notes
from pressreleases.models import Observance, Release
from pressreleases.request_values import numbers_in

# More notes than any draft has are not looked at.
MOST = 2000


class DraftNotes:
    """For the admin of releases."""

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        release = kwargs.get("obj")
        if release is not None and (rows := draft_notes.notes_of(release)):
            posted = _keys(request, "_looked_at") if request.method == "POST" else None
            looked = {shown.note.pk for shown in rows if shown.note.looked_at is not None}
            context["draft_notes"] = {
                "rows": rows,
                "open_count": sum(shown.is_open for shown in rows),
                "ticked": looked if posted is None else posted,
                "compare": _compare(release, request),
            }
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # a mixin of ModelAdmin
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]  # a mixin of ModelAdmin
        if shown := _keys(request, "_notes"):
            user = cast("User", request.user)
            draft_notes.look(form.instance, _keys(request, "_looked_at"), shown, by=user)


def _keys(request: HttpRequest, name: str) -> set[int]:
    return set(numbers_in(request.POST.getlist(name), most=MOST))


def _compare(release: Release, request: HttpRequest) -> str:
    carried = Observance.objects.filter(release=release, carried_from__isnull=False).exists()
    may = request.user.has_perm("pressreleases.view_historicalrelease")
    return compare_url(release, CARRIED) if carried and may else ""
