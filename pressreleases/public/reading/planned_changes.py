"""When what readers see is planned to change next: until then an answer may be kept.

The next change of an edition is read in the same query as other data of a page.
"""

import math
import time
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db.models import FloatField
from django.db.models.expressions import RawSQL

# From the beginning of the answer, not from now: what has changed since may not be in it any more.
NEXT_CHANGE = """
    SELECT extract(epoch FROM min(at) - statement_timestamp())::float FROM (
        (SELECT lower(live_during) AS at FROM pressreleases_edition
         WHERE lower(live_during) > statement_timestamp() - make_interval(secs => %s) ORDER BY 1 LIMIT 1)
        UNION ALL
        (SELECT upper(live_during) FROM pressreleases_edition
         WHERE upper(live_during) > statement_timestamp() - make_interval(secs => %s) ORDER BY 1 LIMIT 1)
        UNION ALL
        (SELECT lower(in_force_during) FROM pressreleases_withdrawal
         WHERE lower(in_force_during) > statement_timestamp() - make_interval(secs => %s) ORDER BY 1 LIMIT 1)
    ) AS planned
"""


@dataclass
class Answering:
    """What is known about how long the answer that is being made will hold, by a steady clock."""

    began: float = field(default_factory=time.monotonic)
    until: float = math.inf
    editions_asked: bool = False

    @property
    def seconds_since(self) -> float:
        return time.monotonic() - self.began

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.until - time.monotonic())


answering_now: ContextVar[Answering | None] = ContextVar("answering", default=None)


def next_change() -> RawSQL:
    """To annotate one row of any query with, for `note_next_change`."""
    answering = answering_now.get()
    since = answering.seconds_since if answering else 0.0
    return RawSQL(NEXT_CHANGE, (since,) * 3, output_field=FloatField(null=True))  # noqa: S611  a constant


def note_next_change(seconds: float | None) -> None:
    """An edition begins or ends that is planned to in so many seconds (None: none is); no other query is needed."""
    if answering := answering_now.get():
        answering.editions_asked = True
    if seconds is not None:
        holds_for(seconds)


def holds_for(seconds: float) -> None:
    """What is being answered changes after so many seconds, if not sooner."""
    if answering := answering_now.get():
        answering.until = min(answering.until, time.monotonic() + seconds)
