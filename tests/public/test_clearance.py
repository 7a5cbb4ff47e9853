"""Answering a request for clearance: by a POST, to the very text that was shown; whoever only looks says nothing."""

import pytest
from django.core import mail

from pressreleases import publishing
from pressreleases.editorial import preview_links
from pressreleases.editorial.preview_links import asked_of
from pressreleases.models import AuditEntry, Clearance, Notice, PreviewLink
from pressreleases.models.preview_link import ClearanceState, Verdict
from tests.making import in_future, make_release, make_user, rewrite
from tests.public.page_elements import elements, page, words
from tests.public.test_preview_links import is_over, send
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def release(details):
    return make_release("Visit", "They met.")


@pytest.fixture
def path(release, editor):
    return send(release, editor, asks_clearance=True)


def shown(response):
    [hidden] = elements(response, "input", name="shown")
    return hidden[1]["value"]


def reply(client, path, verdict="cleared", **changes):
    """Open the link, fill in the form, send it."""
    given = {"verdict": verdict, "name": "A. Mammadov", "comment": "Fine.", "shown": shown(client.get(path))}
    return client.post(path, {**given, **changes})


def state(release):
    [asked] = asked_of([release])[release.pk]
    return asked.state


def test_an_answer_is_recorded_for_the_text_that_was_shown(client, release, path):
    assert state(release) == ClearanceState.WAITS
    response = reply(client, path)
    assert (response.status_code, response["Location"]) == (303, f"{path}#answer")
    [given] = Clearance.objects.all()
    assert (given.verdict, given.name, given.comment, given.version) == ("cleared", "A. Mammadov", "Fine.", 1)
    assert state(release) == ClearanceState.CLEARED
    after = client.get(path)
    assert "Approved · “A. Mammadov”" in page(after)
    assert "Your answer applies to the text above." in page(after)


def test_opening_the_link_clears_nothing_however_often_and_whatever_it_carries(client, release, path):
    for address in (path, f"{path}?verdict=cleared&name=A&shown={shown(client.get(path))}"):
        assert client.get(address).status_code == 200
        assert client.head(address).status_code == 200
    assert not Clearance.objects.exists()
    assert state(release) == ClearanceState.WAITS


