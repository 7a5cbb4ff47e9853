"""Where a page is: its address, its languages, its feeds, and the name of the site."""

from dataclasses import dataclass, field, replace
from typing import Any

from babel.core import get_global
from django.urls import reverse
from django.utils.translation import gettext, override

from pressreleases.language.languages import cldr, direction, language_codes, own_name
from pressreleases.public_addresses import absolute

# The first form is the one to prefer.
FEED_FORMS = (("atom", "application/atom+xml"), ("rss", "application/rss+xml"), ("json", "application/feed+json"))


@dataclass(frozen=True)
class LanguageLink:
    """A language of the site, and where this very page is in it; no path: it is not there.

    `missing` is said, in that language, where the path leads to a page whose words are in another, or nowhere.
    """

    code: str
    name: str
    direction: str
    path: str
    current: bool
    missing: str


@dataclass(frozen=True)
class FeedLink:
    """The address of a feed, for the head of a page."""

    media_type: str
    title: str
    path: str


@dataclass(frozen=True)
class Place:
    """Where a page is.

    `path` is its permanent address; `elsewhere` that of the very same page in each language that has it (with its
    own); `default` the one for readers of other languages; `section` the part of the site that it belongs to; `feeds`
    those of what the page shows, besides that of its language; `canonical_path` the page that a search should find in
    its stead, if it says nothing of its own; `instead` where the words are read, under the masthead of a language that
    does not have them.
    """

    language: str
    path: str
    elsewhere: dict[str, str] = field(default_factory=dict)
    default: str = ""
    section: str = ""
    indexed: bool = True
    kind: str = "website"
    feeds: tuple[FeedLink, ...] = ()
    canonical_path: str = ""
    instead: dict[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def canonical(self) -> str:
        return absolute(self.canonical_path or self.path)

    @property
    def address(self) -> str:
        """The whole address of this very page, for paper."""
        return absolute(self.path)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """Languages and addresses for `hreflang`; empty when there is nothing to choose from, or nothing to index."""
        if not self.indexed or len(self.elsewhere) < 2:
            return []
        rows = [(language, absolute(path)) for language, path in self.elsewhere.items()]
        return [*rows, ("x-default", absolute(self.default))] if self.default else rows

    @property
    def all_feeds(self) -> list[FeedLink]:
        """The page's own, then that of its language."""
        return [*self.feeds, *feed_links("feed", self.language, title=gettext("News"))]

    @property
    def languages(self) -> list[LanguageLink]:
        return [_language_link(code, self) for code in language_codes()]

    @property
    def locale(self) -> str:
        return _locale(self.language)

    @property
    def other_locales(self) -> list[str]:
        """The same of the other languages that have the page."""
        return [_locale(language) for language in self.elsewhere if language != self.language]

    def continued(self, key: str) -> "Place":
        """A later page of a list, which begins after `key`: it shows other things, so it is its own canonical page."""
        return replace(self, indexed=False, canonical_path=f"{self.path}?before={key}")

    def unindexed(self) -> "Place":
        return replace(self, indexed=False)


@dataclass(frozen=True)
class Shared:
    """The picture of a page where it is shared: its whole address, and a description of it."""

    url: str
    words: str


def everywhere(language: str, name: str, *args: Any, section: str = "") -> Place:
    """The place of a page that every language has under the same name and arguments."""
    elsewhere = {code: reverse(name, args=[code, *args]) for code in language_codes()}
    return Place(language, elsewhere[language], elsewhere, elsewhere[language_codes()[0]], section)


def feed_links(name: str, *args: Any, title: str) -> tuple[FeedLink, ...]:
    """The three forms of the feed whose address has this name and these arguments."""
    return tuple(FeedLink(media_type, title, reverse(name, args=[*args, form])) for form, media_type in FEED_FORMS)


def _locale(language: str) -> str:
    """Language and country as Open Graph writes them, such as `en_GB`, `az_AZ`."""
    locale = cldr(language)
    likely = str(get_global("likely_subtags").get(language, ""))
    return f"{locale.language}_{locale.territory or likely.rpartition('_')[2] or locale.language.upper()}"


def _language_link(code: str, place: Place) -> LanguageLink:
    path = place.elsewhere.get(code, "")
    missing = "" if path else _not_available(code)
    path = path or place.instead.get(code, "")
    return LanguageLink(code, own_name(code), direction(code), path, path == place.path, missing)


def _not_available(code: str) -> str:
    with override(code):
        # Translators: said of a language in which this text does not exist, next to that language's own name.
        return gettext("not available")
