"""Who may do what, by role."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User

from pressreleases.publishing import permissions
from pressreleases.publishing.errors import NotAllowed
from tests.making import make_user

pytestmark = pytest.mark.django_db

ALL = (permissions.SEE, permissions.WRITE, permissions.PUBLISH, permissions.REDACT)


@pytest.mark.parametrize(("role", "allowed"), [("Author", ALL[:2]), ("Editor", ALL[:3]), ("Administrator", ALL)])
def test_each_role_may_do_what_the_one_below_it_may_and_one_thing_more(role, allowed):
    user = make_user(role)
    assert tuple(permission for permission in ALL if permissions.may(user, permission)) == allowed
    for permission in ALL:
        if permission in allowed:
            permissions.require(user, permission)
        else:
            with pytest.raises(NotAllowed):
                permissions.require(user, permission)


def test_who_left_may_nothing_even_as_a_superuser():
    left = User.objects.create_superuser("root", password="a long enough password")
    assert permissions.may(left, permissions.REDACT)
    left.is_active = False
    assert not any(permissions.may(left, permission) for permission in ALL)
    assert not permissions.has_role(left)


def test_who_is_not_signed_in_may_nothing():
    assert not permissions.may(AnonymousUser(), permissions.SEE)
    assert not permissions.has_role(AnonymousUser())


def test_an_account_without_any_right_has_no_role():
    user = make_user("Author")
    assert permissions.has_role(user)
    user.groups.clear()
    assert not permissions.has_role(User.objects.get(pk=user.pk))
    outsider = make_user("Editor", "outsider")
    outsider.is_staff = False
    assert not permissions.has_role(outsider)


@pytest.mark.parametrize(
    ("permission", "roles"),
    [
        ("pressreleases.delete_release", {"Author", "Editor", "Administrator"}),
        ("pressreleases.change_missiondetails", {"Editor", "Administrator"}),
        ("pressreleases.change_topic", {"Editor", "Administrator"}),
        ("pressreleases.delete_topic", {"Administrator"}),
        ("pressreleases.delete_image", {"Administrator"}),
        ("pressreleases.view_auditentry", {"Administrator"}),
        ("auth.add_user", {"Administrator"}),
        ("auth.delete_user", set()),
        ("pressreleases.change_edition", set()),
        ("pressreleases.change_auditentry", set()),
    ],
)
def test_what_is_public_at_once_is_for_editors_and_the_past_is_for_nobody(permission, roles):
    assert {role for role in permissions.ROLES if make_user(role).has_perm(permission)} == roles


def test_migrating_gives_each_group_just_its_rights_again():
    group = Group.objects.get(name="Author")
    rights = set(group.permissions.values_list("codename", flat=True))
    assert rights == permissions.AUTHOR
    group.permissions.set(Group.objects.get(name="Administrator").permissions.all())
    permissions.make_groups("default")
    assert set(group.permissions.values_list("codename", flat=True)) == rights
