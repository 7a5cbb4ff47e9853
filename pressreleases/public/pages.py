"""What all pages share: their place among the site's addresses and languages, their masthead, how they are answered."""

from dataclasses import dataclass, field, replace
from typing import Any

from babel.core import get_global
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override, pgettext

from pressreleases.public.heads import Head
from pressreleases.vocabulary.languages import cldr, direction, language_codes, own_name


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site, and where this very page is in it; no path: it is not there."""

    code: str
    name: str
    direction: str
    path: str
    current: bool
    missing: str  # said in that language, to whoever looks for it


@dataclass(frozen=True)
class Place:
    """Where a page is.

    `path` is its permanent address; `elsewhere` that of the very same page in each language that has it (with its
    own); `default` the one for readers of other languages; `section` the part of the site that it belongs to.
    """

    language: str
    path: str
    elsewhere: dict[str, str] = field(default_factory=dict)
    default: str = ""
    section: str = ""
    indexed: bool = True
    kind: str = "website"

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def canonical(self) -> str:
        return absolute(self.path)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """Languages and addresses for `hreflang`; empty when there is nothing to choose from, or nothing to index."""
        if not self.indexed or len(self.elsewhere) < 2:
            return []
        rows = [(language, absolute(path)) for language, path in self.elsewhere.items()]
        return [*rows, ("x-default", absolute(self.default))] if self.default else rows

    @property
    def languages(self) -> list[LanguageLink]:
        return [_language_link(code, self) for code in language_codes()]

    @property
    def locale(self) -> str:
        """Language and country as Open Graph writes them, such as `en_GB`, `az_AZ`."""
        locale = cldr(self.language)
        likely = str(get_global("likely_subtags").get(self.language, ""))
        return f"{locale.language}_{locale.territory or likely.rpartition('_')[2] or locale.language.upper()}"

    def unindexed(self) -> "Place":
        return replace(self, indexed=False)


def everywhere(language: str, name: str, *args: Any, section: str = "") -> Place:
    """The place of a page that every language has under the same name and arguments."""
    elsewhere = {code: reverse(name, args=[code, *args]) for code in language_codes()}
    return Place(language, elsewhere[language], elsewhere, elsewhere[language_codes()[0]], section)


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def show(
    request: HttpRequest, template: str, place: Place, head: Head, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with `template`, given the place, the masthead and `context`."""
    name = head.name_in(place.language)
    shared = {
        "place": place,
        "head": head,
        "site_name": name.in_one_line if name else pgettext("name of the site", "Press office"),
    }
    return render(request, template, {**shared, **context}, status=status)


def _language_link(code: str, place: Place) -> LanguageLink:
    with override(code):
        # Translators: said of a language in which this text does not exist, next to that language's own name.
        missing = gettext("not available")
    return LanguageLink(
        code, own_name(code), direction(code), place.elsewhere.get(code, ""), code == place.language, missing
    )
