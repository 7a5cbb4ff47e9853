"""Choosing releases in the list of the admin and pressing the button of the page that comes; no test lives here."""

import re
from typing import Any

from django.test import Client

from pressreleases.models import Release
from tests.admin.filling import RELEASES
from tests.public.page_elements import elements


def page_url(name: str, *releases: Release) -> str:
    return f"{RELEASES}chosen/{name}/?rows={','.join(str(row.pk) for row in releases)}"


def choose(client: Client, action: str, *releases: Release, **more: Any) -> Any:
    """What the list answers when `action` is chosen for these rows."""
    return client.post(RELEASES, {"action": action, "_selected_action": [row.pk for row in releases], **more})


def held_by(page: Any) -> dict[str, list[str]]:
    """The hidden fields of the form on the page, but for the token against forgery."""
    held: dict[str, list[str]] = {}
    for _tag, attributes, _text in elements(page, "input"):
        if attributes.get("type") == "hidden" and attributes["name"] != "csrfmiddlewaretoken":
            held.setdefault(attributes["name"], []).append(attributes["value"])
    return held


def ticks(page: Any) -> dict[str, str]:
    """The ticks with which staff say that they have looked, as they are sent."""
    names = [attributes.get("name", "") for _tag, attributes, _text in elements(page, "input")]
    return {name: "on" for name in names if name.endswith("-looked")}


def press(client: Client, url: str, **answers: Any) -> Any:
    """Open the page and press its button."""
    return client.post(url, {**held_by(client.get(url)), **answers})


def outcome(client: Client, response: Any) -> dict[str, str]:
    """Where the press led: what is said of each release, by its title."""
    assert response.status_code == 302, response.content.decode()
    page = client.get(response.url)
    assert page.status_code == 200
    said = {}
    for line in page.context["lines"]:
        words = " ".join(re.sub(r"<[^>]+>", " ", str(line.said)).split())
        said[line.row.release.title] = words if line.done else f"Not done. {words}"
    return said
