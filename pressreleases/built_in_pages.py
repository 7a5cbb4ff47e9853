"""The accessibility statement and the privacy notice that the site has before the mission writes its own.

They say only what the site does. Readers find them at the addresses of these pages, and staff begin with them.
"""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import override

from pressreleases import richtext
from pressreleases.models.pages import BUILT_IN, MissionPage


@dataclass(frozen=True)
class Text:
    """`body` is sanitised; `summary` is its first sentence."""

    title: str
    summary: str
    body: str


def text_of(page: MissionPage, language: str) -> Text | None:
    """What the site says of itself on `page` in `language`; None of a page about which only the mission can write."""
    if page not in BUILT_IN:
        return None
    with override(language):
        body = richtext.sanitise(render_to_string(f"public/built_in/{page.value}.html", {"language": language}))
        return Text(str(page.label), richtext.plain_text(body).partition("\n")[0], body)
