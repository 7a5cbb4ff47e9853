"""Fills an empty site with a large archive, half of it in each language, for the other benchmarks to read.

Every fifth release was corrected once, every hundredth is withdrawn, every two hundredth was changed since, every
fourth is the translation of the one before it; the newest 2 % went out in the last hour, as an archive does that was
just imported. Around them are topics, 400 anniversaries, pictures, saves, the audit trail, drafts and what is
scheduled.

    MISSION_VAR=/some/empty/folder python3 -m benchmarks.archive 1000000
    MISSION_VAR=/another/empty/folder python3 -m benchmarks.archive 1000 2026

The second number is the year of the first release. A small archive needs a late one, or its months are empty.

Words are drawn as in real texts: the commonest stands in nearly every text, most of the 40,000 in very few. Editions
begin in the past, which the site itself never allows; so rows are copied in by the database's superuser with the
triggers off. Never run this on a site that is used.
"""

import datetime as dt
import io
import itertools
import json
import os
import random
import sys
import time
import uuid
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

import psycopg2  # noqa: E402  Django is set up only now
from django.conf import settings  # noqa: E402  Django is set up only now
from django.contrib.auth.models import User  # noqa: E402  Django is set up only now
from django.core.management import call_command  # noqa: E402  Django is set up only now
from django.db import connection  # noqa: E402  Django is set up only now

from mission_site.database_owner import as_owner  # noqa: E402  Django is set up only now
from pressreleases.letterhead import compose  # noqa: E402  Django is set up only now
from pressreleases.models import Anniversary, AuditEntry, Edition, Image, MissionDetails, Release, Topic, Withdrawal  # noqa: E402  Django is set up only now
from pressreleases.search.indexing import VERSION  # noqa: E402  Django is set up only now

