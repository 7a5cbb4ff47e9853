"""Making `.venv` and installing what one of the requirements/*.txt names. Only Python itself is needed for it.

`python3 -m mission_site.install base` does nothing when that has been done, and says what is missing in one sentence.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

from mission_site.owner import become_owner_of

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
_STAMP = VENV / "installed.json"
OLDEST = (3, 11)


def main(names: list[str]) -> None:
    """Install the requirements files with these names, such as `base` or `test`; exit with a sentence on failure."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"This is Python {sys.version.split()[0]}; the site needs Python {'.'.join(map(str, OLDEST))} or newer. "
            "Where there is one under another name, say so: make run PYTHON=python3.12"
        )
    become_owner_of(VENV if VENV.exists() else ROOT)
    try:
        # Two terminals may be at it at once. The lock is on a file that is there anyway, also for a reader only.
        with (ROOT / "requirements" / "base.txt").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            for name in names:
                _install(name)
    except OSError as error:
        sys.exit(
            f"The site's parts cannot be installed in {VENV}: {error.strerror or error}. "
            "Give this user a copy of the site in a folder that it can write."
        )


def _install(name: str) -> None:
    file = ROOT / "requirements" / f"{name}.txt"
    wanted = hashlib.sha256(file.read_bytes()).hexdigest()
    installed = _installed()
    if installed.get(name) == wanted:
        return
    if not installed and not _works():
        _make_venv()
    print(f"Installing requirements/{name}.txt into .venv …", flush=True)
    options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check", "--no-input", "-qq"]
    done = subprocess.run([PYTHON, "-m", "pip", "install", *options, "-r", file], check=False)
    if done.returncode != 0:
        sys.exit(
            f"What requirements/{name}.txt names could not be installed; pip says why above. "
            "The machine has to reach a package index this once."
        )
    _write_stamp({**installed, name: wanted})


def _installed() -> dict[str, str]:
    """Return the digest of each file that was installed, or nothing when `.venv` is missing, broken or half made."""
    try:
        # A `.venv` whose Python was upgraded away, or is out of this user's reach, is a broken one.
        return json.loads(_STAMP.read_text(encoding="utf-8")) if os.access(PYTHON, os.X_OK) else {}
    except (FileNotFoundError, ValueError):
        return {}


def _works() -> bool:
    """Tell whether there is a `.venv` that can install, which somebody may have made by hand."""
    if not os.access(PYTHON, os.X_OK):
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _make_venv() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "Python's own module venv is missing on this machine. Install it (on Debian and Ubuntu: "
            "`apt-get install python3-venv`) and type the same again."
        )
    VENV.mkdir(exist_ok=True)
    print("Making .venv …", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode != 0:
        said = done.stdout.decode(errors="replace").strip().splitlines()
        sys.exit(f"Python could not make {VENV}: {said[-1] if said else 'it gave no reason'}")


def _write_stamp(digests: dict[str, str]) -> None:
    draft = _STAMP.with_suffix(".new")
    draft.write_text(json.dumps(digests), encoding="utf-8")
    draft.replace(_STAMP)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
