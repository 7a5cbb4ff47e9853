"""When what readers see is planned to change next: until then an answer may be kept.

Instants are those of the steady clock (`time.monotonic`), so that setting the computer's clock changes nothing.
"""

import math
import time

from django.db import connection
from django.db.models import FloatField
from django.db.models.expressions import RawSQL

# A change since the answer was begun counts too: what was read before it does not show it.
_NEXT_CHANGE = """
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


def next_change(began: float | None = None) -> RawSQL:
    """The seconds to the next planned change, to annotate one row of any query with, for `instant_in`.

    `began` is when the first query of the answer was asked, if it was an earlier one.
    """
    elapsed = 0.0 if began is None else time.monotonic() - began
    return RawSQL(_NEXT_CHANGE, (elapsed,) * 3, output_field=FloatField(null=True))  # noqa: S611  a constant


def instant_in(seconds: float | None) -> float:
    """The instant in so many seconds; infinity for None, as nothing is planned then."""
    return math.inf if seconds is None else time.monotonic() + seconds


def read_next_change(began: float) -> float:
    """The next planned change since `began`, in a query of its own."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_CHANGE, [time.monotonic() - began] * 3)
        return instant_in(cursor.fetchone()[0])


# From then on what was kept may show a text that was taken back or corrected.
_NEXT_END = """
    SELECT extract(epoch FROM min(at) - statement_timestamp())::float FROM (
        (SELECT upper(live_during) AS at FROM pressreleases_edition
         WHERE upper(live_during) > statement_timestamp() ORDER BY 1 LIMIT 1)
        UNION ALL
        (SELECT lower(in_force_during) FROM pressreleases_withdrawal
         WHERE lower(in_force_during) > statement_timestamp() ORDER BY 1 LIMIT 1)
    ) AS planned
"""


def read_next_end() -> float:
    """When the next text is planned to be corrected, withdrawn or removed."""
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_END)
        seconds = cursor.fetchone()[0]
    return math.inf if seconds is None else began + float(seconds)
