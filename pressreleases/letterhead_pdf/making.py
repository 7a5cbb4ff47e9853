"""The worker's task: make the PDFs that are missing, the newest edition first, and keep each once.

Nobody waits for it. What cannot be made is noted, tried again later, and told on the desk; its page offers printing.
"""

import datetime as dt
import hashlib
import logging
import time

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from pressreleases.file_store import StoreDown
from pressreleases.letterhead_pdf.drawing import NoLetter, NotDrawn, TooMuch, draw
from pressreleases.letterhead_pdf.sheet import Sheet, pictures_of, sheet_of
from pressreleases.models import Edition, LetterheadPdf, Release

# For how long PDFs are made in one go; the other tasks of the worker wait so long.
_SECONDS = 5.0
# When it is tried again; after the last of these, once a day. A new version of the site may do better.
_WAITS = (dt.timedelta(minutes=1), dt.timedelta(minutes=15), dt.timedelta(hours=2))
_LONGEST_WAIT = dt.timedelta(days=1)

log = logging.getLogger(__name__)


def make_missing() -> int:
    """Make the PDFs that are due; return how many were made. After some seconds the rest is left to the next time."""
    made, ends = 0, time.monotonic() + _SECONDS
    while time.monotonic() < ends:
        row = LetterheadPdf.objects.due().select_related("edition__release").defer("content").first()
        if row is None:
            break
        try:
            made += _make(row)
        except StoreDown:
            # The others may need it as well.
            break
    return made


def next_due() -> dt.datetime | None:
    """When the next PDF is to be made, or tried again."""
    return LetterheadPdf.objects.filter(sha256="").order_by("due_at").values_list("due_at", flat=True).first()


def _make(row: LetterheadPdf) -> bool:
    try:
        sheet = sheet_of(row.edition)
        content = draw(sheet.words, pictures_of(sheet), int(row.edition.begins_at.timestamp()))
    except (OperationalError, InterfaceError):
        raise
    except StoreDown as error:
        log.warning("The PDF of edition %s waits for a picture: %s", row.pk, error)
        _note_failure(row, error)
        raise
    except NotDrawn as error:
        log.warning("The PDF of edition %s could not be made: %s", row.pk, error)
        _note_failure(row, error)
    except Exception as error:
        # An edition that is strange in a way that nobody thought of must not hold up the others.
        log.exception("The PDF of edition %s could not be made", row.pk)
        _note_failure(row, error)
    else:
        return _keep(row, sheet, content)
    return False


def _keep(row: LetterheadPdf, sheet: Sheet, content: bytes) -> bool:
    """Keep the PDF if the edition still says what is in it: it may have been redacted meanwhile."""
    with transaction.atomic():
        # Redacting a release and changing a schedule lock it too.
        Release.objects.select_for_update(of=("self",)).get(pk=row.edition.release_id)
        edition = Edition.objects.select_related("release").filter(pk=row.pk).first()
        if edition is None or sheet_of(edition) != sheet:
            return False
        return bool(
            LetterheadPdf.objects.filter(pk=row.pk).update(
                content=content, sha256=hashlib.sha256(content).hexdigest(), size=len(content), failure=""
            )
        )


def _note_failure(row: LetterheadPdf, error: Exception) -> None:
    why = LetterheadPdf.Failure
    failure = why.LETTER if isinstance(error, NoLetter) else why.TOO_MUCH if isinstance(error, TooMuch) else why.OTHER
    is_away = isinstance(error, StoreDown)
    # A store that is away says nothing of this edition, which is made soon after it is back.
    wait = _WAITS[0] if is_away else _WAITS[row.tries] if row.tries < len(_WAITS) else _LONGEST_WAIT
    LetterheadPdf.objects.filter(pk=row.pk, sha256="").update(
        failure=failure, tries=row.tries if is_away else min(row.tries + 1, 1000), due_at=timezone.now() + wait
    )
