"""What the site does by itself, in this order: `manage.py attend` goes through the list for ever.

A duty is one short function that is right at any moment, also twice, or after a year's pause: nothing that readers see
ever waits for one. Whatever it raises is logged, and it is tried again the next time.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pressreleases import outbox
from pressreleases.desk.mission_clock import clock_of, details_now
from pressreleases.desk.observing.nightly import draft_anniversaries
from pressreleases.desk.proof.alarm import tell_of_what_is_not_seen
from pressreleases.desk.proof.looking import look
from pressreleases.desk.tidying import tidy


@dataclass(frozen=True)
class Duty:
    """`do` is called again when `every` has passed since it began, or at once when the outbox calls and `heeds_calls`.

    Within a round all duties share one thread, so that each should be done in seconds. It runs outside a transaction.
    """

    name: str
    do: Callable[[], object]
    every: dt.timedelta
    heeds_calls: bool = False


def send_mail() -> None:
    outbox.send_due(zone=clock_of(details_now()).zone)


DUTIES: tuple[Duty, ...] = (
    Duty("mail", send_mail, dt.timedelta(seconds=10), heeds_calls=True),
    Duty("look", look, dt.timedelta(seconds=1)),
    Duty("tell of what is not seen", tell_of_what_is_not_seen, dt.timedelta(seconds=20)),
    # Hourly, so that no zone's day begins without it for long; of each observance it does everything once.
    Duty("draft anniversaries", draft_anniversaries, dt.timedelta(hours=1)),
    Duty("tidy", tidy, dt.timedelta(days=1)),
)
