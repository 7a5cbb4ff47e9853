"""Digests of a working copy, computed by Postgres: of its words alone, and of all that its sheet shows.

For `words_digest` two texts have the same one if they say the same: how words are marked up, where they link to and how
they are spaced is no part of it; pictures are. `sheet_digest` is stricter: every character that staff can type counts.

Neither has a salt, so that texts can be compared by them. They are shown to nobody who does not see the words, and a
redaction takes those of earlier words away wherever they are kept (`publishing.redact`).
"""

from collections.abc import Iterable, Iterator

from django.db.models import Case, CharField, F, Func, JSONField, OuterRef, Subquery, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, NullIf

from pressreleases.models.fields import FIELDS, TRANSLATED, WORKING_COPY_FIELDS, Stored, names
from pressreleases.models.image import Image, ImageDescription

# Tags within a word or a line are removed without a space, every other tag but a picture with one.
_WITHIN = r"</?(?:strong|em|sup|sub|small|a|abbr|cite|q|span)(?:\s[^>]*)?>"
_ROUND = r"<(?!img\s)[^>]*>"
# In place of the digest of words that were redacted: that of no text, so that a translation stays behind its original.
UNKNOWN_WORDS = "0" * 64
# Everything on the sheet below the letterhead. Address, topics and anniversary are not on it.
_SHEET = names(FIELDS, lambda field: field.digest and field.name in WORKING_COPY_FIELDS)
# Fields that came after the first stored digests. Empty, they change no digest, so that what was stored stays valid.
_LATER = names(FIELDS, lambda field: field.since > 2)
_LISTS = names(FIELDS, lambda field: field.stored is Stored.LIST)


def words_digest() -> Func:
    """SHA-256, in hexadecimal, of the words of a release: for annotations."""
    body = _without(_ROUND, _without(_WITHIN, F("body"), ""), " ")
    first = [name for name in TRANSLATED if name != "body" and name not in _LATER]
    said = Func(
        *(Value("\x1f"), *first, body, *_named(name for name in TRANSLATED if name in _LATER)),
        function="concat_ws",
        output_field=TextField(),
    )
    tidy = Func(_without(r"[ \t\r\n\u00a0]+", said, " "), function="normalize", output_field=TextField())
    return Func(
        tidy,
        template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')",
        output_field=CharField(max_length=64),
    )


def sheet_digest() -> Func:
    """SHA-256, in hexadecimal, of what the sheet of a release shows, its lead picture with its words: for annotations.

    The letterhead is not in it: it is the mission's, and changes with the mission's details.
    """
    words = ImageDescription.objects.filter(image=OuterRef("pk"), language=OuterRef(OuterRef("language")))
    shown_words = Subquery(words.values("alternative_text"), output_field=CharField())
    picture = Image.objects.filter(pk=OuterRef("lead_image")).values(
        shown=Func(
            *("sha256", "credit", Case(When(decorative=True, then=Value("")), default=shown_words)),
            function="jsonb_build_array",
            output_field=JSONField(),
        )
    )
    shown = Func(
        *(name for name in _SHEET if name not in _LATER),
        Subquery(picture, output_field=JSONField()),
        function="jsonb_build_array",
        output_field=JSONField(),
    )
    later = Func(
        *(Value("\x1f"), *_named(name for name in _SHEET if name in _LATER), Value("")),
        function="concat_ws",
        output_field=TextField(),
    )
    return Func(
        *(Cast(shown, TextField()), later),
        arg_joiner=" || ",
        template="encode(sha256(convert_to(%(expressions)s, 'UTF8')), 'hex')",
        output_field=CharField(max_length=64),
    )


def _named(fields: Iterable[str]) -> Iterator[Func]:
    """Each with its name before its words; null if it is empty."""
    for name in fields:
        words = (Value(f"{name}="), NullIf(Cast(F(name), TextField()), Value("[]" if name in _LISTS else "")))
        yield Func(*words, arg_joiner=" || ", template="(%(expressions)s)", output_field=TextField())


def _without(pattern: str, text: "Combinable", instead: str) -> Func:
    return Func(text, Value(pattern), Value(instead), Value("g"), function="regexp_replace", output_field=TextField())
