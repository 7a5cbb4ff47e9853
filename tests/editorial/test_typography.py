"""What is proposed for the punctuation of a text, and what taking it saves."""

import pytest
from django.contrib.auth.models import User

from pressreleases.editorial.typography import ChangedMeanwhile, mark_of, proposals, take
from pressreleases.families import words_of
from pressreleases.models import AuditEntry, Release
from pressreleases.models.kinds import Status
from pressreleases.publishing import submit
from pressreleases.publishing.errors import NotAllowed, NotYours
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

TYPED = '<p>They said "yes" - <a href="/en/?q=\'a\'">it\'s</a> done...</p>'
WANTED = '<p>They said “yes” – <a href="/en/?q=&#x27;a&#x27;">it’s</a> done…</p>'


@pytest.fixture
def release(details):
    return make_release("The mission's visit", body=TYPED)


def test_each_field_has_its_words_the_number_of_places_and_the_first_of_them(release):
    title, body = proposals(release)
    assert (title.name, title.words, title.count) == ("title", "The mission’s visit", 1)
    assert title.example == "mission's → mission’s"
    assert (body.name, body.words, body.count, body.example) == ("body", WANTED, 5, '"yes" → “yes”')


def test_nothing_is_proposed_that_a_field_cannot_hold(details):
    release = make_release("Oui! " * 60, language="fr", slug="oui")
    assert len(release.title) == 300
    assert proposals(release) == []
    assert mark_of(release) == ""


def test_taking_it_is_a_save_like_any_other(release, author):
    take(release, mark_of(release), by=author)
    saved = Release.objects.get(pk=release.pk)
    assert (saved.title, saved.body, saved.version, saved.changed_by) == ("The mission’s visit", WANTED, 2, author)
    assert saved.history.latest("history_id").history_user == author
    assert AuditEntry.objects.latest("pk").details == {"changed": ["title", "body"], "version": 2}
    assert mark_of(saved) == ""


def test_nothing_is_saved_once_somebody_has_changed_the_text(release, author):
    seen = mark_of(release)
    rewrite(release, body='<p>They said "no".</p>', version=2)
    for mark in (seen, ""):
        with pytest.raises(ChangedMeanwhile):
            take(release, mark, by=author)
    assert Release.objects.get(pk=release.pk).body == '<p>They said "no".</p>'
    assert release.history.count() == 2


def test_who_may_not_write_or_not_change_this_text_takes_nothing(release, author, editor):
    seen = mark_of(release)
    with pytest.raises(NotAllowed):
        take(release, seen, by=User.objects.create(username="nobody"))
    rewrite(release, created_by=author, changed_by=author)
    submit([release], by=author)
    with pytest.raises(NotYours):
        take(release, seen, by=make_user("Author", "another"))
    assert Release.objects.get(pk=release.pk).title == "The mission's visit"


def test_a_submitted_text_is_a_draft_again_if_its_author_takes_it(details, author):
    release = make_release("The mission's visit", created_by=author, changed_by=author)
    submit([release], by=author)
    take(release, mark_of(release), by=author)
    assert Release.objects.get(pk=release.pk).status == Status.DRAFT


def test_a_translation_that_was_up_to_date_stays_so_and_one_that_was_not_stays_out_of_date(release, author):
    fresh = make_release("Une visite", language="fr", family=release.family, is_original=False, slug="visite")
    stale = make_release("Ziyarət", language="az", family=release.family, is_original=False, slug="ziyaret")
    rewrite(fresh, in_step_with=words_of(release))
    rewrite(stale, in_step_with="0" * 64)
    take(release, mark_of(release), by=author)
    assert Release.objects.get(pk=fresh.pk).in_step_with == words_of(release)
    assert Release.objects.get(pk=stale.pk).in_step_with == "0" * 64
