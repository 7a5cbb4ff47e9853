"""The page that says in words what machines find here: the API, feeds and files."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pressreleases.language.languages import language_codes
from pressreleases.models import Edition
from pressreleases.public import missions
from pressreleases.public.addresses import address, file_address
from pressreleases.public.api.asking import LARGEST_LIMIT, LIMIT
from pressreleases.public.api.openapi import description
from pressreleases.public.heads import head_of
from pressreleases.public.pages import FEED_FORMS, Place, absolute, show


@require_safe
def in_words(request: HttpRequest) -> HttpResponse:
    """In English, as programs are; what stands around it is in English too where the site speaks it."""
    language = "en" if "en" in language_codes() else language_codes()[0]
    newest = Edition.objects.live().in_language(language).newest_first().select_related("release").first()
    told = description()
    context = {
        "parameters": [
            (one["name"], _marked(one["description"]))
            for one in told["components"]["parameters"].values()
            if one["in"] == "query"
        ],
        "paths": [(path, _marked(operations["get"]["summary"])) for path, operations in told["paths"].items()],
        "example": _example(newest) if newest else {},
        "month": absolute(reverse("month_archive", args=[language, 2024, 1])),
        "feeds": [absolute(reverse("feed", args=[language, form])) for form, _media_type in FEED_FORMS],
        "limit": LIMIT,
        "largest_limit": LARGEST_LIMIT,
    }
    with override(language):
        path = reverse("api_in_words")
        place = Place(language, path, {language: path}, section="machines")
        return show(request, "public/api.html", place, head_of(missions.current().letterhead), context)


def _marked(words: str) -> SafeString:
    """`words` of the description, in which code stands between backticks (CommonMark), for a page."""
    pieces = enumerate(words.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", one) if n % 2 else one,) for n, one in pieces))


def _example(edition: Edition) -> dict[str, str]:
    return {
        "page": absolute(address(edition)),
        "text": absolute(file_address(edition, "txt")),
        "json": absolute(file_address(edition, "json")),
        "api": absolute(reverse("api_release", args=[edition.release.family, edition.language])),
    }
