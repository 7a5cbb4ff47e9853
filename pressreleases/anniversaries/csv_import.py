"""Import CSV files: first every row is read and compared with what exists, then all chosen rows are saved, or none."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from pressreleases.anniversaries.csv_files import MOST_ROWS, NotReadable, Record, TooManyRows, from_csv
from pressreleases.anniversaries.csv_rows import Reading, read
from pressreleases.audit import record as record_act
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.folding import fold_for_reading
from pressreleases.models import Anniversary, AnniversaryAddress, AnniversaryDate, AnniversaryName
from pressreleases.models.audit import AuditAct
from pressreleases.retrying import retried


class RowsRefused(Exception):
    """Some of the chosen rows cannot be saved, so none was. `readings` say why."""

    def __init__(self, readings: list[Reading]) -> None:
        super().__init__(readings)
        self.readings = readings


def read_file(data: bytes, *, encoding: str = "", language: str) -> list[Reading]:
    """Each row of a CSV file as it is understood. Raises `FileRefused` for any other file."""
    try:
        rows = list(from_csv(data, encoding=encoding, language=language))
    except IntakeError as error:
        raise NotReadable(reason=error) from error
    return read_records(rows)


def read_records(records: Iterable[Record]) -> list[Reading]:
    """The same for records that were read from a file before. Always two queries."""
    readings = [read(row, number) for number, row in enumerate(records, start=1)]
    if len(readings) > MOST_ROWS:
        raise TooManyRows(count=MOST_ROWS)
    _recognise(readings)
    return readings


@retried
def save_rows(records: list[Record], *, by: User | None, chosen: Collection[int] | None = None) -> list[Anniversary]:
    """Save the rows with these numbers (None: all without faults) in one transaction, and record it in the audit trail.

    Raises `RowsRefused` if one of the chosen rows cannot be saved; then none is.
    """
    with transaction.atomic():
        readings = read_records(records)
        wanted = [row for row in readings if (row.is_good if chosen is None else row.number in chosen)]
        if not all(row.is_good for row in wanted):
            raise RowsRefused(readings)
        made = [_save(row) for row in wanted]
        for anniversary in made:
            record_act(AuditAct.IMPORTED, anniversary, by=by)
    return made


def _save(reading: Reading) -> Anniversary:
    anniversary = reading.anniversary
    anniversary.save(force_insert=True)
    for name in reading.names:
        name.anniversary = anniversary
    AnniversaryName.objects.bulk_create(reading.names)
    AnniversaryDate.objects.bulk_create(
        AnniversaryDate(anniversary=anniversary, observed_on=day) for day in reading.dates
    )
    return anniversary


def _recognise(readings: list[Reading]) -> None:
    """Mark what already exists, on the site or in an earlier row: by uid, address or name."""
    uids = {str(uid): str(uid) for uid in Anniversary.objects.values_list("uid", flat=True)}
    known: dict[tuple[str, str], str] = {("uid", uid): "" for uid in uids}
    rows = AnniversaryAddress.objects.values_list("language", "slug", "anniversary")
    names = AnniversaryName.objects.values_list("language", "name", "anniversary")
    of = {key: name for _language, name, key in names}
    known |= {(f"slug {language}", slug): of.get(key, slug) for language, slug, key in rows}
    known |= {(f"name {language}", _folded(name)): name for language, name, _key in names}
    for reading in readings:
        marks = _marks(reading)
        found = next((mark for mark in marks if mark in known), None)
        if found and reading.names:
            name = known[found] or reading.names[0].name
            reading.already = _("This already exists: %(name)s.") % {"name": name}
        if not reading.faults:
            known |= dict.fromkeys(marks, reading.names[0].name)


def _marks(reading: Reading) -> list[tuple[str, str]]:
    uid = [("uid", str(reading.record["uid"]))] if reading.record.get("uid") else []
    slugs = [(f"slug {row.language}", row.slug) for row in reading.names]
    return [*uid, *slugs, *((f"name {row.language}", _folded(row.name)) for row in reading.names)]


def _folded(name: str) -> str:
    return fold_for_reading(" ".join(name.split()))
