"""Notices: which wait, which are in trouble, and that every act either makes one or says why not."""

import datetime as dt

import pytest
from django.utils import timezone

from pressreleases.models import Notice
from pressreleases.models.audit import AuditAct
from pressreleases.models.notice import SILENT_ACTS, NoticeKind
from tests.models.refusals import refused_by

pytestmark = pytest.mark.django_db

WEEK = dt.timedelta(days=7)


def notice(to, **values):
    return Notice.objects.create(**{"kind": "published", "to": to, "by_name": "Eve", **values})


def test_a_notice_waits_until_it_is_sent_or_given_up(editor):
    now = timezone.now()
    waiting = notice(editor)
    notice(editor, sent_at=now)
    notice(editor, failed_at=now)
    assert list(Notice.objects.waiting()) == [waiting]


def test_what_waits_after_an_error_is_in_trouble_and_what_waits_for_its_turn_is_not(editor):
    notice(editor)
    notice(editor, sent_at=timezone.now(), error="451 Try again")
    late = notice(editor, error="451 Try again")
    assert list(Notice.objects.in_trouble()) == [late]


def test_what_was_given_up_is_in_trouble_for_a_week(editor):
    now = timezone.now()
    given_up = notice(editor, failed_at=now)
    moment = dt.timedelta(microseconds=1)
    assert list(Notice.objects.in_trouble(now + WEEK - moment)) == [given_up]
    assert not Notice.objects.in_trouble(now + WEEK).exists()


def test_notices_about_a_release_are_found_by_its_number_alone(editor):
    mine = notice(editor, about=[{"release": 1}, {"release": 2}])
    notice(editor, about=[{"release": 12}])
    assert list(Notice.objects.about_release(2)) == [mine]


def test_a_comment_does_not_outlive_its_mail(editor):
    waiting = notice(editor, comment="The place is wrong.")
    with refused_by("notice_comment_goes_with_the_mail"):
        Notice.objects.filter(pk=waiting.pk).update(sent_at=timezone.now())
    Notice.objects.filter(pk=waiting.pk).update(sent_at=timezone.now(), comment="")


def test_a_notice_is_never_both_sent_and_given_up_nor_made_twice_for_one_act(editor):
    first = notice(editor)
    now = timezone.now()
    with refused_by("notice_sent_or_given_up"):
        Notice.objects.filter(pk=first.pk).update(sent_at=now, failed_at=now)
    with refused_by("notice_once_for_each_act"):
        notice(editor, act=first.act)


def test_each_act_of_the_audit_trail_has_a_notice_or_a_reason_why_it_has_none():
    told = {kind.value for kind in NoticeKind}
    # A word of its own: what is scheduled anew is told as scheduled, and what is published alone as flagged.
    other_words = {AuditAct.SCHEDULED_NEWEST: "scheduled", AuditAct.PUBLISHED_ALONE: "flagged"}
    other_words[AuditAct.REINSTATED] = "published"
    silent = {act for act in AuditAct if other_words.get(act, act.value) not in told}
    assert silent == set(SILENT_ACTS)
    assert all(reason.endswith(".") for reason in SILENT_ACTS.values())
