"""Countries by their codes, with the names of CLDR."""

from django.utils import translation

from pressreleases.language.countries import country_choices, country_name


def test_a_country_has_its_name_in_each_language() -> None:
    assert country_name("AZ", "en") == "Azerbaijan"
    assert country_name("AZ", "az") == "Azərbaycan"
    assert country_name("AZ", "ru") == "Азербайджан"


def test_a_code_that_nobody_knows_stays_a_code() -> None:
    assert country_name("XQ", "en") == "XQ"


def test_choices_are_countries_by_name_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        choices = country_choices()
    names = [name for _code, name in choices]
    assert names == sorted(names, key=str.casefold)
    assert ("CH", "Switzerland") in choices
    with translation.override("fr"):
        assert ("CH", "Suisse") in country_choices()


def test_no_choice_is_a_union_a_test_or_a_continent() -> None:
    codes = {code for code, _name in country_choices()}
    assert not codes & {"EU", "UN", "ZZ", "XA", "001", "150"}
