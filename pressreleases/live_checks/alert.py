"""One e-mail to editors when for minutes readers do not see what was published, or see what was withdrawn."""

import datetime as dt

from django.db import transaction

from pressreleases.models import LiveCheck, Release
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing.locking import database_now

# So long it may be a cache that lets go by itself.
PATIENCE = dt.timedelta(minutes=2)


def alert_editors(at: dt.datetime | None = None) -> int:
    """Tell the editors, in one mail, of every text that has been wrong for two minutes by `at` (None: now); how many.

    Of an edition or a withdrawal they are told once, whatever else is found to be wrong with it later.
    """
    now = at or database_now()
    with transaction.atomic():
        found = LiveCheck.objects.that_hold(now).wrong().filter(told_at=None, wrong_since__lte=now - PATIENCE)
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
