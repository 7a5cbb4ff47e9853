"""Rich text: sanitise pasted or typed HTML, show it, and turn it into plain text."""

from pressreleases.richtext.picture_tags import full_size_link, lead_picture
from pressreleases.richtext.plain import from_paragraphs, plain_text
from pressreleases.richtext.rendering import (
    cleaned_by,
    figures_marked,
    footnotes_marked,
    pictures,
    render,
    render_elsewhere,
    targets,
)
from pressreleases.richtext.retouching import retouched
from pressreleases.richtext.sanitising import BLOCKS, RULES, blocks, sanitise

__all__ = [
    "BLOCKS",
    "RULES",
    "blocks",
    "cleaned_by",
    "figures_marked",
    "footnotes_marked",
    "from_paragraphs",
    "full_size_link",
    "lead_picture",
    "pictures",
    "plain_text",
    "render",
    "render_elsewhere",
    "retouched",
    "sanitise",
    "targets",
]
