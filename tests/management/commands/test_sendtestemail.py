"""`manage.py sendtestemail` sends a mail, or says in one sentence why it cannot."""

import pytest

from tests.management.running import refusal, run
from tests.outbox.mail_servers import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_server(settings):
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    server.up()
    yield server
    server.down()


def test_each_address_gets_the_mail_and_the_command_says_so(mail_server):
    said = run("sendtestemail", "leyla@mission.example", "ann@mission.example")
    assert mail_server.recipients == ["ann@mission.example", "leyla@mission.example"]
    assert "took the mail to leyla@mission.example." in said


def test_without_a_mail_server_it_names_the_setting(settings):
    settings.EMAIL_HOST = ""
    assert "Set MISSION_EMAIL_URL" in refusal("sendtestemail", "leyla@mission.example")


def test_a_server_that_is_away_is_one_sentence(mail_server):
    mail_server.down()
    said = refusal("sendtestemail", "leyla@mission.example")
    assert said.startswith("The mail to leyla@mission.example was not sent: ")
    assert "Connection refused" in said


def test_a_refusal_has_the_words_of_the_server(mail_server):
    mail_server.refusals["leyla@mission.example"] = "550 5.1.1 No such mailbox"
    said = refusal("sendtestemail", "leyla@mission.example")
    assert said == "The mail to leyla@mission.example was not sent: 550 5.1.1 No such mailbox"
