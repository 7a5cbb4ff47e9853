"""What came of a bulk action, row by row: kept in the session by keys alone, and put into words when it is read."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.bulk.selection import Row, why
from pressreleases.admin.verbs import VERBS
from pressreleases.editorial.bulk import Outcome, Result
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Release
from pressreleases.public_addresses import release_page
from pressreleases.publishing import PublishingError, errors

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_KEPT = "bulk"
_HOW_MANY = 5
_TOKEN = re.compile(r"[0-9a-f]{16}")

_SAID: "dict[Result, _StrPromise]" = {
    Result.HAD: gettext_lazy("It already had the topic."),
    Result.REFUSED: gettext_lazy("It has errors. Open its page to see and correct them."),
    Result.HELD: gettext_lazy("It was to be published together with another language, which failed."),
    Result.CHANGED: gettext_lazy("Someone has saved a newer text in the meantime. Check it first."),
    Result.UNTICKED: gettext_lazy("You did not tick the box to say that you have checked its list."),
    Result.UNEXPLAINED: gettext_lazy("Its languages differ, and no reason was given."),
    Result.FAILED: gettext_lazy("It failed. The person who runs the site can find the reason in the log."),
}


@dataclass(frozen=True)
class Line:
    """One release and what came of it; `page` is where readers find it, if they do."""

    row: Row
    done: bool
    said: SafeString | str
    page: str


@contextmanager
def once(request: HttpRequest, token: str) -> Iterator[bool]:
    """Hold every other press of the button of this very page until this one is through; True if one was already.

    A second click, or a reload, is then shown what the first one did.
    """
    with connection.cursor() as cursor:
        lock = [f"{request.session.session_key} {token}"]
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", lock)
        try:
            stored = type(request.session)(request.session.session_key)
            yield token in stored.get(_KEPT, {})
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", lock)


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def keep(request: HttpRequest, token: str, outcomes: list[Outcome]) -> None:
    """Store them with the session at once, in place of the oldest of several."""
    kept = dict(list(request.session.get(_KEPT, {}).items())[1 - _HOW_MANY :])
    kept[token] = [[row.key, row.result, row.error] for row in outcomes]
    request.session[_KEPT] = kept
    request.session.save()


def kept(request: HttpRequest, token: str) -> list[Outcome] | None:
    """What came of the page with this token, for those whose session it was."""
    found = request.session.get(_KEPT, {}).get(token)
    return None if found is None else [Outcome(key, Result(result), error) for key, result, error in found]


def in_words(outcomes: list[Outcome], name: str, clock: MissionClock) -> list[Line]:
    """In the order of the outcomes, what was not done first. Two queries."""
    keys = [row.key for row in outcomes]
    releases = Release.objects.with_state().in_bulk(keys)
    live = {row.release_id: row for row in Edition.objects.live().filter(release__in=keys)}
    lines = []
    for outcome in sorted(outcomes, key=lambda row: row.result in (Result.DONE, Result.HAD)):
        if release := releases.get(outcome.key):
            edition = live.get(outcome.key)
            done = outcome.result in (Result.DONE, Result.HAD)
            page = release_page(edition) if edition and done and name == "publish" else ""
            lines.append(Line(Row.of(release, clock), done, _said(outcome, name, release, edition), page))
    return lines


def _said(outcome: Outcome, name: str, release: Release, live: Edition | None) -> SafeString | str:
    if outcome.error:
        return _refusal(outcome.error, release)
    if name == "classify" and outcome.result == Result.HAD:
        return _("It already had these labels.")
    if outcome.result != Result.DONE:
        return str(_SAID[outcome.result])
    if name == "topic" and live:
        return format_html("{} {}", _done(name), _("Readers see it with the next edition."))
    return _done(name)


def _done(name: str) -> str:
    return str(VERBS[name].done) if name in VERBS else _("The topic was added.")


def _refusal(name: str, release: Release) -> SafeString | str:
    """The sentence of the error of this name, about the release as it is now."""
    error: type[PublishingError] = getattr(errors, name, PublishingError)
    known = {"title": release.title, "slug": release.slug, "year": release.issued_on.year}
    said = error(release)
    said.params = defaultdict(lambda: "…", known)
    return why(said, release) if str(said) else str(_SAID[Result.REFUSED])
