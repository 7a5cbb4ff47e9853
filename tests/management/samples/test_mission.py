"""Mission details, topics and anniversaries of the samples, each with names in the languages of the site only."""

import pytest

from pressreleases.language.slugs import slug_of
from pressreleases.management.samples import mission
from pressreleases.models import AnniversaryName, MissionDetails, TopicName

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_the_mission_is_valid_for_ever_and_can_be_reached(settings):
    details = mission.make_details()
    stored = MissionDetails.objects.whole().get()
    assert (stored.valid_during.lower, stored.valid_during.upper) == (None, None)
    assert [name.language for name in stored.names.all()] == ["az", "en"]
    assert stored.numbers.count() == 4
    assert details.hours.count() == 5
    assert stored.emblem is not None
    assert stored.emblem.alternative_text_in("en")


def test_a_site_in_one_language_gets_no_other_names(settings):
    settings.LANGUAGES = [("en", "English")]
    details = mission.make_details()
    mission.make_topics()
    mission.make_anniversaries()
    assert {name.language for name in details.names.all()} == {"en"}
    assert set(TopicName.objects.values_list("language", flat=True)) == {"en"}
    assert set(AnniversaryName.objects.values_list("language", flat=True)) == {"en"}


def test_each_name_has_the_address_that_the_form_would_make_of_it():
    mission.make_topics()
    mission.make_anniversaries()
    for model in (TopicName, AnniversaryName):
        rows = list(model.objects.values_list("name", "language", "slug"))
        assert rows
        assert [slug for _name, _language, slug in rows] == [slug_of(name, language) for name, language, _slug in rows]


def test_each_anniversary_passes_the_checks_of_its_form():
    made = mission.make_anniversaries()
    assert made
    assert [anniversary.wrong() for anniversary in made.values() if anniversary.wrong()] == []
