"""A text carried forward a year: its dates and numbers change, history stays, and what may be out of date is noted."""

import datetime as dt

import pytest

from pressreleases.anniversaries.carry_forward import carry
from pressreleases.anniversaries.carry_forward.edits import Step
from pressreleases.models.observance import Reason


def step(language="en", old=(2024, 1, 20), new=(2025, 1, 20), years=34):
    old_on, new_on = dt.date(*old), dt.date(*new)
    return Step(language, old_on, new_on, years, years + new_on.year - old_on.year)


def carried(text, **of_step):
    return carry({"summary": text}, step(**of_step)).words["summary"]


def reasons(text, **of_step):
    notes = carry({"summary": text}, step(**of_step)).notes
    return {(point.reason, point.words) for note in notes for point in note.points}


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "On 20 January 2024, the thirty fourth anniversary", "On 20 January 2025, the thirty fifth anniversary"),
        ("en", "January 20, 2024: the 34th anniversary", "January 20, 2025: the 35th anniversary"),
        ("en", "Saturday, 20 January 2024", "Monday, 20 January 2025"),
        ("en", "2024-01-20 and 20.01.2024 and 20/01/2024", "2025-01-20 and 20.01.2025 and 20/01/2025"),
        ("en", "Thirty-four years ago the troops came.", "Thirty-five years ago the troops came."),
        ("en", "Over the past 34 years", "Over the past 35 years"),
        ("en", "34 years have passed since.", "35 years have passed since."),
        ("en", "the thirty-fifth year of remembrance", "the thirty-sixth year of remembrance"),
        ("az", "2024-cü il yanvarın 20-də 34-cü ildönümü", "2025-ci il yanvarın 20-də 35-ci ildönümü"),
        ("az", "20 yanvar 2024-cü il, otuz dördüncü ildönümü", "20 yanvar 2025-ci il, otuz beşinci ildönümü"),
        ("az", "20.01.2024", "20.01.2025"),
        ("az", "34 il əvvəl, otuz dörd il bundan əvvəl", "35 il əvvəl, otuz beş il bundan əvvəl"),
        ("az", "faciənin 34 illiyini, otuz dörd illiyi", "faciənin 35 illiyini, otuz beş illiyi"),
        ("az", "O gündən 34 il keçir.", "O gündən 35 il keçir."),
        ("az", "faciədən sonrakı 35-ci ildir", "faciədən sonrakı 36-cı ildir"),
        ("fr", "20 janvier 2024, 34e anniversaire", "20 janvier 2025, 35e anniversaire"),
        ("es", "El 20 de enero de 2024, el 34.º aniversario", "El 20 de enero de 2025, el 35.º aniversario"),
        ("ru", "20 января 2024 года, 34-я годовщина", "20 января 2025 года, 35-я годовщина"),
        ("tr", "20 Ocak 2024, 34. yıl dönümü", "20 Ocak 2025, 35. yıl dönümü"),
        ("zh-hans", "2024年1月20日，三十四周年", "2025年1月20日，三十五周年"),
    ],
)  # fmt: skip
def test_dates_ordinals_and_years_of_the_observance_are_carried_forward(language, old, new):
    assert carried(old, language=language) == new


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        # The thirty-fourth anniversary begins the thirty-fifth year, so the thirty-fourth year is another one.
        ("the thirty-fourth year", {(Reason.OTHER_ORDINAL, "thirty-fourth")}),
        ("the 34th year", {(Reason.OTHER_ORDINAL, "34th")}),
        ("the 33rd year", set()),
        ("the 36th year", set()),
        ("the 35th anniversary", {(Reason.OTHER_ORDINAL, "35th")}),
        ("the 33rd anniversary", {(Reason.OTHER_ORDINAL, "33rd")}),
        ("the 33rd session", set()),
        ("the 34th session", {(Reason.OTHER_ORDINAL, "34th")}),
        ("the 35th session", {(Reason.OTHER_ORDINAL, "35th")}),
        ("the 36th session", set()),
        ("33 years ago", set()),
        ("35 years ago", set()),
    ],
)
def test_a_number_one_off_that_of_the_observance_is_left_as_it_is(text, noted):
    assert carried(text) == text
    assert {found for found in reasons(text) if found[0] in (Reason.OTHER_ORDINAL, Reason.COUNT)} == noted


def test_years_elapsed_that_are_one_off_stay_across_a_gap():
    text = "33 years ago, 35 years ago, thirty-five years ago"
    assert carried(text, new=(2027, 1, 20)) == text


