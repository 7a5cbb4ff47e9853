"""Sanitised text as pages and feeds show it: sizes of pictures, full addresses, columns of figures, its links."""

import re
from html import escape

import pytest

from pressreleases.richtext import footnotes_marked, pictures, render, render_elsewhere, tables_marked, targets
from pressreleases.richtext.rendering import PictureInText, cleaned_by
from pressreleases.richtext.sanitising import RULES

PICTURE = "/media/images/" + "a" * 64 + ".png"
PAGE = "https://mission.example/en/releases/2024/a-visit/"


def test_rendering_sanitises_a_stored_text_again():
    assert render("<p>a<script>alert(1)</script></p>") == "<p>a</p>"


def test_pictures_are_found_by_the_hash_of_their_content():
    assert pictures(f'<p><img src="{PICTURE}" alt="x &quot;y&quot;"><img src="/x.png" alt=""></p>') == [
        PictureInText("a" * 64, 'x "y"', decorative=False)
    ]


@pytest.mark.parametrize(
    ("given", "lacks"), [('alt="x"', False), ('alt=" "', True), ('alt=""', True), ('alt="" role="presentation"', False)]
)
def test_a_forgotten_text_differs_from_a_decorative_picture(given, lacks):
    (found,) = pictures(f'<p><img src="{PICTURE}" {given}></p>')
    assert found.lacks_words is lacks


FULL = "Full size, %(width)s × %(height)s pixels"
LINK = f'<a class="full-size" href="{PICTURE}" download="picture-aaaaaaaa.png">Full size, 900 × 600 pixels</a>'


def test_a_picture_has_a_link_to_its_full_size_below_it_and_below_its_caption():
    bare = f'<p lang="fr"><img src="{PICTURE}" alt="x"></p>'
    captioned = f'<figure><img src="{PICTURE}" alt="x"><figcaption>A hall</figcaption></figure>'
    first, second = (render(html, {"a" * 64: (900, 600)}, full_size=FULL) for html in (bare, captioned))
    assert first.startswith('<figure lang="fr"><picture>')
    assert first.endswith(f"</picture><figcaption>{LINK}</figcaption></figure>")
    assert second.endswith(f"</picture><figcaption>A hall {LINK}</figcaption></figure>")


@pytest.mark.parametrize(
    ("html", "width"),
    [
        (f'<p><img src="{PICTURE}" alt="x"></p>', 480),
        (f'<p>In a line <img src="{PICTURE}" alt="x"></p>', 900),
        (f'<table><tbody><tr><td><img src="{PICTURE}" alt="x"></td></tr></tbody></table>', 900),
    ],
)
def test_a_small_picture_or_one_within_a_line_has_no_such_link(html, width):
    assert "full-size" not in render(html, {"a" * 64: (width, 300)}, full_size=FULL)


def test_only_a_picture_at_the_very_beginning_is_fetched_at_once_if_none_comes_before_the_text():
    picture = f'<p><img src="{PICTURE}" alt="x"></p>'
    sizes = {"a" * 64: (480, 360)}
    first, after, below = (
        render(picture, sizes, begins_page=True),
        render(f"<p>Words.</p>{picture}", sizes, begins_page=True),
        render(picture, sizes),
    )
    assert ('fetchpriority="high"' in first, 'loading="lazy"' in first) == (True, False)
    assert ['loading="lazy"' in each for each in (after, below)] == [True, True]


def test_a_text_by_the_rules_of_today_is_not_sanitised_again_and_an_older_one_is():
    unclean = "<p>a<script>alert(1)</script></p>"
    assert cleaned_by(unclean, RULES) == unclean
    assert cleaned_by(unclean, RULES - 1) == cleaned_by(unclean, None) == "<p>a</p>"


def test_a_narrow_picture_gets_its_width_and_height_and_is_fetched_when_a_reader_comes_near_it():
    html = f'<p><img src="{PICTURE}" alt="x"></p>'
    lazy = f'<p><img loading="lazy" src="{PICTURE}" alt="x" width="480" height="360"></p>'
    assert render(html, {"a" * 64: (480, 360)}) == lazy


