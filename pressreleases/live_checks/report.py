"""What staff learn of live checks: on the desk and the page of a release, and editors by e-mail if a problem lasts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pressreleases.language.dates import day_in_words, zone_info
from pressreleases.live_checks.run import QUARTER, Subject, is_checked_soon
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, LiveCheck, Release
from pressreleases.models.kept_query import KeptQuery
from pressreleases.models.live_check import CheckedPage, checked_page_label, in_words
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing.locking import database_now

SEEN, LOOKING, WRONG, UNLOOKED = "seen", "looking", "wrong", "unlooked"
NOWHERE = "nowhere"  # wrong, and not only in a list or feed
_OF_EDITIONS = {
    SEEN: gettext_lazy("live since %(when)s, %(seen)s"),
    LOOKING: gettext_lazy("live since %(when)s, checking…"),
    UNLOOKED: gettext_lazy("live since %(when)s, but not checked: the pages may not show it"),
    WRONG: gettext_lazy("live since %(when)s, but some pages do not show it"),
    NOWHERE: gettext_lazy("live since %(when)s, but readers do not see it"),
}
_OF_WITHDRAWALS = {
    SEEN: gettext_lazy("text offline since %(when)s, %(seen)s"),
    LOOKING: gettext_lazy("text offline since %(when)s, checking…"),
    UNLOOKED: gettext_lazy("text offline since %(when)s, but not checked: readers may still see it"),
    WRONG: gettext_lazy("text offline since %(when)s, but readers may still see it"),
}
# Until then, nobody is told that nothing was checked yet.
PATIENCE = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class AddressReport:
    """One address: its kind, its URL, and a sentence about it; `since`: when it became wrong, in words."""

    what: str
    url: str
    said: str
    is_wrong: bool
    since: str = ""


@dataclass(frozen=True)
class Report:
    """The checks of what was published or withdrawn at one instant.

    `names`: its editions or withdrawals by kind and key. `pending`: the report may change soon.
    """

    state: str
    said: str
    at: tuple[AddressReport, ...]
    names: tuple[tuple[str, int | None], ...]
    pending: bool

    @property
    def key(self) -> str:
        return urlencode(self.names)

    @property
    def wrong(self) -> tuple[AddressReport, ...]:
        return tuple(each for each in self.at if each.is_wrong)


def report_of(subjects: Sequence[Subject], clock: MissionClock) -> Report | None:
    """The report on `subjects`; None if they are not checked. One query."""
    return reports_of([subjects], clock)[0]


def reports_of(groups: Sequence[Sequence[Subject]], clock: MissionClock) -> list[Report | None]:
    """Reports on several groups, each published or withdrawn at one instant. One query for all of them."""
    rows: dict[Subject, list[LiveCheck]] = defaultdict(list)
    everything = [subject for group in groups for subject in group]
    by_key = {_key(subject): subject for subject in everything}
    for row in LiveCheck.objects.of(everything):
        rows[by_key[("edition", row.edition_id) if row.edition_id else ("withdrawal", row.withdrawal_id)]].append(row)
    return [_report(group, [row for subject in group for row in rows[subject]], clock) for group in groups]


def _key(subject: Subject) -> tuple[str, int | None]:
    return ("edition" if isinstance(subject, Edition) else "withdrawal"), subject.pk


def _report(group: Sequence[Subject], rows: list[LiveCheck], clock: MissionClock) -> Report | None:
    if not rows and not any(is_checked_soon(subject, clock.now) for subject in group):
        return None
    begins = min(subject.begins_at for subject in group)
    state = _state(rows, begins, clock.now)
    return Report(
        state,
        _said(state, rows, begins, clock, is_edition=isinstance(group[0], Edition)),
        tuple(_at(row, begins, clock) for row in sorted(rows, key=lambda row: (not row.wrong, row.pk))),
        tuple(_key(subject) for subject in group),
        state == LOOKING or (state == WRONG and clock.now - begins < QUARTER),
    )


def _state(rows: list[LiveCheck], begins: dt.datetime, now: dt.datetime) -> str:
    if any(row.wrong for row in rows):
        return WRONG
    if rows and all(row.seen_at for row in rows):
        return SEEN
    asked_at = max([begins, *(row.due_at for row in rows if not row.seen_at)])
    return LOOKING if now - asked_at < PATIENCE else UNLOOKED


def _said(state: str, rows: list[LiveCheck], begins: dt.datetime, clock: MissionClock, *, is_edition: bool) -> str:
    last = max((row.seen_at for row in rows if row.seen_at), default=begins)
    page_is_wrong = any(row.wrong and row.what == CheckedPage.PAGE for row in rows)
    how = NOWHERE if state == WRONG and is_edition and page_is_wrong else state
    sentences = _OF_EDITIONS if is_edition else _OF_WITHDRAWALS
    return str(sentences[how]) % {"when": _time(begins, clock), "seen": seen_later(last - begins)}


def _at(row: LiveCheck, begins: dt.datetime, clock: MissionClock) -> AddressReport:
    url = f"{settings.SITE_URL}{row.path}"
    what = checked_page_label(row.what)
    if row.wrong and row.wrong_since:
        return AddressReport(
            what, url, in_words(row.wrong, row.detail), is_wrong=True, since=_time(row.wrong_since, clock)
        )
    return AddressReport(
        what, url, seen_later(row.seen_at - begins) if row.seen_at else _("not checked yet"), is_wrong=False
    )


def seen_later(after: dt.timedelta) -> str:
    """`confirmed 0.4 s later`, or in minutes or hours if it took long."""
    seconds = max(0.0, after.total_seconds())
    if seconds < 100:
        return _("confirmed %(seconds)s s later") % {"seconds": number_format(f"{seconds:.1f}", use_l10n=True)}
    minutes = round(seconds / 60)
    if minutes < 100:
        sentence = ngettext("confirmed %(minutes)s minute later", "confirmed %(minutes)s minutes later", minutes)
        return sentence % {"minutes": minutes}
    hours = round(minutes / 60)
    return ngettext("confirmed %(hours)s hour later", "confirmed %(hours)s hours later", hours) % {"hours": hours}


def _time(instant: dt.datetime, clock: MissionClock) -> str:
    """`14:02:11` by the mission's clock, with the day unless it is today."""
    there = instant.astimezone(zone_info(clock.zone))
    time = f"{there:%H:%M:%S}"
    return time if there.date() == clock.today else f"{day_in_words(there.date(), get_language() or 'en')}, {time}"


