"""Who may do what: the one place that decides, for buttons, bulk actions and commands alike."""

from django.contrib.auth.models import AnonymousUser, User

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
