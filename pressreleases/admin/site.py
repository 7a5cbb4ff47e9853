"""The admin site: its head, clock and policy for browsers, the sign-in, the desk, and the page for an outdated form."""

import datetime as dt
import math
from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.contrib.admin import AdminSite, site
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.response import TemplateResponse
from django.urls import Resolver404, path, resolve, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as djangos_csrf_failure

from pressreleases.admin.notice_choice import choice_page
from pressreleases.admin.sign_ins import as_kept, as_typed, waits
from pressreleases.audit import record
from pressreleases.editorial.dashboard import dashboard
from pressreleases.language.dates import zone_info
from pressreleases.language.languages import own_name, published_in, staff_language_codes
from pressreleases.mission_clock import MissionClock, clock_of, details_now
from pressreleases.models import MissionDetails, Notice
from pressreleases.models.audit import AuditAct
from pressreleases.outbox.telling import BACKEND
from pressreleases.publishing import permissions
from pressreleases.retrying import retried

# The sections in the head of every page, for those who may see them.
SECTIONS = ("release", "anniversary", "topic", "image", "announcement", "missiondetails")

# What an account without a role may still open: to leave, and to change its own password.
OPEN_TO_ALL_STAFF = frozenset({"logout", "password_change", "password_change_done", "jsi18n"})

