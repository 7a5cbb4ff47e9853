"""What surrounds the form of a release: its state and buttons, other languages, editions, the side pane, notes."""

import uuid
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pressreleases import richtext
from pressreleases.admin.autosave import name_of, short_time
from pressreleases.admin.comparison import CARRIED, compare_url
from pressreleases.admin.findings import lines_of
from pressreleases.admin.passage_comments import comments_of
from pressreleases.admin.verbs import VERBS, Verb, after_saving, open_to
from pressreleases.anniversaries import drafts
from pressreleases.comparing.two_states import Difference
from pressreleases.editorial.form_findings import find
from pressreleases.editorial.preview_links import asked_of
from pressreleases.editorial.snapshots import changes_since
from pressreleases.editorial.states import Facts, State, state_of
from pressreleases.families import TranslationState, missing_languages, of_family, state_of_translation
from pressreleases.language.languages import direction, own_name
from pressreleases.live_checks.report import report_of
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Observance, PreviewLink, Release, ReviewComment, Withdrawal
from pressreleases.models.fields import PROSE
from pressreleases.public_addresses import edition_page, release_page
from pressreleases.publishing import permissions, review
from pressreleases.request_values import numbers_in

# What the button that submits says to have its page opened first.
ASKING = ":page"
_ADMIN = "admin:pressreleases_release_"
# More notes than any draft has are not looked at.
MOST_NOTES = 2000


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


def release_context(
    release: Release, family: list[Release], user: User | AnonymousUser, clock: MissionClock
) -> dict[str, Any]:
    """For the template of the form; `release` was fetched with `with_state()`, `family` with `with_translation()`."""
    facts = Facts.of(release)
    editions = list(release.editions.select_related("published_by", "published_alone__endorsed_by").order_by("-number"))
    asked = asked_of([release], clock.now)
    live = next((row for row in editions if row.number == facts.live_number), None)
    notice = (
        Withdrawal.objects.in_force().filter(release=release).select_related("by").first() if facts.taken_back else None
    )
    takes_over = review.may_take_over(release, by=user)
    there = siblings(release, family, clock, may_add=user.has_perm("pressreleases.add_release"))
    found = None if live and not facts.changed else find(release, family, clock=clock)
    return {
        "state": state_of(release, clock),
        **_verbs(
            [verb for verb in open_to(user, facts, page=release.page) if verb.name != "embargo" or takes_over],
            after_saving(user, facts),
        ),
        "submit_asks": bool(facts.live_number or left_behind(release, family)),
        "saved": _saved(release, clock),
        "page": release_page(live or editions[0]) if live or notice else "",
        "is_live": live is not None,
        "proof": report_of([shown], clock) if (shown := live or notice) else None,
        "planned": next((row for row in editions if row.begins_at > clock.now), None),
        "editions": [_past(row, facts, clock) for row in editions],
        "said": ReviewComment.objects.filter(release=release).standing().select_related("by").first(),
        "may_publish": permissions.may(user, permissions.PUBLISH),
        "notice": notice,
        "notice_reason": notice.reason_in(release.language) if notice else "",
        "family": there,
        "missing_languages": [sibling for sibling in there if sibling.state is None],
        "was_public": facts.was_public,
        "asked": asked.get(release.pk, ()),
        "open_previews": PreviewLink.objects.open(clock.now).filter(release=release).count(),
        "may_save": permissions.may(user, permissions.WRITE),
        "not_to_change": facts.submitted and not review.may_change(release, by=user),
        "becomes_a_draft": review.becomes_a_draft(release, by=user),
        "reopened": not facts.submitted and ReviewComment.objects.reopened().filter(release=release).exists(),
        "found": found,
        "lines": lines_of(found, family),
        "comments": comments_of(release, user),
    }


def new_release_context(user: User | AnonymousUser, family: list[Release]) -> dict[str, Any]:
    """The same for a form that nobody has saved yet; `family` are the other languages of a new translation."""
    behind = any(may_follow(row) for row in family)
    return {**_verbs([], after_saving(user, None)), "submit_asks": behind, "lines": None}


def _verbs(now: list[Verb], saving: list[Verb]) -> dict[str, Any]:
    """`main` is the likeliest verb after a save, `more` all others, `verbs` those for who cannot save."""
    more = {verb.name: verb for verb in (*saving[1:], *now) if verb not in saving[:1]}
    return {"main": saving[0] if saving else None, "more": list(more.values()), "verbs": now}


def left_behind(release: Release, family: list[Release]) -> list[Release]:
    """The other languages that could be submitted with `release`, and are not yet."""
    return [row for row in family if row.pk != release.pk and may_follow(row)]


