"""Releases in the admin: the list, the form, saving. Verbs, history, deletion and what stands round it are beside."""

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pressreleases import publishing
from pressreleases.admin.auditing import Audited
from pressreleases.admin.autosave import Autosave
from pressreleases.admin.bulk.export import export_as_csv, export_as_json
from pressreleases.admin.bulk.pages import (
    BulkPages,
    add_topic_to_chosen,
    classify_chosen,
    publish_chosen,
    withdraw_chosen,
)
from pressreleases.admin.deletion import DraftsOnly, delete_selected, why_not
from pressreleases.admin.draft_notes import DraftNotes
from pressreleases.admin.list_filters import AnniversaryFilter, IssuedFilter, StateFilter, TopicFilter
from pressreleases.admin.pane import pane, words_of_original
from pressreleases.admin.previews import PreviewLinks
from pressreleases.admin.proof import ProofPages
from pressreleases.admin.release_form import ReleaseForm
from pressreleases.admin.release_history import ReleaseHistory
from pressreleases.admin.release_page import around, around_new
from pressreleases.admin.scheduled import ScheduledPage
from pressreleases.admin.site import clock_for, clock_of_this_page
from pressreleases.admin.translating import Translating, tick_of
from pressreleases.admin.verb_pages import VerbPages
from pressreleases.admin.verbs import VERBS
from pressreleases.editorial.families import of_family, with_languages, with_others
from pressreleases.editorial.states import Facts, state_of
from pressreleases.language.dates import short_date
from pressreleases.language.languages import language_codes
from pressreleases.models import Release, ReviewComment
from pressreleases.public_addresses import page_at
from pressreleases.publishing import PublishingError, permissions, review
from pressreleases.publishing.locking import lock_families
from pressreleases.request_values import family_in, number_in
from pressreleases.translations import TranslationState, with_original_words, with_translation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

READER_SEES = gettext_lazy("Saved. Readers still see edition %(number)s until you correct it.")

GOES_OUT_AS_SCHEDULED = gettext_lazy("Saved. The scheduled text does not change until you schedule the newest text.")


