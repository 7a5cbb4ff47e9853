"""Articles and prepositions that change with an ordinal: `a 79th`, `an 80th`; in Russian `с первой`, `со второй`."""

import re

_ARTICLE = re.compile(r"(?<!\w)(?P<article>[Aa]n?)(?P<space>\s+)$")
# Eight, eleven, eighteen and eighty begin with a vowel that is heard; one and one hundred do not.
_VOWEL = re.compile(r"(?:eight|eleven|8|(?:11|18)(?!\d))", re.IGNORECASE)
# Whether в, с, к take an о, and о a б.
_PREPOSITION = re.compile(r"(?<!\w)(?P<preposition>во?|со?|ко?|об?)\s+$", re.IGNORECASE)
_TAKES_MORE = re.compile(r"(?:втор|одиннадцат|2-|11-)", re.IGNORECASE)


def other_article(before: str, words: str, language: str) -> tuple[int, int, str] | None:
    """Where `before` ends with an English `a` or `an`, and what it becomes before `words`; None if it fits."""
    found = _ARTICLE.search(before) if language == "en" else None
    if found is None:
        return None
    article = found["article"][0] + ("n" if _VOWEL.match(words) else "")
    return (*found.span("article"), article) if article != found["article"] else None


def fitting_article(before: str, words: str, language: str) -> str:
    """`before`, the text up to an ordinal, with its English `a` or `an` as the ordinal `words` needs it."""
    other = other_article(before, words, language)
    return f"{before[: other[0]]}{other[2]}{before[other[1] :]}" if other else before


def doubtful(before: str, old: str, new: str, language: str) -> tuple[int, int] | None:
    """Where in `before` a Russian preposition stands that the ordinal `new` may ask for in another form than `old`."""
    found = _PREPOSITION.search(before) if language == "ru" else None
    if found is None or bool(_TAKES_MORE.match(old)) == bool(_TAKES_MORE.match(new)):
        return None
    return found.span("preposition")
