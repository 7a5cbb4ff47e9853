"""The page of all corrections: what it lists, in which order, days and languages, and what it never tells."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pressreleases import publishing
from pressreleases.models import Edition
from pressreleases.public.reading import resolve
from pressreleases.public.reading.corrections import page_of
from tests import making
from tests.making import in_future, make_release, make_user, publish_many, rewrite
from tests.public.page_elements import alternates, elements, is_indexed, links, page, titles, words
from tests.public.publishing_one import publish

pytestmark = pytest.mark.django_db

ADDRESS = "/en/corrections/"


def correct(editor, release, note="A figure.", **given):
    rewrite(release, body=f"<p>Other words for {note}</p>")
    [edition] = making.correct([release], by=editor, change_note=note, **given)
    return edition


def pair(english="In English", azerbaijani="Azərbaycanca mətn"):
    first = make_release(english)
    other = make_release(azerbaijani, language="az", slug=f"az-{first.pk}", family=first.family, is_original=False)
    return first, other


def notice_of(slug):
    found = resolve.at_address("en", 2024, slug)
    assert isinstance(found, resolve.TakenBack)
    return found


def said(response):
    return words(response, "p", class_="said")


def test_it_lists_corrections_withdrawals_removals_and_reinstatements_the_newest_first(client, details, editor):
    a, b, c, d = (publish(editor, name) for name in ("Corrected once", "Withdrawn", "Removed", "Reinstated"))
    correct(editor, a, "The number of guests was wrong.")
    publishing.withdraw([d], by=editor, reasons={"en": "It was called off."})
    publishing.withdraw([b], by=editor, reasons={"en": "It did not take place."})
    publishing.withdraw([c], by=editor, reasons={"en": "It was a draft."}, act="removed")
    making.reinstate([d], by=editor, change_note="It took place after all.")
    response = client.get(ADDRESS)
    assert said(response) == [
        "Reinstated: It took place after all.",
        "Removed: It was a draft.",
        "Withdrawn: It did not take place.",
        "Corrected: The number of guests was wrong.",
    ]
    assert titles(response) == ["Reinstated", "Withdrawn", "Corrected once"]
    assert links(response)["Withdrawn"] == "/en/releases/2024/withdrawn/"
    assert client.get(links(response)["Withdrawn"]).status_code == 200


def test_everything_that_shows_a_notice_follows_when_it_is_changed(client, details, editor):
    release = publish(editor, "The visit")
    page = "/en/releases/2024/the-visit"
    publishing.withdraw([release], by=editor, reasons={"en": "It did not take plaice."})
    asked = f"/api/v1/releases?changed_since={timezone.now():%Y-%m-%dT%H:%M:%S.%fZ}"
    first = notice_of("the-visit")
    publishing.change_notice([release], by=editor, reasons={"en": "It did not take place."}, act="withdrawn")
    assert said(client.get(ADDRESS)) == ["Withdrawn: It did not take place."]
    assert client.get(f"{page}.json").json()["reason"] == "It did not take place."
    (changed,) = client.get(asked).json()["releases"]
    assert changed["reason"] == "It did not take place."
    notice = notice_of("the-visit")
    assert notice.since == first.withdrawal.begins_at < notice.withdrawal.begins_at
    publishing.change_notice([release], by=editor, reasons={"en": "It was a draft."}, act="removed")
    assert said(client.get(ADDRESS)) == ["Removed: It was a draft."]
    for address in (f"{page}/", f"{page}.txt", f"{page}.json", f"{page}/editions/1/"):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "It was a draft." in answer.content.decode()
        assert "The visit" not in answer.content.decode()
        assert "take pl" not in answer.content.decode()
    notice = notice_of("the-visit")
    assert notice.since == notice.withdrawal.begins_at


def test_a_planned_change_of_a_notice_is_not_told_and_no_cache_keeps_the_notice_for_longer(client, details, editor):
    release = publish(editor, "The visit")
    publishing.withdraw([release], by=editor, reasons={"en": "It did not take place."})
    begins = in_future(seconds=4)
    publishing.change_notice([release], by=editor, reasons={"en": "A draft."}, act="removed", at=begins)
    answer = client.get("/en/releases/2024/the-visit/")
    assert "It did not take place." in answer.content.decode()
    assert "A draft." not in client.get(ADDRESS).content.decode()
    (seconds,) = re.findall(r"max-age=(\d+)", answer["Cache-Control"])
    assert int(seconds) <= 4


def test_what_was_removed_is_told_without_title_and_without_address(client, details, editor):
    secret = publish(editor, "Agent Smith resigns", slug="agent-smith-resigns")
    correct(editor, secret, "Smith with one t less.")
    publishing.withdraw([secret], by=editor, reasons={"en": "It was a draft."}, act="removed")
    correct(editor, publish(editor, "Harmless"), "A date.")
    response = client.get(ADDRESS)
    assert said(response) == ["Corrected: A date.", "Removed: It was a draft."]
    assert "Smith" not in response.content.decode()
    assert "smith" not in response.content.decode()
    # Nor is a template given them, which might show them one day; those of what was withdrawn it is.
    told = {change.act: change.told for change in page_of("en").changes}
    assert (told["removed"].title, told["removed"].year, told["removed"].slug) == ("", 0, "")
    assert (told["corrected"].title, told["corrected"].slug) == ("Harmless", "harmless")


def test_an_earlier_correction_stays_listed_under_the_title_that_readers_find_now(client, details, editor):
    release = publish(editor, "Vist to Geneva", slug="visit")
    correct(editor, release, "A figure.")
    rewrite(release, title="Visit to Geneva", slug="the-visit")
    making.correct([release], by=editor, change_note="The title.")
    response = client.get(ADDRESS)
    assert said(response) == ["Corrected: The title.", "Corrected: A figure."]
    assert titles(response) == ["Visit to Geneva", "Visit to Geneva"]
    assert links(response)["Visit to Geneva"] == "/en/releases/2024/the-visit/"


def test_a_minor_change_a_first_edition_and_a_draft_are_not_listed(client, details, editor):
    release = publish(editor, "Published")
    make_release("Draft")
    making.correct([rewrite(release, body="<p>A comma, more.</p>")], by=editor, minor=True)
    assert "No release has been corrected" in page(client.get(ADDRESS))
    correct(editor, release, "A figure.")
    assert said(client.get(ADDRESS)) == ["Corrected: A figure."]


def test_what_is_planned_is_not_told_before_its_instant(client, details, editor):
    """A correction, a withdrawal, a reinstatement and a first edition that lie ahead."""
    corrected, withdrawn, back = (publish(editor, name) for name in ("One", "Two", "Three"))
    rewrite(corrected, title="Embargoed title")
    making.correct([corrected], by=editor, change_note="Embargoed note.", at=in_future())
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Embargoed reason."}, at=in_future())
    publishing.withdraw([back], by=editor, reasons={"en": "Called off."})
    making.reinstate([back], by=editor, change_note="Embargoed return.", at=in_future())
    publishing.publish([make_release("Embargoed release")], by=editor, at=in_future())
    response = client.get(ADDRESS)
    assert said(response) == ["Withdrawn: Called off."]
    assert "Embargoed" not in response.content.decode()


def test_corrections_of_a_withdrawn_release_are_not_told_any_more_and_are_again_when_it_is_back(
    client, details, editor
):
    release = publish(editor, "Release")
    correct(editor, release, "A figure that nobody may read.")
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    assert said(client.get(ADDRESS)) == ["Withdrawn: Called off."]
    making.reinstate([release], by=editor, change_note="It is on.")
    assert said(client.get(ADDRESS)) == ["Reinstated: It is on.", "Corrected: A figure that nobody may read."]


def test_a_redacted_edition_leaves_the_fact_and_not_its_words(client, details, editor):
    administrator = make_user("Administrator")
    release = publish(editor, "Release")
    leaked = correct(editor, release, "The password hunter2 was removed.")
    rewrite(release, body="<p>Clean.</p>")
    making.correct([release], by=editor, change_note="A line was removed.")
    before = client.get(ADDRESS)
    assert "hunter2" in before.content.decode()
    publishing.redact([Edition.objects.get(pk=leaked.pk)], by=administrator, harmless=["title", "place"])
    response = client.get(ADDRESS)
    assert said(response) == ["Corrected: A line was removed.", "Corrected: text removed"]
    assert "hunter2" not in response.content.decode()


def test_an_unpublished_rewriting_is_not_told(client, details, editor):
    release = publish(editor, "As published")
    correct(editor, release)
    rewrite(release, title="Half a sentence")
    assert titles(client.get(ADDRESS)) == ["As published"]


def test_one_change_of_several_languages_is_listed_once_in_the_language_of_the_page(client, details, editor):
    english, azerbaijani = pair()
    publishing.publish([english, azerbaijani], by=editor)
    for release in (english, azerbaijani):
        rewrite(release, place="Geneva")
    notes = {"en": "The place was wrong.", "az": "Yer səhv idi."}
    making.correct([english, azerbaijani], by=editor, change_note=notes)
    assert said(client.get(ADDRESS)) == ["Corrected: The place was wrong."]
    there = client.get("/az/corrections/")
    assert titles(there) == ["Azərbaycanca mətn"]
    assert [text for _t, _a, text in elements(there, "span", lang="az", dir="ltr")] == ["Yer səhv idi."]
    others = [attrs["href"] for _t, attrs, text in elements(client.get(ADDRESS), "a", hreflang="az")]
    assert others == ["/az/corrections/", f"/az/releases/2024/az-{english.pk}/"]


def test_a_change_in_one_language_only_is_listed_on_every_page_and_tagged_with_its_language(client, details, editor):
    english, azerbaijani = pair()
    publishing.publish([english, azerbaijani], by=editor)
    correct(editor, azerbaijani, "Rəqəm səhv idi.")
    response = client.get(ADDRESS)
    assert [(attrs["lang"], text) for _t, attrs, text in elements(response, "a", class_="title")] == [
        ("az", "Azərbaycanca mətn")
    ]
    tagged = [text for _t, _a, text in elements(response, "span", lang="az")]
    assert tagged == ["Rəqəm səhv idi.", "Azərbaycanca"]


def test_days_are_those_of_the_missions_zone(client, details, editor):
    there = ZoneInfo("Pacific/Kiritimati")  # 14 hours ahead of UTC
    details.time_zone = there.key
    details.save()
    edition = correct(editor, publish(editor, "Release"))
    local = edition.begins_at.astimezone(there)
    response = client.get(ADDRESS)
    assert words(response, "h2", class_="month") == [f"{local.day} {local:%B} {local.year}"]
    [(_tag, attrs, text), *_rest] = [found for found in elements(response, "time") if "T" in found[1]["datetime"]]
    assert (text, dt.datetime.fromisoformat(attrs["datetime"])) == (f"{local:%H:%M}", local.replace(microsecond=0))
    assert "All times are Kiritimati time." in page(response)


def test_pages_go_by_key_and_together_hold_each_change_once(client, details, editor):
    releases = publish_many(45, by=editor)
    for release in releases:
        rewrite(release, place="Geneva")
    # All at one instant, and then one more: neither may be cut or told twice.
    making.correct(releases, by=editor, change_note="The place.")
    correct(editor, releases[0])
    found, sizes, address = [], [], ADDRESS
    while address:
        response = client.get(address)
        found += titles(response)
        sizes.append(len(titles(response)))
        assert is_indexed(response) is (address == ADDRESS)
        address = links(response).get("Older corrections", "")
    assert sizes == [20, 20, 6]
    assert sorted(found) == sorted(["Number 0", *(release.title for release in releases)])


@pytest.mark.parametrize("rows", [1, 5])
def test_it_takes_two_queries_whatever_its_length(client, details, editor, django_assert_num_queries, rows):
    for n in range(rows):
        english, azerbaijani = pair(f"Number {n}", f"{n} nömrəli")
        publishing.publish([english, azerbaijani], by=editor)
        for release in (english, azerbaijani):
            rewrite(release, place="Geneva")
        making.correct([english, azerbaijani], by=editor, change_note="The place.")
    with django_assert_num_queries(2):
        response = client.get(ADDRESS)
    assert len(titles(response)) == min(rows, 20)


def test_it_says_kindly_that_there_is_nothing(client, details):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert page(response) == "Corrections No release has been corrected or withdrawn so far."
    assert not is_indexed(response)


def test_every_language_has_it_and_every_page_leads_to_it(client, details, editor):
    correct(editor, publish(editor, "Release"))
    response = client.get(ADDRESS)
    assert {code: address.partition("//")[2].partition("/")[2] for code, address in alternates(response).items()} == {
        "en": "en/corrections/",
        "az": "az/corrections/",
        "x-default": "en/corrections/",
    }
    for address in ("/en/", "/en/releases/", "/en/releases/2024/release/", "/en/contact/"):
        assert links(client.get(address))["Corrections"] == ADDRESS


@pytest.mark.parametrize(
    "key",
    [
        *("", "x", "\x00", "20240120T101500000000", "20240120T101500000000-", "-" + "0" * 32),
        *("20241320T101500000000-" + "0" * 32, "20240120T101500000000-" + "0" * 31),
        "20240120T101500000000-" + "F" * 32,
    ],
)
def test_a_key_that_no_link_gives_is_an_unknown_address(client, details, key):
    assert client.get(ADDRESS, {"before": key}).status_code == 404


def test_a_page_past_the_end_leads_back(client, details, editor):
    correct(editor, publish(editor, "Release"))
    response = client.get(ADDRESS, {"before": "20240120T101500000000-" + "0" * 32})
    assert page(response) == "Corrections There are no older entries. Back to the newest"
