"""Telephone numbers as links."""

from django.utils.translation import override

from pressreleases.letterhead import PrintedNumber
from pressreleases.templatetags.telephones import tappable


def number(extension=""):
    return PrintedNumber("+12123712559", extension, "371-2559", "(212) 371-2559", "tel:+12123712559")


def test_a_number_is_a_link_that_dials_it_and_reads_from_left_to_right():
    assert tappable(number()) == ('<a class="number" href="tel:+12123712559"><bdi dir="ltr">(212) 371-2559</bdi></a>')
    assert ">371-2559</bdi>" in tappable(number(), "371-2559")


def test_an_extension_comes_after_the_number_in_the_language_of_the_page():
    assert tappable(number("101")).endswith("</bdi> (ext. 101)</a>")
    with override("az"):
        assert "ext." not in tappable(number("101"))
        assert "101" in tappable(number("101"))


def test_what_is_printed_is_escaped():
    assert "&lt;b&gt;" in tappable(number(), "<b>")
