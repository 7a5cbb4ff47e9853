"""Why an import was refused, in words for staff."""

import pytest
from django.utils.translation import override

from pressreleases.editorial import errors
from tests.making import unsaved_release


@pytest.mark.parametrize("error", [errors.AlreadyThere, errors.AlreadyThereUnpublished, errors.ThereWithOtherWords])
def test_a_release_that_is_there_is_named_with_its_title_date_and_number(error):
    release = unsaved_release("Visit", pk=7)
    refused = error(release)
    assert refused.release is release
    assert str(refused).startswith("“Visit” of 20 January 2024 already exists as release 7")
    with override("az"):
        assert "20 yanvar 2024" in str(refused)


def test_a_head_that_cannot_be_used_says_which_part_is_wrong():
    assert "has no address" in str(errors.HeadUnusable(errors.HeadUnusable.no_address))
    assert "The name “Grand Palais”" in str(errors.HeadUnusable(errors.HeadUnusable.strange_name, name="Grand Palais"))
