"""What the pages of an import say: what is left to look at, what waits, what becomes of an embargo."""

from pressreleases.models import (
    SourceDocument,
)
from tests.admin.filling import messages_of
from tests.admin.importing import IMPORT, file, make, upload
from tests.intake.sheets import english


def test_several_files_wait_in_a_list(as_author):
    other = english(title="Another exhibition", day="3 March 2024")
    response = as_author.post(IMPORT, {"documents": [file(), file(other, "other.txt")]})
    assert response.url == IMPORT
    page = as_author.get(IMPORT).content.decode()
    assert "sheet.txt" in page
    assert "other.txt" in page
    first, second = SourceDocument.objects.order_by("pk")
    response = make(as_author, f"{IMPORT}{first.pk}/")
    assert any("1 document is waiting" in said for said in messages_of(response))
    page = as_author.get(IMPORT).content.decode()
    assert f"{IMPORT}{first.pk}/" not in page
    assert f"{IMPORT}{second.pk}/" in page


def test_a_question_about_words_of_the_text_can_stay_open_and_is_said(as_author):
    text = english(
        body="The hall is at 633 Third Avenue, and it is open all day. Call +1 212 371 2559 before you come."
    )
    response = make(as_author, upload(as_author, text))
    assert response.status_code == 302
    assert any("has an address or a telephone number" in said for said in messages_of(response))
