"""Where the links in a text lead on this site: to something that readers can open, or nowhere.

Links to other sites are not followed. Every question is asked once for all links, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from pressreleases import richtext
from pressreleases.attachments import by_hash
from pressreleases.models import AnniversaryName, Edition, Image, Release
from pressreleases.models.fields import TEXTS
from pressreleases.models.pages import BUILT_IN, page_of_slug
from pressreleases.richtext import links

Address = tuple[str, int, str]


class Trouble(Enum):
    """NOWHERE: surely no such page. UNKNOWN: none of this application. NOT_OUT: readers cannot see it (yet)."""

    NOWHERE = "nowhere"
    UNKNOWN = "unknown"
    NOT_OUT = "not-out"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True)
class Site:
    """What was found: `troubles` by link, `families` of the releases that links lead to, `pictures` by SHA-256."""

    troubles: dict[str, Trouble] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()


def look_up(bodies: Iterable[str], *, going: Iterable[Release] = ()) -> Site:
    """Look up the links and pictures of these texts; what is `going` out with them counts as readable."""
    texts = list(bodies)
    own = {link: path for body in texts for link in richtext.targets(body) if (path := own_path(link)) is not None}
    matches = {link: _match(path) for link, path in own.items()}
    troubles: dict[str, Trouble] = {}
    families: dict[str, str] = {}
    _releases(matches, list(going), troubles, families)
    _files(matches, troubles)
    _anniversaries(matches, troubles)
    for link, match in matches.items():
        if match is None and not own[link].startswith(settings.STATIC_URL):
            troubles[link] = Trouble.UNKNOWN
    shown = {picture.sha256 for body in texts for picture in richtext.pictures(body)}
    known = Image.objects.filter(sha256__in=shown).values_list("sha256", flat=True) if shown else []
    return Site(troubles, families, frozenset(known))


def own_path(link: str) -> str | None:
    """The path of a link to this site, decoded; None for one that leads elsewhere."""
    if not links.is_of_site(link, settings.SITE_URL):
        return None
    parts = urlsplit(link)
    return unquote(parts.path) or ("/" if parts.netloc else "")


def _match(path: str) -> ResolverMatch | None:
    """The public page of the application at `path`, with or without its last slash."""
    for each in (path, f"{path}/"):
        try:
            found = resolve(each)
        except Resolver404:
            continue
        return None if found.namespaces else found
    return None


def _named(matches: dict[str, ResolverMatch | None], *names: str) -> dict[str, dict[str, Any]]:
    return {link: match.kwargs for link, match in matches.items() if match and match.url_name in names}


def _releases(
    matches: dict[str, ResolverMatch | None],
    going: list[Release],
    troubles: dict[str, Trouble],
    families: dict[str, str],
) -> None:
    pages, short = _named(matches, "release", "edition", "attachment"), _named(matches, "short")
    if not pages and not short:
        return
    slugs = {asked["slug"] for asked in pages.values()}
    codes = {asked["code"].lower() for asked in short.values()}
    editions: dict[Address, int] = {
        _address(row["language"], row["year"], row["slug"]): row["release_id"]
        for row in Edition.objects.filter(slug__in=slugs).values("language", "year", "slug", "release_id")
    }
    copies = Release.objects.filter(slug__in=slugs) | Release.objects.filter(code__in=codes)
    concerned = Release.objects.filter(pk__in=editions.values()) | copies
    rows = {row.pk: row for row in concerned.with_state().defer(*TEXTS)}
    drafts: dict[Address, int] = {_address(row.language, row.issued_on.year, row.slug): pk for pk, row in rows.items()}
    by_code = {row.code: pk for pk, row in rows.items()}
    asked_for = {
        link: editions.get(address) or drafts.get(address)
        for link, asked in pages.items()
        for address in [_address(asked["language"], asked["year"], asked["slug"])]
    } | {link: by_code.get(asked["code"].lower()) for link, asked in short.items()}
    together = {release.pk for release in going}
    for link, key in asked_for.items():
        built_in = page_of_slug(pages[link]["slug"]) in BUILT_IN if link in pages else False
        if key is None:
            troubles |= {} if built_in else {link: Trouble.NOWHERE}
            continue
        families[link] = str(rows[key].family)
        if built_in:
            continue
        if trouble := _trouble(rows[key], together):
            troubles[link] = trouble


def _address(language: str, year: int, slug: str) -> Address:
    """A page of the mission is at its address whatever the year."""
    return language, 0 if page_of_slug(slug) else year, slug


def _trouble(release: Release, together: set[int]) -> Trouble | None:
    if release.live_number or release.planned_at or release.pk in together:
        return None
    return Trouble.TAKEN_BACK if release.taken_back else Trouble.NOT_OUT


def _files(matches: dict[str, ResolverMatch | None], troubles: dict[str, Trouble]) -> None:
    asked = {link: f"images/{kwargs['name']}" for link, kwargs in _named(matches, "picture").items()}
    if asked:
        there = set(Image.objects.filter(file__in=asked.values()).values_list("file", flat=True))
        troubles.update({link: Trouble.NOWHERE for link, name in asked.items() if name not in there})
    attached = {link: kwargs["name"] for link, kwargs in _named(matches, "attachment").items()}
    if attached:
        stored = {str(file) for file in by_hash(name.partition(".")[0] for name in attached.values()).values()}
        troubles.update({link: Trouble.NOWHERE for link, name in attached.items() if name not in stored})


def _anniversaries(matches: dict[str, ResolverMatch | None], troubles: dict[str, Trouble]) -> None:
    asked = _named(matches, "anniversary")
    if asked:
        slugs = {kwargs["slug"] for kwargs in asked.values()}
        shown = AnniversaryName.objects.filter(slug__in=slugs, anniversary__shown=True)
        there = set(shown.values_list("language", "slug"))
        troubles.update(
            {link: Trouble.NOWHERE for link, row in asked.items() if (row["language"], row["slug"]) not in there}
        )
