"""What a restore that was interrupted leaves behind: it is undone unless it was complete, and its remains removed.

Pictures and key change places by renaming, the database after them in one transaction. Before the first renaming a
journal says what will change places. While the loaded database still has its own name, nothing has been decided, and
everything is put back; once it has taken the site's name, the restore is complete.
"""

import json
import os
import shutil
from pathlib import Path
from typing import Any

from mission_site.backup.database import Database

PREFIX = ".restoring-"
_JOURNAL = "journal.json"

# What is there, what takes its place, and the name under which the former is kept.
Move = tuple[Path, Path, Path]


def write_journal(workplace: Path, beside: str, moves: list[Move]) -> None:
    """Note on the disk, before anything changes places, what will."""
    text = json.dumps(
        {
            "database": beside,
            "moves": [[*(os.fspath(path) for path in move), move[0].exists()] for move in moves],
        }
    )
    draft = workplace / f"{_JOURNAL}.new"
    with draft.open("x", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(workplace / _JOURNAL)
    folder = os.open(workplace, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def settle(data: Path, database: Database) -> list[str]:
    """Undo each restore into `data` that was interrupted before it was complete; return a sentence about each.

    Call it while no restore can be running, which the lock of the web server sees to. It may itself be interrupted.
    """
    sentences = []
    loaded = database.loaded_beside()
    for workplace in sorted(data.glob(f"{PREFIX}*")):
        journal = _read_journal(workplace)
        if journal is not None and journal["database"] not in loaded:
            sentences.append(
                "A restore was interrupted when it was complete: the site is as the backup holds it. "
                f"Its temporary folder {workplace} was removed."
            )
            continue
        for present, new, before, existed in reversed(journal["moves"] if journal else []):
            _move_back(Path(present), Path(new), Path(before), existed=existed)
        sentences.append(
            "A restore was interrupted: the site is as it was before that restore. "
            f"Its temporary folder {workplace} was removed."
        )
    for name in loaded:
        database.drop(name)
        sentences.append(f"The database {name}, which an interrupted restore had loaded, was removed.")
    for workplace in data.glob(f"{PREFIX}*"):
        shutil.rmtree(workplace)
    return sentences


def _read_journal(workplace: Path) -> dict[str, Any] | None:
    try:
        journal: dict[str, Any] = json.loads((workplace / _JOURNAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return journal


def _move_back(present: Path, new: Path, before: Path, *, existed: bool) -> None:
    """Undo one move as far as it came."""
    if existed and not before.exists():
        return
    if not new.exists() and present.exists():
        present.rename(new)
    if existed:
        before.rename(present)
