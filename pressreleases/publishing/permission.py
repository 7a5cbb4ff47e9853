"""Who may do what: the one place that decides, for buttons, bulk actions and commands alike."""

from django.contrib.auth.models import AnonymousUser, User

from pressreleases.publishing.errors import NotAllowed

PUBLISH = "pressreleases.publish_release"
WRITE = "pressreleases.change_release"
REDACT = "pressreleases.redact_release"

Actor = User | AnonymousUser


def may(by: Actor, permission: str) -> bool:
    """Whether `by` is an active member of staff who holds `permission` (`PUBLISH`, `WRITE` or `REDACT`)."""
    return by.is_active and by.has_perm(permission)


def require(by: Actor, permission: str) -> None:
    """Raise `NotAllowed` unless `by` holds `permission`."""
    if not may(by, permission):
        raise NotAllowed
