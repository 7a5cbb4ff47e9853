"""Sessions of staff: as Django stores them, each with its account, so that those of one account are found at once."""

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone


class StaffSessionQuerySet(models.QuerySet["StaffSession"]):
    def of(self, user: User) -> "StaffSessionQuerySet":
        """The sessions in which `user` is signed in, the one that lasts longest first."""
        return self.filter(user=user, expire_date__gt=timezone.now()).order_by("-expire_date", "pk")


class StaffSession(AbstractBaseSession):
    # Nobody, as long as somebody has not signed in.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(StaffSessionQuerySet)()

    class Meta:
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore
