"""Which pages of the mission readers find in a language: those that are live, and those that the site has itself."""

import pytest

from pressreleases.models.pages import BUILT_IN, MissionPage
from pressreleases.public.reading.footer_pages import in_language, languages_of, read_live
from pressreleases.publishing import publish
from tests.making import make_page

ABOUT = MissionPage.ABOUT


def test_a_page_is_found_in_the_languages_in_which_it_is_live_and_in_no_other() -> None:
    assert languages_of(ABOUT, {"en:about"}) == ["en"]
    assert languages_of(ABOUT, {"en:press-kit"}) == []
    assert ABOUT in in_language("en", {"en:about"})
    assert ABOUT not in in_language("az", {"en:about"})


def test_what_the_site_has_itself_is_found_in_every_language_in_the_order_of_the_footer() -> None:
    assert in_language("az", ()) == [page for page in MissionPage if page in BUILT_IN]


@pytest.mark.django_db
def test_a_draft_is_not_live_and_a_published_page_is(details, editor, django_assert_num_queries) -> None:
    page = make_page(ABOUT)
    assert read_live() == frozenset()
    publish([page], by=editor)
    with django_assert_num_queries(1):
        assert read_live() == {"en:about"}
