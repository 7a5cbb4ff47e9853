"""Topics as readers see them: only shown ones, by their current name in a language."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from pressreleases.models import Edition, EditionQuerySet, Topic
from pressreleases.models.edition import EditionTopic
from pressreleases.models.topic import TopicName


@dataclass(frozen=True)
class NamedTopic:
    """One topic under its name in a language, with its slugs in all."""

    key: int
    name: str
    slugs: dict[str, str]

    def editions(self, language: str) -> EditionQuerySet:
        """The live releases of the topic, as the editions that readers see say."""
        of_topic = EditionTopic.objects.filter(topic=self.key, edition=OuterRef("pk"))
        return Edition.objects.live().in_language(language).filter(Exists(of_topic))


def at_address(language: str, slug: str) -> NamedTopic | None:
    """The shown topic at this address; one query."""
    names = TopicName.objects.filter(topic=OuterRef("pk")).values_list(JSONObject(language="language", slug="slug"))
    row: Any = (
        Topic.objects.filter(shown=True, names__language=language, names__slug=slug)
        .annotate(name=F("names__name"), slugs=ArraySubquery(names))
        .first()
    )
    if row is None:
        return None
    return NamedTopic(row.pk, row.name, {pair["language"]: pair["slug"] for pair in row.slugs})


def of_language(language: str) -> list[TopicName]:
    """The shown topics with a name in `language` and a live release in it, by that name; one query."""
    return sorted(of_languages().filter(language=language), key=_by_name)


def of_languages() -> "QuerySet[TopicName]":
    """The same in every language, a topic's languages together."""
    of_topic = EditionTopic.objects.filter(topic=OuterRef("topic"), edition__in=Edition.objects.live().values("pk"))
    names = TopicName.objects.filter(topic__shown=True).order_by("topic", "language")
    return names.filter(Exists(of_topic.filter(edition__language=OuterRef("language"))))


def names_of_topics() -> ArraySubquery:
    """To annotate editions with: `{"id", "name", "slug"}` of each shown topic, in the language of the text."""
    names = TopicName.objects.filter(
        topic__shown=True, topic__editions=OuterRef("pk"), language=OuterRef("language")
    ).order_by("name")
    return ArraySubquery(names.values_list(JSONObject(id="topic_id", name="name", slug="slug")))


def _by_name(row: TopicName) -> str:
    return row.name.casefold()
