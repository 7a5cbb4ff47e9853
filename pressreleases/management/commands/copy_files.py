"""`manage.py copy_files`: bring all files from the folder into the store of MISSION_FILES, or back."""

import re
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser

from pressreleases import file_store

_HASH = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    help = (
        "Copy the files of the site between the folder media and the store of MISSION_FILES. Each file is read back "
        "and compared by its SHA-256. Nothing is deleted, and a copy that was interrupted goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("direction", choices=["to-store", "to-folder"])

    def handle(self, *_args: Any, **options: Any) -> None:
        if file_store.is_folder():
            raise CommandError("MISSION_FILES is not set, so there is no store. See docs/operations.md.")
        folder = FileSystemStorage()
        source, target = (folder, default_storage) if options["direction"] == "to-store" else (default_storage, folder)
        copied, there, damaged = 0, 0, []
        try:
            for name in file_store.names(source):
                is_new, sha256 = file_store.copy(name, source, target)
                copied, there = copied + is_new, there + (not is_new)
                stem = PurePosixPath(name).stem
                if _HASH.fullmatch(stem) and stem != sha256:
                    damaged.append(name)
        except OSError as error:
            raise CommandError(f"{error}. {copied} files were copied; type the command again to go on.") from error
        self.stdout.write(f"{copied} files copied, {there} were there already.")
        if damaged:
            raise CommandError(f"These files are damaged where they come from: {', '.join(damaged)}.")
