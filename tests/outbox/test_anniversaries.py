"""Reminders of anniversaries: one mail when they are due, to writers who want it."""

import datetime as dt

import pytest

from pressreleases.anniversaries.nightly import draft_anniversaries
from pressreleases.models import Anniversary, Notice, NoticeChoice, Release
from pressreleases.outbox import send_due
from pressreleases.publishing import publish
from tests.anniversaries.observing import ON, TODAY, black_january, last_years
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.usefixtures("details")


def send():
    return send_due(zone="America/New_York")


def test_writers_are_told_once_of_all_due_anniversaries_in_one_mail(ann, eve, edgar, mail_server):
    NoticeChoice.objects.create(user=edgar, language="en", switched_off=["anniversary"])
    last_years(black_january(), by=eve, languages="en")
    make_anniversary(1, 5, en="Another day")
    make_anniversary(3, 5, en="Not yet")
    draft_anniversaries(TODAY)
    draft_anniversaries(TODAY + dt.timedelta(days=1))
    assert send() == 2
    assert mail_server.recipients == ["ann@mission.example", "eve@mission.example"]
    [(_to, mail), _other] = mail_server.taken
    assert mail["Subject"] == "Upcoming anniversaries: Another day (+1)"
    text = mail.get_content().replace("\r\n", "\n")
    assert "5 January 2025: Another day (35 years)\n20 January 2025: Black January (35 years)" in text
    draft = Release.objects.get(issued_on=ON, language="en")
    assert f"{draft.title} (English)" in text
    assert f"/admin/pressreleases/release/{draft.pk}/change/" in text
    assert "Not yet" not in text


def test_a_day_without_an_earlier_text_is_in_the_mail_unless_it_has_changed(ann, mail_server):
    anniversary = black_january()
    draft_anniversaries(TODAY)
    assert not Release.objects.exists()
    assert send() == 1
    assert "These releases may belong" not in mail_server.taken[0][1].get_content()
    Notice.objects.update(sent_at=None)
    Anniversary.objects.filter(pk=anniversary.pk).update(day=21)
    assert send() == 0


def test_nobody_is_told_of_a_published_release(ann, eve, mail_server):
    anniversary = black_january()
    publish([make_release("Early", issued_on=ON, anniversary=anniversary, slug="early")], by=eve)
    Notice.objects.all().delete()
    draft_anniversaries(TODAY)
    assert not Notice.objects.exists()


def test_a_notice_holds_no_words_of_a_draft(ann, eve):
    anniversary = black_january()
    [last] = last_years(anniversary, by=eve, languages="en")
    Notice.objects.all().delete()
    draft_anniversaries(TODAY)
    draft = Release.objects.exclude(pk=last.pk).get()
    for notice in Notice.objects.all():
        assert notice.details == {"observances": [{"anniversary": anniversary.pk, "on": "2025-01-20"}]}
        assert notice.about == [{"release": draft.pk, "edition": None}]
