"""The Django app, which makes the groups of staff after migrations; and the admin, which registers its models."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PressReleasesConfig(AppConfig):
    name = "pressreleases"
    verbose_name = _("Press office")

    def ready(self) -> None:
        from pressreleases.publishing.permissions import make_groups  # noqa: PLC0415  models are not ready any earlier

        post_migrate.connect(make_groups, sender=self)


REGISTERED = (
    "releases",
    "anniversaries",
    "announcements",
    "topics",
    "pictures",
    "mission_details",
    "editions",
    "audit_trail",
    "notices",
    "accounts",
)


class PressOfficeAdmin(admin_apps.AdminConfig):
    """The site of `admin/site.py` is the admin, and its models are registered once all are loaded."""

    # The settings name this class; for the app itself, Django takes the other one.
    default = False
    default_site = "pressreleases.admin.site.PressOffice"

    def ready(self) -> None:
        super().ready()
        for name in REGISTERED:
            import_module(f"pressreleases.admin.{name}")
