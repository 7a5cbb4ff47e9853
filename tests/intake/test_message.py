"""E-mail messages that were saved as files, and the subject of a message as the title."""

import contextlib
import email.policy
from email.message import EmailMessage

import pytest

from pressreleases.intake import message as module
from pressreleases.intake.document import Document
from pressreleases.intake.errors import DamagedFile, EmptyFile, HasAttachedFiles, TooLarge
from pressreleases.intake.message import is_message, read_message, subject_of
from pressreleases.intake.reading import read
from tests.intake.word.test_walking import picture

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"
WORDS_OF_MAIL = "Dear colleagues,\n\nplease put the text below on the site today.\n\nLeyla\n\n"
SHEET = """PRESS RELEASE
12 June 2025

Night School for Beekeepers Opens in Gatineau

Forty-one people have signed up for the first night school for beekeepers.

Classes are held twice a week in a former bakery.
"""


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


UNTITLED = SHEET.replace("Night School for Beekeepers Opens in Gatineau\n\n", "")


def message(words: str = SHEET, subject: str = "FW: Bees", **more: str) -> EmailMessage:
    made = EmailMessage(policy=email.policy.default)
    made["From"], made["To"], made["Subject"] = "Press <press@norland.example>", "all@example.org", subject
    made["Date"] = "Thu, 12 Jun 2025 09:14:22 +0200"
    for name, value in more.items():
        made[name] = value
    made.set_content(words)
    return made


def read_one(made: EmailMessage) -> Document:
    return read(made.as_bytes())


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_the_words_of_a_message_are_read_as_a_sheet(charset: str) -> None:
    made = message()
    assert read_one(made).title == "Night School for Beekeepers Opens in Gatineau"
    sheet = "ПРЕСС-РЕЛИЗ\n12 июня 2025 г.\n\nОткрыта школа пчеловодов\n\nШкола пчеловодов открылась в пекарне у реки.\n"
    made.set_content(sheet, charset=charset)
    assert read_one(made).title == "Открыта школа пчеловодов"


def test_of_a_message_with_a_page_the_page_is_read_with_its_pictures() -> None:
    made = message()
    page = "".join(f"<p>{line}</p>" for line in SHEET.split("\n\n"))
    made.add_alternative(f"<html><body>{page}<p><img src='cid:one@x' alt='A hive'></p></body></html>", subtype="html")
    _plain, html = made.iter_parts()
    html.add_related(picture(), maintype="image", subtype="png", cid="<one@x>", filename="image001.png")
    document = read_one(made)
    assert '<img data-picture="0" alt="A hive">' in document.body
    assert document.pictures[0].data == picture()


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("FW: Re: PRESS RELEASE: Bees Return", "Bees Return"),
        ("Fwd: Bees Return", "Bees Return"),
        ("Пересл: Пчёлы вернулись", "Пчёлы вернулись"),
        ("转发：蜜蜂归来", "蜜蜂归来"),
        ("Press release", ""),
        ("", ""),
    ],
)
def test_the_subject_is_offered_as_title_where_the_text_has_none(subject: str, title: str) -> None:
    assert subject_of(subject) == title
    document = read_one(message(UNTITLED, subject))
    (question,) = document.questions
    assert (document.title, question.key, question.needed) == (title, "title", not title)
    assert title in str(question)


def test_the_subject_of_a_forwarded_head_is_offered_too_and_never_beside_a_title() -> None:
    head = "From: Press <press@norland.example>\nSent: 12 June 2025\nTo: all@example.org\nSubject: FW: Bees Return\n\n"
    assert read((head + UNTITLED).encode()).title == "Bees Return"
    assert read((head + SHEET).encode()).title == "Night School for Beekeepers Opens in Gatineau"
    assert [question.key for question in read_one(message()).questions] == []


def test_attached_documents_are_named_and_pictures_and_signatures_are_none() -> None:
    made = message()
    made.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    made.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert read_one(made).title
    made.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="Release.docx")
    made.add_attachment(message())
    with pytest.raises(HasAttachedFiles, match=r"Release\.docx, message/rfc822"):
        read_one(made)


def test_only_what_a_program_sent_is_a_message() -> None:
    assert is_message(message().as_bytes())
    assert not is_message(b"From: Press\nSubject: Bees\n\nMIME-Version: 1.0")
    assert not is_message(SHEET.encode())
    assert not is_message(b"MIME-Version: 1.0\n\nFrom: x")


