"""What differs between two states of a release: fields, paragraphs that belong together, and words."""

import time
from difflib import SequenceMatcher
from typing import Any

import pytest

from pressreleases.comparing.paragraphs import of_plain_text, of_rich_text
from pressreleases.comparing.two_states import Row, Wording, align, differences, fold_unchanged
from pressreleases.models.fields import COMPARED, FORM_FIELDS


def rows(old, new):
    """The rows of two texts in HTML."""
    return align(of_rich_text(old), of_rich_text(new))


def told(row):
    """`-131 +113 =people died.`"""
    signs = {"kept": "=", "removed": "-", "added": "+", "folded": "…"}
    return " ".join(f"{signs[run.act]}{run.text or run.words}" for run in row.runs)


def test_an_added_paragraph_does_not_touch_those_around_it():
    found = rows("<p>One.</p><p>Two.</p>", "<p>One.</p><p>In between.</p><p>Two.</p>")
    assert [(row.act, told(row)) for row in found] == [
        ("kept", "=One."),
        ("added", "+In between."),
        ("kept", "=Two."),
    ]


def test_a_changed_paragraph_is_found_next_to_an_added_one():
    found = rows(
        "<p>The delegation arrived in Geneva on Monday.</p>",
        "<p>Quite another paragraph.</p><p>The delegation arrived in Vienna on Monday.</p>",
    )
    assert [row.act for row in found] == ["added", "changed"]
    assert told(found[1]) == "=The delegation arrived in -Geneva +Vienna =on Monday."


def test_paragraphs_without_common_words_are_replaced_as_a_whole():
    found = rows("<p>Nothing of this stays.</p>", "<p>Quite another paragraph!</p>")
    assert [row.act for row in found] == ["removed", "added"]


@pytest.mark.parametrize(
    "new",
    [
        "<p>Some <strong>words</strong> here</p>",
        "<p>Some <strong>wo</strong>rds here</p>",
        "<h2>Some words here</h2>",
        "<blockquote><p>Some words here</p></blockquote>",
        "<p>Some words<br>here</p>",
        '<p lang="az">Some words here</p>',
        '<p>Some <a href="https://one.example/">words</a> here</p>',
    ],
)
def test_a_change_of_formatting_alone_is_shown(new):
    (row,) = rows("<p>Some words here</p>", new)
    assert (row.act, row.formatting) == ("kept", True)


def test_changed_words_alone_are_not_called_formatting():
    (row,) = rows("<p>Some <b>bold</b> words here</p>", "<p>Some <b>bold</b> words there</p>")
    assert not row.formatting


def test_changed_targets_of_links_are_listed():
    link = '<p>Read <a href="https://{}.example/">this</a> and <a href="https://kept.example/">that</a></p>'
    (row,) = rows(link.format("one"), link.format("two"))
    assert (row.act, row.formatting) == ("kept", True)
    assert (row.links_removed, row.links_added) == (("https://one.example/",), ("https://two.example/",))


def test_unchanged_words_of_a_long_paragraph_are_folded():
    words = " ".join(f"word{chr(97 + number % 26)}" for number in range(300))
    (row,) = rows(f"<p>first {words} last</p>", f"<p>First {words} Last</p>")
    assert [run.act for run in row.runs] == [
        *("removed", "added", "kept", "folded", "kept", "removed", "added"),
    ]
    assert sum(run.words for run in row.runs) == 304


def spaced(old, new):
    """The words of the one row, with the space between them."""
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(
        signs[run.act].format(run.text) + run.space for run in rows(f"<p>{old}</p>", f"<p>{new}</p>")[0].runs
    )


@pytest.mark.parametrize(
    ("old", "new", "seen"),
    [
        ("were killed, 744 left", "were killed and 744 left", "were killed[-,-] [+and+] 744 left"),
        ("744 wounded and 841 held.", "744 wounded.", "744 wounded [-and 841 held-]."),
        ("744 wounded.", "744 wounded and 841 held.", "744 wounded [+and 841 held+]."),
        ("It was so.", "It was so indeed", "It was so[-.-] [+indeed+]"),
    ],
)
def test_removed_and_added_words_keep_the_space_before_them(old, new, seen):
    assert spaced(old, new).strip() == seen


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>" + "a b " * 25_000 + "</p>", "<p>" + "b a c " * 17_000 + "</p>"),
        ("<p>a</p>" * 10_000 + "<p>b</p>", "<p>c</p>" + "<p>a</p>" * 9_000),
        ("<p>" + "<b>a</b> b " * 10_000 + "</p>", "<p>" + "<i>a</i> b " * 10_000 + "</p>"),
    ],
    ids=["one-paragraph", "same-paragraphs", "formatting"],
)
def test_very_long_texts_are_compared_in_limited_time(old, new):
    begun = time.process_time()
    assert rows(old, new)
    assert time.process_time() - begun < 20


