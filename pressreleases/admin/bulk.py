"""Bulk actions of the list of releases: the page before each, its results row by row, and export as a file."""

import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.bulk_selection import AT_ONCE, Chosen, Row, keys_of, why
from pressreleases.admin.bulk_verbs import AddTopicToChosen, ClassifyChosen, PublishChosen, WithdrawChosen
from pressreleases.admin.site import clock_for
from pressreleases.admin.verbs import VERBS
from pressreleases.audit import record
from pressreleases.direct_connection import lasting_session
from pressreleases.editorial.bulk import Outcome, Result
from pressreleases.editorial.export import as_csv, as_json
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Release
from pressreleases.models.audit import AuditAct
from pressreleases.public_addresses import release_page
from pressreleases.publishing import PublishingError, errors, permissions
from pressreleases.publishing.permissions import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class _Bulk(Protocol):
    name: str
    needs: str
    heading: Any
    template: str
    takes_away: bool

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor, data: QueryDict | None = None) -> None: ...
    @property
    def form(self) -> forms.Form: ...
    @property
    def can_be_done(self) -> bool: ...
    def is_answered(self) -> bool: ...
    def run(self, by: User) -> list[Outcome]: ...


BULKS: dict[str, type[_Bulk]] = {
    each.name: each for each in (PublishChosen, WithdrawChosen, AddTopicToChosen, ClassifyChosen)
}


@admin.action(permissions=["publish"], description=gettext_lazy("Publish…"))
def publish_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("publish", request, queryset)


@admin.action(permissions=["publish"], description=gettext_lazy("Withdraw…"))
def withdraw_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("withdraw", request, queryset)


@admin.action(permissions=["change"], description=gettext_lazy("Add a topic…"))
def add_topic_to_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("topic", request, queryset)


@admin.action(permissions=["publish"], description=gettext_lazy("Topics and anniversary…"))
def classify_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("classify", request, queryset)


