"""Why a verb refused: each error is a whole sentence, at a field that a form has."""

import inspect
import re

import pytest
from django.utils.translation import override

from pressreleases.publishing import errors
from tests.making import unsaved_release

ERRORS = [
    error
    for _name, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, errors.PublishingError) and error is not errors.PublishingError
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_each_error_says_a_sentence_in_the_languages_of_staff(error):
    names = re.findall(r"%\((\w+)\)s", str(error.sentence))
    with override("az"):
        azerbaijani = str(error.sentence)
    assert azerbaijani != str(error.sentence)
    assert sorted(re.findall(r"%\((\w+)\)s", azerbaijani)) == sorted(names)
    said = str(error(unsaved_release("Visit"), **dict.fromkeys(set(names) - {"title"}, "x")))
    assert said.endswith(".")
    assert "%(" not in said
    assert ("“Visit”" in said) is ("title" in names)


def test_an_error_knows_the_release_that_it_concerns_or_that_it_is_none():
    release = unsaved_release("Visit")
    assert errors.NotPlanned(release).release is release
    assert errors.NothingGiven().release is None
    assert str(errors.NothingGiven()) == "Choose at least one release."


def test_several_things_are_listed_in_the_language_in_which_they_are_read():
    listed = errors.Listed([errors.NoTitle.sentence, "notes"])
    assert str(listed) == "The title is empty.; notes"
    with override("az"):
        assert not str(listed).startswith("The title")


def test_who_is_not_the_writer_is_a_case_of_who_may_not():
    with pytest.raises(errors.NotAllowed):
        raise errors.NotYours(unsaved_release())
