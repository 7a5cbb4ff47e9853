"""The letterhead beside the form of mission details: shown as it is typed, to those who may change it, and not kept."""

from typing import Any

import pytest
from django.test import Client

from pressreleases.models import MissionDetails
from tests.making import make_user

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/preview/letterhead/"
TYPED = {
    "address": "1 Elsewhere",
    "time_zone": "America/New_York",
    "names-TOTAL_FORMS": "1",
    "names-0-language": "en",
    "names-0-name": "The <b>Mission</b>",
    "numbers-TOTAL_FORMS": "1",
    "numbers-0-kind": "telephone",
    "numbers-0-number": "12",
}


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def test_what_is_typed_is_shown_escaped_with_a_remark_on_what_is_no_number() -> None:
    answer = signed_in("Editor").post(ADDRESS, TYPED)
    page = answer.json()["page"]
    assert "1 Elsewhere" in page
    assert "The &lt;b&gt;Mission&lt;/b&gt;" in page
    assert answer.json()["remarks"] == ["“12” is not a valid telephone number."]


def test_nothing_is_stored_or_kept() -> None:
    answer = signed_in("Editor").post(ADDRESS, TYPED)
    assert "no-store" in answer["Cache-Control"]
    assert not MissionDetails.objects.exists()


def test_who_may_not_change_the_details_sees_nothing(client: Client) -> None:
    assert signed_in("Author").post(ADDRESS, TYPED).status_code == 403
    answer: Any = client.post(ADDRESS, TYPED)
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
    assert client.get(ADDRESS).status_code == 405
