"""The tasks of the background process, in their order; `manage.py run_worker` goes through the list for ever.

A task is one short function that is right at any moment, also twice, or after a year's pause: nothing that readers see
ever waits for one. An error is logged, and the task is tried again the next time.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from pressreleases import outbox, search
from pressreleases.anniversaries import drafts
from pressreleases.anniversaries.nightly import draft_anniversaries
from pressreleases.editorial import autosave, preview_links, trash
from pressreleases.live_checks.alert import alert_editors
from pressreleases.live_checks.run import run_checks
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import month_counts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def forget_sessions() -> int:
    """Remove the sessions of people who were signed in, once they have expired."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


# Each removes what has expired and returns how much that was; with the sentence that says it.
STORES: "tuple[tuple[Callable[[], int], _StrPromise], ...]" = (
    (
        trash.forget,
        ngettext_lazy(
            "Permanently removed %(count)s deleted draft.", "Permanently removed %(count)s deleted drafts.", "count"
        ),
    ),
    (
        preview_links.forget_visits,
        ngettext_lazy("Removed %(count)s preview visit.", "Removed %(count)s preview visits.", "count"),
    ),
    (
        autosave.forget,
        ngettext_lazy("Removed %(count)s unsaved text.", "Removed %(count)s unsaved texts.", "count"),
    ),
    (
        drafts.forget_notes,
        ngettext_lazy("Removed %(count)s note on a draft.", "Removed %(count)s notes on drafts.", "count"),
    ),
    (
        forget_sessions,
        ngettext_lazy("Removed %(count)s ended session.", "Removed %(count)s ended sessions.", "count"),
    ),
    (outbox.forget, ngettext_lazy("Removed %(count)s old notice.", "Removed %(count)s old notices.", "count")),
)


def tidy(*, renew: bool = True) -> list[tuple[int, str]]:
    """Remove what has expired, count again, complete the search index; return a number and a sentence for each store.

    With `renew`, entries of an older version are indexed again.
    """
    month_counts.recount()
    search.add_missing(renew=renew)
    autosave.forget_presence()
    return [(count, said % {"count": count}) for count, said in ((forget(), said) for forget, said in STORES)]


@dataclass(frozen=True)
class Task:
    """`do` is called again when `every` has passed since it began, or at once when the outbox calls and `heeds_calls`.

    Within a round all tasks share one thread, so that each should be done in seconds. It runs outside a transaction.
    """

    name: str
    do: Callable[[], object]
    every: dt.timedelta
    heeds_calls: bool = False


def send_mail() -> None:
    outbox.send_due(zone=clock_of(details_now()).zone)


TASKS: tuple[Task, ...] = (
    Task("mail", send_mail, dt.timedelta(seconds=10), heeds_calls=True),
    Task("look", run_checks, dt.timedelta(seconds=1)),
    Task("tell of what is not seen", alert_editors, dt.timedelta(seconds=20)),
    # Hourly, so that no zone's day begins without it for long; of each observance it does everything once.
    Task("draft anniversaries", draft_anniversaries, dt.timedelta(hours=1)),
    Task("tidy", tidy, dt.timedelta(days=1)),
)
