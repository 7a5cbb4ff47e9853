"""Compiling catalogues without gettext, and finding the holes in them."""

import ast
import gettext
import os
from pathlib import Path

import pytest

from mission_site import translations

HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""
GOOD = f'{HEAD}\n#, python-format\nmsgid "%(count)s release"\nmsgstr "%(count)s məlumat"\n'


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    source = tmp_path / "az" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(GOOD, encoding="utf-8")
    return source


def test_a_compiled_catalogue_is_read_by_gettext(catalogue: Path, tmp_path: Path) -> None:
    assert translations.compile_all(tmp_path) == [catalogue.with_suffix(".mo")]
    found = gettext.translation("django", tmp_path, ["az"])
    assert found.gettext("%(count)s release") == "%(count)s məlumat"


def test_a_catalogue_is_compiled_again_only_when_it_changed(catalogue: Path, tmp_path: Path) -> None:
    translations.compile_all(tmp_path)
    assert translations.compile_all(tmp_path) == []
    # An older one, too, as after going back to an earlier copy of the site.
    os.utime(catalogue, (1, 1))
    assert len(translations.compile_all(tmp_path)) == 1


def test_a_complete_catalogue_has_no_holes(catalogue: Path, tmp_path: Path) -> None:
    assert translations.holes(tmp_path) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ('msgid "Contact"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "Contact"\nmsgstr "Əlaqə"\n', "doubtful"),
        ('#, python-format\nmsgid "%(n)d pages"\nmsgstr "səhifə %(m)d"\n', "unknown named placeholder"),
        ('msgid "page"\nmsgid_plural "pages"\nmsgstr[0] "səhifə"\nmsgstr[1] ""\n', "not translated"),
    ],
)
def test_each_kind_of_hole_is_found(catalogue: Path, tmp_path: Path, entry: str, problem: str) -> None:
    catalogue.write_text(f"{GOOD}\n{entry}", encoding="utf-8")
    found = translations.holes(tmp_path)
    assert len(found) == 1
    assert found[0].startswith("az/LC_MESSAGES/django.po: ")
    assert problem in found[0]


def test_the_sites_own_catalogues_have_no_holes() -> None:
    assert translations.holes() == []


CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}


def hidden_messages(source: str) -> list[int]:
    """The lines on which a message stands within an f-string, where gettext's programs do not look."""
    return [
        call.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS
    ]


def test_no_message_hides_in_an_f_string() -> None:
    assert hidden_messages("a = _('x')\nb = f\"{_('By')}: {a}\"\n") == [2]
    sources = [path for app in ("pressreleases", "mission_site") for path in (translations.ROOT / app).rglob("*.py")]
    assert sources
    assert {str(path): found for path in sources if (found := hidden_messages(path.read_text(encoding="utf-8")))} == {}
