"""Deleting drafts. What was ever published is never deleted: staff are told so, and what they can do instead."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as djangos_delete_selected
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.deletion import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.deleted_drafts import DeletedDrafts
from pressreleases.editorial.autosave import forget_release
from pressreleases.editorial.families import settle_original
from pressreleases.editorial.states import Facts
from pressreleases.editorial.trash import KEPT_FOR
from pressreleases.models import Release
from pressreleases.publishing import permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.locking import lock_families
from pressreleases.publishing.review import may_take_over, own_texts

if TYPE_CHECKING:
    from django.contrib.auth.models import User


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


def why_not(release: Release) -> str:
    """The sentence that says why `release` cannot be deleted; empty if it can."""
    facts = Facts.of(release)
    if facts.was_public:
        return _("“%(title)s” was published. It can be withdrawn or removed, not deleted.") % {"title": release.title}
    if facts.planned_at:
        return _("“%(title)s” is scheduled. Cancel its schedule first.") % {"title": release.title}
    return ""


class DraftsOnly(DeletedDrafts):
    """For the admin of releases; its querysets are `with_state()`."""

    delete_confirmation_template = "admin/pressreleases/release/delete.html"
    delete_selected_confirmation_template = "admin/pressreleases/release/delete_selected.html"

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """What Django's pages ask for; only the releases themselves, since nothing else hangs on a draft."""
        releases = list(Release.objects.with_state().filter(pk__in=[row.pk for row in objs]))
        protected = [sentence for row in releases if (sentence := why_not(row))]
        if not permissions.may(request.user, permissions.PUBLISH):
            own = own_texts(releases, by=request.user)
            protected += [str(NotYours(row)) for row in releases if row.pk not in own]
        lacking = set() if self.has_delete_permission(request) else {str(Release._meta.verbose_name)}
        return releases, {str(Release._meta.verbose_name_plural): len(releases)}, lacking, protected

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        may: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]  # a mixin of ModelAdmin
        return may and (obj is None or may_take_over(obj, by=request.user))

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        response: HttpResponse = super().render_delete_form(request, context | {"days": KEPT_FOR.days})  # type: ignore[misc]  # a mixin of ModelAdmin
        return response

    def delete_model(self, request: HttpRequest, obj: Release) -> None:
        family = obj.family
        # Who deletes it wants nothing of it back; what others typed is kept for them, as a new one.
        forget_release(obj, by=cast("User", request.user))
        obj.delete()
        settle_original(family)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Release]") -> None:
        for release in queryset.order_by("pk"):
            self.delete_model(request, release)
