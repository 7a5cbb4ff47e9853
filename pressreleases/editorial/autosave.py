"""Text typed into the form of a release, kept for its writer until they save; and who else has the form open.

Nothing here touches a release, its version or its history; what was typed is cleaned only when it is saved.
Two people's saves are merged in `admin.edit_conflicts`.
"""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_date

from pressreleases import attachments, richtext
from pressreleases.comparing.paragraphs import one_line_ends, reads_the_same
from pressreleases.editorial.snapshots import StateOf, of_working_copy
from pressreleases.models import AutosavedForm, Presence, Release
from pressreleases.models.fields import FORM_FIELDS, KEYS, PROSE
from pressreleases.models.pages import FAMILIES
from pressreleases.models.release import MOST_CHARACTERS
from pressreleases.request_values import number_in

KEPT_FOR = dt.timedelta(days=30)
# Open forms of one release, and of new ones, that are kept for one person; the oldest gives way.
MOST_OF_ONE, MOST_NEW = 5, 10
MOST_IN_ALL = 2_500_000
LINES = 8

# `original_words` says to which words of its original a translation was written.
KEPT_FIELDS = (*FORM_FIELDS, "original_words")


class TooLong(Exception):
    """More than any form may hold."""


@dataclass(frozen=True)
class Typed:
    """What an open form holds, by field as a browser posts it; `version` is that with which it was opened.

    `taken` names the kept state that was taken back into this form, and when that was kept: it becomes this form's own
    unless another window has changed it since. `untouched`: nothing in it differs from how the form was opened.
    """

    form: str
    fields: Mapping[str, list[str]]
    version: int = 1
    family: uuid.UUID | None = None
    taken: tuple[int, dt.datetime] | None = None
    untouched: bool = False


def keep(typed: Typed, release_key: int | None, *, by: User, at: dt.datetime | None = None) -> AutosavedForm | None:
    """Keep it for `by`; None if it says what is stored, or nothing, and then nothing is kept any more.

    `at` is when it was typed; what is older than what is kept changes nothing. If the release is not there any more, it
    is kept as that of a new one. Raises `TooLong`.
    """
    fields = {
        name: [one_line_ends(value).replace("\x00", "") for value in typed.fields[name]]
        for name in KEPT_FIELDS
        if name in typed.fields
    }
    too_long = any(len(value) > MOST_CHARACTERS for values in fields.values() for value in values)
    if too_long or len(json.dumps(fields, ensure_ascii=False)) > MOST_IN_ALL:
        raise TooLong
    now = at or timezone.now()
    with transaction.atomic():
        release = _locked(release_key, by)
        row = _row(typed, by)
        if row.pk and row.form == typed.form and row.kept_at > now:
            return row
        row.form, row.fields, row.version, row.kept_at = typed.form, fields, typed.version, now
        row.release, row.family = release, None if release else typed.family
        if typed.untouched or not differs(row):
            if row.pk:
                row.delete()
            return None
        row.save()
        _drop_the_oldest(row)
    return row


def differs(row: AutosavedForm) -> bool:
    """Whether it says anything else than its release does now; of a new one: whether there is any text in it."""
    if row.release is None:
        return any(_has_words(row, name) for name in PROSE)
    return bool(differing(row, row.release))


def _has_words(row: AutosavedForm, name: str) -> bool:
    typed = "".join(row.values(name))
    return bool((richtext.plain_text(richtext.sanitise(typed)) if name == "body" else typed).strip())


def differing(row: AutosavedForm, release: Release) -> list[str]:
    """The names of the fields in which it says something else than `release`."""
    return [name for name in FORM_FIELDS if (name in row.fields or name == "topics") and not _same(name, row, release)]


def left_in(release_key: int, by: User, *, exclude: str = "", at: dt.datetime | None = None) -> list[AutosavedForm]:
    """What `by` typed into forms of that release and did not save, the newest first, except for the form `exclude`."""
    return _that_differ(_mine(by, at).filter(release=release_key).exclude(form=exclude))


def left_in_new(
    by: User, family: uuid.UUID | None, *, exclude: str = "", at: dt.datetime | None = None
) -> list[AutosavedForm]:
    """The same for forms of new releases: translations of `family`, or such as have none that is there."""
    of_it = Q(family=family) if family else Q(family=None) | Q(family_there=False)
    return _that_differ(_mine(by, at).filter(of_it, release=None).exclude(form=exclude))


def left_by(by: User, at: dt.datetime | None = None) -> list[AutosavedForm]:
    """All that `by` has typed and not saved, the newest first: for the desk. At most two queries."""
    return _that_differ(_mine(by, at)[: 2 * LINES])[:LINES]


def one_of(by: User, key: int, release: Release | None, at: dt.datetime | None = None) -> AutosavedForm | None:
    """That state, if `by` typed it, and into a form of `release`."""
    return _mine(by, at).filter(pk=key, release=release).first()


def typed_state(row: AutosavedForm, release: Release) -> StateOf:
    """What was typed as it can be compared; what is no valid date or reference counts as unchanged."""
    stored = of_working_copy(release)
    values = dict(stored.values)
    for name in FORM_FIELDS:
        if name == "topics" or name not in row.fields:
            continue
        if name == "attachments":
            values[name] = attachments.entries_of(row.values(name))
            continue
        said = _one(row, name)
        if name == "issued_on":
            values[name] = _day(said) or values[name]
        elif name in KEYS:
            values[name] = number_in(said)
        else:
            values[name] = richtext.sanitise(said) if name == "body" else said
    return StateOf(values, frozenset(key for said in row.values("topics") if (key := number_in(said)) is not None))


