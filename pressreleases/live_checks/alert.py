"""Tell editors by e-mail if readers still do not see what was published, or still see what was withdrawn."""

import datetime as dt

from django.db import transaction

from pressreleases.models import LiveCheck, Release
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing.locking import database_now

# A shorter problem may be a cache that still has an old page.
PATIENCE = dt.timedelta(minutes=2)


def alert_editors(at: dt.datetime | None = None) -> int:
    """Tell editors, in one mail, of each text that has been wrong for two minutes at `at` (None: now); return how many.

    They are told once of each edition or withdrawal, even if something else is wrong with it later.
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
