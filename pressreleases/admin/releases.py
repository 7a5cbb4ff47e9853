"""Releases in the admin: list, form, saving and deleting. Every other page is a view of its own, see `PAGES`."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import publishing
from pressreleases.admin import attachments, autosave, deletion, findings, mission_pages, translations
from pressreleases.admin.audit_trail import Audited
from pressreleases.admin.bulk import (
    add_topic_to_chosen,
    bulk_page,
    classify_chosen,
    export_as_csv,
    export_as_json,
    outcome_page,
    publish_chosen,
    withdraw_chosen,
)
from pressreleases.admin.comparison import comparison_page
from pressreleases.admin.link_choice import link_targets
from pressreleases.admin.list_filters import (
    AnniversaryFilter,
    IssuedFilter,
    PictureFilter,
    StateFilter,
    TopicFilter,
    ViewFilter,
)
from pressreleases.admin.live_checks import live_check_part, run_checks_again
from pressreleases.admin.passage_comments import comments_page
from pressreleases.admin.preflight_form import change_page
from pressreleases.admin.preview_links import preview_links_page
from pressreleases.admin.release_form import Opening, ReleaseForm, fieldsets_of, sections_of
from pressreleases.admin.release_history import HistoryAdmin
from pressreleases.admin.release_list import ReleaseList, scheduled_page
from pressreleases.admin.release_page import (
    ASKING,
    new_release_context,
    notes_on_draft,
    release_context,
    save_draft_notes,
    side_pane,
    submitting_asks,
    words_of_original,
)
from pressreleases.admin.search import search_page
from pressreleases.admin.signed_out import shown_again
from pressreleases.admin.site import allow_editor, clock_for, view_of
from pressreleases.admin.typography import punctuation_offer, punctuation_page
from pressreleases.admin.verb_pages import verb_page
from pressreleases.admin.verbs import VERBS
from pressreleases.editorial.finding import texts_with
from pressreleases.editorial.source_documents import with_sources
from pressreleases.editorial.states import Facts
from pressreleases.editorial.trash import KEPT_FOR
from pressreleases.families import compared_family, with_original_words, with_others, with_translation
from pressreleases.language.languages import language_codes
from pressreleases.models import Release, ReviewComment
from pressreleases.publishing import PublishingError, permissions, review
from pressreleases.publishing.locking import lock_families, lock_page
from pressreleases.request_values import family_in, number_in

READER_SEES = gettext_lazy("Saved. Readers still see edition %(number)s until you correct it.")

GOES_OUT_AS_SCHEDULED = gettext_lazy("Saved. The scheduled text does not change until you schedule the newest text.")


# Where each page is found below `…/release/`, and its name after `admin:pressreleases_release_`.
PAGES: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("keep/", autosave.autosave_view, "keep_new"),
    ("<int:key>/keep/", autosave.autosave_view, "keep"),
    ("findings/", findings.findings_view, "findings_new"),
    ("<int:key>/findings/", findings.findings_view, "findings"),
    ("unsaved/<int:key>/discard/", autosave.discard_view, "discard"),
    ("chosen/<slug:name>/", bulk_page, "chosen"),
    ("chosen/<slug:name>/<slug:token>/", outcome_page, "outcome"),
    ("attach/", attachments.upload_view, "attach"),
    ("attachment/<str:name>", attachments.file_view, "attachment"),
    ("live-check/", live_check_part, "live_check"),
    ("check-again/", run_checks_again, "check_again"),
    ("scheduled/", scheduled_page, "scheduled"),
    ("search/", search_page, "search"),
    ("links/", link_targets, "links"),
    ("pages/", mission_pages.mission_pages_page, "pages"),
    ("deleted/", deletion.deleted_drafts_page, "deleted"),
    ("paste/", view_of("pasted_text", "pasted_text"), "paste"),
    ("import/", view_of("import_pages", "import_page"), "import"),
    ("import/<int:key>/", view_of("import_pages", "document_page"), "import_one"),
    ("import/<int:key>/original/", view_of("import_pages", "source_page"), "original"),
    ("<path:object_id>/previews/", preview_links_page, "previews"),
    ("<path:object_id>/comments/", comments_page, "comments"),
    ("<path:object_id>/in-step/", translations.mark_up_to_date, "in_step"),
    ("<path:object_id>/compare/", comparison_page, "compare"),
    ("<path:object_id>/punctuation/", punctuation_page, "punctuation"),
    ("<path:object_id>/word/", view_of("word_files", "word_file_page"), "word"),
    ("<path:object_id>/word/file/", view_of("word_files", "word_file_download"), "word_file"),
)
# Those with text that a form of their own sends, which is not kept as one types.
IMPORTS = frozenset({"import", "import_one"})


@admin.register(Release)
class ReleaseAdmin(Audited, HistoryAdmin):
    form = ReleaseForm
    change_form_template = "admin/pressreleases/release/change_form.html"
    change_list_template = "admin/pressreleases/release/change_list.html"
    list_filter: ClassVar[Any] = [
        *(ViewFilter, StateFilter, "language", "kind", IssuedFilter, TopicFilter, AnniversaryFilter, PictureFilter)
    ]
    list_per_page = 50
    search_fields = ["title"]  # for Django to show the field; `texts_with` decides what is found
    search_help_text = gettext_lazy("Words of the title or text, a reference, a date or a short code")
    ordering = ["-issued_on", "-pk"]
    actions: ClassVar[Any] = [
        *(publish_chosen, withdraw_chosen, classify_chosen, add_topic_to_chosen),
        *(export_as_csv, export_as_json, deletion.delete_selected),
    ]
    save_on_top = False

    delete_confirmation_template = "admin/pressreleases/release/delete.html"
    delete_selected_confirmation_template = "admin/pressreleases/release/delete_selected.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        views = {name: shown_again(view(page)) if name in IMPORTS else view(page) for _url, page, name in PAGES}
        mine = [path(url, views[name], name=f"pressreleases_release_{name}") for url, _page, name in PAGES]
        verbs = [
            path(f"<path:object_id>/{name}/", view(verb_page), {"name": name}, name=f"pressreleases_release_{name}")
            for name in VERBS
        ]
        return [*mine, *verbs, *super().get_urls()]

    # The list

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Release]":
        # Of the list, only the rows of one page get their states: see `ReleaseList`.
        if _is_list(request):
            return super().get_queryset(request).filter(page="")
        return _rows_of_forms().order_by(*self.get_ordering(request))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        if not search_term.strip():
            return queryset, False
        return queryset.filter(pk__in=texts_with(search_term, clock_for(request).today)), False

    def response_action(self, request: HttpRequest, queryset: Any, *more: Any) -> HttpResponse | None:
        """On the texts that were ticked, which the filters may not find; on all that they find only if so chosen."""
        across = self.action_form.base_fields["select_across"].to_python(request.POST.get("select_across"))
        response: HttpResponse | None = super().response_action(
            request, queryset if across else self.get_queryset(request), *more
        )
        return response

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:  # noqa: ARG002  Django's signature
        return ReleaseList

    # The form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        """Topics can be added from here; to change or delete them one goes to them. Pictures have their own dialog."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "lead_image" and field is not None:
            field.widget = field.widget.widget
        elif isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Release | None = None) -> Any:
        ticks = translations.tick_of(obj, may_carry_on=_may_carry_on(request))
        return fieldsets_of(obj.page if obj else mission_pages.begun_page(request), ticks)

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
        return partial(super().get_form(request, obj, change, **kwargs), opening=self._opening(request, obj))

    def _opening(self, request: HttpRequest, release: Release | None) -> Opening:
        opening = Opening(clock_for(request), _may_carry_on(request), unsaved=autosave.taken_back(request, release))
        if release is None:
            page = mission_pages.begun_page(request)
            made = autosave.made_before(request) if request.method == "POST" else None
            opening = replace(opening, original=self._original(request), made=made)
            return replace(opening, page=page, language=mission_pages.language_of(request, page)) if page else opening
        save = number_in(request.GET.get("restore")) if request.method == "GET" else None
        return replace(opening, restored=release.history.filter(history_id=save).first() if save else None)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        elsewhere = mission_pages.not_to_be_begun(request)
        response: HttpResponse = elsewhere or super().add_view(request, form_url, extra_context)
        return response

    def _original(self, request: HttpRequest) -> Release | None:
        """The original of the family that the address names, locked while a translation of it is being saved."""
        family = self._family(request)
        if request.method == "POST":
            lock_page(autosave.family_of(request))
            lock_families(family)
        return family.first()

    def _family(self, request: HttpRequest) -> "QuerySet[Release]":
        family = family_in(request.GET.get("family"))
        found = Release.objects.none() if family is None else Release.objects.filter(family=family)
        return found.order_by("-is_original", "pk")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address may set beforehand: links on the desk and on the page of a release use it."""
        given = super().get_changeform_initial_data(request)
        if given.get("language") not in language_codes():
            given.pop("language", None)
        known = {name: given[name] for name in ("language", "issued_on", "anniversary", "kind") if name in given}
        if given.get("words") == "original":
            return known | words_of_original(self._original(request))
        page = mission_pages.begun_page(request)
        return known | (mission_pages.first_words(page, mission_pages.language_of(request, page)) if page else {})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> TemplateResponse:
        form, release = context["adminform"].form, kwargs.get("obj")
        clock = clock_for(request)
        begun = release or form.original
        family = compared_family(begun.family) if begun else []
        context |= (
            release_context(release, family, request.user, clock)
            if release
            else new_release_context(request.user, family)
        )
        may_save = self.has_change_permission(request, release) if release else self.has_add_permission(request)
        may_keep = may_save and not context.get("is_popup")
        context |= punctuation_offer(request, release, context["found"]) if release else {}
        context |= autosave.around_form(request, form, release, may_save=may_keep)
        context |= {
            "translated": form.original,
            "restored": form.restored,
            "refused": form.refused,
            "pane": side_pane(release, form.original, family, request.user, clock, of_new=autosave.family_of(request)),
            "mission_page": "" if release else mission_pages.begun_page(request),
            "draft_notes": notes_on_draft(request, release) if release else None,
            "form_sections": sections_of(context["adminform"]),
            "sources": getattr(release, "sources", []) if permissions.may(request.user, permissions.WRITE) else [],
            "show_delete": not (release and deletion.why_not_deletable(release)),
        }
        response = super().render_change_form(request, context, *args, **kwargs)
        allow_editor(response)
        if form.errors:
            response.status_code = 422
        return response

    # Saving and deleting

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().changeform_view(request, *args, **kwargs)
        except autosave.SavedAlready as sent_twice:
            messages.success(request, _("Saved."))
            page = HttpResponseRedirect(change_page(sent_twice.release))
            return autosave.forget_in_browser(request, page)
        return response

    def save_model(self, request: HttpRequest, obj: Release, form: ReleaseForm, change: bool) -> None:
        if change and not form.differs:
            return
        user = cast("User", request.user)
        obj.changed_by = user
        if obj.page:
            obj.issued_on = clock_for(request).today
        if change:
            obj.version += 1
            if review.becomes_a_draft(obj, by=user):
                review.reopen(obj, by=user)
        else:
            obj.created_by = user
            if form.sent_before is not None:
                raise autosave.SavedAlready(form.sent_before)
            obj.family = autosave.family_of_form(request) or obj.family
        super().save_model(request, obj, form, change)
        if form.taken_out:
            messages.warning(
                request,
                _("Removed from the text, because the site does not support it: %(names)s.")
                % {"names": ", ".join(form.taken_out)},
            )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            translations.save_ticks(request, form)
        save_draft_notes(request, form.instance)
        autosave.forget_saved(request)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        """What was stored anew, which is less than what the editor sends in its own way of writing."""
        if add:
            return super().construct_change_message(request, form, formsets, add)
        return {"changed": form.differing} if form.differs else {}

    def audit_details(self, obj: Release) -> dict[str, Any]:
        return {"version": obj.version}

    def response_add(self, request: HttpRequest, obj: Release, post_url_continue: str | None = None) -> HttpResponse:  # noqa: ARG002  Django's signature
        return autosave.forget_in_browser(request, self._after_saving(request, obj, _("Saved.")))

    def response_change(self, request: HttpRequest, obj: Release) -> HttpResponse:
        stored = Release.objects.with_state().get(pk=obj.pk)
        facts = Facts.of(stored)
        said = _("Saved.")
        if facts.changed_since_scheduled:
            said = str(GOES_OUT_AS_SCHEDULED)
        elif facts.live_number and facts.changed:
            said = READER_SEES % {"number": facts.live_number}
        if (
            not request.POST.get("_then", "").startswith("submit")
            and ReviewComment.objects.reopened().filter(release=obj).exists()
        ):
            messages.warning(
                request, _("You changed it after it was submitted, so it is a draft again. Submit it once it is ready.")
            )
        return autosave.forget_in_browser(request, self._after_saving(request, obj, str(said)))

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        may: bool = super().has_change_permission(request, obj)
        return may and (obj is None or review.may_change(obj, by=request.user))

    def _after_saving(self, request: HttpRequest, release: Release, said: str) -> HttpResponse:
        """To the page of the verb whose button saved it, to the list, or back to the form."""
        then = request.POST.get("_then", "")
        verb = VERBS.get(then.removesuffix(ASKING))
        if verb and verb.is_for(request.user):
            if verb.name != "submit" or then.endswith(ASKING) or submitting_asks(release):
                return HttpResponseRedirect(reverse(f"admin:pressreleases_release_{verb.name}", args=(release.pk,)))
            try:
                publishing.submit([release], by=cast("User", request.user))
                said = str(verb.done)
            except PublishingError as error:
                messages.error(request, str(error))
        messages.success(request, said)
        if "_save" in request.POST and not release.page:
            return self.response_post_save_change(request, release)
        pages = reverse("admin:pressreleases_release_pages")
        return HttpResponseRedirect(pages if "_save" in request.POST else change_page(release))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """By this name Django asks who is offered the bulk actions."""
        return permissions.may(request.user, permissions.PUBLISH)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        releases = Release.objects.with_state().filter(pk__in=[row.pk for row in objs])
        return deletion.deletable(list(releases), request)

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        may: bool = super().has_delete_permission(request, obj)
        return may and (obj is None or review.may_take_over(obj, by=request.user))

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        response: HttpResponse = super().render_delete_form(request, context | {"days": KEPT_FOR.days})
        return response

    def delete_model(self, request: HttpRequest, obj: Release) -> None:
        deletion.delete_draft(obj, by=cast("User", request.user))

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Release]") -> None:
        for release in queryset.order_by("pk"):
            self.delete_model(request, release)

    def get_view_on_site_url(self, obj: Release | None = None) -> str | None:  # noqa: ARG002  Django's signature
        """Never Django's own link: the bar above the form has one, when there is something to see."""
        return None


@cache
def _rows_of_forms() -> "QuerySet[Release]":
    """Composed once: that takes longer than asking it."""
    return with_sources(with_others(with_original_words(with_translation(Release.objects.with_state()))))


def _is_list(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.url_name == "pressreleases_release_changelist")


def _may_carry_on(request: HttpRequest) -> bool:
    """Whether the user may say of a change of the original that it does not affect the translations."""
    return permissions.may(request.user, permissions.PUBLISH)
