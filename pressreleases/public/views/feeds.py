"""The feeds of a language, of a topic, of an anniversary, each in three forms."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pressreleases.language.direction import isolated
from pressreleases.models import Edition, EditionQuerySet
from pressreleases.models.kinds import KINDS_IN_LISTS, Kind
from pressreleases.public import caching
from pressreleases.public.converters import Key
from pressreleases.public.formats import feeds
from pressreleases.public.formats.feeds import Feed
from pressreleases.public.formats.page_place import FEED_FORMS
from pressreleases.public.reading import anniversaries, lists, mission_today, release_page
from pressreleases.public.reading.masthead import head_of, site_name
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.views import redirects
from pressreleases.public.views.pages import key_of, page_after
from pressreleases.public_addresses import absolute, anniversary_address, topic_address

WRITERS: dict[str, Callable[[Feed], str]] = {"atom": feeds.write_atom, "rss": feeds.write_rss, "json": feeds.write_json}


@require_safe
def of_language(request: HttpRequest, language: str, form: str) -> HttpResponse:
    editions = Edition.objects.live().in_language(language)
    path = reverse("releases", args=[language])
    return _answer(request, form, mission_today.read(), name=_("News"), path=path, editions=editions)


@require_safe
def of_kind(request: HttpRequest, language: str, kind: Kind, form: str) -> HttpResponse:
    editions = Edition.objects.live().in_language(language).filter(kind=kind)
    path = reverse("kind", args=[language, kind])
    name = str(KINDS_IN_LISTS[kind])
    return _answer(request, form, mission_today.read(), name=name, path=path, editions=editions)


@require_safe
def of_topic(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    mission = mission_today.read()
    topic = lists.topic_at_address(language, slug)
    if topic is None:
        return redirects.moved_topic(request, "topic_feed", language, slug, form)
    editions = topic.editions(language)
    path = topic_address(language, slug)
    return _answer(request, form, mission, name=topic.name, path=path, editions=editions)


@require_safe
def of_anniversary(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    mission = mission_today.read()
    named = anniversaries.at_address(language, slug, mission.today)
    if named is None:
        return redirects.moved_anniversary(request, "anniversary_feed", language, slug, form)
    editions = Edition.objects.live().in_language(language).filter(anniversary=named.observance.anniversary)
    path = anniversary_address(language, slug)
    return _answer(request, form, mission, name=named.observance.name, path=path, editions=editions)


def _answer(
    request: HttpRequest, form: str, mission: Mission, *, name: str, path: str, editions: EditionQuerySet
) -> HttpResponse:
    before = key_of(request, Key())
    pages, older = release_page.page_of(editions, before)
    head, language, own_path = head_of(mission.letterhead), request.LANGUAGE_CODE, request.path
    author = site_name(head, language)
    feed = Feed(
        title=f"{isolated(name, language)} · {author}",
        language=language,
        url=absolute(page_after(own_path, Key(), before) or own_path),
        page=absolute(path),
        older=absolute(page_after(own_path, Key(), older)) if older else "",
        author=author,
        picture=absolute(head.emblem) if head.emblem else "",
        items=[feeds.item_of(page) for page in pages],
    )
    response = HttpResponse(WRITERS[form](feed), content_type=f"{dict(FEED_FORMS)[form]}; charset=utf-8")
    if pages:
        response["Last-Modified"] = http_date(feed.updated_at.timestamp())
    caching.keep(request, response, mission.good_until)
    return response
