"""The page on which staff choose their notices by e-mail."""

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from pressreleases.models import AuditEntry, Notice, NoticeChoice
from pressreleases.models.notice import OF_AN_ACCOUNT, NoticeKind
from tests.making import make_user

pytestmark = pytest.mark.django_db

PAGE = "/admin/notices/"


def sign_in(client, role):
    user = make_user(role, f"my-{role.lower()}")
    user.email = "me@mission.example"
    user.save()
    client.force_login(user)
    return user


def offered(response):
    return [value for value, _label in response.context["form"].fields["wanted"].choices]


def test_the_page_is_reached_from_the_head_and_shows_all_switched_on(client):
    sign_in(client, "Editor")
    assert f'href="{PAGE}"' in client.get("/admin/").content.decode()
    response = client.get(PAGE)
    assert "me@mission.example" in response.content.decode()
    assert response.content.decode().count(" checked") == len(offered(response)) == len(NoticeKind) - len(OF_AN_ACCOUNT)


def test_an_author_is_not_offered_what_only_editors_get(client):
    sign_in(client, "Author")
    assert not {"submitted", "flagged"} & set(offered(client.get(PAGE)))


def test_what_is_chosen_is_kept_recorded_and_shown_again(client):
    user = sign_in(client, "Author")
    response = client.post(PAGE, {"wanted": ["sent-back", "cleared"], "language": "az"}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    choice = NoticeChoice.objects.get()
    assert (choice.user, choice.language) == (user, "az")
    assert set(choice.switched_off) == set(offered(client.get(PAGE))) - {"sent-back", "cleared"}
    assert len(choice.switched_off) > 8
    assert response.context["form"].initial == {"wanted": ["sent-back", "cleared"], "language": "az"}
    assert AuditEntry.objects.filter(act="account-changed", key=user.pk, details={"changed": ["notices"]}).exists()


def test_what_is_not_offered_stays_as_it_was(client):
    user = sign_in(client, "Author")
    NoticeChoice.objects.create(user=user, language="en", switched_off=["submitted", "sent-back"])
    every = offered(client.get(PAGE))
    client.post(PAGE, {"wanted": every, "language": "en"})
    assert NoticeChoice.objects.get().switched_off == ["submitted"]


def test_looking_changes_nothing_and_nonsense_is_refused(client):
    sign_in(client, "Editor")
    client.get(PAGE)
    response = client.post(PAGE, {"wanted": ["nonsense"], "language": "xx"})
    assert response.status_code == 422
    assert not NoticeChoice.objects.exists()


def test_nobody_else_reaches_it(client):
    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, {"language": "en"}).url.startswith(reverse("admin:login"))
    assert not NoticeChoice.objects.exists()


@pytest.fixture
def notices(editor):
    made = [Notice.objects.create(kind="submitted", to=editor) for _each in range(4)]
    Notice.objects.filter(pk=made[0].pk).update(sent_at=Now())
    Notice.objects.filter(pk=made[1].pk).update(failed_at=Now(), error="550 No such mailbox")
    Notice.objects.filter(pk=made[2].pk).update(error="Connection refused")
    return made
