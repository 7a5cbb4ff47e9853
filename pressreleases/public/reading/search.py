"""What a search finds: results with excerpts, a release to go to directly, and the filters of the form."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Value

from pressreleases import ordinals
from pressreleases import search as searching
from pressreleases.intake.errors import IntakeError
from pressreleases.language.direction import numbers_kept_whole_in_text
from pressreleases.language.languages import language_codes, own_name
from pressreleases.models import AnniversaryName, Edition
from pressreleases.models.kinds import kind_choices
from pressreleases.models.topic import TopicName
from pressreleases.public.reading import lists
from pressreleases.search import Found, Piece, Spelling, Term, Wanted


@dataclass(frozen=True)
class Choice:
    value: str
    name: str
    chosen: bool


@dataclass(frozen=True)
class Hit:
    edition: Edition
    pieces: list[Piece]


def terms_of(query: str, language: str) -> list[Term]:
    """Ordinals are looked for in words and in figures, whichever were typed."""
    spellings = [
        Spelling(found.start, found.end, other)
        for found in ordinals.find(query, language)
        for other in ordinals.spellings(found.number, language)
    ]
    return searching.terms_of(query, spellings)


def day_of(query: str, language: str) -> dt.date | None:
    """The day that `query` is, as sheets or as `language` writes it; None for what could be two, or is none."""
    # The names of months in all languages take long to load, and no date is written without a figure.
    if any(map(str.isnumeric, query)):
        from pressreleases.intake.dates import read_date_line  # noqa: PLC0415  see above

        try:
            line = read_date_line(query, line=1)
        except IntakeError:
            return None
        if line:
            return line.day if not line.place else None
    return searching.day_of(query, language)


def release_to_open(found: Found) -> Edition | None:
    """The one release of the day that was typed, or the one with just that title."""
    for keys in (found.of_the_day, found.titled):
        if len(keys) == 1:
            return Edition.objects.live(pages=True).filter(pk=keys[0]).first()
    return None


def listed_results(found: Found, *more: str) -> list[Edition]:
    rows = lists.listed(Edition.objects.live(pages=True).filter(pk__in=found.editions), *more)
    by_key = {edition.pk: edition for edition in rows}
    return [by_key[key] for key in found.editions if key in by_key]


def hits_of(found: Found, terms: list[Term], wanted: Wanted) -> list[Hit]:
    if not found.editions:
        return []
    if not terms:
        return [Hit(edition, []) for edition in listed_results(found)]
    editions = listed_results(found, "text", "notes_to_editors")
    texts = [numbers_kept_whole_in_text(_whole_text(edition), edition.language) for edition in editions]
    pieces = searching.excerpts(texts, terms, wanted.language)
    return [Hit(edition, shown) for edition, shown in zip(editions, pieces, strict=True)]


def _whole_text(edition: Edition) -> str:
    """All sentences in which words can be found, in the order of the page."""
    return "\n\n".join(filter(None, (edition.summary, edition.text, edition.notes_to_editors)))


def filters_of(wanted: Wanted, language: str) -> dict[str, list[Choice]]:
    """What each list of the form offers, in the language of the page; one query."""
    topics = TopicName.objects.filter(language=language, topic__shown=True)
    anniversaries = AnniversaryName.objects.filter(language=language, anniversary__shown=True)
    rows = topics.annotate(part=Value("topic")).values_list("part", "topic_id", "name")
    rows = rows.union(
        anniversaries.annotate(part=Value("anniversary")).values_list("part", "anniversary_id", "name"), all=True
    )
    names: dict[str, list[tuple[int, str]]] = {"topic": [], "anniversary": []}
    for part, key, name in rows:
        names[part].append((key, name))
    return {
        "language": [Choice(code, own_name(code), code == wanted.language) for code in language_codes()],
        "kind": [Choice(value, str(name), value == wanted.kind) for value, name in kind_choices()],
        "topic": _choices(names["topic"], wanted.topic),
        "anniversary": _choices(names["anniversary"], wanted.anniversary),
    }


def _choices(rows: list[tuple[int, str]], chosen: int | None) -> list[Choice]:
    return [Choice(str(key), name, key == chosen) for key, name in sorted(rows, key=_by_name)]


def _by_name(row: tuple[int, str]) -> str:
    return row[1].casefold()
