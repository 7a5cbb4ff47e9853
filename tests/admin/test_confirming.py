"""Before what a stolen session must not do, the person is asked again, and what was sent is kept."""

import re
import time

import pytest

from pressreleases.admin import sign_ins
from pressreleases.models import Notice
from tests.admin.test_second_factors import PASSWORD, code, enter, sent, with_app

pytestmark = pytest.mark.django_db


HERE, ELSEWHERE = "192.0.2.7", "198.51.100.3"


STEP, OWN, APP = "/admin/second-step/", "/admin/second-factors/", "/admin/second-factors/app/"


@pytest.fixture(autouse=True)
def _asks(settings, details, editor):
    settings.SECOND_FACTOR = "publishers"


def told(user=None):
    return [row.details.get("what", row.kind) for row in Notice.objects.order_by("pk") if user in (None, row.to)]


@pytest.fixture
def inside(editor):
    with_app(editor)
    client, _response = enter()
    assert client.post(STEP, {"code": code()}).status_code == 302
    return client


def later(client, **values):
    session = client.session
    session.update({"confirmed_at": time.time() - 901, **values})
    session.save()


def test_after_a_quarter_of_an_hour_a_change_asks_again_and_keeps_what_was_sent(inside, editor):
    later(inside)
    page = inside.post(OWN, {"act": "codes"})
    said = page.content.decode()
    assert "Confirm that it is you" in said
    assert '<input type="hidden" name="act" value="codes">' in said
    wrong = inside.post(OWN, sent(page, **{"confirm-password": "wrong"}))
    assert wrong.status_code == 422
    assert told().count("recovery-codes") == 1
    done = inside.post(OWN, sent(wrong, **{"confirm-password": PASSWORD}))
    assert len(re.findall(r"<code>", done.content.decode())) == 10
    assert told().count("recovery-codes") == 2


def test_a_code_confirms_too_and_a_page_that_was_only_read_is_opened(inside):
    later(inside)
    page = inside.get(OWN)
    assert "Confirm that it is you" in page.content.decode()
    assert inside.post(OWN, sent(page, **{"confirm-code": code(steps=1)})).url == OWN
    assert "Make new codes" in inside.get(OWN).content.decode()


def test_a_password_is_not_guessed_where_it_is_asked_again(inside):
    later(inside)
    page = inside.get(OWN)
    for _time in range(sign_ins.OF_ONE_NAME):
        assert inside.post(OWN, sent(page, **{"confirm-password": "wrong"})).status_code == 422
    assert inside.post(OWN, sent(page, **{"confirm-password": PASSWORD})).status_code == 429
