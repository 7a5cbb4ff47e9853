"""Tables of a text: where browsers place joined cells, and which cells are marked as figures."""

from pressreleases.richtext.tables import Place, placed, tables_marked


def test_a_cell_that_goes_over_rows_moves_those_beside_it() -> None:
    assert placed([[(1, 2), (1, 1)], [(1, 1)]]) == [[Place(0, 0, 1, 2), Place(1, 0, 1, 1)], [Place(1, 1, 1, 1)]]


def test_a_cell_ends_at_the_last_row_and_before_another_cell() -> None:
    assert placed([[(1, 9)]]) == [[Place(0, 0, 1, 1)]]
    (_first, (second,)) = placed([[(1, 1), (1, 2)], [(5, 1)]])
    assert second == Place(0, 1, 1, 1)


def table(*rows: str) -> str:
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def test_a_column_of_figures_is_marked_with_its_head_and_a_dash() -> None:
    marked = tables_marked(
        table("<th>Year</th><th>Visits</th>", "<td>spring</td><td>1,204</td>", "<td>autumn</td><td>–</td>")
    )
    assert '<th scope="col" class="figures">Visits</th>' in marked
    assert '<td class="figures">1,204</td>' in marked
    assert '<td class="figures">–</td>' in marked
    assert "<td>spring</td>" in marked
    assert '<table tabindex="0">' in marked


def test_a_column_with_words_among_its_figures_is_not() -> None:
    marked = tables_marked(table("<th>Visits</th>", "<td>12</td>", "<td>many</td>"))
    assert "<td>many</td>" in marked
    assert '<th scope="col">Visits</th>' in marked


def test_a_text_without_a_table_stays_as_it_is() -> None:
    assert tables_marked("<p>12</p>") == "<p>12</p>"


def test_a_head_over_all_columns_between_rows_is_not_the_head_of_what_others_are_of() -> None:
    year = '<th colspan="3">{}</th>'
    rows = ("<td>Spring</td><td>1</td><td>2</td>", "<td>Autumn</td><td>3</td><td>4</td>")
    marked = tables_marked(
        table("<th>Season</th><th>A</th><th>B</th>", year.format(2023), *rows, year.format(2024), *rows)
    )
    assert marked.count('<th scope="row"') == 2
    assert "headers=" not in marked


def test_a_head_over_all_columns_above_all_others_is_of_them_all() -> None:
    marked = tables_marked(
        table('<th colspan="2">Visits</th>', "<th>Spring</th><th>Autumn</th>", "<td>1</td><td>2</td>")
    )
    assert '<th scope="col" colspan="2" id="t1-1">Visits</th>' in marked
    assert '<td class="figures" headers="t1-1 t1-3">2</td>' in marked
