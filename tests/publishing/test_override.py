"""Publishing alone: with a reason, recorded, flagged until a colleague endorses it; or forbidden by a setting."""

import pytest

from pressreleases.models import AuditEntry, Edition, PublishedAlone
from pressreleases.publishing import endorse, errors, publish, redact, unschedule, withdraw
from tests.audit_entries import acts
from tests.making import correct, database_now, in_future, make_release, make_user, reinstate
from tests.publishing.test_four_eyes import begun, write

pytestmark = pytest.mark.django_db

WHY = "The ambassador wants it out at noon, and I am the only one here."


@pytest.fixture
def colleague(db):
    return make_user("Editor", "colleague")


@pytest.fixture
def release(details, editor):
    return begun(editor)


def test_a_reason_lifts_the_refusal_and_is_kept_beside_the_edition(release, editor):
    before = database_now()
    (edition,) = publish([release], by=editor, alone=f" {WHY} ")
    alone = PublishedAlone.objects.get()
    assert (alone.edition, alone.reason, alone.by) == (edition, WHY, editor)
    assert before <= alone.at <= database_now()
    assert (alone.endorsed_by, alone.endorsed_at) == (None, None)
    assert acts() == [("editor", "published", "Visit"), ("editor", "published-alone", "Visit")]
    assert AuditEntry.objects.get(act="published-alone").digest == edition.digest


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_a_blank_reason_is_none(release, editor, blank):
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor, alone=blank)
    assert not PublishedAlone.objects.exists()


def test_a_reason_that_is_not_needed_is_ignored(release, editor, colleague):
    publish([release], by=colleague, alone=WHY)
    assert not PublishedAlone.objects.exists()
    assert acts() == [("colleague", "published", "Visit")]


def test_only_the_languages_that_four_eyes_refuse_are_noted_as_alone(release, editor, colleague):
    other = begun(colleague, "Səfər", language="az", family=release.family, is_original=False, slug="sefer")
    publish([release, other], by=editor, alone=WHY)
    assert [alone.edition.language for alone in PublishedAlone.objects.all()] == ["en"]


def test_correcting_and_reinstating_alone_are_noted_too(release, editor, colleague):
    publish([release], by=colleague)
    write(release, editor, title="The visit")
    correct([release], by=editor, minor=True, alone=WHY)
    withdraw([release], by=editor, reasons={"en": "In error."})
    write(release, editor, title="The visits")
    reinstate([release], by=editor, change_note="Back.", alone=WHY)
    assert sorted(PublishedAlone.objects.values_list("edition__number", flat=True)) == [2, 3]


def test_what_was_refused_for_another_reason_leaves_no_flag(details, editor):
    release = begun(editor, slug="")
    with pytest.raises(errors.NoAddress):
        publish([release], by=editor, alone=WHY)
    assert not PublishedAlone.objects.exists()
    assert acts() == []


def test_unscheduling_takes_the_flag_along_and_what_it_was_stays_recorded(release, editor):
    publish([release], by=editor, at=in_future(), alone=WHY)
    unschedule([release], by=editor)
    assert not PublishedAlone.objects.exists()
    assert ("editor", "published-alone", "Visit") in acts()


def test_where_it_is_forbidden_no_reason_helps_and_a_colleague_still_may(settings, release, editor, colleague):
    settings.PUBLISH_ALONE = "forbid"
    with pytest.raises(errors.AloneForbidden, match="On this site nobody may publish alone"):
        publish([release], by=editor, alone=WHY)
    assert not Edition.objects.exists()
    assert publish([release], by=colleague)


def test_a_colleague_endorses_it_and_it_is_recorded(release, editor, colleague):
    (edition,) = publish([release], by=editor, alone=WHY)
    assert list(PublishedAlone.objects.to_be_endorsed()) == [edition.published_alone]
    endorse(edition, by=colleague)
    alone = PublishedAlone.objects.get()
    assert alone.endorsed_by == colleague
    assert alone.endorsed_at is not None
    assert alone.at <= alone.endorsed_at <= database_now()
    assert not PublishedAlone.objects.to_be_endorsed().exists()
    assert acts()[-1] == ("colleague", "endorsed", "Visit")


def test_whoever_published_it_does_not_endorse_it(release, editor):
    (edition,) = publish([release], by=editor, alone=WHY)
    with pytest.raises(errors.PublishedItYourself):
        endorse(edition, by=editor)
    assert PublishedAlone.objects.to_be_endorsed().exists()


def test_whoever_wrote_part_of_it_does_not_endorse_it(release, editor, colleague):
    write(release, colleague, place="Geneva")
    (edition,) = publish([release], by=editor, alone=WHY)
    with pytest.raises(errors.WroteTheEdition):
        endorse(edition, by=colleague)
    third = make_user("Editor", "third")
    # What somebody writes afterwards is no part of it.
    write(release, third, place="Baku")
    endorse(edition, by=third)


def test_an_author_does_not_endorse(release, editor, author):
    (edition,) = publish([release], by=editor, alone=WHY)
    with pytest.raises(errors.NotAllowed):
        endorse(edition, by=author)
    assert PublishedAlone.objects.to_be_endorsed().exists()


def test_it_is_endorsed_once_and_only_if_it_was_published_alone(release, editor, colleague):
    (edition,) = publish([release], by=editor, alone=WHY)
    endorse(edition, by=colleague)
    with pytest.raises(errors.EndorsedBefore):
        endorse(edition, by=make_user("Editor", "third"))
    assert PublishedAlone.objects.get().endorsed_by == colleague
    (other,) = publish([make_release("Other")], by=editor)
    with pytest.raises(errors.NotPublishedAlone):
        endorse(other, by=colleague)


def test_redaction_takes_the_reason_away_and_leaves_the_flag(release, editor, colleague):
    publish([release], by=editor, alone="So that the informant is named at last.")
    write(release, colleague, body="<p>They met.</p>")
    correct([release], by=editor, minor=True)
    redact([Edition.objects.get(number=1)], by=make_user("Administrator"), harmless=["title", "place"])
    alone = PublishedAlone.objects.get()
    assert alone.reason == ""
    assert (alone.by, alone.endorsed_by) == (editor, None)
    endorse(alone.edition, by=colleague)
    assert "informant" not in str(list(AuditEntry.objects.values()))
