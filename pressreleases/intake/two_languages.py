"""A sheet that has one language below the other: where the second begins, and the half that is asked for."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import Draft
from pressreleases.intake.language import recognised
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.textual import ends_a_sentence, how_many_words

# The answer that makes two documents of a file, and what stands before the answers for the second one.
BOTH, SECOND = "both", "second-"
HALVES = {"languages": ("first", "second"), "columns": ("left", "right")}


def of_language(blocks: list[Block], draft: Draft) -> list[Block]:
    """The blocks of the language that is asked for, `first` or `second`, of a sheet that has one below the other."""
    half = draft.answers.get("languages")
    if half not in ("first", "second"):
        return blocks
    at = second_language(blocks)
    return blocks[at:] if half == "second" else blocks[: at or len(blocks)]


def second_language(blocks: list[Block]) -> int:
    """Where the sheet in the second language begins, its head included; 0 if there is none, or they alternate.

    A letterhead is often in two languages: each of the two has sentences, perhaps short ones.
    """
    texts = [
        (at, language, block)
        for at, block in enumerate(blocks)
        if how_many_words(block.text) >= 4 and (language := recognised(block.text))
    ]
    words: Counter[str] = Counter()
    for _at, language, block in texts:
        words[language] += how_many_words(block.text)
    spoken = {language for _at, language, block in texts if ends_a_sentence(block.text) and words[language] >= 12}
    texts = [each for each in texts if each[1] in spoken]
    languages = list(dict.fromkeys(language for _at, language, _block in texts))
    if len(languages) != 2:
        return 0
    last = max(at for at, language, _block in texts if language == languages[0])
    first = min(at for at, language, _block in texts if language == languages[1])
    return last + 1 if last < first else 0


def ask_about_languages(lines: list[Line], draft: Draft, *, is_apart: bool) -> None:
    sentence = _(
        "The text from line %(line)s is in another language than the rest. Is it a text of its own, or one text in two "
        "languages?"
    )
    draft.ask("languages", sentence, lines, choices=(BOTH, "keep") if is_apart else ("keep",), needed=True)