# What a browser may load and run on a page of the admin (Content Security Policy).
STAFF_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    # Django's own style sheets draw some signs as data: pictures.
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# CKEditor 4 writes handlers and styles into the attributes of its own buttons: on the forms that have it, only there.
EDITOR_POLICY = {**STAFF_POLICY, "script-src-attr": [UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}

View = Callable[..., HttpResponse]


class SignIn(AdminAuthenticationForm):
    """`waiting` is how long the next try has to wait; the password was looked at only if that is zero."""

    waiting = dt.timedelta()

    def clean(self) -> dict[str, Any]:
        self.waiting = waits(self.cleaned_data.get("username", ""))
        if self.waiting:
            minutes = math.ceil(self.waiting.total_seconds() / 60)
            raise ValidationError(
                ngettext(
                    "Too many sign-ins have failed here. Try again in %(minutes)s minute.",
                    "Too many sign-ins have failed here. Try again in %(minutes)s minutes.",
                    minutes,
                )
                % {"minutes": minutes},
                code="waiting",
            )
        return super().clean()


class PressOffice(AdminSite):
    site_title = gettext_lazy("Press office")
    site_header = gettext_lazy("Press office")
    index_title = gettext_lazy("Desk")
    enable_nav_sidebar = False
    final_catch_all_view = True
    login_form = SignIn

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, by the mission's clock; what is sent is taken again as a whole after a deadlock.

        Here, since Django's own views open the transaction further inside, where it cannot be run again.
        """
        return update_wrapper(
            on_mission_time(super().admin_view(_taken_again(self._with_a_role(view)), cacheable)), view
        )

    def _with_a_role(self, view: Any) -> Any:
        """`view` for those who have a right to anything here; to all others a page that says whom to ask."""

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            name = request.resolver_match.url_name if request.resolver_match else ""
            if permissions.has_role(request.user) or name in OPEN_TO_ALL_STAFF:
                response: HttpResponse = view(request, *args, **kwargs)
                return response
            context = {**self.each_context(request), "title": _("No role yet"), "whom": _administrators()}
            return TemplateResponse(request, "admin/no_role.html", context, status=403)

        return update_wrapper(answer, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return on_mission_time(self._login)(request, extra_context)

    def _login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The page and its form; what came of it is recorded, never with the password."""
        with transaction.atomic():
            response = super().login(request, extra_context)
            if request.method == "POST" and isinstance(response, HttpResponseRedirect):
                user = cast("User", request.user)
                record(AuditAct.SIGNED_IN, user, by=user)
                response.headers["Location"] = _page_after(response.url)
            elif request.method == "POST" and isinstance(response, TemplateResponse):
                if waiting := _waiting(response):
                    # It was not tried, so nothing failed: the wait must not grow by it.
                    response.status_code = 429
                    response.headers["Retry-After"] = str(math.ceil(waiting.total_seconds()))
                    return response
                name = as_kept(as_typed(request.POST.get("username", "")))
                record(AuditAct.SIGN_IN_FAILED, by=None, typed_name=name)
        return response

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        # Made here, since the request forgets it.
        user = User.objects.filter(pk=request.user.pk).first() if request.user.is_authenticated else None
        with transaction.atomic():
            response = super().logout(request, extra_context)
            if user is not None and not request.user.is_authenticated:
                record(AuditAct.SIGNED_OUT, user, by=user)
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if request.method == "POST" and isinstance(response, HttpResponseRedirect):
                user = cast("User", request.user)
                record(AuditAct.ACCOUNT_CHANGED, user, by=user, details={"changed": ["password"]})
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        clock = clock_for(request)
        context = super().each_context(request)
        return {
            **context,
            "site_header": mission_name(request) or self.site_header,
            "site_url": reverse("start", kwargs={"language": published_in(get_language())}),
            "clock": clock,
            "has_role": permissions.has_role(request.user),
            "sections": _sections(request, context["available_apps"]),
            "staff_languages": [(code, own_name(code)) for code in staff_language_codes()],
        }

    def get_urls(self) -> list[Any]:
        def notices(request: HttpRequest) -> HttpResponse:
            return choice_page(request, context=self.each_context(request))

        return [path("notices/", self.admin_view(notices), name="notices"), *super().get_urls()]

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ARG002  Django's signature
        """An app has no page of its own, since the desk lists everything."""
        return HttpResponseRedirect(reverse("admin:index"))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        may_see = permissions.may(request.user, permissions.SEE)
        desk = dashboard(request.user, clock_for(request), get_language() or "en") if may_see else None
        trouble = Notice.objects.in_trouble().count() if request.user.has_perm("pressreleases.view_notice") else 0
        more = {"desk": desk, "whom": "" if desk else _administrators(), "mail_trouble": trouble}
        return super().index(request, {**more, **(extra_context or {})})


def _administrators() -> str:
    """The names of those who give roles, as far as they have told them; user names are not shown."""
    able = User.objects.with_perm("auth.change_user", backend=BACKEND).filter(is_active=True, is_staff=True)
    names = able.exclude(first_name="", last_name="").order_by("last_name", "first_name", "pk")[:5]
    return ", ".join(user.get_full_name() for user in names)


def _page_after(url: str) -> str:
    """Where a user is led after signing in: to the page of the admin that `url` names, else to the desk."""
    parts, desk = urlsplit(url), reverse("admin:index")
    try:
        name = resolve(unquote(parts.path)).url_name if parts.path.startswith(desk) else None
    except Resolver404:
        name = None
    if name is None or name in ("login", "logout"):
        return desk
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _waiting(response: TemplateResponse) -> dt.timedelta:
    """How long the sign-in has to wait that was just refused; zero if it was tried."""
    waiting: dt.timedelta = (response.context_data or {})["form"].waiting
    return waiting


def on_mission_time(view: View) -> View:
    """`view` with the mission's zone as the current one until its page is written, and with the admin's policy."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        details = SimpleLazyObject(details_now)
        request.mission_details = details  # type: ignore[attr-defined]  # for `clock_for` and `mission_name`
        with timezone.override(zone_info(clock_for(request).zone)):
            response = view(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        if HEADER not in response:
            response.headers[HEADER] = build_policy(STAFF_POLICY)
        return response

    return answer


def allow_editor(response: HttpResponse) -> None:
    """Let the page of `response` run the rich text editor."""
    response.headers[HEADER] = build_policy(EDITOR_POLICY)


def _taken_again(view: View) -> View:
    """`view`, by POST run again as a whole where its transaction was ended for a deadlock; see `retried`."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        tries = 0

        @retried
        def attempt() -> HttpResponse:
            nonlocal tries
            tries += 1
            if tries > 1:
                # What the first try said did not happen, and what it read of a file is to be read again.
                request._messages = default_storage(request)  # type: ignore[attr-defined]  # where the middleware put it
                for _name, uploaded in request.FILES.lists():
                    for file in uploaded:
                        file.seek(0)
            return view(request, *args, **kwargs)

        return attempt()

    return answer


def clock_for(request: HttpRequest) -> MissionClock:
    """The mission's clock, which does not move while `request` is answered; its details are fetched once."""
    found: MissionClock | None = getattr(request, "mission_clock", None)
    if found is None:
        found = clock_of(_details(request))
        request.mission_clock = found  # type: ignore[attr-defined]  # kept for this request
    return found


def clock_of_this_page() -> MissionClock:
    """The same for columns of a list, which are not told the request: `on_mission_time` has set its zone."""
    return MissionClock(timezone.get_current_timezone_name(), timezone.now())


def mission_name(request: HttpRequest) -> str:
    """The mission's name in the staff's language, else in its first; empty while there are no details."""
    details = _details(request)
    names = list(details.names.all()) if details else []
    mine = [name for name in names if name.language == get_language()]
    return next((name.in_one_line for name in (*mine, *names)), "")


def _details(request: HttpRequest) -> MissionDetails | None:
    return getattr(request, "mission_details", None) or None


def _sections(request: HttpRequest, apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    models = {model["object_name"].lower(): model for app in apps for model in app["models"]}
    found = [
        {
            "name": models[name]["name"],
            "url": models[name]["admin_url"],
            "here": request.path.startswith(models[name]["admin_url"]),
        }
        for name in SECTIONS
        if name in models and models[name]["admin_url"]
    ]
    if permissions.may(request.user, permissions.SEE):
        url = reverse("admin:pressreleases_release_pages")
        pages = {"name": _("pages"), "url": url, "here": request.path == url}
        if pages["here"]:
            found[0]["here"] = False
        found.insert(1, pages)
    return found


# The page for a form that was sent without a valid token

# The pages with a form that can simply be opened again; the others lead to the desk.
_REOPENED = frozenset({"pressreleases_release_add", "pressreleases_release_change", "login"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed into a release is kept, and offered where this page leads back to. Elsewhere Django's own page."""
    if not request.path.startswith(reverse("admin:index")):
        return djangos_csrf_failure(request, reason=reason)
    return on_mission_time(_csrf_page)(request, reason=reason)


def _csrf_page(request: HttpRequest, *, reason: str) -> HttpResponse:
    title, sentence = _csrf_words(request, reason)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": title,
        "sentence": sentence,
        "back": request.get_full_path() if _is_form(request.path) else "",
    }
    return TemplateResponse(request, "admin/csrf_failure.html", context, status=403)


def _csrf_words(request: HttpRequest, reason: str) -> tuple[str, str]:
    """A title and a sentence, for the `reason` that Django gives."""
    if reason == REASON_NO_CSRF_COOKIE:
        return _("No cookie was sent"), _("Your browser sent no cookie. Allow cookies for this site.")
    # So Django says of a token that is well formed, but not that of the browser's cookie.
    if not reason.endswith(" incorrect."):
        return _("This form could not be sent"), _("The form did not come from a page of this site.")
    title = _("This page is out of date")
    # Who is signed in got another token by that.
    if request.user.is_authenticated:
        return title, _("You have signed in again since you opened this page, perhaps in another window.")
    return title, _("Your browser’s cookie has changed since you opened this page.")


def _is_form(path: str) -> bool:
    try:
        return resolve(path).url_name in _REOPENED
    except Resolver404:
        return False
