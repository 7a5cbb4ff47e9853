"""Importing documents as a browser would: uploading one, answering, making the draft."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from pressreleases.models import Topic, TopicName
from tests.admin.filling import RELEASES, shown
from tests.intake.sheets import azerbaijani, english

IMPORT = f"{RELEASES}import/"
SHEET = english()
AZERBAIJANI = azerbaijani()
AMBIGUOUS = english(day="03/04/2024")


def file(text: str | bytes = SHEET, name: str = "sheet.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode(), "text/plain")


def upload(client: Client, text: str | bytes = SHEET, name: str = "sheet.txt") -> str:
    """Upload one document; the address of its page."""
    response = client.post(IMPORT, {"documents": file(text, name)})
    assert response.status_code == 302, response.context["form"].errors
    return str(response["Location"])


def make(client: Client, url: str, **changes: Any) -> Any:
    """Open the page of a document, correct or answer, press “Make the draft”."""
    return client.post(url, shown(client.get(url), make="", **changes))


def again(client: Client, url: str, page: Any = None, **changes: Any) -> Any:
    """The same with “Read again with these answers”, on `page` if that is open already."""
    return client.post(url, shown(page or client.get(url), again="", **changes))


def make_topic(name: str, language: str = "en") -> Topic:
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language=language, name=name, slug=name.lower().replace(" ", "-"))
    return topic
