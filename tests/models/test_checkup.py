"""What the doctor found, kept for the desk in one row."""

import pytest
from django.utils import translation

from pressreleases.models import Checkup
from pressreleases.models.checkup import SENTENCES, Finding, Level
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

GOOD = Finding(Level.GOOD, "settings", {"address": "https://press.example"})
WRONG = Finding(Level.WRONG, "extensions", {"names": "pg_trgm"})


def test_what_is_to_mend_is_read_back_in_the_language_of_who_reads_it() -> None:
    Checkup.objects.keep([GOOD, WRONG])
    (found,) = Checkup.objects.get().to_mend()
    assert found == WRONG
    assert str(found) == "The database lacks extensions: pg_trgm."
    with translation.override("az"):
        assert str(found) != "The database lacks extensions: pg_trgm."


def test_a_later_checkup_replaces_it() -> None:
    Checkup.objects.keep([WRONG])
    Checkup.objects.keep([GOOD])
    assert Checkup.objects.get().to_mend() == []
    with refused_by("checkup_is_one_row"):
        sql("INSERT INTO pressreleases_checkup (id, made_at) VALUES (2, now())")


def test_a_finding_of_another_version_of_the_site_is_left_out() -> None:
    assert "nobody_knows" not in SENTENCES
    Checkup.objects.keep([Finding(Level.WRONG, "nobody_knows"), WRONG])
    assert Checkup.objects.get().to_mend() == [WRONG]
