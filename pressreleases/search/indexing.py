"""Putting editions into the index: when they are made, and all of them again after a rule has changed."""

import unicodedata
from collections.abc import Iterable, Iterator

from django.db import connection, transaction
from django.db.models import Q

from pressreleases.models import Edition, SearchEntry, SearchWord
from pressreleases.models.fields import PLAIN_WORDS
from pressreleases.retrying import retried
from pressreleases.search.folding import fold_for_search
from pressreleases.search.query import words_of

# Raise it with whatever changes what is put into the index: `tidy` then puts every edition into it anew.
VERSION = 2
_BATCH = 500
_SHORTEST = 4  # letters of a word that is worth proposing
_INSERT = """
    INSERT INTO pressreleases_searchentry (edition_id, language, issued_on, release_key, title, version, vector)
    SELECT edition, language, issued_on, release, title, %s,
        setweight(to_tsvector(configuration::regconfig, title), 'A')
        || setweight(to_tsvector(configuration::regconfig, about), 'B')
        || setweight(to_tsvector(configuration::regconfig, body), 'C')
        || array_to_tsvector(string_to_array(written, ' '))
    FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[],
        %s::text[]) AS given (edition, language, issued_on, release, title, about, body, configuration, written)
    ON CONFLICT (edition_id) DO UPDATE
    SET title = excluded.title, vector = excluded.vector, issued_on = excluded.issued_on, version = excluded.version
"""
_FORGET_WORDS = """
    DELETE FROM pressreleases_searchword AS known
    WHERE language = %s AND word = ANY(%s) AND NOT EXISTS (
        SELECT FROM pressreleases_searchentry AS entry
        WHERE entry.language = known.language AND entry.vector @@ quote_literal('=' || known.written)::tsquery
    )
"""


def add(editions: Iterable[Edition]) -> None:
    """Put `editions` into the index, or anew; those whose words were redacted are taken out."""
    kept = [edition for edition in editions if edition.redacted_at is None]
    if not kept:
        return
    rows = [
        (
            edition.pk,
            edition.language,
            edition.issued_on,
            edition.release_id,
            folded_title(edition.title),
            fold_for_search(_about(edition)),
            fold_for_search(f"{edition.text} {edition.notes_to_editors}"),
            words_of(edition.language).with_stop_words,
            # No folded word begins with this sign, so that nothing that readers type finds them.
            " ".join(sorted({f"={written}" for _word, written in _words(edition)})),
        )
        for edition in kept
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [VERSION, *[list(column) for column in zip(*rows, strict=True)]])
    _add_words(kept)


def forget(editions: Iterable[Edition]) -> None:
    """Take `editions`, whose words are still there, out, and every word that no other edition has."""
    gone = list(editions)
    SearchEntry.objects.filter(edition__in=gone).delete()
    with connection.cursor() as cursor:
        for language in {edition.language for edition in gone}:
            words = {word for edition in gone if edition.language == language for word, _written in _words(edition)}
            cursor.execute(_FORGET_WORDS, [language, sorted(words)])


def add_missing(*, renew: bool = True) -> int:
    """Put every edition that is not in the index into it; with `renew` also what an older version put there.

    Returns how many. Renewing an archive of 100,000 editions takes minutes.
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
    # In one order, so that two who add the same words at once wait for each other instead of blocking each other.
    rows = [SearchWord(language=language, word=word, written=written) for language, word, written in sorted(found)]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)


def _words(edition: Edition) -> Iterator[tuple[str, str]]:
    for written in f"{edition.title} {edition.summary} {edition.text}".split():
        bare = "".join(letter for letter in written if letter.isalpha())
        word = fold_for_search(unicodedata.normalize("NFC", bare)).strip()
        if word.isalpha() and _SHORTEST <= len(word) <= 60 and len(bare) == sum(map(str.isalpha, written)):
            yield word, bare.lower()[:60]
