"""Taking a whole sheet in, all or nothing: its words as a draft, its head beside the mission details."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases import publishing
from pressreleases.audit import record
from pressreleases.desk.drafting import draft_from_sheet
from pressreleases.desk.refusals import (
    AlreadyThere,
    AlreadyThereUnpublished,
    HeadDiffers,
    HeadUnusable,
    UnderEmbargo,
)
from pressreleases.desk.sheet_heads import Difference, details_from_sheet, differences
from pressreleases.intake.sheet import Sheet
from pressreleases.models import Edition, MissionDetails, Release
from pressreleases.retrying import retried
from pressreleases.vocabulary.audit import AuditAct
from pressreleases.vocabulary.dates import day_in_words


@dataclass(frozen=True)
class Head:
    """What became of a sheet's head: details made of it, differences from those there are, or `note` why neither."""

    details_made: bool = False
    differences: tuple[Difference, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Imported:
    """A release made of a sheet; `edition` is None unless it was published."""

    release: Release
    head: Head
    edition: Edition | None


@retried
def import_sheet(sheet: Sheet, *, publish_by: User | None = None, time_zone: str = "") -> Imported:
    """Make a draft of `sheet`, and mission details if the site has none at all; publish it now if `publish_by` does so.

    Details that are there are never changed. What would be published under another head than the sheet's, or in spite
    of its embargo, is refused.

    Raises what `draft_from_sheet`, `details_from_sheet` (but not `HeadUnusable`) and `publishing.publish` raise,
    `UnderEmbargo`, `HeadDiffers`, and `AlreadyThereUnpublished` where `publish_by` is given and the sheet is there,
    but not live.
    """
    with transaction.atomic():
        try:
            release = draft_from_sheet(sheet)
        except AlreadyThere as error:
            if publish_by is not None and not Edition.objects.filter(release=error.release).live().exists():
                raise AlreadyThereUnpublished(error.release) from error
            raise
        record(AuditAct.IMPORTED, release, by=publish_by)
        head = _take_head(sheet, time_zone, by=publish_by)
        if publish_by is None:
            return Imported(release, head, None)
        if sheet.embargo:
            raise UnderEmbargo(embargo=sheet.embargo)
        if head.differences:
            date = day_in_words(sheet.issued_on, get_language() or "en")
            raise HeadDiffers(date=date, differences=" ".join(map(str, head.differences)))
        (edition,) = publishing.publish([release], by=publish_by)
        return Imported(release, head, edition)


def _take_head(sheet: Sheet, time_zone: str, *, by: User | None) -> Head:
    details = MissionDetails.objects.valid_on(sheet.issued_on).whole().first()
    if details is not None:
        return Head(differences=tuple(differences(sheet, details)))
    if MissionDetails.objects.exists():
        note = _("No mission details are valid on %(date)s. Add details for that day before you publish.")
        return Head(note=note % {"date": day_in_words(sheet.issued_on, get_language() or "en")})
    try:
        details = details_from_sheet(sheet, time_zone=time_zone)
    except HeadUnusable as error:
        return Head(note=str(error))
    record(AuditAct.MISSION_DETAILS_CHANGED, details, by=by, details={"new": True, "imported": True})
    return Head(details_made=True)
