"""The digest of a working copy's words, computed by Postgres: two texts have the same one if they say the same.

How words are marked up, where they link to and how they are spaced is no part of it; pictures are.
"""

from django.db.models import CharField, F, Func, TextField, Value
from django.db.models.expressions import Combinable

# What stands within a word or a line is taken out without a space, every other tag but a picture with one.
_WITHIN = r"</?(?:strong|em|sup|sub|a|abbr|cite|q|span)(?:\s[^>]*)?>"
_ROUND = r"<(?!img\s)[^>]*>"
_FIELDS = ("title", "summary", "notes_to_editors", "place", "speaker_name", "speaker_office")


def words_digest() -> Func:
    """SHA-256, in hexadecimal, of the words of a release: for annotations."""
    body = _without(_ROUND, _without(_WITHIN, F("body"), ""), " ")
    said = Func(Value("\x1f"), *_FIELDS, body, function="concat_ws", output_field=TextField())
    tidy = Func(_without(r"[ \t\r\n\u00a0]+", said, " "), function="normalize", output_field=TextField())
    return Func(
        tidy,
        template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')",
        output_field=CharField(max_length=64),
    )


def _without(pattern: str, text: "Combinable", instead: str) -> Func:
    return Func(text, Value(pattern), Value(instead), Value("g"), function="regexp_replace", output_field=TextField())
