"""The sample content in a site: its accounts, mission and emblem, topics, anniversaries and releases."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import override_settings
from PIL import Image

from pressreleases.anniversaries import title_patterns
from pressreleases.editorial.sheet_heads import differences
from pressreleases.intake.text import read
from pressreleases.language.slugs import slug_of
from pressreleases.management import sample_loading
from pressreleases.management.sample_loading import EMBLEM_SIDE, draw_emblem, make_accounts
from pressreleases.models import (
    Anniversary,
    AnniversaryName,
    Edition,
    MissionDetails,
    PublishedAlone,
    Release,
    Topic,
    TopicName,
)
from pressreleases.publishing import permissions
from tests.intake import sheets
from tests.management.running import run

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 1, 20)


@pytest.fixture(scope="module", autouse=True)
def said(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the command said. The samples are loaded once; each test's own transaction runs inside that one."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), PASSWORD_HASHERS=quick),
        transaction.atomic(),
    ):
        yield run("load_samples")
        transaction.set_rollback(True)


def states():
    return {release.title: release for release in Release.objects.with_state()}


def test_there_is_something_for_every_page():
    families = Release.objects.values("family").distinct()
    assert 15 <= families.count() <= 20
    assert {date.year for date in Edition.objects.live().dates("issued_on", "year")} == {2022, 2023, 2024, 2025, 2026}
    assert set(Edition.objects.live().values_list("language", flat=True)) == {"en", "az"}
    assert Anniversary.objects.count() >= 4
    assert all(anniversary.names.count() == 2 for anniversary in Anniversary.objects.all())
    assert all(topic.names.count() == 2 for topic in Topic.objects.all())
    assert len({release.kind for release in Release.objects.all()}) >= 4


def test_each_state_of_a_release_is_there():
    found = states()
    assert found["International Day of Nowruz"].live_number == 2
    assert found["How the Mission Corrects What It Has Published"].planned_at > dt.datetime.now(dt.UTC)
    assert (
        found["General Debate of the Seventy-eighth Session: Information for Correspondents"].taken_back == "withdrawn"
    )
    assert found["United Nations Day"].taken_back == "removed"
    assert found["COP29 Opens in Baku"].changed
    assert found["Human Rights Day"].status == "submitted"
    assert not found["Dünya Azərbaycanlılarının Həmrəyliyi Günü"].was_public
    assert [release.title for release in found.values() if release.changed] == ["COP29 Opens in Baku"]


def test_readers_see_neither_what_is_ahead_nor_what_was_taken_back():
    readable = set(Edition.objects.live().values_list("title", flat=True))
    hidden = {title for title, release in states().items() if release.planned_at or release.taken_back}
    assert len(hidden) == 6
    assert not readable & hidden
    assert not readable & {"Human Rights Day", "Dünya Azərbaycanlılarının Həmrəyliyi Günü"}
    assert len(readable) == 25


def test_no_edition_claims_a_past_that_the_site_did_not_have():
    assert not Edition.objects.filter(
        live_during__startswith__lt=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=1)
    ).exists()
    first, second = Edition.objects.filter(title="International Day of Nowruz").order_by("number")
    assert first.live_during.upper == second.live_during.lower
    assert second.change_note


def test_who_wrote_a_text_did_not_publish_it():
    # What the editor saved is the end of a review, and no word.
    saves = Release.history.exclude(history_user__username="author").exclude(history_user=None)
    assert {save.version for save in saves} <= {save.prev_record.version for save in saves}
    assert not PublishedAlone.objects.exists()
    assert set(Edition.objects.values_list("published_by__username", flat=True)) == {"editor"}


def test_the_accounts_work_and_may_do_what_their_role_does(said):
    rows = dict(re.findall(r"^  (\w+) +([a-z0-9-]{19}) ", said, re.MULTILINE))
    assert list(rows) == ["author", "editor", "administrator"]
    users = {name: User.objects.get(username=name) for name in rows}
    assert [user.check_password(rows[name]) for name, user in users.items()] == [True] * 3
    assert [permissions.may(user, permissions.PUBLISH) for user in users.values()] == [False, True, True]
    assert all(user.is_staff and not user.is_superuser for user in users.values())
    assert users["administrator"].has_perm("auth.add_user")


def test_the_emblem_is_small_and_described():
    emblem = MissionDetails.objects.get().emblem
    assert emblem is not None
    assert emblem.file.size <= 20_000
    assert emblem.file.name == f"images/{emblem.sha256}.png"
    assert emblem.alternative_text_in("en")
    assert emblem.alternative_text_in("az")


def test_the_details_equal_the_real_sheets_on_its_day():
    details = MissionDetails.objects.valid_on(DAY).whole().get()
    sheet = read(sheets.english().encode())
    assert differences(sheet, details) == []
    assert [row.name for row in details.names.all()] == ["\n".join(name.lines) for name in sheet.names]
    assert details.address == sheet.address
    assert details.email == ""


def test_the_day_of_the_real_sheet_is_free_and_such_a_sheet_comes_in_beside_the_samples(tmp_path):
    assert not Release.objects.filter(issued_on=DAY).exists()
    path = tmp_path / "sheet.txt"
    path.write_text(sheets.english(title='Thirty Fourth Anniversary of the "Black January"'), encoding="utf-8")
    told = run("import_release", path, "--publish", "--as", "editor")
    assert "published at /en/releases/2024/thirty-fourth-anniversary-of-the-black-january/" in told
    assert "differs" not in told
    anniversary = Release.objects.get(issued_on=DAY).anniversary
    assert anniversary is not None
    years = Edition.objects.live().filter(anniversary=anniversary, language="en").dates("issued_on", "year")
    assert [date.year for date in years] == [2023, 2024, 2025, 2026]


def test_the_patterns_of_the_sample_anniversaries_write_the_titles_of_their_releases():
    checked = 0
    for name in AnniversaryName.objects.select_related("anniversary"):
        for release in name.anniversary.releases.filter(language=name.language):
            years = name.anniversary.years_on(release.issued_on)
            title = title_patterns.read(name.title_pattern, name.language).title(
                years, release.issued_on.year, name.name
            )
            assert title == release.title
            checked += 1
    assert checked >= 14


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


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


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
