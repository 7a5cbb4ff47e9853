"""Errors that say in a sentence what is wrong."""

import datetime as dt

import pytest
from django.utils.translation import override

from pressreleases.errors import CannotBeStored, ExplainedError
from tests.making import make_release, unsaved_release


class LateError(ExplainedError):
    sentence = "“%(title)s” of %(day)s is too late."


def test_the_sentence_names_what_it_concerns_and_writes_a_date_in_the_language_of_the_page():
    error = LateError(title="Visit", day=dt.date(2024, 1, 20))
    assert str(error) == "“Visit” of 20 January 2024 is too late."
    with override("az"):
        assert str(error) == "“Visit” of 20 yanvar 2024 is too late."


def test_an_error_of_no_field_belongs_to_the_whole_form():
    assert LateError.field == ""


@pytest.mark.django_db
def test_a_row_that_fits_is_no_error():
    CannotBeStored.unless_fit(unsaved_release())


@pytest.mark.django_db
def test_a_row_that_does_not_fit_is_refused_with_the_name_of_each_field():
    release = unsaved_release(place="x" * 81, issued_on=dt.date(1849, 12, 31))
    with pytest.raises(CannotBeStored) as refused:
        CannotBeStored.unless_fit(release)
    said = str(refused.value)
    assert said.startswith("The site cannot store some of the sheet. ")
    assert "Place: Ensure this value has at most 80 characters" in said
    assert "Date of issue: Choose a day from 1 January 1850 to 31 December 2199." in said


@pytest.mark.django_db
def test_what_concerns_the_whole_row_is_said_without_the_name_of_a_field():
    make_release("One", reference="No. 1/24")
    with pytest.raises(CannotBeStored) as refused:
        CannotBeStored.unless_fit(unsaved_release("Two", reference="No. 1/24"))
    assert str(refused.value).endswith("some of the sheet. Another release in this language has this reference.")
