"""Loading the sample content: into an empty site only, with passwords that are told once and nowhere else."""

import re

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from pressreleases.models import (
    Anniversary,
    AnniversaryName,
    Image,
    MissionDetails,
    MissionName,
    Release,
    Topic,
)
from tests.making import make_details, make_release
from tests.management.running import refusal, run
from tests.public.page_elements import page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_it_is_loaded_once_and_its_passwords_are_not_logged(caplog):
    said = run("load_samples")
    passwords = re.findall(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}", said)
    assert len(set(passwords)) == 3
    assert not any(password in caplog.text for password in passwords)
    refusal("load_samples")


@pytest.mark.parametrize(
    ("put_in", "what"),
    [
        (make_release, "releases"),
        (make_details, "mission details"),
        (lambda: User.objects.create_user("editor"), "the account “editor”"),
    ],
)
def test_a_site_that_holds_something_is_left_alone(put_in, what):
    put_in()
    assert refusal("load_samples") == (
        "Sample content can only be added to an empty site, because it can never be deleted. "
        f"This site already has: {what}."
    )


def test_a_site_in_one_language_gets_the_texts_of_that_language(settings):
    settings.LANGUAGES = [("az", "Azerbaijani")]
    run("load_samples")
    assert set(Release.objects.values_list("language", "is_original")) == {("az", True)}
    assert not Release.objects.filter(status="submitted").exists()


@pytest.mark.parametrize("codes", [("fr", "ru"), ("ar", "zh"), ("es", "tr")])
def test_a_site_in_other_languages_has_names_for_all_that_is_loaded(settings, client, codes):
    settings.LANGUAGES = [(code, code) for code in codes]
    run("load_samples")
    named = [*Anniversary.objects.all(), *Topic.objects.all(), *MissionDetails.objects.all()]
    assert len(named) > 10
    for one in named:
        assert {name.language for name in one.names.all()} == set(codes), one
    with override("en"):
        assert [str(one) for one in named if str(one).startswith(("#", "Mission without"))] == []
    (emblem,) = Image.objects.all()
    assert {row.language for row in emblem.descriptions.all()} == set(codes)
    for code in codes:
        anniversaries = page(client.get(f"/{code}/anniversaries/"))
        for name in AnniversaryName.objects.filter(language=code):
            assert name.name in anniversaries


def test_names_of_the_samples_are_only_in_the_languages_of_the_site():
    run("load_samples")
    assert set(AnniversaryName.objects.values_list("language", flat=True)) == {"en", "az"}
    assert set(MissionName.objects.values_list("language", flat=True)) == {"en", "az"}
