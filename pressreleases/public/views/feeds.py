"""The feeds of a language, of a topic, of an anniversary, each in three forms."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pressreleases.models import Edition, EditionQuerySet
from pressreleases.public.addresses import absolute
from pressreleases.public.converters import Key, key_of
from pressreleases.public.formats import feeds
from pressreleases.public.formats.feeds import Feed, items_of
from pressreleases.public.formats.place import FEED_FORMS, site_name
from pressreleases.public.reading import anniversaries, mission_today, topics
from pressreleases.public.reading.masthead import head_of
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.views import redirects
from pressreleases.vocabulary.bidi import isolated

WRITERS: dict[str, Callable[[Feed], str]] = {"atom": feeds.write_atom, "rss": feeds.write_rss, "json": feeds.write_json}


@require_safe
def of_language(request: HttpRequest, language: str, form: str) -> HttpResponse:
    editions = Edition.objects.live().in_language(language)
    page = reverse("releases", args=[language])
    return _answer(request, form, mission_today.read(), name=_("Press releases"), page=page, editions=editions)


@require_safe
def of_topic(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    subject = topics.at_address(language, slug)
    if subject is None:
        return redirects.moved_topic(request, "topic_feed", language, slug, form)
    editions = subject.editions(language)
    page = reverse("topic", args=[language, slug])
    return _answer(request, form, mission_today.read(), name=subject.name, page=page, editions=editions)


@require_safe
def of_anniversary(request: HttpRequest, language: str, slug: str, form: str) -> HttpResponse:
    mission = mission_today.read()
    named = anniversaries.at_address(language, slug, mission.today)
    if named is None:
        return redirects.moved_anniversary(request, "anniversary_feed", language, slug, form)
    editions = Edition.objects.live().in_language(language).filter(anniversary=named.observance.anniversary)
    page = reverse("anniversary", args=[language, slug])
    return _answer(request, form, mission, name=named.observance.name, page=page, editions=editions)


def _answer(
    request: HttpRequest, form: str, mission: Mission, *, name: str, page: str, editions: EditionQuerySet
) -> HttpResponse:
    before = key_of(request)
    items, older = items_of(editions, before)
    head, language, path = head_of(mission.letterhead), request.LANGUAGE_CODE, request.path
    author = site_name(head, language)
    feed = Feed(
        title=f"{isolated(name, language)} · {author}",
        language=language,
        url=absolute(f"{path}?before={Key().to_url(before)}" if before else path),
        page=absolute(page),
        older=absolute(f"{path}?before={Key().to_url(older)}") if older else "",
        author=author,
        picture=absolute(head.emblem) if head.emblem else "",
        items=items,
    )
    response = HttpResponse(WRITERS[form](feed), content_type=f"{dict(FEED_FORMS)[form]}; charset=utf-8")
    if items:
        response["Last-Modified"] = http_date(feed.updated_at.timestamp())
    return response
