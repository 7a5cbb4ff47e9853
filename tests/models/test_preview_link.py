"""Preview links, visits and clearances: what Postgres refuses past Django's models, by the name of the rule."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from pressreleases.models import Clearance, PreviewLink, PreviewVisit
from pressreleases.publishing import publish, redact
from tests.making import correct, make_release, make_user, rewrite
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

TEXT = hashlib.sha256(b"the text").hexdigest()


def make_link(release, by, **changes):
    made_at = changes.pop("made_at", timezone.now())
    given = {"asks_clearance": True, "for_whom": "The capital", "expires_at": made_at + dt.timedelta(days=3)}
    hashed = hashlib.sha256(repr((release.pk, made_at)).encode()).hexdigest()
    return PreviewLink.objects.create(
        release=release, made_by=by, made_at=made_at, **{"address_hash": hashed, **given, **changes}
    )


@pytest.fixture
def link(details, editor):
    return make_link(make_release("Visit"), editor)


@pytest.fixture
def answer(link):
    return Clearance.objects.create(
        link=link, verdict="declined", name="A. Mammadov", comment="Not yet.", digest=TEXT, version=1
    )


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("preview_link_is_for_somebody", {"for_whom": ""}),
        ("preview_link_address_hashed", {"address_hash": "the secret itself"}),
        ("preview_link_ends_within_two_weeks", {"expires_at": timezone.now() + dt.timedelta(days=15)}),
        ("preview_link_ends_within_two_weeks", {"expires_at": timezone.now() - dt.timedelta(days=1)}),
        ("preview_link_revoked_by_somebody", {"revoked_at": timezone.now()}),
    ],
)
def test_a_link_that_breaks_a_rule_is_refused(details, editor, rule, changes):
    release = make_release("Visit")
    with refused_by(rule):
        make_link(release, editor, **changes)
    make_link(release, editor, expires_at=timezone.now() + dt.timedelta(days=13))


def test_two_links_never_share_an_address(link, editor):
    with refused_by("preview_link_one_per_address"):
        make_link(make_release("Other"), editor, address_hash=link.address_hash)


@pytest.mark.parametrize(
    "change",
    [
        "expires_at = expires_at - interval '1 minute'",
        "for_whom = 'Somebody else'",
        "asks_clearance = false",
        f"address_hash = '{TEXT}'",
        "revoked_at = now(), revoked_by_id = made_by_id, for_whom = 'Nobody'",
    ],
)
def test_a_link_is_revoked_once_and_changes_in_nothing_else(link, change):
    with refused_by("preview_link_is_fixed"):
        sql(f"UPDATE pressreleases_previewlink SET {change}")
    sql("UPDATE pressreleases_previewlink SET revoked_at = now(), revoked_by_id = made_by_id")
    with refused_by("preview_link_is_fixed"):
        sql("UPDATE pressreleases_previewlink SET revoked_at = NULL, revoked_by_id = NULL")


def test_a_link_and_its_answers_stay_with_their_release_and_go_with_it(link, answer, editor):
    with refused_by("clearance_stays"):
        sql("DELETE FROM pressreleases_clearance")
    with refused_by("preview_link_stays"):
        sql("DELETE FROM pressreleases_clearance")
        sql("DELETE FROM pressreleases_previewlink")
    PreviewVisit.objects.create(link=link)
    link.release.delete()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    assert [model.objects.count() for model in (PreviewLink, PreviewVisit, Clearance)] == [0, 0, 0]


def test_a_visit_cannot_be_changed_but_can_be_forgotten(link):
    PreviewVisit.objects.create(link=link, source="192.0.2.7", agent="Browser")
    with refused_by("preview_visit_is_fixed"):
        sql("UPDATE pressreleases_previewvisit SET source = '192.0.2.8'")
    sql("DELETE FROM pressreleases_previewvisit")
    assert not PreviewVisit.objects.exists()


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("clearance_verdict_known", {"verdict": "perhaps"}),
        ("clearance_given_by_somebody", {"name": ""}),
        ("clearance_decline_is_explained", {"verdict": "declined", "comment": ""}),
        ("clearance_digest_well_formed", {"digest": "the text"}),
        ("clearance_version_counts_from_one", {"version": 0}),
        ("clearance_is_of_its_moment", {"at": timezone.now() - dt.timedelta(hours=1)}),
        ("clearance_was_asked_for", {"redacted_at": timezone.now()}),
    ],
)
def test_an_answer_that_breaks_a_rule_is_refused(link, rule, changes):
    given = {"verdict": "cleared", "name": "A. Mammadov", "digest": TEXT, "version": 1}
    with refused_by(rule):
        Clearance.objects.create(link=link, **{**given, **changes})
    Clearance.objects.create(link=link, **given)


def test_nobody_clears_who_was_not_asked(link, editor):
    other = make_link(make_release("Other"), editor, asks_clearance=False)
    with refused_by("clearance_was_asked_for"):
        Clearance.objects.create(link=other, verdict="cleared", name="A. Mammadov", digest=TEXT, version=1)


@pytest.mark.parametrize(
    "change",
    [
        "verdict = 'cleared'",
        "name = 'Somebody else'",
        "comment = 'Yes.'",
        "comment = ''",
        f"digest = '{'0' * 64}'",
        "version = 2",
        "at = at + interval '1 second'",
        "comment = '', redacted_at = now()",
    ],
)
def test_an_answer_is_never_changed(answer, change):
    rule = "clearance_decline_is_explained" if change == "comment = ''" else "clearance_is_fixed"
    with refused_by(rule):
        sql(f"UPDATE pressreleases_clearance SET {change}")


def test_a_comment_is_emptied_once_something_of_its_release_was_redacted(details, editor):
    administrator = make_user("Administrator")
    release = make_release("Visit", "They met the informant.")
    publish([release], by=editor)
    link = make_link(release, editor)
    Clearance.objects.create(link=link, verdict="declined", name="B", comment="The informant!", digest=TEXT, version=1)
    correct([rewrite(release, body="<p>They met.</p>")], by=editor, minor=True)
    redact([release.editions.get(number=1)], by=administrator, harmless=["title", "place"])
    redacted = Clearance.objects.get()
    assert (redacted.comment, redacted.verdict, redacted.name) == ("", "declined", "B")
    assert redacted.redacted_at is not None
    with refused_by("clearance_is_fixed"):
        sql("UPDATE pressreleases_clearance SET redacted_at = now()")
