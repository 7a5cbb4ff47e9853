"""The Word file of a draft: handed out, and compared when it comes back; its words are then put into the form."""

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.comparison import may_edit
from pressreleases.admin.preflight_form import change_page
from pressreleases.admin.site import clock_for
from pressreleases.editorial.autosave import TooLong
from pressreleases.editorial.word_files.comparing import COMPARED, Comparison, compare, take_over
from pressreleases.editorial.word_files.making import file_name, word_file
from pressreleases.editorial.word_files.package import MEDIA_TYPE
from pressreleases.intake.errors import MOST_BYTES, IntakeError
from pressreleases.language.languages import direction
from pressreleases.letterhead_pdf.drawing import NotDrawn
from pressreleases.models import Release
from pressreleases.models.fields import label_of
from pressreleases.models.release import NOT_TOO_LONG
from pressreleases.publishing import permissions
from pressreleases.request_values import number_in

_INVALID = 422
LOST_PICTURE = gettext_lazy("A picture of this release cannot be read, so no Word file can be made of it.")


class ReturnedForm(forms.Form):
    document = forms.FileField(
        label=gettext_lazy("The file that came back"),
        help_text=gettext_lazy(
            "A Word file (.docx). It may have tracked changes and comments. Nothing is saved when you compare it."
        ),
        error_messages={
            "required": gettext_lazy("Choose the Word file that came back."),
            "empty": gettext_lazy("The file contains no text."),
        },
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=False,
    )


def word_file_download(request: HttpRequest, object_id: str) -> HttpResponse:
    """The working copy as a Word file, for all who may see it; no browser and no store on the way keeps it."""
    release = _release(request, object_id)
    try:
        content = word_file(release, by=cast("User", request.user), at=clock_for(request).now)
    except NotDrawn:
        messages.error(request, str(LOST_PICTURE))
        return HttpResponseRedirect(_page(release))
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file_name(release))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def word_file_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Who may write sends the file that came back, sees what differs, and takes what they tick into the form."""
    release = _release(request, object_id)
    may_take = may_edit(request.user, release)
    form, found = ReturnedForm(), None
    if request.method == "POST":
        if not permissions.may(request.user, permissions.WRITE):
            raise PermissionDenied
        if "version" in request.POST:
            if not may_take:
                raise PermissionDenied
            return _take(request, release)
        form = ReturnedForm(request.POST, request.FILES)
        found = _compared(form, release, request) if form.is_valid() else None
    context = {
        **site.each_context(request),
        "title": _("Word file"),
        "subtitle": release.title,
        "original": release,
        "form": form if permissions.may(request.user, permissions.WRITE) else None,
        "found": found,
        "rows": _rows(found) if found else [],
        "may_take": may_take,
        "language": release.language,
        "direction": direction(release.language),
        "opts": Release._meta,
    }
    status = _INVALID if form.errors else 200
    return TemplateResponse(request, "admin/pressreleases/release/word_file.html", context, status=status)


def _release(request: HttpRequest, object_id: str) -> Release:
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    release = Release.objects.filter(pk=number_in(object_id) or 0).first()
    if release is None:
        raise Http404
    return release


def _page(release: Release) -> str:
    return reverse("admin:pressreleases_release_word", args=(release.pk,))


def _compared(form: ReturnedForm, release: Release, request: HttpRequest) -> Comparison | None:
    content = form.cleaned_data["document"].read(MOST_BYTES + 1)
    try:
        found = compare(content, release, by=cast("User", request.user), at=clock_for(request).now)
        for words in found.values.values():
            NOT_TOO_LONG(words)
        return found
    except ValidationError as error:
        form.add_error("document", error)
    except IntakeError as error:
        form.add_error("document", str(error))
    except NotDrawn:
        form.add_error("document", str(LOST_PICTURE))
    return None


def _rows(found: Comparison) -> list[dict[str, object]]:
    """For each field that differs: how, what the form would get, and whether the working copy was changed since."""
    return [
        {
            "difference": difference,
            "value": found.values[difference.name],
            "changed_since": difference.name in found.changed,
        }
        for difference in found.differences
    ]


def _take(request: HttpRequest, release: Release) -> HttpResponse:
    ticked = request.POST.getlist("take")
    values = {name: request.POST.get(f"value-{name}", "") for name in COMPARED if name in ticked}
    version = number_in(request.POST["version"], least=1, most=release.version)
    if not values or version is None:
        messages.error(request, _("Nothing was ticked, so nothing was put into the form. Compare the file again."))
        return HttpResponseRedirect(_page(release))
    try:
        kept = take_over(values, release, version=version, by=cast("User", request.user))
    except TooLong:
        messages.error(request, _("The text of the file is longer than a release can be."))
        return HttpResponseRedirect(_page(release))
    if kept is None:
        messages.info(request, _("The form says the same already."))
        return HttpResponseRedirect(change_page(release))
    said = _("From the Word file, put into the form and not saved yet: %(fields)s. Check it, and save.")
    messages.success(request, said % {"fields": ", ".join(map(label_of, values))})
    return HttpResponseRedirect(f"{change_page(release)}?unsaved={kept.pk}")
