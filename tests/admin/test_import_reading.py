"""What an import was read with: its questions, their answers, and where its lines go."""

import datetime as dt

from pressreleases.models import (
    Release,
)
from tests.admin.filling import shown
from tests.admin.importing import AMBIGUOUS, SHEET, again, make, upload
from tests.intake.sheets import TITLE


def test_an_answer_is_read_again_and_what_was_corrected_stays(as_author):
    url = upload(as_author, AMBIGUOUS)
    page = again(as_author, url, answer_issued_on="2024-04-03", title="Corrected")
    form = page.context["form"]
    assert (form["issued_on"].value(), form["title"].value()) == ("2024-04-03", "Corrected")
    assert not form.reading.document.questions
    assert not Release.objects.exists()
    as_author.post(url, shown(page, make=""))
    release = Release.objects.get()
    assert (release.issued_on, release.title) == (dt.date(2024, 4, 3), "Corrected")


NOTICE = "[Draft – not for circulation]"


WITH_NOTICE = SHEET.replace(TITLE, f"{NOTICE}\n\n{TITLE}")


def test_lines_that_would_be_in_no_field_have_to_be_placed_first(as_author):
    url = upload(as_author, WITH_NOTICE)
    response = make(as_author, url)
    assert response.status_code == 422
    assert not Release.objects.exists()
    (name,) = response.context["form"].errors
    assert make(as_author, url, **{name: "drop"}).status_code == 302


def test_lines_go_where_the_answer_puts_them_and_the_answer_can_be_changed(as_author):
    url = upload(as_author, WITH_NOTICE)
    (question,) = as_author.get(url).context["document"].questions
    page = again(as_author, url, **{f"answer_{question.key}": "body"})
    assert NOTICE in page.context["form"]["body"].value()
    page = again(as_author, url, page, **{f"answer_{question.key}": "drop"})
    assert NOTICE not in page.context["form"]["body"].value()
    as_author.post(url, shown(page, make=""))
    assert NOTICE not in Release.objects.get().body


def test_an_answer_that_cannot_be_read_comes_back_at_its_question(as_author):
    text = SHEET.replace(TITLE, f"STRICTLY EMBARGOED\n\n{TITLE}")
    url = upload(as_author, text)
    response = again(as_author, url, answer_embargo="at ten", title="Kept")
    assert response.status_code == 422
    form = response.context["form"]
    assert "or an instant with its offset" in form.errors["answer_embargo"][0]
    assert form["title"].value() == "Kept"


def test_the_clock_of_an_embargo_is_chosen_by_place(as_author):
    url = upload(as_author, SHEET.replace(TITLE, f"EMBARGOED UNTIL 22 January 2031, 10:00\n\n{TITLE}"))
    assert make(as_author, url).status_code == 422
    assert make(as_author, url, answer_embargo="America/New_York").status_code == 302
    assert Release.objects.get().embargo_ends_at == dt.datetime(2031, 1, 22, 15, tzinfo=dt.UTC)


def test_answers_that_no_page_has_sent_are_refused(as_author):
    url = upload(as_author)
    for answered in ("[]", "nonsense", '{"title": 5}', '{"nothing": "x"}', "[" * 100_000, '{"\\ud800": "x"}'):
        response = as_author.post(url, {**shown(as_author.get(url)), "answered": answered, "again": ""})
        assert response.status_code in (200, 302, 422), answered
    assert not Release.objects.exists()