def test_nothing_is_chosen_beforehand(client, path):
    radios = elements(client.get(path), "input", type="radio")
    assert len(radios) == 2
    assert not any("checked" in attributes for _tag, attributes, _words in radios)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"verdict": ""}, "Choose one of the two."),
        ({"verdict": "perhaps"}, "perhaps"),
        ({"name": "  "}, "Enter your name."),
        ({"verdict": "declined", "comment": ""}, "Say what must be changed."),
        ({"name": "x" * 121}, "120"),
        ({"comment": "x" * 2001}, "2000"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(client, release, path, changes, said):
    response = reply(client, path, **{"name": "Aynur", "comment": "My comment", **changes})
    assert response.status_code == 422
    assert said in " ".join(words(response, "p", class_="why"))
    assert "Your answer was not recorded yet." in page(response)
    kept = {"name": "Aynur", "comment": "My comment", **changes}
    assert elements(response, "input", name="name")[0][1].get("value", "").strip() == kept["name"].strip()
    assert words(response, "textarea") == [kept["comment"]]
    assert words(response, "title")[0].startswith("Error:")
    assert not Clearance.objects.exists()


def test_an_answer_to_a_text_that_was_saved_anew_meanwhile_is_not_recorded_and_not_lost(client, release, path):
    old = shown(client.get(path))
    rewrite(release, body="<p>They met twice.</p>")
    response = client.post(path, {"verdict": "cleared", "name": "Aynur", "comment": "Good.", "shown": old})
    assert response.status_code == 422
    assert not Clearance.objects.exists()
    assert "They met twice." in page(response)
    assert "your answer was not recorded" in page(response)
    assert words(response, "textarea") == ["Good."]
    assert elements(response, "input", name="name")[0][1]["value"] == "Aynur"
    assert "checked" in elements(response, "input", type="radio", value="cleared")[0][1]
    again = client.post(path, {"verdict": "cleared", "name": "Aynur", "comment": "Good.", "shown": shown(response)})
    assert again.status_code == 303
    assert state(release) == ClearanceState.CLEARED


def test_a_mistake_does_not_pass_over_that_the_text_is_another_one(client, release, path):
    old = shown(client.get(path))
    rewrite(release, body="<p>They met twice.</p>")
    response = client.post(path, {"verdict": "declined", "name": "Aynur", "comment": "", "shown": old})
    assert "The newer text is now shown above." in page(response)
    assert shown(response) != old


@pytest.mark.parametrize(
    "change",
    [
        {"body": "<p>They met!</p>"},
        {"body": "<p>They <strong>met</strong>.</p>"},
        {"title": "A visit"},
        {"summary": "They met."},
        {"notes_to_editors": "Call us."},
        {"kind": "statement"},
        {"reference": "No. 1"},
        {"place": "Geneva"},
        {"speaker_name": "The Ambassador"},
        {"speaker_office": "Ambassador"},
        {"issued_on": "2024-01-21"},
    ],
)
def test_any_later_edit_voids_it_and_the_page_says_so(client, release, path, change):
    reply(client, path)
    rewrite(release, **change)
    assert state(release) == ClearanceState.VOIDED
    assert "This answer was about an earlier text and is void" in page(client.get(path))


def test_another_picture_or_other_words_for_it_void_it(client, release, path):
    picture = make_picture("teal")
    reply(client, path)
    rewrite(release, lead_image=picture)
    assert state(release) == ClearanceState.VOIDED
    reply(client, path)
    assert state(release) == ClearanceState.CLEARED
    picture.descriptions.update(alternative_text="All red")
    assert state(release) == ClearanceState.VOIDED


def test_the_very_same_text_is_cleared_again_when_it_comes_back(client, release, path):
    reply(client, path)
    rewrite(release, body="<p>They met twice.</p>")
    reply(client, path, "declined", comment="Not twice.")
    assert state(release) == ClearanceState.DECLINED
    rewrite(release, body="<p>They met.</p>")
    assert state(release) == ClearanceState.CLEARED


def test_a_save_without_a_change_voids_nothing(client, release, path):
    reply(client, path)
    rewrite(release, slug="another-address")
    assert state(release) == ClearanceState.CLEARED


def test_the_newest_answer_counts_and_all_are_kept(client, release, path):
    reply(client, path)
    reply(client, path, "declined", comment="On second thoughts, no.")
    assert state(release) == ClearanceState.DECLINED
    assert [row.verdict for row in Clearance.objects.order_by("pk")] == ["cleared", "declined"]


def test_the_same_answer_sent_twice_is_recorded_once(client, release, path):
    for _time in range(2):
        assert reply(client, path).status_code == 303
    assert Clearance.objects.count() == 1


def test_a_link_is_answered_only_so_often(client, release, path, monkeypatch):
    monkeypatch.setattr(preview_links, "MOST_ANSWERS", 2)
    for number in range(2):
        assert reply(client, path, comment=f"{number}").status_code == 303
    refused = reply(client, path, comment="3")
    assert refused.status_code == 422
    assert "used for too many answers" in page(refused)
    assert Clearance.objects.count() == 2


def test_a_link_that_does_not_ask_takes_no_answer(client, release, editor):
    path = send(release, editor)
    assert client.post(path, {"verdict": "cleared", "name": "A", "shown": "0" * 64}).status_code == 404
    assert not Clearance.objects.exists()


def test_nobody_answers_with_a_link_that_is_over(client, release, path, editor):
    text = shown(client.get(path))
    preview_links.revoke(PreviewLink.objects.get(), by=editor)
    assert client.post(path, {"verdict": "cleared", "name": "A", "shown": text}).status_code == 404
    assert not Clearance.objects.exists()


def test_a_link_that_ends_while_somebody_answers_takes_no_answer(release, path, editor):
    link = preview_links.find(path.split("/")[2])
    assert link is not None
    preview_links.revoke(PreviewLink.objects.get(), by=editor)
    with pytest.raises(preview_links.NotAsked):
        preview_links.answer(link, Verdict.CLEARED, name="A", comment="", shown=link.sheet)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://[::1"},
    ],
)
def test_the_form_of_another_site_is_not_taken(client, path, headers):
    given = {"verdict": "cleared", "name": "A", "shown": shown(client.get(path))}
    assert client.post(path, given, headers=headers).status_code == 404
    assert not Clearance.objects.exists()


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "same-origin", "origin": "null"}, {"origin": "http://testserver"}, {}]
)
def test_its_own_form_is_taken_without_a_cookie(path, headers):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    given = {"verdict": "cleared", "name": "A", "shown": shown(strict.get(path))}
    answer = strict.post(path, given, headers=headers)
    assert answer.status_code == 303
    assert not strict.cookies


