"""Attachments in the form of a release: rows to be named and put in order, uploads, and the stored files for staff."""

import re
from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.utils import flatatt
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst, format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pressreleases import attachments
from pressreleases.attachments import REMOVED, Row, rows_of, rows_of_entries
from pressreleases.intake.attachment_errors import CannotBeAttached
from pressreleases.language.languages import direction, language_choices, language_codes, published_in
from pressreleases.language.numbers import size_in_words
from pressreleases.models import Attachment
from pressreleases.models.attachment import LONGEST_TITLE, MOST_BYTES, MOST_MEGABYTES, MOST_OF_A_TEXT, TYPES, Entry
from pressreleases.models.fields import label
from pressreleases.models.text_fields import LineFormField
from pressreleases.publishing import permissions

UPLOADS = "attachment_files"
_ROWS = "admin/pressreleases/release/attachment_rows.html"
_WIDGET = "admin/pressreleases/release/attachments.html"
_READ_ONLY = "admin/pressreleases/release/attachments_read.html"
_NAME = re.compile(r"([0-9a-f]{64})\.([a-z]{3,4})")

# Names of properties of a file, as office programs call them.
_PROPERTIES = {
    "author": gettext_lazy("author"),
    "last_edited_by": gettext_lazy("last edited by"),
    "company": gettext_lazy("company"),
    "manager": gettext_lazy("manager"),
    "title": gettext_lazy("title"),
    "subject": gettext_lazy("subject"),
    "keywords": gettext_lazy("keywords"),
    "comments": gettext_lazy("comments"),
    "category": gettext_lazy("category"),
}


class AttachmentsWidget(forms.Widget):
    """All inputs of all rows have the name of the field, so that a form is kept, compared and merged as any other.

    Files that are chosen are sent under another name. A script sends each at once (`upload_view`).
    """

    needs_multipart_form = True
    # Django then lets it write its value where nobody may change the form.
    read_only = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:  # noqa: ARG002  Django's signature
        return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, []))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002  Django's signature
        """A form in which nothing is attached sends nothing of it."""
        return False

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002  Django's signature
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002  Django's signature
        values = list(value or [])
        if values and isinstance(values[0], dict):
            return SafeString(to_be_read(values))
        language = self.attrs.get("lang") or ""
        given = {**self.attrs, **(attrs or {})}
        given = {key: words for key, words in given.items() if key.startswith("aria-") or key == "id"}
        context = {
            "rows": shown_rows(rows_of(values), language),
            "field": name,
            "uploads": UPLOADS,
            "attrs": SafeString(flatatt(given)),
            "accept": ",".join(f".{ending}" for ending in TYPES),
            "most_bytes": MOST_BYTES,
            "most": MOST_OF_A_TEXT,
            "megabytes": MOST_MEGABYTES,
            "upload_to": reverse("admin:pressreleases_release_attach"),
            "language": language,
        }
        return render_to_string(_WIDGET, context)


class AttachmentsField(forms.Field):
    """What a release stores of its attachments: a list of entries (`pressreleases.models.attachment`)."""

    widget = AttachmentsWidget
    empty_values = [[], None]
    help_text_of_field = format_lazy(
        gettext_lazy(
            "PDF, Word (.docx) or Excel (.xlsx), at most {megabytes} MB each. Readers download them from the page "
            "while the text is published. The site does not change the files. If one names somebody who should not "
            "be named, remove that in the program that made it (in Word and Excel by “Inspect Document”), "
            "and upload it again."
        ),
        megabytes=MOST_MEGABYTES,
    )

    def __init__(self, **more: Any) -> None:
        given = {"required": False, "label": capfirst(label("attachments")), "help_text": self.help_text_of_field}
        super().__init__(**{**given, **more})

    def prepare_value(self, value: Any) -> list[str]:
        """The values that its inputs hold, which may be these already."""
        entries = list(value or [])
        if entries and isinstance(entries[0], dict):
            return [each for row in rows_of_entries(entries) for each in row.values]
        return [str(each) for each in entries]

    def clean(self, value: Any) -> list[Entry]:
        rows = attachments.in_order(rows_of(value or []))
        files = attachments.by_hash(row.sha256 for row in rows)
        problems = [problem for row in rows for problem in _problems(row, files)]
        if len({row.sha256 for row in rows}) < len(rows):
            problems.append(_("The same file is attached twice. Remove one of the two."))
        if len(rows) > MOST_OF_A_TEXT:
            problems.append(_("A text can have at most %(most)s attachments.") % {"most": MOST_OF_A_TEXT})
        if problems:
            raise ValidationError(list(dict.fromkeys(problems)))
        return attachments.entries_of([each for row in rows for each in row.values])


