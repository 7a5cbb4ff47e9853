"""A release that is published at once, for tests of what readers find."""

from typing import Any

from django.contrib.auth.models import User

from pressreleases.models import Release
from pressreleases.publishing import publish as publish_all
from tests.making import make_release


def publish(editor: User, title: str, *paragraphs: str, **changes: Any) -> Release:
    release = make_release(title, *paragraphs, **changes)
    publish_all([release], by=editor)
    return release
