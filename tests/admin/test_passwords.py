"""Setting a password by a link: for a new colleague, and for a person who forgot theirs."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases.models import AuditEntry, Notice
from pressreleases.outbox import NoticeKind, send_due, tell_account
from pressreleases.password_links import INVITATION
from tests.admin.filling import save
from tests.audit_entries import acts
from tests.making import make_user
from tests.outbox.people import person

pytestmark = pytest.mark.django_db

NEW = "Eight wise otters"
USERS = "/admin/auth/user/"


def open_link(link):
    """The page that the link leads to, in a browser of its own: `(client, response)`."""
    client = Client()
    return client, client.get(urlsplit(link).path, follow=True)


def set_password(link, password=NEW):
    client, page = open_link(link)
    path = page.redirect_chain[-1][0]
    return client.post(path, {"new_password1": password, "new_password2": password}, follow=True)


def link_in_the_mail():
    """The link of the only mail that is due."""
    mail.outbox.clear()
    assert send_due(zone="UTC") == 1
    (sent,) = mail.outbox
    (link,) = [line for line in str(sent.body).splitlines() if "/set-password/" in line]
    return link


@pytest.fixture
def _sends_mail(settings):
    settings.EMAIL_HOST = "mail.mission.example"


def newcomer(**changes):
    role = Group.objects.get(name="Author").pk
    return {"first_name": "Leyla", "last_name": "Aliyeva", "email": "leyla@mission.example", "role": role, **changes}


@pytest.mark.usefixtures("_sends_mail")
def test_a_new_colleague_gets_a_link_and_signs_in_with_the_password_they_set(as_administrator):
    assert "_addanother" not in as_administrator.get(f"{USERS}add/").content.decode()
    page = as_administrator.post(f"{USERS}add/", newcomer(), follow=True).content.decode()
    assert "Leyla Aliyeva will get an e-mail at leyla@mission.example" in page
    user = User.objects.get(username="leyla.aliyeva")
    assert (user.is_staff, user.has_usable_password(), [str(group) for group in user.groups.all()]) == (
        True,
        False,
        ["Author"],
    )
    link = link_in_the_mail()
    assert "leyla.aliyeva" in open_link(link)[1].content.decode()
    done = set_password(link)
    assert "Your password is set. Sign in as leyla.aliyeva." in done.content.decode()
    assert Client().login(username="leyla.aliyeva", password=NEW)
    # It works once.
    assert "This link is not valid" in open_link(link)[1].content.decode()


def test_without_a_mail_server_the_administrator_sees_the_link_once(as_administrator):
    asked = as_administrator.post(f"{USERS}add/", newcomer(email=""), follow=True)
    assert "set-password" not in asked.content.decode()
    page = as_administrator.post(asked.redirect_chain[-1][0], {"show": "1"})
    link = page.context["link"]
    assert link in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not Notice.objects.exists()
    set_password(link)
    assert Client().login(username="leyla.aliyeva", password=NEW)


@pytest.mark.usefixtures("_sends_mail")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "ADMINISTRATOR@mission.example"}, "The account administrator has this address already."),
        ({"role": ""}, "This field is required."),
        ({"first_name": "", "last_name": ""}, "This field is required."),
        ({"username": "Administrator"}, "Another account has this user name, or one that looks the same."),
        ({"username": "two words"}, "Enter a valid username."),
    ],
)
def test_a_form_that_is_not_right_makes_no_account_and_keeps_what_was_typed(as_administrator, changes, said):
    User.objects.update(email="administrator@mission.example")
    page = as_administrator.post(f"{USERS}add/", newcomer(**changes))
    assert said in page.content.decode()
    assert changes.get("email", "leyla@mission.example") in page.content.decode()
    assert (User.objects.count(), Notice.objects.count()) == (1, 0)


def test_two_colleagues_of_one_name_have_two_user_names(as_administrator):
    for number in range(3):
        as_administrator.post(f"{USERS}add/", newcomer(email=f"{number}@mission.example"))
    as_administrator.post(f"{USERS}add/", newcomer(first_name="…", last_name="—", email=""))
    names = User.objects.exclude(username="administrator").order_by("pk").values_list("username", flat=True)
    assert list(names) == ["leyla.aliyeva", "leyla.aliyeva2", "leyla.aliyeva3", "colleague"]


def test_a_link_gives_way_to_no_one_above(as_administrator, as_editor):
    root = User.objects.create_superuser("root", password="x")
    assert as_administrator.post(f"{USERS}{root.pk}/password-link/", {"show": "1"}).status_code == 403
    one = make_user("Author")
    assert as_editor.post(f"{USERS}{one.pk}/password-link/", {"show": "1"}).status_code == 403
    one.is_active = False
    one.save()
    page = as_administrator.post(f"{USERS}{one.pk}/password-link/", {"show": "1"})
    assert not page.context["link"]
    assert "This account is not active" in page.content.decode()


def test_a_weak_password_and_two_different_ones_are_refused(author):
    link = INVITATION.address(author)
    assert "too common" in set_password(link, "password").content.decode()
    client, page = open_link(link)
    two = {"new_password1": NEW, "new_password2": "Nine wise otters"}
    assert "didn’t match" in client.post(page.redirect_chain[-1][0], two).content.decode()
    author.refresh_from_db()
    assert not author.check_password(NEW)


def test_the_address_of_the_page_holds_no_link_that_could_be_copied_on(author):
    _client, page = open_link(INVITATION.address(author))
    assert page.redirect_chain[-1][0].endswith("/set-password/")
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.usefixtures("_sends_mail")
@pytest.mark.parametrize("who", ["ann", "ANN@mission.example"])
def test_whoever_forgot_the_password_gets_a_link_by_name_or_address(who, details):
    ann = person("Author", "ann")
    elsewhere = Client()
    elsewhere.force_login(ann)
    asked = Client().post("/admin/forgotten/", {"who": who})
    assert "a link for setting a new password is on its way" in asked.content.decode()
    # Asked again, there is no second mail within ten minutes.
    Client().post("/admin/forgotten/", {"who": who})
    set_password(link_in_the_mail())
    assert Client().login(username="ann", password=NEW)
    # All other sessions ended.
    assert elsewhere.get("/admin/").status_code == 302
    assert acts()[-1] == ("ann", "account-changed", "ann")


@pytest.mark.usefixtures("_sends_mail")
def test_the_answer_and_the_work_are_the_same_for_an_account_that_nobody_has(details):
    ann = person("Author", "ann")
    gone = person("Author", "gone")
    gone.is_active = False
    gone.save()
    seen, queries = set(), set()
    for who in ("ann", "nobody", "gone"):
        with CaptureQueriesContext(connection) as made:
            page = Client().post("/admin/forgotten/", {"who": who})
        seen.add((page.status_code, page.content.decode().partition('<div id="content"')[2]))
        queries.add(len([query for query in made if "SAVEPOINT" not in query["sql"]]))
    assert len(seen) == len(queries) == 1
    assert list(Notice.objects.values_list("to", "kind")) == [(ann.pk, NoticeKind.PASSWORD_FORGOTTEN)]
    asked = AuditEntry.objects.filter(act="password-asked").order_by("pk")
    assert list(asked.values_list("kind", "label")) == [("account", "ann"), ("", ""), ("", "")]


@pytest.mark.usefixtures("_sends_mail")
def test_from_one_address_only_so_many_links_can_be_asked_for(details):
    for _ in range(10):
        assert Client().post("/admin/forgotten/", {"who": "nobody"}).status_code == 200
    person("Author", "ann")
    page = Client().post("/admin/forgotten/", {"who": "ann"})
    assert page.status_code == 429
    assert "Too many links were requested here" in page.content.decode()
    assert not Notice.objects.exists()
    assert Client().post("/admin/forgotten/", {"who": ""}).status_code == 422


def test_where_no_mail_is_sent_the_page_says_whom_to_ask(details):
    page = Client().get("/admin/forgotten/").content.decode()
    assert "Ask an administrator of the site for a link" in page
    assert 'href="/admin/forgotten/"' in Client().get("/admin/login/").content.decode()


@pytest.mark.usefixtures("_sends_mail")
def test_in_a_day_an_account_gets_only_so_many_links(details):
    ann = person("Author", "ann")
    for hours in range(1, 6):
        notice = tell_account(NoticeKind.PASSWORD_FORGOTTEN, ann.pk, by=None)
        Notice.objects.filter(pk=notice.pk).update(made_at=timezone.now() - dt.timedelta(hours=hours))
    Client().post("/admin/forgotten/", {"who": "ann"})
    assert Notice.objects.count() == 5
    Notice.objects.filter(pk=Notice.objects.earliest("made_at").pk).update(
        made_at=timezone.now() - dt.timedelta(hours=25)
    )
    Client().post("/admin/forgotten/", {"who": "ann"})
    assert Notice.objects.count() == 6


def test_whoever_is_signed_in_where_a_link_is_used_is_signed_out(as_administrator, author):
    page = as_administrator.get(INVITATION.address(author), follow=True)
    given = {"new_password1": NEW, "new_password2": NEW}
    done = as_administrator.post(page.redirect_chain[-1][0], given, follow=True)
    assert "Sign in as author." in done.content.decode()
    assert as_administrator.get("/admin/notices/").status_code == 302


def test_an_address_of_another_account_is_refused_in_the_form_of_an_account_too(as_administrator, author):
    User.objects.filter(username="administrator").update(email="chief@mission.example")
    page = save(as_administrator, f"{USERS}{author.pk}/change/", email="CHIEF@mission.example")
    assert "The account administrator has this address already." in page.content.decode()
    assert save(as_administrator, f"{USERS}{author.pk}/change/", email="author@mission.example").status_code == 302


def test_an_account_that_is_made_inactive_is_signed_out_for_good(as_administrator, as_author, author):
    save(as_administrator, f"{USERS}{author.pk}/change/", is_active="")
    save(as_administrator, f"{USERS}{author.pk}/change/", is_active="on")
    author.refresh_from_db()
    assert author.is_active
    assert as_author.get("/admin/notices/").status_code == 302
    assert as_administrator.get("/admin/notices/").status_code == 200
