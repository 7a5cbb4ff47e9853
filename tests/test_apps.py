"""The Django app: migrating gives each role its group."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models.signals import post_migrate

from pressreleases.publishing import permissions


@pytest.mark.django_db
def test_after_migrations_there_is_a_group_for_each_role():
    Group.objects.all().delete()
    app = apps.get_app_config("pressreleases")
    post_migrate.send(sender=app, app_config=app, using="default", verbosity=0, interactive=False, plan=[], apps=apps)
    assert set(Group.objects.values_list("name", flat=True)) == set(permissions.ROLES)
