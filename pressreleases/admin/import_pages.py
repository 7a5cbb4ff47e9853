"""The pages of an import: choosing documents, checking one until it is a draft, and handing out the original."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from pressreleases.admin.import_form import ChooseForm, ImportForm
from pressreleases.admin.import_reading import Reading, answers_in, answers_typed, corrected, lines_of, merged
from pressreleases.admin.preflight_form import change_page
from pressreleases.admin.site import allow_editor, clock_for
from pressreleases.editorial import source_documents
from pressreleases.editorial.errors import (
    AlreadyThere,
    LanguageNotHere,
    NoTimeZone,
    SourceGone,
    ThereWithOtherWords,
)
from pressreleases.editorial.import_proposals import Proposals, proposals_for
from pressreleases.editorial.importing import Imported, embargo_of, import_source
from pressreleases.errors import ExplainedError
from pressreleases.intake.document import Document
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.text import read
from pressreleases.language.languages import language_codes
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release, SourceDocument
from pressreleases.publishing import permissions
from pressreleases.request_values import numbers_in

_INVALID = 422
_MOST_TOPICS = 2000
HEAD_DIFFERS = gettext_lazy(
    "The head of the sheet differs from the mission details of that day. The details were not changed:"
)
OPEN = gettext_lazy("Questions about the sheet. Look at these places before you publish:")


def import_page(request: HttpRequest) -> HttpResponse:
    """Documents are chosen or a text is pasted; what can be read is stored, and one alone is opened at once."""
    user = _writer(request)
    form = ChooseForm()
    if request.method == "POST":
        form = ChooseForm(request.POST, request.FILES)
        kept = _keep_all(form, by=user) if form.is_valid() else []
        if kept and not form.errors:
            return HttpResponseRedirect(_next_page(request, kept))
    context = {
        **site.each_context(request),
        "title": _("Import"),
        "opts": Release._meta,
        "form": form,
        "media": form.media,
        "waiting": source_documents.waiting(by=user),
    }
    status = _INVALID if form.errors else 200
    return TemplateResponse(request, "admin/pressreleases/release/import.html", context, status=status)


def _next_page(request: HttpRequest, kept: list[SourceDocument]) -> str:
    """The page of the only document, or the list of those that wait; of the others it is said where they are."""
    if len(kept) == 1:
        return import_url(kept[0])
    for source in kept:
        if source_documents.releases_of(source):
            link = format_html('<a href="{}">{}</a>', import_url(source), source.name)
            messages.warning(request, format_html("{} {}", _("This document was imported before:"), link))
    return reverse("admin:pressreleases_release_import")


def _keep_all(form: ChooseForm, *, by: User) -> list[SourceDocument]:
    """Store each document that can be read; the others become errors of the form."""
    given = form.cleaned_data
    found = [_keep(form, "documents", str(file.name), file, by=by) for file in given["documents"]]
    if given["text"].strip():
        found.append(_keep(form, "text", _("Pasted text"), given["text"].encode(), by=by))
    return [source for source in found if source is not None]


def _keep(
    form: ChooseForm, field: str, name: str, what: "UploadedFile[Any] | bytes", *, by: User
) -> SourceDocument | None:
    try:
        content = what if isinstance(what, bytes) else source_documents.content_of(cast("Any", what))
        read(content)
        return source_documents.keep(content, name, by=by)
    except ExplainedError as error:
        form.add_error(field, str(error) if field == "text" else f"{name}: {error}")
        return None


def document_page(request: HttpRequest, key: int) -> HttpResponse:
    """What was read of one document; read again with answers, or made a draft of."""
    user = _writer(request)
    source = SourceDocument.objects.filter(pk=key).select_related("uploaded_by").first()
    if source is None:
        return _gone(request)
    try:
        before = _read(source, answers_in(request.POST.get("answered", "{}")))
    except IntakeError as error:
        messages.error(request, f"{source.name}: {error}")
        return HttpResponseRedirect(reverse("admin:pressreleases_release_import"))
    if request.method != "POST":
        return _show(request, source, _form(before, proposals_for(before.document), user))
    return _answer(request, source, before, by=user)


def _answer(request: HttpRequest, source: SourceDocument, before: Reading, *, by: User) -> HttpResponse:
    old = proposals_for(before.document)
    answers = answers_typed(before, request.POST)
    try:
        now = before if answers == before.answers else _read(source, answers)
    except IntakeError as error:
        form = _form(before, old, by, data=request.POST)
        form.fault(_key_of(error), str(error))
        return _show(request, source, form)
    new = old if now is before else proposals_for(now.document)
    data = merged(request.POST, before, now)
    data.setlist("topics", [*data.getlist("topics"), *(str(row.pk) for row in new.topics if row not in old.topics)])
    is_new = _has_more(before, now) or (bool(new.originals) and not old.originals)
    if "make" not in request.POST or is_new:
        if "make" in request.POST:
            messages.warning(request, _("The answers led to more to look at. No draft has been made yet."))
        return _show(request, source, _form(now, new, by, initial=_initial(data)))
    form = _form(now, new, by, data=data)
    form.require_answers()
    imported = _make(form, source, by=by) if form.is_valid() else None
    if imported is None:
        return _show(request, source, form)
    _tell(request, imported, form, source)
    return HttpResponseRedirect(change_page(imported.release))


def _has_more(before: Reading, now: Reading) -> bool:
    """Whether the answers led to questions that nobody has seen yet."""
    asked = {question.key for question in before.document.questions}
    return any(question.key not in asked for question in now.document.questions)


def _key_of(error: IntakeError) -> str:
    """The key of the question whose answer was refused; empty if the error names none."""
    named = {"region": "country", "language": "language"}
    return str(error.params.get("key", "")) or next((key for name, key in named.items() if name in error.params), "")


def _make(form: ImportForm, source: SourceDocument, *, by: User) -> Imported | None:
    """Make the draft; None, with the reason in the form, where that is refused."""
    given = form.cleaned_data
    document = corrected(form.reading.document, given, with_contact=given.get("with_contact", False))
    try:
        return import_source(
            document,
            source,
            by=by,
            topics=given["topics"],
            original=given.get("original"),
            with_head=given.get("with_head", False),
            time_zone=given.get("time_zone", ""),
        )
    except (AlreadyThere, ThereWithOtherWords) as error:
        form.add_error("title", _with_link(error))
    except NoTimeZone:
        form.fault("time_zone", _("The numbers do not show the time zone of the mission. Choose it."))
    except LanguageNotHere as error:
        form.fault("language", str(error))
    except SourceGone as error:
        form.add_error(None, str(error))
    except ExplainedError as error:
        form.fault(error.field, str(error))
    return None


def _tell(request: HttpRequest, imported: Imported, form: ImportForm, source: SourceDocument) -> None:
    """That it was made, what is left to look at, and that more documents wait."""
    messages.success(request, _("The draft was made from “%(name)s”.") % {"name": source.name})
    if imported.head.details_made:
        messages.success(request, _("Mission details were made from the head of the sheet."))
    if imported.head.note:
        messages.warning(request, imported.head.note)
    if imported.head.differences:
        messages.warning(request, _in_list(HEAD_DIFFERS, imported.head.differences))
    if questions := form.reading.document.questions:
        messages.warning(request, _in_list(OPEN, questions))
    if count := source_documents.waiting(by=cast("User", request.user)).count():
        said = ngettext(
            "%(count)s document is waiting to be imported.", "%(count)s documents are waiting to be imported.", count
        )
        link = reverse("admin:pressreleases_release_import")
        messages.info(request, format_html('<a href="{}">{}</a>', link, said % {"count": count}))


def _in_list(said: Any, rows: Iterable[object]) -> SafeString:
    """In lines of their own: a list in a list of messages would look like more messages."""
    return format_html("{}{}", said, format_html_join("", "<br>{}", ((str(row),) for row in rows)))


@never_cache
def source_page(request: HttpRequest, key: int) -> HttpResponse:
    """The original, to be saved as a file: no browser may show or guess it."""
    if not permissions.may(request.user, permissions.WRITE):
        raise PermissionDenied
    source = SourceDocument.objects.filter(pk=key).first()
    if source is None:
        raise Http404
    response = HttpResponse(bytes(source.content), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=source.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def import_url(source: SourceDocument) -> str:
    return reverse("admin:pressreleases_release_import_one", args=(source.pk,))


def _writer(request: HttpRequest) -> User:
    """The user, who may make releases; raises `PermissionDenied`."""
    user = cast("User", request.user)
    if not (permissions.may(user, permissions.WRITE) and user.has_perm("pressreleases.add_release")):
        raise PermissionDenied
    return user


def _read(source: SourceDocument, answers: dict[str, str]) -> Reading:
    return Reading(read(bytes(source.content), answers=answers), answers)


def _form(
    reading: Reading, proposals: Proposals, user: User, *, data: QueryDict | None = None, initial: Any = None
) -> ImportForm:
    may_make = all(user.has_perm(f"pressreleases.{verb}_missiondetails") for verb in ("add", "change"))
    return ImportForm(data, reading=reading, proposals=proposals, may_make_details=may_make, initial=initial)


def _initial(data: QueryDict) -> dict[str, Any]:
    """What was posted, for a form that is not checked yet."""
    return {**data.dict(), "topics": numbers_in(data.getlist("topics"), most=_MOST_TOPICS)}


def _show(request: HttpRequest, source: SourceDocument, form: ImportForm) -> HttpResponse:
    clock, document, proposals = clock_for(request), form.reading.document, form.proposals
    made_before = source_documents.releases_of(source)
    context = {
        **site.each_context(request),
        "title": _("Import a document"),
        "subtitle": source.name,
        "opts": Release._meta,
        "source": source,
        "uploaded": clock.words(source.uploaded_at),
        "made_before": made_before,
        "form": form,
        "media": form.media,
        "document": document,
        "lines": lines_of(document),
        "proposals": proposals,
        "there": _with_link(proposals.there) if proposals.there and not made_before else "",
        "strange_language": "" if _is_known(document.language) else str(LanguageNotHere(language=document.language)),
        "embargo": _embargo_note(document, clock),
    }
    status = _INVALID if form.errors else 200
    response = TemplateResponse(request, "admin/pressreleases/release/import_document.html", context, status=status)
    allow_editor(response)
    return response


def _is_known(language: str) -> bool:
    return not language or language in language_codes()


def _embargo_note(document: Document, clock: MissionClock) -> str:
    """What becomes of the embargo of the document; empty if it has none."""
    if document.embargo is None:
        return ""
    facts = {"embargo": document.embargo.printed}
    if ends_at := embargo_of(document):
        facts["instant"] = clock.words(ends_at)
        return _("The sheet says “%(embargo)s”. The release is under embargo until %(instant)s.") % facts
    if document.embargo.is_dated:
        return _("The sheet says “%(embargo)s”. That time has passed.") % facts
    return _("The sheet says “%(embargo)s”, but not until when. Set an embargo on the release.") % facts


def _with_link(error: AlreadyThere | ThereWithOtherWords) -> SafeString:
    return format_html('{} <a href="{}">{}</a>', error, change_page(error.release), _("Open the release"))


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, str(SourceGone()))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_import"))
