"""The languages of the site: which there are, what each calls itself, which way and in which script it is written."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.conf import settings

# Where the plain code would give another country's dates or spelling: the United Nations write day, month, year.
CLDR_LOCALES = {"en": "en_GB", "zh": "zh_Hans", "zh-hans": "zh_Hans"}


def language_codes() -> list[str]:
    """Codes (BCP 47) of the languages in which the mission publishes, in the order of the LANGUAGES setting."""
    return [code for code, _name in settings.LANGUAGES]


def place_of_language(language: str) -> int:
    """The position of `language` among those of the site, to sort by; any other language comes last."""
    codes = language_codes()
    return codes.index(language) if language in codes else len(codes)


def staff_language_codes() -> list[str]:
    """Codes of the languages in which staff can work and get mail; readers may have others."""
    return list(settings.STAFF_LANGUAGES)


def published_in(language: str | None) -> str:
    """`language` if the mission publishes in it, else its first."""
    codes = language_codes()
    return language if language in codes else codes[0]


def language_choices() -> list[tuple[str, object]]:
    """Choices for a model field; a callable, so that adding a language makes no migration."""
    return list(settings.LANGUAGES)


def cldr(language: str) -> Locale:
    """The CLDR locale by whose rules `language` is written here; the English one for a language that CLDR lacks."""
    return _known(language) or _known("en") or Locale("en")


def own_name(language: str) -> str:
    """What `language` calls itself, with a capital: `Azərbaycanca`, `English`; its code if CLDR lacks it."""
    locale = _known(language, by_its_own_code=True)
    if locale is None:
        return language
    name = _OWN_NAMES.get(language) or locale.languages.get(language) or locale.get_display_name(locale) or language
    return capitalised(name, language)


@cache
def _known(language: str, *, by_its_own_code: bool = False) -> Locale | None:
    """None for a code that no form takes and that a row of the database may still have: its pages are shown."""
    code = language if by_its_own_code else CLDR_LOCALES.get(language, language)
    try:
        return Locale.parse(code, sep="_" if "_" in code else "-")
    except (UnknownLocaleError, ValueError):
        return None


def capitalised(words: str, language: str) -> str:
    """`words` with a capital first letter; `i` becomes `İ` in Azerbaijani and Turkish."""
    first = "İ" if words[:1] == "i" and language.split("-", maxsplit=1)[0] in ("az", "tr") else words[:1].upper()
    return first + words[1:]


def uncapitalised(words: str, language: str) -> str:
    """`words` with a small first letter, for the middle of a sentence, unless it begins with an abbreviation.

    `İ` becomes `i` and `I` becomes `ı` in Azerbaijani and Turkish.
    """
    if words[1:2].isupper():
        return words
    turkic = {"İ": "i", "I": "ı"} if language.split("-", maxsplit=1)[0] in ("az", "tr") else {}
    return turkic.get(words[:1], words[:1].lower()) + words[1:]


def capitals(words: str, language: str) -> str:
    """`words` in capitals: `i` becomes `İ` in Azerbaijani and Turkish."""
    return words.replace("i", "İ").upper() if language.split("-", maxsplit=1)[0] in ("az", "tr") else words.upper()


def direction(language: str) -> str:
    """`"rtl"` or `"ltr"`, as HTML's `dir` wants it."""
    return "rtl" if cldr(language).text_direction == "rtl" else "ltr"


def is_latin(language: str) -> bool:
    """Whether `language` is written in Latin letters, so that its slugs can be ASCII."""
    return language.split("-", maxsplit=1)[0] in _LATIN


# CLDR calls the language `azərbaycan`; a reader looks for the word that means "in Azerbaijani".
_OWN_NAMES = {"az": "Azərbaycanca"}
_LATIN = frozenset("en az tr fr es de it pt pl nl sv da nb nn fi et lv lt cs sk sl hr hu ro sq is ga mt vi id".split())
