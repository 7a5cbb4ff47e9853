"""Rich text: sanitise pasted or typed HTML, show it, and turn it into plain text."""

from pressreleases.richtext.plain import from_paragraphs, plain_text
from pressreleases.richtext.rendering import (
    cleaned_by,
    footnotes_marked,
    full_size_link,
    lead_picture,
    pictures,
    render,
    render_elsewhere,
    targets,
)
from pressreleases.richtext.retouching import retouched
from pressreleases.richtext.sanitising import BLOCKS, RULES, blocks, sanitise
from pressreleases.richtext.tables import placed, tables_marked

__all__ = [
    "BLOCKS",
    "RULES",
    "blocks",
    "cleaned_by",
    "footnotes_marked",
    "from_paragraphs",
    "full_size_link",
    "lead_picture",
    "pictures",
    "placed",
    "plain_text",
    "render",
    "render_elsewhere",
    "retouched",
    "sanitise",
    "tables_marked",
    "targets",
]
