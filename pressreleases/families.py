"""One text in its languages: who belongs together, and whether each is up to date with its original."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    UUIDField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.utils.translation import gettext_lazy as _

from pressreleases.language.languages import language_codes, own_name
from pressreleases.models import Edition, MadeFrom, Release, Withdrawal
from pressreleases.models.digests import words_digest
from pressreleases.models.kept_query import Given, KeptQuery
from pressreleases.models.kinds import Status
from pressreleases.models.release import ReleaseQuerySet
from pressreleases.models.spans import KeptSql
from pressreleases.publishing import permissions
from pressreleases.publishing.locking import lock_families
from pressreleases.retrying import retried

# An archive that was just imported has more texts than anybody translates.
COMPARED = 1000

# What is the same in every language, so that nobody types it twice.
SHARED = ("kind", "issued_on", "anniversary", "lead_image", "lead_focus", "speaker_name")


def of_family(family: uuid.UUID) -> ReleaseQuerySet:
    """Its releases with their states, the original first."""
    return Release.objects.with_state().filter(family=family).order_by("-is_original", "pk")


def of_families(families: "QuerySet[Any, Any]") -> ReleaseQuerySet:
    """The releases of several families (a query that yields their `family`) with their states, in the list's order."""
    return Release.objects.with_state().filter(family__in=families).order_by("-issued_on", "-is_original", "-pk")


def missing_languages(present: list[Release]) -> list[str]:
    """The site's languages in which this family has no release yet."""
    there = {release.language for release in present}
    return [code for code in language_codes() if code not in there]


def shared_facts(original: Release) -> dict[str, Any]:
    """What a translation of `original` begins with, by the names of the form's fields."""
    facts = {name: getattr(original, name) for name in SHARED}
    return {**facts, "topics": list(original.topics.all())}


@cache
def _states_of_family(*order: str) -> ArraySubquery:
    """Composed once: that takes longer than asking it."""
    family = with_translation(Release.objects.filter(family=OuterRef("family"))).order_by(*order)
    return ArraySubquery(family.values(row=JSONObject(language="language", pk="pk", state="translation")))


def with_others(releases: "QuerySet[Release]") -> "QuerySet[Release]":
    """Annotate `is_translated`: whether the text is there in another language, too."""
    others = Release.objects.filter(family=OuterRef("family")).exclude(pk=OuterRef("pk"))
    return releases.annotate(is_translated=KeptSql(Exists(others)))


def settle_original(family: uuid.UUID) -> None:
    """If a family has lost its original, let the oldest of what is left be it."""
    rest = list(Release.objects.filter(family=family).order_by("pk"))
    if rest and not any(release.is_original for release in rest):
        rest[0].is_original = True
        rest[0].save(update_fields=["is_original"])


# Whether each language is up to date: by what the original says, never by the clock


class TranslationState(TextChoices):
    ORIGINAL = "original", _("original")
    MISSING = "missing", _("missing")
    DRAFT = "draft", _("draft")
    STALE = "stale", _("out of date: the original has changed")
    IN_STEP = "in-step", _("up to date")


class OriginalMoved(Exception):
    """The original has other words by now than those that were compared."""


@dataclass(frozen=True)
class Behind:
    """One language of a text that is missing (then `key` is None) or stale."""

    original: Release
    language: str
    key: int | None

    @property
    def missing(self) -> bool:
        return self.key is None

    @property
    def language_name(self) -> str:
        return own_name(self.language)


def with_translation(releases: "QuerySet[Release]") -> "QuerySet[Release]":
    """Annotate `translation` (a `TranslationState`, never MISSING).

    What was never compared with its original is in the making until it is out, and stale from then on.
    """
    out = Exists(Edition.objects.filter(release=OuterRef("pk"))) | Q(status=Status.SUBMITTED)
    state = Case(
        When(is_original=True, then=Value(TranslationState.ORIGINAL.value)),
        When(~out & Q(in_step_with=""), then=Value(TranslationState.DRAFT.value)),
        When(~Q(in_step_with=_original_words()), then=Value(TranslationState.STALE.value)),
        When(~out, then=Value(TranslationState.DRAFT.value)),
        default=Value(TranslationState.IN_STEP.value),
        output_field=CharField(),
    )
    return releases.annotate(translation=KeptSql(state))


def need_translation(releases: "QuerySet[Release]", recent: Q) -> "QuerySet[Release]":
    """Of `releases`, originals that lack a language of the site, and translations that are out of date. Two queries.

    `recent` says of an original whether its family counts, and of those only the newest `COMPARED` do: that bounds how
    many texts are read. Asked in steps, since in one query Postgres would rather read every release.
    """
    originals = Release.objects.no_pages().filter(_not_withdrawn(), recent, is_original=True).newest_first()
    families = list(originals.values_list("family", flat=True)[:COMPARED])
    lacks = Q()
    for code in language_codes():
        lacks |= ~Q(Exists(Release.objects.filter(family=OuterRef("family"), language=code)))
    stale = Q(is_original=False, translation=TranslationState.STALE)
    found = with_translation(Release.objects.filter(family__in=families)).filter(stale | (Q(is_original=True) & lacks))
    return releases.filter(pk__in=list(found.order_by().values_list("pk", flat=True)))


