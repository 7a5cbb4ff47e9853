"""The pages of topics: all that have releases, and one with its releases, newest first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.language.languages import language_codes
from pressreleases.public.converters import Key
from pressreleases.public.formats.page_place import Place, everywhere, feed_links
from pressreleases.public.reading import lists, mission_today, topics
from pressreleases.public.reading.topics import NamedTopic
from pressreleases.public.views import redirects
from pressreleases.public.views.pages import key_of, paged, show
from pressreleases.public_addresses import topic_address


@require_safe
def index(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    found = topics.of_language(language)
    place = everywhere(language, "topics", section="topics")
    if not found:
        place = place.unindexed()
    return show(request, "public/topics.html", place, mission, {"topics": found})


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    mission = mission_today.read()
    found = topics.at_address(language, slug)
    if found is None:
        return redirects.moved_topic(request, "topic", language, slug)
    before = key_of(request, Key())
    page = lists.page_of(found.editions(language), before)
    place, links = paged(_place(language, found), Key(), before, page.older, empty=not page.editions)
    return show(request, "public/topic.html", place, mission, {"topic": found, "page": page, **links})


def _place(language: str, topic: NamedTopic) -> Place:
    """The page exists in each language in which the topic has a name."""
    codes = [code for code in language_codes() if code in topic.slugs]
    elsewhere = {code: topic_address(code, topic.slugs[code]) for code in codes}
    own = feed_links("topic_feed", language, topic.slugs[language], title=topic.name)
    return Place(language, elsewhere[language], elsewhere, elsewhere[codes[0]], "topics", feeds=own)
