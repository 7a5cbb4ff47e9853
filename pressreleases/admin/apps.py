"""Makes the site of `site.py` the admin, and registers its models once all are loaded."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig

REGISTERED = (
    "releases",
    "anniversaries",
    "topics",
    "pictures",
    "mission_details",
    "editions",
    "audit_trail",
    "notices",
    "accounts",
)


class PressOfficeAdmin(AdminConfig):
    default_site = "pressreleases.admin.site.PressOffice"

    def ready(self) -> None:
        super().ready()
        for name in REGISTERED:
            import_module(f"pressreleases.admin.{name}")
