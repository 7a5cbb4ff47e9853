"""Compare two states of a release word by word: kept, removed and added words, and other changes."""

from typing import Any

from pressreleases.comparing.differences import Wording, differences
from pressreleases.models.fields import COMPARED, FORM_FIELDS


def rows(old, new, name="body"):
    (difference,) = differences({name: old}, {name: new})
    assert difference.name == name
    return difference.rows


def told(row):
    """`-131 +113 =people died.`"""
    signs = {"kept": "=", "removed": "-", "added": "+", "folded": "…"}
    return " ".join(f"{signs[run.act]}{run.text or run.words}" for run in row.runs)


def test_states_that_say_the_same_do_not_differ():
    same: Wording = {"title": "A visit", "body": "<p>Words.</p>", "topics": ("Culture",)}
    assert differences(same, same) == []


def test_numbers_and_punctuation_marks_are_separate_words():
    (row,) = rows("<p>131 people, on 20-ci gün.</p>", "<p>113 people; on 21-ci gün.</p>")
    assert told(row) == "-131 +113 =people -, +; =on -20 +21 =-ci gün."


def test_the_letters_of_an_ending_belong_to_its_word():
    (row,) = rows("<p>Azərbaycanın tərəfi</p>", "<p>Azərbaycana tərəfi</p>")
    assert told(row) == "-Azərbaycanın +Azərbaycana =tərəfi"


def test_arabic_keeps_its_vowel_points_and_digits():
    (row,) = rows("<p>وُلِدَ في ٢٠ يناير</p>", "<p>وُلِدَ في ٢١ يناير</p>")
    assert told(row) == "=وُلِدَ في -٢٠ +٢١ =يناير"


def test_chinese_is_compared_character_by_character():
    (row,) = rows("<p>中文新闻</p>", "<p>中国新闻</p>")
    assert told(row) == "=中 -文 +国 =新闻"


def test_the_same_letter_written_in_two_ways_is_no_difference():
    assert differences({"body": "<p>Cafe\u0301</p>"}, {"body": "<p>Caf\u00e9</p>"}) == []


def test_markup_of_the_source_is_no_difference():
    old, new = "<p>One.</p><p>Two &amp; three.</p>", "<div>One.</div>\n\n<p>Two&nbsp;&amp;\n three.</p>"
    assert differences({"body": old}, {"body": new}) == []


def test_items_and_rows_of_a_table_are_compared_one_by_one():
    old = "<ul><li>One</li><li>Two</li></ul><table><tr><td>Men</td><td>131</td></tr></table>"
    found = rows(old, old.replace("131", "113").replace("<li>Two</li>", ""))
    assert [told(row) for row in found] == ["=One", "-Two", "=Men | -131 +113"]


def test_a_picture_in_the_text_is_shown_by_its_description(settings):
    picture = f'<p>See <img src="{settings.MEDIA_URL}images/{{}}.png" alt="{{}}"></p>'
    (words,) = rows(picture.format("a" * 64, "The old house"), picture.format("a" * 64, "The new house"))
    assert told(words) == "=See [The -old +new =house]"
    (other,) = rows(picture.format("a" * 64, "The house"), picture.format("b" * 64, "The house"))
    assert other.formatting


def test_unchanged_paragraphs_are_folded_except_those_next_to_a_change():
    many = [f"Paragraph {number}." for number in range(20)]
    found = rows("\n".join(many), "\n".join([*many[:10], "A new one", *many[10:]]), "notes_to_editors")
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
    (row,) = rows("<p>up 0.5 points</p>", "<p>up 5 points</p>")
    assert told(row) == "=up -0.5 +5 =points"