def _not_withdrawn() -> Q:
    """Readers do not miss what was withdrawn in its own language."""
    return ~Q(Exists(Withdrawal.objects.in_force().filter(release=OuterRef("pk"))))


def with_original_words(releases: "QuerySet[Release]") -> "QuerySet[Release]":
    """Annotate `original_words`, a digest. It reads the whole text of the original, so not for lists."""
    return releases.annotate(original_words=KeptSql(_original_words()))


def _compared_family() -> "QuerySet[Release]":
    family = Release.objects.with_state().filter(family=Given("family", UUIDField()))
    return with_original_words(with_translation(family)).order_by("-is_original", "pk")


_COMPARED_FAMILY = KeptQuery(_compared_family)


def compared_family(family: uuid.UUID) -> list[Release]:
    """As `of_family`, with `translation` and `original_words`. One query."""
    return _COMPARED_FAMILY(family=family)


def _original_words() -> Coalesce:
    original = Release.objects.filter(family=OuterRef("family"), is_original=True)
    return Coalesce(Subquery(original.annotate(said=words_digest()).values("said")[:1]), Value(""))


def state_of_translation(release: Release) -> TranslationState:
    """Of a release that was fetched with `with_translation()`."""
    return TranslationState(cast("Any", release).translation)


def words_of(release: Release) -> str:
    """The digest of the words of a stored release."""
    return str(Release.objects.filter(pk=release.pk).annotate(said=words_digest()).values_list("said", flat=True).get())


@retried
def bring_into_step(translation: Release, words: str, *, by: User) -> None:
    """Note that `translation` says what its original says in `words`, the digest that was compared.

    Raises `NotAllowed` for who may not write, `OriginalMoved` if the original says something else by now.
    """
    permissions.require(by, permissions.WRITE)
    with transaction.atomic():
        family = {row.pk: row for row in lock_families(Release.objects.filter(pk=translation.pk))}
        original = next((row for row in family.values() if row.is_original), None)
        if original is None or words_of(original) != words:
            raise OriginalMoved
        _note(family[translation.pk], words, by)


def carry_on(original: Release, before: str, *, by: User) -> None:
    """The change from the words `before` to those that `original` has now affects no translation that was in step.

    For editors: raises `NotAllowed`. What was stale already stays so. Runs in the transaction of the save, which has
    locked the family.
    """
    permissions.require(by, permissions.PUBLISH)
    carry_on_with_new_marks(original, before, by=by)


def carry_on_with_new_marks(original: Release, before: str, *, by: User) -> None:
    """The same where only punctuation and spaces of `original` were replaced by code, so nobody needs to decide it."""
    others = Release.objects.filter(family=original.family, is_original=False, in_step_with=before)
    _carry(others, words_of(original), by)


def carry_on_from_a_correction(edition: Edition, languages: Collection[str], *, by: User) -> None:
    """The correction `edition` affects none of `languages`: what was in step with the edition before stays so.

    Of an original only; where what that edition was made of is not known any more, nothing is noted. Runs in the
    transaction of the correction, which has locked the family.
    """
    original = edition.release
    made_from = MadeFrom.objects.filter(edition__release=original, edition__number=edition.number - 1)
    saves = original.history.filter(history_id__in=made_from.values("save_number")).annotate(said=words_digest())
    before = saves.values_list("said", flat=True).first() if original.is_original else None
    if before:
        others = Release.objects.filter(family=original.family, language__in=languages, in_step_with=before)
        _carry(others.filter(is_original=False), words_of(original), by)


def _carry(translations: "QuerySet[Release]", words: str, by: User) -> None:
    for translation in translations.order_by("pk"):
        _note(translation, words, by)


def _note(translation: Release, words: str, by: User) -> None:
    translation.in_step_with = words
    translation.save_as(by=by, update_fields=["in_step_with"])


def behind(recently: Q, most: int) -> list[Behind]:
    """The missing and stale languages of the newest releases that fit `recently`, at most `most`. One query."""
    codes = language_codes()
    rows = (
        Release.objects.no_pages()
        .filter(_not_withdrawn(), recently, is_original=True)
        .only("title", "language", "family")
        .annotate(languages=_states_of_family("pk"))
        .order_by("-issued_on", "-pk")
    )
    found: list[Behind] = []
    for original in rows[: 10 * most]:
        there: dict[str, dict[str, Any]] = {row["language"]: row for row in cast("Any", original).languages}
        found += [
            Behind(original, code, there[code]["pk"] if code in there else None)
            for code in codes
            if code not in there or there[code]["state"] == TranslationState.STALE
        ]
    return found[:most]
