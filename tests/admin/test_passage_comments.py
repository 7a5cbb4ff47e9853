"""Comments beside the form and on their own page: written, answered, resolved; refused with everything typed kept."""

import pytest
from django.contrib.auth.models import Permission

from pressreleases.editorial.passage_comments import add, resolve
from pressreleases.models import PassageAnswer, PassageComment, Release
from pressreleases.publishing import publish, submit
from tests.admin.filling import RELEASES, change_url, do, messages_of, save, verb_url
from tests.making import make_user, rewrite
from tests.public.page_elements import elements
from tests.publishing.test_four_eyes import begun

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}
TWICE = "<p>The Minister met guests. The Minister left.</p>"


def url_of(release):
    return f"{RELEASES}{release.pk}/comments/"


def send(client, release, quote="delegation", comment="Which one?", **more):
    return client.post(url_of(release), {"quote": quote, "comment": comment, **more})


def made(release, editor, quote="delegation"):
    return add(release, by=editor, quote=quote, comment="Which one?")


def test_a_comment_is_written_on_its_page_and_shown_beside_the_form(as_author, release, author):
    response = send(as_author, release)
    assert (response.status_code, response.url) == (302, url_of(release))
    assert messages_of(response) == ["Commented."]
    comment = PassageComment.objects.get()
    assert (comment.exact, comment.comment, comment.by) == ("delegation", "Which one?", author)
    for address in (url_of(release), change_url(release)):
        page = as_author.get(address)
        assert [words.strip() for _tag, _attrs, words in elements(page, "blockquote")] == ["delegation"]
        assert "Which one?" in page.content.decode()
    assert "Open comments on the text: 1." in [line.said for line in page.context["lines"]]
    assert "#comments" in [line.url for line in page.context["lines"]]


def test_words_that_are_not_there_are_refused_at_their_field_and_nothing_typed_is_lost(as_author, release):
    response = send(as_author, release, quote="a typo")
    assert response.status_code == 422
    form = response.context["comments"].form
    assert form.errors == {
        "quote": [
            "These words are not in the title, lead, text or notes as they were saved last. If you have just typed "
            "them, save first."
        ]
    }
    page = response.content.decode()
    assert "a typo</textarea>" in page
    assert "Which one?</textarea>" in page
    assert not PassageComment.objects.exists()


def test_words_that_occur_twice_are_asked_for_and_the_place_that_was_chosen_is_taken(as_author, release):
    rewrite(release, body=TWICE)
    response = send(as_author, release, quote="The Minister")
    assert response.status_code == 422
    radios = elements(response, "input", type="radio")
    assert len(radios) == 2
    assert send(as_author, release, quote="The Minister", start=radios[1][1]["value"]).status_code == 302
    assert PassageComment.objects.get().suffix.strip() == "left."


def test_marked_words_come_with_what_is_around_them(as_author, release):
    rewrite(release, body=TWICE)
    assert send(as_author, release, quote="The Minister", before="met guests.", after=" left").status_code == 302
    assert PassageComment.objects.get().suffix.strip() == "left."


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"quote": ""}, "quote"),
        ({"comment": " "}, "comment"),
        ({"comment": "a" * 2001}, "comment"),
        ({"quote": "a" * 2001}, "quote"),
    ],
)
def test_what_is_missing_or_too_long_is_said_at_its_field(as_author, release, typed, field):
    response = send(as_author, release, **typed)
    assert response.status_code == 422
    assert list(response.context["comments"].form.errors) == [field]
    assert not PassageComment.objects.exists()


def test_a_script_gets_the_list_back(as_author, release):
    answer = as_author.post(url_of(release), {"quote": "delegation", "comment": "<b>Which?"}, headers=JSON)
    told = answer.json()
    assert (answer.status_code, told["count"], told["said"]) == (200, 1, "Commented.")
    assert "&lt;b&gt;Which?" in told["list"]
    assert "no-store" in answer["Cache-Control"]
    refused = as_author.post(url_of(release), {"quote": "nowhere", "comment": "Which?"}, headers=JSON)
    assert refused.status_code == 422
    assert "nowhere</textarea>" in refused.json()["list"]


