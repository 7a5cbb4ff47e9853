"""Accounts of staff: an administrator makes them, but nobody more powerful than a role allows."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from tests.admin.filling import messages_of, save, shown
from tests.making import make_user

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_nobody_almighty_and_does_not_touch_who_is(as_administrator):
    root = User.objects.create_superuser("root", password="x")
    one = make_user("Author")
    save(as_administrator, f"/admin/auth/user/{one.pk}/change/", is_superuser="on", user_permissions=[1])
    one.refresh_from_db()
    assert (one.is_superuser, one.user_permissions.count()) == (False, 0)
    assert as_administrator.post(f"/admin/auth/user/{root.pk}/change/", {"username": "root"}).status_code == 403


def test_nobody_is_deleted(as_administrator, client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    one = make_user("Author")
    assert client.post(f"/admin/auth/user/{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=one.pk).exists()


def test_an_editor_cannot_reach_accounts(as_editor):
    assert as_editor.get("/admin/auth/user/").status_code == 403


def test_the_page_says_so_when_a_change_leaves_somebody_unable_to_sign_in_or_to_do_anything(as_administrator):
    """Else they are told that the password is wrong, which it is not."""
    one = make_user("Author", "leyla")
    changes: dict[str, dict[str, Any]] = {
        "leyla cannot sign in: “May sign in here” is not ticked.": {"is_staff": ""},
        "leyla can do nothing here: no role is ticked.": {"is_staff": "on", "groups": []},
    }
    for warning, change in changes.items():
        page = save(as_administrator, f"/admin/auth/user/{one.pk}/change/", **change)
        assert warning in messages_of(page)


def test_no_administrator_sets_the_password_of_another(as_administrator, author):
    data = {"password1": "y" * 12, "password2": "y" * 12, "usable_password": "true", "set-password": "1"}
    as_administrator.post(f"/admin/auth/user/{author.pk}/password/", data, follow=True)
    was = author.password
    author.refresh_from_db()
    assert author.password == was
    page = as_administrator.get(f"/admin/auth/user/{author.pk}/change/").content.decode()
    assert f'href="/admin/auth/user/{author.pk}/password-link/"' in page


ADD = "/admin/auth/user/add/"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lеyla", "letters of one alphabet"),  # its second letter is Cyrillic
        ("leylα", "letters of one alphabet"),
        ("асе", "looks the same"),  # Cyrillic altogether
        ("LEYLA", "looks the same"),
        ("IeyIa", "looks the same"),
        ("1eyla", "looks the same"),
    ],
)
def test_a_user_name_that_looks_like_that_of_a_colleague_is_refused(as_administrator, name, said):
    make_user("Author", "leyla")
    make_user("Author", "ace")
    given = {"first_name": "New", "last_name": "Comer", "role": 1, "username": name}
    page = as_administrator.post(ADD, given)
    assert page.status_code == 200
    assert said in page.content.decode()
    other = make_user("Author", "other")
    page = save(as_administrator, f"/admin/auth/user/{other.pk}/change/", username=name)
    assert said in page.content.decode()
    other.refresh_from_db()
    assert other.username == "other"


@pytest.mark.parametrize("name", ["leyla2", "лейла", "ليلى", "səbinə.ı", "o-neill_1@mission"])
def test_other_user_names_are_taken_in_any_alphabet_and_ones_own_stays(as_administrator, name):
    leyla = make_user("Author", "leyla")
    url = f"/admin/auth/user/{leyla.pk}/change/"
    assert save(as_administrator, url).status_code == 302
    assert save(as_administrator, url, username=name).status_code == 302
    leyla.refresh_from_db()
    assert leyla.username == name


def test_accounts_are_those_of_colleagues_in_the_words_of_the_pages(as_administrator):
    one = make_user("Author", "leyla")
    desk = as_administrator.get("/admin/").content.decode()
    assert f'<a class="verb" href="{ADD}">Add a colleague</a>' in desk
    assert ">Colleagues</a>" in desk
    assert ">Roles</a>" in desk
    pages = [
        as_administrator.get(f"/admin/auth/user/{place}").content.decode()
        for place in ("", "add/", f"{one.pk}/change/")
    ]
    for page in (desk, *pages):
        for word in (
            "Users",
            "Add user",
            "Select user",
            "Change user",
            "Staff status",
            "Designates",
            "Groups",
            "Authentication",
        ):
            assert word not in page, word


@pytest.mark.parametrize("taken", [{"is_active": None}, {"is_staff": None}, {"groups": []}, {"groups": ["Editor"]}])
def test_an_administrator_does_not_lock_themselves_out_and_another_may(as_administrator, taken):
    own, other = User.objects.get(username="administrator"), make_user("Administrator", "other")
    if "groups" in taken:
        taken = {"groups": [Group.objects.get(name=name).pk for name in taken["groups"]]}
    for user, status in ((own, 200), (other, 302)):
        url = f"/admin/auth/user/{user.pk}/change/"
        typed = shown(as_administrator.get(url), first_name="Leyla", **taken)
        response = as_administrator.post(url, {name: value for name, value in typed.items() if value is not None})
        assert response.status_code == status
        assert ("You would lock yourself out." in response.content.decode()) == (user == own)
    own.refresh_from_db()
    assert (own.first_name, own.is_active, own.is_staff, own.groups.get().name) == ("", True, True, "Administrator")


def test_the_name_of_ones_own_account_is_changed(as_administrator):
    own = User.objects.get(username="administrator")
    assert save(as_administrator, f"/admin/auth/user/{own.pk}/change/", first_name="Leyla").status_code == 302


def test_an_editor_is_not_offered_to_add_a_colleague(as_editor):
    assert "Add a colleague" not in as_editor.get("/admin/").content.decode()
