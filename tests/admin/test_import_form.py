"""The form of an import: what was read is in its fields, and what is wrong is said there."""

import datetime as dt

from pressreleases.models import (
    Release,
)
from tests.admin.importing import AMBIGUOUS, make, upload
from tests.intake.sheets import english
from tests.making import make_release


def test_what_staff_correct_is_in_the_draft(as_author):
    url = upload(as_author)
    make(as_author, url, title="Old maps", summary="They are shown.", place="New York", body="<p>All is new.</p>")
    release = Release.objects.get()
    assert (release.title, release.summary, release.place) == ("Old maps", "They are shown.", "New York")
    assert release.body == "<p>All is new.</p>"


def test_a_title_that_is_too_long_is_asked_for_at_its_field(as_author):
    heading = "Old maps of the world and of its seas " * 9
    page = (
        f"<html><p>Press release</p><p>20 January 2024</p><h1>{heading}</h1><p>{'It is open to all visitors. ' * 9}</p>"
    )
    url = upload(as_author, page, "sheet.html")
    assert "is too long for a title. What is the title?" in as_author.get(url).content.decode()
    assert make(as_author, url).context["texts"][0]["form"].errors.keys() == {"title"}
    typed = make(as_author, upload(as_author), title="x" * 301)
    assert typed.context["texts"][0]["form"].errors.keys() == {"title"}
    assert not Release.objects.exists()


def test_a_title_of_several_lines_that_is_too_long_is_shown_to_be_shortened(as_author):
    office = "Permanent Representative of the Kingdom of Norhavn to the United Nations and Other Organisations"
    speech = (
        f"STATEMENT\nby H.E. Mr. Tomas Ilves, {office},\nat the High-Level Meeting on {'the Keeping of Seeds and ' * 8}"
        "the Rest\n\nNew York, 9 October 2024\n\nMr. Chair,\n\nMy delegation is grateful for placing it here.\n"
    )
    url = upload(as_author, speech)
    page = as_author.get(url)
    assert "is too long for a title. What is the title?" in page.content.decode()
    form = page.context["texts"][0]["form"]
    assert (form["speaker_name"].value(), form["speaker_office"].value()) == ("H.E. Mr. Tomas Ilves", office)
    assert len(form["title"].value()) > 300
    assert make(as_author, url).context["texts"][0]["form"].errors.keys() == {"title"}
    assert not Release.objects.exists()


def test_the_field_itself_answers_too(as_author):
    assert make(as_author, upload(as_author, AMBIGUOUS), issued_on="2024-05-05").status_code == 302
    assert Release.objects.get().issued_on == dt.date(2024, 5, 5)


def test_a_kind_that_nobody_chose_is_not_taken_for_an_answer(as_author):
    url = upload(as_author, english(label=""))
    assert make(as_author, url).status_code == 422
    assert not Release.objects.exists()
    assert make(as_author, url, answer_kind="statement").status_code == 302
    assert Release.objects.get().kind == "statement"


def test_what_is_wrong_is_said_at_its_field_and_all_that_was_typed_is_kept(as_author):
    response = make(as_author, upload(as_author), title="", speaker_name="x" * 200, summary="Kept", body="<p>Mine</p>")
    assert response.status_code == 422
    form = response.context["form"]
    assert {"title", "speaker_name"} <= form.errors.keys()
    assert (form["summary"].value(), form["body"].value()) == ("Kept", "<p>Mine</p>")
    assert not Release.objects.exists()


def test_a_reference_that_another_release_has_is_refused_at_its_field(as_author):
    make_release(reference="No. 7/24")
    response = make(as_author, upload(as_author), reference="No. 7/24")
    assert response.status_code == 422
    assert "reference" in response.context["form"].errors
