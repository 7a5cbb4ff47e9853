"""What is a sentence, a salutation, a key, or a place left open."""

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.lines import read_blocks
from pressreleases.intake.reading import read
from pressreleases.intake.textual import gap_in, is_keys, is_salutation, with_signs
from tests.intake.shares import Outline

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"


def text(more: str, head: str = HEAD) -> Document:
    return read(f"{head}{more}".encode())


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(tag, " ".join(words.split())) for tag, words in Outline(document.body).blocks]


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


OPEN = [
    "[COUNTRY]",
    "[Quote from Minister to come]",
    "TBC",
    "____",
    "XX",
    "ХХ",
    "[amount]",
    "[имя уточняется]",
    "(to be confirmed)",
    "??:00",
]


@pytest.mark.parametrize("words", OPEN)
def test_a_place_left_open_is_asked_in_a_title_and_in_the_text(words: str) -> None:
    assert "title" in asked(of(HEAD.replace("a Garden", f"a Garden in {words}") + TEXT))
    assert gap_in(f"Up to {words} students will come.")


NOT_OPEN = [
    "the XX century",
    "ХХ век",
    "XIX и ХХ веков",
    "ХХ-м столетии",
    "[sic]",
    "[the Agreement]",
    "[Applause]",
    "(to the left)",
    "the UN and the OSCE",
    "a_b",
]


@pytest.mark.parametrize("words", NOT_OPEN)
def test_other_brackets_and_capitals_leave_nothing_open(words: str) -> None:
    assert gap_in(f"He spoke of {words}.") == ""


def test_thanks_and_greetings_open_a_speech_and_sentences_do_not() -> None:
    for words in ("Thank you, Mr. President.", "Good morning, ladies and gentlemen!", "Muy buenas noches a todos:"):
        assert is_salutation(read_blocks(words)[0]), words
    for words in ("Thank you for the trees.", "Good mornings begin with tea.", "Salamander Found in Garden."):
        assert not is_salutation(read_blocks(words)[0]), words


def test_the_value_of_a_key_may_go_on_below_and_other_lines_may_not() -> None:
    assert is_keys(read_blocks("WHO:\tMs. Ana Ruiz\n\tMr. Karim Solt")[0])
    assert not is_keys(read_blocks("Who: a question of gardens\nNobody knows the answer.")[0])


def test_an_address_to_the_chair_alone_begins_the_text() -> None:
    document = text(f"Chair,\n\n{TEXT}")
    assert blocks(document)[0] == ("p", "Chair,")


def test_a_bracket_that_goes_on_in_the_next_line_is_asked_and_another_one_is_not() -> None:
    wrapped = (
        "The Embassy opened a garden on Tuesday, and a speech was held there by [{} to be\n{}] for those who came."
    )
    assert asked(text(wrapped.format("name", "confirmed"))) == ["line-6"]
    assert asked(text(wrapped.format("a man", "honoured"))) == []


def test_a_conference_far_from_two_letters_makes_no_number_of_them() -> None:
    assert gap_in("The hall of the conference has room for XX guests.") == "XX"


@pytest.mark.parametrize("sign", ["o ", "»", "+"])
def test_lines_with_an_odd_sign_under_a_colon_are_a_list(sign: str) -> None:
    for apart in ("\n", "\n\n"):
        items = apart.join(f"{sign} {words}" for words in ("a well,", "forty trees,", "a gate."))
        document = text(f"{TEXT}\n\nThe garden has these three things:\n{items}\n\n{TEXT}")
        assert ("ul", "a well, forty trees, a gate.") in blocks(document)


@pytest.mark.parametrize("many", [1, 2])
@pytest.mark.parametrize("line", ["o dağlar bizimdir,", "+ 994 12 555 01 02", "+ 7 per cent more of them"])
def test_a_word_or_a_number_with_such_a_sign_is_kept_under_a_colon(line: str, many: int) -> None:
    body = text(f"{TEXT}\n\nThe gardener said:\n" + f"{line}\n" * many + f"\n{TEXT}").body
    assert body.count(line) == many


def test_after_a_list_of_odd_signs_a_line_that_begins_so_is_text() -> None:
    items = "» a well,\n» a gate."
    body = text(f"{TEXT}\n\nIt has:\n{items}\n\n{TEXT}\n\n« The garden\n» and its gate\n\n{TEXT}").body
    assert body.count("<li>") == 2
    assert "» and its gate" in body


@pytest.mark.parametrize("line", ["o the garden of all,", "+ 12 degrees in May"])
def test_one_line_with_an_odd_sign_or_none_under_a_colon_is_no_list(line: str) -> None:
    assert "<li>" not in text(f"{TEXT}\n\nThe garden has one thing:\n{line}\n\n{TEXT}").body
    assert "<li>" not in text(f"{TEXT}\n\nThe garden has these things\n{line}\n{line}\n\n{TEXT}").body


def test_a_quotation_with_signs_of_a_message_under_a_colon_is_no_list() -> None:
    document = text(f"{TEXT}\n\nThe gardener said:\n\n> Trees are patient\n> and so are we.\n\n{TEXT}")
    assert ("blockquote", "Trees are patient and so are we.") in blocks(document)


def test_a_text_without_lines_has_no_list() -> None:
    assert with_signs([]) == []