def test_years_elapsed_are_carried_from_the_second_year_on():
    assert carried("two years ago, 2 years ago", years=2) == "three years ago, 3 years ago"
    assert carried("one years ago, 1 years ago", years=1) == "one years ago, 1 years ago"
    assert Reason.COUNT in {reason for reason, _words in reasons("1 years ago", years=1)}


@pytest.mark.parametrize(
    ("years", "written", "noted"),
    [(2, "II", True), (1, "I", False), (5, "V", False), (9, "IX", True), (49, "XLIX", True), (99, "XCIX", True)],
)
def test_a_roman_number_of_more_than_one_letter_is_noted(years, written, noted):
    assert ((Reason.COUNT, written) in reasons(f"The {written} came.", years=years)) == noted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ninety-nine years ago", "One hundred years ago"),
        ("the past ninety nine years", "the past one hundred years"),
        ("the ninety-ninth anniversary", "the one hundredth anniversary"),
        ("99 years ago", "100 years ago"),
    ],
)
def test_ninety_nine_becomes_one_hundred(old, new):
    assert carried(old, years=99) == new


@pytest.mark.parametrize("text", ["one hundred years ago", "a hundred years ago", "hundred years ago"])
def test_a_hundred_without_a_next_number_in_words_is_noted(text):
    assert carried(text, years=100) == text
    assert Reason.COUNT in {reason for reason, _words in reasons(text, years=100)}


def test_ninety_nine_becomes_a_hundred_in_azerbaijani_without_a_one():
    assert carried("doxsan doqquz il əvvəl", language="az", years=99) == "yüz il əvvəl"


HISTORY = (
    "131 civilians were killed, 744 wounded and 841 detained.",
    "In 1990 more than 200,000 people had been expelled.",
    "On the night of 19-20 January 1990, on 22 January 1990 and on 18 October 1991.",
    "34,000 signatures and 1.34 million dollars, 20 January each year.",
    "At 633 Third Avenue, in the 20th century, at the 79th session.",
)


@pytest.mark.parametrize("text", HISTORY)
def test_history_stays_unchanged(text):
    assert carried(text) == text


def test_the_next_year_of_a_text_is_right_across_a_gap():
    text = carried("the 34th anniversary, 34 years ago, on 20 January 2024", new=(2027, 1, 20))
    assert text == "the 37th anniversary, 37 years ago, on 20 January 2027"


def test_the_azerbaijani_ending_follows_each_year():
    endings = {
        year: carried("20 yanvar 2024-cü il", language="az", new=(year, 1, 20)).split()[2]
        for year in (2026, 2029, 2030)
    }
    assert endings == {2026: "2026-cı", 2029: "2029-cu", 2030: "2030-cu"}
    assert (
        carried("20 yanvar 2099-cu il", language="az", old=(2099, 1, 20), new=(2100, 1, 20)) == "20 yanvar 2100-cü il"
    )


def test_a_movable_day_takes_the_new_one():
    moved = {"old": (2024, 6, 16), "new": (2025, 6, 15)}
    assert carried("On Sunday 16 June 2024, and 16 iyun", **moved) == "On Sunday 15 June 2025, and 16 iyun"
    assert carried("16 iyun 2024-cü il", language="az", old=(2024, 6, 16), new=(2025, 7, 6)) == "6 iyul 2025-ci il"


def test_a_movable_day_in_an_unknown_form_is_noted():
    moved = {"old": (2024, 6, 16), "new": (2025, 6, 15)}
    for language, text in (("en", "the 16th of June 2024"), ("az", "2024-cü il iyunun 16-da")):
        assert carried(text, language=language, **moved) == text
        assert Reason.DATE_UNKNOWN in {reason for reason, _words in reasons(text, language=language, **moved)}


def test_the_article_before_an_ordinal_changes_with_it():
    assert carried("a 79th anniversary", years=79) == "an 80th anniversary"


