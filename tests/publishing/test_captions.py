"""Captions, credits and the most important point of a lead picture: what an edition keeps of them and readers see."""

import json

import pytest

from pressreleases.models import Edition, Image
from pressreleases.publishing import errors, publish, redact
from tests.making import correct, make_release, make_user, rewrite
from tests.models.refusals import refused_by, sql

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]
VISIT = "/en/releases/2024/visit"


@pytest.fixture
def hall():
    image = Image.objects.create(
        title="x", file="images/" + "a" * 64 + ".jpg", sha256="a" * 64, width=1200, height=900, credit="Photo: A"
    )
    image.descriptions.create(language="en", alternative_text="A hall")
    return image


@pytest.fixture
def release(details, editor, hall):
    body = (
        f'<p>Words.</p><figure><img src="/media/{hall.file.name}" alt="" role="presentation">'
        "<figcaption>A border <small>Drawing: B</small></figcaption></figure>"
    )
    made = make_release("Visit", body=body, lead_image=hall, lead_caption="The delegation arrives", lead_focus="30 0")
    publish([made], by=editor)
    return made


def test_every_form_of_a_release_has_its_captions_and_credits(client, release):
    page = client.get(f"{VISIT}/").content.decode()
    for words in ("The delegation arrives", "Photo: A", "A border", "Drawing: B", "Full size, 1200 × 900 pixels"):
        assert words in page
    text = client.get(f"{VISIT}.txt").content.decode()
    assert "Picture: The delegation arrives\nPhoto: A\n" in text
    assert "A border\nDrawing: B\n" in text
    told = client.get(f"{VISIT}.json").json()
    assert (told["lead_caption"], told["lead_focus"]) == ("The delegation arrives", "30 0")
    assert "<figcaption>A border <small>Drawing: B</small></figcaption>" in told["html"]
    feed = client.get("/en/feed.json").json()["items"][0]["content_html"]
    for words in ("The delegation arrives", "Photo: A", "A border"):
        assert words in feed
    assert "Full size" not in feed


def test_the_lead_picture_is_fetched_at_once_and_one_in_the_text_when_a_reader_comes_near(client, release):
    page = client.get(f"{VISIT}/").content.decode()
    assert page.count('fetchpriority="high"') == page.count('loading="lazy"') == 1
    assert page.index('fetchpriority="high"') < page.index('loading="lazy"')


def test_a_caption_alone_is_a_correction_and_so_is_the_point_alone(release, editor):
    (second,) = correct([rewrite(release, lead_caption="The delegation leaves")], by=editor, change_note="It left.")
    (third,) = correct([rewrite(release, lead_focus="")], by=editor, minor=True)
    assert [second.lead_caption, third.lead_focus] == ["The delegation leaves", ""]
    with pytest.raises(errors.NothingChanged):
        correct([release], by=editor, minor=True)
    assert Edition.objects.get(number=1).lead_caption == "The delegation arrives"


def test_readers_compare_the_caption(client, release, editor):
    correct([rewrite(release, lead_caption="The delegation leaves")], by=editor, change_note="It left.")
    page = client.get(f"{VISIT}/editions/1/compare/2/").content.decode()
    assert "Caption of the lead picture" in page
    assert "arrives" in page
    assert "leaves" in page


def test_a_redaction_empties_caption_and_point_of_editions_and_saves(client, release, editor):
    correct([rewrite(release, lead_caption="", lead_focus="", body="<p>New.</p>")], by=editor, change_note="It left.")
    harmless = ["title", "place", "lead_picture"]
    (edition,) = redact([Edition.objects.get(number=1)], by=make_user("Administrator"), harmless=harmless)
    assert (edition.lead_caption, edition.lead_focus, edition.lead_image) == ("", "", None)
    assert not release.history.exclude(lead_caption="").exists()
    assert not release.history.exclude(lead_focus="").exists()
    assert "arrives" not in json.dumps(client.get(f"{VISIT}/editions/1.json").json())


def test_a_caption_that_is_still_in_the_working_copy_is_named(release, editor):
    correct([rewrite(release, title="The visit", body="<p>New.</p>")], by=editor, change_note="It left.")
    with pytest.raises(errors.StillWritten) as refusal:
        redact([Edition.objects.get(number=1)], by=make_user("Administrator"), harmless=["place", "lead_picture"])
    assert "Caption of the lead picture" in str(refusal.value)


def test_a_picture_is_published_without_words_by_a_decision_and_not_by_omission(details, editor, hall, client):
    hall.descriptions.all().delete()
    release = make_release("Visit", "Words.", lead_image=hall)
    with pytest.raises(errors.PictureWithoutWords):
        publish([release], by=editor)
    Image.objects.update(decorative=True)
    publish([rewrite(release)], by=editor)
    assert 'alt="" role="presentation"' in client.get(f"{VISIT}/").content.decode()


def test_a_picture_in_the_text_without_words_is_refused_unless_it_is_decorative(details, editor, hall):
    release = make_release("Visit", body=f'<p>Words. <img src="/media/{hall.file.name}" alt=""></p>')
    with pytest.raises(errors.PictureInTextWithoutWords):
        publish([release], by=editor)
    rewrite(release, body=f'<p>Words. <img src="/media/{hall.file.name}" alt="" role="presentation"></p>')
    assert publish([release], by=editor)


@pytest.mark.parametrize("focus", ["50", "5 5", "110 0", "0 0 0", "-10 0", "x y"])
def test_the_database_refuses_a_point_that_no_style_sheet_has(release, focus):
    with refused_by("release_focus_is_a_point"):
        sql("UPDATE pressreleases_release SET lead_focus = %s", focus)


def test_the_database_refuses_a_caption_without_a_picture(release):
    with refused_by("release_caption_has_a_picture"):
        sql("UPDATE pressreleases_release SET lead_image_id = NULL")
