"""Anniversaries in the admin: the event, its day and its names, the list of all, and the work on each observance."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField, F, Func, QuerySet, Value
from django.db.models.functions import Now
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pressreleases.admin.anniversary_files import export_as_csv, export_as_ics, import_page
from pressreleases.admin.anniversary_form import (
    RULE_FIELDS,
    AnniversaryForm,
    PatternForm,
    days_of,
    stored_titles,
    typed,
    typed_titles,
)
from pressreleases.admin.audit_trail import AuditedAdmin
from pressreleases.admin.base import Day
from pressreleases.admin.inlines import LanguageInline, RowsInline
from pressreleases.admin.list_filters import GoesOnFilter, MonthOfYearFilter, ShownFilter
from pressreleases.admin.site import clock_for, clock_of_this_page
from pressreleases.anniversaries.drafts import Outcome, make_drafts
from pressreleases.anniversaries.linking import link, link_earlier
from pressreleases.anniversaries.recognising import earlier
from pressreleases.errors import ExplainedError
from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import own_name
from pressreleases.models import Anniversary, AnniversaryAddress, AnniversaryDate, AnniversaryName, Release
from pressreleases.publishing import permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.request_values import LARGEST, YEARS, number_in


class AnniversaryNameForm(PatternForm):
    owner, addresses = "anniversary", AnniversaryAddress


class Names(LanguageInline):
    model = AnniversaryName
    form = AnniversaryNameForm
    after = 1


class Dates(RowsInline):
    model = AnniversaryDate
    verbose_name_plural = gettext_lazy("Table of dates, for a day that changes")
    after = 2
    add_label = gettext_lazy("Add a date")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "observed_on":
            kwargs["widget"] = Day
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Anniversary)
class AnniversaryAdmin(AuditedAdmin):
    form = AnniversaryForm
    readonly_fields = ["coming"]
    actions = [*AuditedAdmin.actions, export_as_csv, export_as_ics]
    change_list_template = "admin/pressreleases/anniversary/change_list.html"
    inlines = [Names, Dates]
    fieldsets = [
        (gettext_lazy("The event"), {"fields": [("event_first_on", "event_last_on")]}),
        (
            gettext_lazy("Its observance"),
            {
                "fields": [
                    "rule",
                    ("nth", "weekday", "month", "day"),
                    "in_common_years",
                    ("from_year", "until_year"),
                    "round_years",
                    "coming",
                    "lead_days",
                    "goes_on",
                    "shown",
                ]
            },
        ),
    ]
    list_display = ["name", "next_observance", "years", "event_first_on", "goes_on", "shown"]
    list_filter: ClassVar[Any] = [GoesOnFilter, ShownFilter, "rule", MonthOfYearFilter]
    search_fields = ["names__name", "names__slug"]
    search_help_text = gettext_lazy("Words of the name, in any language")
    list_per_page = 100
    show_full_result_count = False

    class Media:
        css = {"all": ["admin_look/anniversaries.css"]}
        js = [Script("admin_look/anniversary_rule.js", defer=True)]

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("days/", self.days_view, "days"),
            ("titles/", self.titles_view, "titles"),
            ("import/", import_page, "import"),
            ("<int:key>/earlier/", earlier_releases_page, "earlier"),
            ("<int:key>/drafts/<int:year>/", make_drafts_of_year, "drafts"),
            ("<int:key>/link/<int:year>/", link_release, "link"),
        )
        view = self.admin_site.admin_view
        mine = [path(url, view(page), name=f"pressreleases_anniversary_{name}") for url, page, name in pages]
        return [*mine, *super().get_urls()]

    def days_view(self, request: HttpRequest) -> HttpResponse:
        """The next ten days by the rule in the form, for the script that shows them while it is typed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = self.get_form(request, fields=RULE_FIELDS)(request.GET)
        found = typed(cast("AnniversaryForm", form), request.GET.dict())
        return HttpResponse(
            days_of(*found, clock_for(request).today) if found else _("Complete the fields to see the days.")
        )

    def titles_view(self, request: HttpRequest) -> HttpResponse:
        """The titles of the form that is posted here, for the script that shows them. Nothing is saved."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("pressreleases.change_anniversary"):
            raise PermissionDenied
        titles = self._titles_typed(request)
        return TemplateResponse(request, "admin/pressreleases/anniversary/titles.html", {"titles": titles})

    def _titles_typed(self, request: HttpRequest) -> list[Any]:
        form = self.get_form(request, fields=RULE_FIELDS)(request.POST)
        found = typed(cast("AnniversaryForm", form), request.POST.dict())
        return typed_titles(request.POST, clock_for(request).today, found[1] if found else None)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        stored = kwargs.get("obj")
        if request.method == "POST":
            context["titles"] = self._titles_typed(request)
        else:
            context["titles"] = stored_titles(stored, clock_for(request).today) if stored else []
        context["titles_url"] = reverse("admin:pressreleases_anniversary_titles")
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Anniversary, post_url_continue: str | None = None
    ) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if request.POST.keys() & {"_save", "_continue"} and leads_to_earlier(obj, request):
            return HttpResponseRedirect(reverse("admin:pressreleases_anniversary_earlier", args=(obj.pk,)))
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Calendars ask whether an anniversary was changed, its names and dates included."""
        super().save_related(request, form, formsets, change)
        if change and (form.has_changed() or any(formset.has_changed() for formset in formsets)):
            Anniversary.objects.filter(pk=form.instance.pk).update(version=F("version") + 1, changed_at=Now())

    @admin.display(description=gettext_lazy("the next ten days"))
    def coming(self, anniversary: Anniversary) -> str:
        # Of a form that was refused this is what was typed, which may be a day that no calendar has.
        whole = bool(anniversary.pk) and not anniversary.wrong()
        shown = days_of(anniversary, anniversary.observing, clock_of_this_page().today) if whole else "–"
        url = reverse("admin:pressreleases_anniversary_days")
        return format_html('<div id="coming-days" aria-live="polite" data-url="{}">{}</div>', url, shown)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Anniversary]":
        """For the list with `place`, by the next date; a rule is reckoned in Python, so the keys are put in order."""
        if not _is_list(request):
            return super().get_queryset(request).prefetch_related("names", "dates")
        rows = Anniversary.objects.prefetch_related("names", "dates")
        today = clock_for(request).today
        days = [(day, row.pk) for row in Anniversary.objects.prefetch_related("dates") if (day := row.next_on(today))]
        keys = Value([key for _day, key in sorted(days)], output_field=ArrayField(BigIntegerField()))
        return rows.annotate(place=Func(keys, F("pk"), function="array_position", output_field=BigIntegerField()))

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["place"] if _is_list(request) else []

    @admin.display(description=gettext_lazy("name"))
    def name(self, anniversary: Anniversary) -> str:
        return anniversary.name_in(get_language()) or str(anniversary)

    @admin.display(description=gettext_lazy("next observance"), ordering="place", empty_value="–")
    def next_observance(self, anniversary: Anniversary) -> str | None:
        day = anniversary.next_on(clock_of_this_page().today)
        return day_in_words(day, get_language() or "en") if day else None

    @admin.display(description=gettext_lazy("years by then"), empty_value="–")
    def years(self, anniversary: Anniversary) -> str | None:
        day = anniversary.next_on(clock_of_this_page().today)
        if day is None:
            return None
        years = anniversary.years_on(day)
        return format_html("<strong>{}</strong>" if anniversary.is_round(years) else "{}", years)


