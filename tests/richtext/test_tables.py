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
