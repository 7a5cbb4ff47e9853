"""Which release an observance has in each language: linking one written by hand, and restoring a deleted draft.

Code that gives an observance a release locks the anniversary first, so that two processes take turns. Postgres refuses
a second release in the same language.
"""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pressreleases.anniversaries.recognising import observed_near
from pressreleases.audit import record
from pressreleases.errors import ExplainedError
from pressreleases.language.languages import own_name
from pressreleases.models import Anniversary, Edition, Observance, Release
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import classify, permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.review import becomes_a_draft, may_change, reopen
from pressreleases.retrying import retried


class PlaceTaken(ExplainedError):
    """That year's observance has another release in this language."""

    sentence = _(
        "“%(title)s” cannot be the release of this anniversary for %(year)s in %(language)s, "
        "because “%(other)s” already is. Delete that one first."
    )


class OfAnotherAnniversary(ExplainedError):
    """The release already belongs to another anniversary."""

    sentence = _("“%(title)s” belongs to another anniversary. Change this in its form first.")


class OfAnotherYear(ExplainedError):
    """The release, or its text in another language, is the release of another year."""

    sentence = _("“%(title)s” is already the release of another year.")


class NoSuchDay(ExplainedError):
    """The anniversary is not observed in that year, or nobody knows when."""

    sentence = _("“%(name)s” is not observed in %(year)s, or its day is not known yet.")


def locked(key: int) -> Anniversary:
    """Lock the anniversary and return it with its names and dates. Raises `Anniversary.DoesNotExist`."""
    return Anniversary.objects.whole().select_for_update(of=("self",), no_key=True).get(pk=key)


def places(anniversary: Anniversary, year: int) -> dict[str, Observance]:
    """The rows of that year by language. Releases that staff linked in their form get their row now.

    Call it in the transaction that has the anniversary locked.
    """
    rows = Observance.objects.filter(anniversary=anniversary, year=year).select_related("release")
    found = {row.language: row for row in rows}
    for release in Release.objects.filter(
        anniversary=anniversary, observance=None, issued_on__year__range=(year - 1, year + 1)
    ).order_by("-is_original", "pk"):
        free = release.language not in found or found[release.language].release is None
        if free and observed_near(anniversary, release.issued_on).year == year:
            row = found.get(release.language)
            found[release.language] = assign(anniversary, year, release, by=None, row=row, linked=True)
    return found


def assign(
    anniversary: Anniversary,
    year: int,
    release: Release,
    *,
    by: User | None,
    row: Observance | None = None,
    carried_from: Edition | None = None,
    linked: bool = False,
) -> Observance:
    """Give `release` its place in that year: in `row`, if one exists, or in a new row."""
    row = row or Observance(anniversary=anniversary, year=year, language=release.language)
    row.release, row.carried_from, row.linked, row.made_by = release, carried_from, linked, by
    row.had = [*row.had, release.pk]
    row.save()
    return row


@retried
def link(release: Release, anniversary: Anniversary, year: int, *, by: User) -> list[Release]:
    """Link `release`, written by hand, and its text in other languages to that year; return all that are now linked.

    Its working copy then belongs to the anniversary, and its editions do too if `by` may classify.
    Raises `NoSuchDay`, `PlaceTaken`, `OfAnotherAnniversary`, `OfAnotherYear`, and `NotYours` if a text is submitted
    and `by` may not change it.
    """
    with transaction.atomic():
        anniversary = locked(anniversary.pk)
        if anniversary.observed_on(year) is None:
            raise NoSuchDay(name=anniversary, year=year)
        taken = places(anniversary, year)
        family = Release.objects.filter(family=release.family).select_for_update(of=("self",)).order_by("pk")
        linked = []
        for row in family:
            if row.anniversary_id not in (None, anniversary.pk):
                raise OfAnotherAnniversary(title=row.title)
            if Observance.objects.filter(release=row).exclude(anniversary=anniversary, year=year).exists():
                raise OfAnotherYear(title=row.title)
            place = taken.get(row.language)
            if place is not None and place.release is not None:
                if place.release.pk == row.pk:
                    continue
                raise PlaceTaken(title=row.title, other=place.release.title, year=year, language=own_name(row.language))
            assign(anniversary, year, row, by=by, row=place, linked=True)
            _belong(row, anniversary, by)
            linked.append(row)
        if linked and permissions.may(by, permissions.PUBLISH):
            classify(linked, by=by, anniversary=anniversary)
    return linked


def link_earlier(keys: Collection[int], anniversary: Anniversary, *, by: User) -> list[Release]:
    """Link these releases, and their texts in other languages, to `anniversary`; return all that are now linked.

    A release that belongs to another anniversary stays with it. Raises `NotAllowed`, because readers see it at once.
    """
    families = Release.objects.filter(pk__in=keys).values("family")
    rows = list(Release.objects.filter(family__in=families, anniversary=None))
    return classify(rows, by=by, anniversary=anniversary) if rows else []


def lock_former(release: Release) -> None:
    """Lock the anniversary of a deleted draft. Call it before locking the family, in the order of `link`."""
    had = Observance.objects.filter(had__contains=[release.pk]).values("anniversary")
    list(Anniversary.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=had).order_by("pk"))


def come_back(release: Release) -> Observance | None:
    """Give a restored draft its former place, and return it if it had one. Raises `PlaceTaken`.

    Its anniversary must be locked (`lock_former`).
    """
    row = Observance.objects.select_for_update(of=("self",)).filter(had__contains=[release.pk]).first()
    if row is None:
        return None
    if row.release_id is not None and row.release is not None:
        raise PlaceTaken(title=release.title, other=row.release.title, year=row.year, language=own_name(row.language))
    row.release = release
    row.save(update_fields=["release"])
    return row


def _belong(release: Release, anniversary: Anniversary, by: User) -> None:
    if release.anniversary_id is None:
        if not may_change(release, by=by):
            raise NotYours(release)
        if becomes_a_draft(release, by=by):
            reopen(release, by=by)
        release.anniversary = anniversary
        release.version += 1
        release.changed_by = by
        release.save_as(by=by)
    record(AuditAct.LINKED, release, by=by)
