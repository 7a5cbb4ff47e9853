"""Lists of the admin: each cell with the name of its column, for screens too narrow for a row of names above them."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()


@register.filter
def labelled(cells: Iterable[str], headers: list[dict[str, Any]]) -> list[SafeString]:
    """The `cells` of a row, each with the text of its header as `data-label`; a row's own heading needs none."""
    return [_labelled(cell, header) for cell, header in zip(cells, headers, strict=False)]


def _labelled(cell: str, header: dict[str, Any]) -> SafeString:
    if not cell.startswith("<td") or "action-checkbox" in header["class_attrib"]:
        return mark_safe(cell)  # noqa: S308  as Django's own tag has written it
    label = format_html(' data-label="{}"', capfirst(header["text"]))
    return mark_safe(f"<td{label}{cell.removeprefix('<td')}")  # noqa: S308  both parts are escaped already
