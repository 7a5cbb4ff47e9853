"""Placeholders that writers leave in a draft, in all languages, and brackets that are none."""

import time

import pytest

from pressreleases.language.placeholders import placeholders, promises_more


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Said [TBC] and [tbd], [XX], [?], [ ] and [insert name here].", "[TBC] [tbd] [XX] [?] [ ] [insert name here]"),
        ("“[quote]” «[имя]» “[TBC] of them” 【待定】 [يُحدَّد لاحقاً]", "[quote] [имя] [TBC] 【待定】 [يُحدَّد لاحقاً]"),
        ("xxx people, XXXX more, Xxx", "xxx XXXX Xxx"),
        ("Why??? Lorem ipsum, ____", "??? Lorem ____"),
        (
            "TODO FIXME TBC {name} {{ ordinal }} [dəqiqləşdirilməli]",
            "TODO FIXME TBC {name} {{ ordinal }} [dəqiqləşdirilməli]",
        ),
    ],
)
def test_what_no_finished_text_has_is_found_in_its_order(text, expected):
    assert " ".join(placeholders(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "XX əsr, the XXX Games, Charles X",
        "the [UN] Secretary-General [sic] said […] it",
        "Really? Yes?! Really??",
        "toda todo hasta Tbilisi",
        "TODO EL PUEBLO, TBC Bank",
        "【日期】5月9日 【接待通知】 【优待补贴】",
        "« Au [lieu] de partir », «по словам [имя] героя», “the [position] of the group”",
        "[məlumatlar dəqiqləşdirilib] (yoxlama aparılmışdır)",
        "A/RES/76/12 [1]",
    ],
)
def test_what_an_editor_writes_is_no_placeholder(text):
    assert placeholders(text) == []


def test_each_is_named_once_and_the_longest_reading_wins():
    assert placeholders("[XX] and [XX] and XXXX") == ["[XX]", "XXXX"]
    assert placeholders("[to be confirmed: TBC]") == ["[to be confirmed: TBC]"]


def test_a_long_row_of_brackets_takes_no_time():
    begun = time.process_time()
    placeholders("[" * 20_000 + " " * 20_000 + "[insert " * 2_000)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "words",
    [
        "[name to be confirmed]", "[date to be determined]", "[amount]", "([title tbc])",
        "[Quote from the Consul to come]",
        "[nom à confirmer]", "[lieu à déterminer]", "[montant]", "[cargo por confirmar]", "[fecha por determinar]",
        "[имя уточняется]", "[Ф.И.О.]", "[сумма и дата]", "[ХХ]", "[adı dəqiqləşdirilir]", "[yer və tarix]",
        "[adı teyit edilecek]", "[tarih belirlenecek]", "[الاسم يحدد لاحقا]", "[يُحدد لاحقاً]", "【姓名待定】", "[日期]",
        "[●]", "??:00", "<<link>>", "[NAME TO BE CONFIRMED]",
    ],
)  # fmt: skip
def test_placeholders_of_all_languages_are_found(words: str) -> None:
    assert len(placeholders(f"It was {words} there.")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "[the Agreement]", "[emphasis added]", "[Applause]", "[the dam to be completed by 2030]",
        "[les années à venir]",
        "[the measures to be determined by the Council]", "[a definir por el Consejo]", "[todo el mundo]",
        "[o əlavə etdi]",
        "[в будущем]", "ХХ век", "в начале ХХ столетия", "ХХХ сессия", "[في وقت لاحق]", "【新华社】", "[等待通知]",
        "<<Bonjour>>", "[the date]", "[is to come into force]", "at 12:00??",
    ],
)  # fmt: skip
def test_ordinary_brackets_and_numerals_of_all_languages_are_none(words: str) -> None:
    assert placeholders(f"It was {words} there.") == []


def test_words_of_a_bracket_promise_others_or_do_not() -> None:
    assert promises_more("to be confirmed")
    assert not promises_more("confirmed")
