"""What pages tell machines in JSON-LD and Open Graph, and that no word of a text can break out of it."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from pressreleases import publishing
from pressreleases.models import ClosedDays, Edition, MissionDetails, OpeningHours
from pressreleases.models.fields import emptied_by_redaction
from tests.making import correct, make_release, rewrite
from tests.public.page_elements import elements

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
VISIT = "/en/releases/2024/a-visit-to-geneva/"
MISSION = "Permanent Mission of the Republic of Azerbaijan to the United Nations"


def told(response):
    """Each block of JSON-LD on the page."""
    return [json.loads(text) for _tag, _attrs, text in elements(response, "script", type="application/ld+json")]


def meta(response):
    rows = [attrs for _tag, attrs, _text in elements(response, "meta") if "property" in attrs]
    return {attrs["property"]: attrs["content"] for attrs in rows}


def test_a_release_is_a_news_article_of_the_mission_with_its_correction(client, details, editor):
    release = make_release("A visit to Geneva", summary="The lead.", reference="No. 221/24")
    publishing.publish([release], by=editor)
    (second,) = correct([rewrite(release, body="<p>New.</p>")], by=editor, change_note="The day.")
    response = client.get(VISIT)
    (article,) = told(response)
    publisher = {"@type": "GovernmentOrganization", "name": MISSION, "url": f"{SITE}/en/"}
    corrected_at = f"{second.begins_at:%Y-%m-%dT%H:%M:%SZ}"
    assert article == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A visit to Geneva",
        "description": "The lead.",
        "articleSection": "Press release",
        "locationCreated": {"@type": "Place", "name": "New York"},
        "inLanguage": "en",
        "datePublished": "2024-01-20",
        "dateModified": corrected_at,
        "version": 2,
        "identifier": "No. 221/24",
        "url": SITE + VISIT,
        "mainEntityOfPage": SITE + VISIT,
        "image": f"{SITE}{VISIT}{second.digest}.png",
        "author": publisher,
        "publisher": publisher,
        "correction": {"@type": "CorrectionComment", "text": "The day.", "datePublished": corrected_at},
    }
    properties = meta(response)
    assert (properties["og:type"], properties["og:locale"]) == ("article", "en_GB")
    assert properties["og:description"] == "The lead."
    assert properties["article:published_time"] == "2024-01-20"
    assert properties["article:modified_time"] == corrected_at


def test_no_word_of_a_text_ends_the_block_or_begins_another(client, details, editor):
    title = '</script><script>alert(1)</script><!-- & "quoted" \\'
    publishing.publish([make_release(title, slug="a-visit-to-geneva")], by=editor)
    response = client.get(VISIT)
    assert [article["headline"] for article in told(response)] == [title]
    assert len(elements(response, "script")) == 1
    block = response.content.decode().partition("ld+json")[2].partition("</script>")[0]
    assert not set(block.removeprefix('">')) & set("<>&")


def test_an_earlier_a_withdrawn_and_a_redacted_text_are_no_news(client, details, editor):
    release = make_release("A visit to Geneva")
    publishing.publish([release], by=editor)
    correct([rewrite(release, body="<p>New.</p>")], by=editor, change_note="The day.")
    assert told(client.get(f"{VISIT}editions/1/")) == []
    assert len(told(client.get(VISIT))) == 1
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."})
    assert told(client.get(VISIT)) == []
    other = make_release("Secret")
    publishing.publish([other], by=editor)
    Edition.objects.filter(release=other).update(redacted_at=timezone.now(), **emptied_by_redaction())
    assert told(client.get("/en/releases/2024/secret/")) == []


@pytest.mark.parametrize("address", ["/en/", "/en/contact/"])
def test_the_mission_says_how_it_is_reached_and_whom_journalists_ask(client, details, address):
    MissionDetails.objects.update(press_contact_number="+12123712832", press_contact_extension="101")
    OpeningHours.objects.create(details=details, weekday=0, opens_at=dt.time(9), closes_at=dt.time(17))
    ClosedDays.objects.create(details=details, first_on=dt.date(2100, 1, 1))
    (mission,) = told(client.get(address))
    assert mission["@type"] == "GovernmentOrganization"
    assert mission["name"] == MISSION
    assert mission["alternateName"] == ["Azərbaycan Respublikasının BMT yanında Daimi Nümayəndəliyi"]
    assert mission["telephone"] == ["+12123712559", "+12123712832;ext=101"]
    assert mission["faxNumber"] == ["+12123712784", "+16467386143"]
    assert mission["address"]["streetAddress"] == "633 Third Avenue, Suite 3210, New York, NY, 10017"
    assert mission["contactPoint"] == {
        "@type": "ContactPoint",
        "contactType": "press",
        "telephone": "+12123712832;ext=101",
        "url": f"{SITE}/en/contact/",
        "hoursAvailable": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["https://schema.org/Monday"],
                "opens": "09:00",
                "closes": "17:00",
            },
            {"@type": "OpeningHoursSpecification", "validFrom": "2100-01-01", "validThrough": "2100-01-01"},
        ],
    }
    MissionDetails.objects.update(shown=False)
    assert told(client.get(address)) == []


def test_a_page_names_the_locales_of_its_other_languages(client, details):
    assert meta(client.get("/en/contact/"))["og:locale:alternate"] == "az_AZ"
