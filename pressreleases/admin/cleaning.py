"""Telling staff what was taken out of a text that they pasted. What is taken out is decided in `richtext`, not here."""

from collections import Counter

from pressreleases.richtext.html_reader import Start, tokens

# Written differently, meant the same.
_SAME = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4", "tfoot": "tbody", "div": "p"}
_MADE_BY_PARSERS = frozenset({"p", "br", "tbody", "html", "head", "body"})


def taken_out(pasted: str, kept: str) -> list[str]:
    """The names of tags and attributes of `pasted` that are not in `kept` any more, such as `["o:p", "style"]`.

    Empty paragraphs and what a browser adds of its own are not mentioned.
    """
    before, after = _parts(pasted), _parts(kept)
    return sorted({name for name, count in before.items() if count > after[name]})


def _parts(html: str) -> "Counter[str]":
    found: Counter[str] = Counter()
    for token in tokens(html):
        if isinstance(token, Start):
            tag = _SAME.get(token.name, token.name)
            if tag not in _MADE_BY_PARSERS:
                found[tag] += 1
            for name, value in token.attributes.items():
                found[name if name not in ("href", "src") else f"{name}={value}"] += 1
    return found
