"""The languages in which a mission can publish are those into which the site is translated."""

from pathlib import Path

from mission_site.languages import NAMES
from pressreleases.intake.vocabulary import LANGUAGES

ROOT = Path(__file__).parents[1]


def test_each_has_a_catalogue_and_every_catalogue_is_of_one() -> None:
    folders = {path.name for path in (ROOT / "pressreleases" / "locale").iterdir() if path.is_dir()}
    assert folders | {"en"} == set(NAMES)


def test_documents_are_read_in_each_of_them() -> None:
    assert set(LANGUAGES) == set(NAMES)
