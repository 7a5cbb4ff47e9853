"""Each kind of notice has its words, and each change of an account that is told has its sentence."""

from django.utils import translation

from pressreleases.models.notice import NoticeKind
from pressreleases.outbox.words import CHANGES, WORDS


def test_every_kind_has_a_beginning_and_a_sentence_in_both_languages_of_staff() -> None:
    assert set(WORDS) == set(NoticeKind)
    for pair in WORDS.values():
        said = []
        for language in ("en", "az"):
            with translation.override(language):
                said.append([str(words) for words in pair])
        begins, sentence = said[0]
        assert not begins.endswith(".")
        assert sentence.endswith(".")
        assert said[0] != said[1]


def test_no_sentence_on_an_account_has_a_place_for_a_secret() -> None:
    assert not [words for words in CHANGES.values() if "%" in str(words)]
    assert all(str(words).endswith(".") for words in CHANGES.values())
