"""The pages of an import: choosing documents, checking one until it is a draft, and handing out the original."""

import re
from dataclasses import dataclass, replace
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pressreleases.admin.import_form import ChooseForm, ImportForm
from pressreleases.admin.import_messages import embargo_note, tell, tell_of_waiting, with_link
from pressreleases.admin.import_reading import (
    Reading,
    answers_in,
    answers_typed,
    corrected,
    event_of,
    lines_of,
    merged,
    part_of,
    prefixed,
)
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
from pressreleases.editorial.import_pictures import with_pictures
from pressreleases.editorial.import_proposals import Proposals, proposals_for
from pressreleases.editorial.importing import Imported, import_source
from pressreleases.errors import ExplainedError
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.reading import read, read_both
from pressreleases.intake.two_languages import SECOND
from pressreleases.language.languages import language_codes, own_name
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release, SourceDocument
from pressreleases.publishing import permissions
from pressreleases.request_values import numbers_in

_INVALID = 422
_WITHOUT_WORDS = re.compile(r'<img src="[^"]*" alt="">')
_MOST_TOPICS = 2000


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
        "most_sent": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
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
        pasted = f"<html>{given['formatted']}" if given["formatted"].strip() else given["text"]
        found.append(_keep(form, "text", _("Pasted text"), pasted.encode(), by=by))
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
        before = _read(source, _answers_before(request.POST), by=user)
    except IntakeError as error:
        messages.error(request, f"{source.name}: {error}")
        return HttpResponseRedirect(reverse("admin:pressreleases_release_import"))
    if request.method != "POST":
        return _show(request, source, [_form(text, user) for text in before])
    if "discard" in request.POST:
        source_documents.discard(source)
        return HttpResponseRedirect(reverse("admin:pressreleases_release_import"))
    return _answer(request, source, before, by=user)


@dataclass(frozen=True)
class _Text:
    """One of the texts of a document: what was read, and what is proposed. Most documents have one."""

    reading: Reading
    proposals: Proposals
    prefix: str = ""  # before the names of its fields
    was_made: bool = False  # of this document, before


def _answers_before(data: QueryDict) -> dict[str, str]:
    """The answers with which the texts on the page were read."""
    second = answers_in(data.get(f"{SECOND}answered", "{}"))
    return {**answers_in(data.get("answered", "{}")), **{f"{SECOND}{key}": value for key, value in second.items()}}


def _answer(request: HttpRequest, source: SourceDocument, before: list[_Text], *, by: User) -> HttpResponse:
    posted = [part_of(request.POST, text.prefix) for text in before]
    answers = {
        f"{text.prefix}{key}": value
        for text, data in zip(before, posted, strict=True)
        for key, value in answers_typed(text.reading, data).items()
    }
    try:
        now = before if answers == _answers_before(request.POST) else _read(source, answers, by=by)
    except IntakeError as error:
        forms = [_form(text, by, data=data) for text, data in zip(before, posted, strict=True)]
        forms[0].fault(_key_of(error), str(error))
        return _show(request, source, forms)
    # A text that was not on the page has nothing that was typed.
    is_new = [True] * len(now)
    data_now = [QueryDict(mutable=True)] * len(now)
    for at, (text, old, data) in enumerate(zip(now, before, posted, strict=False)):
        data_now[at] = _merged(data, old, text)
        has_originals = bool(text.proposals.originals) and not old.proposals.originals and not text.prefix
        is_new[at] = _has_more(old.reading, text.reading) or has_originals
    if "make" not in request.POST or any(is_new) or len(now) != len(before):
        if "make" in request.POST:
            messages.warning(request, _("The answers led to more to look at. No draft has been made yet."))
        initial = [_initial(data) if data else None for data in data_now]
        forms = [_form(text, by, initial=values) for text, values in zip(now, initial, strict=True)]
        return _show(request, source, forms)
    forms = [_form(text, by, data=data) for text, data in zip(now, data_now, strict=True)]
    for form in forms:
        form.require_answers()
    are_valid = [form.is_valid() for form in forms]
    made = _make(forms, source, by=by) if all(are_valid) else []
    if not made:
        return _show(request, source, forms)
    _tell_of_drafts(request, source, made, forms)
    return HttpResponseRedirect(change_page(made[0].release))


def _tell_of_drafts(
    request: HttpRequest, source: SourceDocument, made: list[Imported], forms: list[ImportForm]
) -> None:
    if len(made) > 1:
        messages.success(request, _("Two linked drafts were made. This is the first; its languages are named below."))
    else:
        messages.success(request, _("The draft was made from “%(name)s”.") % {"name": source.name})
    for imported, form in zip(made, forms, strict=True):
        tell(request, imported, form)
    tell_of_waiting(request)


def _merged(data: QueryDict, old: _Text, now: _Text) -> QueryDict:
    found = merged(data, old.reading, now.reading)
    topics = (str(row.pk) for row in now.proposals.topics if row not in old.proposals.topics)
    found.setlist("topics", [*found.getlist("topics"), *topics])
    return found