def test_a_small_change_in_a_very_long_paragraph_is_shown_word_by_word():
    words = "so it goes " * 8_000
    (row,) = rows(f"<p>{words} 131 {words}</p>", f"<p>{words} 113 {words}</p>")
    assert [run.text for run in row.runs if run.act in ("removed", "added")] == ["131", "113"]


def test_texts_too_different_for_words_are_compared_by_paragraphs():
    found = rows("<p>" + "a b " * 25_000 + "</p>", "<p>" + "b a c " * 17_000 + "</p>")
    assert [row.act for row in found] == ["removed", "added"]


def rows_of_table(old, new):
    """The first row that differs, of two tables given as their cells."""
    html = ["<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>" for cells in (old, new)]
    return [(run.act, run.text) for run in align(*map(of_rich_text, html))[0].runs]


def test_a_figure_that_moved_to_another_column_is_removed_there_and_added_here():
    assert rows_of_table(["Baku", "5", ""], ["Baku", "", "5"]) == [
        ("kept", "Baku |"),
        ("removed", "5"),
        ("kept", "|"),
        ("added", "5"),
    ]
    assert rows_of_table(["", "5"], ["5", ""]) == [("added", "5"), ("kept", "|"), ("removed", "5")]


def test_the_work_for_long_texts_with_every_other_word_changed_grows_with_their_length(monkeypatch):
    """Counts the work: for each call of the matcher, the product of both numbers of words."""
    given = []

    class Counting(SequenceMatcher[str]):
        def __init__(self, junk, a, b, **kwargs):
            given.append(len(a) * len(b))
            super().__init__(junk, a, b, **kwargs)

    monkeypatch.setattr("pressreleases.comparing.two_states.SequenceMatcher", Counting)
    work = []
    for many in (2_000, 4_000):
        given.clear()
        words = [str(n).translate(str.maketrans("0123456789", "abcdefghij")) for n in range(many)]
        old, new = (of_plain_text(" ".join(f"{word} {mark}{word}" for word in words)) for mark in "xy")
        [row] = align(old, new, whole=True)
        assert sum(run.words for run in row.runs if run.act == "added") == many
        work.append(sum(given))
    assert work[1] <= 2.5 * work[0]


def test_texts_that_say_the_same_have_no_rows():
    assert rows("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Two.</p>") == []
    assert align([], []) == []


def test_without_words_a_changed_line_is_replaced_as_a_whole():
    old, new = of_plain_text("Trade"), of_plain_text("Trade and aid")
    assert [(row.act, told(row)) for row in align(old, new, by_words=False)] == [
        ("removed", "-Trade"),
        ("added", "+Trade and aid"),
    ]
    assert [told(row) for row in align(old, new)] == ["=Trade +and aid"]


def test_a_whole_paragraph_has_all_its_words_and_none_is_folded():
    words = " ".join(f"word{chr(97 + number % 26)}" for number in range(300))
    old, new = of_plain_text(f"first {words}"), of_plain_text(f"First {words}")
    assert "folded" in [run.act for run in align(old, new)[0].runs]
    assert [run.act for run in align(old, new, whole=True)[0].runs] == ["removed", "added", "kept"]


def test_only_punctuation_between_two_changes_is_part_of_them():
    (row,) = rows("<p>We saw one, two there</p>", "<p>We saw three, four there</p>")
    assert told(row) == "=We saw -one, two +three, four =there"


def test_two_or_more_unchanged_paragraphs_in_a_row_are_folded_into_one():
    kept, changed = Row("kept"), Row("added")
    assert fold_unchanged([changed, kept, kept, kept]) == [changed, kept, Row("folded", inside=(kept, kept))]


def test_one_unchanged_paragraph_and_those_next_to_a_change_stay():
    kept, changed = Row("kept"), Row("added")
    assert fold_unchanged([changed, kept, kept]) == [changed, kept, kept]
    assert fold_unchanged([kept, changed, kept]) == [kept, changed, kept]
    assert fold_unchanged([]) == []


def test_a_paragraph_of_which_only_the_formatting_changed_is_not_folded():
    kept, formatted = Row("kept"), Row("kept", formatting=True)
    assert not kept.says_something
    assert fold_unchanged([kept, kept, kept, formatted])[-2:] == [kept, formatted]


def rows_of(old, new, name="body"):
    (difference,) = differences({name: old}, {name: new})
    assert difference.name == name
    return difference.rows


def test_states_that_say_the_same_do_not_differ():
    same: Wording = {"title": "A visit", "body": "<p>Words.</p>", "topics": ("Culture",)}
    assert differences(same, same) == []


