"""Accounts of staff: an administrator makes them, but nobody more powerful than a role allows."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from tests.admin.filling import save
from tests.making import make_user

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_accounts_with_a_role(as_administrator):
    data = {
        "username": "newcomer",
        "usable_password": "true",
        "password1": "long enough 77",
        "password2": "long enough 77",
    }
    group = Group.objects.get(name="Author")
    assert (
        as_administrator.post("/admin/auth/user/add/", {**data, "is_staff": "on", "groups": [group.pk]}).status_code
        == 302
    )
    newcomer = User.objects.get(username="newcomer")
    assert (newcomer.is_staff, list(newcomer.groups.all())) == (True, [group])


def test_an_administrator_makes_nobody_almighty_and_does_not_touch_who_is(as_administrator):
    root = User.objects.create_superuser("root", password="x")
    one = make_user("Author")
    save(as_administrator, f"/admin/auth/user/{one.pk}/change/", is_superuser="on", user_permissions=[1])
    one.refresh_from_db()
    assert (one.is_superuser, one.user_permissions.count()) == (False, 0)
    assert as_administrator.post(f"/admin/auth/user/{root.pk}/change/", {"username": "root"}).status_code == 403
    assert (
        as_administrator.post(
            f"/admin/auth/user/{root.pk}/password/", {"password1": "y" * 12, "password2": "y" * 12}
        ).status_code
        == 403
    )


def test_nobody_is_deleted(as_administrator, client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    one = make_user("Author")
    assert client.post(f"/admin/auth/user/{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=one.pk).exists()


def test_an_editor_cannot_reach_accounts(as_editor):
    assert as_editor.get("/admin/auth/user/").status_code == 403


def test_a_new_account_can_sign_in_unless_the_tick_is_taken_away_and_then_the_page_says_so(as_administrator):
    """Else a new colleague is told that the password is wrong, which it is not."""
    form = as_administrator.get("/admin/auth/user/add/").context["adminform"].form
    assert form.initial["is_staff"] is True
    group = Group.objects.get(name="Author")
    given = {"usable_password": "true", "password1": "Seven wise otters", "password2": "Seven wise otters"}
    warnings: dict[str, tuple[dict[str, Any], str]] = {
        "leyla": ({"groups": [group.pk]}, "leyla cannot sign in: “Staff status” is not ticked."),
        "rauf": ({"is_staff": "on"}, "rauf can do nothing here: no role is ticked."),
        "sona": ({"is_staff": "on", "groups": [group.pk]}, ""),
    }
    for name, (ticked, warning) in warnings.items():
        page = as_administrator.post("/admin/auth/user/add/", {"username": name, **given, **ticked}, follow=True)
        told = [str(message) for message in page.context["messages"] if message.level_tag == "warning"]
        assert told == ([warning] if warning else [])


@pytest.mark.parametrize(
    ("language", "said"), [("en", "If disabled, they may still"), ("az", "İstifadəçinin şifrə ilə daxil ola bil")]
)
def test_the_page_of_a_password_is_in_one_language(as_administrator, author, language, said):
    as_administrator.cookies["django_language"] = language
    as_administrator.post("/admin/language/", {"language": language})
    page = as_administrator.get(f"/admin/auth/user/{author.pk}/password/").content.decode()
    assert said in page
    assert '<ul id="id_unusable_warning"' in page
