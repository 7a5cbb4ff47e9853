"""The Django app, which makes the groups of staff after migrations; and the admin, which registers its models."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PressReleasesConfig(AppConfig):
    name = "pressreleases"
    verbose_name = _("Press office")

    def ready(self) -> None:
        post_migrate.connect(_make_groups, sender=self)


def _make_groups(using: str, **_more: object) -> None:
    # Publishing loads nearly all of the app, which a process that neither migrates nor publishes does without.
    from pressreleases.publishing.permissions import make_groups  # noqa: PLC0415  models are not ready any earlier

    make_groups(using)


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


class PressOfficeAdmin(admin_apps.SimpleAdminConfig):
    """The site of `admin/site.py` is the admin; `mission_site.urls` registers its models, once all are loaded.

    So the worker, a backup and whatever else shows no pages start without loading the admin.
    """

    # The settings name this class; for the app itself, Django takes the other one.
    default = False
    default_site = "pressreleases.admin.site.PressOffice"

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(check_registered, checks.Tags.admin)


def register_models() -> None:
    """Register all models with the admin, unless that has been done; none of another app but what is named here."""
    for name in REGISTERED:
        import_module(f"pressreleases.admin.{name}")


def check_registered(app_configs: Sequence[AppConfig] | None, **more: Any) -> list[checks.CheckMessage]:
    """Django's checks of the admin. They say nothing of models that are not registered yet."""
    register_models()
    found: list[checks.CheckMessage] = check_admin_app(app_configs, **more)
    return found
