"""What a review leaves to do: drafts that were sent back, and editions that were published alone, not yet endorsed."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import OuterRef, Subquery

from pressreleases.models import PublishedAlone, ReviewComment
from pressreleases.publishing import permission
from pressreleases.publishing.four_eyes import contributors
from pressreleases.vocabulary.kinds import Review


@dataclass(frozen=True)
class Alone:
    """What somebody published alone at one instant, in one or several languages; `mine` if it was the reader."""

    rows: list[PublishedAlone]
    mine: bool

    @property
    def first(self) -> PublishedAlone:
        return self.rows[0]


def sent_back_to(user: User | AnonymousUser, most: int) -> list[ReviewComment]:
    """The last word on each draft that was sent back and that `user` began, submitted or contributed to; newest first.

    Two queries, one if nothing was sent back.
    """
    submitted = ReviewComment.objects.filter(
        release=OuterRef("release"), act=Review.SUBMITTED, pk__lt=OuterRef("pk")
    ).order_by("-pk")
    rows = ReviewComment.objects.open().annotate(submitted_by=Subquery(submitted.values("by")[:1]))
    found = list(rows.select_related("release", "by").order_by("-pk")[: 10 * most])
    wrote = contributors([row.release for row in found]) if found else {}
    mine = (
        row
        for row in found
        if user.pk in {row.release.created_by_id, row.submitted_by} | wrote[row.release_id]  # type: ignore[attr-defined]  # annotated
    )
    return list(mine)[:most]


def to_be_endorsed(user: User | AnonymousUser, most: int) -> list[Alone]:
    """What was published alone and nobody has endorsed, the newest first. One query.

    What somebody else published comes first for those who may endorse it.
    """
    rows = PublishedAlone.objects.to_be_endorsed().select_related("edition__release", "by").order_by("-at", "edition")
    together = groupby(rows[: 3 * most], key=lambda row: (row.at, row.by_id, row.edition.release.family))
    found = [Alone(list(group), by == user.pk) for (_at, by, _family), group in together]
    if permission.may(user, permission.PUBLISH):
        found.sort(key=lambda alone: alone.mine)
    return found[:most]
