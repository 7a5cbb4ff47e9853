"""The translations' catalogues: compiling them without gettext, and checking that none has a hole.

`python -m mission_site.translations compile`, `… check` or `… extract`. A catalogue of a language in which staff work
holds all that the site says; any other what readers see, and nothing else.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "pressreleases" / "locale"

# Languages in which staff work; the messages themselves are English.
WHOLE = ("az",)
# Where the words are that readers see. A test walks the public pages and finds words that come from elsewhere.
READ = (
    "templates/404.html",
    "templates/500.html",
    "templates/public",
    "pressreleases/public",
    "pressreleases/templatetags",
    "pressreleases/editorial/word_files/making.py",
    "pressreleases/models/kinds.py",
    "pressreleases/models/fields.py",
    "pressreleases/models/pages.py",
    "pressreleases/models/rules_in_words.py",
    "pressreleases/models/text_fields.py",
)


def compile_all(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue under `locale` that is newer than its compiled form; return what was written."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns == source.stat().st_mtime_ns:
            continue
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, _read(source))
        # The same time as its source, not merely a later one: a checkout may bring an older source.
        shutil.copystat(source, draft)
        draft.replace(target)
        written.append(target)
    return written


def holes(locale: Path = LOCALE) -> list[str]:
    """Return a sentence for every message that is not translated, is doubtful, or loses a placeholder."""
    return [
        f"{source.relative_to(locale)}: {problem}: {message.id!r}"
        for source in sorted(locale.glob("*/LC_MESSAGES/*.po"))
        # English is the language the messages are written in; its catalogue may stay empty.
        if source.parent.parent.name != "en"
        for message in _read(source)
        if message.id
        for problem in _problems(message)
    ]


def _problems(message: Message) -> list[str]:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    if not all(strings):
        return ["not translated"]
    found = ["marked as doubtful (fuzzy)"] if message.fuzzy else []
    return found + [str(error) for error in message.check()]


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name)


def unextracted() -> list[str]:
    """Return a sentence for every message that only the code or only a catalogue has. Needs gettext's programs."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "var", "node_modules", "__pycache__", "*.mo"))
        extract(copy)
        problems = []
        for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
            known, fresh = _names(source), _names(copy / source.relative_to(ROOT))
            for verdict, names in (("not in the catalogue", fresh - known), ("no longer used", known - fresh)):
                problems += [
                    f"{source.relative_to(LOCALE)}: {verdict} (make messages): {name!r}" for name in sorted(names)
                ]
        return problems


def _names(source: Path) -> set[str]:
    """Return what tells the messages of a catalogue apart: context and text, the singular first."""
    return {f"{message.context or ''} {message.id}".strip() for message in _read(source) if message.id}


def extract(root: Path = ROOT) -> None:
    """Bring the catalogues under `root` up to date with its code and templates. Needs gettext's programs."""
    locale = root / "pressreleases" / "locale"
    before = {folder / "django.po": _words_of(folder / "django.po") for folder in locale.glob("*/LC_MESSAGES")}
    _run(
        [
            *(sys.executable, "manage.py", "makemessages"),
            *(f"--locale={language}" for language in WHOLE),
            *("--add-location=file", "--no-obsolete", "--keep-pot", "--verbosity=0"),
            *("--ignore=tests", "--ignore=.venv", "--ignore=var"),
        ],
        root,
    )
    everything = locale / "django.pot"
    read = locale / "read.pot"
    # In the order of the files' names: Django lists them as the disk does, so each machine would move half a catalogue.
    _run(["msgcat", "--sort-by-file", f"--output-file={everything}", str(everything)], root)
    _run(["msggrep", *_places_read(root), f"--output-file={read}", str(everything)], root)
    for catalogue, words in sorted(before.items()):
        catalogue.write_text(words, encoding="utf-8")
        wanted = everything if catalogue.parent.parent.name in WHOLE else read
        # A guess at what a message may mean would only have to be found and mended.
        merged = ["--quiet", "--no-fuzzy-matching", "--previous", f"--output-file={catalogue}"]
        _run(["msgmerge", *merged, str(catalogue), str(wanted)], root)
        # The place of a message is of no use in a catalogue, and would change it with each change of a file.
        _run(["msgattrib", "--no-obsolete", "--no-location", f"--output-file={catalogue}", str(catalogue)], root)
        if made := _MADE.search(words):
            # The date of each run would be the only change of most catalogues.
            catalogue.write_text(
                _MADE.sub(lambda _new: made[0], catalogue.read_text(encoding="utf-8")), encoding="utf-8"
            )
    everything.unlink()
    read.unlink()


_MADE = re.compile('^"POT-Creation-Date:.*$', re.MULTILINE)


def _words_of(catalogue: Path) -> str:
    """What is in it; of a language that is new, the head of a catalogue."""
    empty = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    return catalogue.read_text(encoding="utf-8") if catalogue.exists() else empty


def _places_read(root: Path) -> list[str]:
    """The options by which msggrep chooses the messages of `READ`."""
    files = [
        file
        for place in READ
        for file in ([root / place] if (root / place).is_file() else sorted((root / place).rglob("*.*")))
    ]
    return [f"--location={file.relative_to(root)}" for file in files if file.suffix in (".html", ".py")]


def _run(command: list[str], root: Path) -> None:
    var = Path(os.environ.get("MISSION_VAR") or ROOT / "var").absolute()
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "MISSION_VAR": str(var)})


def main(arguments: list[str]) -> None:
    match arguments:
        case ["compile"]:
            compile_all()
        case ["extract"]:
            extract()
        case ["check"]:
            problems = holes()
            if shutil.which("xgettext"):
                problems += unextracted()
            else:
                print("gettext is not installed, so it was not checked whether there are new messages.")
            sys.exit("\n".join(problems) or 0)
        case _:
            sys.exit("Say compile, extract or check.")


if __name__ == "__main__":
    main(sys.argv[1:])
