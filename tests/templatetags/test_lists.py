"""Cells of the admin's lists with the names of their columns."""

import pytest

from pressreleases.templatetags.lists import labelled

HEADERS = [
    {"text": "", "class_attrib": ' class="action-checkbox-column"'},
    {"text": "title", "class_attrib": ""},
    {"text": 'so "called"', "class_attrib": ""},
]


def test_each_cell_gets_the_name_of_its_column_but_a_heading_and_a_tick_box_do_not():
    cells = ['<td class="action-checkbox">x</td>', '<th class="field-title">Visit</th>', '<td class="field-x">y</td>']
    assert labelled(cells, HEADERS) == [
        cells[0],
        cells[1],
        '<td data-label="So &quot;called&quot;" class="field-x">y</td>',
    ]


@pytest.mark.parametrize("cell", ["<td>&lt;b&gt;</td>", "<td>a & b</td>"])
def test_what_a_cell_holds_stays_as_it_is(cell):
    (shown,) = labelled([cell], HEADERS[1:2])
    assert shown == cell.replace("<td", '<td data-label="Title"')
