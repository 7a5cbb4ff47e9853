"""The public site in Azerbaijani: on none of its pages is a word of the site's own left in English."""

import pytest

from pressreleases import publishing
from pressreleases.models import Topic
from tests.leftovers import english_in
from tests.making import correct, make_anniversary, make_release, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(details, editor):
    """A release with all that a page can show, corrected once, and a second one."""
    topic = Topic.objects.create()
    topic.names.create(language="az", name="Sülh", slug="sulh")
    anniversary = make_anniversary(az="Ağrılı gün")
    release = make_release("Sülh sazişi", language="az", slug="sazis", anniversary=anniversary)
    release.topics.add(topic)
    other = make_release("Sülh danışıqları", language="az", slug="danisiqlar")
    publishing.publish([release], by=editor)
    publishing.publish([other], by=editor)
    rewrite(release, title="Sülh müqaviləsi")
    correct([release], by=editor, change_note="Başlıq dəyişdi.")
    return release


@pytest.mark.parametrize(
    "address",
    [
        "",
        "releases/",
        "releases/2024/",
        "search/",
        "search/?q=sülh",
        "search/?q=heçnə",
        "search/?q=sülj",
        "search/?q=-sülh",
        "topics/",
        "topics/sulh/",
        "anniversaries/",
        "corrections/",
        "contact/",
    ],
)
def test_no_page_has_a_word_in_english(client, told, address):
    response = client.get(f"/az/{address}")
    assert response.status_code == 200
    assert english_in(response) == []


def test_a_release_and_its_earlier_edition_have_none(client, told):
    page = client.get(f"/r/{told.code}", follow=True)
    assert "Sülh müqaviləsi" in page.content.decode()
    assert english_in(page) == []
    earlier = client.get(f"{page.request['PATH_INFO']}editions/1/")
    assert "Yeni nəşrlə əvəz olunub." in earlier.content.decode()
    assert english_in(earlier) == []


def test_the_search_counts_its_hits_and_explains_itself(client, told):
    page = client.get("/az/search/?q=sülh").content.decode()
    assert [words for words in ("2 nəticə", "Əvvəlcə ən yenilər", "Axtar</button>") if words not in page] == []
    assert "Nəticə yoxdur" in client.get("/az/search/?q=heçnə").content.decode()
