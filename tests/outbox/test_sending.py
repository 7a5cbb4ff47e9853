"""Mails through a real SMTP server: each notice once, also if the server fails, without disturbing other work."""

import datetime as dt
import logging
import threading

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from pressreleases.models import Edition, Notice, NoticeChoice
from pressreleases.outbox import NoticeKind, next_due, send_due, tell
from pressreleases.outbox.sending import FIRST_PAUSE, GIVE_UP_AFTER, claim
from pressreleases.publishing import publish, submit
from tests.making import make_release
from tests.outbox.people import person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _groups(transactional_db):
    """Tests that commit leave no groups to the next one."""
    from pressreleases.publishing.permissions import make_groups

    make_groups(using="default")


def send():
    return send_due(zone="America/New_York")


def pause_over():
    Notice.objects.waiting().update(due_at=Now())


def test_editors_who_want_it_get_one_mail_each_and_nobody_else_does(release, ann, eve, edgar, mail_server):
    NoticeChoice.objects.create(user=edgar, language="en", switched_off=["submitted"])
    person("Editor", "emma")
    submit([release], by=ann)
    assert send() == 2
    assert mail_server.recipients == ["emma@mission.example", "eve@mission.example"]


def test_a_sent_notice_is_never_sent_again(release, ann, eve, mail_server):
    submit([release], by=ann)
    assert [send(), send()] == [1, 0]
    pause_over()
    assert send() == 0
    assert mail_server.recipients == ["eve@mission.example"]
    assert Notice.objects.exclude(sent_at=None).count() == 1


def test_while_the_server_is_down_the_work_goes_on_and_the_mail_comes_later(release, ann, eve, mail_server):
    mail_server.down()
    publish([release], by=eve)
    assert send() == 0
    assert Edition.objects.live().count() == 1
    (notice,) = Notice.objects.waiting()
    assert notice.error != ""
    mail_server.up()
    assert send() == 0, "the pause is not over"
    pause_over()
    assert send() == 1
    assert mail_server.recipients == ["ann@mission.example"]


def test_a_server_that_is_down_is_asked_once_for_all_notices(release, ann, eve, edgar, mail_server):
    mail_server.down()
    submit([release], by=ann)
    send()
    assert sorted(Notice.objects.values_list("tries", flat=True)) == [0, 1]
    assert not Notice.objects.filter(due_at__lte=timezone.now()).exists()


def test_pauses_grow_up_to_a_limit(release, ann, eve, mail_server):
    mail_server.refusals["eve@mission.example"] = "451 Greylisted, try again later"
    submit([release], by=ann)
    pauses = []
    for _try in range(8):
        pause_over()
        send()
        (due_at,) = Notice.objects.values_list("due_at", flat=True)
        pauses.append(round((due_at - timezone.now()) / FIRST_PAUSE))
    assert pauses == [1, 2, 4, 8, 16, 20, 20, 20]


def test_a_greylisted_recipient_gets_the_mail_later_and_others_at_once(release, ann, eve, edgar, mail_server):
    mail_server.refusals["eve@mission.example"] = "451 4.7.1 Greylisted"
    submit([release], by=ann)
    assert send() == 1
    mail_server.refusals.clear()
    pause_over()
    assert send() == 1
    assert mail_server.recipients == ["edgar@mission.example", "eve@mission.example"]


def test_a_recipient_refused_for_good_is_not_tried_again_and_delays_nobody(release, ann, eve, edgar, mail_server):
    mail_server.refusals["eve@mission.example"] = "550 5.1.1 No such mailbox"
    submit([release], by=ann)
    assert send() == 1
    pause_over()
    assert send() == 0
    assert mail_server.recipients == ["edgar@mission.example"]
    failed = Notice.objects.get(to=eve)
    assert (failed.failed_at is not None, failed.tries) == (True, 1)
    assert failed.error == "550 5.1.1 No such mailbox"


@pytest.mark.parametrize(("answer", "given_up"), [("554 Looks like spam", True), ("452 Disk full", False)])
def test_the_answer_of_the_server_decides_about_a_refused_text(release, eve, mail_server, answer, given_up):
    ann = release.created_by
    mail_server.at_data = lambda: answer
    submit([release], by=ann)
    send()
    notice = Notice.objects.get()
    assert (notice.error, notice.failed_at is not None) == (answer, given_up)


def test_an_invalid_address_delays_nobody(release, eve, edgar, mail_server, caplog):
    ann = release.created_by
    eve.email = "eve\nBcc: all@mission.example"
    eve.save()
    submit([release], by=ann)
    with caplog.at_level(logging.CRITICAL, "mission.mail"):
        assert send() == 1
    assert mail_server.recipients == ["edgar@mission.example"]
    assert Notice.objects.get(to=eve).failed_at is not None


