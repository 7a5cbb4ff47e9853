"""Preview links: who may make and end them, what they lead to, and what is kept of them."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from pressreleases.editorial import preview_links
from pressreleases.errors import ExplainedError
from pressreleases.models import PreviewLink, PreviewVisit
from pressreleases.publishing import errors, publish
from tests.audit_entries import acts
from tests.making import in_future, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release("Visit")


def make(release, by, **changes):
    return preview_links.make(release, **{"by": by, "for_whom": "The capital", "days": 3, **changes})


def secret_of(made):
    return made.address.rstrip("/").rpartition("/")[2]


def test_a_link_is_found_by_its_secret_of_which_only_the_hash_is_kept(release, editor):
    made = make(release, editor)
    secret = secret_of(made)
    assert preview_links.find(secret) == made.link
    assert preview_links.find(secret[:-1]) is None
    assert made.link.address_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(PreviewLink.objects.values().get())
    assert len(secret) == 32
    assert acts() == [("editor", "preview-link-made", "Visit")]


def test_a_link_is_over_at_the_instant_at_which_it_expires(release, editor):
    made = make(release, editor, days=1)
    assert made.link.expires_at - made.link.made_at == dt.timedelta(days=1)
    assert preview_links.find(secret_of(made), made.link.expires_at - dt.timedelta(microseconds=1))
    assert preview_links.find(secret_of(made), made.link.expires_at) is None


def test_a_revoked_link_is_over_and_is_not_revoked_twice(release, editor):
    made = make(release, editor)
    preview_links.revoke(made.link, by=editor)
    assert preview_links.find(secret_of(made)) is None
    with pytest.raises(preview_links.OverAlready):
        preview_links.revoke(made.link, by=editor)
    assert PreviewLink.objects.get().revoked_by == editor


def test_who_may_not_write_neither_makes_nor_revokes_links(release, editor):
    nobody = make_user("Author", "nobody")
    nobody.groups.clear()
    made = make(release, editor)
    with pytest.raises(errors.NotAllowed):
        make(release, nobody)
    with pytest.raises(errors.NotAllowed):
        preview_links.revoke(made.link, by=nobody)
    assert preview_links.find(secret_of(made))


def test_an_author_shows_only_what_they_wrote_part_of(release, author):
    with pytest.raises(errors.NotYours):
        make(release, author)
    release.history.update(history_user=author)
    assert make(release, author)


def test_what_readers_see_already_and_what_has_no_text_gets_no_link(release, editor):
    with pytest.raises(errors.NoText):
        make(make_release("Empty", body="<p> </p>"), editor)
    publish([release], by=editor)
    with pytest.raises(preview_links.ReadersSeeIt) as refused:
        make(release, editor)
    assert isinstance(refused.value, ExplainedError)
    assert make(rewrite(release, title="The visit"), editor)


def test_only_the_offered_days_can_be_chosen(release, editor):
    with pytest.raises(ValueError, match="2"):
        make(release, editor, days=2)
    assert all(make(release, editor, days=days) for days in preview_links.DAYS)


def test_a_link_to_a_scheduled_text_says_until_when_it_is_embargoed(release, editor):
    found = preview_links.find(secret_of(made := make(release, editor)))
    assert found is not None
    assert found.embargoed_until is None
    at = in_future()
    publish([release], by=editor, at=at)
    found = preview_links.find(secret_of(made))
    assert found is not None
    assert found.embargoed_until == at


def test_a_link_is_over_once_a_later_edition_has_begun(release, editor):
    made = make(release, editor)
    publish([release], by=editor)
    assert preview_links.find(secret_of(made)) is None


def test_the_digest_of_what_a_link_shows_follows_every_save(release, editor):
    secret = secret_of(make(release, editor))

    def sheet():
        found = preview_links.find(secret)
        assert found is not None
        return found.sheet

    before = sheet()
    rewrite(release, title="The visit")
    assert sheet() != before
    rewrite(release, title="Visit")
    assert sheet() == before


def test_visits_are_noted_up_to_a_limit_with_a_short_name_of_the_program(release, editor, monkeypatch):
    monkeypatch.setattr(preview_links, "MOST_VISITS", 2)
    link = make(release, editor).link
    for _visit in range(3):
        preview_links.note_visit(link, agent="x\0" * 300)
    assert [visit.agent for visit in PreviewVisit.objects.all()] == ["x" * 200] * 2


def test_visits_are_forgotten_ninety_days_after_the_link_expired(release, editor):
    link = make(release, editor).link
    preview_links.note_visit(link, agent="Browser")
    over = link.expires_at + dt.timedelta(days=90)
    assert preview_links.forget_visits(over - dt.timedelta(microseconds=1)) == 0
    assert preview_links.forget_visits(timezone.now()) == 0
    assert preview_links.forget_visits(over) == 1
    assert PreviewLink.objects.exists()
