"""What was typed and sent after the session had ended is shown again, to be copied."""

import re

from django.test import Client

from pressreleases.models import (
    Release,
    SourceDocument,
)
from tests.admin.filling import RELEASES, shown
from tests.admin.importing import IMPORT, upload


def test_what_was_typed_is_shown_again_to_somebody_who_was_signed_out(as_author):
    url = upload(as_author)
    fields = {**shown(as_author.get(url), again=""), "title": "Typed <b>by hand</b>", "press_contact": "Mia Lind"}
    as_author.logout()
    for address, sent, words in (
        (IMPORT, {"text": "A pasted <text>"}, ["A pasted &lt;text&gt;"]),
        (url, fields, ["Typed &lt;b&gt;by hand&lt;/b&gt;", "Mia Lind"]),
    ):
        response = as_author.post(address, sent)
        page = response.content.decode()
        assert response.status_code == 403
        assert all(each in page for each in words)
        assert f"?next={address}" in page
        assert "no-store" in response["Cache-Control"]
        assert ("Choose files again." in page) == (address == IMPORT)
    assert (SourceDocument.objects.count(), Release.objects.count()) == (1, 0)
    sent = {"body": "<p>One &amp; <b>two</b></p><p>Three</p>", "second-title": "Başlıq", "answer_country": "CH"}
    page = as_author.post(url, sent).content.decode()
    for label, said in (("Text", "One &amp; two\n\nThree"), ("Title (2)", "Başlıq"), ("Country of the", "CH")):
        assert re.search(rf"{re.escape(label)}[^<]*</label><br>\s*<textarea[^>]*>\s*{re.escape(said)}</textarea>", page)


def test_somebody_who_was_signed_out_and_typed_nothing_is_led_to_the_sign_in(as_author):
    url = upload(as_author)
    as_author.logout()
    for address in (IMPORT, url):
        assert as_author.get(address).status_code == 302
        assert "login" in as_author.post(address, {"csrfmiddlewaretoken": "x", "again": ""}).url
    # Nor does a form of another site, which has no token, or any other page show what it sent.
    strange = Client(enforce_csrf_checks=True).post(IMPORT, {"text": "Typed elsewhere"})
    assert (strange.status_code, b"Typed elsewhere" in strange.content) == (403, False)
    assert "login" in as_author.post(f"{RELEASES}add/", {"title": "Typed"}).url
