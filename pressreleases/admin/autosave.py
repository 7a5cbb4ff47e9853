"""Keeping what is typed into the form of a release: the addresses that its script asks, and what it adds to the form.

What is kept is decided in `desk.kept_text`, who else is there in `desk.presence`; what stands above the form is made in
`left_text`. Without scripts none of this happens, and the form works as it does.
"""

import datetime as dt
import re
import secrets
import uuid
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pressreleases.admin.left_text import family_of, newer_than, offers_in, who_else
from pressreleases.admin.site import clock_for
from pressreleases.editorial import autosave
from pressreleases.editorial.autosave import KEPT_FIELDS, TooLong, Typed, discard, forget_form, keep, one_of
from pressreleases.models import AutosavedForm, Release
from pressreleases.models.fields import WORKING_COPY_FIELDS
from pressreleases.request_values import number_in

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import QueryDict

_KEY = re.compile(r"[A-Za-z0-9_-]{16,32}")
_LARGEST = 2**31 - 1
# Names the families of new texts by the key of the form in which they were typed.
_FAMILIES = uuid.UUID("c3c6d2b4-5d0e-4c57-9f0b-3d3a5f0a7b11")
# What a form sent twice says twice. The address is made of the title if none is typed.
_SAME = tuple(name for name in WORKING_COPY_FIELDS if name != "slug")
# In seconds: a browser that says more has a clock that is not to be believed.
_OLDEST = 9_999_999
OFFERS = "admin/pressreleases/release/offers.html"
OTHERS = "admin/pressreleases/release/others.html"


class SavedAlready(Exception):
    """The form of a new release was sent before, with the same words, and made `release`."""

    def __init__(self, release: Release) -> None:
        super().__init__(release.pk)
        self.release = release


