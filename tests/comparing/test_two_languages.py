"""Which paragraphs of a text match which of its translation."""

from pressreleases.comparing.two_languages import in_parallel

LONG = "<p>On 20 January 1990 troops entered the city at night, and 131 people lost their lives within hours.</p>"
SHORT = "<p>They are remembered.</p>"
OTHER = "<p>A wreath was laid at the memorial, in the presence of families, by the ambassador and the staff.</p>"


def numbers(rows):
    """The number of blocks on each side of each row."""
    return [(len(one), len(other)) for one, other in rows]


def test_texts_with_the_same_blocks_are_matched_one_by_one():
    one = ["<h2>A</h2>", LONG, "<ul><li>B</li></ul>"]
    other = ["<h2>X</h2>", SHORT, "<ul><li>Y</li><li>Z</li></ul>"]
    assert in_parallel(one, other) == [((a,), (b,)) for a, b in zip(one, other, strict=True)]


def test_a_paragraph_that_only_one_text_has_is_alone_in_its_row():
    assert numbers(in_parallel([LONG, OTHER, SHORT], [LONG, SHORT])) == [(1, 1), (1, 0), (1, 1)]
    assert numbers(in_parallel([LONG, SHORT], [LONG, SHORT, OTHER])) == [(1, 1), (1, 1), (0, 1)]


def test_a_paragraph_that_became_two_is_in_one_row_with_both():
    whole = LONG.replace("</p>", " ") + OTHER.removeprefix("<p>")
    assert numbers(in_parallel([whole, SHORT], [LONG, OTHER, SHORT])) == [(1, 2), (1, 1)]
    assert numbers(in_parallel([SHORT, LONG, OTHER], [SHORT, whole])) == [(1, 1), (2, 1)]


def test_chinese_text_counts_as_longer_than_its_characters():
    chinese = ["<p>1990年1月20日夜间，军队进入该市，131人在数小时内丧生。</p>", "<p>我们缅怀他们。</p>"]
    assert numbers(in_parallel([LONG, OTHER, SHORT], chinese)) == [(1, 1), (1, 0), (1, 1)]


def test_headings_and_figures_of_any_script_keep_texts_aligned():
    one = ["<h2>First</h2>", "<p>In 1990 there were so many of them.</p>", "<h2>Second</h2>", SHORT]
    other = ["<p>في سنة ١٩٩٠ كان منهم عدد كبير جدا.</p>", "<h2>ثانيا</h2>", "<p>نتذكرهم.</p>"]
    assert numbers(in_parallel(one, other)) == [(1, 0), (1, 1), (1, 1), (1, 1)]


def test_each_block_is_in_exactly_one_row():
    for one, other in [([], []), ([LONG], []), ([], [SHORT, LONG]), ([SHORT] * 250, [SHORT] * 250 + ["<h2>End</h2>"])]:
        rows = in_parallel(one, other)
        assert [block for mine, _theirs in rows for block in mine] == one
        assert [block for _mine, theirs in rows for block in theirs] == other
