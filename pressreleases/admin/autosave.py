"""Autosave and presence at the form of a release: what is typed is kept, and who else has the form open is shown.

What is kept, and who else is there, is decided in `editorial.autosave`. Without scripts none of this happens, and the
form still works.
"""

import datetime as dt
import re
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, User
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pressreleases.admin.comparison import NOW, SAVE, UNSAVED, compare_url
from pressreleases.admin.sessions import in_background
from pressreleases.admin.site import clock_for
from pressreleases.editorial import autosave
from pressreleases.editorial.autosave import (
    FRESH_FOR,
    KEPT_FIELDS,
    TooLong,
    Typed,
    discard,
    forget_form,
    keep,
    left_in,
    left_in_new,
    one_of,
)
from pressreleases.mission_clock import MissionClock
from pressreleases.models import AutosavedForm, Presence, Release
from pressreleases.models.pages import page_of_family
from pressreleases.publishing import permissions
from pressreleases.request_values import family_in, number_in

_KEY = re.compile(r"[A-Za-z0-9_-]{16,32}")
_LARGEST = 2**31 - 1
# Names the families of new texts by the key of the form in which they were typed.
_FAMILIES = uuid.UUID("c3c6d2b4-5d0e-4c57-9f0b-3d3a5f0a7b11")
# In seconds: a browser that says more has a clock that is not to be believed.
_OLDEST = 9_999_999
OFFERS = "admin/pressreleases/release/unsaved_offers.html"
OTHERS = "admin/pressreleases/release/presence.html"


class SavedAlready(Exception):
    """The form of a new release was sent before, with the same words, and made `release`."""

    def __init__(self, release: Release) -> None:
        super().__init__(release.pk)
        self.release = release


@dataclass(frozen=True)
class Offer:
    """Text that was typed and not saved. `maybe_open`: so lately that another window may still hold it."""

    row: AutosavedForm
    when: str
    back: str
    compare: str
    maybe_open: bool


@dataclass(frozen=True)
class Other:
    """Somebody else who has the release open; `since` when they are writing, empty if they only look."""

    name: str
    since: str


@dataclass(frozen=True)
class Newer:
    """What was saved after the form was opened; `by` is empty if it was its own reader, in another window."""

    by: str
    when: str
    compare: str


def offer(row: AutosavedForm, clock: MissionClock) -> Offer:
    release = row.release
    if release is not None:
        page = reverse("admin:pressreleases_release_change", args=(release.pk,))
    else:
        page = reverse("admin:pressreleases_release_add")
    query = {"unsaved": str(row.pk)}
    if release is None and row.family and getattr(row, "family_there", False):
        query["family"] = str(row.family)
        if page_of_family(row.family):
            query["language"] = "".join(row.values("language")[:1])
    return Offer(
        row,
        clock.words(row.kept_at),
        f"{page}?{urlencode(query)}",
        compare_url(release, NOW, f"{UNSAVED}-{row.pk}") if release is not None else "",
        row.kept_at > clock.now - FRESH_FOR,
    )


def offers_in(request: HttpRequest, key: int | None, *, exclude: str) -> list[Offer]:
    """What the user left in forms of the release `key`, or of new ones, but for the form `exclude`."""
    user, clock = cast("User", request.user), clock_for(request)
    if key is not None:
        rows = left_in(key, user, exclude=exclude)
    else:
        rows = left_in_new(user, family_of(request), exclude=exclude)
    return [offer(row, clock) for row in rows]


def who_else(present: Iterable[Presence], clock: MissionClock) -> list[Other]:
    return [Other(name_of(row.user), short_time(row.began_writing_at, clock)) for row in present]


def newer_than(request: HttpRequest, version: int, release: Release) -> Newer | None:
    """What was saved since `version` of `release`; None if nothing was. One query if something was."""
    if release.version <= version:
        return None
    saved = release.history.filter(version=version).order_by("-history_date", "-history_id").first()
    may_compare = saved is not None and request.user.has_perm("pressreleases.view_historicalrelease")
    who = release.changed_by
    return Newer(
        name_of(who) if who is not None and who.pk != request.user.pk else "",
        short_time(release.changed_at, clock_for(request)),
        compare_url(release, f"{SAVE}-{saved.history_id}") if saved is not None and may_compare else "",
    )


def name_of(user: "AbstractBaseUser") -> str:
    return user.get_full_name() or user.get_username()  # type: ignore[attr-defined]  # the site's users have names


def family_of(request: HttpRequest) -> uuid.UUID | None:
    """The family that the address of a form for a new release names."""
    return family_in(request.GET.get("family"))


def short_time(instant: dt.datetime | None, clock: MissionClock) -> str:
    """The time alone on the same day, else the day too."""
    if instant is None:
        return ""
    here = instant.astimezone(clock.here.tzinfo)
    return f"{here:%H:%M}" if here.date() == clock.today else clock.words(instant)


