"""What each kind of public page costs on the archive of `benchmarks.archive`, uncached, alone or beside a small one.

    MISSION_VAR=/the/same/folder python3 manage.py tidy
    MISSION_VAR=/the/same/folder python3 -m benchmarks.reading [times]
    python3 -m benchmarks.reading /a/small/one /a/large/one [times]

`tidy` takes the counts of the months, as the worker of a site does each day. `ONLY=search,feed` measures the pages with
one of these words in their name, `READ_IN=az` those in Azerbaijani. Nothing is written but the static files.
"""

import os
from collections.abc import Iterator
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

from django.db.models import Max, Min  # noqa: E402  Django is set up only now
from django.test import Client  # noqa: E402  Django is set up only now

from benchmarks.archive import vocabulary  # noqa: E402  Django is set up only now
from benchmarks.measuring import Ask, main  # noqa: E402  Django is set up only now
from pressreleases.models import Edition, Withdrawal  # noqa: E402  Django is set up only now
from pressreleases.public_addresses import address  # noqa: E402  Django is set up only now


def addresses(language: str) -> Iterator[tuple[str, str]]:
    """What is asked for, and where it stands."""
    live = Edition.objects.live().in_language(language).filter(release__is_original=True)
    ends = live.aggregate(first=Min("issued_on"), last=Max("issued_on"))
    middle = ends["first"] + (ends["last"] - ends["first"]) / 2
    near = live.filter(issued_on__gte=middle).order_by("issued_on", "release_id")
    edition = near.filter(number=1).select_related("release")[0]
    yield from _lists(language, middle, ends["first"])
    page = address(edition)
    yield "release", page
    for form in ("txt", "json", "bib", "ris", "pdf"):
        yield f"release as {form}", f"{page[:-1]}.{form}"
    yield "release by its code", f"/r/{edition.release.code}"
    yield "release of the API", f"/api/v1/releases/{edition.release.family}.{language}"
    yield "address that never was", f"/{language}/releases/{middle.year}/nothing-here/"
    corrected = address(near.filter(number=2)[0])
    yield "corrected release", corrected
    yield "old edition", f"{corrected}editions/1/"
    yield "old edition as json", f"{corrected}editions/1.json"
    yield "choice of editions", f"{corrected}editions/compare/"
    yield "comparison", f"{corrected}editions/1/compare/2/"
    translated = Edition.objects.live().filter(release__is_original=False, issued_on__gte=middle)
    other = translated.order_by("issued_on", "release_id")[0]
    yield "translation", address(other)
    yield "two languages", f"/az+en{address(other)[3:]}"
    withdrawn = Withdrawal.objects.in_force().order_by("release")[0].release_id
    yield "withdrawn release", address(Edition.objects.filter(release=withdrawn).order_by("-number")[0])
    yield from _searches(language, middle.year, edition)


def _lists(language: str, middle: object, first: object) -> Iterator[tuple[str, str]]:
    year, month = f"{middle:%Y}", f"{middle:%m}"
    yield "start", f"/{language}/"
    yield "list", f"/{language}/releases/"
    yield "list, its middle", f"/{language}/releases/?before={middle}-1"
    yield "list, its end", f"/{language}/releases/?before={first}-40"
    yield "year", f"/{language}/releases/{year}/"
    yield "month", f"/{language}/releases/{year}/{month}/"
    yield "month as ZIP", f"/{language}/releases/{year}/{month}.zip"
    yield "kind", f"/{language}/kinds/press-release/"
    yield "kind, its middle", f"/{language}/kinds/press-release/?before={middle}-1"
    yield "topics", f"/{language}/topics/"
    yield "large topic", f"/{language}/topics/topic-1/"
    yield "large topic, its middle", f"/{language}/topics/topic-1/?before={middle}-1"
    yield "topic of the oldest alone", f"/{language}/topics/topic-20/"
    for form in ("atom", "rss", "json"):
        yield f"feed.{form}", f"/{language}/feed.{form}"
    yield "feed of a kind", f"/{language}/kinds/press-release/feed.atom"
    yield "feed of a large topic", f"/{language}/topics/topic-1/feed.atom"
    yield "feed of the topic of the oldest", f"/{language}/topics/topic-20/feed.atom"
    yield "feed of an anniversary", f"/{language}/anniversaries/day-7/feed.atom"
    yield "corrections", f"/{language}/corrections/"
    yield "follow", f"/{language}/follow/"
    yield "contact", f"/{language}/contact/"
    yield "contact.vcf", "/contact.vcf"
    yield "anniversaries", f"/{language}/anniversaries/"
    yield "anniversaries of a year", f"/{language}/anniversaries/years/{year}/"
    yield "anniversary", f"/{language}/anniversaries/day-7/"
    yield "anniversaries.ics", f"/{language}/anniversaries.ics"
    yield "calendar of an anniversary", f"/{language}/anniversaries/day-7.ics"
    yield "sitemap", "/sitemap.xml"
    yield "sitemap of pages", "/sitemaps/pages.xml"
    yield "sitemap of a year", f"/sitemaps/{language}-{year}.xml"
    yield "news sitemap", "/news-sitemap.xml"
    api = f"/api/v1/releases?language={language}"
    yield "API", api
    yield "API, all languages", "/api/v1/releases"
    yield "API, a year", f"{api}&year={year}"
    yield "API, a kind", f"{api}&kind=press-release"
    yield "API, a kind without any", f"{api}&kind=letter"
    yield "API, a large topic", f"{api}&topic=1"
    yield "API, the topic of the oldest", f"{api}&topic=20"
    yield "API, an anniversary", f"{api}&anniversary=7"
    yield "API, changes since ever", f"{api}&changed_since=1990-01-01T00:00:00Z"
    yield "API, changes of this week", f"{api}&changed_since={middle}T00:00:00Z"
    yield "API: topics, anniversaries, languages", "/api/v1/topics"
    yield "API: anniversaries", "/api/v1/anniversaries"
    yield "API: languages", "/api/v1/languages"


def _searches(language: str, year: int, edition: Edition) -> Iterator[tuple[str, str]]:
    known = vocabulary()
    rare, first, second = known[2000], known[0], known[1]
    searches = {
        "everything": "",
        "rare word, newest first": rare,
        "rare word, best first": f"{rare}&order=best",
        "commonest word": first,
        "commonest two words": f"{first} {second}",
        "commonest two words, best first": f"{first} {second}&order=best",
        "commonest two words, of a year": f"{first} {second}&year={year}",
        "commonest word, a topic of the oldest": f"{first}&topic=20",
        "commonest two words as a phrase": f'"{first} {second}"',
        "commonest but not the second": f"{first} -{second}",
        "commonest word, a kind without any": f"{first}&kind=letter",
        "commonest and an unknown word": f"{first} zzyzzyva",
        "no text has it": "zzyzzyva",
        "mistyped": f"{rare}q",
        "whole title": edition.title,
        "whole date": edition.issued_on.isoformat(),
    }
    for name, asked in searches.items():
        words, _and, more = asked.partition("&")
        yield f"search: {name}", f"/{language}/search/?q={quote(words)}" + (f"&{more}" if more else "")


def pages() -> dict[str, Ask]:
    client = Client(SERVER_NAME="127.0.0.1")
    return {
        name: (lambda path=path: client.get(path))  # type: ignore[misc]  # a default keeps the value of this round
        for name, path in addresses(os.environ.get("READ_IN", "en"))
    }


if __name__ == "__main__":
    main("benchmarks.reading", pages)
