"""Fixtures of the public pages' tests."""

import pytest


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    """Static files under their own names, as nothing collects and hashes them for tests."""
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
