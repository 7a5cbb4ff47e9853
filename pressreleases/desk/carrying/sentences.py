"""Where sentences begin and end."""

import re
from collections.abc import Iterator

# A full stop behind these ends no sentence; nor does one behind a single capital, as in initials.
_SHORT = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bSt)(?<!\bart)(?<!\bvs)(?<!\b[^\W\d_a-z])"
_END = re.compile(rf"(?:{_SHORT}\.|[!?…؟])[\"'”’»)\]]*\s+|[。！？][”」』]*|\n+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The span of each sentence of `text`, without the space round it."""
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
        start = end