SIZES = 'sizes="(min-width:40.5rem) 38rem,calc(100vw - 2.5rem)"'


def offered(*named):
    found = ", ".join(f"{PICTURE.removesuffix('.png')}{name} {width}w" for name, width in named)
    return f'srcset="{found}" {SIZES}'


def test_a_photograph_is_offered_in_its_copies_and_old_browsers_get_its_own_format():
    html = f'<p><img alt="x" src="/media/images/{"a" * 64}.jpg"></p>'
    assert render(html, {"a" * 64: (1000, 750)}) == (
        "<p><picture>"
        f'<source type="image/avif" {offered(("-480.avif", 480), ("-720.avif", 720), ("-1000.avif", 1000))}>'
        f'<source type="image/webp" {offered(("-480.webp", 480), ("-720.webp", 720), ("-1000.webp", 1000))}>'
        f'<img alt="x" loading="lazy" src="/media/images/{"a" * 64}.jpg" width="1000" height="750" '
        f"{offered(('-480.jpg', 480), ('-720.jpg', 720), ('.jpg', 1000))}></picture></p>"
    )


@pytest.mark.parametrize(
    ("ending", "sources"),
    [
        ("png", [("-480.webp", 480), ("-720.webp", 720), ("-1080.webp", 1080), ("-1440.webp", 1440)]),
        ("webp", [("-480.avif", 480), ("-720.avif", 720), ("-1080.avif", 1080), ("-1440.avif", 1440)]),
    ],
)
def test_a_picture_that_has_no_copies_in_its_format_is_its_own_fallback(ending, sources):
    shown = render(f'<img src="/media/images/{"a" * 64}.{ending}" alt="">', {"a" * 64: (2000, 1000)})
    assert shown.startswith(f'<p><picture><source type="image/{sources[0][0][-4:]}" {offered(*sources)}>')
    assert shown.endswith(f'src="/media/images/{"a" * 64}.{ending}" alt="" width="2000" height="1000"></picture></p>')


def test_pictures_at_another_address_are_there_with_all_copies_and_words_stay():
    html = f'<p><img alt="{escape(PICTURE)}, src=" src="{PICTURE}"> {PICTURE}</p>'
    shown = render(html, {"a" * 64: (900, 600)}, pictures_at="/there/")
    assert shown.count("/there/images/") == 4
    assert shown.count(PICTURE) == 2
    assert f'alt="{PICTURE}, src="' in shown


def test_feeds_and_files_show_the_picture_itself_only():
    html = f'<p><img src="{PICTURE}" alt="x"></p>'
    assert render_elsewhere(html, PAGE) == html.replace(PICTURE, f"https://mission.example{PICTURE}")


@pytest.mark.parametrize("sizes", [None, {}, {"b" * 64: (640, 480)}, {"a" * 64: (640, 0)}, {"a" * 64: (0, 480)}])
def test_a_picture_of_unknown_size_gets_none(sizes):
    html = f'<p><img src="{PICTURE}" alt="x"></p>'
    assert render(html, sizes) == html


def test_addresses_are_whole_elsewhere_and_words_that_look_like_one_stay():
    html = f'<p><a href="/en/">src="/x"</a> <a href="#notes">b</a> <img src="{PICTURE}" alt="x"></p>'
    shown = render_elsewhere(html, PAGE)
    assert f'href="{PAGE}#notes"' in shown
    assert 'href="https://mission.example/en/"' in shown
    assert f'src="https://mission.example{PICTURE}"' in shown
    assert '>src="/x"<' in shown


def test_a_picture_elsewhere_may_have_another_address_and_a_link_keeps_its_own():
    html = f'<p><a href="{PICTURE}">a</a><img src="{PICTURE}" alt="x"></p>'
    shown = render_elsewhere(html, PAGE, picture=lambda file: f"pictures/{file.rpartition('/')[2]}")
    assert f'<img src="pictures/{"a" * 64}.png" alt="x">' in shown
    assert f'<a href="https://mission.example{PICTURE}">' in shown