def test_two_senders_at_once_send_each_mail_once(release, ann, mail_server):
    for number in range(12):
        person("Editor", f"editor{number}")
    submit([release], by=ann)
    start = threading.Barrier(3)
    sent = []

    def sender():
        start.wait()
        try:
            sent.append(send())
        finally:
            connection.close()

    threads = [threading.Thread(target=sender) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 12
    assert len(set(mail_server.recipients)) == len(mail_server.recipients) == 12


def test_one_sender_skips_what_another_is_just_claiming(release, ann, eve, edgar, mail_server):
    submit([release], by=ann)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM pressreleases_notice ORDER BY id")
        first, second = (key for (key,) in cursor.fetchall())
    held, done = threading.Event(), threading.Event()

    def holder():
        from django.db import transaction

        with transaction.atomic():
            list(Notice.objects.select_for_update().filter(pk=first))
            held.set()
            done.wait()
        connection.close()

    thread = threading.Thread(target=holder)
    thread.start()
    held.wait()
    claimed = claim()
    done.set()
    thread.join()
    assert claimed is not None
    assert claimed.pk == second


def test_after_a_crash_another_sender_sends_the_mail_with_the_same_message_id(
    release, ann, eve, mail_server, monkeypatch
):
    submit([release], by=ann)
    # The server accepts the mail, and the sender dies before it can store that.
    with monkeypatch.context() as patch:
        patch.setattr("pressreleases.outbox.sending.Postman.send", _send_and_die)
        with pytest.raises(SystemExit):
            send()
    assert send() == 0, "nobody else takes it while the claim holds"
    pause_over()
    assert send() == 1
    first, second = (mail for _recipient, mail in mail_server.taken)
    assert first["Message-ID"] == second["Message-ID"]


def _send_and_die(self, mail):
    self._opened().send_messages([mail])
    raise SystemExit


def test_no_row_is_locked_while_the_server_is_asked(release, ann, eve, mail_server):
    # What was said can be emptied while the mail is on its way.
    emptied = []

    def meanwhile():
        from django.db import transaction

        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '100ms'")
                emptied.append(Notice.objects.update(comment=""))
        finally:
            connection.close()

    mail_server.at_data = meanwhile
    submit([release], by=ann)
    assert send() == 1
    assert emptied == [1]


def test_after_three_days_a_notice_is_given_up_with_the_last_error(release, ann, eve, mail_server):
    mail_server.refusals["eve@mission.example"] = "451 Not now"
    submit([release], by=ann)
    send()
    Notice.objects.update(made_at=Now() - GIVE_UP_AFTER - dt.timedelta(seconds=1), due_at=Now())
    mail_server.refusals.clear()
    assert send() == 0
    notice = Notice.objects.get()
    assert (notice.failed_at is not None, notice.error) == (True, "451 Not now")
    assert mail_server.taken == []


def test_a_site_without_a_mail_server_keeps_notices_for_three_days_only(release, ann, eve, settings, mail_server):
    settings.EMAIL_HOST = ""
    other = make_release("Other", created_by=ann)
    submit([release], by=ann)
    Notice.objects.update(made_at=Now() - GIVE_UP_AFTER - dt.timedelta(seconds=1))
    submit([other], by=ann)
    assert send() == 0
    assert [notice.about[0]["release"] for notice in Notice.objects.waiting()] == [other.pk]
    settings.EMAIL_HOST = "127.0.0.1"
    assert send() == 1


def test_a_person_who_has_left_gets_no_mail(release, ann, eve, edgar, mail_server):
    submit([release], by=ann)
    eve.is_active = False
    eve.save()
    assert send() == 1
    assert mail_server.recipients == ["edgar@mission.example"]


def test_nobody_is_told_of_a_deleted_draft(release, ann, eve, mail_server):
    submit([release], by=ann)
    release.delete()
    assert send() == 0
    assert not Notice.objects.exists()


def test_the_comment_goes_with_the_mail(release, ann, eve, mail_server):
    from django.db import transaction

    with transaction.atomic():
        tell(NoticeKind.SENT_BACK, release, by=eve, comment="Check the figures.")
    send()
    ((_recipient, mail),) = mail_server.taken
    assert "Check the figures." in mail.get_content()
    assert Notice.objects.get().comment == ""


def test_the_password_is_never_logged_nor_kept(release, eve, settings, mail_server, caplog):
    ann = release.created_by
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "user", "Tr0ub4dor"  # the server offers no sign-in
    submit([release], by=ann)
    with caplog.at_level(logging.DEBUG):
        assert send() == 0
    kept = Notice.objects.get().error
    assert kept != ""
    assert "Tr0ub4dor" not in caplog.text + kept


def test_what_is_due_next_is_the_mail_that_waits_and_nothing_without_a_server(release, ann, eve, mail_server, settings):
    assert next_due() is None
    submit([release], by=ann)
    mail_server.down()
    send()
    (notice,) = Notice.objects.waiting()
    assert next_due() == notice.due_at > timezone.now()
    settings.EMAIL_HOST = ""
    assert next_due() is None