def test_it_stands_in_the_audit_trail_under_the_typed_name(client, release, path):
    reply(client, path, "declined", comment="The 5th, not the 4th.")
    entry = AuditEntry.objects.order_by("-pk")[0]
    assert (entry.act, entry.actor, entry.actor_name, entry.source) == ("declined", None, "A. Mammadov", "127.0.0.1")
    assert (entry.details["for"], entry.details["version"]) == ("The capital", release.version)
    assert Clearance.objects.get().digest not in str(entry.details)
    assert "The 5th" not in str(entry.details)


def test_whose_text_it_is_and_who_made_the_link_learn_the_answer(client, release, path, editor):
    author = make_user("Author")
    for user in (author, editor):
        user.email = f"{user.username}@mission.example"
        user.save()
    rewrite(release, created_by=author)
    reply(client, path, "declined", comment="The 5th, not the 4th.")
    notices = Notice.objects.order_by("to__username")
    assert [(one.to.username, one.kind, one.by_name, one.comment) for one in notices] == [
        ("author", "declined", "A. Mammadov", "The 5th, not the 4th."),
        ("editor", "declined", "A. Mammadov", "The 5th, not the 4th."),
    ]
    assert mail.outbox == []


# Several who are asked


def test_each_who_is_asked_counts_and_two_links_for_one_name_count_as_one(client, release, editor):
    first, second = (send(release, editor, for_whom=name, asks_clearance=True) for name in ("The capital", "Legal"))
    again = send(release, editor, for_whom="the  Capital", asks_clearance=True)
    send(release, editor, for_whom="The translator")
    reply(client, first)
    assert {one.for_whom: one.state for one in asked_of([release])[release.pk]} == {
        "the  Capital": ClearanceState.CLEARED,
        "Legal": ClearanceState.WAITS,
    }
    reply(client, again, "declined", comment="No.")
    reply(client, second)
    assert [one.state for one in asked_of([release])[release.pk]] == [ClearanceState.DECLINED, ClearanceState.CLEARED]


def test_a_request_that_was_revoked_unanswered_was_never_made_but_an_answer_stays(client, release, path, editor):
    legal = send(release, editor, for_whom="Legal", asks_clearance=True)
    reply(client, path, "declined", comment="No.")
    for link in PreviewLink.objects.all():
        preview_links.revoke(link, by=editor)
    assert is_over(client, legal)
    assert [(one.for_whom, one.state) for one in asked_of([release])[release.pk]] == [
        ("The capital", ClearanceState.DECLINED)
    ]


def test_a_request_that_expired_unanswered_is_said_to_be_so(release, path):
    [asked] = asked_of([release], in_future(days=4))[release.pk]
    assert asked.state == ClearanceState.UNANSWERED


def test_what_was_cleared_before_it_was_published_says_nothing_of_the_correction(client, release, path, editor):
    reply(client, path)
    publishing.publish([release], by=editor)
    rewrite(release, body="<p>They met twice.</p>")
    assert asked_of([release]) == {}


@pytest.mark.parametrize("count", [1, 8])
def test_it_takes_two_queries_however_many_are_asked(client, details, editor, django_assert_num_queries, count):
    releases = [make_release(f"Visit {number}") for number in range(count)]
    for row in releases:
        for name in ("The capital", "Legal"):
            reply(client, send(row, editor, for_whom=name, asks_clearance=True))
    with django_assert_num_queries(2):
        found = asked_of(releases)
    assert len(found) == count
    assert all(one.is_given for asked in found.values() for one in asked)
