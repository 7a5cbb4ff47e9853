"""Which pages of the mission there are in each language: live, or with a text of the site's own."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from pressreleases.language.languages import language_codes
from pressreleases.models import Edition
from pressreleases.models.kept_query import KeptQuery
from pressreleases.models.pages import BUILT_IN, MissionPage


def live() -> "QuerySet[Edition, str]":
    """`en:about` and the like of each page that is live now: for a query of its own, or as a part of another."""
    editions = Edition.objects.live(pages=True).filter(~Q(page="")).order_by()
    rows: Any = editions.annotate(named=Concat(F("language"), Value(":"), F("page"))).values_list("named", flat=True)
    return rows


_LIVE = KeptQuery(live)


def read_live() -> frozenset[str]:
    """The same, in a query of its own."""
    return frozenset(_LIVE())


def languages_of(page: MissionPage, live: Collection[str]) -> list[str]:
    """The languages of the site in which readers find `page`, if these are `live`."""
    return [code for code in language_codes() if page in BUILT_IN or f"{code}:{page.value}" in live]


def in_language(language: str, live: Collection[str]) -> list[MissionPage]:
    """The pages that readers find in `language`, in the order of the footer."""
    return [page for page in MissionPage if language in languages_of(page, live)]
