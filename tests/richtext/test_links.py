"""Addresses in a text, read as browsers read them."""

import pytest

from pressreleases.richtext.links import allowed, is_mark_of_comment, is_of_site


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://www.un.org/a?b#c", "https://www.un.org/a?b#c"),
        (" HTTPS://www.un.org\n", "https://www.un.org"),
        ("https:\\\\www.un.org\\a", "https://www.un.org/a"),
        ("mailto:press@mission.example", "mailto:press@mission.example"),
        ("tel:+12123712559", "tel:+12123712559"),
        ("/en/contact/", "/en/contact/"),
        ("#part", "#part"),
    ],
)
def test_addresses_of_the_web_of_mail_of_telephones_and_of_this_site_are_kept(address, kept):
    assert allowed(address) == kept


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "//evil.example/",
        "/\\evil.example/",
        "https:///evil.example",
        "https:evil.example",
        "https://www.un.org@evil.example/",
        "https://[::1/",
        "page.html",
        "",
        "#_ftn1",
        "#sdfootnote1anc",
    ],
)
def test_what_runs_code_or_leads_elsewhere_than_it_looks_is_not_kept(address):
    assert allowed(address) is None


def test_a_link_to_a_comment_of_the_pasted_document_is_known():
    assert is_mark_of_comment("#_msocom_1")
    assert is_mark_of_comment("#cmnt_ref2")
    assert not is_mark_of_comment("#comment")


def test_another_host_that_begins_like_this_site_is_another_site():
    site = "https://mission.example"
    assert is_of_site("https://mission.example/en/", site)
    assert is_of_site("/en/", site)
    assert not is_of_site("https://mission.example.evil.example/en/", site)
    assert not is_of_site("mailto:press@mission.example", site)
