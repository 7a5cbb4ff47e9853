"""Recognise the language of a text or a line, among the eight of the site, by its script and its commonest words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from pressreleases.intake.folding import fold_for_reading
from pressreleases.intake.vocabulary import LANGUAGES

# Folded: every i has a dot. Azerbaijani words with ə are not needed here.
COMMON = {
    language: frozenset(fold_for_reading(words).split())
    for language, words in {
        "en": (
            "the of and to in for a an on is are was were that with by from at as its it this has have be been "
            "will which who their not they our we he she his her no new embassy mission consulate permanent "
            "republic united nations ministry foreign affairs"
        ),
        "az": (
            "və bu bir ilə üçün olan olub olunur da də ki isə kimi öz onun sonra qədər haqqında tərəfindən görə "
            "ilin daimi bmt yanında respublikası respublikasının konsulluğu konsulluq baş səfirliyi nazirliyi "
            "edib olunub"
        ),
        "fr": (
            "le la les de des du et en un une à au aux est sont a ont été pour dans par sur que qui ce cette ces "
            "se son sa ses avec ne pas plus il elle nous vous leur leurs où dont république mission permanente "
            "nations unies ministère auprès ambassade affaires étrangères l d monsieur madame notre nos tous tout "
            "être aussi même merci"
        ),
        "es": (
            "el la los las de del y en un una a al es son fue fueron ha han para por con que se su sus lo como "
            "más entre hoy muy muchas gracias señor señora ya nos nuestro nuestra cada dos tres ser está están "
            "esta este estas estos no también sobre desde hasta durante misión permanente república naciones "
            "unidas ante ministerio embajada relaciones exteriores"
        ),
        "tr": (
            "ve bu bir ile için olan olarak da de ki ise gibi sonra kadar daha çok her göre tarafından edilmiştir "
            "olmuştur yapılmıştır üzere ilk gün daimi birleşmiş milletler nezdinde temsilciliği cumhuriyeti "
            "büyükelçiliği bakanlığı etmiştir dışişleri hakkında ediyoruz"
        ),
    }.items()
}
OWN = {
    language: common - frozenset().union(*(other for name, other in COMMON.items() if name != language))
    for language, common in COMMON.items()
}
WORD = re.compile(r"[^\W\d_]+")
ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
HAN = re.compile("[\u3400-\u9fff]")
TURKISH = re.compile("[ğşıİĞŞ]|(?:lar|ler|larin|lerin|ması|mesi|tir|dir|acak|ecek|ının|inin|olunur)[ıi]?$")
TURKISH_LETTER = re.compile("[ğşıİĞŞ]")
LEAST_TURKISH = 32
NOT_RUSSIAN = re.compile("[іїєґўјљњћђқңғүұһөәҹҝ]", re.IGNORECASE)
NOT_ARABIC = re.compile("[پچژگکیے]")
KANA = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
ENOUGH = 12
"""A text with this many words that fits no language is in another one, even if its label says otherwise."""


@lru_cache(maxsize=1024)
def recognised(text: str) -> str:
    """Return the language of the words of `text` if it is clear, or an empty string.

    Half of the words of a running English text are among its hundred commonest; a third of the Azerbaijani ones have
    an ə, a letter that no other language of Latin script in a mission's neighbourhood has (Turkish does not).
    Several steps ask of the same paragraph.
    """
    text = text[:20_000]
    if by_script := _by_script(text):
        return "" if by_script == "other" else by_script
    printed = [found.group() for found in islice(WORD.finditer(text), 2000)]
    words = [fold_for_reading(word) for word in printed]
    counts = {language: sum(word in common for word in words) for language, common in COMMON.items()}
    if sum("ə" in word for word in words) * 20 >= len(words):
        counts["az"] = sum("ə" in word or word in COMMON["az"] for word in words)
        counts["tr"] = 0
    else:
        counts["tr"] = sum(
            word in COMMON["tr"] or bool(TURKISH.search(raw)) for raw, word in zip(printed, words, strict=True)
        )
    if sum(bool(TURKISH_LETTER.search(raw)) for raw in printed) * 16 >= max(LEAST_TURKISH, len(words)):
        counts["fr"] = counts["es"] = 0
    # Neighbours share small words, such as French and Spanish "de", "la": what only one has counts more.
    own = {language: sum(word in OWN[language] for word in words) for language in COMMON}
    best, other = sorted(counts, key=lambda language: -counts[language] - own[language])[:2]
    is_clear = (counts[best] + own[best]) * 4 >= (counts[other] + own[other]) * 5 + 1
    return best if is_clear and counts[best] * 8 >= len(words) else ""


def _by_script(text: str) -> str:
    """The language of a script that only one of the site's has; "other" if letters show another one; else nothing."""
    letters = max(1, sum(map(str.isalpha, text)))
    if len(HAN.findall(text)) * 3 > letters:
        return "other" if len(KANA.findall(text)) * 10 > letters else "zh"
    if len(CYRILLIC.findall(text)) * 2 > letters:
        return "other" if len(NOT_RUSSIAN.findall(text)) * 50 > letters else "ru"
    if len(ARABIC.findall(text)) * 2 > letters:
        return "other" if len(NOT_ARABIC.findall(text)) * 50 > letters else "ar"
    return ""


def language_of(text: str, *, labels: frozenset[str]) -> str:
    """The language of the words, else, for a short text, that of the label if it is of one only; else nothing."""
    found = recognised(text)
    if found or len(labels) != 1:
        return found
    label = next(iter(labels))
    few = sum(1 for _ in islice(WORD.finditer(text), ENOUGH)) < ENOUGH and len(HAN.findall(text)) < ENOUGH
    return label if few and _may_be(text, label) else ""


def _may_be(text: str, language: str) -> bool:
    """Whether the script of `text` is that of the language."""
    script = _by_script(text)
    return script == language if language in ("ru", "ar", "zh") else script == ""


def others_in(paragraphs: list[str], language: str) -> list[int]:
    """Which of the paragraphs are clearly in another language, by their places; short ones and quotations are not."""
    found = []
    for place, paragraph in enumerate(paragraphs):
        is_long = len(paragraph.split()) >= 8 or (len(HAN.findall(paragraph)) >= 16)
        if is_long and (other := recognised(paragraph)) and other != language and other in LANGUAGES:
            found.append(place)
    return found
