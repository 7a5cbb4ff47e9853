"""The lists of releases: the start page, all and of a month, of a topic; order and pages, and lists without any."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pressreleases import publishing
from pressreleases.models import Announcement, AnnouncementText, Edition, Topic, TopicName
from pressreleases.models.fields import emptied_by_redaction
from tests.making import correct, in_future, make_anniversary, make_release, publish_many, rewrite
from tests.public.page_elements import alternates, elements, is_indexed, links, page, titles, words
from tests.public.publishing_one import publish

pytestmark = pytest.mark.usefixtures("details")


def test_the_newest_releases_of_the_language_are_shown_and_no_more_than_six(client, editor):
    publish_many(7, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n)})
    publishing.publish([make_release("Mətn", language="az", slug="metn")], by=editor)
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    assert titles(client.get("/en/")) == [f"Number {n}" for n in (6, 5, 4, 3, 2, 1)]
    assert titles(client.get("/az/")) == ["Mətn"]


def test_the_newest_release_is_told_with_kind_place_lead_and_languages(client, editor):
    older = make_release("Older", summary="What came before.", issued_on=dt.date(2024, 1, 1))
    english = make_release("Newest", kind="statement", place="Geneva", summary="Two lines\nof <b>lead</b>.")
    other = make_release("Mətn", language="az", slug="metn", family=english.family, is_original=False)
    publishing.publish([older, english, other], by=editor)
    response = client.get("/en/")
    [newest] = words(response, "article", class_="newest")
    assert newest == "Statement 20 January 2024 Geneva Newest Two lines of <b>lead</b>. Azərbaycanca"
    assert words(response, "p", class_="excerpt") == ["What came before."]
    assert words(response, "h1") == ["Press office"]


def test_a_redacted_release_is_told_without_its_words(client, editor):
    publish(editor, "Named somebody", summary="A secret lead.", place="Geneva", slug="x")
    Edition.objects.update(redacted_at=timezone.now(), **emptied_by_redaction())
    for address in ("/en/", "/en/releases/", "/en/kinds/press-release/"):
        said = client.get(address).content.decode()
        assert "Text removed" in said, address
        assert "secret" not in said, address
        assert "Named" not in said, address


def test_a_lead_in_a_list_is_cut_after_a_whole_word(client, editor):
    publish(editor, "Long", summary="word " * 100)
    [excerpt] = words(client.get("/en/releases/"), "p", class_="excerpt")
    assert len(excerpt) <= 240
    assert excerpt.endswith("word…")


def announce(first=0, last=0, **texts):
    """An announcement from and to so many days from today in New York."""
    today = dt.datetime.now(ZoneInfo("America/New_York")).date()
    row = Announcement.objects.create(
        first_on=today + dt.timedelta(days=first), last_on=today + dt.timedelta(days=last)
    )
    for language, words_ in texts.items():
        AnnouncementText.objects.create(announcement=row, language=language, words=words_)
    return row


@pytest.mark.parametrize("address", ["/en/", "/en/contact/"])
def test_an_announcement_is_shown_on_its_days_and_on_no_other(client, address):
    announce(0, 0, en="Closed <today>.")
    announce(-3, 2, en="A day of mourning.")
    announce(1, 5, en="Not yet.")
    announce(-5, -1, en="No more.")
    announce(0, 0)
    found = words(client.get(address), "p", class_="announcement")
    assert found == ["A day of mourning.", "Closed <today>."]


def test_an_announcement_without_words_in_a_language_shows_those_of_another(client):
    announce(en="Closed today.")
    [(_tag, attrs, said)] = elements(client.get("/az/"), "p", class_="announcement")
    assert (said, attrs["lang"], attrs["dir"]) == ("Closed today.", "en", "ltr")
    [(_tag, attrs, _said)] = elements(client.get("/en/"), "p", class_="announcement")
    assert "lang" not in attrs


@pytest.mark.parametrize("language", ["ru", "az"])
def test_without_words_in_a_language_it_is_the_first_language_of_the_site_that_speaks(client, settings, language):
    settings.LANGUAGES = [(code, code) for code in ("en", "az", "ar", "ru")]
    announce(ar="مغلق", en="Closed today.")
    assert words(client.get(f"/{language}/"), "p", class_="announcement") == ["Closed today."]
    announce(ar="مغلق", ru="Закрыто.")
    assert words(client.get("/en/"), "p", class_="announcement") == ["Closed today.", "مغلق"]


def test_the_start_page_leads_to_each_kind_where_there_are_several(client, details, editor):
    publish(editor, "One")
    assert "/en/kinds/press-release/" not in links(client.get("/en/")).values()
    publish(editor, "Two", kind="statement")
    publishing.publish([make_release("Later", kind="remarks")], by=editor, at=in_future())
    found = links(client.get("/en/"))
    assert "/en/kinds/press-release/" in found.values()
    assert found["Statements"] == "/en/kinds/statement/"
    assert "/en/kinds/remarks/" not in found.values()


def test_a_kind_shows_its_live_releases_newest_first_and_no_others(client, details, editor):
    older = make_release("Older", kind="statement", issued_on=dt.date(2023, 5, 1))
    newer, other = make_release("Newer", kind="statement"), make_release("Other")
    withdrawn = make_release("Withdrawn", kind="statement")
    publishing.publish([older, newer, other, withdrawn], by=editor)
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Called off."})
    publishing.publish([make_release("Scheduled", kind="statement")], by=editor, at=in_future())
    make_release("Draft", kind="statement")
    response = client.get("/en/kinds/statement/")
    assert (titles(response), is_indexed(response)) == (["Newer", "Older"], True)
    assert words(response, "h1") == ["Statements"]
    assert links(response)["Search in these"] == "/en/search/?kind=statement"
    assert titles(client.get(links(response)["Search in these"])) == ["Newer", "Older"]


def test_a_kind_goes_on_behind_its_key(client, details, editor):
    publish_many(23, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, n + 1)})
    first = client.get("/en/kinds/press-release/")
    second = client.get(links(first)["Older releases"])
    assert titles(first) + titles(second) == [f"Number {n}" for n in reversed(range(23))]
    assert not is_indexed(second)


def test_a_kind_without_releases_says_so_and_is_not_to_be_found(client, details, editor):
    publishing.publish([make_release("Scheduled", kind="letter")], by=editor, at=in_future())
    response = client.get("/en/kinds/letter/")
    assert "Nothing of this kind has been published in this language yet." in page(response)
    assert not is_indexed(response)
    assert client.get("/en/kinds/verdict/").status_code == 404


def test_beside_the_list_stand_the_kinds_that_have_a_live_release_in_the_language(client, details, editor):
    publish(editor, "One")
    publish(editor, "Two", kind="statement")
    publish(editor, "Üç", kind="letter", language="az", slug="uc")
    publishing.publish([make_release("Later", kind="remarks")], by=editor, at=in_future())
    [side] = words(client.get("/en/releases/"), "nav", class_="side")
    assert "Kind Press releases Statements Follow" in side
    [side] = words(client.get("/en/kinds/letter/"), "nav", class_="side")
    assert "Kind All kinds Press releases Statements Follow" in side


@pytest.mark.parametrize("rows", [1, 7])
def test_a_kind_takes_the_same_few_queries(client, details, editor, django_assert_num_queries, rows):
    publish_many(rows, by=editor)
    with django_assert_num_queries(4):
        client.get("/en/kinds/press-release/")


def test_the_next_anniversaries_are_shown_and_none_without_a_day_to_come(client):
    for number in range(6):
        make_anniversary(month=1 + number, day=1, en=f"Day {number}")
    over = make_anniversary(month=3, day=1, en="Over")
    over.goes_on = False
    over.save()
    said = page(client.get("/en/"))
    assert sum(f"Day {number}" in said for number in range(6)) == 4
    assert "Over" not in said


def test_a_site_without_releases_has_a_start_page(client):
    response = client.get("/en/")
    assert response.status_code == 200
    assert titles(response) == []


@pytest.mark.parametrize(("number", "rows"), [(1, 1), (6, 30)])
def test_it_takes_the_same_few_queries_for_one_release_and_for_many(
    client, editor, django_assert_max_num_queries, number, rows
):
    publish_many(rows, by=editor)
    for day in range(number):
        make_anniversary(month=1 + day, day=1, en=f"Day {day}")
    with django_assert_max_num_queries(6):
        client.get("/en/")


def test_the_way_to_a_language_is_not_to_be_kept_for_readers_of_another(client):
    response = client.get("/", headers={"accept-language": "az"})
    assert (response.status_code, response["Location"]) == (302, "/az/")
    assert "Accept-Language" in response["Vary"]
    assert client.get("/", headers={"accept-language": "de"})["Location"] == "/en/"


def test_the_front_door_is_only_read(client):
    assert client.post("/").status_code == client.post("/en/").status_code == 405


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("az", "az"),
        ("az-AZ,az;q=0.9,en;q=0.1", "az"),
        ("fr;q=0.9,az;q=0.5,en;q=0.7", "en"),
        ("en-GB", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("az;q=0", "en"),
        ("", "en"),
        ("../../;;q=x", "en"),
    ],
)
def test_the_front_door_leads_to_the_language_that_is_asked_for(client, asked, language):
    response = client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


def test_the_front_door_heeds_no_cookie(client):
    client.cookies["django_language"] = "az"
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"


@pytest.fixture
def one_of_each(details, editor):
    """A live release, and one in each state that readers may not read."""
    publish(editor, "Live")
    make_release("Draft")
    publishing.publish([make_release("Scheduled")], by=editor, at=in_future())
    publish(editor, "In Azerbaijani", language="az", slug="az")
    withdrawn, removed = publish(editor, "Withdrawn"), publish(editor, "Removed")
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "It was called off."})
    publishing.withdraw([removed], by=editor, reasons={"en": "An error."}, act="removed")


@pytest.mark.parametrize(
    "address", ["/en/", "/en/releases/", "/en/releases/2024/", "/en/releases/2024/01/"], ids=lambda path: path
)
def test_lists_show_what_is_live_in_their_language_and_nothing_else(client, one_of_each, address):
    assert titles(client.get(address)) == ["Live"]


def test_what_is_scheduled_appears_at_its_instant_without_a_job(client, details, editor):
    publish(editor, "Live")
    later = make_release("Later", issued_on=dt.date(2024, 1, 21))
    [edition] = publishing.publish([later], by=editor, at=in_future())
    assert titles(client.get("/en/releases/")) == ["Live"]
    assert [e.title for e in Edition.objects.live(edition.begins_at).newest_first()] == ["Later", "Live"]


def test_a_working_copy_changed_since_publishing_is_not_shown(client, details, editor):
    release = publish(editor, "As published")
    rewrite(release, title="Half a sentence")
    assert titles(client.get("/en/releases/")) == ["As published"]


def test_the_index_goes_by_date_and_then_by_release_and_a_correction_moves_nothing(client, details, editor):
    first = publish(editor, "First", issued_on=dt.date(2023, 12, 31))
    publish(editor, "Second")
    publish(editor, "Third")
    correct([rewrite(first, body="<p>Other words.</p>")], by=editor, change_note="A name.")
    response = client.get("/en/releases/")
    assert titles(response) == ["Third", "Second", "First"]
    assert words(response, "h2", class_="month") == ["2024", "2023"]


def test_months_are_headings_where_they_have_several_releases_but_not_on_their_own_page(client, details, editor):
    publish_many(4, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n)})
    assert words(client.get("/en/releases/"), "h2", class_="month") == ["January 2024"]
    assert words(client.get("/en/releases/2024/01/"), "h2", class_="month") == []


def test_a_year_with_few_releases_needs_no_heading_below_its_own(client, details, editor):
    publish(editor, "Only")
    assert words(client.get("/en/releases/2024/"), "h2", class_="month") == []


def test_pages_go_by_key_and_together_hold_each_release_once(client, details, editor):
    released = publish_many(45, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n // 8)})
    expected = [release.title for release in sorted(released, key=lambda r: (r.issued_on, r.pk), reverse=True)]
    found, sizes = [], []
    address: str | None = "/en/releases/"
    while address:
        response = client.get(address)
        found += titles(response)
        sizes.append(len(titles(response)))
        address = links(response).get("Older releases")
    assert found == expected
    assert sizes == [20, 20, 5]


def test_a_page_in_the_middle_does_not_shift_when_something_newer_comes(client, details, editor):
    publish_many(25, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n)})
    second = links(client.get("/en/releases/"))["Older releases"]
    before = titles(client.get(second))
    publish(editor, "New", issued_on=dt.date(2024, 2, 1))
    assert titles(client.get(second)) == before == [f"Number {n}" for n in (4, 3, 2, 1, 0)]


def test_the_last_page_leads_back_and_a_page_past_the_end_says_so(client, details, editor):
    release = publish(editor, "Only")
    response = client.get(f"/en/releases/?before=2024-01-20-{release.pk}")
    assert response.status_code == 200
    assert page(response) == (
        "News Narrow it down There are no older entries. Back to the newest Year 2024 (1) Follow Feeds, calendars, data"
    )
    assert not is_indexed(response)


@pytest.mark.parametrize(
    "key", ["", "x", "2024-01-20", "2024-13-01-1", "2024-01-20--1", "2024-01-20-1e3", "2024-01-20-" + "9" * 40, "\x00"]
)
def test_a_key_that_no_link_gives_is_an_unknown_address(client, details, key):
    assert client.get("/en/releases/", {"before": key}).status_code == 404


def test_an_empty_year_or_month_between_others_says_so_kindly(client, details, editor):
    publish(editor, "Old", issued_on=dt.date(2020, 5, 1))
    publish(editor, "New")
    for address in ("/en/releases/2022/", "/en/releases/2024/03/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "Nothing was published in this language in" in page(response)
        assert not is_indexed(response)
        assert links(response)["All news"] == "/en/releases/"


@pytest.mark.parametrize("address", ["1000/", "9999/", "2019/", "2024/00/", "2024/13/", "202/", "02024/", "2024/1/"])
def test_a_year_or_month_that_the_site_cannot_have_is_unknown(client, details, editor, address):
    publish(editor, "Old", issued_on=dt.date(2020, 5, 1))
    assert client.get(f"/en/releases/{address}").status_code == 404


def test_a_year_leads_to_the_languages_that_have_something_in_it_and_to_no_other(client, details, editor):
    publish(editor, "English only", issued_on=dt.date(2023, 5, 1))
    publish(editor, "In English")
    publish(editor, "Azərbaycanca", language="az", slug="az")
    assert set(alternates(client.get("/en/releases/2024/01/"))) == {"en", "az", "x-default"}
    response = client.get("/en/releases/2023/")
    assert alternates(response) == {}
    assert [address for address in links(response).values() if address.startswith("/az/")] == []
    assert client.get("/az/releases/2023/").status_code == 200


def test_years_and_months_are_counted_by_what_is_live(client, one_of_each):
    response = client.get("/en/releases/2024/")
    assert words(response, "nav", class_="side") == [
        "Year All years 2024 (1) Month January (1) Follow Feeds, calendars, data"
    ]


def test_a_correction_is_marked_and_a_minor_change_is_not(client, details, editor):
    minor, corrected, both = (publish(editor, name) for name in ("Minor", "Corrected", "Both"))
    correct([rewrite(minor, body="<p>A comma, more.</p>")], by=editor, change_note="", minor=True)
    correct([rewrite(corrected, body="<p>Other.</p>")], by=editor, change_note="A figure.")
    correct([rewrite(both, body="<p>Other.</p>")], by=editor, change_note="A figure.")
    correct([rewrite(both, body="<p>Other, more.</p>")], by=editor, change_note="", minor=True)
    response = client.get("/en/releases/")
    assert dict(zip(titles(response), words(response, "p", class_="about"), strict=True)) == {
        "Both": "Press release, corrected",
        "Corrected": "Press release, corrected",
        "Minor": "Press release",
    }


def test_an_item_names_its_other_languages_and_leads_to_that_very_text(client, details, editor):
    english = make_release("In English")
    azerbaijani = make_release(
        "Azərbaycanca mətn", language="az", slug="metn", family=english.family, is_original=False
    )
    draft = make_release("Elsewhere")
    make_release("Başqa", language="az", slug="basqa", family=draft.family, is_original=False)
    publishing.publish([english, azerbaijani, draft], by=editor)
    response = client.get("/en/releases/")
    assert words(response, "p", class_="about") == ["Press release", "Press release Azərbaycanca"]
    found = [attrs["href"] for _tag, attrs, _words in elements(response, "a", hreflang="az")]
    assert found == ["/az/releases/", "/az/releases/2024/metn/"]


@pytest.mark.parametrize(("address", "queries"), [("/en/", 6), ("/en/releases/", 5), ("/en/releases/2024/01/", 5)])
@pytest.mark.parametrize("rows", [1, 7])
def test_lists_take_the_same_few_queries_whatever_their_length(  # noqa: PLR0917  fixtures and parameters
    client, details, editor, django_assert_num_queries, address, queries, rows
):
    for n in range(rows):
        english = make_release(f"Number {n}")
        other = make_release(f"{n} nömrəli", language="az", slug=f"n-{n}", family=english.family, is_original=False)
        publishing.publish([english, other], by=editor)
        make_anniversary(en=f"Day {n}")
    with django_assert_num_queries(queries):
        response = client.get(address)
    assert len(titles(response)) == (min(rows, 6) if address == "/en/" else min(rows, 20))


def make_topic(en="", az="", **changes):
    topic = Topic.objects.create(**changes)
    for language, name in (("en", en), ("az", az)):
        if name:
            TopicName.objects.create(topic=topic, language=language, name=name, slug=name.lower())
    return topic


def make_in(topic, title, **changes):
    release = make_release(title, **changes)
    release.topics.set([topic])
    return release


def test_a_topic_shows_its_live_releases_newest_first_and_no_others(client, details, editor):
    peace, trade = make_topic("Peace"), make_topic("Trade")
    older = make_in(peace, "Older", issued_on=dt.date(2023, 5, 1))
    newer, other = make_in(peace, "Newer"), make_in(trade, "Other")
    withdrawn = make_in(peace, "Withdrawn")
    publishing.publish([older, newer, other, withdrawn], by=editor)
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Called off."})
    publishing.publish([make_in(peace, "Scheduled")], by=editor, at=in_future())
    make_in(peace, "Draft")
    response = client.get("/en/topics/peace/")
    assert titles(response) == ["Newer", "Older"]
    assert is_indexed(response)


def test_a_topic_goes_on_behind_its_key(client, details, editor):
    peace = make_topic("Peace")
    for release in publish_many(23, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, n + 1)}):
        release.editions.get().topics.add(peace)
    first = client.get("/en/topics/peace/")
    second = client.get(links(first)["Older releases"])
    assert titles(first) + titles(second) == [f"Number {n}" for n in reversed(range(23))]
    assert "Older releases" not in links(second)
    assert not is_indexed(second)
    assert client.get("/en/topics/peace/?before=nonsense").status_code == 404


def test_the_list_of_topics_has_those_that_are_shown_and_have_a_live_release_in_the_language(client, details, editor):
    make_topic("Empty")
    publishing.publish([make_in(make_topic("Peace", "Sülh"), "In English")], by=editor)
    publishing.publish([make_in(make_topic("Art", "İncəsənət"), "Mətn", language="az", slug="m")], by=editor)
    publishing.publish([make_in(make_topic("Hidden", shown=False), "Of a hidden topic")], by=editor)
    publishing.publish([make_in(make_topic("Coming"), "Scheduled")], by=editor, at=in_future())
    assert words(client.get("/en/topics/"), "ul", class_="topics") == ["Peace"]
    assert words(client.get("/az/topics/"), "ul", class_="topics") == ["İncəsənət"]


def test_a_language_without_topics_says_so_and_is_not_to_be_found(client, details):
    make_topic("Empty")
    response = client.get("/en/topics/")
    assert "No releases in this language have a topic" in page(response)
    assert not is_indexed(response)


def test_a_topic_stands_in_the_languages_in_which_it_has_a_name(client, details, editor):
    publishing.publish([make_in(make_topic("Peace", "Sülh"), "In English")], by=editor)
    assert alternates(client.get("/en/topics/peace/"))["az"].endswith("/az/topics/s%C3%BClh/")
    make_topic("Trade")
    assert alternates(client.get("/en/topics/trade/")) == {}


def test_a_hidden_topic_answers_as_one_that_never_was(client, details, editor):
    publishing.publish([make_in(make_topic("Hidden", shown=False), "Of a hidden topic")], by=editor)
    answers = [client.get(f"/en/topics/{slug}/") for slug in ("hidden", "unknown")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_a_release_names_its_shown_topics_and_leads_to_them(client, details, editor):
    release = make_in(make_topic("Peace"), "In the topic")
    release.topics.add(make_topic("Hidden", shown=False))
    publishing.publish([release], by=editor)
    response = client.get("/en/releases/2024/in-the-topic/")
    assert links(response)["Peace"] == "/en/topics/peace/"
    assert "Hidden" not in response.content.decode()


@pytest.mark.usefixtures("details")
@pytest.mark.parametrize("rows", [1, 6])
@pytest.mark.parametrize("asked", [("/en/topics/", 2), ("/en/topics/peace/", 5)])
def test_topics_take_the_same_queries_however_many_there_are(client, editor, django_assert_num_queries, asked, rows):
    address, queries = asked
    peace = make_topic("Peace")
    for n in range(rows):
        release = make_in(peace, f"Number {n}")
        release.topics.add(make_topic(f"Topic{n}"))
        publishing.publish([release], by=editor)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_a_renamed_topic_and_its_feeds_lead_on_from_every_address_that_it_had(client, details, editor):
    peace = make_topic("Peace", "Sülh")
    publishing.publish([make_in(peace, "In English")], by=editor)
    for slug in ("security", "peace-and-security"):
        peace.names.filter(language="en").update(slug=slug)
    for old in ("peace", "security", "Security"):
        for rest in ("", "feed.atom", "feed.rss", "feed.json"):
            response = client.get(f"/en/topics/{old}/{rest}?before=2024-01-20-1")
            there = f"/en/topics/peace-and-security/{rest}?before=2024-01-20-1"
            assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, there, "no-cache")
    assert client.get("/en/topics/peace-and-security/").status_code == 200
    # A name that is gone from a language leads to one that is there.
    peace.names.filter(language="en").delete()
    assert client.get("/en/topics/peace/")["Location"] == "/az/topics/s%C3%BClh/"


def test_an_old_address_of_a_hidden_topic_answers_as_one_that_never_was(client, details, editor):
    hidden = make_topic("Hidden", shown=False)
    hidden.names.update(slug="still-hidden")
    answers = [client.get(f"/en/topics/{slug}/{rest}") for slug in ("hidden", "unknown") for rest in ("", "feed.atom")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
