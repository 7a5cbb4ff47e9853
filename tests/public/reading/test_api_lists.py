"""Releases for programs: newest first, or in the order of their changes, page by page."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from pressreleases import publishing
from pressreleases.models import Edition, Topic
from pressreleases.public.reading.api_lists import Wanted, changed, newest
from pressreleases.public.reading.resolve import TakenBack
from tests.making import correct, database_now, in_future, make_anniversary, make_release, publish_many, rewrite

pytestmark = pytest.mark.usefixtures("details")

BOTH = ("en", "az")


@pytest.fixture
def publish(details, editor):
    def publish(title, **changes):
        release = make_release(title, **changes)
        publishing.publish([release], by=editor)
        return release

    return publish


def titles(page):
    return [one.edition.title if isinstance(one, TakenBack) else one.title for one in page.found]


def test_all_languages_are_in_one_order_newest_first(publish, editor):
    publish("Old", issued_on=dt.date(2023, 1, 1))
    publish("Mətn", language="az", slug="metn", issued_on=dt.date(2023, 6, 1))
    publish("New")
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    assert titles(newest(Wanted(BOTH))) == ["New", "Mətn", "Old"]
    assert titles(newest(Wanted(("az",)))) == ["Mətn"]


def test_a_page_goes_on_after_its_key_and_the_last_one_has_none(details, editor):
    publish_many(3, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n)})
    wanted = Wanted(BOTH, limit=2)
    first = newest(wanted)
    assert titles(first) == ["Number 2", "Number 1"]
    second = newest(replace(wanted, after_newest=first.older))
    assert (titles(second), second.older) == (["Number 0"], None)
    assert newest(replace(wanted, limit=3)).older is None


def test_each_filter_narrows_and_what_is_hidden_finds_nothing(publish, editor):
    topic, anniversary = Topic.objects.create(), make_anniversary(en="Black January")
    chosen = make_release("Chosen", kind="letter", issued_on=dt.date(2023, 1, 20), anniversary=anniversary)
    chosen.topics.add(topic)
    publishing.publish([chosen], by=editor)
    publish("Other")
    narrowed: list[dict[str, Any]] = [
        {"kind": "letter"},
        {"year": 2023},
        {"topic": topic.pk},
        {"anniversary": anniversary.pk},
    ]
    assert [titles(newest(Wanted(BOTH, **more))) for more in narrowed] == [["Chosen"]] * 4
    Topic.objects.update(shown=False)
    type(anniversary).objects.update(shown=False)
    assert [titles(newest(Wanted(BOTH, **more))) for more in narrowed[2:]] == [[], []]


def test_an_item_tells_when_it_was_first_published_and_in_which_zone(publish, editor):
    release = publish("Visit")
    first = Edition.objects.get()
    correct([rewrite(release, title="The visit")], by=editor, change_note="The title.")
    found: list[Any] = newest(Wanted(BOTH)).found
    [item] = found
    assert (item.first_begun_at, item.zone) == (first.begins_at, "America/New_York")
    assert "body" in item.get_deferred_fields()


def test_changes_are_told_in_their_order_each_once(publish, editor):
    untouched, corrected, withdrawn = publish("Untouched"), publish("Corrected"), publish("Withdrawn")
    since = database_now()
    assert titles(changed(Wanted(BOTH, changed_since=since))) == []
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Called off."})
    correct([rewrite(corrected, body="<p>New.</p>")], by=editor, change_note="The day.")
    found = changed(Wanted(BOTH, changed_since=since))
    assert titles(found) == ["Withdrawn", "Corrected"]
    assert [isinstance(one, TakenBack) for one in found.found] == [True, False]
    assert untouched.title not in titles(found)


def test_new_labels_and_redactions_are_changes_too(publish, editor):
    labelled, redacted = publish("Labelled"), publish("Redacted")
    correct([rewrite(redacted, body="<p>New.</p>")], by=editor, change_note="The day.")
    since = database_now()
    publishing.classify([labelled], by=editor, topics=[Topic.objects.create()])
    administrator = type(editor).objects.create_superuser("root")
    publishing.redact([redacted.editions.get(number=1)], by=administrator, harmless=["title", "place"])
    assert titles(changed(Wanted(BOTH, changed_since=since))) == ["Labelled", "Redacted"]


def test_changes_go_on_after_their_key(publish):
    since = database_now()
    for number in range(3):
        publish(f"Number {number}", slug=f"number-{number}")
    wanted = Wanted(BOTH, changed_since=since, limit=2)
    first = changed(wanted)
    after: Any = first.older
    second = changed(replace(wanted, after_changed=after))
    assert (titles(first), titles(second), second.older) == (["Number 0", "Number 1"], ["Number 2"], None)


def test_a_notice_is_told_in_its_language_only(publish, editor):
    since = database_now()
    release = publish("Mətn", language="az", slug="metn")
    publishing.withdraw([release], by=editor, reasons={"az": "Səhv."})
    assert titles(changed(Wanted(("az",), changed_since=since))) == ["Mətn"]
    assert titles(changed(Wanted(("en",), changed_since=since))) == []


@pytest.mark.parametrize("rows", [1, 20])
def test_a_page_takes_as_many_queries_for_one_as_for_many(details, editor, django_assert_num_queries, rows):
    since = database_now()
    publish_many(rows, by=editor)
    with django_assert_num_queries(2):
        newest(Wanted(BOTH))
    with django_assert_num_queries(3):
        changed(Wanted(BOTH, changed_since=since))
