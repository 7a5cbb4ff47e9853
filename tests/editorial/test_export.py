"""Releases as rows of data."""

import csv
import io
import json

import pytest

from pressreleases.editorial import export
from pressreleases.models import Release, Topic
from pressreleases.publishing import publish, submit, withdraw
from tests.making import correct, in_future, make_anniversary, make_release, rewrite

pytestmark = pytest.mark.django_db

SITE = "https://mission.example"


def as_rows(releases=None):
    text = "".join(export.as_csv(releases if releases is not None else Release.objects.all(), SITE))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def as_objects(releases=None):
    return json.loads("".join(export.as_json(releases if releases is not None else Release.objects.all(), SITE)))


def test_each_state_has_one_word(details, editor, author):
    titles = ("Draft", "Submitted", "Scheduled", "Live", "Withdrawn", "Removed")
    made = {title: make_release(title) for title in titles}
    submit([made["Submitted"]], by=author)
    publish([made["Scheduled"]], by=editor, at=in_future())
    publish([made["Live"], made["Withdrawn"], made["Removed"]], by=editor)
    withdraw([made["Withdrawn"]], by=editor, reasons={"en": "Why"})
    withdraw([made["Removed"]], by=editor, reasons={"en": "Why"}, act="removed")
    assert {row["title"]: row["state"] for row in as_rows()} == {title: title.lower() for title in titles}


def test_the_page_is_that_of_the_live_edition_and_each_edition_has_its_own(details, editor):
    release = make_release("Visit", slug="visit")
    publish([release], by=editor)
    correct([rewrite(release, slug="the-visit")], by=editor, minor=True)
    (row,) = as_objects()
    assert row["page"] == f"{SITE}/en/releases/2024/the-visit/"
    assert [edition["page"] for edition in row["editions"]] == [
        f"{SITE}/en/releases/2024/visit/",
        f"{SITE}/en/releases/2024/the-visit/",
    ]
    assert row["editions"][0]["live_until"] == row["editions"][1]["live_from"]


def test_what_readers_cannot_see_has_no_page(details, editor):
    make_release("Draft")
    planned = make_release("Planned")
    publish([planned], by=editor, at=in_future())
    assert {row["title"]: row["page"] for row in as_objects()} == {
        "Draft": "",
        "Planned": "",
    }


def test_names_are_in_the_language_of_the_release(details):
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Law", slug="law")
    topic.names.create(language="az", name="Hüquq", slug="huquq")
    anniversary = make_anniversary(en="Black January", az="20 Yanvar")
    for language in ("en", "az"):
        make_release(language, language=language, anniversary=anniversary).topics.add(topic)
    assert {row["language"]: (row["topics"], row["anniversary"]) for row in as_rows()} == {
        "en": ("Law", "Black January"),
        "az": ("Hüquq", "20 Yanvar"),
    }


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_spreadsheet_takes_a_title_for_a_formula(title):
    make_release(title, slug="title")
    assert as_rows()[0]["title"] == f"'{title}"
    assert as_objects()[0]["title"] == title


def test_text_is_plain_in_both_and_html_too_in_json():
    make_release("Visit", body="<p>One <strong>two</strong></p><script>x</script><p>three</p>")
    assert as_rows()[0]["text"] == as_objects()[0]["text"] == "One two\n\nthree"
    assert as_objects()[0]["body"] == "<p>One <strong>two</strong></p>\n<p>three</p>"


def test_only_the_given_releases_come_the_newest_first():
    for title, day in (("Old", "2023-01-01"), ("New", "2024-01-01"), ("Not chosen", "2025-01-01")):
        make_release(title, issued_on=day)
    chosen = Release.objects.exclude(title="Not chosen")
    assert [row["title"] for row in as_rows(chosen)] == ["New", "Old"]
    assert [row["title"] for row in as_objects(chosen)] == ["New", "Old"]


def test_nothing_chosen_is_a_table_without_rows_and_an_empty_array():
    assert as_rows(Release.objects.none()) == []
    assert as_objects(Release.objects.none()) == []


def test_many_rows_take_one_query(details, django_assert_num_queries):
    for count in (1, 4):
        make_release(f"More {count}")
        with django_assert_num_queries(1):
            "".join(export.as_csv(Release.objects.all(), SITE))


def test_the_columns_are_the_keys_of_the_objects_but_for_the_html():
    make_release("Visit")
    assert set(as_objects()[0]) == {*export.COLUMNS, "body"}
