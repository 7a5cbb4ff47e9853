"""Imports an archive of text sheets, then one of Word files, into an empty site: documents a second, and memory.

    MISSION_VAR=/some/empty/folder python3 -m benchmarks.importing 10000 [same-day]

The documents are those of the tests, each with a title and a year of its own. The database works on another core, so
that the seconds of this process are printed too. Never run this on a site that is used.
"""

import datetime as dt
import io
import json
import os
import re
import resource
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

from django.core.management import CommandError, call_command  # noqa: E402  Django is set up only now

from pressreleases.models import Release  # noqa: E402  Django is set up only now

TESTS = Path(__file__).resolve().parents[1] / "tests" / "intake"
DAY = re.compile(
    r"\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
)
TEXT, WORD = "en-letterhead-hyphen-list", "en-headings-and-table"


def main(many: int, *, is_same_day: bool) -> None:
    call_command("migrate", verbosity=0)
    with TemporaryDirectory() as folder:
        sheet, title = (TESTS / "sheets" / f"{TEXT}.txt").read_text(encoding="utf-8"), _title(TEXT)
        days = 0 if is_same_day else 3
        texts = (_numbered(sheet, title, number, days).encode() for number in range(many))
        _import(_archive(Path(folder) / "texts.zip", texts, "txt"), many)
        if is_same_day:
            return
        word = (TESTS / "documents" / f"{WORD}.docx").read_bytes()
        files = (_word_numbered(word, _title(WORD), number) for number in range(many // 20))
        _import(_archive(Path(folder) / "words.zip", files, "docx"), many // 20)


def _title(name: str) -> str:
    expected = json.loads((TESTS / "sheets" / "expected.json").read_text(encoding="utf-8"))
    return str(expected[f"{name}.txt"]["title"])


def _archive(path: Path, contents: Iterator[bytes], ending: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number:06}.{ending}", content)
    return path


def _numbered(words: str, title: str, number: int, days: int = 3) -> str:
    """The sheet with a title of its own, so that it is another release, so many days after the one before."""
    day = dt.date(1992, 1, 1) + dt.timedelta(days=days * number % 12_000)
    return DAY.sub(f"{day.day} {day:%B %Y}", words.replace(title, f"{title} {number}", 1), count=1)


def _word_numbered(data: bytes, title: str, number: int) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(
                name, _numbered(content.decode(), title, number).encode() if name == "word/document.xml" else content
            )
    return stored.getvalue()


def _import(path: Path, many: int) -> None:
    before, began, worked = Release.objects.count(), time.monotonic(), time.process_time()
    out = io.StringIO()
    try:
        call_command("import_release", str(path), stdout=out, stderr=io.StringIO())
    except CommandError as error:
        print(error)
    seconds, worked = time.monotonic() - began, time.process_time() - worked
    made = Release.objects.count() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(*out.getvalue().splitlines()[-6:], sep="\n")
    print(
        f"{path.name}: {many} documents, {made} drafts, {many / seconds:.1f} a second, {many / worked:.1f} a second of"
    )
    print(f"this process, at most {peak:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, is_same_day="same-day" in sys.argv)