def submitting_asks(release: Release) -> bool:
    """Whether the page of submitting is shown first: what readers are told of a correction, which languages follow."""
    return bool(getattr(release, "live_number", None) or left_behind(release, list(of_family(release.family))))


def may_follow(row: Release) -> bool:
    facts = Facts.of(row)
    return VERBS["submit"].fits(facts) and not facts.taken_back


def _saved(release: Release, clock: MissionClock) -> str:
    """When the working copy was saved last, and by whom."""
    who = release.changed_by
    when = short_time(release.changed_at, clock)
    said = _("Saved %(when)s, %(who)s") if who else _("Saved %(when)s")
    return said % {"when": when, "who": name_of(who) if who else ""}


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


@dataclass(frozen=True)
class OtherLanguage:
    """The saved words of another language of the text.

    `changes` are those of the original since the release in the form, its translation, was in step with it.
    """

    release: Release
    name: str
    direction: str
    body: SafeString
    state: State
    url: str
    changes: list[Difference]


def side_pane(
    release: Release | None,
    original: Release | None,
    family: list[Release],
    user: User | AnonymousUser,
    clock: MissionClock,
    *,
    of_new: uuid.UUID | None,
) -> dict[str, Any] | None:
    """For the template; None for those who may not write. `original` is that of a new translation.

    `of_new` is the family that a new text gets, if it is known. `family` has the texts in all languages, with their
    states. No query, but nine if a translation is out of date.
    """
    if not permissions.may(user, permissions.WRITE):
        return None
    rows = [row for row in family if row != release]
    stale = release is not None and state_of_translation(release) == TranslationState.STALE
    may_look_back = stale and user.has_perm("pressreleases.view_historicalrelease")
    others = [
        _other_language(
            row, clock, changes_since(release, row) if release and may_look_back and row.is_original else []
        )
        for row in rows
    ]
    return {
        "preview": _address("preview", "preview_of", release, of_new),
        "findings": _address(f"{_ADMIN}findings_new", f"{_ADMIN}findings", release, of_new),
        "others": others,
        "first": _first(release, others),
        "begins": original is not None,
    }


def words_of_original(original: Release | None) -> dict[str, str]:
    """For a form that begins with the words of its original, to be translated in their place."""
    return {name: getattr(original, name) for name in PROSE} if original else {}


def _other_language(release: Release, clock: MissionClock, changes: list[Difference]) -> OtherLanguage:
    return OtherLanguage(
        release,
        own_name(release.language),
        direction(release.language),
        richtext.render(release.body),
        state_of(release, clock),
        reverse("admin:pressreleases_release_change", args=(release.pk,)),
        changes,
    )


def _address(of_begun: str, of_saved: str, release: Release | None, of_new: uuid.UUID | None) -> str:
    """Where a script sends what is typed."""
    if release is not None:
        return reverse(of_saved, args=(release.pk,))
    return reverse(of_begun) + (f"?{urlencode({'family': str(of_new)})}" if of_new else "")


def _first(release: Release | None, others: list[OtherLanguage]) -> str:
    """What the pane begins with: a new or stale translation with the original, everything else with the preview."""
    behind = others and (release is None or others[0].changes)
    return others[0].release.language if behind else "preview"


def notes_on_draft(request: HttpRequest, release: Release) -> dict[str, Any] | None:
    """The notes on a draft that was carried forward, for the template; None if there are none."""
    rows = drafts.notes_of(release)
    if not rows:
        return None
    posted = _keys(request, "_looked_at") if request.method == "POST" else None
    looked = {shown.note.pk for shown in rows if shown.note.looked_at is not None}
    return {
        "rows": rows,
        "open_count": sum(shown.is_open for shown in rows),
        "ticked": looked if posted is None else posted,
        "compare": _compare(release, request),
    }


def save_draft_notes(request: HttpRequest, release: Release) -> None:
    """Save which notes were ticked in the form of `release`."""
    if shown := _keys(request, "_notes"):
        drafts.look_at_notes(release, _keys(request, "_looked_at"), shown, by=cast("User", request.user))


def _keys(request: HttpRequest, name: str) -> set[int]:
    return set(numbers_in(request.POST.getlist(name), most=MOST_NOTES))


def _compare(release: Release, request: HttpRequest) -> str:
    carried = Observance.objects.filter(release=release, carried_from__isnull=False).exists()
    may = request.user.has_perm("pressreleases.view_historicalrelease")
    return compare_url(release, CARRIED) if carried and may else ""