WORDS_TO_A_TEXT = 64
CORRECTED, WITHDRAWN = 5, 100
LANGUAGES = ("en", "az")
_SYLLABLES = (
    "ba be bi da de di fa ga gu ha ka ke la le li ma me na ne ni ra re ri sa se si ta te ti va ve xa za ze".split()
)
_EMPTY = ("reference", "place", "speaker_name", "speaker_office", "summary", "notes_to_editors")
# A correction has the words of the edition before it.
_ENTRIES = """
    INSERT INTO pressreleases_searchentry (edition_id, language, issued_on, release_key, title, version, vector)
    SELECT id, language, issued_on, release_id, lower(title), %s,
        setweight(to_tsvector(words, lower(title)), 'A') || setweight(to_tsvector(words, lower(text)), 'C')
        || array_to_tsvector(ARRAY(SELECT '=' || word FROM string_to_table(
            lower(rtrim(title, ' 0123456789') || ' ' || rtrim(text, '.')), ' ') AS word))
    FROM (SELECT *, (CASE language WHEN 'en' THEN 'english' ELSE 'simple' END)::regconfig AS words
          FROM pressreleases_edition WHERE number = 1) AS edition;
    INSERT INTO pressreleases_searchentry (edition_id, language, issued_on, release_key, title, version, vector)
    SELECT edition.id, entry.language, entry.issued_on, release_key, entry.title, entry.version, vector
    FROM pressreleases_edition AS edition JOIN pressreleases_searchentry AS entry ON edition_id = edition.id - 1
    WHERE number = 2;
"""
# Rows are copied into bare tables, which takes a third of the time.
_CONSTRAINTS = """
    SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) || CASE contype WHEN 'c' THEN ' NOT VALID' ELSE '' END
    FROM pg_constraint WHERE contype IN ('c', 'u', 'x') AND conrelid = ANY (%s::regclass[]) ORDER BY contype
"""
_INDEXES = """
    SELECT indexrelid::regclass, pg_get_indexdef(indexrelid)
    FROM pg_index WHERE NOT indisprimary AND indrelid = ANY (%s::regclass[])
"""
# Without triggers nothing notes which working copies were changed since.
_AROUND = """
    UPDATE pressreleases_release AS one SET family = other.family, is_original = false
        FROM pressreleases_release AS other WHERE one.id %% 4 = 0 AND other.id = one.id - 1;
    UPDATE pressreleases_release SET title = title || ' (changed)' WHERE id %% 200 = 7;

    INSERT INTO pressreleases_topic (id, shown) SELECT n, true FROM generate_series(1, 20) AS n;
    INSERT INTO pressreleases_topicname (topic_id, language, name, slug)
        SELECT n, language, 'Topic ' || n, 'topic-' || n
        FROM generate_series(1, 20) AS n, unnest(ARRAY['en', 'az']) AS language;
    -- The first has a tenth of all releases, the last the twenty oldest.
    INSERT INTO pressreleases_release_topics (release_id, topic_id)
        SELECT id, CASE WHEN id <= 20 THEN 20 ELSE (id + (id %% 80 < 10)::int) %% 10 + 1 END FROM pressreleases_release;
    INSERT INTO pressreleases_editiontopic (edition_id, topic_id)
        SELECT id, CASE WHEN release_id <= 20 THEN 20 ELSE (release_id + (release_id %% 80 < 10)::int) %% 10 + 1 END
        FROM pressreleases_edition;

    INSERT INTO pressreleases_anniversary (id, event_first_on, rule, month, day, lead_days, goes_on, shown)
        SELECT n, date '1918-01-01' + n, 'fixed-day', n %% 12 + 1, n %% 28 + 1, 31, true, true
        FROM generate_series(1, 400) AS n;
    INSERT INTO pressreleases_anniversaryname (anniversary_id, language, name, slug, title_pattern)
        SELECT n, language, 'Day of remembrance ' || n, 'day-' || n, '{years} years since day ' || n
        FROM generate_series(1, 400) AS n, unnest(ARRAY['en', 'az']) AS language;
    UPDATE pressreleases_release SET anniversary_id = id / 80 %% 400 + 1 WHERE id %% 80 = 1;
    UPDATE pressreleases_edition SET anniversary_id = release_id / 80 %% 400 + 1 WHERE release_id %% 80 = 1;

    INSERT INTO pressreleases_image (id, title, file, sha256, width, height, credit, added_at, tags)
        SELECT n, 'Picture ' || n, 'images/' || name || '.jpg', name, 1600, 1000, 'Mission',
            now() - make_interval(mins => n), 'Tag ' || n %% 30
        FROM generate_series(1, greatest(%(count)s / 100, 100)) AS n,
            LATERAL (SELECT lpad(to_hex(n), 64, '0')) AS of(name);
    INSERT INTO pressreleases_imagedescription (image_id, language, alternative_text)
        SELECT id, language, 'Two people at a table' FROM pressreleases_image, unnest(ARRAY['en', 'az']) AS language;
    INSERT INTO pressreleases_editionpicture (edition_id, image_id)
        SELECT id, release_id / 20 %% (SELECT count(*) FROM pressreleases_image) + 1
        FROM pressreleases_edition WHERE release_id %% 20 = 0;

    -- 200 drafts, 40 that were submitted, 60 to come.
    INSERT INTO pressreleases_release (<columns>, id, family, code, slug, status, title, is_original, in_step_with)
        SELECT <columns>, %(count)s + n, gen_random_uuid(), 'd' || lpad(n::text, 9, '0'), 'draft-' || n,
            CASE WHEN n %% 5 = 0 THEN 'submitted' ELSE 'draft' END, 'Draft ' || n, true, ''
        FROM pressreleases_release, generate_series(1, 300) AS n WHERE pressreleases_release.id = 1;
    INSERT INTO pressreleases_edition (<of_edition>, id, release_id, number, slug, live_during)
        SELECT <of_edition>, 2 * %(count)s + 1 + n, %(count)s + n, 1, 'draft-' || n,
            tstzrange(now() + make_interval(hours => n), NULL)
        FROM pressreleases_edition, generate_series(241, 300) AS n WHERE release_id = 1 AND number = 1;
    INSERT INTO pressreleases_pendingchange (release_id)
        SELECT id FROM pressreleases_release WHERE id %% 200 = 7 OR id BETWEEN %(count)s + 1 AND %(count)s + 240;

    -- A save of each release, and sixty more of the first.
    INSERT INTO pressreleases_historicalrelease (<saved>, history_date, history_type, history_user_id)
        SELECT <saved>, changed_at, '+', %(by)s FROM pressreleases_release;
    INSERT INTO pressreleases_historicalrelease (<saved>, history_date, history_type, history_user_id)
        SELECT <saved>, changed_at + make_interval(hours => n), '~', %(by)s
        FROM pressreleases_release, generate_series(1, 60) AS n WHERE pressreleases_release.id = 1;
    INSERT INTO pressreleases_auditentry
            (at, act, actor_id, actor_type, actor_name, kind, key, label, language, edition, digest, details)
        SELECT made_at, CASE number WHEN 1 THEN 'published' ELSE 'corrected' END, %(by)s, 'account', 'archivist',
            'release', release_id, title, language, number, digest, '{}'
        FROM pressreleases_edition ORDER BY made_at;
"""
FIRST, LAST = dt.date(1992, 1, 1), dt.date(2026, 10, 31)