def _is_list(request: HttpRequest) -> bool:
    found = request.resolver_match
    return found is not None and found.url_name == "pressreleases_anniversary_changelist"


# The work on an observance: its drafts, and the releases that were written by hand

# More than one would read through before pressing a button; the rest is offered the next time.
AT_ONCE = 200

View = Callable[..., HttpResponse]


def _act_on_desk(view: View) -> View:
    """`view`, by POST, for those who may create releases; a refusal is shown on the desk."""

    @wraps(view)
    def answer(request: HttpRequest, key: int, year: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("pressreleases.add_release"):
            raise PermissionDenied
        if key > LARGEST or year not in YEARS:
            raise Http404
        try:
            return view(request, key, year)
        except (ExplainedError, NotYours) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:index"))

    return answer


@_act_on_desk
def make_drafts_of_year(request: HttpRequest, key: int, year: int) -> HttpResponse:
    try:
        outcome = make_drafts(key, year, by=cast("User", request.user), despite=bool(request.POST.get("despite")))
    except Anniversary.DoesNotExist as error:
        raise Http404 from error
    if outcome.by_hand:
        messages.warning(
            request, _("No drafts were made, because there may already be a release for it. Check the desk.")
        )
        return HttpResponseRedirect(reverse("admin:index"))
    _tell(request, outcome)
    return _form_of([*outcome.made, *outcome.there])


@_act_on_desk
def link_release(request: HttpRequest, key: int, year: int) -> HttpResponse:
    anniversary = Anniversary.objects.filter(pk=key).first()
    release = Release.objects.no_pages().filter(pk=number_in(request.POST.get("release")) or 0).first()
    if anniversary is None or release is None:
        raise Http404
    linked = link(release, anniversary, year, by=cast("User", request.user))
    messages.success(request, _("Linked with %(name)s.") % {"name": anniversary})
    return _form_of(linked or [release])


def leads_to_earlier(anniversary: Anniversary, request: HttpRequest) -> bool:
    """Whether there are releases to be linked with `anniversary`, which was just added, and the user may link them."""
    added = Anniversary.objects.whole().get(pk=anniversary.pk)
    return permissions.may(request.user, permissions.PUBLISH) and bool(earlier(added, clock_for(request).today))


def earlier_releases_page(request: HttpRequest, key: int) -> HttpResponse:
    """Earlier releases that look like observances of an anniversary, to be linked in one step."""
    if not permissions.may(request.user, permissions.PUBLISH):
        raise PermissionDenied
    anniversary = Anniversary.objects.whole().filter(pk=key).first()
    if anniversary is None:
        raise Http404
    found = earlier(anniversary, clock_for(request).today)[:AT_ONCE]
    if request.method == "POST":
        chosen = set(request.POST.getlist("release"))
        keys = [release.pk for release in found if str(release.pk) in chosen]
        linked = link_earlier(keys, anniversary, by=cast("User", request.user))
        said = ngettext("%(count)s release was linked.", "%(count)s releases were linked.", len(linked))
        messages.success(request, said % {"count": len(linked)})
        return HttpResponseRedirect(reverse("admin:pressreleases_anniversary_change", args=(key,)))
    context = {
        **site.each_context(request),
        "title": _("Earlier releases"),
        "subtitle": str(anniversary),
        "anniversary": anniversary,
        "releases": found,
        "opts": Anniversary._meta,
    }
    return TemplateResponse(request, "admin/pressreleases/anniversary/earlier.html", context)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if not outcome.made:
        messages.info(request, _("There were no drafts left to make."))
        return
    languages = ", ".join(own_name(release.language) for release in outcome.made)
    messages.success(
        request,
        _("Drafts were made in these languages: %(languages)s. Check the notes on each draft before you publish it.")
        % {"languages": languages},
    )


def _form_of(releases: list[Release]) -> HttpResponse:
    """The form of the original, or of the first of them; the desk if there is none."""
    first = next((release for release in releases if release.is_original), next(iter(releases), None))
    if first is None:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(first.pk,)))
