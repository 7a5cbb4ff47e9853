"""Finding an address that no other release has or had."""

from itertools import count

from pressreleases.language.slugs import MONTHS, slug_of
from pressreleases.models import Edition, Release


def free_slug(title: str, language: str, year: int, *, exclude: Release | None = None) -> str:
    """An address for `title` that belongs to no other edition or working copy of that language and year.

    `exclude` is the release it is for. A number is added until it is free: `visit`, `visit-2`. Empty for a title
    without a letter or digit.
    """
    stem = slug_of(title, language)
    if not stem:
        return ""
    taken = MONTHS.union(_taken(stem, language, year, exclude))
    if stem not in taken:
        return stem
    return next(slug for number in count(2) if (slug := f"{stem}-{number}") not in taken)


def is_free(slug: str, language: str, year: int, *, exclude: Release | None = None) -> bool:
    """Whether no other edition or working copy has the address `slug`; `exclude` is the release it is for."""
    return slug not in _taken(slug, language, year, exclude)


def _taken(stem: str, language: str, year: int, exclude: Release | None) -> list[str]:
    editions = Edition.objects.filter(language=language, year=year, slug__startswith=stem)
    drafts = Release.objects.filter(language=language, issued_on__year=year, slug__startswith=stem)
    if exclude is not None and exclude.pk:
        editions, drafts = editions.exclude(release=exclude), drafts.exclude(pk=exclude.pk)
    return [*editions.values_list("slug", flat=True), *drafts.values_list("slug", flat=True)]
