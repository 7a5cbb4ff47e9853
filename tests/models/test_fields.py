"""The table of fields: complete, the same in the triggers, and stored digests stay what they are."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import connection
from django.db.models import CharField, TextField

from pressreleases.admin.release_form import ReleaseForm
from pressreleases.models import Edition, Release
from pressreleases.models.digests import sheet_digest, words_digest
from pressreleases.models.fields import (
    FIELDS,
    FORM_FIELDS,
    PLAIN_WORDS,
    Emptied,
    On,
    Stored,
    Words,
    columns_for_triggers,
    emptied_by_redaction,
)
from pressreleases.publishing.digest import digest
from tests.making import make_release


@pytest.mark.parametrize(("trait", "columns"), columns_for_triggers().items())
def test_the_triggers_know_the_columns_that_are_declared(db, trait, columns):
    """If this fails: end the newest migration with `list_fields()`; docs/architecture.md has the recipe."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mission_columns(%s)", [trait])
        assert cursor.fetchone() == (list(columns),)


@pytest.mark.parametrize(("model", "where"), [(Edition, On.EDITION), (Release, On.RELEASE)])
def test_every_field_of_a_release_and_of_an_edition_is_declared_once(model, where):
    declared = [row for row in FIELDS if row.on in (On.BOTH, On.GIVEN, where)]
    assert len({row.name for row in declared}) == len(declared)
    stored = {field.name: field.column for field in model._meta.concrete_fields}
    assert stored == {row.name: row.column for row in declared if row.stored is not Stored.ROWS}
    assert {row.name for row in declared if row.stored is Stored.ROWS} <= {f.name for f in model._meta.many_to_many}


def test_every_text_of_an_edition_is_emptied_by_a_redaction_or_says_nothing():
    fixed = {"language", "kind", "kind_label", "slug", "digest", "page"}
    texts = {field.name for field in Edition._meta.concrete_fields if isinstance(field, CharField | TextField)}
    assert texts - fixed == {name for name, empty in emptied_by_redaction().items() if empty == ""}
    assert {row.name for row in FIELDS if row.emptied is Emptied.IF_ASKED} == {"slug", "letterhead"}
    assert {row.name for row in FIELDS if row.emptied is Emptied.WITHOUT_SALT} == {"digest"}


def test_words_that_readers_see_are_in_the_digest_and_compared():
    words = [row for row in FIELDS if row.words and row.on is On.BOTH]
    assert len(words) >= 8
    assert [row.name for row in words if not (row.digest and row.public and row.emptied is Emptied.ALWAYS)] == []
    assert [row.name for row in words if row.words is Words.HTML] == ["body"]


def test_every_field_has_a_label_and_a_place_in_the_form_and_on_the_page_of_an_edition(rf, admin_user):
    assert [row.name for row in FIELDS if row.name in FORM_FIELDS and not row.label] == []
    request = rf.get("/")
    request.user = admin_user
    placed = flatten_fieldsets(admin.site.get_model_admin(Release).get_fieldsets(request))
    assert sorted(placed) == sorted(FORM_FIELDS) == sorted(ReleaseForm.Meta.fields)
    shown: Any = admin.site.get_model_admin(Edition).fields
    assert [name for name in PLAIN_WORDS if name not in shown] == []


@pytest.mark.parametrize(
    ("version", "known"),
    [
        (1, "5316f382a7945c87dce9e36f7d589cd67bebea52e3b02e17d8f6435acc863e90"),
        (2, "a35acb85426ac716bad82a10535212738a1924a95cf88a30683e6ae09f90dfd4"),
    ],
)
def test_the_digest_of_an_edition_stays_what_it_was(version, known):
    """If this fails after a field was added: its `since` must be a new version of the digest."""
    edition = Edition(
        language="en",
        kind="statement",
        reference="No. 1/24",
        title="A visit",
        issued_on=dt.date(2024, 1, 20),
        place="New York",
        speaker_name="A. Person",
        speaker_office="Ambassador",
        summary="The lead.",
        body="<p>The <em>text</em>.</p>",
        text="The text.",
        notes_to_editors="The notes.",
        letterhead={"v": 1, "time_zone": "UTC"},
        lead_picture={"sha256": "a" * 64, "alternative_text": "The hall", "credit": "The mission", "width": 1},
        number=2,
        change_note="The title.",
        digest_version=version,
        digest_salt="0" * 32 if version > 1 else "",
    )
    assert digest(edition) == known


def test_the_digests_of_a_working_copy_stay_what_they_were(db):
    """Translations and clearances keep these digests. A field that is added must not change them while it is empty."""
    release = make_release("Visit", "The text.", summary="Lead", speaker_name="A. Person", reference="1")
    said = "Visit|Lead||New York|A. Person|| The text. ".replace("|", "\x1f")
    sheet = (
        '["en", "press-release", "1", "2024-01-20", "New York", "A. Person", "", "Visit", "Lead",'
        ' "<p>The text.</p>", "", null]'
    )
    found: Any = Release.objects.annotate(said=words_digest(), sheet=sheet_digest()).get(pk=release.pk)
    assert found.said == hashlib.sha256(said.encode()).hexdigest()
    assert found.sheet == hashlib.sha256(sheet.encode()).hexdigest()
