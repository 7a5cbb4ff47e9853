"""Spans and events after the year 2199, which an older version stored, are brought before it.

The constraints of 0018 hold every change of a row, also one of another column. A text that had been planned for the
year 2300 could not be classified, nor one of an anniversary of an event in the year 9000: both updates were refused.
"""

from django.db import migrations

# What is planned stays planned. First the end of what is live, then the beginning of what follows it: spans of one
# release never overlap, not even between two statements. An event keeps its day of the year, as its rule wants it: 2196
# is the last leap year.
MEND = """
UPDATE pressreleases_edition SET live_during = tstzrange(lower(live_during), '2199-12-31T00:00:00Z')
    WHERE upper(live_during) >= '2200-01-01T00:00:00Z' AND lower(live_during) < '2199-12-31T00:00:00Z';
UPDATE pressreleases_edition SET live_during = tstzrange(
        '2199-12-31T00:00:00Z', CASE WHEN upper_inf(live_during) THEN NULL ELSE '2199-12-31T12:00:00Z'::timestamptz END)
    WHERE lower(live_during) >= '2200-01-01T00:00:00Z';
UPDATE pressreleases_withdrawal SET in_force_during = tstzrange(lower(in_force_during), '2199-12-31T00:00:00Z')
    WHERE upper(in_force_during) >= '2200-01-01T00:00:00Z' AND lower(in_force_during) < '2199-12-31T00:00:00Z';
UPDATE pressreleases_withdrawal SET in_force_during = tstzrange('2199-12-31T00:00:00Z',
        CASE WHEN upper_inf(in_force_during) THEN NULL ELSE '2199-12-31T12:00:00Z'::timestamptz END)
    WHERE lower(in_force_during) >= '2200-01-01T00:00:00Z';
UPDATE pressreleases_anniversary AS row SET
    event_first_on = mended.first_on,
    event_last_on = CASE WHEN mended.last_on > mended.first_on THEN mended.last_on END,
    from_year = greatest(row.from_year, extract(year FROM mended.first_on)::int)
FROM (
    SELECT id,
        CASE WHEN event_first_on <= '2199-12-31' THEN event_first_on
            ELSE make_date(2196, extract(month FROM event_first_on)::int, extract(day FROM event_first_on)::int)
        END AS first_on,
        CASE WHEN event_last_on <= '2199-12-31' THEN event_last_on
            ELSE make_date(2196, extract(month FROM event_last_on)::int, extract(day FROM event_last_on)::int)
        END AS last_on
    FROM pressreleases_anniversary
) AS mended
WHERE mended.id = row.id AND (row.event_first_on > '2199-12-31' OR row.event_last_on > '2199-12-31');
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("pressreleases", "0025_pending_changes")]

    operations = [migrations.RunSQL(MEND, migrations.RunSQL.noop)]
