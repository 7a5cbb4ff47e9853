"""Making one edition from a working copy: what is copied, what is made anew, what is refused."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import partial

from django.contrib.auth.models import User
from django.contrib.postgres.fields import DateRangeField
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import DateField, Max
from django.utils.translation import get_language

from pressreleases import letterhead, richtext
from pressreleases.language.characters import is_blank
from pressreleases.language.dates import day_in_words
from pressreleases.language.slugs import MONTHS
from pressreleases.models import Edition, Image, MadeFrom, MissionDetails, Release
from pressreleases.models.fields import WORKING_COPY_FIELDS
from pressreleases.models.kept_query import Given, KeptQuery
from pressreleases.models.kinds import kind_label
from pressreleases.models.release import MOST_CHARACTERS
from pressreleases.publishing import errors
from pressreleases.publishing.digest import seal, would_be_the_same
from pressreleases.publishing.embargo import refuse_under_embargo
from pressreleases.publishing.locking import from_instant
from pressreleases.publishing.saves import last_save

DetailsOn = Mapping[dt.date, MissionDetails]


def make_edition(
    release: Release,
    *,
    by: User,
    made_at: dt.datetime,
    begins: dt.datetime,
    change_note: str = "",
    minor: bool = False,
) -> Edition:
    """Save the next edition of `release`, live from `begins` on; the release must be locked.

    The verb puts all its editions into the search at once (`search.add`), so that words are written in one order.
    Raises `UnderEmbargo`, or the `PublishingError` that says what is missing: title, text, address, letterhead, words
    for a picture.
    """
    refuse_under_embargo(release, begins)
    edition = draft_edition(release)
    edition.number = (release.editions.aggregate(last=Max("number"))["last"] or 0) + 1
    edition.change_note = change_note
    edition.minor = minor
    edition.live_during = from_instant(begins)
    edition.made_at = made_at
    edition.published_by = by
    seal(edition)
    images = pictures_of(edition)
    if release.body != edition.body:
        # Saved under older rules. Left as it was, it would differ from the edition, and be shown as changed since.
        Release.objects.filter(pk=release.pk).update(body=edition.body)
        release.body = edition.body
    try:
        with transaction.atomic():
            edition.save(force_insert=True)
    except IntegrityError as error:
        if _constraint(error) == "edition_address_is_for_ever":
            raise errors.AddressTaken(release, year=edition.year, slug=edition.slug) from error
        raise
    MadeFrom.objects.create(edition=edition, save_number=last_save(release))
    edition.topics.set(release.topics.all())
    edition.pictures.set(images)
    return edition


def draft_edition(release: Release, details_on: DetailsOn | None = None) -> Edition:
    """What `release` would tell the public if it were published now: an unsaved edition without number or span.

    For many releases, `details_on` gives the details of each day on which one is issued (`details_of_days`).
    """
    edition, refusals = as_it_stands(release, details_on)
    if refusals:
        raise refusals[0]
    return edition


def as_it_stands(release: Release, details_on: DetailsOn | None = None) -> tuple[Edition, list[errors.PublishingError]]:
    """The same with a blank for whatever is missing, and why it could not be published so; nothing is raised."""
    refusals: list[errors.PublishingError] = []
    if is_blank(release.title):
        refusals.append(errors.NoTitle(release))
    body = richtext.sanitise(release.body)
    text = richtext.plain_text(body)
    if is_blank(text):
        refusals.append(errors.NoText(release))
    if body != release.body and len(body) > MOST_CHARACTERS:
        # The working copy would have to take it over, which the database refuses.
        refusals.append(errors.TextTooLong(release))
    if not release.slug:
        refusals.append(errors.NoAddress(release))
    if release.slug in MONTHS:
        refusals.append(errors.AddressOfAMonth(release, slug=release.slug))
    edition = Edition(release=release, **{name: getattr(release, name) for name in WORKING_COPY_FIELDS})
    edition.page = release.page
    edition.body, edition.rules = body, richtext.RULES
    edition.text = text
    edition.year = release.issued_on.year
    edition.kind_label = kind_label(release.kind, release.language)
    edition.letterhead = letterhead.EMPTY
    for make in (partial(_add_letterhead, details_on=details_on), _add_lead_picture):
        try:
            make(edition)
        except errors.PublishingError as refusal:
            refusals.append(refusal)
    return edition, refusals


def says_the_same(release: Release, edition: Edition) -> bool:
    """Whether publishing `release` again would tell the public just what `edition` does, at the same address."""
    candidate = draft_edition(release)
    return (
        would_be_the_same(candidate, edition)
        and candidate.body == richtext.cleaned_by(edition.body, edition.rules)
        and (candidate.slug, candidate.anniversary_id) == (edition.slug, edition.anniversary_id)
        and set(release.topics.values_list("pk")) == set(edition.topics.values_list("pk"))
    )


_DETAILS_ON = KeptQuery(
    lambda: MissionDetails.objects.filter(valid_during__contains=Given("day", DateField())).whole()[:1]
)
_DETAILS_WITHIN = KeptQuery(
    lambda: MissionDetails.objects.filter(valid_during__overlap=Given("span", DateRangeField())).whole()
)


def details_for(release: Release, details_on: DetailsOn | None = None) -> MissionDetails:
    """The mission details valid on the release's date of issue; raises `NoLetterhead`, which names the date."""
    day = release.issued_on
    details = _DETAILS_ON.first(day=day) if details_on is None else details_on.get(day)
    if details is None:
        raise errors.NoLetterhead(release, date=_LazyDay(release.issued_on))
    if not details.names.all():
        raise errors.NoNameInLetterhead(release, date=_LazyDay(release.issued_on))
    return details


