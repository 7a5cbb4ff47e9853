"""Every link in the documents leads to a file, and to a heading in it."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(document: Path) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _hash, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        if "://" not in link and (not target.exists() or (anchor and anchor not in anchors(target))):
            broken.append(link)
    return broken


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: str(document.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    assert broken_links(document) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text("# One\n\n[a](#one) [b](page.md#one) [c](#two) [d](other.md) [e](https://press.example/#x)\n")
    assert broken_links(document) == ["#two", "other.md"]


def test_the_list_of_decisions_names_each_of_them() -> None:
    listed = set(re.findall(r"\]\((\d{4}-[^)]+)\)", (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")))
    assert listed == {path.name for path in ROOT.glob("docs/decisions/[0-9]*.md")}


SECURITY = (ROOT / "docs/security.md").read_text(encoding="utf-8")
POINTS = re.findall(r"^\| ([0-9.]+)(?: to ([0-9.]+))? \| [^|]+ \| ([^|]+) \| ", SECURITY, flags=re.MULTILINE)
NAMED = re.findall(
    r"`((?:docs|mission_site|pressreleases|static|templates|tests|tools)/[^`]+|pyproject.toml)`", SECURITY
)


def is_there(named: str, root: Path = ROOT) -> bool:
    """Whether `tests/test_x.py` or `tests/test_x.py::test_of_it` exists."""
    path, _, test = named.partition("::")
    file = root / path
    return file.exists() and (not test or f"def {test}(" in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("named", sorted(set(NAMED)))
def test_what_the_page_of_security_names_is_there(named: str) -> None:
    assert is_there(named)


def test_a_test_or_file_that_is_not_there_is_found() -> None:
    assert is_there("tests/test_docs.py::test_a_test_or_file_that_is_not_there_is_found")
    assert not is_there("tests/test_docs.py::test_of_nothing")
    assert not is_there("tests/test_of_nothing.py")


def test_the_page_of_security_counts_each_point_once_and_names_what_is_not_met() -> None:
    numbers: list[tuple[str, str]] = []
    for first, last, state in POINTS:
        section, _, number = first.rpartition(".")
        end = int((last or first).rpartition(".")[2])
        numbers += [(f"{section}.{each}", state) for each in range(int(number), end + 1)]
    states = Counter(state for _number, state in numbers)
    # So many points ASVS 5.0 has on its first two levels.
    assert len({number for number, _state in numbers}) == len(numbers) == 253
    said = re.search(r"Of these points, .*?\.\n\n", SECURITY, flags=re.DOTALL)
    assert said
    missing = ", ".join(number for number, state in numbers if state == "not met")
    assert " ".join(said[0].split()) == (
        f"Of these points, {states['met']} are met, {states['not applicable']} are not applicable, and "
        f"{states['not met']} are not met: {missing}."
    )


def test_nine_of_ten_modules_have_their_tests_at_the_same_path() -> None:
    modules = [
        path.relative_to(ROOT / package)
        for package in ("mission_site", "pressreleases")
        for path in (ROOT / package).rglob("*.py")
        if path.name != "__init__.py" and "migrations" not in path.parts
    ]
    without = [path for path in modules if not (ROOT / "tests" / path.with_name(f"test_{path.name}")).exists()]
    assert len(without) * 10 <= len(modules), sorted(map(str, without))