def autosave_view(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """GET: a token for the next POST, and what was left. POST: keep what is typed, or only that one is there."""
    user = cast("User", request.user)
    may_write = _may_write(user, key)
    # Other forms ask for a token too, before they are sent.
    if not may_write and (request.method == "POST" or key is not None):
        return JsonResponse({"refused": True}, status=403)
    if request.method != "POST":
        offers = offers_in(request, key, exclude=_form_key(request.GET)) if may_write else []
        told = render_to_string(OFFERS, {"offers": offers, "opts": Release._meta}, request)
        made = _made_page(request) if may_write and key is None else ""
        return JsonResponse({"user": user.pk, "token": get_token(request), "offers": told, "made": made})
    if request.POST.get("_user") != str(user.pk):
        return JsonResponse({"somebody_else": True}, status=409)
    typed = _typed(request)
    if typed is None:
        return JsonResponse({"refused": True}, status=400)
    if typed.fields:
        try:
            keep(typed, key, by=user, at=_when(request))
        except TooLong:
            return JsonResponse({"too_long": True}, status=413)
    else:
        in_background(request)
    answer = {"kept_at": f"{timezone.localtime():%H:%M:%S}"}
    return JsonResponse(answer if key is None else answer | _presence(request, key, typed))


def _may_write(user: User, key: int | None) -> bool:
    return user.has_perm("pressreleases.add_release" if key is None else permissions.WRITE)


def _presence(request: HttpRequest, key: int, typed: Typed) -> dict[str, Any]:
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


@require_POST
def discard_view(request: HttpRequest, key: int) -> HttpResponse:
    row = discard(key, by=cast("User", request.user))
    if row is not None:
        messages.success(request, _("Discarded."))
    if request.POST.get("back") == "desk":
        return HttpResponseRedirect(reverse("admin:index"))
    if row is not None and row.release is not None:
        return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(row.release.pk,)))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_add"))


def taken_back(request: HttpRequest, release: Release | None) -> AutosavedForm | None:
    """The unsaved text that the address of the form asks for."""
    key = number_in(request.GET.get("unsaved")) if request.method == "GET" else None
    return one_of(cast("User", request.user), key, release) if key else None


def around_form(request: HttpRequest, form: Any, release: Release | None, *, may_save: bool) -> dict[str, Any]:
    """For the template of the form: what its script needs, who else has it open, and what they saved."""
    context: dict[str, Any] = {"autosave": _for_script(request, form, release)} if may_save else {}
    if release:
        context["others"] = who_else(autosave.others_present(release, cast("User", request.user)), clock_for(request))
        begun = form.unsaved.version if form.unsaved else release.version
        context["newer"] = newer_than(request, begun, release)
    return context


def _for_script(request: HttpRequest, form: Any, release: Release | None) -> dict[str, Any]:
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


def family_of_form(request: HttpRequest) -> uuid.UUID | None:
    """The family of a new text, by the key of its form, so that one form makes one text however often it is sent."""
    return _family_of_key(request, _key(request)) if family_of(request) is None else None


def made_before(request: HttpRequest) -> Release | None:
    """What the form of a new text has made already, as by a double click; nobody else makes it meanwhile."""
    family = family_of_form(request)
    if family is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(family)])
    return _first_of(Release.objects.filter(family=family))


def _first_of(rows: "QuerySet[Release]") -> Release | None:
    """The text that a form made, and not a translation that was written since."""
    return rows.order_by("-is_original", "pk").first()


def _family_of_key(request: HttpRequest, key: str) -> uuid.UUID | None:
    return uuid.uuid5(_FAMILIES, f"{request.user.pk} {key}") if key else None


def _made_page(request: HttpRequest) -> str:
    """The page of what a form of the user made that was sent, and is shown once more; empty if it made nothing."""
    sent = _form_key(request.GET, "sent")
    family = family_of(request) or _family_of_key(request, sent)
    if not sent or family is None:
        return ""
    rows = Release.objects.filter(family=family)
    if family_of(request):
        rows = rows.filter(language=request.GET.get("language", ""))
    made = _first_of(rows)
    return reverse("admin:pressreleases_release_change", args=(made.pk,)) if made else ""


def forget_saved(request: HttpRequest) -> None:
    """Forget what was kept of the form, now that it is saved."""
    if key := _key(request):
        forget_form(key, _taken(request), by=cast("User", request.user))


def forget_in_browser(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell the script of the next page to remove what this browser has kept of the form that was saved."""
    if (key := _key(request)) and isinstance(response, HttpResponseRedirect):
        response.headers["Location"] = f"{response.url}#saved={key}"
    return response


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
    """The version of someone else that the open form shows already, since a save was refused; 0 if none."""
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
