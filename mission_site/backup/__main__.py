"""The command line of `make backup`, `make restore FILE=… KEY=…` and `make backup-key FILE=…`."""

import os
import sys
from pathlib import Path

import django
from django.core.management.base import CommandError

from mission_site import settings_file
from mission_site.backup.encryption import make_key
from mission_site.backup.failure import BackupFailure
from mission_site.configuration import WrongSetting, read
from mission_site.embedded_postgres.failure import EmbeddedFailure


def main(arguments: list[str]) -> None:
    """Carry out `make`, `restore FILE [KEY]` or `key FILE`; exit with one sentence when that fails."""
    if arguments[:1] == ["key"]:
        # For a machine that has no site: nothing is read of one.
        _make_key(arguments[1:])
        return
    data = settings_file.load()
    try:
        read(os.environ)
    except WrongSetting as wrong:
        # Before the folder is looked for: a wrong setting may be why it is not found.
        sys.exit(str(wrong))
    if arguments == ["make"] and "DATABASE_URL" not in os.environ and not (data / "postgres").is_dir():
        sys.exit(
            f"There is no site in {data}, so there is nothing to back up. Is MISSION_VAR or MISSION_CONFIG missing?"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
    django.setup()
    from mission_site.backup.making import make_backup  # noqa: PLC0415 - after django.setup
    from mission_site.backup.restoring import restore  # noqa: PLC0415  Django is set up only now

    try:
        match arguments:
            case ["make"]:
                print(make_backup(data / "backups"))
            case ["restore", file, *key] if file:
                key_file = Path(key[0]).expanduser().absolute() if key and key[0] else None
                restored = restore(Path(file).expanduser().absolute(), key_file)
                print(*restored.settled, sep="\n", end="\n" if restored.settled else "")
                print(f"The site is as it was at {restored.made_at}. `make run` brings it up to date and serves it.")
                if restored.kept:
                    print(f"What was there before is kept: {', '.join(restored.kept)}.")
            case _:
                sys.exit("Say which file: make restore FILE=var/backups/mission-….tar.gz")
    except (BackupFailure, EmbeddedFailure, CommandError) as failure:
        sys.exit(str(failure))


def _make_key(file: list[str]) -> None:
    if not file or not file[0]:
        sys.exit("Say where the private key is to be: make backup-key FILE=/a/folder/backup-key.txt")
    path = Path(file[0]).expanduser().absolute()
    try:
        public = make_key(path)
    except BackupFailure as failure:
        sys.exit(str(failure))
    print(f"The private key is in {path}. Keep it away from the site, in two safe places: without it, nobody can")
    print(f"restore a backup. Write this into the settings of the site:\n\nMISSION_BACKUP_KEYS={public}")


if __name__ == "__main__":
    main(sys.argv[1:])