def _has_more(before: Reading, now: Reading) -> bool:
    """Whether the answers led to questions that nobody has seen yet."""
    asked = {question.key for question in before.document.questions}
    return any(question.key not in asked for question in now.document.questions)


def _key_of(error: IntakeError) -> str:
    """The key of the question whose answer was refused; empty if the error names none."""
    named = {"region": "country", "language": "language"}
    return str(error.params.get("key", "")) or next((key for name, key in named.items() if name in error.params), "")


def _make(forms: list[ImportForm], source: SourceDocument, *, by: User) -> list[Imported]:
    """Make the draft of each text, the second a translation of the first; none, with the reason in its form."""
    made: list[Imported] = []
    with transaction.atomic():
        for form in forms:
            imported = _make_one(form, source, by=by, original=made[0].release if made else None)
            if imported is None:
                transaction.set_rollback(True)
                return []
            made.append(imported)
    return made


def _make_one(form: ImportForm, source: SourceDocument, *, by: User, original: Release | None) -> Imported | None:
    """None, with the reason in the form, where that is refused."""
    given = form.cleaned_data
    document = corrected(form.reading.document, given)
    try:
        return import_source(
            document,
            source,
            by=by,
            topics=given["topics"],
            original=original or given.get("original"),
            with_head=given.get("with_head", False),
            time_zone=given.get("time_zone", ""),
        )
    except (AlreadyThere, ThereWithOtherWords) as error:
        form.add_error("title", with_link(error))
    except NoTimeZone:
        form.fault("time_zone", _("The numbers do not show the time zone of the mission. Choose it."))
    except LanguageNotHere as error:
        form.fault("language", str(error))
    except SourceGone as error:
        form.add_error(None, str(error))
    except ExplainedError as error:
        form.fault(error.field, str(error))
    return None


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


def _read(source: SourceDocument, answers: dict[str, str], *, by: User) -> list[_Text]:
    """The texts of a document; their pictures are in the library from then on."""
    texts = []
    was_made = bool(source_documents.releases_of(source))
    for at, document in enumerate(read_both(bytes(source.content), answers=answers)):
        names = source_documents.pictures_of(source, document, by=by)
        shown = replace(document, body=with_pictures(document.body, names))
        own = {key.removeprefix(SECOND): value for key, value in answers.items() if key.startswith(SECOND) == bool(at)}
        texts.append(_Text(Reading(shown, own), proposals_for(shown), SECOND if at else "", was_made))
    return texts


def _form(text: _Text, user: User, *, data: QueryDict | None = None, initial: Any = None) -> ImportForm:
    may_make = all(user.has_perm(f"pressreleases.{verb}_missiondetails") for verb in ("add", "change"))
    return ImportForm(
        prefixed(data, text.prefix) if data is not None else None,
        reading=text.reading,
        proposals=text.proposals,
        may_make_details=may_make,
        initial=initial,
        is_second=bool(text.prefix),
        was_made=text.was_made,
    )


def _initial(data: QueryDict) -> dict[str, Any]:
    """What was posted, for a form that is not checked yet."""
    return {**data.dict(), "topics": numbers_in(data.getlist("topics"), most=_MOST_TOPICS)}


def _show(request: HttpRequest, source: SourceDocument, forms: list[ImportForm]) -> HttpResponse:
    clock = clock_for(request)
    made_before = source_documents.releases_of(source)
    context = {
        **site.each_context(request),
        "title": _("Import a document"),
        "subtitle": source.name,
        "opts": Release._meta,
        "source": source,
        "uploaded": clock.words(source.uploaded_at),
        "made_before": made_before,
        "texts": [_shown(form, clock, is_made=bool(made_before)) for form in forms],
        "media": forms[0].media,
        "has_errors": any(form.errors for form in forms),
        "most_sent": settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    }
    status = _INVALID if context["has_errors"] else 200
    response = TemplateResponse(request, "admin/pressreleases/release/import_document.html", context, status=status)
    allow_editor(response)
    return response


def _shown(form: ImportForm, clock: MissionClock, *, is_made: bool) -> dict[str, Any]:
    """What the page shows of one text."""
    document, there = form.reading.document, form.proposals.there
    return {
        "form": form,
        "document": document,
        "lines": lines_of(document),
        "proposals": form.proposals,
        "there": with_link(there, there.before) if there and not is_made else "",
        "strange_language": ""
        if _is_known(document.language)
        else str(LanguageNotHere(language=own_name(document.language))),
        "embargo": embargo_note(document, clock),
        "event": event_of(document),
        "pictures": document.body.count("<img src="),
        "left_out": document.body.count("<img alt="),
        "without_words": len(_WITHOUT_WORDS.findall(document.body)),
        "prefix": SECOND if form.is_second else "",
        "in_language": own_name(document.language) if document.language else "",
    }


def _is_known(language: str) -> bool:
    return not language or language in language_codes()


def _gone(request: HttpRequest) -> HttpResponse:
    messages.error(request, str(SourceGone()))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_import"))
