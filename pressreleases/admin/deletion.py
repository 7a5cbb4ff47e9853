"""Deleting drafts and restoring them. What was ever published is never deleted, and staff are told so."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin import site
from django.contrib.admin.actions import delete_selected as djangos_delete_selected
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.deletion import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.site import clock_for
from pressreleases.editorial.autosave import forget_release
from pressreleases.editorial.states import Facts
from pressreleases.editorial.trash import KEPT_FOR, bring_back, deleted_drafts
from pressreleases.errors import ExplainedError
from pressreleases.families import settle_original
from pressreleases.models import Release
from pressreleases.publishing import permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.locking import lock_families
from pressreleases.publishing.review import own_texts
from pressreleases.request_values import number_in

DELETE = "pressreleases.delete_release"
# Who deletes more than these in a month finds the rest once some of them have gone.
SHOWN = 200


@admin.action(permissions=["delete"], description=gettext_lazy("Delete selected drafts"))
def delete_selected(model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    """Django's own action, all or nothing, with the rows locked so that nothing is published in between."""
    try:
        with transaction.atomic():
            lock_families(queryset)
            return djangos_delete_selected(model_admin, request, queryset)
    except ProtectedError:
        messages.error(request, _("Nothing was deleted: one of them has been published."))
        return None


def why_not_deletable(release: Release) -> str:
    """The sentence that says why `release` cannot be deleted; empty if it can."""
    facts = Facts.of(release)
    if facts.was_public:
        return _("“%(title)s” was published. It can be withdrawn or removed, not deleted.") % {"title": release.title}
    if facts.planned_at:
        return _("“%(title)s” is scheduled. Cancel its schedule first.") % {"title": release.title}
    return ""


def deletable(releases: list[Release], request: HttpRequest) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
    """What Django's pages of deletion ask for; only the releases themselves, since nothing else hangs on a draft.

    `releases` were fetched with their states.
    """
    protected = [sentence for row in releases if (sentence := why_not_deletable(row))]
    if not permissions.may(request.user, permissions.PUBLISH):
        own = own_texts(releases, by=request.user)
        protected += [str(NotYours(row)) for row in releases if row.pk not in own]
    lacking = set() if request.user.has_perm(DELETE) else {str(Release._meta.verbose_name)}
    return releases, {str(Release._meta.verbose_name_plural): len(releases)}, lacking, protected


def delete_draft(release: Release, *, by: User) -> None:
    family = release.family
    # The person who deletes it wants nothing of it back; what others typed is kept for them, as a new one.
    forget_release(release, by=by)
    release.delete()
    settle_original(family)


def deleted_drafts_page(request: HttpRequest) -> HttpResponse:
    """The list of deleted drafts, from which each can be restored for 30 days."""
    if not request.user.has_perms([DELETE, "pressreleases.add_release"]):
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
        **site.each_context(request),
        "title": _("Deleted drafts"),
        "rows": rows,
        "days": KEPT_FOR.days,
        "opts": Release._meta,
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