class Autosave:
    """For the admin of releases."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        kept = self.admin_site.admin_view(self.keep_view)
        gone = self.admin_site.admin_view(require_POST(self.discard_view))
        return [
            path("keep/", kept, name="pressreleases_release_keep_new"),
            path("<int:key>/keep/", kept, name="pressreleases_release_keep"),
            path("unsaved/<int:key>/discard/", gone, name="pressreleases_release_discard"),
            *super().get_urls(),  # type: ignore[misc]  # a mixin of ModelAdmin
        ]

    # What the script asks

    def keep_view(self, request: HttpRequest, key: int | None = None) -> HttpResponse:
        """GET: a token for the next POST, and what was left. POST: keep what is typed, or only that one is there."""
        if not self._may_write(request, key):
            return JsonResponse({"refused": True}, status=403)
        user = cast("User", request.user)
        if request.method != "POST":
            offers = offers_in(request, key, exclude=_form_key(request.GET))
            told = render_to_string(OFFERS, {"offers": offers, "opts": self.opts}, request)
            return JsonResponse({"user": user.pk, "token": get_token(request), "offers": told})
        if request.POST.get("_user") != str(user.pk):
            return JsonResponse({"somebody_else": True}, status=409)
        typed = _typed(request)
        if typed is None:
            return JsonResponse({"refused": True}, status=400)
        answer: dict[str, Any] = {}
        if typed.fields:
            try:
                keep(typed, key, by=user, at=_when(request))
            except TooLong:
                return JsonResponse({"too_long": True}, status=413)
        answer["kept_at"] = f"{timezone.localtime():%H:%M:%S}"
        if key is not None:
            answer |= self._told(request, key, typed)
        return JsonResponse(answer)

    def _told(self, request: HttpRequest, key: int, typed: Typed) -> dict[str, Any]:
        """Who else is there, and whether one of them has saved."""
        user = cast("User", request.user)
        if "_gone" in request.POST:
            autosave.mark_left(key, by=user)
            return {}
        present = autosave.mark_present(key, by=user, writing="_writing" in request.POST)
        if present is None:
            return {"gone": True}
        mine = next((row for row in present if row.user_id == user.pk), None)
        told = {
            "others": who_else((row for row in present if row is not mine), clock_for(request)),
            "newer": newer_than(request, max(typed.version, _met(request)), mine.release) if mine else None,
        }
        return {"others": render_to_string(OTHERS, told, request).strip()}

    def discard_view(self, request: HttpRequest, key: int) -> HttpResponse:
        row = discard(key, by=cast("User", request.user))
        if row is not None:
            messages.success(request, _("Discarded."))
        if request.POST.get("back") == "desk":
            return HttpResponseRedirect(reverse("admin:index"))
        if row is not None and row.release is not None:
            return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(row.release.pk,)))
        return HttpResponseRedirect(reverse("admin:pressreleases_release_add"))

    def _may_write(self, request: HttpRequest, key: int | None) -> bool:
        may = self.has_add_permission if key is None else self.has_change_permission  # type: ignore[attr-defined]  # of ModelAdmin
        return bool(may(request))

    # The form's part

    def get_form(self, request: HttpRequest, obj: Release | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]  # a mixin of ModelAdmin
        if request.method == "GET" and (key := number_in(request.GET.get("unsaved"))):
            form.unsaved = one_of(cast("User", request.user), key, obj)
        return form

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().changeform_view(request, *args, **kwargs)  # type: ignore[misc]  # a mixin of ModelAdmin
        except SavedAlready as sent_twice:
            messages.success(request, _("Saved."))
            request.saved_form = _key(request)  # type: ignore[attr-defined]  # as `save_related` does
            response = HttpResponseRedirect(
                reverse("admin:pressreleases_release_change", args=(sent_twice.release.pk,))
            )
        saved = getattr(request, "saved_form", "")
        if saved and isinstance(response, HttpResponseRedirect):
            # For the script of the next page, which removes what this browser has kept of it.
            response.headers["Location"] = f"{response.url}#saved={saved}"
        return response

    def save_model(self, request: HttpRequest, obj: Release, form: Any, change: bool) -> None:
        """A form that is sent twice, as by a double click, makes one release. Raise `SavedAlready` the second time.

        The key of its form is the family of a new text, so the second one finds the first.
        """
        key = _key(request)
        if key and not change and family_of(request) is None:
            family = uuid.uuid5(_FAMILIES, f"{request.user.pk} {key}")
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(family)])
            first = Release.objects.filter(family=family).first()
            if first is None:
                obj.family = family
            elif all(getattr(first, name) == getattr(obj, name) for name in _SAME):
                raise SavedAlready(first)
        super().save_model(request, obj, form, change)  # type: ignore[misc]  # a mixin of ModelAdmin

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]  # a mixin of ModelAdmin
        key = _key(request)
        if key:
            forget_form(key, _taken(request), by=cast("User", request.user))
            request.saved_form = key  # type: ignore[attr-defined]  # for `changeform_view`

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        form, release = context["adminform"].form, kwargs.get("obj")
        may_save = self.has_change_permission(request, release) if release else self._may_write(request, None)  # type: ignore[attr-defined]  # of ModelAdmin
        if may_save and not context.get("is_popup"):
            context["autosave"] = self._for_the_form(request, form, release)
        if release:
            context["others"] = who_else(
                autosave.others_present(release, cast("User", request.user)), clock_for(request)
            )
            begun = form.unsaved.version if form.unsaved else release.version
            context["newer"] = newer_than(request, begun, release)
        response: Any = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # a mixin of ModelAdmin
        return response

    def _for_the_form(self, request: HttpRequest, form: Any, release: Release | None) -> dict[str, Any]:
        family = family_of(request) if release is None else None
        taken = form.unsaved if not form.is_bound else None
        url = reverse("admin:pressreleases_release_keep", args=(release.pk,)) if release else ""
        new = reverse("admin:pressreleases_release_keep_new") + (f"?family={family}" if family else "")
        return {
            "url": url or new,
            "place": release.pk if release else f"new-{family}" if family else "new",
            "form": (_key(request) if form.is_bound else "") or secrets.token_urlsafe(16),
            "taken": _name(taken) if taken else request.POST.get("_taken", "") if form.is_bound else "",
            "taken_at": clock_for(request).words(taken.kept_at) if taken else "",
            "version": form["version"].value() or 1,
            "names": " ".join(KEPT_FIELDS),
            "offers": offers_in(request, release.pk if release else None, exclude=taken.form if taken else "")
            if not form.is_bound
            else [],
        }


def _typed(request: HttpRequest) -> Typed | None:
    """What the script says that the form holds; None if it is no script of ours that says so."""
    key, version = _key(request), number_in(request.POST.get("_version"), least=1, most=_LARGEST)
    if not key or version is None:
        return None
    return Typed(
        key,
        {name: request.POST.getlist(name) for name in KEPT_FIELDS if name in request.POST},
        version,
        family_of(request),
        _taken(request),
        "_untouched" in request.POST,
    )


def _met(request: HttpRequest) -> int:
    """The version of somebody else that the open form shows already, since a save was refused; 0 if none."""
    return number_in(request.POST.get("_met"), most=_LARGEST) or 0


def _when(request: HttpRequest) -> dt.datetime:
    """The instant at which it was typed: so many seconds ago, by a clock that need not be right."""
    return timezone.now() - dt.timedelta(seconds=number_in(request.POST.get("_age"), most=_OLDEST) or 0)


def _key(request: HttpRequest) -> str:
    return _form_key(request.POST, "_form")


def _form_key(data: "QueryDict", name: str = "form") -> str:
    key = data.get(name, "")
    return key if _KEY.fullmatch(key) else ""


def _name(row: AutosavedForm) -> str:
    """How a form says which kept state was taken back into it."""
    return f"{row.pk}@{row.kept_at.isoformat()}"


def _taken(request: HttpRequest) -> tuple[int, dt.datetime] | None:
    written, _at, instant = request.POST.get("_taken", "").partition("@")
    key = number_in(written)
    try:
        kept_at = parse_datetime(instant)
    except ValueError:
        return None
    if key is None or kept_at is None or timezone.is_naive(kept_at):
        return None
    return key, kept_at