def test_numbers_and_punctuation_marks_are_separate_words():
    (row,) = rows_of("<p>131 people, on 20-ci gün.</p>", "<p>113 people; on 21-ci gün.</p>")
    assert told(row) == "-131 +113 =people -, +; =on -20 +21 =-ci gün."


def test_the_letters_of_an_ending_belong_to_its_word():
    (row,) = rows_of("<p>Azərbaycanın tərəfi</p>", "<p>Azərbaycana tərəfi</p>")
    assert told(row) == "-Azərbaycanın +Azərbaycana =tərəfi"


def test_arabic_keeps_its_vowel_points_and_digits():
    (row,) = rows_of("<p>وُلِدَ في ٢٠ يناير</p>", "<p>وُلِدَ في ٢١ يناير</p>")
    assert told(row) == "=وُلِدَ في -٢٠ +٢١ =يناير"


def test_chinese_is_compared_character_by_character():
    (row,) = rows_of("<p>中文新闻</p>", "<p>中国新闻</p>")
    assert told(row) == "=中 -文 +国 =新闻"


def test_the_same_letter_written_in_two_ways_is_no_difference():
    assert differences({"body": "<p>Cafe\u0301</p>"}, {"body": "<p>Caf\u00e9</p>"}) == []


def test_markup_of_the_source_is_no_difference():
    old, new = "<p>One.</p><p>Two &amp; three.</p>", "<div>One.</div>\n\n<p>Two&nbsp;&amp;\n three.</p>"
    assert differences({"body": old}, {"body": new}) == []


def test_items_and_rows_of_a_table_are_compared_one_by_one():
    old = "<ul><li>One</li><li>Two</li></ul><table><tr><td>Men</td><td>131</td></tr></table>"
    found = rows_of(old, old.replace("131", "113").replace("<li>Two</li>", ""))
    assert [told(row) for row in found] == ["=One", "-Two", "=Men | -131 +113"]


def test_a_picture_in_the_text_is_shown_by_its_description(settings):
    picture = f'<p>See <img src="{settings.MEDIA_URL}images/{{}}.png" alt="{{}}"></p>'
    (words,) = rows_of(picture.format("a" * 64, "The old house"), picture.format("a" * 64, "The new house"))
    assert told(words) == "=See [The -old +new =house]"
    (other,) = rows_of(picture.format("a" * 64, "The house"), picture.format("b" * 64, "The house"))
    assert other.formatting


def test_unchanged_paragraphs_are_folded_except_those_next_to_a_change():
    many = [f"Paragraph {number}." for number in range(20)]
    found = rows_of("\n".join(many), "\n".join([*many[:10], "A new one", *many[10:]]), "notes_to_editors")
    assert [row.act for row in found] == ["folded", "kept", "added", "kept", "folded"]
    assert [len(row.inside) for row in found] == [9, 0, 0, 0, 9]


def test_names_are_replaced_as_a_whole():
    (difference,) = differences({"topics": ("Culture", "Trade")}, {"topics": ("Culture", "Trade and aid")})
    assert [(row.act, told(row)) for row in difference.rows] == [
        ("kept", "=Culture"),
        ("removed", "-Trade"),
        ("added", "+Trade and aid"),
    ]


def test_every_field_is_compared():
    lists = ("topics", "lead_image", "letterhead")
    before: dict[str, Any] = {field.name: () if field.name in lists else "" for field in COMPARED}
    after: dict[str, Any] = {field.name: ("x",) if field.name in lists else "x" for field in COMPARED}
    assert {difference.name for difference in differences(before, after)} == set(after)
    assert set(FORM_FIELDS) < set(after)


def test_a_letterhead_that_only_one_of_them_has_is_no_difference():
    assert differences({"letterhead": ("Mission",)}, {}) == []


def test_a_number_with_a_point_is_compared_as_a_whole():
    (row,) = rows_of("<p>up 0.5 points</p>", "<p>up 5 points</p>")
    assert told(row) == "=up -0.5 +5 =points"


def test_superscripts_and_subscripts_stay_where_they_are_and_words_are_escaped():
    old, new = (f"<p>CO<sub>2</sub> &lt;b&gt; 10<sup>{n}</sup> <em>m<sup>2</sup></em> a</p>" for n in (6, 5))
    (row,) = rows(old, new)
    assert [(run.act, run.markup) for run in row.runs] == [
        ("kept", "CO<sub>2</sub> &lt;b&gt;"),
        ("removed", "10<sup>6</sup>"),
        ("added", "10<sup>5</sup>"),
        ("kept", "m<sup>2</sup> a"),
    ]
    assert row.runs[0].text == "CO2 <b>"


def test_plain_text_is_escaped_too():
    (row,) = align(of_plain_text("a <b> & c"), of_plain_text("a <b> & d"))
    assert row.runs[0].markup == "a &lt;b&gt; &amp;"
