"""A month's archive, unzipped and opened from the disk by a browser, which asks nobody for anything."""

import io
import zipfile

import pytest

from pressreleases import images, publishing
from pressreleases.management.sample_loading import draw_emblem
from pressreleases.models import MissionDetails
from tests.making import make_release, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_month_is_read_from_the_disk_with_its_pictures_and_without_a_network(staff, tmp_path, complaints):
    MissionDetails.objects.update(emblem=images.keep(images.read(draw_emblem()), title="Emblem"))
    publishing.publish([make_release("A visit to Geneva")], by=make_user("Editor", "other"))
    page = staff.window()
    answer = page.request.get("/en/releases/2024/01.zip")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as archive:
        archive.extractall(tmp_path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(next(tmp_path.glob("*/index.html")).as_uri())
    page.get_by_role("link", name="A visit to Geneva").click()
    page.get_by_text("The delegation arrived on Monday.").wait_for()
    assert page.locator("img.emblem").evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "grid"
    assert [address.partition(":")[0] for address in asked if not address.startswith("data:")] == ["file", "file"]
    assert complaints == []
