"""The states of a release as comparisons need them: its saves, its editions, its working copy, a form being typed.

States keep the keys of topics and pictures; here they get their names, in a constant number of queries.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.comparing.two_states import Difference, Wording, differences
from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import own_name
from pressreleases.language.numbers import attachments_in_lines
from pressreleases.letterhead import in_lines
from pressreleases.models import Anniversary, Edition, Image, Release, Topic
from pressreleases.models.digests import words_digest
from pressreleases.models.fields import KEYS, TRANSLATED, WORKING_COPY_FIELDS
from pressreleases.models.kinds import Kind
from pressreleases.models.pages import page_of_slug

# How django-simple-history calls the topics of a saved row.
TOPICS_THEN = "historicalrelease_topics_set"


@dataclass(frozen=True)
class StateOf:
    """What a state holds under the names of `WORKING_COPY_FIELDS`, references as keys; `topics` are keys too."""

    values: Mapping[str, Any]
    topics: frozenset[int]
    edition: Edition | None = None


def topics_then(saved: Any) -> set[int]:
    """The keys of the topics that a release had when it was saved so."""
    return {row.topic_id for row in getattr(saved, TOPICS_THEN).all()}


def of_save(saved: Any) -> StateOf:
    """The state that a row of the history holds."""
    return StateOf(_values(saved), frozenset(topics_then(saved)))


def of_edition(edition: Edition) -> StateOf:
    return StateOf(_values(edition), frozenset(row.pk for row in edition.topics.all()), edition)


def of_working_copy(release: Release) -> StateOf:
    return StateOf(_values(release), frozenset(row.pk for row in release.topics.all()))


def in_words(states: Iterable[StateOf]) -> list[Wording]:
    """Each state with the names of what it refers to; at most six queries, however many states there are."""
    states = list(states)
    topics = Topic.objects.prefetch_related("names").in_bulk({key for state in states for key in state.topics})
    anniversaries = Anniversary.objects.prefetch_related("names").in_bulk(_keys(states, "anniversary"))
    images = Image.objects.prefetch_related("descriptions").in_bulk(_keys(states, "lead_image"))
    return [_in_words(state, topics, anniversaries, images) for state in states]


def _values(row: Any) -> dict[str, Any]:
    return {name: getattr(row, f"{name}_id" if name in KEYS else name) for name in WORKING_COPY_FIELDS}


def _keys(states: list[StateOf], name: str) -> set[int]:
    return {state.values[name] for state in states if state.values[name] is not None}


def _in_words(
    state: StateOf, topics: dict[int, Topic], anniversaries: dict[int, Anniversary], images: dict[int, Image]
) -> Wording:
    values, staffs = state.values, get_language() or "en"
    anniversary = anniversaries.get(values["anniversary"])
    day: dt.date = values["issued_on"]
    wording: dict[str, str | tuple[str, ...]] = {
        **values,
        "kind": _kind(values["kind"]),
        "language": own_name(values["language"]),
        # Of a page of the mission it is the day of its last save, which nobody has written.
        "issued_on": "" if page_of_slug(values["slug"]) else day_in_words(day, staffs),
        "attachments": attachments_in_lines(values["attachments"], values["language"]),
        "lead_image": _picture(state, images),
        "lead_focus": _focus(values["lead_focus"]),
        "topics": tuple(sorted(_named(topics.get(key), key) for key in state.topics)),
        "anniversary": _named(anniversary, values["anniversary"]),
    }
    if state.edition:
        wording["letterhead"] = in_lines(state.edition.letterhead)
    return wording


def _kind(kind: str) -> str:
    return str(Kind(kind).label) if kind in Kind.values else kind


def _named(row: Topic | Anniversary | None, key: int | None) -> str:
    """Its name in the staff's language; the bare number of what is not there any more."""
    return str(row) if row is not None else f"#{key}" if key is not None else ""


def _picture(state: StateOf, images: dict[int, Image]) -> tuple[str, ...]:
    """Title, alternative text and credit; an edition keeps the last two as they were when it was published."""
    key = state.values["lead_image"]
    image = images.get(key)
    if image is None:
        return (f"#{key}",) if key is not None else ()
    told = state.edition.lead_picture if state.edition else None
    words = told or {
        "alternative_text": image.alternative_text_in(state.values["language"]),
        "credit": image.credit,
    }
    return tuple(line for line in (image.title, words["alternative_text"], words["credit"]) if line)


def _focus(point: str) -> str:
    """`30 % from the left, 0 % from the top`; empty for the middle; what else was sent stays as it is."""
    left, space, top = point.partition(" ")
    if not space:
        return point
    return _("%(left)s %% from the left, %(top)s %% from the top") % {"left": left, "top": top}


def changes_since(translation: Release, original: Release) -> list[Difference]:
    """The words of the saved `original` against those that `translation` was last brought into step with.

    Empty when that was never, when nothing differs, or when that save is not kept any more. At most nine queries.
    """
    if not translation.in_step_with:
        return []
    saves = original.history.annotate(said=words_digest()).filter(said=translation.in_step_with)
    then = saves.order_by("-history_date", "-history_id").prefetch_related(TOPICS_THEN).first()
    if then is None:
        return []
    before, now = in_words([of_save(then), of_working_copy(original)])
    return [each for each in differences(before, now) if each.name in TRANSLATED]