def discard(key: int, *, by: User) -> AutosavedForm | None:
    """Forget that state, if `by` typed it; return what it was."""
    row = AutosavedForm.objects.select_related("release").filter(user=by, pk=key).first()
    if row is not None:
        AutosavedForm.objects.filter(pk=row.pk).delete()
    return row


def forget_form(form: str, taken: tuple[int, dt.datetime] | None, *, by: User) -> None:
    """What the open form `form` held is saved now: forget it, and what was taken back into it."""
    of_it = Q(form=form)
    if taken is not None:
        of_it |= Q(pk=taken[0], kept_at=taken[1])
    AutosavedForm.objects.filter(of_it, user=by).delete()


def forget_release(release: Release, *, by: User) -> None:
    """Forget all that `by` typed into forms of `release`."""
    AutosavedForm.objects.filter(release=release, user=by).delete()


def forget(at: dt.datetime | None = None) -> int:
    """Delete what was kept 30 days before `at` (None: now), and what deactivated users left; return how many."""
    over = Q(kept_at__lte=(at or timezone.now()) - KEPT_FOR) | Q(user__is_active=False)
    return AutosavedForm.objects.filter(over).delete()[0]


def _mine(by: User, at: dt.datetime | None) -> "QuerySet[AutosavedForm]":
    there = Release.objects.filter(family=OuterRef("family"))
    rows = AutosavedForm.objects.filter(user=by, kept_at__gt=(at or timezone.now()) - KEPT_FOR)
    rows = rows.select_related("release").prefetch_related("release__topics")
    # A page of the mission can be begun at any time, so its family is always there.
    family_there = Q(Exists(there)) | Q(family__in=list(FAMILIES.values()))
    return rows.annotate(family_there=ExpressionWrapper(family_there, BooleanField())).order_by("-kept_at", "-pk")


def _that_differ(rows: "QuerySet[AutosavedForm]") -> list[AutosavedForm]:
    return [row for row in rows if differs(row)]


def _locked(release_key: int | None, by: User) -> Release | None:
    """The release, or else the account, locked: a save waits for what is being kept, and two windows for each other."""
    found = Release.objects.select_for_update(no_key=True).filter(pk=release_key).first() if release_key else None
    if found is None:
        list(User.objects.select_for_update(no_key=True).filter(pk=by.pk))
    return found


def _row(typed: Typed, by: User) -> AutosavedForm:
    rows = AutosavedForm.objects.filter(user=by)
    row = rows.filter(form=typed.form).first()
    if row is None and typed.taken is not None:
        row = rows.filter(pk=typed.taken[0], kept_at=typed.taken[1]).first()
    return row or AutosavedForm(user=by)


def _drop_the_oldest(row: AutosavedForm) -> None:
    same = AutosavedForm.objects.filter(user=row.user, release=row.release).order_by("-kept_at", "-pk")
    most = MOST_OF_ONE if row.release_id else MOST_NEW
    AutosavedForm.objects.filter(pk__in=same.values("pk")[most:]).delete()


def _same(name: str, row: AutosavedForm, release: Release) -> bool:
    if name == "topics":
        return set(row.values(name)) == {str(topic.pk) for topic in release.topics.all()}
    if name == "attachments":
        return attachments.entries_of(row.values(name)) == release.attachments
    said = _one(row, name)
    if name == "body":
        return reads_the_same(richtext.sanitise(said), richtext.sanitise(release.body))
    stored = getattr(release, f"{name}_id" if name in KEYS else name)
    return said == ("" if stored is None else str(stored).strip())


def _one(row: AutosavedForm, name: str) -> str:
    """What a field with one value would be read as: without space round it, a title in one line."""
    said = "".join(row.values(name)[:1]).strip()
    return " ".join(said.split()) if name == "title" else said


def _day(said: str) -> dt.date | None:
    try:
        return parse_date(said)
    except ValueError:
        return None


# After this time without a sign a colleague has left: four times the pause between two signs.
FRESH_FOR = dt.timedelta(seconds=40)


def mark_present(release_key: int, *, by: User, writing: bool, at: dt.datetime | None = None) -> list[Presence] | None:
    """Note that `by` has its form open, with or without text that is not saved; return who else has, and `by`.

    Each with its release as it is stored now. Two queries, but for the first time. None if there is no such release.
    """
    now = at or timezone.now()
    began = Coalesce(F("began_writing_at"), now) if writing else None
    if not Presence.objects.filter(release=release_key, user=by).update(seen_at=now, began_writing_at=began):
        if not Release.objects.filter(pk=release_key).exists():
            return None
        row = Presence(release_id=release_key, user=by, seen_at=now, began_writing_at=now if writing else None)
        # Another window of the same person may have been quicker.
        Presence.objects.bulk_create([row], ignore_conflicts=True)
    return list(_fresh(release_key, now).select_related("release__changed_by"))


def others_present(release: Release, exclude: User, at: dt.datetime | None = None) -> list[Presence]:
    """Who else has its form open, who came first first. One query."""
    return list(_fresh(release.pk, at or timezone.now()).exclude(user=exclude))


def mark_left(release_key: int, *, by: User) -> None:
    """Note that `by` has closed it."""
    Presence.objects.filter(release=release_key, user=by).delete()


def forget_presence(at: dt.datetime | None = None) -> None:
    """Delete what says nothing any more."""
    Presence.objects.filter(seen_at__lte=(at or timezone.now()) - FRESH_FOR).delete()


def _fresh(release_key: int, now: dt.datetime) -> "QuerySet[Presence]":
    seen = Presence.objects.filter(release=release_key, seen_at__gt=now - FRESH_FOR, user__is_active=True)
    return seen.select_related("user").order_by("pk")
