"""Any two states of a release on one page: found, told apart without colour, and kept from who may not see them."""

import re

import pytest
from django.contrib.auth.models import Permission

from pressreleases.models import Topic
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, save, verb_url
from tests.making import correct, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release("A visit to Geneva", "They were 131 people.")


@pytest.fixture
def rewritten(release, editor):
    """Edition 1 says 131, the working copy 113."""
    publish([release], by=editor)
    return rewrite(release, body="<p>They were 113 people.</p>", version=2)


def compare_url(release):
    return f"{RELEASES}{release.pk}/compare/"


def compared(client, release, old, new):
    return client.get(compare_url(release), {"from": old, "to": new})


def words_of(response):
    """What a screen reader says of the differences, without the layout's white space."""
    html = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", " ".join(re.findall(r'<p class="row .*?</p>', html))).split())


def save_of(release, at=0):
    return f"save-{release.history.order_by('history_id')[at].history_id}"


def test_an_edition_is_compared_with_the_working_copy(as_author, rewritten):
    response = compared(as_author, rewritten, "edition-1", "now")
    assert words_of(response) == "They were [removed: 131] [added: 113] people."
    assert [difference.name for difference in response.context["differences"]] == ["body"]


def test_two_saves_are_compared_with_their_topics(as_editor, release):
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Culture", slug="culture")
    save(as_editor, change_url(release), title="A visit to Vienna", topics=[topic.pk])
    newest = f"save-{release.history.order_by('-history_id').first().history_id}"
    response = compared(as_editor, release, save_of(release), newest)
    assert [difference.name for difference in response.context["differences"]] == ["title", "topics"]
    assert words_of(response) == "A visit to [removed: Geneva] [added: Vienna] [added: Culture]"


def test_two_editions_are_compared_and_the_other_way_round(as_editor, rewritten, editor):
    correct([rewritten], by=editor, change_note={"en": "The figure was corrected."})
    response = compared(as_editor, rewritten, "edition-2", "edition-1")
    assert words_of(response) == "They were [removed: 113] [added: 131] people."
    assert 'href="?from=edition-1&amp;to=edition-2"' in response.content.decode()


def test_states_that_say_the_same_are_said_to(as_editor, release):
    assert "no difference" in compared(as_editor, release, save_of(release), "now").content.decode()


def test_words_are_told_apart_by_more_than_colour(as_editor, rewritten):
    html = compared(as_editor, rewritten, "edition-1", "now").content.decode()
    assert re.search(r"<del>.*?131</?", html)
    assert re.search(r"<ins>.*?113</?", html)


def test_markup_in_a_text_is_shown_as_words(as_editor, release):
    rewrite(release, notes_to_editors="<script>alert(1)</script>")
    html = compared(as_editor, release, save_of(release), "now").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_the_history_offers_every_state(as_editor, rewritten):
    html = as_editor.get(f"{RELEASES}{rewritten.pk}/history/").content.decode()
    offered = re.findall(r'name="(from|to)" value="([^"]+)"( checked)?', html)
    first, second = save_of(rewritten), save_of(rewritten, 1)
    assert {value for _name, value, _checked in offered} == {first, second, "edition-1", "now"}
    assert [(name, value) for name, value, checked in offered if checked] == [("to", second), ("from", first)]


def test_the_release_and_the_page_of_a_correction_lead_there(as_editor, rewritten):
    link = f'href="{compare_url(rewritten)}?from=edition-1&amp;to=now"'
    assert link in as_editor.get(change_url(rewritten)).content.decode()
    assert link in as_editor.get(verb_url(rewritten, "correct")).content.decode()


def test_an_unchanged_release_does_not(as_editor, release, editor):
    publish([release], by=editor)
    assert compare_url(release) not in as_editor.get(change_url(release)).content.decode()


@pytest.mark.parametrize("name", ["edition-9", "save-0", "edition-x", "tomorrow", "save-"])
def test_a_state_that_is_not_there_is_not_found(as_editor, rewritten, name):
    assert compared(as_editor, rewritten, name, "now").status_code == 404


def test_states_of_another_release_are_not_found(as_editor, rewritten):
    other = make_release("Other", slug="other")
    assert compared(as_editor, other, save_of(rewritten), "now").status_code == 404
    assert compared(as_editor, other, "edition-1", "now").status_code == 404


def test_who_chose_one_is_asked_for_both(as_editor, release):
    response = as_editor.get(compare_url(release), {"to": "now"}, follow=True)
    assert response.redirect_chain[0][0] == f"{RELEASES}{release.pk}/history/"
    assert "Choose two versions" in response.content.decode()


def test_who_may_not_see_the_history_does_not_see_what_differs(client, rewritten):
    user = make_user("Author", "reader")
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(user)
    response = compared(client, rewritten, "edition-1", "now")
    assert response.status_code == 403
    assert "/compare/" not in client.get(change_url(rewritten)).content.decode()


def test_the_page_takes_as_many_queries_for_many_topics_and_words(as_editor, release, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def add_topics(count):
        for _each in range(count):
            topic = Topic.objects.create()
            slug = f"topic-{topic.pk}"
            topic.names.create(language="en", name=slug, slug=slug)
            release.topics.add(topic)

    add_topics(1)
    with CaptureQueriesContext(connection) as few:
        compared(as_editor, release, save_of(release), "now")
    add_topics(30)
    with django_assert_num_queries(len(few)):
        compared(as_editor, release, save_of(release), "now")
    assert len(few) <= 15
