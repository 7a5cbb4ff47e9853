"""The pages of topics: all that have releases, and one with its releases, newest first."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases.public.converters import Key, key_of
from pressreleases.public.formats.place import Place, everywhere, feed_links
from pressreleases.public.reading import lists, mission_today, topics
from pressreleases.public.reading.masthead import head_of
from pressreleases.public.reading.topics import NamedTopic
from pressreleases.public.views import redirects
from pressreleases.public.views.pages import show
from pressreleases.vocabulary.languages import language_codes


@require_safe
def index(request: HttpRequest, language: str) -> HttpResponse:
    found = topics.of_language(language)
    place = everywhere(language, "topics", section="topics")
    if not found:
        place = place.unindexed()
    head = head_of(mission_today.read().letterhead)
    return show(request, "public/topics.html", place, head, {"topics": found})


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    subject = topics.at_address(language, slug)
    if subject is None:
        return redirects.moved_topic(request, "topic", language, slug)
    before = key_of(request)
    page = lists.page_of(subject.editions(language), before)
    place = _place(language, subject)
    if before is not None:
        place = place.continued(Key().to_url(before))
    elif not page.editions:
        place = place.unindexed()
    context = {
        "subject": subject,
        "page": page,
        "continued": before is not None,
        "next": f"{place.path}?before={Key().to_url(page.older)}" if page.older else "",
    }
    return show(request, "public/topic.html", place, head_of(mission_today.read().letterhead), context)


def _place(language: str, subject: NamedTopic) -> Place:
    """The page exists in each language in which the topic has a name."""
    codes = [code for code in language_codes() if code in subject.slugs]
    elsewhere = {code: reverse("topic", args=[code, subject.slugs[code]]) for code in codes}
    own = feed_links("topic_feed", language, subject.slugs[language], title=subject.name)
    return Place(language, elsewhere[language], elsewhere, elsewhere[codes[0]], "topics", feeds=own)
