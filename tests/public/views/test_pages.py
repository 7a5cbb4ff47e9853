"""The pages of a list: where each begins and what it links to."""

import datetime as dt

import pytest
from django.http import Http404
from django.test import RequestFactory

from pressreleases.public.converters import Key
from pressreleases.public.formats.page_place import Place
from pressreleases.public.views.pages import key_of, page_after, paged

KEY = (dt.date(2024, 1, 20), 17)
LIST = Place("en", "/en/releases/")


def asked(**given):
    return key_of(RequestFactory().get("/en/releases/", given), Key())


def test_a_page_begins_after_the_key_that_it_is_asked_for():
    assert asked() is None
    assert asked(before="2024-01-20-17") == KEY


@pytest.mark.parametrize("before", ["", "x", "2024-01-20", "2024-1-20-17", "2024-01-20-017", "2024-02-30-1"])
def test_a_key_that_no_link_gives_is_unknown(before):
    with pytest.raises(Http404):
        asked(before=before)


def test_the_next_page_has_an_address_only_if_there_is_one():
    assert page_after("/en/releases/", Key(), KEY) == "/en/releases/?before=2024-01-20-17"
    assert page_after("/en/releases/", Key(), None) == ""


def test_the_first_page_is_indexed_unless_it_is_empty_and_a_later_one_never():
    place, links = paged(LIST, Key(), None, KEY, empty=False)
    assert (place.indexed, links) == (True, {"continued": False, "next": "/en/releases/?before=2024-01-20-17"})
    assert not paged(LIST, Key(), None, None, empty=True)[0].indexed
    place, links = paged(LIST, Key(), KEY, None, empty=False)
    assert (place.indexed, links) == (False, {"continued": True, "next": ""})
    assert place.canonical.endswith("?before=2024-01-20-17")
