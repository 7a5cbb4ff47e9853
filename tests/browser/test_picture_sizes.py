"""Which copy of a picture a real browser fetches, how large it is shown, and that nothing moves when it comes."""

import pytest

from pressreleases import picture_copies, publishing
from pressreleases.models import ImageDescription
from tests.making import make_release, make_user
from tests.test_picture_copies import kept, photograph

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "".join(f"<p>{'The delegation spoke about the agenda of the summit. ' * 12}</p>" for _each in range(30))
SHOWN = "image => [image.currentSrc, image.naturalWidth > 0]"


@pytest.fixture
def photo(site):
    """A release with a photograph above its text and another one far below."""
    made = kept(photograph(size=(2400, 1600)))
    below = kept(photograph(size=(2000, 2500)))
    for one in (made, below):
        ImageDescription.objects.create(image=one, language="en", alternative_text="A hall")
        picture_copies.make(one)
    body = f'{LONG}<p><img alt="Tall" src="/media/{below.file.name}"></p>{LONG}'
    publishing.publish([make_release("A visit", body=body, lead_image=made)], by=make_user("Editor", "other"))
    return made, below


@pytest.mark.parametrize(
    ("screen", "density", "copy"),
    # A telephone gets the narrow copy however many dots it has: the whole page is to be small there.
    [((390, 844), 1, 480), ((390, 844), 2, 480), ((390, 844), 3, 480), ((1280, 900), 1, 720), ((1280, 900), 2, 1440)],
)
def test_the_copy_fits_the_screen_and_one_far_below_waits(staff, photo, screen, density, copy):
    (lead, below), (width, height) = photo, screen
    page = staff.window(viewport={"width": width, "height": height}, device_scale_factor=density)
    got: dict[str, int] = {}
    page.on("response", lambda answer: got.update({answer.url.rpartition("/")[2]: len(answer.body())}))
    page.goto("/en/releases/2024/a-visit/", wait_until="networkidle")
    pictures = {name for name in got if name.rpartition(".")[2] in {"avif", "webp", "jpg"}}
    assert pictures == {f"{lead.sha256}-{copy}.avif"}
    assert got[f"{lead.sha256}-{copy}.avif"] < lead.file.size / 5
    shown = page.get_by_alt_text("A hall")
    assert shown.evaluate(SHOWN) == [f"{staff.site}/media/images/{lead.sha256}-{copy}.avif", True]

    tall = page.get_by_alt_text("Tall")
    before = tall.bounding_box()
    with page.expect_response(lambda answer: below.sha256 in answer.url):
        tall.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    after = tall.bounding_box()
    assert tall.evaluate("image => image.complete && image.naturalWidth > 0")
    assert (before["width"], before["height"]) == (after["width"], after["height"])
    assert after["height"] <= height
    assert after["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_picture_whose_copies_are_not_made_yet_is_shown_all_the_same(staff, site):
    made = kept(photograph(size=(1200, 800)))
    ImageDescription.objects.create(image=made, language="en", alternative_text="A hall")
    publishing.publish([make_release("A visit", lead_image=made)], by=make_user("Editor", "other"))
    page = staff.window()
    page.goto("/en/releases/2024/a-visit/", wait_until="networkidle")
    shown = page.get_by_alt_text("A hall")
    assert shown.evaluate(SHOWN) == [f"{staff.site}/media/images/{made.sha256}-720.avif", True]
    assert round(shown.bounding_box()["width"]) == 568
