"""A CSV file is compared with what exists, and its chosen rows are saved, or none."""

import pytest

from pressreleases.anniversaries.csv_import import RowsRefused, read_file, read_records, save_rows
from pressreleases.models import Anniversary, AuditEntry
from tests.making import make_anniversary


def row(**changes):
    return {"event_first_on": "20 January 1990", "name_en": "Black January", **changes}


def csv(*lines):
    return "\r\n".join(lines).encode()


def everything():
    return list(Anniversary.objects.order_by("pk").whole())


@pytest.mark.django_db
def test_existing_anniversaries_are_recognised_by_uid_address_and_name():
    there = make_anniversary(en="Black January")
    there.names.update(slug="other", name="Qara  yanvar")
    records = [
        row(name_en="QARA YANVAR"),
        row(name_en="Black January"),  # its address of before
        row(name_en="Another", uid=str(there.uid)),
        row(name_en="New"),
        row(name_en="new"),
        row(name_en="In another language", name_az="Qara yanvar"),
    ]
    assert [bool(reading.already) for reading in read_records(records)] == [True, True, True, False, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize("spelled", ["{}", "{{{}}}", "urn:uuid:{}", "undashed", "capitals"])
def test_a_uid_is_recognised_in_any_spelling(spelled):
    there = make_anniversary(en="Black January")
    uid = {"undashed": there.uid.hex, "capitals": str(there.uid).upper()}.get(spelled, spelled.format(there.uid))
    other = "6f0c3b1e9a344a58a1d2b8c7d6e5f4a3"
    records = [row(name_en="One", uid=uid), row(name_en="Two", uid=other), row(name_en="Three", uid=f"{{{other}}}")]
    assert [bool(reading.already) for reading in read_records(records)] == [True, False, True]
    assert [str(made.uid) for made in save_rows(records, by=None)] == ["6f0c3b1e-9a34-4a58-a1d2-b8c7d6e5f4a3"]


@pytest.mark.django_db
def test_names_and_addresses_of_a_file_are_cleaned_as_in_a_form():
    records = [row(name_en="Black\u2028January\x01\u202e", slug_en="cafe\u0301")]
    (made,) = save_rows(records, by=None)
    assert list(made.names.values_list("name", "slug")) == [("Black January", "café")]


@pytest.mark.django_db
def test_all_chosen_rows_are_saved_or_none():
    records = [row(name_en="One"), row(name_en="Two", event_first_on="03/04/1990"), row(name_en="Three")]
    with pytest.raises(RowsRefused):
        save_rows(records, by=None, chosen={1, 2})
    assert not Anniversary.objects.exists()
    save_rows(records, by=None, chosen={3})
    save_rows(records, by=None)
    assert [str(anniversary) for anniversary in everything()] == ["Three", "One"]
    assert AuditEntry.objects.filter(act="imported").count() == 2


@pytest.mark.django_db
def test_any_number_of_rows_is_compared_in_the_same_few_queries(django_assert_num_queries):
    for number in (1, 400):
        with django_assert_num_queries(3):
            read_records([row(name_en=f"Day {n}") for n in range(number)])


def test_a_date_that_is_refused_is_named_with_the_line_in_which_a_spreadsheet_shows_it(db):
    """The first line has the names of the columns."""
    table = csv("event_first_on,name_en", "20 January 1990,One", "03/04/1990,Two")
    (fault,) = read_file(table, language="en")[1].faults
    assert 'The date "03/04/1990" in line 3 may be' in fault
