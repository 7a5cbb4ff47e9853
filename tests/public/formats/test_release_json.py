"""A release, or the notice in its place, as JSON: nothing that is not public, and nothing left out."""

import json

import pytest

from pressreleases import publishing
from pressreleases.models import Edition, Image
from pressreleases.models.fields import in_digest
from pressreleases.public.formats import release_json
from pressreleases.public.reading import release_page, resolve
from pressreleases.public.reading.api_lists import Wanted, newest
from tests.making import correct, in_future, make_release, make_user, rewrite

pytestmark = pytest.mark.usefixtures("details")

SITE = "http://127.0.0.1:8000"
PAGE = f"{SITE}/en/releases/2024/visit/"


@pytest.fixture
def release(details, editor):
    release = make_release("Visit", 'See <a href="/en/">', slug="visit")
    publishing.publish([release], by=editor)
    return release


def told(number=None):
    found = resolve.at_address("en", 2024, "visit")
    assert isinstance(found, resolve.Live)
    earlier = resolve.superseded(found.edition, number) if number else None
    return release_json.release(release_page.read(found, earlier=earlier))


def notice():
    found = resolve.at_address("en", 2024, "visit")
    assert isinstance(found, resolve.TakenBack)
    return release_json.taken_back(found)


def test_everything_of_which_the_digest_is_made_is_told(release):
    edition, content = Edition.objects.get(), told()
    assert {key.partition(".")[0] for _name, key in in_digest(edition.digest_version)} - {"salt"} <= set(content)
    assert (content["digest"], content["digest_salt"]) == (edition.digest, edition.digest_salt)
    assert json.loads(json.dumps(content)) == content


def test_the_live_edition_has_the_address_of_the_release_and_an_earlier_one_its_own(release, editor):
    correct([rewrite(release, body="<p>New.</p>")], by=editor, change_note="The day.")
    assert (told()["state"], told()["url"], told()["number"]) == ("live", PAGE, 2)
    earlier = told(1)
    assert (earlier["state"], earlier["url"], earlier["number"]) == ("superseded", f"{PAGE}editions/1/", 1)
    assert earlier["editions"] == told()["editions"]


def test_the_end_that_is_planned_for_the_live_edition_is_not_told(release, editor):
    first = Edition.objects.get()
    correct([rewrite(release, body="<p>New.</p>")], by=editor, change_note="The day.")
    correct([rewrite(release, body="<p>Secret.</p>")], by=editor, change_note="Secret.", at=in_future())
    steps = told()["editions"]
    assert [(step["number"], step["ends_at"] is None) for step in steps] == [(2, True), (1, False)]
    assert "Secret" not in json.dumps(told())
    assert steps[1]["begins_at"].startswith(f"{first.begins_at:%Y-%m-%dT%H:%M}")


def test_a_redacted_edition_says_so_and_has_no_words(release, editor):
    correct([rewrite(release, title="The visit", body="<p>New.</p>")], by=editor, change_note="The day.")
    assert told(1)["words_removed_at"] is None
    publishing.redact([Edition.objects.get(number=1)], by=make_user("Administrator"), harmless=["place"])
    content = told(1)
    assert content["words_removed_at"]
    assert (content["title"], content["text"], content["html"], content["digest_salt"]) == ("", "", "", "")
    assert [step["words_removed"] for step in content["editions"]] == [False, True]


def test_a_lead_picture_is_told_with_its_whole_address_and_none_is_null(release, editor):
    assert told()["lead_picture"] is None
    image = Image.objects.create(title="x", file="images/x.png", sha256="a" * 64, width=4, height=3, credit="A. Sample")
    image.descriptions.create(language="en", alternative_text="A hall")
    correct([rewrite(release, lead_image=image)], by=editor, minor=True)
    assert told()["lead_picture"] == {
        "url": f"{SITE}/media/images/x.png",
        "sha256": "a" * 64,
        "width": 4,
        "height": 3,
        "alternative_text": "A hall",
        "credit": "A. Sample",
    }


def test_the_languages_of_a_text_are_told_by_their_codes_its_own_included(release, editor):
    other = make_release("Səfər", language="az", slug="sefer", family=release.family, is_original=False)
    assert [row["language"] for row in told()["languages"]] == ["en"]
    publishing.publish([other], by=editor)
    rows = told()["languages"]
    assert [(row["language"], row["is_original"], row["title"]) for row in rows] == [
        ("az", False, "Səfər"),
        ("en", True, "Visit"),
    ]
    assert rows[0]["json"] == f"{SITE}/az/releases/2024/sefer.json"


def test_a_withdrawn_text_has_title_and_reason_and_no_words(release, editor):
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    content = notice()
    assert (content["state"], content["title"], content["reason"]) == ("withdrawn", "Visit", "Called off.")
    assert {"text", "html", "content", "digest"}.isdisjoint(content)


def test_a_removed_text_has_neither_title_nor_address(release, editor):
    publishing.withdraw([release], by=editor, reasons={"en": "An error."}, act="removed")
    content = notice()
    assert set(content) == {"v", "state", "id", "api_url", "language", "at", "reason"}
    assert "visit" not in json.dumps(content).lower()


def test_an_item_of_a_list_has_no_text_and_when_it_changed(release, editor):
    [item] = [release_json.item(one) for one in newest(Wanted(("en",))).found]
    assert {"text", "html", "content"}.isdisjoint(item)
    assert item["changed_at"] > item["published_at"] == "2024-01-20T12:00:00Z"
    correct([rewrite(release, title="The visit")], by=editor, change_note="The title.")
    [later] = [release_json.item(one) for one in newest(Wanted(("en",))).found]
    assert later["changed_at"] >= item["changed_at"]
    assert later["id"] == item["id"] == f"{release.family}.en"
