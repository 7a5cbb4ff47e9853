"""The reports on the desk and on the page of a release: never green without a check; and the e-mail to editors."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases.live_checks.report import alert_editors, seen_later
from pressreleases.live_checks.run import run_checks
from pressreleases.models import Edition, LiveCheck, Notice
from pressreleases.models.live_check import Problem, in_words, what_to_do
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.writing import write
from pressreleases.publishing import publish, withdraw
from tests.admin.filling import RELEASES, change_url
from tests.making import correct, database_now, in_future, make_release, make_user, rewrite
from tests.public.page_elements import words

pytestmark = pytest.mark.django_db

INDEX = "/en/releases/"


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def release(details):
    return make_release(issued_on=database_now().date())


def lights(response):
    return words(response, "span", class_="light")


def proofs(response):
    return words(response, "div", class_="proof")


@pytest.mark.django_db(transaction=True)
def test_a_confirmed_text_is_green_with_the_time_and_the_seconds(front, editor, as_editor):
    release = make_release(issued_on=database_now().date())
    (edition,) = publish([release], by=editor)
    run_checks()
    last = LiveCheck.objects.order_by("-seen_at")[0].seen_at
    assert last is not None
    seconds = f"{(last - edition.begins_at).total_seconds():.1f}"
    for address in ("/admin/", change_url(release)):
        response = as_editor.get(address)
        assert lights(response) == ["Seen"]
        assert f", confirmed {seconds} s later" in proofs(response)[0]
        assert "data-pending" not in response.content.decode()
    assert "3 addresses checked" in proofs(response)[0]


@pytest.mark.django_db(transaction=True)
def test_a_problem_is_red_with_the_address_the_reason_and_a_button_to_check_again(front, editor, as_editor):
    front.instead[INDEX] = front.keep(INDEX).send
    release = make_release(issued_on=database_now().date())
    publish([release], by=editor)
    run_checks()
    desk = as_editor.get("/admin/")
    assert lights(desk) == ["Problem found", "Problem found"]
    assert "The list of releases: It is not there yet. Since " in proofs(desk)[0]
    assert f'href="{front.url}{INDEX}"' in desk.content.decode()
    assert "some pages do not show it" in proofs(desk)[0]
    front.instead.clear()
    edition = Edition.objects.get()
    answer = as_editor.post(f"{RELEASES}check-again/", {"edition": edition.pk, "from_desk": "1"})
    assert answer["Location"] == "/admin/"
    assert lights(as_editor.get("/admin/")) == ["Seen"]
    assert not as_editor.get("/admin/").context["desk"].unseen


@pytest.mark.django_db(transaction=True)
def test_the_desk_shows_a_withdrawn_text_that_can_still_be_read(front, editor, as_editor):
    release = make_release(issued_on=database_now().date())
    publish([release], by=editor)
    run_checks()
    page = LiveCheck.objects.get(what="page").path
    front.instead[page] = front.keep(page).send
    withdraw([release], by=editor, reasons={"en": "It was no visit."})
    run_checks()
    for address in ("/admin/", change_url(release)):
        (proof,) = proofs(as_editor.get(address))
        assert "text offline since" in proof
        assert "Its page: The text can still be read there: edition 1." in proof


@pytest.mark.django_db
def test_a_check_of_a_kind_of_page_that_is_no_longer_checked_is_still_shown(release, editor, as_editor):
    (edition,) = publish([release], by=editor)
    now = database_now()
    LiveCheck.objects.create(
        edition=edition, what="month", path="/en/releases/2024/01/", due_at=now, tries=1, tried_at=now,
        wrong=Problem.NOT_LISTED, wrong_since=now,
    )  # fmt: skip
    for address in ("/admin/", change_url(release)):
        assert "Another page: It is not there yet." in proofs(as_editor.get(address))[0]


@pytest.mark.django_db
def test_a_text_without_checks_is_never_green(release, editor, as_editor):
    publish([release], by=editor)
    assert lights(as_editor.get("/admin/")) == ["Checking"]
    begun = Edition.objects.get().begins_at
    from pressreleases.live_checks.report import report_of
    from pressreleases.mission_clock import MissionClock

    proof = report_of(list(Edition.objects.all()), MissionClock("UTC", begun + dt.timedelta(minutes=1)))
    assert proof is not None
    assert (proof.state, proof.pending) == ("unlooked", False)
    assert "but not checked" in proof.said


@pytest.mark.django_db
def test_texts_from_an_archive_and_scheduled_texts_have_no_report(details, editor, as_editor):
    release, scheduled = make_release("Old"), make_release("Later", issued_on=database_now().date())
    publish([release], by=editor)
    publish([scheduled], by=editor, at=in_future())
    assert proofs(as_editor.get("/admin/")) == []
    assert proofs(as_editor.get(change_url(scheduled))) == []
    planned = Edition.objects.get(release=scheduled)
    assert as_editor.get(f"{RELEASES}live-check/", {"edition": planned.pk}).status_code == 404


@pytest.mark.django_db
def test_the_desk_takes_as_many_queries_for_many_problems_as_for_one(details, editor, as_editor):
    def trouble(number):
        for index in range(number):
            release = make_release(f"Visit {index} of {number}", issued_on=database_now().date())
            (edition,) = publish([release], by=editor)
            if index % 2:
                rewrite(release, title=f"Journey {index} of {number}")
                (edition,) = correct([release], by=editor, change_note="It was a journey.")
            now = database_now()
            for path in ("/en/", INDEX):
                LiveCheck.objects.create(
                    edition=edition, what="index", path=path, due_at=now, tries=1, tried_at=now,
                    wrong=Problem.NOT_LISTED,
                    wrong_since=now,
                )  # fmt: skip

    def queries():
        as_editor.get("/admin/")
        with CaptureQueriesContext(connection) as found:
            as_editor.get("/admin/")
        return len(found)

    trouble(1)
    for_one = queries()
    trouble(12)
    assert queries() == for_one


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (dt.timedelta(seconds=0.44), "confirmed 0.4 s later"),
        (dt.timedelta(seconds=-1), "confirmed 0.0 s later"),
        (dt.timedelta(seconds=99.9), "confirmed 99.9 s later"),
        (dt.timedelta(seconds=100), "confirmed 2 minutes later"),
        (dt.timedelta(hours=2), "confirmed 2 hours later"),
        (dt.timedelta(minutes=99), "confirmed 99 minutes later"),
    ],
)
def test_the_time_until_confirmation_has_a_fitting_unit(after, said):
    assert seen_later(after) == said


@pytest.mark.parametrize("wrong", Problem)
def test_every_problem_has_a_sentence(wrong):
    assert in_words(wrong, "503").endswith((".", "503"))
    assert in_words(wrong, "")


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