class ReleaseList(ChangeList):
    """The list of releases: filtered, sorted and counted by its columns alone; states are fetched for one page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        rows = Release.objects.with_state().filter(pk__in=keys).select_related("changed_by")
        found = {row.pk: row for row in with_languages(with_translation(rows))}
        self.result_list = [found[key] for key in keys if key in found]


@admin.register(Release)
class ReleaseAdmin(
    Autosave,
    Audited,
    BulkPages,
    ProofPages,
    PreviewLinks,
    DraftNotes,
    ScheduledPage,
    VerbPages,
    Translating,
    DraftsOnly,
    ReleaseHistory,
):
    form = ReleaseForm
    change_form_template = "admin/pressreleases/release/change_form.html"
    list_display = ["title_in_language", "state", "all_languages", "kind", "issued", "last_change"]
    list_display_links = ["title_in_language"]
    list_filter: ClassVar[Any] = [
        StateFilter,
        "language",
        "kind",
        IssuedFilter,
        TopicFilter,
        AnniversaryFilter,
    ]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title", "reference", "body", "slug", "=code"]
    search_help_text = gettext_lazy("Words of the title or text, a reference, an address or a short code")
    ordering = ["-issued_on", "-pk"]
    actions: ClassVar[Any] = [
        *(publish_chosen, withdraw_chosen, classify_chosen, add_topic_to_chosen),
        *(export_as_csv, export_as_json, delete_selected),
    ]
    save_on_top = False

    # The list

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Release]":
        found = super().get_queryset(request)
        # Of the list, only the rows of one page get their states: see `ReleaseList`.
        return found if _is_list(request) else with_others(with_original_words(with_translation(found.with_state())))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002  Django's signature
        return ReleaseList

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_in_language(self, release: Release) -> SafeString:
        return format_html('<span lang="{}" dir="auto">{}</span>', release.language, release.title)

    @admin.display(description=gettext_lazy("state"))
    def state(self, release: Release) -> SafeString:
        state = state_of(release, clock_of_this_page())
        notes = format_html_join("", '<span class="state-note">{}</span>', ((note,) for note in state.notes))
        return format_html('<span class="state state-{}">{}</span>{}', state.tone, state.word, notes)

    @admin.display(description=gettext_lazy("languages"))
    def all_languages(self, release: Release) -> SafeString:
        rows: list[dict[str, Any]] = release.languages  # type: ignore[attr-defined]  # annotated
        return format_html_join(
            " ",
            '<a class="language{}" href="{}">{}{}</a>',
            (
                (
                    " language-this" if row["pk"] == release.pk else "",
                    reverse("admin:pressreleases_release_change", args=(row["pk"],)),
                    row["language"],
                    _(" (out of date)") if row["state"] == TranslationState.STALE else "",
                )
                for row in rows
            ),
        ) + format_html_join(
            "",
            ' <span class="language language-missing">{}</span>',
            (
                (_("%(language)s missing") % {"language": code},)
                for code in language_codes()
                if code not in {row["language"] for row in rows}
            ),
        )

    @admin.display(description=gettext_lazy("last saved"), ordering="changed_at")
    def last_change(self, release: Release) -> str:
        who = release.changed_by
        when = localtime(release.changed_at)
        return f"{short_date(when.date(), get_language() or 'en')}, {when:%H:%M}" + (
            f", {who.get_full_name() or who.get_username()}" if who else ""
        )

    @admin.display(description=gettext_lazy("date of issue"), ordering="issued_on")
    def issued(self, release: Release) -> str:
        return short_date(release.issued_on, get_language() or "en")

    # The form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Pictures and topics can be added from here; to change or delete them one goes to them."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Release | None = None) -> Any:
        rare = [] if obj and (obj.reference or obj.speaker_name or obj.speaker_office) else ["collapse"]
        return [
            (None, {"fields": [("language", "kind"), ("issued_on", "place"), "title", "summary", "body"]}),
            (_("Below the text"), {"fields": ["notes_to_editors"]}),
            (_("Picture, topics, anniversary"), {"fields": ["lead_image", "topics", "anniversary"]}),
            (_("Reference and speaker"), {"fields": ["reference", "speaker_name", "speaker_office"], "classes": rare}),
            (_("Address"), {"fields": ["slug"]}),
            *((_("Translation"), {"fields": [tick]}) for tick in tick_of(obj, may_carry_on=_may_carry_on(request))),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Release | None = None) -> list[str]:  # noqa: ARG002  Django's signature
        return ["language"] if obj and Facts.of(obj).was_public else []

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Release | None:
        """Locked while it is being saved or deleted, so that the version that is compared stays the newest.

        With its other languages: a save may note something at them, a deletion make one of them the original.
        """
        if request.method == "POST" and (key := number_in(object_id)):
            lock_families(Release.objects.filter(pk=key))
        return super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: Release | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.clock = clock_for(request)
        form.may_carry_on = _may_carry_on(request)
        if obj is None:
            form.original = self._original(request)
        elif request.method == "GET" and (save := number_in(request.GET.get("restore"))):
            form.restored = obj.history.filter(history_id=save).first()
        if obj and obj.slug and Facts.of(obj).was_public and "slug" in form.base_fields:
            page = page_at(obj.language, obj.issued_on.year, obj.slug)
            form.base_fields["slug"].help_text = (
                _("The page is %(page)s. If you change this, the old address will always redirect to the new one.")
                % {"page": uri_to_iri(page)}
                if page
                else ""
            )
        return form

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if request.GET.get("family") and self._family(request).first() is None:
            messages.error(request, _("The text to translate no longer exists."))
            return HttpResponseRedirect(reverse("admin:pressreleases_release_changelist"))
        response: HttpResponse = super().add_view(request, form_url, extra_context)
        return response

    def _original(self, request: HttpRequest) -> Release | None:
        """The original of the family that the address names, locked while a translation of it is being saved."""
        family = self._family(request)
        if request.method == "POST":
            lock_families(family)
        return family.first()

    def _family(self, request: HttpRequest) -> "QuerySet[Release]":
        family = family_in(request.GET.get("family"))
        found = Release.objects.none() if family is None else Release.objects.filter(family=family)
        return found.order_by("-is_original", "pk")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address may set beforehand: links on the desk and beside a release use it."""
        given = super().get_changeform_initial_data(request)
        if given.get("language") not in language_codes():
            given.pop("language", None)
        known = {name: given[name] for name in ("language", "issued_on", "anniversary", "kind") if name in given}
        return known | (words_of_original(self._original(request)) if given.get("words") == "original" else {})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> TemplateResponse:
        form, release = context["adminform"].form, kwargs.get("obj")
        clock = clock_for(request)
        begun = release or form.original
        family = list(with_original_words(with_translation(of_family(begun.family)))) if begun else []
        more = around(release, family, request.user, clock) if release else around_new(request.user)
        context |= more | {"translated": form.original, "restored": form.restored, "refused": form.refused}
        context["pane"] = pane(release, form.original, family, request.user, clock)
        context["show_delete"] = not (release and why_not(release))
        response = super().render_change_form(request, context, *args, **kwargs)
        response.has_editor = True
        if form.errors:
            response.status_code = 422
        return response

    # Saving

    def save_model(self, request: HttpRequest, obj: Release, form: ReleaseForm, change: bool) -> None:
        if change and not form.differs:
            return
        user = cast("User", request.user)
        obj.changed_by = user
        if change:
            obj.version += 1
            if review.becomes_a_draft(obj, by=user):
                review.reopen(obj, by=user)
        else:
            obj.created_by = user
        super().save_model(request, obj, form, change)
        if form.taken_out:
            messages.warning(
                request,
                _("Removed from the text, because the site does not support it: %(names)s.")
                % {"names": ", ".join(form.taken_out)},
            )

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What was stored anew, which is less than what the editor sends in its own way of writing."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        return {"changed": form.differing} if form.differs else {}

    def audit_details(self, obj: Release) -> dict[str, Any]:
        return {"version": obj.version}

    def response_add(self, request: HttpRequest, obj: Release, post_url_continue: str | None = None) -> HttpResponse:  # noqa: ARG002  Django's signature
        return self._go_on(request, obj, _("Saved."))

    def response_change(self, request: HttpRequest, obj: Release) -> HttpResponse:
        stored = Release.objects.with_state().get(pk=obj.pk)
        facts = Facts.of(stored)
        said = _("Saved.")
        if facts.changed_since_scheduled:
            said = str(GOES_OUT_AS_SCHEDULED)
        elif facts.live_number and facts.changed:
            said = READER_SEES % {"number": facts.live_number}
        if request.POST.get("_then") != "submit" and ReviewComment.objects.reopened().filter(release=obj).exists():
            messages.warning(
                request, _("You changed it after it was submitted, so it is a draft again. Submit it once it is ready.")
            )
        return self._go_on(request, obj, str(said))

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        may: bool = super().has_change_permission(request, obj)
        return may and (obj is None or review.may_change(obj, by=request.user))

    def _go_on(self, request: HttpRequest, release: Release, said: str) -> HttpResponse:
        """To the page of the verb whose button saved it, to the list, or back to the form."""
        verb = VERBS.get(request.POST.get("_then", ""))
        if verb and verb.is_for(request.user):
            # The page of submitting asks what readers should be told of a correction.
            if verb.name != "submit" or getattr(release, "live_number", None):
                return HttpResponseRedirect(reverse(f"admin:pressreleases_release_{verb.name}", args=(release.pk,)))
            try:
                publishing.submit([release], by=cast("User", request.user))
                said = str(verb.done)
            except PublishingError as error:
                messages.error(request, str(error))
        messages.success(request, said)
        if "_save" in request.POST:
            return self.response_post_save_change(request, release)
        return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(release.pk,)))

    def get_view_on_site_url(self, obj: Release | None = None) -> str | None:  # noqa: ARG002  Django's signature
        """Never Django's own link: the bar above the form has one, when there is something to see."""
        return None


def _is_list(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "pressreleases_release_changelist")


def _may_carry_on(request: HttpRequest) -> bool:
    """Whether the user may say of a change of the original that it does not affect the translations."""
    return permissions.may(request.user, permissions.PUBLISH)
