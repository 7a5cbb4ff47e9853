"""The emblem of the masthead within the page itself, where it is small enough: a request less for each reader."""

import base64
import io
from functools import lru_cache

from django.core.files.storage import default_storage
from PIL import Image

_SIDE = 144  # twice the 72 px at which it is shown
_COLOURS = 128
_LARGEST = 5_000  # bytes; with those of a long page they still fit into a browser's first round trip


def within_page(file: str) -> str:
    """The picture in `file`, made small, as a `data:` address; empty if it is too large even so, or lost."""
    try:
        return _made_small(file)
    except OSError:
        return ""


@lru_cache(maxsize=32)
def _made_small(file: str) -> str:
    # A file is named for what is in it, so what was once made of it holds.
    with default_storage.open(file, "rb") as stored, Image.open(stored) as opened:
        small = opened.convert("RGBA")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(written, format="PNG", optimize=True)
    content = written.getvalue()
    return f"data:image/png;base64,{base64.b64encode(content).decode()}" if len(content) <= _LARGEST else ""
