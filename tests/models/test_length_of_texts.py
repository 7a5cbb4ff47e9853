"""How long the texts of a release may be: held by the database for what is written anew, never for what is there."""

import pytest

from pressreleases import publishing
from pressreleases.models import Edition, Release
from pressreleases.models.release import MOST_CHARACTERS
from tests.making import make_details, make_release, make_user
from tests.models.refusals import refused_by, sql

TEXTS = ["body", "summary", "notes_to_editors"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_may_be_as_long_as_the_limit_and_no_longer(name):
    release = make_release(**{name: "é" * MOST_CHARACTERS})
    with refused_by("release_text_not_too_long"):
        Release.objects.filter(pk=release.pk).update(**{name: "é" * (MOST_CHARACTERS + 1)})
    with refused_by("release_text_not_too_long"):
        make_release("Another title", **{name: "é" * (MOST_CHARACTERS + 1)})


@pytest.mark.django_db
def test_a_longer_text_of_an_older_database_stays_until_somebody_changes_it():
    release = make_release()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("ALTER TABLE pressreleases_release DISABLE TRIGGER release_texts_guard")
    Release.objects.filter(pk=release.pk).update(body="x" * (MOST_CHARACTERS + 1))
    sql("ALTER TABLE pressreleases_release ENABLE TRIGGER release_texts_guard")
    release.refresh_from_db()
    release.title = "Another title"
    release.save()
    with refused_by("release_text_not_too_long"):
        Release.objects.filter(pk=release.pk).update(body="y" * (MOST_CHARACTERS + 1))


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["<p>" + "& " * 60_000 + "</p>", "<p>" + "< " * 60_000 + "</p>"])
def test_a_text_that_becomes_too_long_when_it_is_written_out_is_refused_with_a_sentence(body):
    make_details()
    release = make_release(body=body)
    with pytest.raises(publishing.errors.TextTooLong):
        publishing.publish([release], by=make_user("Editor"))
    assert not Edition.objects.exists()
    release.refresh_from_db()
    assert release.body == body
