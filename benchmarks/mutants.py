"""Reads spoiled documents of one format: refused with a sentence, or read; how long the slowest took, and the memory.

    python3 -m benchmarks.mutants html 20000

The documents are those of the tests. In each, up to 20 pieces are changed, copied or taken out; in Word and
OpenDocument files, within their XML. What raises anything but an `IntakeError` is kept in the working folder.
"""

import io
import os
import random
import resource
import sys
import time
import zipfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from pressreleases.intake.errors import IntakeError  # noqa: E402  Django is set up only now
from pressreleases.intake.reading import read  # noqa: E402  Django is set up only now

TESTS = Path(__file__).resolve().parents[1] / "tests" / "intake"
PIECES = (
    *(b"<", b">", b"&", b"</p>", b"<table><tr><td>", b"<ul><li>", b"<br>", b"<blockquote>", b"'", b'"'),
    *(b"\x00", b"\xff", b"\x1f", b"\xe2\x80\xae", b"&#0;", b"&#xD800;", b"\n\n", b"| a | b |\n", b"**", b"1. ", b"- "),
)


def main(kind: str, many: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  no secret
    folder = TESTS / ("sheets" if kind == "txt" else "documents")
    files = [file.read_bytes() for file in sorted(folder.glob(f"*.{kind}"))]
    refused, failed, slowest = 0, 0, 0.0
    began = time.monotonic()
    for number in range(many):
        data = _mutant(chance.choice(files), chance)
        start = time.monotonic()
        try:
            read(data)
        except IntakeError:
            refused += 1
        except Exception as error:  # noqa: BLE001  whatever a mutant brings to light
            failed += 1
            Path(f"mutant-{seed}-{number}.{kind}").write_bytes(data)
            print(f"{number}: {type(error).__name__}: {error}"[:200])
        slowest = max(slowest, time.monotonic() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{many} {kind} files in {time.monotonic() - began:.0f} s: {refused} refused, {failed} failed,")
    print(f"the slowest took {slowest:.2f} s, at most {peak:.0f} MB")


def _mutant(data: bytes, chance: random.Random) -> bytes:
    if not data.startswith(b"PK"):
        return _spoiled(data, chance)
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if name.endswith(".xml")]
        chosen = chance.choice([*names, *(name for name in names if name.endswith(("document.xml", "content.xml")))])
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _spoiled(content, chance) if name == chosen else content)
    return stored.getvalue()


def _spoiled(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _change in range(chance.randint(1, 20)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(5):
            case 0:
                changed[at : at + chance.randint(0, 4)] = chance.choice(PIECES)
            case 1:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                place = chance.randrange(len(changed) + 1)
                changed[at:at] = changed[place : place + chance.randint(1, 2000)]
            case 3:
                del changed[at : at + chance.randint(1, 300)]
            case _:
                changed[at:at] = chance.choice(PIECES) * chance.randint(1, 3000)
    return bytes(changed)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
