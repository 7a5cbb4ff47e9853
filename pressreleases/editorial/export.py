"""Releases as rows of data: the working copy, its state, its editions and where readers find them.

The names of the columns are the words of docs/architecture.md, and the same in every language of the staff.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pressreleases import richtext
from pressreleases.anniversaries.csv_files import BOM, FORMULA
from pressreleases.editorial.states import Facts, main_state
from pressreleases.models import AnniversaryName, Edition, Release
from pressreleases.models.fields import FORM_FIELDS, KEYS, WORKING_COPY_FIELDS
from pressreleases.models.spans import Lower, Upper
from pressreleases.models.topic import TopicName
from pressreleases.public_addresses import page_at

_AT_A_TIME = 500

_OTHER_NAMES = {"summary": "lead", "body": "text", "lead_image": "lead_picture"}
COLUMNS = (
    *("release", "code", "family", "original"),
    *(_OTHER_NAMES.get(name, name) for name in FORM_FIELDS),
    *("state", "changed_since_published", "embargo_ends_at", "scheduled_at", "withdrawal_scheduled_at"),
    *("page", "editions", "begun_at", "changed_at", "changed_by"),
)


def as_csv(releases: "QuerySet[Release]", site: str) -> Iterator[str]:
    """Lines of CSV for a spreadsheet; `site` is put before the path of each page. One query, however many rows."""
    line = io.StringIO()
    writer = csv.writer(line)

    def written(cells: Iterable[object]) -> str:
        line.seek(0)
        line.truncate()
        writer.writerow([_harmless(_in_a_cell(cell)) for cell in cells])
        return line.getvalue()

    yield BOM + written(COLUMNS)
    for release in _fetched(releases):
        row = _row(release, site)
        yield written(row[name] for name in COLUMNS)


def as_json(releases: "QuerySet[Release]", site: str) -> Iterator[str]:
    """The same as an array of objects, an object a line, with the text in HTML too and what each edition was."""
    before = "[\n"
    for release in _fetched(releases):
        row = {**_row(release, site), "body": richtext.sanitise(release.body)}
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _fetched(releases: "QuerySet[Release]") -> Iterator[Release]:
    editions = (
        Edition.objects.filter(release=OuterRef("pk"))
        .order_by("number")
        .values(
            row=JSONObject(
                number="number",
                language="language",
                year="year",
                slug="slug",
                live_from=Lower("live_during"),
                live_until=Upper("live_during"),
                digest="digest",
            )
        )
    )
    topics = TopicName.objects.filter(topic__releases=OuterRef("pk"), language=OuterRef("language"))
    names = AnniversaryName.objects.filter(anniversary=OuterRef("anniversary"), language=OuterRef("language"))
    annotations: dict[str, Any] = {
        "its_editions": ArraySubquery(editions),
        "its_topics": ArraySubquery(topics.order_by("name").values("name")),
        "its_anniversary": Subquery(names.values("name")[:1]),
    }
    rows = Release.objects.with_state().filter(pk__in=releases.values("pk")).annotate(**annotations)
    return rows.select_related("lead_image", "changed_by").newest_first().iterator(chunk_size=_AT_A_TIME)


def _row(release: Release, site: str) -> dict[str, Any]:
    found, facts = cast("Any", release), Facts.of(release)
    editions = [_edition(row, site) for row in found.its_editions]
    seen = [row["page"] for row in editions if row["number"] == facts.live_number]
    return {
        "release": release.pk,
        "code": release.code,
        "family": str(release.family),
        "original": release.is_original,
        **{_OTHER_NAMES.get(name, name): getattr(release, name) for name in WORKING_COPY_FIELDS if name not in KEYS},
        "issued_on": release.issued_on.isoformat(),
        "text": richtext.plain_text(richtext.sanitise(release.body)),
        "topics": found.its_topics,
        "anniversary": found.its_anniversary or "",
        "lead_picture": release.lead_image.file.name if release.lead_image else "",
        "state": main_state(facts),
        "changed_since_published": facts.changed,
        "embargo_ends_at": release.embargo_ends_at.isoformat() if release.embargo_ends_at else "",
        "scheduled_at": facts.planned_at.isoformat() if facts.planned_at else "",
        "withdrawal_scheduled_at": facts.withdrawal_planned_at.isoformat() if facts.withdrawal_planned_at else "",
        "page": seen[0] if seen else "",
        "editions": editions,
        "begun_at": release.created_at.isoformat(),
        "changed_at": release.changed_at.isoformat(),
        "changed_by": release.changed_by.get_username() if release.changed_by else "",
    }


def _edition(row: dict[str, Any], site: str) -> dict[str, Any]:
    """`page` is the address of the release as it was published with this edition, which belongs to it for ever.

    Empty in a language that was taken out of the settings.
    """
    return {
        "number": row["number"],
        "live_from": row["live_from"],
        "live_until": row["live_until"],
        "page": f"{site}{page}" if (page := page_at(row["language"], row["year"], row["slug"])) else "",
        "digest": row["digest"],
    }


def _in_a_cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(
            str(each.get("number") or each["title"]) if isinstance(each, dict) else str(each) for each in value
        )
    return str(value)


def _harmless(cell: str) -> str:
    """`cell` as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
