"""Which releases use a picture: in any language, draft or edition, above the text or in it."""

import pytest

from pressreleases import images
from pressreleases.editorial.picture_uses import releases_using, uses_of
from pressreleases.models import Image, Release
from pressreleases.publishing import publish
from tests.making import make_release, rewrite
from tests.test_images import encoded

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    found = images.keep(images.read(encoded()), title="The building")
    found.descriptions.create(language="en", alternative_text="A house")
    return found


def using(picture):
    keys = releases_using(picture.pk)
    return set(Release.objects.filter(pk__in=keys).values_list("title", flat=True))


def body_with(picture):
    return f'<p>Words.</p><p><img src="{picture.file.url}" alt="A house"></p>'


def test_a_picture_is_used_above_a_text_in_a_text_and_in_what_was_published(details, editor, picture):
    make_release("Above", lead_image=picture)
    make_release("Within", body=body_with(picture))
    shown = make_release("Shown once", body=body_with(picture))
    publish([shown], by=editor)
    rewrite(shown, body="<p>Words.</p>")
    make_release("Without")
    assert using(picture) == {"Above", "Within", "Shown once"}
    assert uses_of([picture]) == {picture.pk: 3}


def test_the_languages_of_a_text_are_one_use(picture):
    one = make_release("Visit", lead_image=picture)
    make_release("Səfər", language="az", family=one.family, is_original=False, lead_image=picture)
    assert uses_of([picture]) == {picture.pk: 1}


def test_a_picture_that_nothing_uses_has_no_uses_and_no_pictures_take_the_same_queries(
    picture, django_assert_num_queries
):
    other = Image.objects.create(title="Other", file="images/b.png", sha256="b" * 64, width=1, height=1)
    make_release("Visit", lead_image=picture)
    with django_assert_num_queries(3):
        assert uses_of([picture, other]) == {picture.pk: 1, other.pk: 0}
    assert using(other) == set()
