"""The parts of the sample content, each on an empty site: accounts, mission and emblem, topics, anniversaries."""

import re

import pytest
from PIL import Image

from pressreleases.language.slugs import slug_of
from pressreleases.management import sample_loading
from pressreleases.management.sample_loading import EMBLEM_SIDE, draw_emblem, make_accounts
from pressreleases.models import AnniversaryName, MissionDetails, TopicName

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_there_is_one_account_for_each_role_and_none_is_a_superuser():
    made = make_accounts()
    assert {name: [group.name for group in account.user.groups.all()] for name, account in made.items()} == {
        "author": ["Author"],
        "editor": ["Editor"],
        "administrator": ["Administrator"],
    }
    assert all(account.user.is_staff and not account.user.is_superuser for account in made.values())


def test_each_account_has_a_password_of_its_own_that_opens_it_and_is_stored_nowhere():
    made = make_accounts()
    passwords = {account.password for account in made.values()}
    assert len(passwords) == 3
    for account in made.values():
        assert account.user.check_password(account.password)
        assert account.password not in account.user.password


def test_a_password_can_be_typed_from_paper():
    for account in make_accounts().values():
        assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", account.password)
        assert not set(account.password) & set("ilo01")


def test_the_mission_is_valid_for_ever_and_can_be_reached(settings):
    details = sample_loading.make_details()
    stored = MissionDetails.objects.whole().get()
    assert (stored.valid_during.lower, stored.valid_during.upper) == (None, None)
    assert [name.language for name in stored.names.all()] == ["az", "en"]
    assert stored.numbers.count() == 4
    assert details.hours.count() == 5
    assert stored.emblem is not None
    assert stored.emblem.alternative_text_in("en")


def test_a_site_in_one_language_gets_no_other_names(settings):
    settings.LANGUAGES = [("en", "English")]
    details = sample_loading.make_details()
    sample_loading.make_topics()
    sample_loading.make_anniversaries()
    assert {name.language for name in details.names.all()} == {"en"}
    assert set(TopicName.objects.values_list("language", flat=True)) == {"en"}
    assert set(AnniversaryName.objects.values_list("language", flat=True)) == {"en"}


def test_each_name_has_the_address_that_the_form_would_make_of_it():
    sample_loading.make_topics()
    sample_loading.make_anniversaries()
    for model in (TopicName, AnniversaryName):
        rows = list(model.objects.values_list("name", "language", "slug"))
        assert rows
        assert [slug for _name, _language, slug in rows] == [slug_of(name, language) for name, language, _slug in rows]


def test_each_anniversary_passes_the_checks_of_its_form():
    made = sample_loading.make_anniversaries()
    assert made
    assert [anniversary.wrong() for anniversary in made.values() if anniversary.wrong()] == []


def test_it_is_a_small_square_png_that_is_drawn_alike_each_time():
    drawn = draw_emblem()
    picture = Image.open(drawn)
    assert (picture.format, picture.mode, picture.size) == ("PNG", "RGBA", (EMBLEM_SIDE, EMBLEM_SIDE))
    assert len(drawn.getvalue()) < 20_000
    assert drawn.getvalue() == draw_emblem().getvalue()


def test_it_stands_on_any_page_since_all_but_its_ink_is_transparent():
    picture = Image.open(draw_emblem())
    ink = picture.getchannel("A")
    middle = EMBLEM_SIDE // 2
    assert (ink.getpixel((0, 0)), ink.getpixel((middle, middle)), ink.getextrema()) == (0, 0, (0, 255))
    # The right half mirrors the left one.
    assert ink.getpixel((4, middle)) == ink.getpixel((EMBLEM_SIDE - 5, middle)) == 255
