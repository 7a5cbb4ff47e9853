"""Redirects inside the site, which keep the query string, and those from an old or misspelt address."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import escape_uri_path, iri_to_uri

from pressreleases.language.languages import language_codes
from pressreleases.models import Anniversary, AnniversaryAddress
from pressreleases.models.topic import TopicAddress
from pressreleases.public.caching import ASK_EACH_TIME
from pressreleases.public.language import ADMIN
from pressreleases.public.reading import resolve as resolve_release
from pressreleases.public_addresses import release_page

# What a sentence around an address leaves at its end, in any script.
_MARKS = " \t.,;:!?…'\"’”»›)]}>*،؛؟。，；：！？）」』】》"
_PREVIEW = "/preview/"

# What once was at an address: that address, whose it is, and a language with the slug that it has there now.
Renamed = tuple[str, int, str, str]


def moved(request: HttpRequest, path: str) -> HttpResponse:
    """301 to `path`, asked for each time: once a slug is moved back, two kept ones would lead to each other."""
    response = HttpResponsePermanentRedirect(_with_query(request, path))
    response["Cache-Control"] = ASK_EACH_TIME
    return response


def found_at(request: HttpRequest, path: str) -> HttpResponse:
    """302 to `path`: where this is today."""
    return HttpResponseRedirect(_with_query(request, path))


def renamed(
    request: HttpRequest, view: str, language: str, slug: str, rows: Iterable[Renamed], *rest: object
) -> HttpResponse:
    """301 to `view` of the topic or anniversary that once had this address, in its language if it still has one.

    An address in the very same letters goes before one in another case. Raise Http404 if there is none, or several.
    """
    rows = list(rows)
    rows = [row for row in rows if row[0] == slug] or rows
    slugs = {code: now for _old, _owner, code, now in rows}
    if len({owner for _old, owner, _code, _now in rows}) == 1:
        for code in (language, *language_codes()):
            if code in slugs:
                return moved(request, reverse(view, args=[code, slugs[code], *rest]))
    raise Http404


def mended(request: HttpRequest) -> HttpResponse | None:
    """301 to the address in small letters, without the marks behind it; None where no page can be there.

    Nothing is looked up, so that this tells nobody whether there is a page.
    """
    path = request.path_info
    # No page has a percent sign in its address: it is left of bytes that are no letters.
    if request.method not in ("GET", "HEAD") or path.startswith(ADMIN) or "%" in path:
        return None
    # The secret of a preview link is told apart by its case; the views find slugs that were stored with capitals.
    bare = (path if path.startswith(_PREVIEW) else path.lower()).rstrip(f"{_MARKS}/")
    there = bare if _is_known(bare) else f"{bare}/"
    return moved(request, escape_uri_path(there)) if there != path and _is_known(there) else None


def from_another_site(request: HttpRequest) -> HttpResponse | None:
    """301 to the release that had this address on the site from which it was imported; None where none had."""
    if request.method not in ("GET", "HEAD") or request.path_info.startswith((ADMIN, _PREVIEW)):
        return None
    query = request.META.get("QUERY_STRING", "")
    bare = request.path_info.rstrip("/")
    paths = [f"{path}?{query}" if query else path for path in (f"{bare}/", bare) if path]
    # Beside its text, a query may name only where a reader came from.
    paths += [path for path in (f"{bare}/", bare) if query and path.strip("/")]
    if any("\x00" in path for path in paths):
        return None
    found = resolve_release.of_former_address(paths)
    if found is None:
        return None
    response = HttpResponsePermanentRedirect(release_page(found))
    response["Cache-Control"] = ASK_EACH_TIME
    return response


def _is_known(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _with_query(request: HttpRequest, path: str) -> str:
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{iri_to_uri(query)}" if query else path


def moved_anniversary(request: HttpRequest, view: str, language: str, slug: str, *rest: object) -> HttpResponse:
    """301 to `view` of the shown anniversary that once had this address; raise Http404 if there is none."""
    rows: Any = AnniversaryAddress.objects.filter(
        anniversary__in=Anniversary.objects.shown(), language=language, slug__iexact=slug
    )
    names = ("slug", "anniversary", "anniversary__names__language", "anniversary__names__slug")
    return renamed(request, view, language, slug, rows.values_list(*names), *rest)


def moved_topic(request: HttpRequest, view: str, language: str, slug: str, *rest: object) -> HttpResponse:
    """301 to `view` of the shown topic that once had this address; raise Http404 if there is none."""
    rows: Any = TopicAddress.objects.filter(topic__shown=True, language=language, slug__iexact=slug)
    names = ("slug", "topic", "topic__names__language", "topic__names__slug")
    return renamed(request, view, language, slug, rows.values_list(*names), *rest)
