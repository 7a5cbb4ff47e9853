"""Measures which lines and branches the tests reach, and fails below a level: `-p tests.branch_coverage`.

SlipCover takes the probes out of lines that are reached again and again, so a run is little slower. Its own command
does not fit pytest's import mode here, so this plugin puts its instruments into the modules of the app alone, in every
worker.
"""

import ast
import hashlib
import json
import marshal
import os
import shutil
import sys
import tempfile
from importlib.machinery import ModuleSpec
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import slipcover
from slipcover.branch import preinstrument
from slipcover.importer import SlipcoverLoader, SlipcoverMetaPathFinder

APP = "pressreleases"
# Percent of lines and branches, of the whole and of the packages in which a fault costs most.
LEAST = {
    APP: 98,
    **{f"{APP}/{name}": 98 for name in ("publishing", "models", "search", "editorial")},
    f"{APP}/intake": 95,
}
_FOLDER, _MARKED = "BRANCH_COVERAGE_FOLDER", "BRANCH_COVERAGE_MARKED"
_files: dict[str, Any] = {}


class _Loader(SlipcoverLoader):
    """Loads a module whose branches the first process has marked, or an earlier run: to mark them all takes seconds."""

    def exec_module(self, module: ModuleType) -> None:
        marked = _kept(self.origin)
        if not marked.exists():
            super().exec_module(module)
            return
        self.sci.register_module(module)
        exec(self.sci.instrument(marshal.loads(marked.read_bytes())), module.__dict__)


class _Finder(SlipcoverMetaPathFinder):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] != APP:
            return None
        found: ModuleSpec | None = super().find_spec(fullname, path, target)
        if found and isinstance(found.loader, SlipcoverLoader):
            found.loader = _Loader(found.loader.sci, found.loader.orig_loader, found.origin)
        return found


# Of xdist's processes the first one only hands the tests out (`-n 3`).
_worker = os.environ.get("PYTEST_XDIST_WORKER")
_hands_out = not _worker and any(before == "-n" and after != "0" for before, after in pairwise(sys.argv))
# To take probes out means to go through all functions there are: it has to be worth it.
_measured = slipcover.Slipcover(branch=True, source=[APP], d_miss_threshold=20_000)
if not _hands_out:
    sys.meta_path.insert(0, _Finder(_measured, slipcover.FileMatcher(sources=[APP], omit=["*/migrations/*"])))


def pytest_configure(config: pytest.Config) -> None:
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="branch-coverage-")
    if _hands_out and config.cache is not None:
        there = config.cache.mkdir("marked-branches")
        os.environ[_MARKED] = str(there)
        wanted = {_kept(path): path for path in Path(APP).resolve().rglob("*.py") if "migrations" not in path.parts}
        for outdated in set(there.iterdir()) - set(wanted):
            outdated.unlink()
        with Pool() as pool:
            pool.map(_mark, [path for kept, path in wanted.items() if not kept.exists()])


def _mark(path: Path) -> None:
    """Compile the module at `path` with its branches marked, as SlipCover would in each worker."""
    code = compile(preinstrument(ast.parse(path.read_bytes())), str(path), "exec")
    # Under another name first, so that there is never half of it.
    draft = _kept(path).with_suffix(".draft")
    draft.write_bytes(marshal.dumps(code))
    draft.replace(_kept(path))


def _kept(path: Path) -> Path:
    """Where the marked module is, by all that it is made of."""
    made_of = f"{path} {slipcover.__version__} {sys.version}".encode() + path.read_bytes()
    return Path(os.environ.get(_MARKED, ""), hashlib.sha256(made_of).hexdigest())


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Each process writes what it reached; the first one puts all of it together, and fails the run below a level."""
    folder = Path(os.environ[_FOLDER])
    if not _hands_out:
        (folder / f"{_worker or 'main'}.json").write_text(json.dumps(_measured.get_coverage()), encoding="utf-8")
    if _worker:
        return
    whole: dict[str, Any] | None = None
    for file in sorted(folder.glob("*.json")):
        part = json.loads(file.read_text(encoding="utf-8"))
        whole = part if whole is None else slipcover.merge_coverage(whole, part)
    shutil.rmtree(folder)
    assert whole is not None
    _files.update({name: of for name, of in whole["files"].items() if "/migrations/" not in name})
    if session.exitstatus == pytest.ExitCode.OK and any(_reached(place) < least for place, least in LEAST.items()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("lines and branches that the tests reach")
    for place, least in LEAST.items():
        too_few = "" if _reached(place) >= least else "  FAILED: too few"
        terminalreporter.line(f"{_reached(place):5.1f} %  {place} (at least {least} %){too_few}")
    worst = sorted((_percent([of["summary"]]), name) for name, of in _files.items())
    for percent, name in worst[:20]:
        terminalreporter.line(f"{percent:5.1f} %  {name}: {_lines(_files[name]['missing_lines'])}")


def _reached(place: str) -> float:
    return _percent([of["summary"] for name, of in _files.items() if f"{place}/" in name])


def _percent(summaries: list[dict[str, int]]) -> float:
    reached = sum(each["covered_lines"] + each.get("covered_branches", 0) for each in summaries)
    missed = sum(each["missing_lines"] + each.get("missing_branches", 0) for each in summaries)
    return 100 * reached / (reached + missed) if reached + missed else 100.0


def _lines(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")
