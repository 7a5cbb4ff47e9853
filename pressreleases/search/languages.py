"""How Postgres takes the words of each language apart, and how a word of a query is looked for in it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`configuration` is the text search configuration; `prefix`: words carry endings, so their beginning is enough."""

    configuration: str = "simple"
    prefix: bool = False

    @property
    def with_stop_words(self) -> str:
        """The same with the words that are too common to be looked for; made in `migrations/rules/search.sql`."""
        return self.configuration if self.configuration == "simple" else f"mission_{self.configuration}"


# Snowball knows no Azerbaijani; of Turkish it knows too few endings once dots and hooks are gone.
_KNOWN = {
    "ar": Words("arabic"),
    "az": Words("simple", prefix=True),
    "en": Words("english"),
    "es": Words("spanish"),
    "fr": Words("french"),
    "ru": Words("russian"),
    "tr": Words("turkish", prefix=True),
}


def words_of(language: str) -> Words:
    return _KNOWN.get(language.split("-", maxsplit=1)[0], Words())
