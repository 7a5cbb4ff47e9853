"""What the editor gets for a text that was copied in a program."""

import base64
import io

from PIL import Image as Pillow

from mission_site.editor import CONFIG
from pressreleases.admin.pasted_text import MOST
from pressreleases.models import AuditEntry, Image, Release
from tests.intake.test_pasted import WORD

PASTE = "/admin/pressreleases/release/paste/"


def test_it_comes_back_as_the_text_of_a_release_and_nothing_is_stored(as_author):
    answer = as_author.post(PASTE, {"html": WORD, "language": "en"}).json()
    assert "<ul><li>Rivers</li><li>Lakes</li></ul>" in answer["html"]
    assert "Mso" not in answer["html"]
    assert not Release.objects.exists()


def test_what_could_run_comes_back_without_it(as_author):
    hostile = WORD.replace("Tuesday.", "Tuesday.<script>alert(1)</script><img src=x onerror=alert(1)>")
    html = as_author.post(PASTE, {"html": hostile.replace("<h1>", '<h1 onclick="alert(1)">')}).json()["html"]
    assert "alert" not in html


def test_comments_are_refused_with_a_sentence(as_author):
    commented = WORD.replace("Tuesday.", "Tuesday.<a href='#_msocom_1'>[A1]</a>")
    answer = as_author.post(PASTE, {"html": commented})
    assert answer.status_code == 422
    assert answer.json() == {
        "error": "The copied text has comments. Delete them in the document, and copy the text again."
    }


def test_pictures_of_the_text_come_into_the_library(as_author, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stream = io.BytesIO()
    Pillow.new("RGB", (60, 40), "green").save(stream, "PNG")
    source = f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"
    html = as_author.post(PASTE, {"html": WORD.replace("Tuesday.", f'Tuesday.<img src="{source}" alt="A map">')}).json()
    image = Image.objects.get()
    assert f'<img src="{image.file.url}" alt="A map">' in html["html"]
    assert AuditEntry.objects.get(act="imported").kind == "picture"


def test_a_text_that_is_too_long_is_left_to_the_editor(as_author):
    assert as_author.post(PASTE, {"html": "x" * (MOST + 1)}).json() == {}
    assert CONFIG["textMost"] == MOST


def test_it_is_only_sent(as_author):
    assert as_author.get(PASTE).status_code == 405
