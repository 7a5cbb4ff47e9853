"""Comments on words of a draft: writing, answering and resolving them, and finding the words again in a changed text.

Title, lead, text and notes count as one text, in this order. Spaces, line breaks and invisible characters do not count,
so that it does not matter whether words were marked on a page or typed, and neither do the forms of quotation marks
and dashes. What is looked at is the text as it was saved.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from pressreleases import richtext
from pressreleases.audit import record
from pressreleases.errors import ExplainedError
from pressreleases.models import PassageAnswer, PassageComment, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.fields import PROSE
from pressreleases.models.passage_comment import CONTEXT
from pressreleases.models.text_fields import LONGEST_NOTE
from pressreleases.publishing import permissions, review
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.four_eyes import writers_of_texts
from pressreleases.publishing.locking import database_now
from pressreleases.richtext.html_reader import Text, tokens

MOST = 100  # comments of one release
MOST_ANSWERS = 50  # to one comment
MOST_PLACES = 10  # among which somebody is asked to choose
# So many characters on each side of the words are compared, the most first.
_CONTEXTS = (CONTEXT, 16, 8, 4)
_SAME = str.maketrans("“”„‟«»‘’‚‛‹›–—−‑‐", "\"\"\"\"\"\"''''''-----")
_BREAKS = richtext.BLOCKS | {"br", "td", "th", "small"}
_UNSEEN = re.compile("[\\s\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


class WordsNotFound(ExplainedError):
    sentence = _(
        "These words are not in the title, lead, text or notes as they were saved last. If you have just typed them, "
        "save first."
    )
    field = "quote"


class WordsTooLong(ExplainedError):
    sentence = _("Mark fewer words: at most %(most)s characters.")
    field = "quote"


class WordsUnclear(ExplainedError):
    """They occur more than once; `places` are the first of them, to choose from."""

    sentence = _("These words occur %(count)s times in the text. Choose the place.")
    field = "quote"

    def __init__(self, places: "list[Place]", count: int) -> None:
        self.places = places
        super().__init__(count=count)


class TooMany(ExplainedError):
    sentence = _("There are %(most)s comments, which is the most that one release can have.")


class TooManyAnswers(ExplainedError):
    sentence = _("There are %(most)s answers, which is the most that one comment can have.")


@dataclass(frozen=True)
class Place:
    """Words of a text with what stands around them; `start` counts the characters before them that count."""

    start: int
    prefix: str
    exact: str
    suffix: str


@dataclass(frozen=True)
class Thread:
    """A comment with its answers. `start` None: its words are no longer in the text."""

    comment: PassageComment
    answers: list[PassageAnswer]
    start: int | None


class Passages:
    """The words of `release`, in which passages are found."""

    def __init__(self, release: Release) -> None:
        self._release = release

    @cached_property
    def _words(self) -> str:
        release = self._release
        return "\n".join(_words_of(release.body) if name == "body" else getattr(release, name) for name in PROSE)

    @cached_property
    def _places(self) -> list[int]:
        """Where in the words each character is that counts."""
        return [place for place, character in enumerate(self._words) if not _UNSEEN.match(character)]

    @cached_property
    def _squeezed(self) -> str:
        return _squeezed(self._words)

    def find(self, comment: PassageComment) -> int | None:
        """Where the words of `comment` are now: where most of what stood around them still does."""
        exact = _squeezed(comment.exact)
        for ahead, whole in _around(exact, comment.prefix, comment.suffix):
            if (start := self._squeezed.find(whole)) >= 0:
                return start + len(ahead)
        return None

    def choose(self, quote: str, before: str, after: str, start: int | None) -> Place:
        """The one place that is meant; raises `WordsNotFound`, `WordsTooLong` or `WordsUnclear`."""
        exact = _squeezed(quote)
        starts = list(self._all(exact)) if exact else []
        if not starts:
            raise WordsNotFound
        if start not in starts:
            start = starts[0] if len(starts) == 1 else self._only(exact, before, after)
        if start is None:
            raise WordsUnclear([self._place(each, len(exact)) for each in starts[:MOST_PLACES]], len(starts))
        place = self._place(start, len(exact))
        if len(place.exact) > LONGEST_NOTE:
            raise WordsTooLong(most=LONGEST_NOTE)
        return place

    def _all(self, exact: str) -> Iterator[int]:
        start = self._squeezed.find(exact)
        while start >= 0:
            yield start
            start = self._squeezed.find(exact, start + len(exact))

    def _only(self, exact: str, before: str, after: str) -> int | None:
        """The one place with these surroundings, if there is just one."""
        for ahead, whole in _around(exact, before, after):
            start = self._squeezed.find(whole)
            if whole != exact and start >= 0 and start == self._squeezed.rfind(whole):
                return start + len(ahead)
        return None

    def _place(self, start: int, length: int) -> Place:
        first, last = self._places[start], self._places[start + length - 1] + 1
        return Place(
            start,
            _in_a_line(self._words[max(first - CONTEXT, 0) : first]),
            _in_a_line(self._words[first:last]),
            _in_a_line(self._words[last : last + CONTEXT]),
        )


def _words_of(html: str) -> str:
    """Without the dashes and numbers that plain text has before items: nobody can mark those."""
    return "".join(
        token.words if isinstance(token, Text) else "\n" if token.name in _BREAKS else "" for token in tokens(html)
    )


def _in_a_line(words: str) -> str:
    """With one space in place of several and of a line break."""
    return re.sub(r"\s+", " ", words)


def _squeezed(words: str) -> str:
    return _UNSEEN.sub("", words).translate(_SAME)


def _around(exact: str, prefix: str, suffix: str) -> Iterator[tuple[str, str]]:
    """What to look for, the surest first: what is before the words, and this with the words and what is after them."""
    before, after = _squeezed(prefix), _squeezed(suffix)
    for most in _CONTEXTS:
        for ahead, behind in ((before[-most:], after[:most]), (before[-most:], ""), ("", after[:most])):
            if ahead or behind:
                yield ahead, ahead + exact + behind
    yield "", exact


# What staff do


def may_comment(release: Release, *, by: User | AnonymousUser) -> bool:
    """Whether `by` may comment, answer and resolve: who may change the release."""
    return permissions.may(by, permissions.WRITE) and review.may_change(release, by=by)


def add(
    release: Release, *, by: User, quote: str, comment: str, before: str = "", after: str = "", start: int | None = None
) -> PassageComment:
    """Comment on the words `quote` of the saved text.

    Where they occur more than once, `before` and `after` (what stands around them) or `start` (that of a `Place`) say
    which are meant. Raises `NotAllowed`, `NotYours`, `TooMany`, and what `Passages.choose` raises.
    """
    with transaction.atomic():
        stored = _locked(release.pk, by=by)
        place = Passages(stored).choose(quote, before, after, start)
        if stored.passage_comments.count() >= MOST:
            raise TooMany(most=MOST)
        made = PassageComment.objects.create(
            release=stored, prefix=place.prefix, exact=place.exact, suffix=place.suffix, comment=comment, by=by
        )
        _record(AuditAct.COMMENTED, made, stored, by=by)
    return made


def answer(to: PassageComment, *, by: User, comment: str) -> PassageAnswer:
    """Answer; a comment that was resolved is open again. Raises `NotAllowed`, `NotYours` or `TooManyAnswers`."""
    with transaction.atomic():
        stored = _locked(to.release_id, by=by)
        if to.answers.count() >= MOST_ANSWERS:
            raise TooManyAnswers(most=MOST_ANSWERS)
        made = PassageAnswer.objects.create(to=to, comment=comment, by=by)
        PassageComment.objects.filter(pk=to.pk).update(resolved_at=None, resolved_by=None)
        _record(AuditAct.COMMENT_ANSWERED, to, stored, by=by)
    return made


def resolve(comment: PassageComment, *, by: User, resolved: bool = True) -> None:
    """Close the comment, or with `resolved=False` open it again; nothing if it is so. Raises as `answer`."""
    with transaction.atomic():
        stored = _locked(comment.release_id, by=by)
        rows = PassageComment.objects.filter(pk=comment.pk, resolved_at__isnull=resolved)
        done = {"resolved_at": database_now(), "resolved_by": by} if resolved else dict.fromkeys(_RESOLVED)
        if rows.update(**done):
            act = AuditAct.COMMENT_RESOLVED if resolved else AuditAct.COMMENT_REOPENED
            _record(act, comment, stored, by=by)


_RESOLVED = ("resolved_at", "resolved_by")


def _locked(release: int, *, by: User) -> Release:
    permissions.require(by, permissions.WRITE)
    stored = Release.objects.select_for_update(of=("self",)).get(pk=release)
    if not review.may_change(stored, by=by):
        raise NotYours(stored)
    return stored


def _record(act: AuditAct, comment: PassageComment, release: Release, *, by: User) -> None:
    # Without the words, which redaction could not take out of the trail.
    record(act, release, by=by, details={"comment": comment.pk})


# What staff see


def threads(release: Release) -> list[Thread]:
    """The comments of `release` in the order of its text as it is in memory, those without a place last.

    Two queries, one without comments.
    """
    answers = Prefetch("answers", PassageAnswer.objects.select_related("by").order_by("pk"))
    rows = list(release.passage_comments.select_related("by", "resolved_by").prefetch_related(answers).order_by("pk"))
    passages = Passages(release)
    found = [Thread(row, list(row.answers.all()), passages.find(row)) for row in rows]
    return sorted(found, key=lambda thread: (thread.start is None, thread.start, thread.comment.pk))


def open_counts(releases: Iterable[Release]) -> dict[int, int]:
    """How many comments are open, by the keys of those of `releases` that have any. One query."""
    rows = PassageComment.objects.open().filter(release__in=[release.pk for release in releases])
    return dict(rows.order_by().values_list("release").annotate(Count("pk")))


@dataclass(frozen=True)
class Commented:
    """A release with open comments: how many, and the newest of them."""

    release: Release
    count: int
    newest: PassageComment


def concerning(user: User | AnonymousUser, most: int) -> list[Commented]:
    """The releases with open comments that `user` began, wrote part of, commented on or answered about.

    The newest comment first. Two queries, one if no comment is open.
    """
    answered = PassageAnswer.objects.filter(to=OuterRef("pk"), by=user.pk)
    rows = PassageComment.objects.open().annotate(took_part=Exists(answered) | Q(by=user.pk))
    by_release: dict[Release, list[PassageComment]] = {}
    for row in rows.select_related("release", "by").order_by("-pk")[: MOST * 2]:
        by_release.setdefault(row.release, []).append(row)
    wrote = writers_of_texts(by_release) if by_release else {}
    return [
        Commented(release, len(comments), comments[0])
        for release, comments in by_release.items()
        if user.pk in {release.created_by_id, *wrote[release.pk]} or any(comment.took_part for comment in comments)  # type: ignore[attr-defined]  # annotated
    ][:most]
