"""Formatted text as data for the sheet: where blocks begin, how tables are laid out, which links stay."""

import re

import pytest

from pressreleases import richtext
from pressreleases.language import line_ends
from pressreleases.letterhead_pdf.nodes import nodes_of

PAGE = "https://press.example/r/abc"


def nodes(html):
    return nodes_of(richtext.sanitise(html), PAGE)


def test_blanks_between_blocks_are_left_out_and_those_between_words_stay():
    assert nodes("<p>a <strong>b</strong> c</p>\n<p>d</p>") == [
        {"name": "p", "inside": ["a ", {"name": "strong", "inside": ["b"]}, " c"]},
        {"name": "p", "inside": ["d"]},
    ]


def test_no_level_of_headings_is_left_out():
    found = nodes("<h4>a</h4><h2>b</h2><h4>c</h4><h3>d</h3><h4>e</h4>")
    assert [(node["name"], node["level"]) for node in found] == [
        ("h4", 2),
        ("h2", 2),
        ("h4", 3),
        ("h3", 3),
        ("h4", 4),
    ]


def test_a_list_within_an_item_is_part_of_that_item():
    (found,) = nodes("<ol start='3'><li>a<ul><li>b</li></ul></li><li>c</li></ol>")
    assert found["start"] == 3
    first, second = found["items"]
    assert first["inside"][0] == "a"
    assert [item["inside"] for item in first["inside"][1]["items"]] == [["b"]]
    assert second["inside"] == ["c"]


@pytest.mark.parametrize("last", ["A. Sample, 20 January 2024", "— A. Sample"])
def test_the_last_line_of_a_quotation_says_whose_words_they_are(last):
    (found,) = nodes(f"<blockquote><p>“Peace is work.”</p><p>{last}</p></blockquote>")
    assert [node.get("attribution", False) for node in found["inside"]] == [False, True]


@pytest.mark.parametrize(
    "quoted",
    [
        "<p>“Peace is work.”</p>",
        "<p>“Peace is work.</p><p>It is never done.”</p>",
        "<p>Peace is work.</p><p>It is never done.</p>",
        "<p>“Peace is work.”</p><ul><li>A. Sample</li></ul>",
    ],
)
def test_other_last_lines_of_a_quotation_are_part_of_it(quoted):
    (found,) = nodes(f"<blockquote>{quoted}</blockquote>")
    assert not any(node.get("attribution") for node in found["inside"])


