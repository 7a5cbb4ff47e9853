"""What stands round the form of a release: its state in words, its buttons, its other languages, its editions."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils.translation import gettext as _

from pressreleases.admin.before import to_look_at
from pressreleases.admin.verbs import after_saving, open_to
from pressreleases.editorial.clearances import asked_of
from pressreleases.editorial.families import missing_languages
from pressreleases.editorial.states import Facts, State, state_of
from pressreleases.language.languages import own_name
from pressreleases.live_checks.report import report_of
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, PreviewLink, Release, ReviewComment, Withdrawal
from pressreleases.public_addresses import edition_page, release_page
from pressreleases.publishing import permissions, review
from pressreleases.translations import TranslationState, state_of_translation


@dataclass(frozen=True)
class Sibling:
    """One language of the text; `url` leads to its form, or to a new one for a language that is missing."""

    language: str
    name: str
    url: str
    title: str = ""
    state: State | None = None
    is_this: bool = False
    pk: int | None = None
    translation: TranslationState = TranslationState.MISSING
    original_words: str = ""

    @property
    def is_stale(self) -> bool:
        return self.translation == TranslationState.STALE


@dataclass(frozen=True)
class PastEdition:
    edition: Edition
    page: str
    span: str


def around(release: Release, family: list[Release], user: User | AnonymousUser, clock: MissionClock) -> dict[str, Any]:
    """For the template of the form; `release` was fetched with `with_state()`, `family` with `with_translation()`."""
    facts = Facts.of(release)
    editions = list(release.editions.select_related("published_by", "published_alone__endorsed_by").order_by("-number"))
    asked = asked_of([release], clock.now)
    live = next((row for row in editions if row.number == facts.live_number), None)
    notice = (
        Withdrawal.objects.in_force().filter(release=release).select_related("by").first() if facts.taken_back else None
    )
    return {
        "state": state_of(release, clock),
        "verbs": open_to(user, facts),
        "save_and": after_saving(user, facts),
        "page": release_page(live or editions[0]) if live or notice else "",
        "is_live": live is not None,
        "proof": report_of([shown], clock) if (shown := live or notice) else None,
        "planned": next((row for row in editions if row.begins_at > clock.now), None),
        "editions": [_past(row, facts, clock) for row in editions],
        "said": ReviewComment.objects.filter(release=release).standing().select_related("by").first(),
        "may_publish": permissions.may(user, permissions.PUBLISH),
        "notice": notice,
        "notice_reason": notice.reason_in(release.language) if notice else "",
        "family": siblings(release, family, clock, may_add=user.has_perm("pressreleases.add_release")),
        "was_public": facts.was_public,
        "asked": asked.get(release.pk, ()),
        "open_previews": PreviewLink.objects.open(clock.now).filter(release=release).count(),
        "may_save": permissions.may(user, permissions.WRITE),
        "not_to_change": facts.submitted and not review.may_change(release, by=user),
        "becomes_a_draft": review.becomes_a_draft(release, by=user),
        "reopened": not facts.submitted and ReviewComment.objects.reopened().filter(release=release).exists(),
        "to_look_at": []
        if live and not facts.changed
        else to_look_at(release, clock, out_already=facts.was_public, asked=asked),
    }


def around_new(user: User | AnonymousUser) -> dict[str, Any]:
    """The same for a form that nobody has saved yet."""
    return {"save_and": after_saving(user, None)}


def siblings(release: Release, present: list[Release], clock: MissionClock, *, may_add: bool) -> list[Sibling]:
    """Every language of the site: those that the text has, then those that can be added."""
    rows = [
        Sibling(
            row.language,
            own_name(row.language),
            reverse("admin:pressreleases_release_change", args=(row.pk,)),
            row.title,
            state_of(row, clock),
            row.pk == release.pk,
            row.pk,
            state_of_translation(row),
            row.original_words,  # type: ignore[attr-defined]  # annotated
        )
        for row in present
    ]
    if may_add:
        rows += [Sibling(code, own_name(code), add_page(release, code)) for code in missing_languages(present)]
    return rows


def add_page(release: Release, language: str) -> str:
    """Where the same text is begun in another language."""
    query = urlencode({"family": str(release.family), "language": language})
    return f"{reverse('admin:pressreleases_release_add')}?{query}"


def _past(edition: Edition, facts: Facts, clock: MissionClock) -> PastEdition:
    begins, ends = clock.words(edition.begins_at), clock.words(edition.ends_at) if edition.ends_at else ""
    page = ""
    if edition.number == facts.live_number:
        page = release_page(edition)
    elif facts.live_number and edition.begins_at <= clock.now:
        page = edition_page(edition)
    if ends:
        span = f"{begins} – {ends}"
    elif edition.begins_at > clock.now:
        span = _("from %(when)s") % {"when": begins}
    else:
        span = _("since %(when)s") % {"when": begins}
    return PastEdition(edition, page, span)