def vocabulary() -> list[str]:
    """40,000 words that can be spoken: the commonest are the shortest."""
    of_length = (map("".join, itertools.product(_SYLLABLES, repeat=n)) for n in (2, 3, 4))
    return list(itertools.islice(itertools.chain.from_iterable(of_length), 40_000))


def texts(count: int) -> Iterator[tuple[str, str]]:
    """A title and a text each; the n-th word comes about 1/n as often as the first."""
    draw, words = random.Random(1992), vocabulary()  # noqa: S311  words, not secrets
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
    parts = [" ".join(draw.choices(words, cum_weights=weights, k=8)) for _part in range(100_000)]
    for number in range(count):
        title, *text = draw.choices(parts, k=WORDS_TO_A_TEXT // 8 + 1)
        yield f"{title.capitalize()} {number}", " ".join(text).capitalize() + "."


def make_mission() -> MissionDetails:
    """Details that are valid for ever, as every page asks for them."""
    details = MissionDetails.objects.create(valid_during=(None, None), address="1 Long Street", press_contact_name="A")
    for position, language in enumerate(LANGUAGES, start=1):
        details.names.create(language=language, name="Permanent Mission", position=position)
        details.numbers.create(kind="telephone", number=f"+1212371255{position}", position=position)
    for weekday in range(5):
        details.hours.create(weekday=weekday, opens_at=dt.time(9), closes_at=dt.time(17))
    return details


def _line(values: dict[str, Any]) -> str:
    return "\t".join(str(value).replace("\\", "\\\\") for value in values.values()) + "\n"


def fill(count: int, first: dt.date = FIRST) -> None:
    """Copy `count` releases, issued from `first` on, with one live edition each into the empty database."""
    call_command("migrate", verbosity=0)
    if Release.objects.exists():
        sys.exit("There are releases here already. Choose an empty folder.")
    user = User.objects.create_user("archivist")
    letterhead, days, now = json.dumps(compose(make_mission())), (LAST - first).days, dt.datetime.now(dt.UTC)
    name = settings.DATABASES["default"]["NAME"]
    with psycopg2.connect(dbname=name, **_superuser()) as superuser, superuser.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica; SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        taken_down = take_down(cursor)
        numbered = enumerate(texts(count), start=1)
        while batch := list(itertools.islice(numbered, 20_000)):
            releases, editions, withdrawals = io.StringIO(), io.StringIO(), io.StringIO()
            for key, (title, text) in batch:
                day = first + dt.timedelta(days=key * days // count)
                imported = key > count * 98 // 100
                at = f"{now:%Y-%m-%dT%H:%M:%SZ}" if imported else f"{day}T12:00:00Z"
                corrected, withdrawn = key % CORRECTED == 0 and not imported, key % WITHDRAWN == 0 and not imported
                corrected_at, withdrawn_at = f"{day}T18:00:00Z", f"{day}T23:00:00Z"
                shared = {
                    "id": key,
                    "language": LANGUAGES[key % 2],
                    "kind": "press-release",
                    "title": title,
                    "slug": f"release-{key}",
                    "issued_on": day,
                    "body": f"<p>{text}</p>",
                    **dict.fromkeys(_EMPTY, ""),
                }
                of_release = shared | {
                    "family": uuid.UUID(int=key),
                    "is_original": "t",
                    "code": f"k{key:09}",
                    "status": "draft",
                    "in_step_with": "",
                    "version": 1,
                    "created_at": at,
                    "changed_at": at,
                }
                of_edition = shared | {
                    "id": 2 * key,
                    "release_id": key,
                    "number": 1,
                    "kind_label": "Press release",
                    "year": day.year,
                    "text": text,
                    "letterhead": letterhead,
                    "change_note": "",
                    "minor": "f",
                    "live_during": _span(at, corrected_at if corrected else withdrawn_at if withdrawn else ""),
                    "published_by_id": user.pk,
                    "made_at": at,
                    "digest": f"{key:064x}",
                }
                releases.write(_line(of_release))
                editions.write(_line(of_edition))
                if corrected:
                    of_second = {
                        "id": 2 * key + 1,
                        "number": 2,
                        "change_note": "The number of participants was corrected.",
                        "live_during": _span(corrected_at, withdrawn_at if withdrawn else ""),
                        "made_at": corrected_at,
                    }
                    editions.write(_line(of_edition | of_second))
                of_withdrawal = {
                    "id": key,
                    "release_id": key,
                    "act": "withdrawn",
                    "reasons": json.dumps({"en": "It was published by mistake."}),
                    "in_force_during": _span(withdrawn_at),
                    "by_id": user.pk,
                }
                if withdrawn:
                    withdrawals.write(_line(of_withdrawal))
            for model, lines, columns in (
                (Release, releases, of_release),
                (Edition, editions, of_edition),
                (Withdrawal, withdrawals, of_withdrawal),
            ):
                lines.seek(0)
                cursor.copy_expert(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN", lines)
        for model in (Release, Edition, Withdrawal):
            table = model._meta.db_table
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, 2 * count + 1])
        add_surroundings(cursor, count, user.pk)
        for definition in taken_down:
            cursor.execute(definition)
    _index()


def take_down(cursor: Any) -> list[str]:
    """Drop constraints and indexes of the large tables; return what makes them again."""
    tables = [model._meta.db_table for model in (Release, Edition, Release.history.model, AuditEntry)]
    cursor.execute(_CONSTRAINTS, [tables])
    made_again = []
    for table, name, definition in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        made_again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    cursor.execute(_INDEXES, [tables])
    for name, definition in cursor.fetchall():
        cursor.execute(f"DROP INDEX {name}")
        made_again.append(definition)
    return made_again


def add_surroundings(cursor: Any, count: int, by: int) -> None:
    """Everything but the releases and their editions; `cursor` is the superuser's."""
    unlike = {"id", "family", "code", "slug", "status", "title", "is_original", "in_step_with"}
    columns = {
        "columns": _columns(Release, unlike),
        "of_edition": _columns(Edition, {"id", "release_id", "number", "slug", "live_during"}),
        "saved": _columns(Release, set()),
    }
    sql = _AROUND
    for name, listed in columns.items():
        sql = sql.replace(f"<{name}>", listed)
    cursor.execute(sql, {"by": by, "count": count})
    for model in (Release, Edition, Topic, Anniversary, Image):
        table = model._meta.db_table
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")  # noqa: S608  a name of a table


def _columns(model: Any, exclude: set[str]) -> str:
    names = (field.column for field in model._meta.concrete_fields)
    return ", ".join(name for name in names if name not in exclude)


def _span(begins: str, ends: str = "") -> str:
    return f'["{begins}",)' if not ends else f'["{begins}","{ends}")'


@as_owner()
def _index() -> None:
    """Make the entries of the search: by Postgres alone, which is quicker and the same, as these words are folded."""
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'; DROP INDEX search_words")
        cursor.execute(_ENTRIES, [VERSION])
        cursor.execute(
            "CREATE INDEX search_words ON pressreleases_searchentry USING gin (vector) WITH (fastupdate = off)"
        )
        cursor.execute(
            "INSERT INTO pressreleases_searchword (language, word, written) SELECT language, word, word"
            " FROM unnest(%s::text[]) AS language, unnest(%s::text[]) AS word",
            [list(LANGUAGES), vocabulary()],
        )
        cursor.execute("VACUUM ANALYZE")


def _superuser() -> dict[str, Any]:
    connection.ensure_connection()
    return connection.cluster.connection(superuser=True)  # type: ignore[attr-defined]  # the site's own database


if __name__ == "__main__":
    began = time.monotonic()
    first = dt.date(int(sys.argv[2]), 1, 1) if len(sys.argv) > 2 else FIRST
    fill(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000, first)
    print(f"{time.monotonic() - began:.0f} s")
