"""The Django app; its one signal handler makes the groups of staff after migrations."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PressReleasesConfig(AppConfig):
    name = "pressreleases"
    verbose_name = _("Press office")

    def ready(self) -> None:
        from pressreleases.publishing.permissions import make_groups  # noqa: PLC0415  models are not ready any earlier

        post_migrate.connect(make_groups, sender=self)