def _problems(row: Row, files: dict[str, Attachment]) -> list[str]:
    if row.sha256 not in files:
        return [_("A file is no longer stored. Remove it, and upload it again.")]
    found = []
    try:
        title = LineFormField(max_length=LONGEST_TITLE, required=False).clean(row.title)
    except ValidationError as error:
        found += [
            _("Title of attachment %(number)s: %(problem)s") % {"number": row.place, "problem": each}
            for each in error.messages
        ]
    else:
        if not title:
            found.append(_("Give attachment %(number)s a title: readers see it as the link.") % {"number": row.place})
    if row.language not in language_codes():
        found.append(_("Choose the language of attachment %(number)s.") % {"number": row.place})
    return found


def take_uploads(form: Any) -> list[str]:
    """Store the files that came with a bound `form`, and let it hold a row for each; return what was refused, in words.

    So a file is not lost if the form is refused, for instance since nobody has given it a title yet.
    """
    uploads = form.files.getlist(UPLOADS) if hasattr(form.files, "getlist") else []
    name, said = form.add_prefix("attachments"), []
    values = form.data.getlist(name) if uploads else []
    there = {row.sha256 for row in rows_of(values)}
    language = published_in(form.data.get(form.add_prefix("language")) or form.instance.language or get_language())
    for upload in uploads:
        try:
            file = attachments.keep(cast("BinaryIO", upload))
        except CannotBeAttached as error:
            said.append(f"{upload.name}: {error}")
            continue
        if file.sha256 in there:
            again = _("This file is attached already.")
            said.append(f"{upload.name}: {again}")
            continue
        there.add(file.sha256)
        values = [*values, *_new_row(file, language, len(there)).values]
    if uploads:
        data = form.data.copy()
        data.setlist(name, values)
        form.data = data
    return said


def _new_row(file: Attachment, language: str, place: int) -> Row:
    """Without a title: only who attached the file can say what readers should be told."""
    return Row(file.sha256, "", language, str(place))


def shown_rows(rows: Sequence[Row], language: str) -> list[dict[str, Any]]:
    """For the templates: each row with what is known of its file. Words are in `language`; one query."""
    files, staffs = attachments.by_hash(row.sha256 for row in rows), get_language() or "en"
    return [
        {
            "row": row,
            "number": number,
            "file": file,
            "address": staff_address(file) if file else "",
            "type": TYPES[file.type].name if file else "",
            "size": size_in_words(file.size, staffs) if file else "",
            "properties": properties_in_words(file) if file else [],
            "languages": language_choices(),
            "places": [str(place) for place in range(1, MOST_OF_A_TEXT + 1)],
            "removed": REMOVED,
            "lang": language,
            "dir": direction(language) if language else "auto",
        }
        for number, row in enumerate(rows, start=1)
        for file in [files.get(row.sha256)]
    ]


def to_be_read(entries: Sequence[Entry]) -> SafeString | str:
    """The attachments of a text in a list, each to be opened; empty without any."""
    rows = shown_rows(rows_of_entries(entries), "")
    return render_to_string(_READ_ONLY, {"rows": rows}) if rows else ""


def properties_in_words(file: Attachment) -> list[tuple[str, str]]:
    return [(str(_PROPERTIES[key]), words) for key, words in file.properties.items() if key in _PROPERTIES]


def staff_address(file: Attachment) -> str:
    return reverse("admin:pressreleases_release_attachment", args=(str(file),))


@require_POST
def upload_view(request: HttpRequest) -> HttpResponse:
    """Store files for a form that is open: `rows` is the HTML of their rows, `said` what was refused, in sentences."""
    if not _may_write(request):
        raise PermissionDenied
    language = request.POST.get("language", "")
    language = language if language in language_codes() else published_in(get_language())
    rows, said = [], []
    for upload in request.FILES.getlist(UPLOADS):
        try:
            file = attachments.keep(cast("BinaryIO", upload))
        except CannotBeAttached as error:
            said.append(f"{upload.name}: {error}")
        else:
            rows.append(_new_row(file, language, MOST_OF_A_TEXT))
    html = render_to_string(_ROWS, {"rows": shown_rows(rows, language), "field": "attachments"})
    return JsonResponse({"rows": html, "said": said}, headers={"Cache-Control": "no-store"})


@require_safe
def file_view(request: HttpRequest, name: str) -> HttpResponse:
    """A stored file, of a draft too, to be saved: no browser may show or guess it."""
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    found = _NAME.fullmatch(name)
    file = Attachment.objects.filter(sha256=found[1], type=found[2]).first() if found else None
    content = attachments.content_of(str(file)) if file else None
    if file is None or content is None:
        raise Http404
    return HttpResponse(content, headers=attachments.headers_of(file.entry(title="", language="")))


def _may_write(request: HttpRequest) -> bool:
    return permissions.may(request.user, permissions.WRITE)