def table(*rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</tbody></table>"


def marked(*rows):
    """For each row, whether each of its cells is aligned as a figure."""
    return [
        [' class="figures"' in cell for cell in row.split("<td")[1:]]
        for row in tables_marked(table(*rows)).split("<tr>")[1:]
    ]


@pytest.mark.parametrize(
    "cell", ["131", "1,000", "-0.5", "−3%", "€ 200", "12 000 ₼", "<strong>131</strong>", "<p>5</p>"]
)
def test_a_cell_that_has_only_a_number_is_a_figure(cell):
    assert marked(["Killed", cell]) == [[False, True]]


@pytest.mark.parametrize("cell", ["131 people", "20 January", "A4", "", "1<br>2", "9" * 41])
def test_a_cell_with_words_or_without_a_number_is_no_figure(cell):
    assert marked(["Killed", cell]) == [[False, False]]


def test_heads_say_what_they_are_of_and_a_table_is_reached_by_keyboard():
    html = "<table><tbody><tr><th>Year</th><th>Visits</th></tr><tr><th>2024</th><td>few</td></tr></tbody></table>"
    assert tables_marked(html) == (
        '<table tabindex="0"><tbody><tr><th scope="col">Year</th><th scope="col">Visits</th></tr>'
        '<tr><th scope="row">2024</th><td>few</td></tr></tbody></table>'
    ).replace('<th scope="row">2024', '<th scope="row" class="figures">2024')
    said = '<table><thead><tr><th scope="rowgroup">A</th></tr></thead></table>'
    assert tables_marked(said) == said.replace("<table", '<table tabindex="0"')


def test_the_head_and_blanks_of_a_column_of_figures_are_aligned_with_it():
    assert marked(["Year", "Killed"], ["a", "131"], ["b", "–"], ["c", "n/a"]) == [[False, True]] * 4


def test_a_column_with_words_below_its_head_is_no_column_of_figures():
    assert marked(["Year", "Killed"], ["a", "131"], ["b", "many"]) == [[False, False], [False, True], [False, False]]


JOINED = """<table><thead><tr><th rowspan="2">Region</th><th colspan="2">Cleared</th></tr><tr><th>2023</th><th>All</th>
</tr></thead><tbody><tr><td>Aghdam</td><td>131</td><td>–</td></tr><tr><td>Shusha</td><td>—</td><td>12</td></tr>
<tr><td colspan="2">Not counted</td><td>5</td></tr></tbody></table>"""


def test_in_a_table_with_joined_cells_columns_of_figures_are_found_too():
    cells = re.findall(r"<t[dh]([^>]*)>([^<]*)", tables_marked(JOINED))
    assert [words for more, words in cells if "figures" in more] == ["2023", "All", "131", "–", "—", "12", "5"]
    # The first cell of the second row is not at the edge of the table.
    assert [words for more, words in cells if "not-first" in more] == ["2023"]
    assert "not-last" not in tables_marked(JOINED)


def heads_of(html):
    """By the words of each cell, the words of the heads that it names."""
    cells = re.findall(r"<t([dh])([^>]*)>([^<]*)", tables_marked(html))
    named = {found[1]: words for _name, more, words in cells if (found := re.search(' id="([^"]*)"', more))}
    assert len(named) == tables_marked(html).count(" id=")
    return {
        words: [named[one] for one in found[1].split()]
        for _name, more, words in cells
        if (found := re.search(' headers="([^"]*)"', more))
    }


def test_where_several_rows_have_heads_each_cell_names_its_own():
    assert heads_of(JOINED) == {
        "Aghdam": ["Region"],
        "131": ["Cleared", "2023"],
        "–": ["Cleared", "All"],
        "Shusha": ["Region"],
        "—": ["Cleared", "2023"],
        "12": ["Cleared", "All"],
        "Not counted": ["Region", "Cleared", "2023"],
        "5": ["Cleared", "All"],
    }
    # As Word writes it, without a head of the table, and with heads of rows.
    word = JOINED.replace("<thead>", "").replace("</thead>", "").replace("<td>Aghdam</td>", "<th>Aghdam</th>")
    assert heads_of(word)["131"] == ["Cleared", "2023", "Aghdam"]
    assert tables_marked(word).count('scope="row"') == 1


def test_heads_have_names_of_their_own_in_each_table_and_part_of_a_page():
    ids = re.findall(' id="([^"]*)"', tables_marked(JOINED * 2) + tables_marked(JOINED, "az-1-"))
    assert len(ids) == len({*ids}) == 12


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><th>a</th><th>b</th></tr><tr><th>c</th><td>1</td></tr><tr><th>d</th><td>2</td></tr></table>",
        "<table><tr><td>a</td></tr></table>",
        # Each cell is compared with each head, so that a table that no one reads is left alone.
        f"<table>{'<tr>' + '<th>a</th>' * 99 + '</tr>'}{('<tr>' + '<th>a</th><td>b</td>' * 45 + '</tr>') * 90}</table>",
    ],
)
def test_other_tables_have_heads_without_names(html):
    assert heads_of(html) == {}
    assert " id=" not in tables_marked(html)


