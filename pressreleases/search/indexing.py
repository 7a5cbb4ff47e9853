"""Putting editions into the search index, taking redacted ones out, and indexing all again after a rule changed."""

import unicodedata
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import Q

from pressreleases.models import Edition, SearchEntry, SearchWord
from pressreleases.models.fields import PLAIN_WORDS
from pressreleases.retrying import retried
from pressreleases.search.finding import statement
from pressreleases.search.folding import fold_for_search
from pressreleases.search.query import words_of

# Raise this if you change what is put into the index: `tidy` then renews every entry.
VERSION = 2
_BATCH = 500
_SHORTEST = 4  # letters; shorter words are not proposed


def add(editions: Iterable[Edition]) -> None:
    """Put `editions` into the index, or replace their entries; redacted ones are left out."""
    kept = [edition for edition in editions if edition.redacted_at is None]
    if not kept:
        return
    rows = [_row(edition) for edition in kept]
    with connection.cursor() as cursor:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        cursor.execute(statement("index_editions"), {"version": VERSION, **columns})
    _add_words(kept)


def _row(edition: Edition) -> dict[str, object]:
    return {
        "edition": edition.pk,
        "language": edition.language,
        "issued_on": edition.issued_on,
        "release": edition.release_id,
        "title": folded_title(edition.title),
        "about": fold_for_search(_about(edition)),
        "body": fold_for_search(f"{edition.text} {edition.notes_to_editors}"),
        "configuration": words_of(edition.language).with_stop_words,
        # No folded word begins with this sign, so nothing that readers type finds them.
        "written": " ".join(sorted({f"={written}" for _word, written in _words(edition)})),
    }


def forget(editions: Iterable[Edition]) -> None:
    """Take `editions` out of the index, with every word that no other edition has. Call it while they have words."""
    gone = list(editions)
    SearchEntry.objects.filter(edition__in=gone).delete()
    with connection.cursor() as cursor:
        for language in {edition.language for edition in gone}:
            words = {word for edition in gone if edition.language == language for word, _written in _words(edition)}
            cursor.execute(statement("forget_proposed_words"), {"language": language, "words": sorted(words)})


def add_missing(*, renew: bool = True) -> int:
    """Put every missing edition into the index; with `renew`, also renew entries of an older version. Return how many.

    Renewing an archive of 100,000 editions takes minutes.
    """
    lacking = Q(search_entry=None)
    if renew:
        lacking |= Q(search_entry__version__lt=VERSION)
    missing = Edition.objects.filter(lacking, redacted_at=None).order_by("pk")
    count = last = 0
    while batch := list(missing.filter(pk__gt=last)[:_BATCH]):
        _add_batch(batch)
        count, last = count + len(batch), batch[-1].pk
    return count


@retried
def _add_batch(batch: list[Edition]) -> None:
    with transaction.atomic():
        add(batch)


def _about(edition: Edition) -> str:
    return " ".join(getattr(edition, name) for name in PLAIN_WORDS if name not in ("title", "notes_to_editors"))


def folded_title(title: str) -> str:
    return " ".join(fold_for_search(title).split())[:600]


def _add_words(editions: Iterable[Edition]) -> None:
    found = {(edition.language, *pair) for edition in editions for pair in _words(edition)}
    # In one order, so that two processes that add the same words wait for each other without a deadlock.
    rows = [SearchWord(language=language, word=word, written=written) for language, word, written in sorted(found)]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def _words(edition: Edition) -> Iterator[tuple[str, str]]:
    for written in f"{edition.title} {edition.summary} {edition.text}".split():
        bare = "".join(letter for letter in written if letter.isalpha())
        word = fold_for_search(unicodedata.normalize("NFC", bare)).strip()
        if word.isalpha() and _SHORTEST <= len(word) <= 60 and len(bare) == sum(map(str.isalpha, written)):
            yield word, bare.lower()[:60]
