"""The pages of topics: all that have releases, and one with its releases, the newest first."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases.language.languages import language_codes
from pressreleases.public import listing, missions, subjects
from pressreleases.public.converters import Key, key_of
from pressreleases.public.heads import head_of
from pressreleases.public.pages import Place, everywhere, feed_links, show
from pressreleases.public.subjects import Subject


@require_safe
def topics(request: HttpRequest, language: str) -> HttpResponse:
    found = subjects.of_language(language)
    place = everywhere(language, "topics", section="topics")
    if not found:
        place = place.unindexed()
    head = head_of(missions.current().letterhead)
    return show(request, "public/topics.html", place, head, {"topics": found})


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    subject = subjects.at_address(language, slug)
    if subject is None:
        return subjects.moved_from(request, "topic", language, slug)
    before = key_of(request)
    page = listing.page_of(subject.editions(language), before)
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
    return show(request, "public/topic.html", place, head_of(missions.current().letterhead), context)


def _place(language: str, subject: Subject) -> Place:
    """The page exists in each language in which the topic has a name."""
    codes = [code for code in language_codes() if code in subject.slugs]
    elsewhere = {code: reverse("topic", args=[code, subject.slugs[code]]) for code in codes}
    own = feed_links("topic_feed", language, subject.slugs[language], title=subject.name)
    return Place(language, elsewhere[language], elsewhere, elsewhere[codes[0]], "topics", feeds=own)