@pytest.mark.parametrize(
    ("language", "text", "changed"),
    [
        ("ru", "Сегодня, 20 января 2024 года, 34-я годовщина; 34 года назад", {Reason.DATE, Reason.ORDINAL}),
        ("tr", "Bugün, 20 Ocak 2024, 34. yıl dönümü; 34 yıl önce 131 kişi", {Reason.DATE, Reason.ORDINAL}),
        ("fr", "Aujourd’hui, 20 janvier 2024, le président Aliyev ; 34 ans", {Reason.DATE}),
        ("zh-hans", "今天，2024年1月20日，三十四周年，131人", {Reason.DATE, Reason.ORDINAL}),
    ],
)
def test_in_other_languages_only_dates_and_ordinals_are_looked_for(language, text, changed):
    assert {reason for reason, _words in reasons(text, language=language)} == changed


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Today thousands of people came.", {(Reason.TODAY, "Today"), (Reason.PEOPLE, "thousands of people")}),
        ("en", "President Ilham Aliyev came.", {(Reason.OFFICE, "President Ilham Aliyev")}),
        ("en", "Minister of Justice, Mr. Rauf Adil", {(Reason.OFFICE, "Minister of Justice, Mr. Rauf Adil")}),
        ("en", "131 civilians were killed.", {(Reason.PEOPLE, "131 civilians")}),
        ("en", "10000 refugees", {(Reason.PEOPLE, "10000 refugees")}),
        ("en", "two million people", {(Reason.PEOPLE, "million people")}),
        ("az", "34 illik fəaliyyət", {(Reason.COUNT, "34")}),
        ("en", "In 2024 the Assembly met; in 2025 it meets again.", {(Reason.YEAR, "2024"), (Reason.YEAR, "2025")}),
        ("en", "The 75th anniversary of the Charter", {(Reason.OTHER_ORDINAL, "75th")}),
        ("en", "A 34-year wait, the XXXIV time", {(Reason.COUNT, "34"), (Reason.COUNT, "XXXIV")}),
        ("en", "He said: “the 34th anniversary”.", {(Reason.QUOTED, "34th")}),
        ("az", "Bu gün Prezident İlham Əliyev gəldi.", {(Reason.OFFICE, "Prezident İlham Əliyev")}),
        ("az", "Alovu minlərlə insan görür.", {(Reason.PEOPLE, "minlərlə insan")}),
        ("az", "Keçən il 131 nəfər gəldi.", {(Reason.PERIOD, "Keçən il"), (Reason.PEOPLE, "131 nəfər")}),
    ],
)  # fmt: skip
def test_what_may_be_out_of_date_is_noted_and_not_changed(language, text, found):
    assert carried(text, language=language) == text
    assert reasons(text, language=language) >= found


@pytest.mark.parametrize(
    "text",
    [
        "On 22 January 1990, 2 million people attending the funeral.",
        "The President of the Republic of Azerbaijan signs decrees.",
        "The Minister of Foreign Affairs answers questions.",
        "Azerbaijan restored its independence on 18 October 1991.",
        "Every 20 January the flags are lowered.",
    ],
)
def test_what_stays_true_every_year_is_not_noted(text):
    assert reasons(text) == set()


def test_markup_around_and_within_a_change_stays():
    html = (
        "<p>On <strong>20 January 2024</strong>, the 34<sup>th</sup> and thirty <em>fourth</em> anniversary &amp;</p>\n"
        '<ul><li>the <a href="/x">34th anniversary</a></li></ul>'
    )
    body = carry({"body": html}, step()).words["body"]
    assert body == (
        "<p>On <strong>20 January 2025</strong>, the 34<sup>th</sup> and thirty <em>fifth</em> anniversary &amp;</p>\n"
        '<ul><li>the <a href="/x">35th anniversary</a></li></ul>'
    )


def test_a_text_without_anything_of_the_year_stays_unchanged():
    html = "<p>A &lt;b&gt; &amp; “c”\u00a0d</p>\n<table><tr><td>1</td></tr></table>"
    assert carry({"body": html}, step()).words["body"] == html


def test_quotations_and_words_in_other_languages_are_not_changed():
    html = "<blockquote><p>the 34th anniversary</p></blockquote>"
    html += '<p>said <q>the 34th anniversary</q>, <span lang="az">34th anniversary</span></p>'
    result = carry({"body": html}, step())
    assert result.words["body"] == html
    assert {point.reason for note in result.notes for point in note.points} == {Reason.QUOTED}


def test_a_note_shows_the_new_sentence_and_the_replaced_words():
    [note] = carry(
        {"body": "<p>It rained. On 20 January 2024 it was the 34th anniversary. It rained.</p>"}, step()
    ).notes
    assert note.sentence == "On 20 January 2025 it was the 35th anniversary."
    assert [(point.reason, point.before, point.words) for point in note.points] == [
        (Reason.DATE, "20 January 2024", "20 January 2025"),
        (Reason.ORDINAL, "34th", "35th"),
    ]


def test_ordinals_above_the_table_are_noted():
    text = "the 200th anniversary"
    assert carried(text, years=200) == text
    assert reasons(text, years=200) == {(Reason.OTHER_ORDINAL, "200th")}
