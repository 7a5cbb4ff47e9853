"""Numbers, families and words from an address or a form, each with an upper bound before anything uses it.

Every parameter of a request is read here, so that none can be too long, too large or unwritable for the database.
"""

import re
import uuid

# The largest key that the database has, and as many digits as it has at most.
LARGEST = 2**63 - 1
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
_FAMILY = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.ASCII)
# The years that an address can have.
YEARS = range(1000, 10_000)


def number_in(words: str | None, *, least: int = 0, most: int = LARGEST) -> int | None:
    """The whole number that `words` is, from `least` to `most`; None for anything else.

    One number has one spelling: ASCII digits, no sign, no blanks, no leading zeros.
    """
    if words is None or not _NUMBER.fullmatch(words):
        return None
    number = int(words)
    return number if least <= number <= most else None


def numbers_in(words: list[str], *, most: int) -> list[int]:
    """The numbers among the first `most` of `words`; what is none is left out."""
    return [number for each in words[:most] if (number := number_in(each)) is not None]


def family_in(words: str | None) -> uuid.UUID | None:
    """The key of a family of releases that `words` is, with or without its dashes; None for anything else."""
    return uuid.UUID(words) if words and _FAMILY.fullmatch(words) else None


def words_in(words: str | None, *, most: int) -> str:
    """As many of `words` as `most` characters, without NUL and lone surrogates, which the database cannot store."""
    kept = (words or "")[:most]
    return "".join(each for each in kept if each != "\0" and not "\ud800" <= each <= "\udfff")
