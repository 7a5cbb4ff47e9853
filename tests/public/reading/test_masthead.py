"""The emblem of the masthead: within the page where it is small enough, at its address where it is not."""

import base64
import io
import random

import pytest
from PIL import Image as Pillow

from mission_site.languages import NAMES
from pressreleases import images
from tests.making import make_details
from tests.public.page_elements import elements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def emblem_of(picture):
    """Details that have it, and the picture as it is kept."""
    stream = io.BytesIO()
    picture.save(stream, format="PNG")
    stream.seek(0)
    kept = images.keep(images.read(stream), title="Emblem")
    make_details(emblem=kept)
    return kept


def shown(client):
    ((_tag, attributes, _words),) = elements(client.get("/en/"), "img", class_="emblem")
    assert attributes["alt"] == "Emblem"
    return attributes["src"]


def test_it_stands_small_and_see_through_in_the_page_itself(client):
    emblem_of(Pillow.new("RGBA", (600, 300), (0, 128, 128, 0)))
    kind, content = shown(client).split(",")
    assert kind == "data:image/png;base64"
    with Pillow.open(io.BytesIO(base64.b64decode(content))) as small:
        assert small.size == (144, 72)
        assert small.convert("RGBA").getchannel("A").getextrema() == (0, 0)


def test_one_that_stays_large_is_fetched_from_its_address(client):
    chance = random.Random(5)
    kept = emblem_of(Pillow.frombytes("RGB", (200, 200), chance.randbytes(200 * 200 * 3)))
    assert shown(client) == f"/media/{kept.file.name}"


def test_a_lost_file_leaves_the_page_whole(client):
    kept = emblem_of(Pillow.new("RGB", (31, 17), "navy"))
    kept.file.storage.delete(kept.file.name)
    assert shown(client) == f"/media/{kept.file.name}"


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Emblème"), ("es", "Emblema"), ("tr", "Amblem"), ("ru", "Эмблема"), ("zh", "徽标"), ("ar", "الشعار")],
)
def test_its_alternative_text_is_in_the_language_of_the_page(client, settings, language, words):
    settings.LANGUAGES = list(NAMES.items())
    emblem_of(Pillow.new("RGB", (31, 17), "navy"))
    ((_tag, attributes, _words),) = elements(client.get(f"/{language}/"), "img", class_="emblem")
    assert attributes["alt"] == words