@pytest.mark.parametrize(
    ("href", "leads_to"),
    [
        ("https://un.example/a", "https://un.example/a"),
        ("/en/contact/", "https://press.example/en/contact/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+12123712559", "tel:+12123712559"),
        ("#part", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_leads_where_the_page_leads_or_is_left_as_words(href, leads_to):
    (paragraph,) = nodes(f"<p><a href='{href}'>there</a></p>")
    (link,) = paragraph["inside"]
    assert link == ("there" if leads_to is None else {"name": "a", "inside": ["there"], "href": leads_to})


def places(html):
    (table,) = nodes(html)
    return table["columns"], [
        (*cell["inside"], cell["x"], cell["y"], cell["colspan"], cell["rowspan"]) for cell in table["cells"]
    ]


def test_joined_cells_are_where_a_browser_has_them():
    html = (
        "<table><tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><td>c</td><td>d</td></tr>"
        "<tr><td colspan=3>e</td></tr></table>"
    )
    assert places(html) == (
        3,
        [("a", 0, 0, 1, 2), ("b", 1, 0, 2, 1), ("c", 1, 1, 1, 1), ("d", 2, 1, 1, 1), ("e", 0, 2, 3, 1)],
    )


def test_a_cell_never_lies_over_another_or_below_the_table():
    html = "<table><tr><td>a</td><td rowspan=9>b</td></tr><tr><td colspan=2>c</td></tr></table>"
    assert places(html) == (2, [("a", 0, 0, 1, 1), ("b", 1, 0, 1, 2), ("c", 0, 1, 1, 1)])


def test_a_cell_with_a_figure_runs_from_the_left_also_in_a_table_in_arabic():
    marked = richtext.tables_marked("<table><tbody><tr><td>السنة</td><td>-3.5</td></tr></tbody></table>")
    (table,) = nodes_of(marked, "https://press.example/")
    assert [(cell.get("dir"), cell["figures"]) for cell in table["cells"]] == [(None, False), ("ltr", True)]


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        ("<tr><th>a</th></tr><tr><td>b</td></tr>", 1),
        ("<tr><td>a</td></tr><tr><td>b</td></tr>", 0),
        ("<tr><th>a</th><td>b</td></tr><tr><td>c</td><td>d</td></tr>", 0),
        ("<tr><th rowspan=2>a</th><th>b</th></tr><tr><td>c</td></tr>", 0),
        ("<tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><th>c</th><th>d</th></tr><tr><td>e</td></tr>", 2),
        ("<tr><th>a</th></tr>", 0),
    ],
)
def test_the_head_of_a_table_is_its_first_rows_of_heads_alone(rows, heads):
    (table,) = nodes(f"<table>{rows}</table>")
    assert table["heads"] == heads


def test_a_mark_without_shape_is_left_out():
    assert nodes("<p>a\ufeffb</p>") == [{"name": "p", "inside": ["ab"]}]


def test_a_credit_stands_below_its_caption():
    picture = f'<img src="/media/images/{"a" * 64}.png" alt="a">'
    html = f"<figure>{picture}<figcaption>Words. <small>Name</small></figcaption></figure>"
    (figure,) = nodes_of(richtext.sanitise(html), PAGE, lambda _sha256: {"file": "0", "width": 9})
    drawn, caption = figure["inside"]
    assert (drawn["name"], drawn["alt"]) == ("img", "a")
    assert caption["inside"] == ["Words. ", {"name": "br"}, {"name": "span", "inside": ["Name"]}]


def whole(html, language="en", direction="ltr"):
    """The words in each element of `html` that is drawn in a box, and all words."""

    def boxes(inside):
        for node in inside:
            if isinstance(node, dict):
                if node.get("whole"):
                    yield "".join(words(node["inside"]))
                yield from boxes(node["inside"])

    def words(inside):
        for node in inside:
            yield from [node] if isinstance(node, str) else words(node["inside"])

    found = nodes_of(line_ends.unbroken(richtext.sanitise(html), language), PAGE, direction=direction)
    return list(boxes(found)), "".join(words(found))


@pytest.mark.parametrize(
    ("language", "html", "kept"),
    [
        ("en", "<p>The mines — and more.</p>", ["mines —"]),
        # A line may end beside a box, so that all to the next blank is in it.
        ("az", "<p>Bu, (20 yanvarda)</p>", ["(20 yanvarda)"]),
        ("ru", "<p>в «Нью-Йорке»<sup>1</sup> № 5</p>", ["«Нью-Йорке»1", "№ 5"]),
        ("en", "<p>What he <em>has never said</em> — and <em>did</em> — now</p>", ["said —", "did —"]),
        ("az", "<p>O, <em>deyib</em>”, — deyə</p>", ["deyib”, —"]),
        ("zh", "<p>于2024年1月20日，排雷——以及</p>", ["2024年1月20日", "雷——"]),
        ("fr", "<p>« Nous » ; et seul !</p>", ["« Nous » ;", "seul !"]),
    ],
)
def test_what_no_line_ends_within_is_in_a_box_with_all_that_is_joined_to_it(language, html, kept):
    found, words = whole(html, language)
    assert found == kept
    assert words == re.sub("<[^<>]*>", "", html)


@pytest.mark.parametrize(
    ("language", "html"),
    [
        ("en", f"<p>{'a' * 50} — b</p>"),
        ("en", f"<p><em>{'a' * 50}</em> — b</p>"),
        ("az", "<p><strong>20 yanvar</strong>da</p>"),
        ("en", "<p>A dash—joined</p>"),
    ],
)
def test_what_is_too_long_or_would_part_from_what_is_joined_to_it_is_in_no_box(language, html):
    assert whole(html, language)[0] == []


def test_words_that_run_against_their_line_are_in_no_box():
    assert whole("<p>تظل الألغام — COP29 — خطرا</p>", "ar", "rtl")[0] == ["الألغام —"]
    assert whole("<p dir='ltr'>تظل الألغام — COP29 — a</p>", "ar", "rtl")[0] == ["COP29 —"]
