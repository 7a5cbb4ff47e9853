"""The admin site: its head, clock and policy for browsers, the sign-in, the desk, and the page for an outdated form."""

from collections.abc import Callable
from functools import update_wrapper, wraps
from typing import Any, cast

from csp.constants import HEADER, NONE, SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.contrib.admin import AdminSite, site
from django.contrib.auth.models import User
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.response import TemplateResponse
from django.urls import Resolver404, path, resolve, reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as djangos_csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from pressreleases.admin.confirming import confirmed
from pressreleases.admin.help import help_page, help_picture, section_about
from pressreleases.admin.notice_choice import choice_page
from pressreleases.admin.passwords import ChangePassword, SetPassword, forgotten_page
from pressreleases.admin.policy_reports import policy_report
from pressreleases.admin.second_factors import app_page, factors_page
from pressreleases.admin.sessions import sessions_page
from pressreleases.admin.signing_in import EXCUSED, FACTOR, SignInPage, passkey_alone, second_step, sign_in_context
from pressreleases.audit import record
from pressreleases.editorial.dashboard import dashboard
from pressreleases.language.dates import zone_info
from pressreleases.language.languages import own_name, published_in, staff_language_codes
from pressreleases.mission_clock import MissionClock, clock_of, details_now
from pressreleases.models import Checkup, MissionDetails, Notice
from pressreleases.models.audit import AuditAct
from pressreleases.outbox.telling import BACKEND
from pressreleases.publishing import permissions
from pressreleases.retrying import retried

# The sections in the head of every page, for those who may see them.
SECTIONS = ("release", "anniversary", "topic", "image", "announcement", "missiondetails")

# What an account without a role may still open: to leave, and to change its own password.
OPEN_TO_ALL_STAFF = frozenset({"logout", "password_change", "password_change_done", "sessions", "jsi18n"})

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
    # Django makes the address; see `admin/policy_reports.py`.
    "report-uri": [reverse_lazy("admin:policy_report")],
}

# CKEditor 4 writes handlers and styles into the attributes of its own buttons: on the forms that have it, only there.
EDITOR_POLICY = {**STAFF_POLICY, "script-src-attr": [UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}

View = Callable[..., HttpResponse]


class PressOffice(AdminSite):
    site_title = gettext_lazy("Press office")
    site_header = gettext_lazy("Press office")
    index_title = gettext_lazy("Desk")
    enable_nav_sidebar = False
    final_catch_all_view = True

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
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {**sign_in_context(request), **(extra_context or {})}
        with transaction.atomic():
            return cast("HttpResponse", SignInPage.as_view(extra_context=context)(request))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        # Made here, since the request forgets it.
        user = User.objects.filter(pk=request.user.pk).first() if request.user.is_authenticated else None
        with transaction.atomic():
            response = super().logout(request, extra_context)
            if user is not None and not request.user.is_authenticated:
                record(AuditAct.SIGNED_OUT, user, by=user)
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        context = {**self.each_context(request), **(extra_context or {})}
        with transaction.atomic():
            return ChangePassword.as_view(extra_context=context)(request)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        clock = clock_for(request)
        context = super().each_context(request)
        return {
            **context,
            "site_header": mission_name(request) or self.site_header,
            "site_url": reverse("start", kwargs={"language": published_in(get_language())}),
            "clock": clock,
            "has_role": permissions.has_role(request.user),
            "help_section": section_about(request.resolver_match),
            "sections": _sections(request, context["available_apps"]),
            "staff_languages": [(code, own_name(code)) for code in staff_language_codes()],
        }

    def _build_app_dict(self, request: HttpRequest, label: Any = None) -> Any:
        """As Django's, with the names that the admin of each model has for it."""
        found = super()._build_app_dict(request, label)
        for app in [found] if label and found else found.values():
            for row in app["models"]:
                row["name"] = capfirst(self.get_model_admin(row["model"]).opts.verbose_name_plural)
        return found

    def get_urls(self) -> list[Any]:
        def notices(request: HttpRequest) -> HttpResponse:
            return choice_page(request, context=self.each_context(request))

        set_password = never_cache(sensitive_post_parameters()(SetPassword.as_view()))

        return [
            path("help/", self.admin_view(help_page), name="help"),
            path("help/images/<str:name>", self.admin_view(help_picture), name="help_picture"),
            path("notices/", self.admin_view(notices), name="notices"),
            path("policy-report/", self.admin_view(policy_report), name="policy_report"),
            path("sessions/", self.admin_view(confirmed(sessions_page, posts_only=True)), name="sessions"),
            path("second-step/", on_mission_time(never_cache(second_step)), name="second_step"),
            path("second-factors/", on_mission_time(never_cache(factors_page)), name="second_factors"),
            path("second-factors/app/", on_mission_time(never_cache(app_page)), name="add_app"),
            path("passkey/", on_mission_time(never_cache(passkey_alone)), name="passkey"),
            path("forgotten/", on_mission_time(never_cache(forgotten_page)), name="forgotten"),
            path("set-password/<uidb64>/<token>/", on_mission_time(cast("View", set_password)), name="set_password"),
            *super().get_urls(),
        ]

    def app_index(self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None) -> Any:  # noqa: ARG002  Django's signature
        """An app has no page of its own, since the desk lists everything."""
        return HttpResponseRedirect(reverse("admin:index"))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        may_see = permissions.may(request.user, permissions.SEE)
        desk = dashboard(request.user, clock_for(request), get_language() or "en") if may_see else None
        trouble = Notice.objects.in_trouble().count() if request.user.has_perm("pressreleases.view_notice") else 0
        more = {
            "desk": desk,
            "whom": "" if desk else _administrators(),
            "mail_trouble": trouble,
            "checkup": Checkup.objects.first() if request.user.has_perm("auth.change_user") else None,
            "lacks_factor": request.session.get(FACTOR) == EXCUSED,
        }
        return super().index(request, {**more, **(extra_context or {})})


def _administrators() -> str:
    """The names of those who give roles, as far as they have told them; user names are not shown."""
    able = User.objects.with_perm("auth.change_user", backend=BACKEND).filter(is_active=True, is_staff=True)
    names = able.exclude(first_name="", last_name="").order_by("last_name", "first_name", "pk")[:5]
    return ", ".join(user.get_full_name() for user in names)


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


def view_of(module: str, name: str) -> View:
    """A view whose module is loaded when it is first asked for: the readers of documents take long to load."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = import_string(f"pressreleases.admin.{module}.{name}")(request, *args, **kwargs)
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