def details_of_days(days: Iterable[dt.date]) -> dict[dt.date, MissionDetails]:
    """The mission details valid on each of these days that has any, in a constant number of queries."""
    asked = set(days)
    if not asked:
        return {}
    span = DateRange(min(asked), max(asked), "[]")
    found = _DETAILS_WITHIN(span=span)
    return {day: row for day in asked for row in found if day in row.valid_during}


class _LazyDay:
    """A day that is put into words in the language that is active when the sentence is read."""

    def __init__(self, day: dt.date) -> None:
        self.day = day

    def __str__(self) -> str:
        return day_in_words(self.day, get_language() or "en")


def _add_letterhead(edition: Edition, *, details_on: DetailsOn | None) -> None:
    edition.letterhead = letterhead.compose(details_for(edition.release, details_on))


def _add_lead_picture(edition: Edition) -> None:
    image = edition.lead_image
    if image is None:
        return
    edition.lead_picture = {
        "sha256": image.sha256,
        "file": image.file.name,
        "width": image.width,
        "height": image.height,
        "alternative_text": image.alternative_text_in(edition.language),
        "credit": image.credit,
    }
    if image.lacks_words_in(edition.language):
        raise errors.PictureWithoutWords(edition.release, picture=image.title)


def mark_of_surroundings(edition: Edition) -> str:
    """A short name for what `edition` tells beside the words of its working copy: its letterhead and lead picture.

    These change without a save of the release, so that a version alone does not say what was looked at.
    """
    around = [edition.letterhead, edition.lead_picture]
    return hashlib.sha256(json.dumps(around, sort_keys=True).encode()).hexdigest()[:16]


def pictures_of(edition: Edition) -> list[Image]:
    """Every picture that the edition shows: above its text, in it, and in its letterhead.

    Raises the `PublishingError` that says which picture in the text cannot be shown so.
    """
    shown = richtext.pictures(edition.body)
    if any(picture.lacks_words for picture in shown):
        raise errors.PictureInTextWithoutWords(edition.release)
    in_text = {picture.sha256 for picture in shown}
    emblem = edition.letterhead["emblem"]
    others = {emblem["sha256"]} if emblem else set()
    if edition.lead_image is not None:
        others.add(edition.lead_image.sha256)
    images = list(Image.objects.filter(sha256__in=in_text | others))
    if in_text - {image.sha256 for image in images}:
        raise errors.UnknownPicture(edition.release)
    return images


def _constraint(error: IntegrityError) -> str:
    """The name of the constraint that refused, as Postgres gave it."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""