def _wrong() -> "QuerySet[LiveCheck]":
    rows = LiveCheck.objects.that_hold().wrong().select_related("edition__release", "withdrawal__release")
    return rows.order_by("-pk")


_WRONG = KeptQuery(_wrong)


def troubled(most: int) -> list[Subject]:
    """Editions and withdrawals in force that readers do not see correctly, newest first. One query."""
    found: Iterable[Subject | None] = (row.edition or row.withdrawal for row in _WRONG())
    return list(dict.fromkeys(subject for subject in found if subject is not None))[:most]


# A shorter problem may be a cache that still has an old page.
ALERTED_AFTER = dt.timedelta(minutes=2)


def alert_editors(at: dt.datetime | None = None) -> int:
    """Tell editors, in one mail, of each text that has been wrong for two minutes at `at` (None: now); return how many.

    They are told once of each edition or withdrawal, even if something else is wrong with it later.
    """
    now = at or database_now()
    with transaction.atomic():
        found = LiveCheck.objects.that_hold(now).wrong().filter(told_at=None, wrong_since__lte=now - ALERTED_AFTER)
        keys = list(found.values_list("pk", flat=True))
        rows = LiveCheck.objects.filter(pk__in=keys, told_at=None).select_for_update(of=("self",), skip_locked=True)
        subjects = {subject for row in rows.order_by("pk") if (subject := row.edition or row.withdrawal)}
        if not subjects:
            return 0
        LiveCheck.objects.of(subjects).update(told_at=now)
        concerned = Release.objects.filter(pk__in=[subject.release_id for subject in subjects])
        releases = list(concerned.order_by("pk"))
        tell(NoticeKind.NOT_SEEN, releases, by=None)
    return len(releases)
