"""The list of notices, in which administrators see what could not be sent."""

import pytest
from django.db.models.functions import Now

from pressreleases.models import Notice
from tests.making import make_user

pytestmark = pytest.mark.django_db

PAGE = "/admin/notices/"


def sign_in(client, role):
    user = make_user(role, f"my-{role.lower()}")
    user.email = "me@mission.example"
    user.save()
    client.force_login(user)
    return user


@pytest.fixture
def notices(editor):
    made = [Notice.objects.create(kind="submitted", to=editor) for _each in range(4)]
    Notice.objects.filter(pk=made[0].pk).update(sent_at=Now())
    Notice.objects.filter(pk=made[1].pk).update(failed_at=Now(), error="550 No such mailbox")
    Notice.objects.filter(pk=made[2].pk).update(error="Connection refused")
    return made


def test_the_desk_tells_an_administrator_what_could_not_be_sent(client, notices):
    sign_in(client, "Administrator")
    page = client.get("/admin/").content.decode()
    assert "2 e-mail notices could not be sent" in page
    listed = client.get("/admin/pressreleases/notice/?state=trouble").content.decode()
    assert "550 No such mailbox" in listed
    assert "Connection refused" in listed
    assert listed.count('class="action-select"') == 0


@pytest.mark.parametrize(("state", "count"), [("sent", 1), ("given-up", 1), ("waiting", 2), ("trouble", 2)])
def test_the_list_is_narrowed_by_state(client, notices, state, count):
    sign_in(client, "Administrator")
    response = client.get("/admin/pressreleases/notice/", {"state": state})
    assert response.context["cl"].result_count == count


def test_an_editor_sees_neither_the_line_nor_the_list(client, notices):
    sign_in(client, "Editor")
    assert "could not be sent" not in client.get("/admin/").content.decode()
    assert client.get("/admin/pressreleases/notice/").status_code == 403
