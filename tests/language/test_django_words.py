"""Words of Django and its packages in Azerbaijani."""

import pytest
from django.utils.translation import gettext, override, pgettext

from pressreleases.language import django_words

WORDS = [*django_words.HISTORY, *django_words.NAMES, *django_words.FORMS, *django_words.ADMIN]


@pytest.mark.parametrize("word", WORDS)
def test_what_staff_read_of_django_has_an_azerbaijani_of_our_own(word):
    with override("az"):
        assert gettext(word) != word


def test_a_month_within_a_date_begins_with_a_small_letter():
    with override("az"):
        months = [str(month) for month in django_words.MONTHS_IN_DATES]
        assert pgettext("alt. month", "January") == "yanvar"
    assert len(set(months)) == 12
    assert months == [month.lower() for month in months]
