"""The pages that the site has of its own: in every language, and none that only the mission can write."""

import pytest

from pressreleases import richtext
from pressreleases.built_in_pages import text_of
from pressreleases.models.pages import BUILT_IN, MissionPage

LANGUAGES = ("en", "az", "fr", "es", "ru", "ar", "zh", "tr")


@pytest.mark.parametrize("page", sorted(BUILT_IN))
def test_each_has_words_of_its_own_in_every_language(page: MissionPage) -> None:
    texts = [text for language in LANGUAGES if (text := text_of(page, language))]
    assert len({text.body for text in texts}) == len({text.title for text in texts}) == len(LANGUAGES)
    assert all(text.summary and text.summary in richtext.plain_text(text.body) for text in texts)
    assert all(text.body == richtext.sanitise(text.body) for text in texts)


@pytest.mark.parametrize("page", sorted(set(MissionPage) - BUILT_IN))
def test_of_what_only_the_mission_knows_the_site_says_nothing(page: MissionPage) -> None:
    assert text_of(page, "en") is None
