"""What the database refuses of comments on passages."""

import pytest

from pressreleases.models import PassageAnswer, PassageComment
from tests.making import make_release
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

INSERT = (
    "INSERT INTO pressreleases_passagecomment (release_id, prefix, exact, suffix, comment, by_id, at, resolved_at) "
    "VALUES (%s, '', %s, '', %s, %s, now(), {resolved})"
)


def test_a_comment_has_words_and_words_that_it_is_about(details, editor):
    release = make_release("Visit")
    for exact, comment in (("", "Why?"), ("Visit", "")):
        with refused_by("passage_comment_has_words"):
            sql(INSERT.format(resolved="NULL"), release.pk, exact, comment, editor.pk)
    sql(INSERT.format(resolved="NULL"), release.pk, "Visit", "Why?", editor.pk)
    assert PassageComment.objects.open().count() == 1


def test_what_is_resolved_was_resolved_by_somebody(details, editor):
    release = make_release("Visit")
    with refused_by("passage_comment_resolved_by_somebody"):
        sql(INSERT.format(resolved="now()"), release.pk, "Visit", "Why?", editor.pk)


def test_an_answer_has_words(details, editor):
    comment = PassageComment.objects.create(release=make_release("Visit"), exact="Visit", comment="Why?", by=editor)
    with refused_by("passage_answer_has_words"):
        PassageAnswer.objects.create(to=comment, comment="", by=editor)
