"""The icon that telephones ask for."""

import io

import pytest
from PIL import Image

from pressreleases.models import Image as StoredPicture
from pressreleases.models import MissionDetails
from pressreleases.public.formats import touch_icon
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db

TEAL = (0, 128, 128)


@pytest.fixture
def emblem(details, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    MissionDetails.objects.update(emblem=make_picture("teal"))


def opened(response):
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    picture = Image.open(io.BytesIO(response.content))
    picture.load()
    assert (picture.size, "transparency" in picture.info) == ((180, 180), False)
    assert len(response.content) < 20_000
    return picture.convert("RGB")


@pytest.mark.parametrize("address", ["/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"])
def test_it_shows_the_emblem_of_the_mission(client, emblem, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(address)
    icon = opened(response)
    assert icon.getpixel((90, 90)) == TEAL
    assert icon.getpixel((2, 2)) == (253, 252, 249)
    assert response["Cache-Control"].startswith("public, max-age=10, ")
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_without_an_emblem_or_its_file_it_is_a_sheet(client, emblem):
    sheet = touch_icon.drawn(None)
    assert sheet == touch_icon.drawn(b"no picture")
    assert client.get("/apple-touch-icon.png").content != sheet
    StoredPicture.objects.get().file.delete(save=False)
    opened(client.get("/apple-touch-icon.png"))
    assert client.get("/apple-touch-icon.png").content == sheet


def test_an_emblem_that_is_not_shown_is_not_in_it(client, emblem):
    MissionDetails.objects.update(shown=False)
    assert opened(client.get("/apple-touch-icon.png")).getpixel((90, 90)) != TEAL
