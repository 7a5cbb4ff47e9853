"""Pictures: one row for each content, with a size and with words for people who cannot see it."""

import pytest

from pressreleases.models import Image
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


def test_a_picture_is_kept_once_has_a_size_and_words():
    insert = (
        "INSERT INTO pressreleases_image (title, file, sha256, width, height, credit, added_at)"
        " VALUES ('x', 'x', %s, %s, 1, '', now())"
    )
    sql(insert, "a" * 64, 1)
    with refused_by("image_one_per_content"):
        sql(insert, "a" * 64, 1)
    with refused_by("image_sha256_well_formed"):
        sql(insert, "A", 1)
    with refused_by("image_has_a_size"):
        sql(insert, "b" * 64, 0)
    words = (
        "INSERT INTO pressreleases_imagedescription (image_id, language, alternative_text)"
        " SELECT id, 'en', %s FROM pressreleases_image"
    )
    with refused_by("image_description_given"):
        sql(words, "")
    sql(words, "A hall")
    with refused_by("image_one_description_per_language"):
        sql(words, "A hall")


def test_its_words_are_those_of_the_asked_language_and_never_of_another():
    image = Image.objects.create(title="A hall", file="images/a.png", sha256="a" * 64, width=1, height=1)
    image.descriptions.create(language="en", alternative_text="A hall full of people.")
    assert image.alternative_text_in("en") == "A hall full of people."
    assert image.alternative_text_in("az") == ""


def test_title_credit_and_words_are_each_in_one_line():
    image = Image.objects.create(title="A hall", file="images/a.png", sha256="a" * 64, width=1, height=1)
    image.descriptions.create(language="en", alternative_text="A hall.")
    for column in ("title", "credit"):
        with refused_by("image_words_in_one_line"):
            sql(f"UPDATE pressreleases_image SET {column} = E'a\\nb'")
    with refused_by("image_description_in_one_line"):
        sql("UPDATE pressreleases_imagedescription SET alternative_text = E'a\\nb'")
