"""Where the links in a text lead on this site."""

import pytest

from pressreleases.editorial.site_links import Trouble, look_up, own_path
from pressreleases.models import Image, Release
from pressreleases.models.pages import MissionPage
from pressreleases.publishing import publish
from tests.attachments import entry, name_of
from tests.making import make_anniversary, make_page, make_release

pytestmark = pytest.mark.django_db


def linking(*links):
    return ["".join(f'<p><a href="{link}">there</a></p>' for link in links)]


def test_thirty_links_take_as_many_queries_as_one(details, editor, django_assert_num_queries):
    publish([make_release(f"Release {number}") for number in range(30)], by=editor)

    def body(count):
        return "".join(f'<p><a href="/en/releases/2024/release-{number}/">a</a></p>' for number in range(count))

    with django_assert_num_queries(2):
        assert look_up([body(1)]).troubles == {}
    with django_assert_num_queries(2):
        assert len(look_up([body(40)]).troubles) == 10


@pytest.mark.parametrize(
    ("link", "path"),
    [
        ("/en/contact/", "/en/contact/"),
        ("http://127.0.0.1:8000/az/s%C9%99f%C9%99r/?page=2#end", "/az/səfər/"),
        ("http://127.0.0.1:8000", "/"),
        ("https://www.un.org/en/contact/", None),
        ("mailto:press@mission.example", None),
    ],
)
def test_only_links_to_this_site_have_a_path_here(link, path):
    assert own_path(link) == path


def test_a_link_to_a_release_knows_its_family_whether_readers_see_it_or_not(details, editor):
    live, draft = make_release("Live"), make_release("Draft")
    publish([live], by=editor)
    links = ["/en/releases/2024/live/", "/en/releases/2024/draft/", f"/r/{live.code.upper()}"]
    found = look_up(linking(*links, "/en/releases/2024/never-was/"))
    assert [found.families.get(link) for link in links] == [str(live.family), str(draft.family), str(live.family)]
    assert found.troubles == {
        "/en/releases/2024/draft/": Trouble.NOT_OUT,
        "/en/releases/2024/never-was/": Trouble.NOWHERE,
    }


def test_a_link_to_a_page_of_the_mission_leads_somewhere_if_readers_find_the_page(details, editor):
    publish([make_page(MissionPage.HEAD_OF_MISSION)], by=editor)
    make_page(MissionPage.ABOUT)
    make_page(MissionPage.PRIVACY)
    links = [f"/en/{page.value}/" for page in MissionPage]
    assert look_up(linking(*links)).troubles == {"/en/about/": Trouble.NOT_OUT, "/en/press-kit/": Trouble.NOWHERE}


def test_what_goes_out_together_is_no_trouble_and_another_draft_is(details):
    going, other = make_release("Going"), make_release("Other")
    links = ["/en/releases/2024/going/", "/en/releases/2024/other/"]
    assert look_up(linking(*links), going=[going]).troubles == {links[1]: Trouble.NOT_OUT}
    assert look_up(linking(*links), going=[going, other]).troubles == {}


def test_a_former_address_leads_to_its_release(details, editor):
    release = make_release("Visit", slug="visit")
    publish([release], by=editor)
    Release.objects.filter(pk=release.pk).update(slug="the-visit")
    assert look_up(linking("/en/releases/2024/visit/")).troubles == {}


def test_the_page_of_a_hidden_anniversary_leads_nowhere():
    anniversary = make_anniversary(en="Black January")
    link = "/en/anniversaries/black-january/"
    assert look_up(linking(link)).troubles == {}
    anniversary.shown = False
    anniversary.save()
    assert look_up(linking(link)).troubles == {link: Trouble.NOWHERE}


def test_pictures_of_the_site_are_known_by_their_hash():
    known, unknown = "ab" * 32, "cd" * 32
    Image.objects.create(title="A hall", file=f"images/{known}.jpg", sha256=known, width=4, height=3)
    body = "".join(f'<p><img src="/media/images/{sha256}.jpg" alt="x"></p>' for sha256 in (known, unknown))
    assert look_up([body]).pictures == {known}


def test_pages_of_staff_and_files_of_no_page_are_unknown_and_static_files_are_not(settings):
    links = ["/admin/", "/nowhere.html", f"{settings.STATIC_URL}style.css"]
    assert look_up(linking(*links)).troubles == dict.fromkeys(links[:2], Trouble.UNKNOWN)


def test_a_link_to_an_attachment_is_one_to_its_release_and_to_a_stored_file(details, editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = entry()
    publish([make_release("Live", attachments=[file])], by=editor)
    make_release("Draft", attachments=[file])
    there, lost, drafted = (
        f"/en/releases/2024/{slug}/attachments/{name}"
        for slug, name in (("live", name_of(file)), ("live", f"{'0' * 64}.pdf"), ("draft", name_of(file)))
    )
    assert look_up(linking(there, lost, drafted)).troubles == {lost: Trouble.NOWHERE, drafted: Trouble.NOT_OUT}
