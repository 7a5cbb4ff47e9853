"""What the pages of an import say: what was made and is left to look at, what waits, what becomes of an embargo."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pressreleases.admin.import_form import ImportForm
from pressreleases.admin.preflight_form import change_page
from pressreleases.editorial import source_documents
from pressreleases.editorial.errors import AlreadyThere, ThereWithOtherWords
from pressreleases.editorial.importing import Imported, embargo_of
from pressreleases.intake.document import Document
from pressreleases.mission_clock import MissionClock

HEAD_DIFFERS = gettext_lazy(
    "The head of the sheet differs from the mission details of that day. The details were not changed:"
)
OPEN = gettext_lazy("Questions about the sheet. Look at these places before you publish:")


def tell(request: HttpRequest, imported: Imported, form: ImportForm) -> None:
    """What else was made, and what is left to look at."""
    if imported.head.details_made:
        messages.success(request, _("Mission details were made from the letterhead of the sheet."))
    if imported.head.note:
        messages.warning(request, imported.head.note)
    if imported.head.differences:
        messages.warning(request, _in_list(HEAD_DIFFERS, imported.head.differences))
    if questions := form.reading.document.questions:
        messages.warning(request, _in_list(OPEN, questions))


def tell_of_waiting(request: HttpRequest) -> None:
    if count := source_documents.waiting(by=cast("User", request.user)).count():
        said = ngettext(
            "%(count)s document is waiting to be imported.", "%(count)s documents are waiting to be imported.", count
        )
        link = reverse("admin:pressreleases_release_import")
        messages.info(request, format_html('<a href="{}">{}</a>', link, said % {"count": count}))


def _in_list(said: Any, rows: Iterable[object]) -> SafeString:
    """In lines of their own: a list in a list of messages would look like more messages."""
    return format_html("{}{}", said, format_html_join("", "<br>{}", ((str(row),) for row in rows)))


def embargo_note(document: Document, clock: MissionClock) -> str:
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


def with_link(error: AlreadyThere | ThereWithOtherWords, sentence: str = "") -> SafeString:
    address = change_page(error.release)
    return format_html('{} <a href="{}">{}</a>', sentence or error, address, _("Open the release"))
