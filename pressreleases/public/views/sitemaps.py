"""Sitemaps (sitemaps.org): an index, the releases by language and year, the other pages, and recent news.

A part has at most 50,000 addresses, as the protocol allows: 137 releases for each day of a year in one language.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pressreleases.language.dates import instant_for_machines
from pressreleases.language.languages import language_codes, place_of_language
from pressreleases.models import AnniversaryName, Edition
from pressreleases.models.pages import MissionPage
from pressreleases.models.spans import Lower
from pressreleases.public import caching
from pressreleases.public.formats.feeds import XmlDocument
from pressreleases.public.reading import footer_pages, lists, mission_today, planned_changes
from pressreleases.public.reading.masthead import head_of, site_name
from pressreleases.public_addresses import absolute, address, address_at, mission_page_address

MOST = 50_000
NEWS_IS_NEW_FOR = dt.timedelta(days=2)
MOST_NEWS = 1000
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_URLSET = {"xmlns": _SITEMAPS, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"}
_NEWS = {"xmlns": _SITEMAPS, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9"}
# The pages that each language always has.
_EVERYWHERE = ("start", "releases", "anniversaries", "follow", "contact")
# Google's news sitemaps want the script's country with Chinese, and nothing with any other language.
_NEWS_LANGUAGES = {"zh": "zh-cn", "zh-hans": "zh-cn", "zh-hant": "zh-tw"}


@require_safe
def index(_request: HttpRequest) -> HttpResponse:
    xml = XmlDocument()
    parts = [reverse("sitemap_of_pages")]
    calendar = lists.calendar()
    for language in language_codes():
        parts += [reverse("sitemap_of_year", args=[language, year]) for year, _count in calendar.years(language)]
    with xml.within("sitemapindex", {"xmlns": _SITEMAPS}):
        for path in parts:
            with xml.within("sitemap"):
                xml.element("loc", absolute(path))
    return _answer(xml)


@require_safe
def of_year(_request: HttpRequest, language: str, year: int) -> HttpResponse:
    live = Edition.objects.live().in_language(language).in_year(year)
    editions: list[Any] = list(
        lists.listed(live, "live_during").annotate(is_original=F("release__is_original")).newest_first()[:MOST]
    )
    if not editions:
        raise Http404
    xml = XmlDocument()
    with xml.within("urlset", _URLSET):
        for edition in editions:
            others = {
                other["language"]: address_at(other["language"], other["year"], other["slug"])
                for other in edition.languages
            }
            alternates = {language: address(edition), **others}
            originals = [other["language"] for other in edition.languages if other["is_original"]]
            default = language if edition.is_original else next(iter(originals), _first(alternates))
            _write(xml, address(edition), alternates, alternates[default], edition.begins_at)
    return _answer(xml)


@require_safe
def of_pages(_request: HttpRequest) -> HttpResponse:
    """All pages but releases, each with the languages that have the same page."""
    pages = [{code: reverse(name, args=[code]) for code in language_codes()} for name in _EVERYWHERE]
    names = AnniversaryName.objects.filter(anniversary__shown=True).order_by("anniversary", "language")
    pages += _gathered("anniversary", names.values_list("anniversary", "language", "slug"))
    of_topics = [(row.topic_id, row.language, row.slug) for row in lists.topics_of_languages()]
    with_topics = {language for _topic, language, _slug in of_topics}
    pages += [{code: reverse("topics", args=[code]) for code in language_codes() if code in with_topics}]
    pages += _gathered("topic", of_topics)
    live = footer_pages.read_live()
    pages += [
        {code: mission_page_address(code, page) for code in footer_pages.languages_of(page, live)}
        for page in MissionPage
    ]
    xml = XmlDocument()
    with xml.within("urlset", _URLSET):
        for languages in pages:
            default = languages[_first(languages)] if languages else ""
            for path in languages.values():
                _write(xml, path, languages, default)
    return _answer(xml)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What was published for the first time, and issued, within two days; an archive that moves in is no news."""
    mission = mission_today.read()
    since = timezone.now() - NEWS_IS_NEW_FOR
    first = Edition.objects.annotate(begins=Lower("live_during")).filter(number=1, begins__gte=since)
    live = Edition.objects.live().filter(Exists(first.filter(release=OuterRef("release"))))
    recent = live.filter(issued_on__gte=since.date(), language__in=language_codes(), redacted_at=None)
    begun = first.filter(release=OuterRef("release")).values("begins")
    editions: list[Any] = list(recent.annotate(published_at=begun).newest_first()[:MOST_NEWS])
    head = head_of(mission.letterhead)
    xml = XmlDocument()
    with xml.within("urlset", _NEWS):
        for edition in editions:
            with xml.within("url"):
                xml.element("loc", absolute(address(edition)))
                with xml.within("news:news"):
                    with xml.within("news:publication"):
                        xml.element("news:name", site_name(head, edition.language))
                        xml.element("news:language", _NEWS_LANGUAGES.get(edition.language, edition.language))
                    xml.element("news:publication_date", instant_for_machines(edition.published_at))
                    xml.element("news:title", edition.title)
    response = _answer(xml)
    good_until = mission.good_until
    if editions and good_until is not None:
        # The first of them is no news any more then.
        ends = min(edition.published_at for edition in editions) + NEWS_IS_NEW_FOR
        good_until = min(good_until, planned_changes.instant_in((ends - timezone.now()).total_seconds()))
    caching.keep(request, response, good_until)
    return response


def _gathered(name: str, rows: Iterable[tuple[int, str, str]]) -> list[dict[str, str]]:
    """Addresses by language of each thing in `rows` (its key, a language, its slug there)."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for key, language, slug in rows:
        if language in language_codes():
            found[key][language] = reverse(name, args=[language, slug])
    return list(found.values())


def _first(languages: Iterable[str]) -> str:
    """The one that comes first among those of the site."""
    return min(languages, key=place_of_language)


def _write(
    xml: XmlDocument, path: str, languages: Mapping[str, str], default: str, changed_at: dt.datetime | None = None
) -> None:
    """`default` is the address for readers of other languages, as the page itself names it."""
    with xml.within("url"):
        xml.element("loc", absolute(path))
        if changed_at:
            xml.element("lastmod", instant_for_machines(changed_at))
        if len(languages) > 1:
            for language, there in (*languages.items(), ("x-default", default)):
                attributes = {"rel": "alternate", "hreflang": language, "href": absolute(there)}
                xml.element("xhtml:link", attributes=attributes)


def _answer(xml: XmlDocument) -> HttpResponse:
    return HttpResponse(xml.text, content_type="application/xml; charset=utf-8")
