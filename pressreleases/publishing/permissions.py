"""Who may do what: the groups of staff, and the one check for buttons, bulk actions and commands.

Which act needs which permission is in the act itself: it calls `require`.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils.translation import gettext_noop

from pressreleases.publishing.errors import NotAllowed

SEE = "pressreleases.view_release"
PUBLISH = "pressreleases.publish_release"
WRITE = "pressreleases.change_release"
REDACT = "pressreleases.redact_release"

Actor = User | AnonymousUser


def may(by: Actor, permission: str) -> bool:
    """Whether `by` is an active member of staff who holds `permission` (`SEE`, `PUBLISH`, `WRITE` or `REDACT`)."""
    return by.is_active and by.has_perm(permission)


def has_role(by: Actor) -> bool:
    """Whether `by` is an active member of staff with any right at all; else there is nothing for them to see."""
    return by.is_active and by.is_staff and (by.is_superuser or bool(by.get_all_permissions()))


def require(by: Actor, permission: str) -> None:
    """Raise `NotAllowed` unless `by` holds `permission`."""
    if not may(by, permission):
        raise NotAllowed


# What authors write: readers see it with the next edition, and not before.
_WRITTEN = ("release", "image", "imagedescription")
# Readers see a change of these at once, so they belong to editors; authors choose among them.
_LABELS = ("topic", "topicname")
_CARED_FOR = (
    *("anniversary", "anniversaryname", "anniversarydate"),
    *("announcement", "announcementtext"),
    *("missiondetails", "missionname", "contactnumber", "openinghours", "closeddays"),
)
_SEEN = ("edition", "withdrawal", "historicalrelease", *_LABELS, *_CARED_FOR)


def _permissions(verbs: tuple[str, ...], models: tuple[str, ...]) -> set[str]:
    return {f"{verb}_{model}" for verb in verbs for model in models}


AUTHOR = _permissions(("view", "add", "change"), _WRITTEN) | _permissions(("view",), _SEEN) | {"delete_release"}
EDITOR = (
    AUTHOR
    | _permissions(("add", "change"), _LABELS)
    | _permissions(("add", "change", "delete"), _CARED_FOR)
    | {"publish_release"}
)
ADMINISTRATOR = (
    EDITOR | _permissions(("delete",), (*_WRITTEN, *_LABELS)) | {"redact_release", "view_auditentry", "view_notice"}
)
_ACCOUNTS = {f"{verb}_user" for verb in ("view", "add", "change")} | {"view_group"}

ROLES: dict[str, set[str]] = {
    gettext_noop("Author"): AUTHOR,
    gettext_noop("Editor"): EDITOR,
    gettext_noop("Administrator"): ADMINISTRATOR | _ACCOUNTS,
}


def make_groups(using: str, **_kwargs: object) -> None:
    """Make each group, or give it just the permissions of its role; connected to `post_migrate`."""
    from django.contrib.auth.models import Group, Permission  # noqa: PLC0415  apps load this module before models

    for app in ("auth", "pressreleases"):
        create_permissions(apps.get_app_config(app), using=using, verbosity=0)
    with transaction.atomic(using=using):
        for name, codenames in ROLES.items():
            group, _made = Group.objects.using(using).get_or_create(name=name)
            group.permissions.set(
                Permission.objects.using(using).filter(
                    codename__in=codenames, content_type__app_label__in=("auth", "pressreleases")
                )
            )