def _go_to(name: str, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    """The page for those that were chosen; None, with a sentence, if they are more than can be done at once."""
    keys = list(queryset.values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(keys) > AT_ONCE:
        messages.error(
            request,
            _("You can change at most %(count)s releases at once. Choose fewer, or filter the list.")
            % {"count": AT_ONCE},
        )
        return None
    return HttpResponseRedirect(f"{_page(name)}?rows={','.join(map(str, keys))}")


def _page(name: str) -> str:
    return reverse("admin:pressreleases_release_chosen", args=(name,))


def bulk_page(request: HttpRequest, name: str) -> HttpResponse:
    bulk = _allowed(request, name)
    keys = keys_of(request.GET.get("rows", ""))
    chosen = Chosen.of(keys)
    if not chosen.rows:
        messages.warning(request, _("None of the chosen releases exist any more."))
        return HttpResponseRedirect(reverse("admin:pressreleases_release_changelist"))
    token = secrets.token_hex(8)
    if request.method == "POST":
        token = request.POST.get("once", "")
        if not is_token(token):
            raise PermissionDenied
        with pressed_once(request, token) as before:
            page = bulk(Chosen.of(keys), clock_for(request), request.user, request.POST)
            if before:
                return _to_outcome(name, token)
            if page.is_answered():
                keep_outcomes(request, token, page.run(cast("User", request.user)))
                return _to_outcome(name, token)
    else:
        page = bulk(chosen, clock_for(request), request.user)
    context = {
        **site.each_context(request),
        "title": page.heading,
        "opts": Release._meta,
        "page": page,
        "once": token,
        "gone": len(keys) - len(chosen.rows),
        "form": page.form,
    }
    return TemplateResponse(request, page.template, context, status=422 if page.form.errors else 200)


def outcome_page(request: HttpRequest, name: str, token: str) -> HttpResponse:
    bulk = _allowed(request, name)
    found = kept_outcomes(request, token)
    if found is None:
        raise Http404
    lines = lines_of(found, name, clock_for(request))
    left = [line.row.release.pk for line in lines if not line.done]
    context = {
        **site.each_context(request),
        "title": _("Results"),
        "subtitle": bulk.heading,
        "opts": Release._meta,
        "lines": lines,
        "done": len(lines) - len(left),
        "left": len(left),
        "gone": len(found) - len(lines),
        "again": f"{_page(name)}?rows={','.join(map(str, left))}" if left else "",
    }
    return TemplateResponse(request, "admin/pressreleases/release/bulk_results.html", context)


def _allowed(request: HttpRequest, name: str) -> type[_Bulk]:
    if name not in BULKS:
        raise Http404
    if not permissions.may(request.user, BULKS[name].needs):
        raise PermissionDenied
    return BULKS[name]


def _to_outcome(name: str, token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:pressreleases_release_outcome", args=(name, token)))


# Results, row by row: kept in the session by keys alone, and put into words when they are read

_KEPT = "bulk"
_HOW_MANY = 5
_TOKEN = re.compile(r"[0-9a-f]{16}")

_SAID: "dict[Result, _StrPromise]" = {
    Result.HAD: gettext_lazy("It already had the topic."),
    Result.REFUSED: gettext_lazy("It has errors. Open its page to see and correct them."),
    Result.HELD: gettext_lazy("It was to be published together with another language, which failed."),
    Result.CHANGED: gettext_lazy("Someone has saved a newer text in the meantime. Check it first."),
    Result.UNTICKED: gettext_lazy("You did not tick the box to say that you have checked its list."),
    Result.UNEXPLAINED: gettext_lazy("Its languages differ, and no reason was given."),
    Result.FAILED: gettext_lazy("It failed. The person who runs the site can find the reason in the log."),
}


@dataclass(frozen=True)
class Line:
    """One release and what came of it; `page` is where readers find it, if they do."""

    row: Row
    done: bool
    said: SafeString | str
    page: str


@contextmanager
def pressed_once(request: HttpRequest, token: str) -> Iterator[bool]:
    """Hold every other press of the button of this very page until this one is through; True if one was already.

    A second click, or a reload, is then shown what the first one did.
    """
    with lasting_session() as database, database.cursor() as cursor:
        lock = [f"{request.session.session_key} {token}"]
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", lock)
        try:
            stored = type(request.session)(request.session.session_key)
            yield token in stored.get(_KEPT, {})
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", lock)


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def keep_outcomes(request: HttpRequest, token: str, outcomes: list[Outcome]) -> None:
    """Store them with the session at once, in place of the oldest of several."""
    kept = dict(list(request.session.get(_KEPT, {}).items())[1 - _HOW_MANY :])
    kept[token] = [[row.key, row.result, row.error] for row in outcomes]
    request.session[_KEPT] = kept
    request.session.save()


def kept_outcomes(request: HttpRequest, token: str) -> list[Outcome] | None:
    """What came of the page with this token, for those whose session it was."""
    found = request.session.get(_KEPT, {}).get(token)
    return None if found is None else [Outcome(key, Result(result), error) for key, result, error in found]


def lines_of(outcomes: list[Outcome], name: str, clock: MissionClock) -> list[Line]:
    """In the order of the outcomes, what was not done first. Two queries."""
    keys = [row.key for row in outcomes]
    releases = Release.objects.with_state().in_bulk(keys)
    live = {row.release_id: row for row in Edition.objects.live().filter(release__in=keys)}
    lines = []
    for outcome in sorted(outcomes, key=lambda row: row.result in (Result.DONE, Result.HAD)):
        if release := releases.get(outcome.key):
            edition = live.get(outcome.key)
            done = outcome.result in (Result.DONE, Result.HAD)
            page = release_page(edition) if edition and done and name == "publish" else ""
            lines.append(Line(Row.of(release, clock), done, _sentence(outcome, name, release, edition), page))
    return lines


def _sentence(outcome: Outcome, name: str, release: Release, live: Edition | None) -> SafeString | str:
    if outcome.error:
        return _refusal(outcome.error, release)
    if name == "classify" and outcome.result == Result.HAD:
        return _("It already had these labels.")
    if outcome.result != Result.DONE:
        return str(_SAID[outcome.result])
    if name == "topic" and live:
        return format_html("{} {}", _done(name), _("Readers see it with the next edition."))
    return _done(name)


def _done(name: str) -> str:
    return str(VERBS[name].done) if name in VERBS else _("The topic was added.")


def _refusal(name: str, release: Release) -> SafeString | str:
    """The sentence of the error of this name, about the release as it is now."""
    error: type[PublishingError] = getattr(errors, name, PublishingError)
    known = {"title": release.title, "slug": release.slug, "year": release.issued_on.year}
    said = error(release)
    said.params = defaultdict(lambda: "…", known)
    return why(said, release) if str(said) else str(_SAID[Result.REFUSED])


# Export as a file

Writer = Callable[["QuerySet[Release]", str], Iterator[str]]


@admin.action(permissions=["view"], description=gettext_lazy("Export for a spreadsheet (CSV)"))
def export_as_csv(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> StreamingHttpResponse:
    return _exported(request, queryset, as_csv, "csv", "text/csv; charset=utf-8")


@admin.action(permissions=["view"], description=gettext_lazy("Export as data (JSON)"))
def export_as_json(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> StreamingHttpResponse:
    return _exported(request, queryset, as_json, "json", "application/json")


def _exported(
    request: HttpRequest, queryset: "QuerySet[Release]", writer: Writer, ending: str, content_type: str
) -> StreamingHttpResponse:
    # The keys are taken now, since the list is read from the database only while the file is being sent.
    keys = list(queryset.order_by().values_list("pk", flat=True))
    with transaction.atomic():
        record(AuditAct.EXPORTED, by=cast("User", request.user), details={"releases": len(keys), "format": ending})
    base = request.build_absolute_uri("/").rstrip("/")
    response = StreamingHttpResponse(writer(Release.objects.filter(pk__in=keys), base), content_type=content_type)
    name = f"releases-{clock_for(request).today:%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
