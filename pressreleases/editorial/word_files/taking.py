"""Put words of a Word file that came back into the form of its release, as text that somebody has typed."""

import secrets
from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.attachments import rows_of_entries
from pressreleases.audit import record
from pressreleases.editorial.autosave import Typed, keep
from pressreleases.models import AutosavedForm, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.fields import FORM_FIELDS, KEYS


def take_over(values: Mapping[str, str], release: Release, *, version: int, by: User) -> AutosavedForm | None:
    """Keep `values`, by field, as the unsaved text of `by`; None if they say what the release says.

    `version` is that of the working copy they were compared with: what was saved since is merged when `by` saves, as
    for every form. Raises `TooLong`.
    """
    typed = {**_as_posted(release), **{name: [value] for name, value in values.items()}}
    with transaction.atomic():
        kept = keep(Typed(secrets.token_urlsafe(16), typed, version), release.pk, by=by)
        if kept is not None:
            said = {"fields": list(values), "version": version}
            record(AuditAct.TAKEN_FROM_WORD, release, by=by, details=said)
    return kept


def _as_posted(release: Release) -> dict[str, list[str]]:
    """What a form that nobody has changed would send."""
    posted = {}
    for name in FORM_FIELDS:
        if name == "topics":
            posted[name] = [str(topic.pk) for topic in release.topics.all()]
        elif name == "attachments":
            posted[name] = [value for row in rows_of_entries(release.attachments) for value in row.values]
        else:
            value = getattr(release, f"{name}_id" if name in KEYS else name)
            posted[name] = ["" if value is None else str(value)]
    return posted
