"""The sample content: something for every page, public only through the verbs, and out of the real sheet's way."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import User
from django.test import override_settings

from pressreleases.anniversaries import title_patterns
from pressreleases.editorial.mission_details import differences
from pressreleases.intake.reading import read
from pressreleases.models import Anniversary, AnniversaryName, Edition, MissionDetails, PublishedAlone, Release, Topic
from pressreleases.publishing import permissions
from tests.intake import sheets
from tests.management.running import run

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 1, 20)


@pytest.fixture(scope="module", autouse=True)
def said(kept_for_module, tmp_path_factory):
    """What the command said."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield run("load_samples")


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
