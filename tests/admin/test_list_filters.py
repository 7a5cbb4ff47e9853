"""The filters of the list of releases, and nonsense in their place."""

import datetime as dt

import pytest

from pressreleases.models import Anniversary, Topic
from pressreleases.publishing import publish, submit
from tests.admin.filling import RELEASES
from tests.making import in_future, make_release, make_user
from tests.public.page_elements import elements

pytestmark = pytest.mark.django_db


def many(number, editor, start=0):
    """Texts in both languages, of every state, with topics and anniversaries that have names of their own."""
    for index in range(start, start + number):
        topic, anniversary = (
            Topic.objects.create(),
            Anniversary.objects.create(
                event_first_on=dt.date(1990, 1, 20), month=index % 12 + 1, day=20, lead_days=366
            ),
        )
        for language in ("en", "az"):
            topic.names.create(language=language, name=f"Topic {index}", slug=f"topic-{index}")
            anniversary.names.create(language=language, name=f"Day {index}", slug=f"day-{index}")
        somebody = make_user("Author", f"author{index}")
        out, later, waiting, draft = (
            make_release(f"{what} {index}", anniversary=anniversary, changed_by=somebody)
            for what in ("Out", "Later", "Waiting", "Draft")
        )
        make_release(f"Azərbaycanca {index}", language="az", family=out.family, is_original=False, slug=f"az-{index}")
        for release in (out, later, waiting, draft):
            release.topics.add(topic)
        publish([out], by=editor)
        publish([later], by=editor, at=in_future())
        submit([waiting], by=somebody)


def titles(response):
    return {release.title for release in response.context["cl"].result_list}


def test_filters_by_topic_anniversary_language_and_kind(as_editor, editor):
    many(2, editor)
    make_release("A letter", kind="letter")
    topic, anniversary = Topic.objects.earliest("pk"), Anniversary.objects.latest("pk")
    assert titles(as_editor.get(RELEASES, {"topics": topic.pk})) == {"Out 0", "Later 0", "Waiting 0", "Draft 0"}
    assert titles(as_editor.get(RELEASES, {"anniversary": anniversary.pk})) == {
        "Out 1",
        "Later 1",
        "Waiting 1",
        "Draft 1",
    }
    assert titles(as_editor.get(RELEASES, {"language__exact": "az"})) == {"Azərbaycanca 0", "Azərbaycanca 1"}
    assert titles(as_editor.get(RELEASES, {"kind__exact": "letter"})) == {"A letter"}
    assert titles(as_editor.get(RELEASES, {"state": "submitted"})) == {"Waiting 0", "Waiting 1"}


@pytest.mark.parametrize(
    "query",
    [
        {"topics": "x"},
        {"anniversary": "0 or 1"},
        {"state": "nonsense"},
        {"q": "%_\\'\""},
        {"q": "ə" * 500},
        {"issued": "2024-13"},
        {"issued": "0000"},
        {"issued": "9999-12"},
        {"issued": "١٢٣٤"},
    ],
)
def test_nonsense_in_the_address_is_no_error(as_editor, query):
    make_release()
    assert as_editor.get(RELEASES, query).status_code == 200


def test_the_list_is_filtered_by_year_and_by_month(as_editor):
    for day in ("2024-01-31", "2024-02-01", "2025-02-01"):
        make_release(day, issued_on=dt.date.fromisoformat(day))
    assert titles(as_editor.get(RELEASES, {"issued": "2024"})) == {"2024-01-31", "2024-02-01"}
    assert titles(as_editor.get(RELEASES, {"issued": "2024-02"})) == {"2024-02-01"}
    assert titles(as_editor.get(RELEASES, {"issued": "2023"})) == set()
    page = as_editor.get(RELEASES, {"issued": "2024"})
    assert {"?issued=2025", "?issued=2024", "?issued=2024-12"} <= {
        attributes["href"] for _tag, attributes, _text in elements(page, "a") if "issued" in attributes.get("href", "")
    }
