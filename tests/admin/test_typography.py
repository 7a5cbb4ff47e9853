"""The offer to put the punctuation of a language into a release: shown, taken with one press, or left."""

import re
from html import unescape

import pytest

from pressreleases.models import Release
from pressreleases.publishing import publish, submit
from tests.admin.filling import RELEASES, change_url, messages_of, save
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release("A visit to Geneva", body="<p>They said “yes”.</p>")


def page_of(release):
    return f"{RELEASES}{release.pk}/punctuation/"


def offers(client, release):
    page = client.get(change_url(release)).content.decode()
    return page_of(release) in page


def words_of(response):
    html = response.content.decode()
    return " ".join(unescape(re.sub(r"<[^>]+>", "", " ".join(re.findall(r'<p class="row .*?</p>', html)))).split())


def test_a_save_with_other_marks_is_offered_new_ones_with_number_and_example(as_author, release):
    assert not offers(as_author, release)
    response = save(as_author, change_url(release), title='A "visit" to the mission\'s hall')
    page = as_author.get(response["Location"]).content.decode()
    assert page_of(release) in page
    assert re.search(r"Title: 3,\s*<bdi class=\"example\">&quot;visit&quot; → “visit”</bdi>", page)
    assert Release.objects.get(pk=release.pk).title == 'A "visit" to the mission\'s hall'


def test_of_a_published_text_all_marks_are_offered_once_it_is_changed_with_new_ones(as_author, release, editor):
    rewrite(release, title="The mission's visit")
    publish([release], by=editor)
    rewrite(release, version=2, body="<p>They said yes.</p>")
    assert not offers(as_author, release)
    rewrite(release, version=3, body='<p>They said "yes".</p>')
    offered = as_author.get(change_url(release)).context["marks"]
    assert [(item.field, item.count) for item in offered] == [("title", 1), ("body", 2)]


def test_the_page_shows_word_by_word_what_would_change_and_one_press_saves_it(as_author, release):
    rewrite(release, title="The mission's - visit")
    page = as_author.get(page_of(release))
    assert words_of(page) == "The mission[removed: '] [added: ’] s [removed: -] [added: –] visit"
    done = as_author.post(page_of(release), {"seen": page.context["seen"], "take": "1"})
    assert (done["Location"], messages_of(done)) == (change_url(release), ["Saved with the new punctuation."])
    assert Release.objects.get(pk=release.pk).title == "The mission’s – visit"
    assert not offers(as_author, release)
    assert "as the language writes it" in as_author.get(page_of(release)).content.decode()


def test_spaces_that_only_differ_in_width_can_be_seen(as_author, details):
    release = make_release("Une visite", language="fr", body="<p>Oui !</p>")
    page = as_author.get(page_of(release))
    assert words_of(page) == "Oui[added: ⍽] !"
    assert "⍽ is a space" in page.content.decode()
    as_author.post(page_of(release), {"seen": page.context["seen"], "take": "1"})
    assert Release.objects.get(pk=release.pk).body == "<p>Oui\u202f!</p>"


def test_another_press_leaves_the_text_and_offers_it_again_only_for_another_one(as_author, as_editor, release):
    rewrite(release, title="The mission's visit")
    seen = as_author.get(page_of(release)).context["seen"]
    as_author.post(page_of(release), {"seen": seen, "leave": "1"})
    assert Release.objects.get(pk=release.pk).title == "The mission's visit"
    assert not offers(as_author, release)
    assert offers(as_editor, release)
    rewrite(release, title="The mission's second visit")
    assert offers(as_author, release)


def test_what_a_colleague_saved_meanwhile_is_not_overwritten(as_author, release):
    rewrite(release, title="The mission's visit")
    seen = as_author.get(page_of(release)).context["seen"]
    rewrite(release, title="Our mission's visit")
    refused = as_author.post(page_of(release), {"seen": seen, "take": "1"})
    assert refused["Location"] == page_of(release)
    assert "in the meantime" in messages_of(refused)[0]
    assert Release.objects.get(pk=release.pk).title == "Our mission's visit"


def test_who_may_not_change_the_text_is_not_offered_it(as_author, release):
    writer = make_user("Author", "writer")
    rewrite(release, title="The mission's visit", created_by=writer, changed_by=writer)
    submit([release], by=writer)
    assert not offers(as_author, release)
    assert as_author.get(page_of(release)).status_code == 403
    assert as_author.post(page_of(release), {"seen": "x", "take": "1"}).status_code == 403
    assert as_author.get(f"{RELEASES}999999/punctuation/").status_code == 404
