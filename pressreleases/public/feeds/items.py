"""What a feed says, whatever its form: the newest live releases, each with its whole text."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from pressreleases import richtext
from pressreleases.language import characters
from pressreleases.language.direction import isolated, laid_out
from pressreleases.models import Edition, EditionQuerySet
from pressreleases.models.spans import Lower, Upper
from pressreleases.public import listing, subjects
from pressreleases.public.addresses import address, file_address
from pressreleases.public.corrected import correction_in_words
from pressreleases.public.dating import dates_of
from pressreleases.public.listing import Key
from pressreleases.public.pages import absolute

EMPTY_SINCE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)  # Atom wants an instant even of a feed without entries


@dataclass(frozen=True)
class Step:
    """One edition in the history of a release, as `corrected` wants it."""

    number: int
    minor: bool
    change_note: str
    begins_at: dt.datetime
    ends_at: dt.datetime | None


@dataclass(frozen=True)
class Item:
    """One release. `id` never changes: it is made of its family and language, which an address is not."""

    id: str
    url: str
    text_url: str
    json_url: str
    title: str
    summary: str
    html: str
    picture: str
    kind: str
    kind_label: str
    topics: list[str]
    number: int
    digest: str
    change_note: str
    published_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True)
class Feed:
    """`url` is its own address, `page` that of the page that shows the same, `older` that of the feed after it."""

    title: str
    language: str
    url: str
    page: str
    older: str
    author: str
    picture: str
    items: list[Item]

    @property
    def updated_at(self) -> dt.datetime:
        return max((item.updated_at for item in self.items), default=EMPTY_SINCE)


def items_of(editions: EditionQuerySet, before: Key | None) -> tuple[list[Item], Key | None]:
    """At most a page of the newest of `editions` after the key `before`, and the key of the next; one query."""
    page = listing.cut(with_history(editions), before)
    return [_item(edition) for edition in page.editions], page.older


def with_history(editions: EditionQuerySet) -> EditionQuerySet:
    """`editions` with their releases, their topics' names and, for `history_of`, the steps of each release."""
    steps = Edition.objects.begun().filter(release=OuterRef("release")).order_by("-number")
    step = JSONObject(
        number="number",
        minor="minor",
        change_note="change_note",
        begins_at=Lower("live_during"),
        ends_at=Upper("live_during"),
    )
    return editions.select_related("release").annotate(
        steps=ArraySubquery(steps.values_list(step)), topic_names=subjects.names_of_topics()
    )


def history_of(edition: Any) -> list[Step]:
    """The editions of its release that have begun, the newest first."""
    return [_step(row) for row in edition.steps]


def _item(edition: Any) -> Item:
    history = history_of(edition)
    dates = dates_of(edition, history)
    url = absolute(address(edition))
    picture = edition.lead_picture
    correction = correction_in_words(history, edition.letterhead["time_zone"])
    context = {
        "edition": edition,
        "correction": correction,
        "body": laid_out(richtext.render_elsewhere(edition.body, url, rules=edition.rules), edition.language),
        "media": absolute(settings.MEDIA_URL),
    }
    return Item(
        id=uuid.uuid5(edition.release.family, edition.language).urn,
        url=url,
        text_url=absolute(file_address(edition, "txt")),
        json_url=absolute(file_address(edition, "json")),
        title=isolated(edition.title, edition.language) or _("Text removed"),
        summary=" ".join([correction, edition.summary or characters.beginning(edition.text, 300)]).strip(),
        html=render_to_string("public/feed_item.html", context).strip(),
        picture=absolute(f"{settings.MEDIA_URL}{picture['file']}") if picture else "",
        kind=edition.kind,
        kind_label=edition.kind_label,
        topics=[isolated(topic["name"], edition.language) for topic in edition.topic_names],
        number=edition.number,
        digest=edition.digest,
        change_note=correction,
        published_at=dates.published_at,
        updated_at=dates.updated_at,
    )


def _step(row: dict[str, Any]) -> Step:
    ends_at = dt.datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None
    return Step(row["number"], row["minor"], row["change_note"], dt.datetime.fromisoformat(row["begins_at"]), ends_at)
