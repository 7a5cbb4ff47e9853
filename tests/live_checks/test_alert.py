"""Editors are told once, by e-mail, of problems that last for two minutes."""

import datetime as dt

import pytest
from django.db import transaction

from pressreleases.live_checks.alert import alert_editors
from pressreleases.models import LiveCheck, Notice
from pressreleases.models.live_check import Problem, what_to_do
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.writing import write
from pressreleases.publishing import publish, withdraw
from tests.making import database_now, make_release, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def out(details, editor):
    """An edition with an unreachable page and a correct list; editors and an author with addresses."""
    for user in (editor, make_user("Editor", "leyla"), make_user("Author")):
        user.email = f"{user.username}@mission.example"
        user.save()
    release = make_release(issued_on=database_now().date())
    (edition,) = publish([release], by=editor)
    now = database_now()
    known = {"edition": edition, "due_at": now, "tries": 1, "tried_at": now}
    LiveCheck.objects.create(**known, what="page", path="/x/", wrong=Problem.STATUS, detail="500", wrong_since=now)
    LiveCheck.objects.create(**known, what="index", path="/y/", seen_at=now)
    return edition


def told():
    return {notice.to.username for notice in Notice.objects.filter(kind="not-seen")}


def after(minutes):
    return database_now() + dt.timedelta(minutes=minutes)


def test_editors_are_told_after_two_minutes_and_only_once(out):
    assert alert_editors(after(1.9)) == 0
    assert told() == set()
    assert alert_editors(after(2.1)) == 1
    assert told() == {"editor", "leyla"}
    LiveCheck.objects.filter(path="/y/").update(seen_at=None, wrong=Problem.NOT_LISTED, wrong_since=database_now())
    assert alert_editors(after(30)) == 0
    assert Notice.objects.filter(kind="not-seen").count() == 2


def test_nobody_is_told_of_a_problem_that_was_solved_or_an_edition_that_ended(out, editor):
    LiveCheck.objects.filter(path="/x/").update(seen_at=database_now(), wrong="", detail="", wrong_since=None)
    assert alert_editors(after(5)) == 0
    now = database_now()
    LiveCheck.objects.filter(path="/x/").update(seen_at=None, wrong=Problem.STATUS, wrong_since=now)
    withdraw([out.release], by=editor, reasons={"en": "No visit."})
    assert alert_editors(after(5)) == 0
    assert told() == set()


def test_editors_are_told_again_if_a_withdrawn_text_can_still_be_read(out, editor):
    alert_editors(after(3))
    (withdrawal,) = withdraw([out.release], by=editor, reasons={"en": "No visit."})
    now = database_now()
    LiveCheck.objects.create(
        withdrawal=withdrawal, what="page", path="/x/", due_at=now, tries=1, tried_at=now, wrong=Problem.STILL_READ,
        wrong_since=now,
    )  # fmt: skip
    assert alert_editors(after(3)) == 1
    assert Notice.objects.filter(kind="not-seen").count() == 4


def test_one_mail_lists_all_problems_and_says_that_the_site_found_them(out, editor):
    other = make_release("Another visit", issued_on=database_now().date())
    (edition,) = publish([other], by=editor)
    now = database_now()
    LiveCheck.objects.create(
        edition=edition,
        what="page",
        path="/z/",
        due_at=now,
        tries=1,
        tried_at=now,
        wrong=Problem.TOO_SLOW,
        wrong_since=now,
    )
    assert alert_editors(after(3)) == 2
    assert Notice.objects.filter(kind="not-seen").count() == 2
    mail = write(Notice.objects.filter(kind="not-seen")[0], zone="America/New_York")
    assert mail is not None
    assert "A visit to Geneva (English)\nAnother visit (English)" in mail.body
    assert "By: the site" in mail.body


def test_the_mail_says_what_readers_see_where_since_when_and_what_to_do(out, settings):
    settings.SITE_URL = "https://press.mission.example"
    now = database_now()
    rows = LiveCheck.objects.filter(path="/y/")
    rows.update(seen_at=None, wrong=Problem.STILL_LISTED, wrong_since=now)
    LiveCheck.objects.update(wrong_since="2024-01-22T15:15:00Z")
    alert_editors(after(3))
    mail = write(Notice.objects.filter(kind="not-seen")[0], zone="America/New_York")
    assert mail is not None
    lines = mail.body.splitlines()
    begins = lines.index("What readers see:")
    assert lines[begins : begins + 7] == [
        "What readers see:",
        "Its page, since 22 January 2024, 10:15 (New York):",
        "  https://press.mission.example/x/",
        "  The site answered with an error (500).",
        "The list of releases, since 22 January 2024, 10:15 (New York):",
        "  https://press.mission.example/y/",
        "  It is still listed there.",
    ]
    done = lines.index("What to do:")
    assert lines[done + 1].startswith("Readers cannot reach these pages.")
    assert lines[done + 2].startswith("Open the address in a private window.")


def test_a_mail_written_after_all_problems_are_solved_says_so(out):
    alert_editors(after(3))
    LiveCheck.objects.update(seen_at=database_now(), wrong="", detail="", wrong_since=None)
    mail = write(Notice.objects.filter(kind="not-seen")[0], zone="America/New_York")
    assert mail is not None
    assert "You do not need to do anything." in mail.body
    assert "What to do:" not in mail.body


def test_mails_about_other_acts_list_no_wrong_addresses(out):
    with transaction.atomic():
        tell(NoticeKind.FLAGGED, out.release, by=None)
    mail = write(Notice.objects.filter(kind="flagged")[0], zone="America/New_York")
    assert mail is not None
    assert "/x/" not in mail.body


def test_every_problem_has_advice():
    assert {what_to_do(wrong) for wrong in Problem} == {what_to_do(w) for w in ("status", "not-ours", "still-read")}
    assert len({what_to_do(wrong) for wrong in Problem}) == 3