def test_a_message_without_words_and_one_beyond_the_limits_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EmptyFile):
        read_one(message("  \n"))
    empty = EmailMessage(policy=email.policy.default)
    empty["From"], empty["MIME-Version"], empty["Content-Type"] = "a@b.example", "1.0", "application/pkcs7-mime"
    with pytest.raises(EmptyFile):
        read_message(empty.as_bytes())
    monkeypatch.setattr(module, "MOST_PARTS", 0)
    with pytest.raises(DamagedFile):
        read_one(message())
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    with pytest.raises(TooLarge):
        read_one(message())


@pytest.mark.parametrize(
    "spoiled", ["text/plain; charset=no-such", "multipart/mixed; boundary=", "text/plain; charset*=x''y"]
)
def test_a_spoiled_message_brings_no_other_error(spoiled: str) -> None:
    data = message().as_bytes().replace(b'text/plain; charset="utf-8"', spoiled.encode())
    with contextlib.suppress(DamagedFile, EmptyFile):
        assert read(data).body


@pytest.mark.parametrize("charset", ["", "; charset=x-unknown", "; charset=us-ascii"])
def test_letters_of_an_encoding_that_a_message_does_not_tell_are_kept(charset: str) -> None:
    head = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: text/plain{charset}\n\n"
    words = SHEET.replace("Gatineau", "Québec")
    assert read(f"{head}{words}".encode()).title == "Night School for Beekeepers Opens in Québec"


@pytest.mark.parametrize(
    "grown",
    [
        b"X: y\n" * 30_000,
        b"Content-Type: text/plain; " + b"a=b; " * 1_000 + b"\n",
        b"Subject: " + b"=?utf-8?q?a?= " * 400 + b"\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nhello\n" * 3_000,
    ],
)
def test_what_the_standard_library_would_read_for_minutes_is_refused(grown: bytes) -> None:
    with pytest.raises(DamagedFile):
        read_message(b"From: a@b.example\nMIME-Version: 1.0\n" + grown + b"\nWords.\n")


def test_many_recipients_and_parts_are_nothing_unusual() -> None:
    made = message()
    made.replace_header("To", ", ".join(f"editor{number}@paper.example" for number in range(500)))
    for number in range(20):
        made.add_attachment(picture(), maintype="image", subtype="png", filename=f"image{number}.png")
    assert read_one(made).title == "Night School for Beekeepers Opens in Gatineau"


def test_a_mail_head_is_asked_and_gives_no_field() -> None:
    mail = "From: Desk <desk@mail.example>\nDate: Mon, 6 May 2024 10:00\nTo: All\nSubject: Garden\n\n"
    document = of(mail + HEAD + TEXT)
    assert asked(document) == ["line-1"]
    assert (document.title, document.issued_on.isoformat() if document.issued_on else "") == (
        "The Embassy Opens a Garden",
        "2024-05-05",
    )
    assert document.addressee == ()


def test_the_words_of_a_forwarded_message_are_one_question_and_give_no_field() -> None:
    head = "From: Desk <desk@mail.example>\nDate: Mon, 6 May 2024 10:00\nTo: All\nSubject: Garden\n\n"
    sheet = "PRESS RELEASE\n\nOttawa, 5 May 2024\n\nThe Embassy Opens a Garden\n\n" + TEXT
    mail = head + WORDS_OF_MAIL + sheet + "\n\n###\n--\nLeyla Example\nPress Officer\n"
    document = of(mail)
    assert [(question.key, len(question.lines)) for question in document.questions] == [("line-1", 10)]
    assert (document.title, document.names, document.notes) == ("The Embassy Opens a Garden", (), ())
    dropped = read(mail.encode(), answers={"line-1": "drop"})
    assert (dropped.questions, dropped.body) == ((), of(sheet).body)
    noted = read(mail.encode(), answers={"line-1": "notes"})
    assert "Dear colleagues, please put" in " ".join(noted.notes)


def test_a_title_above_the_label_stays_one_in_a_forwarded_message() -> None:
    head = "From: Desk <desk@mail.example>\nDate: Mon, 6 May 2024 10:00\nTo: All\nSubject: Garden\n\n"
    document = of(f"{head}A Garden for All Neighbours\n\nPRESS RELEASE\n\nOttawa, 5 May 2024\n\n{TEXT}")
    assert (document.title, asked(document)) == ("A Garden for All Neighbours", ["line-1"])


def test_a_message_above_the_sheet_is_asked_and_a_sentence_about_a_release_is_not() -> None:
    message = "Dear colleagues,\n\nplease find below a press release of our Embassy.\n\nBest regards,\n\n"
    below = of(f"Subject: A Garden for All\n\n{message}PRESS RELEASE\n\nA Garden for All\n\n{TEXT}")
    assert any(lines == ((9, "PRESS RELEASE"),) for lines in [question.lines for question in below.questions])
    mentioned = of(f"{HEAD}{TEXT}\n\nPress release readers may reprint this text without asking.")
    assert asked(mentioned) == []
