"""The words and the language of a mail, that no title can forge a header, and the reminders of anniversaries."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases.anniversaries.nightly import draft_anniversaries
from pressreleases.models import Anniversary, LiveCheck, Notice, NoticeChoice, Release
from pressreleases.models.live_check import Problem
from pressreleases.models.notice import OF_AN_ACCOUNT
from pressreleases.models.pages import MissionPage
from pressreleases.outbox import NoticeKind, send_due, tell, tell_account
from pressreleases.outbox.words import WORDS
from pressreleases.outbox.writing import write
from pressreleases.password_links import INVITATION
from pressreleases.publishing import move, publish, redact, redact_reasons, submit, unschedule, withdraw
from tests.anniversaries.observing import ON, TODAY, black_january, last_years
from tests.leftovers import english_in
from tests.making import correct, in_future, make_anniversary, make_page, make_release, reinstate, rewrite
from tests.models.refusals import as_an_older_version
from tests.outbox.people import person

pytestmark = pytest.mark.django_db

ZONE = "America/New_York"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://press.mission.example"


def only_mail():
    (notice,) = Notice.objects.all()
    return write(notice, zone=ZONE)


def mail_of(notice):
    """The mail of `notice`, which has one."""
    mail = write(notice, zone=ZONE)
    assert mail is not None
    return mail


def test_of_a_page_it_says_page_and_not_release(details, ann, eve):
    page = make_page(MissionPage.ABOUT, created_by=ann)
    publish([page], by=eve)
    mail = only_mail()
    assert mail is not None
    assert (mail.to, mail.subject) == (["ann@mission.example"], "Published: About the mission")
    assert mail.body.startswith("Published: a page of the mission.\n\nAbout the mission (English)\n")
    assert mail.body.rstrip().split("\n-- ")[0].rstrip().endswith("https://press.mission.example/en/about/")


def test_it_names_the_text_who_did_what_when_and_where_to_act(release, ann, eve):
    ann.first_name, ann.last_name = "Ann", "Author"
    ann.save()
    submit([release], by=ann)
    Notice.objects.update(made_at="2024-01-22T15:15:00Z")
    mail = only_mail()
    assert (mail.to, mail.subject) == (["eve@mission.example"], "Review requested: Visit")
    assert mail.body.splitlines() == [
        "This release is waiting for review. An editor can publish it or send it back.",
        "",
        "Visit (English)",
        "",
        "By: Ann Author",
        "Done: 22 January 2024, 10:15 (New York)",
        "",
        "Open it:",
        f"https://press.mission.example/admin/pressreleases/release/{release.pk}/change/",
        "",
        "-- ",
        "Choose which of these e-mails you get, and in which language:",
        "https://press.mission.example/admin/notices/",
    ]


def test_the_page_that_readers_see_is_named_once_there_is_one_and_not_before(release, ann, eve):
    publish([release], by=eve, at=in_future())
    assert "/en/releases/" not in only_mail().body
    Notice.objects.all().delete()
    other = make_release("Told", created_by=ann)
    publish([other], by=eve)
    assert "https://press.mission.example/en/releases/2024/told/" in only_mail().body.splitlines()


def test_what_is_scheduled_says_from_when_by_the_mission_s_clock(release, ann, eve):
    publish([release], by=eve, at=in_future())
    Notice.objects.update(details={"at": "2030-07-01T14:00:00+00:00"})
    assert "Readers see it from: 1 July 2030, 10:00 (New York)" in only_mail().body.splitlines()


def test_all_languages_of_a_text_are_in_one_mail(release, ann, eve):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, created_by=ann, slug="s")
    publish([release, other], by=eve)
    mail = only_mail()
    assert mail.subject == "Published: Visit (+1)"
    assert {"Visit (English)", "Səfər (Azərbaycanca)"} <= set(mail.body.splitlines())


def test_somebody_without_an_account_is_named_as_they_named_themselves(release, ann):
    with transaction.atomic():
        tell(NoticeKind.DECLINED, release, by=None, by_name="The capital\nBcc: x", comment="Not yet.\nWait.\x1b[31m")
    lines = only_mail().body.splitlines()
    assert "By: “The capital Bcc: x” (typed on a preview link)" in lines
    assert lines[lines.index("Comment:") + 1 :][:2] == ["  Not yet.", "  Wait.[31m"]


@pytest.mark.parametrize("title", ["A visit\r\nBcc: all@mission.example", "A visit\x00\x0b\x85\u2028Bcc: x"])
def test_a_title_with_a_line_break_makes_no_header_of_its_own(release, ann, eve, title):
    as_an_older_version()
    submit([release], by=ann)
    Release.objects.filter(pk=release.pk).update(title=title.replace("\0", ""))
    message = only_mail().message()
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Review requested: A visit")


def test_letters_of_every_script_arrive(release, ann, eve):
    Release.objects.filter(pk=release.pk).update(title="Səfər, визит, 访问, زيارة")
    submit([release], by=ann)
    mail = only_mail()
    assert mail.subject == "Review requested: Səfər, визит, 访问, زيارة"
    assert "Səfər, визит, 访问, زيارة (English)" in mail.message().get_payload(decode=True).decode()


def test_headers_say_that_a_machine_wrote_it_in_which_language_and_which_notice_it_is(release, ann, eve):
    submit([release], by=ann)
    first, second = only_mail().message(), only_mail().message()
    assert (first["Auto-Submitted"], first["Content-Language"]) == ("auto-generated", "en")
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].endswith("@press.mission.example>")
    assert first["Date"]
    assert first["From"] == "press-office@127.0.0.1"


def test_each_gets_it_in_the_language_that_they_chose(release, ann, eve, edgar):
    NoticeChoice.objects.create(user=eve, language="az")
    NoticeChoice.objects.create(user=edgar, language="xx")
    submit([release], by=ann)
    written = {notice.to.username: write(notice, zone=ZONE) for notice in Notice.objects.all()}
    mails = {name: mail for name, mail in written.items() if mail is not None}
    assert mails["eve"].extra_headers["Content-Language"] == "az"
    assert "(Nyu-York)" in mails["eve"].body
    assert mails["edgar"].extra_headers["Content-Language"] == "en", "a language that the site has no more"


def test_a_person_who_switched_it_off_gets_none(release, ann, eve):
    submit([release], by=ann)
    NoticeChoice.objects.create(user=eve, language="en", switched_off=["submitted"])
    assert only_mail() is None


def test_there_are_words_for_every_kind():
    assert set(WORDS) == set(NoticeKind)


def test_a_whole_mail_is_in_the_language_of_its_recipient(release, ann, eve):
    Release.objects.filter(pk=release.pk).update(title="Səfər", language="az")
    ann.first_name, ann.last_name = "Leyla", "Nümunə"
    ann.save()
    NoticeChoice.objects.create(user=eve, language="az")
    submit([release], by=ann, comment="Başlığa baxın.")
    Notice.objects.update(made_at="2024-01-22T15:15:00Z")
    mail = only_mail()
    assert mail.subject == "Baxış gözləyir: Səfər"
    assert mail.body.splitlines() == [
        "Bu press-reliz baxış gözləyir. Redaktor onu dərc edə və ya geri qaytara bilər.",
        "",
        "Səfər (Azərbaycanca)",
        "",
        "İcra edən: Leyla Nümunə",
        "Vaxtı: 22 yanvar 2024, 10:15 (Nyu-York)",
        "",
        "Şərh:",
        "  Başlığa baxın.",
        "",
        "Press-relizi açın:",
        f"https://press.mission.example/admin/pressreleases/release/{release.pk}/change/",
        "",
        "-- ",
        "Hansı bildirişləri və hansı dildə alacağınızı burada seçə bilərsiniz:",
        "https://press.mission.example/admin/notices/",
    ]


@pytest.mark.parametrize("number", [1, None])
@pytest.mark.parametrize("kind", [kind for kind in NoticeKind if kind not in OF_AN_ACCOUNT])
def test_no_kind_of_mail_is_left_in_english(release, ann, eve, kind, number):
    """With everything a mail can say: who acted, when, why, and where readers see it."""
    Release.objects.filter(pk=release.pk).update(title="Səfər", language="az", slug="sefer")
    (edition,) = publish([Release.objects.get()], by=eve)
    now = timezone.now()
    known = {"edition": edition, "due_at": now, "tries": 1, "tried_at": now, "wrong_since": now}
    for row in range(12 if kind == NoticeKind.NOT_SEEN else 0):
        wrong = [Problem.STILL_LISTED, Problem.TOO_SLOW, Problem.NOT_OURS][row % 3]
        LiveCheck.objects.create(**known, what="page", path=f"/{row}/", wrong=wrong)
    NoticeChoice.objects.create(user=eve, language="az")
    at = "2030-07-01T14:00:00+00:00"
    notice = Notice(
        kind=kind,
        about=[{"release": release.pk, "edition": number}],
        to=eve,
        comment="Səbəbi var.",
        details={"at": at, "were": {str(release.pk): at}, "editions": {str(release.pk): [1]}, "what": "reason"},
        made_at=timezone.now(),
    )
    mail = write(notice, zone=ZONE)
    assert mail is not None
    assert "Oxucuların gördüyü səhifə:" in mail.body
    # A line may begin with a label and continue with words of others.
    labels = "\n".join(line.partition(":")[0] for line in mail.body.splitlines())
    assert english_in(f"{mail.subject.partition(':')[0]}\n{mail.body}\n{labels}") == []


def test_the_mail_of_a_correction_has_its_note_each_in_the_language_of_its_release(release, ann, eve):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, created_by=ann, slug="s")
    publish([release, other], by=eve)
    rewrite(release, title="The visit")
    rewrite(other, title="Səfər haqqında")
    Notice.objects.all().delete()
    correct([release, other], by=eve, change_note={"en": "The title\nwas wrong.", "az": "Başlıq səhv idi."})
    lines = only_mail().body.splitlines()
    assert lines[2:6] == [
        "The visit (English)",
        "  Change note: The title was wrong.",
        "Səfər haqqında (Azərbaycanca)",
        "  Change note: Başlıq səhv idi.",
    ]


def test_a_minor_correction_has_no_line_for_a_note_and_a_redacted_note_is_in_no_mail(release, ann, eve):
    publish([release], by=eve)
    for title, note in (("The visit", "A secret."), ("A visit", "Exact."), ("The visit", "")):
        rewrite(release, title=title)
        correct([release], by=eve, change_note=note, minor=not note)
    second, third, fourth = Notice.objects.filter(kind="corrected").order_by("pk")
    assert "  Change note: A secret." in mail_of(second).body.splitlines()
    redact([release.editions.get(number=2)], by=person("Administrator", "ada"), harmless=["title", "place", "body"])
    assert "A secret." not in mail_of(second).body
    assert "  Change note: Exact." in mail_of(third).body.splitlines()
    assert "Change note" not in mail_of(fourth).body


def test_a_move_and_a_cancelled_schedule_say_which_times_are_meant(release, ann, eve, edgar):
    first, second = dt.datetime(2030, 7, 1, 14, tzinfo=dt.UTC), dt.datetime(2030, 7, 2, 15, 30, tzinfo=dt.UTC)
    publish([release], by=eve, at=first)
    Notice.objects.all().delete()
    move([release], by=eve, at=second)
    said = (
        "Readers see edition 1 from: 2 July 2030, 11:30 (New York). It was scheduled for: 1 July 2030, 10:00 (New York)"
    )
    assert f"  {said}." in only_mail().body.splitlines()
    Notice.objects.all().delete()
    unschedule([release], by=eve)
    assert "  Edition 1 was scheduled for: 2 July 2030, 11:30 (New York)." in only_mail().body.splitlines()


def test_a_withdrawal_that_is_moved_or_cancelled_is_not_called_an_edition(release, ann, eve, edgar):
    first, second = dt.datetime(2030, 7, 1, 14, tzinfo=dt.UTC), dt.datetime(2030, 7, 2, 15, 30, tzinfo=dt.UTC)
    publish([release], by=eve)
    withdraw([release], by=eve, reasons={"en": "Why"}, at=first)
    Notice.objects.all().delete()
    move([release], by=eve, at=second)
    body = only_mail().body
    assert "The withdrawal now takes effect on: 2 July 2030, 11:30 (New York)." in body
    Notice.objects.all().delete()
    unschedule([release], by=eve)
    assert "  The withdrawal was scheduled for: 2 July 2030, 11:30 (New York)." in only_mail().body.splitlines()
    assert "dition" not in only_mail().body


@pytest.mark.parametrize(("act", "begins"), [("withdrawn", "Withdrawn: Visit"), ("removed", "Removed: Visit")])
def test_a_withdrawal_has_its_reason_and_its_time_until_the_reason_is_redacted(release, ann, eve, act, begins):
    publish([release], by=eve)
    Notice.objects.all().delete()
    withdraw([release], by=eve, reasons={"en": "No visit.", "az": "Səfər yoxdur."}, act=act)
    Notice.objects.update(details={**Notice.objects.get().details, "at": "2030-07-01T14:00:00+00:00"})
    notice = Notice.objects.get()
    mail = mail_of(notice)
    assert mail.subject == begins
    assert {"  Reason: No visit.", "From: 1 July 2030, 10:00 (New York)"} <= set(mail.body.splitlines())
    assert "yoxdur" not in mail.body
    reinstate([release], by=eve, change_note="Holds.")
    redact_reasons(release.withdrawals.all(), by=person("Administrator", "ada"))
    assert "No visit." not in mail_of(notice).body


def test_a_redaction_names_the_editions_and_none_of_their_words(release, ann, eve):
    publish([release], by=eve)
    rewrite(release, title="Meeting", body="<p>Other words.</p>", slug="meeting")
    correct([release], by=eve, change_note="Exact.")
    Notice.objects.all().delete()
    redact([release.editions.get(number=1)], by=person("Administrator", "ada"), harmless=["place"])
    mails = [mail_of(notice) for notice in Notice.objects.order_by("to__username")]
    assert [mail.to for mail in mails] == [["ann@mission.example"], ["eve@mission.example"]]
    assert "  Redacted editions: 1" in mails[0].body.splitlines()
    assert "Visit" not in mails[0].body.replace("/visit/", "")


def test_the_mail_takes_the_same_queries_for_one_release_and_for_ten(release, ann, eve, django_assert_num_queries):
    def sent(releases):
        withdraw(releases, by=eve, reasons={"en": "Why"})
        return Notice.objects.filter(kind="withdrawn").select_related("to", "by").order_by("-pk")[0]

    publish([release], by=eve)
    with CaptureQueriesContext(connection) as one:
        mail_of(sent([release]))
    ten = [make_release(f"Visit {number}", created_by=ann, slug=f"visit-{number}") for number in range(10)]
    publish(ten, by=eve)
    notice = sent(ten)
    notice.to, notice.by  # noqa: B018  read with the notice
    with CaptureQueriesContext(connection) as alone:
        mail_of(notice)
    assert len(alone) <= len(one)


def send():
    return send_due(zone="America/New_York")


@pytest.mark.usefixtures("details")
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


@pytest.mark.usefixtures("details")
def test_a_day_without_an_earlier_text_is_in_the_mail_unless_it_has_changed(ann, mail_server):
    anniversary = black_january()
    draft_anniversaries(TODAY)
    assert not Release.objects.exists()
    assert send() == 1
    assert "These releases may belong" not in mail_server.taken[0][1].get_content()
    Notice.objects.update(sent_at=None)
    Anniversary.objects.filter(pk=anniversary.pk).update(day=21)
    assert send() == 0


@pytest.mark.usefixtures("details")
def test_nobody_is_told_of_a_published_release(ann, eve, mail_server):
    anniversary = black_january()
    publish([make_release("Early", issued_on=ON, anniversary=anniversary, slug="early")], by=eve)
    Notice.objects.all().delete()
    draft_anniversaries(TODAY)
    assert not Notice.objects.exists()


@pytest.mark.usefixtures("details")
def test_a_notice_holds_no_words_of_a_draft(ann, eve):
    anniversary = black_january()
    [last] = last_years(anniversary, by=eve, languages="en")
    Notice.objects.all().delete()
    draft_anniversaries(TODAY)
    draft = Release.objects.exclude(pk=last.pk).get()
    for notice in Notice.objects.all():
        assert notice.details == {"observances": [{"anniversary": anniversary.pk, "on": "2025-01-20"}]}
        assert notice.about == [{"release": draft.pk, "edition": None}]


def test_a_link_for_setting_a_password_is_made_when_the_mail_is_written_and_is_not_stored(ann, eve):
    notice = tell_account(NoticeKind.INVITED, ann.pk, by=eve)
    mail = mail_of(notice)
    assert (mail.to, mail.subject) == (["ann@mission.example"], "Your account: press.mission.example")
    lines = mail.body.splitlines()
    assert lines[:4] == [
        "A colleague sends you this link for setting the password of your account.",
        "",
        "User name: ann",
        "By: eve",
    ]
    (link,) = [line for line in lines if line.startswith("https://press.mission.example/admin/set-password/")]
    assert INVITATION.check_token(ann, link.split("/")[-2])
    notice.refresh_from_db()
    assert link.split("/")[-2] not in str(vars(notice))


def test_such_a_mail_is_not_sent_to_whoever_may_not_sign_in_any_more(ann, eve):
    notice = tell_account(NoticeKind.PASSWORD_FORGOTTEN, ann.pk, by=None)
    NoticeChoice.objects.create(user=ann, language="az", switched_off=["password-forgotten"])
    mail = mail_of(notice)
    assert english_in(f"{mail.subject.partition(':')[0]}\n{mail.body}") == []
    notice.to.is_active = False
    assert write(notice, zone=ZONE) is None
