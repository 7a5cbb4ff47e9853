"""Answering with a page: its template, place, masthead, how long it may be kept, and the pages of a list."""

from typing import Any, Protocol, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pressreleases.models.pages import MissionPage
from pressreleases.public import caching
from pressreleases.public.formats.page_place import Place, Shared
from pressreleases.public.reading import footer_pages
from pressreleases.public.reading.masthead import Head, head_of, site_name, site_name_language
from pressreleases.public_addresses import absolute, mission_page_address


class Shown(Protocol):
    """What was read for a page: the mission, a release, or a notice."""

    @property
    def letterhead(self) -> dict[str, Any]: ...
    @property
    def good_until(self) -> float | None: ...
    @property
    def pages(self) -> frozenset[str] | None: ...


def show(
    request: HttpRequest,
    template: str,
    place: Place,
    shown: Shown,
    context: dict[str, Any],
    *,
    head: Head | None = None,
    status: int = 200,
) -> HttpResponse:
    """Answer with `template`, given `context`, under the letterhead of what is `shown`, or under `head`."""
    head = head or head_of(shown.letterhead)
    name = site_name(head, place.language)
    of_all = {
        "place": place,
        "head": head,
        "masthead": head.masthead(place.language),
        "site_name": name,
        "site_name_language": site_name_language(head, place.language),
        "footer": _footer(shown, place.language),
        "shared": Shared(absolute(reverse("share")), name),
    }
    response = render(request, template, {**of_all, **context}, status=status)
    caching.keep(request, response, shown.good_until)
    return response


def _footer(shown: Shown, language: str) -> list[tuple[MissionPage, str]]:
    """The pages of the mission, each with its address; one query if there was none to read them with."""
    found = footer_pages.in_language(language, footer_pages.read_live() if shown.pages is None else shown.pages)
    return [(page, mission_page_address(language, page)) for page in found]


K = TypeVar("K")


class Keys(Protocol[K]):
    """How the keys of a list are written in addresses; see `converters`."""

    def to_python(self, value: str) -> K: ...
    def to_url(self, value: K) -> str: ...


def key_of(request: HttpRequest, keys: Keys[K]) -> K | None:
    """The key after which the page begins; a key that no link of ours gives is an unknown address."""
    given = request.GET.get("before")
    if given is None:
        return None
    try:
        return keys.to_python(given)
    except ValueError as error:
        raise Http404 from error


def page_after(path: str, keys: Keys[K], key: K | None) -> str:
    """The address of the page of the list at `path` that begins after `key`; empty without a key."""
    return f"{path}?before={keys.to_url(key)}" if key else ""


def paged(
    place: Place, keys: Keys[K], before: K | None, older: K | None, *, empty: bool
) -> tuple[Place, dict[str, Any]]:
    """The place of the page of a list that begins after `before`, and the links of its template to other pages."""
    links = {"continued": before is not None, "next": page_after(place.path, keys, older)}
    if before is not None:
        return place.continued(keys.to_url(before)), links
    return place.unindexed() if empty else place, links