def test_a_comment_is_answered_resolved_and_reopened(as_author, as_editor, release, editor, author):
    comment = made(release, editor)
    response = as_author.post(url_of(release), {"answer": comment.pk, "comment": ""})
    assert response.status_code == 422
    assert f'id="id_answer_{comment.pk}_comment_error"' in response.content.decode()
    assert as_author.post(url_of(release), {"answer": comment.pk, "comment": "Ours."}).status_code == 302
    assert PassageAnswer.objects.get().by == author
    assert as_author.post(url_of(release), {"resolve": comment.pk}).status_code == 302
    page = as_editor.get(change_url(release))
    assert (len(page.context["comments"].open), len(page.context["comments"].resolved)) == (0, 1)
    assert "Resolved by author" in page.content.decode()
    assert as_editor.post(url_of(release), {"reopen": comment.pk}).status_code == 302
    assert len(as_editor.get(change_url(release)).context["comments"].open) == 1


def test_a_comment_of_another_release_is_not_answered_from_here(as_author, release, in_azerbaijani, editor):
    comment = made(release, editor)
    for name in ("answer", "resolve", "reopen"):
        assert as_author.post(url_of(in_azerbaijani), {name: comment.pk, "comment": "No."}).status_code == 404
    assert as_author.post(url_of(release), {"resolve": "x"}).status_code == 404
    assert not PassageAnswer.objects.exists()


def test_who_may_not_change_a_submitted_text_reads_its_comments_and_writes_none(as_author, as_editor, editor):
    writer = make_user("Author", "writer")
    release = begun(writer, "Mine")
    comment = made(release, editor)
    submit([release], by=writer)
    page = as_author.get(url_of(release))
    assert "Which one?" in page.content.decode()
    assert elements(page, "textarea") == []
    assert send(as_author, release).status_code == 403
    assert as_author.post(url_of(release), {"resolve": comment.pk}).status_code == 403
    assert send(as_editor, release).status_code == 302
    assert PassageComment.objects.count() == 2


def test_who_may_only_look_writes_none_and_who_may_not_look_reads_none(client, release, editor):
    made(release, editor)
    reader = make_user("Editor", "reader")
    reader.groups.clear()
    client.force_login(reader)
    assert client.get(url_of(release)).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_release"))
    assert client.get(url_of(release)).status_code == 200
    assert send(client, release).status_code == 403
    assert client.get(f"{RELEASES}999999/comments/").status_code == 404


def test_a_comment_does_not_disturb_who_is_typing(as_author, as_editor, release):
    """It is no save: the version that two people compare stays the same."""
    typed = as_author.get(change_url(release))
    send(as_editor, release)
    assert Release.objects.get().version == typed.context["original"].version
    assert save(as_author, change_url(release), title="A visit to Bern").status_code == 302
    assert PassageComment.objects.get().release.title == "A visit to Bern"


def test_open_comments_are_looked_at_before_publishing_and_stop_nothing(as_editor, release, author, editor):
    comment = made(release, author)
    page = as_editor.get(verb_url(release, "publish"))
    assert "Open comments on the text: 1." in page.content.decode()
    assert do(as_editor, release, "publish").status_code == 302
    resolve(comment, by=editor)
    rewrite(release, title="Another visit")
    assert "Open comments" not in as_editor.get(verb_url(release, "correct")).content.decode()


def test_a_published_text_keeps_its_comments_in_the_form(as_editor, release, author, editor):
    publish([release], by=editor)
    made(release, author)
    page = as_editor.get(change_url(release))
    assert len(page.context["comments"].open) == 1
    assert page.context["lines"] == []


def test_the_desk_counts_open_comments_and_leads_to_them(as_author, as_editor, release, editor):
    made(release, editor)
    desk = as_editor.get("/admin/")
    assert "1 open comment" in desk.content.decode()
    assert f"{change_url(release)}#comments" in desk.content.decode()
    other = as_author.get("/admin/")
    assert "1 open comment" in other.content.decode()
    assert "#comments" not in other.content.decode()


def test_a_new_release_has_no_place_for_comments(as_author, details):
    assert 'id="comments"' not in as_author.get(f"{RELEASES}add/").content.decode()


def test_the_form_takes_as_many_queries_with_one_comment_as_with_thirty(
    as_author, release, editor, django_assert_max_num_queries
):
    with django_assert_max_num_queries(60) as none:
        as_author.get(change_url(release))
    made(release, editor)
    with django_assert_max_num_queries(len(none) + 1) as one:
        as_author.get(change_url(release))
    for _number in range(30):
        made(release, editor)
    with django_assert_max_num_queries(len(one)):
        as_author.get(change_url(release))
