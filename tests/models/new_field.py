"""What a new field `venue` reaches. Run by `test_new_field.py`, in a copy of the site that has this field."""

# mypy: disable-error-code="attr-defined"
# Outside of that copy the models have no such field.

import csv
import io
import json

import pytest
from django.db import connection

from pressreleases.anniversaries.drafts import make_drafts
from pressreleases.editorial.autosave import KEPT_FIELDS
from pressreleases.models import Edition, Release
from pressreleases.models.fields import NEWEST_DIGEST, emptied_by_redaction, label_of
from pressreleases.publishing import publish, redact
from pressreleases.publishing.digest import canonical, digest
from pressreleases.publishing.redact import remaining_words
from tests.admin.filling import RELEASES, save
from tests.making import correct, make_anniversary, make_release, make_user, rewrite
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

PAGE = "/en/releases/2024/visit/"


@pytest.fixture
def release(details):
    return make_release("Visit", slug="visit", venue="The Red Hall")


@pytest.fixture
def corrected(release, editor):
    """Edition 1 says the Red Hall, edition 2 the Blue Hall."""
    publish([release], by=editor)
    rewrite(release, venue="The Blue Hall")
    assert Release.objects.with_state().get().changed
    correct([release], by=editor, change_note="The venue was put right.")
    return release


def test_the_edition_and_its_page_json_and_search_have_it(client, release, editor):
    (edition,) = publish([release], by=editor)
    assert edition.venue == "The Red Hall"
    assert "The Red Hall" in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE[:-1]}.json").json()["venue"] == "The Red Hall"
    assert "/en/releases/2024/visit/" in client.get("/en/search/?q=red+hall").content.decode()


def test_the_digest_of_a_new_edition_covers_it_and_that_of_an_old_one_does_not_change(release, editor):
    (edition,) = publish([release], by=editor)
    assert json.loads(canonical(edition))["venue"] == "The Red Hall"
    assert json.loads(canonical(edition))["v"] == NEWEST_DIGEST
    edition.venue = "The Blue Hall"
    assert digest(edition) != edition.digest
    edition.digest_version = NEWEST_DIGEST - 1
    before = digest(edition)
    edition.venue = ""
    assert digest(edition) == before


def test_it_is_written_in_the_form_saved_automatically_and_kept_in_the_history(client, release):
    client.force_login(make_user("Author"))
    assert "venue" in KEPT_FIELDS
    assert save(client, f"{RELEASES}{release.pk}/change/", venue="The Blue Hall").status_code == 302
    saves = list(release.history.order_by("history_id"))
    assert [row.venue for row in saves] == ["The Red Hall", "The Blue Hall"]
    asked = {"from": f"save-{saves[0].history_id}", "to": f"save-{saves[1].history_id}"}
    compared = client.get(f"{RELEASES}{release.pk}/compare/", asked)
    assert [difference.name for difference in compared.context["differences"]] == ["venue"]
    assert [difference.label for difference in compared.context["differences"]] == [label_of("venue")] == ["Venue"]


def test_readers_compare_it(client, corrected):
    compared = client.get(f"{PAGE}editions/1/compare/2/")
    assert [difference.name for difference in compared.context["differences"]] == ["venue"]


def test_a_redaction_empties_it(client, corrected):
    old = Edition.objects.get(number=1)
    rewrite(corrected, venue="The Red Hall")
    assert "venue" in [one.name for one in remaining_words(corrected, [old]).fields]
    rewrite(corrected, venue="The Blue Hall")
    assert "venue" not in [one.name for one in remaining_words(corrected, [old]).fields]
    harmless = [one.name for one in remaining_words(corrected, [old]).fields]
    redact([old], by=make_user("Administrator"), harmless=harmless)
    old.refresh_from_db()
    assert old.venue == ""
    assert not corrected.history.filter(venue="The Red Hall").exists()
    answer = client.get(f"{PAGE}editions/1/")
    assert answer.status_code == 200
    assert "Red Hall" not in answer.content.decode()


def test_the_database_refuses_a_redaction_that_leaves_it_and_any_other_change(corrected):
    columns = {field.name: field.column for field in Edition._meta.concrete_fields}
    emptied = ", ".join(
        f"{columns[name]} = " + ("NULL" if empty is None else f"'{empty}'")
        for name, empty in emptied_by_redaction().items()
        if name != "venue"
    )
    with refused_by("edition_redacted_once"):
        sql(f"UPDATE pressreleases_edition SET redacted_at = now(), {emptied} WHERE number = 1")
    with refused_by("edition_is_fixed"):
        sql("UPDATE pressreleases_edition SET venue = 'x' WHERE number = 1")
    with refused_by("release_lines_are_lines"):
        sql("UPDATE pressreleases_release SET venue = E'a\nb'")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pressreleases_pendingchange")
        assert cursor.fetchone() == (0,)
    sql("UPDATE pressreleases_release SET venue = 'The Green Hall'")
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert Release.objects.filter(pending_change__isnull=False).count() == 1


def test_an_export_has_a_column_for_it(client, release, editor):
    client.force_login(editor)
    chosen = {"action": "export_as_csv", "_selected_action": [release.pk]}
    sent = b"".join(client.post(RELEASES, chosen).streaming_content).decode()
    (row,) = csv.DictReader(io.StringIO(sent[1:]))
    assert row["venue"] == "The Red Hall"


def test_a_draft_for_another_year_begins_with_it(details, editor):
    anniversary = make_anniversary(en="Black January")
    publish([make_release("Black January", venue="The Red Hall", anniversary=anniversary)], by=editor)
    made = make_drafts(anniversary.pk, 2025, by=editor).made
    assert [draft.venue for draft in made] == ["The Red Hall"]