def test_a_cell_over_several_columns_is_of_none_of_them():
    html = table(["Year", "Killed"], ["a", "131"]).replace("<td>Year", '<td colspan="2">Year')
    assert re.findall(r'class="([^"]*)">(\w*)', tables_marked(html)) == [("figures not-last", "131")]


@pytest.mark.parametrize("span", ['colspan="999" rowspan="999"', 'rowspan="0"', 'colspan="0"'])
def test_a_table_with_strange_spans_keeps_its_cells(span):
    marked = tables_marked(f"<table><tr><td {span}>a</td></tr><tr><td>1</td></tr></table>")
    assert re.findall(r">(\w)<", marked) == ["a", "1"]


def test_a_table_with_more_places_than_any_real_one_is_left_without_columns():
    rows = "<tr><td>Year</td></tr><tr><td>5</td></tr><tr><td>–</td></tr>"
    assert tables_marked(f"<table>{rows}</table>").count("figures") == 3
    wide = '<tr><td colspan="99" rowspan="99"></td></tr>' * 3
    assert tables_marked(f"<table>{rows}{wide}</table>").count("figures") == 1


def test_numbers_outside_a_table_are_not_marked():
    assert tables_marked("<p>131</p>") == "<p>131</p>"


def test_the_targets_of_links_are_listed_in_order_and_pictures_are_none():
    html = f'<p><a href="/en/">a</a><img src="{PICTURE}" alt=""><a href="tel:+1">b</a><a href="/en/">c</a></p>'
    assert targets(html) == ["/en/", "tel:+1", "/en/"]


@pytest.mark.parametrize(
    "note",
    [
        "<p><sup>1</sup> A note.</p>",
        '<p lang="az"><sup>12</sup>\xa0Qeyd.</p>',
        '<p><sup><a href="/a/">*</a></sup> A note.</p>',
    ],
)
def test_a_paragraph_that_begins_with_a_raised_mark_is_a_footnote(note):
    assert footnotes_marked(f"<p>Text.<sup>1</sup></p>{note}") == f"<p>Text.<sup>1</sup></p>{note}".replace(
        note, note.replace("<p", '<p class="footnote"', 1)
    )


@pytest.mark.parametrize(
    "text",
    [
        "<p>Text.<sup>1</sup> More.</p>",
        "<p><sup>14</sup>C shows the age.</p>",
        "<p><sup>A long one</sup> More.</p>",
        "<pre>",
    ],
)
def test_other_paragraphs_are_none(text):
    assert footnotes_marked(text) == text
