"""The page of a release's preview links, and what the form, the desk and the page of a verb say of clearance."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases import publishing
from pressreleases.models import AuditEntry, Clearance, PreviewLink
from tests.admin.filling import change_url, do, messages_of, save, shown, verb_url
from tests.making import correct, make_release, make_user, rewrite
from tests.public.page_elements import elements, page, words
from tests.public.test_clearance import reply
from tests.public.test_preview_links import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details, author):
    return make_release("Visit", "They met.", created_by=author)


@pytest.fixture
def capital(release, editor):
    """The path of a link for the capital, which asks for clearance."""
    return send(release, editor, asks_clearance=True)


def url(release):
    return f"/admin/pressreleases/release/{release.pk}/previews/"


def make(client, release, **given):
    return client.post(url(release), {"for_whom": "The capital", "days": "3", **given})


def reader():
    return Client()


def test_the_address_is_shown_once_and_opens_the_draft(as_author, release):
    response = make(as_author, release)
    assert response.status_code == 200
    [made] = elements(response, "input", id="made-address")
    address = made[1]["value"]
    assert address.startswith("http://127.0.0.1:8000/preview/")
    assert "They met." in page(reader().get(address.removeprefix("http://127.0.0.1:8000")))
    again = as_author.get(url(release))
    assert address.split("/")[-2] not in again.content.decode()
    assert "The capital" in page(again)
    assert "no-store" in response["Cache-Control"]
    assert AuditEntry.objects.filter(act="preview-link-made", actor_name="author").count() == 1


@pytest.mark.parametrize(
    ("given", "said"), [({"for_whom": " "}, "required"), ({"days": "30"}, "30"), ({"days": ""}, "required")]
)
def test_a_link_without_a_name_or_with_other_days_is_not_made(as_author, release, given, said):
    response = make(as_author, release, asks_clearance="on", **given)
    assert response.status_code == 422
    assert said in " ".join(words(response, "ul", class_="errorlist"))
    assert "checked" in elements(response, "input", name="asks_clearance")[0][1]
    assert not PreviewLink.objects.exists()


def test_why_there_is_no_link_to_what_readers_see_is_said(as_editor, release, editor):
    publishing.publish([release], by=editor)
    assert "Readers already see exactly this text" in make(as_editor, release).content.decode()
    assert not PreviewLink.objects.exists()


def test_who_may_only_look_makes_and_revokes_nothing(release, capital):
    from django.contrib.auth.models import Permission

    viewer = make_user("Author", "viewer")
    viewer.groups.clear()
    client = Client()
    client.force_login(viewer)
    assert client.get(url(release)).status_code == 403
    viewer.user_permissions.add(Permission.objects.get(codename="view_release"))
    seen = client.get(url(release))
    assert seen.status_code == 200
    assert not elements(seen, "form", id="verb-form")
    assert not elements(seen, "button", name="revoke")
    assert make(client, release).status_code == 403
    assert client.post(url(release), {"revoke": PreviewLink.objects.get().pk}).status_code == 403
    assert PreviewLink.objects.open().count() == 1


def test_whoever_is_not_signed_in_does_not_learn_of_it(release, capital):
    assert reader().get(url(release)).status_code == 302


def test_an_unknown_release_is_not_found(as_editor, details):
    for key in ("999", "x"):
        assert as_editor.get(f"/admin/pressreleases/release/{key}/previews/").status_code == 404


def test_a_link_is_revoked_at_once_and_by_post_only(as_editor, release, capital):
    link = PreviewLink.objects.get()
    as_editor.get(f"{url(release)}?revoke={link.pk}")
    assert reader().get(capital).status_code == 200
    response = as_editor.post(url(release), {"revoke": link.pk})
    assert messages_of(response) == ["Revoked. The link no longer works."]
    assert reader().get(capital).status_code == 404
    assert "Revoked on" in page(as_editor.get(url(release)))
    assert messages_of(as_editor.post(url(release), {"revoke": link.pk}))[-1] == "This link has already ended."
    assert AuditEntry.objects.filter(act="preview-link-revoked").count() == 1


def test_a_link_of_another_release_cannot_be_revoked_here(as_editor, release, capital):
    other = make_release("Other")
    assert as_editor.post(url(other), {"revoke": PreviewLink.objects.get().pk}).status_code == 404
    assert as_editor.post(url(other), {"revoke": "x"}).status_code == 404
    assert PreviewLink.objects.open().count() == 1


def test_visits_are_listed(as_editor, release, capital):
    reader().get(capital, REMOTE_ADDR="192.0.2.7", headers={"user-agent": "Mail scanner <1>"})
    seen = page(as_editor.get(url(release)))
    assert "Opened 1 time" in seen
    assert "192.0.2.7" in seen
    assert "Mail scanner <1>" in seen


def test_an_answer_is_shown_and_once_the_text_is_changed_how_much_of_it(as_editor, release, capital):
    assert "waiting for clearance" in page(as_editor.get(url(release)))
    reply(reader(), capital, comment="Good.")
    before = page(as_editor.get(url(release)))
    assert "cleared signed “A. Mammadov”" in before
    assert "Good." in before
    assert "Voided" not in before
    save(as_editor, change_url(release), body="<p>They met twice in Geneva.</p>")
    response = as_editor.get(url(release))
    assert "cleared, no longer valid" in page(response)
    assert "the text was changed later (3 words)." in page(response)
    [compare] = [attrs["href"] for _t, attrs, said in elements(response, "a") if said == "See what differs"]
    compared = as_editor.get(compare)
    assert compared.status_code == 200
    assert "twice" in " ".join(words(compared, "ins"))


def test_a_change_of_looks_alone_voids_and_says_that_it_was_that(as_editor, release, capital):
    reply(reader(), capital)
    save(as_editor, change_url(release), body="<p>They <strong>met</strong>.</p>")
    assert "but none of its words" in page(as_editor.get(url(release)))


def test_the_form_and_the_desk_say_how_it_stands(as_editor, release, capital):
    def said():
        on_form = " ".join(words(as_editor.get(change_url(release)), "section", aria_labelledby="id_previews"))
        on_desk = " ".join(words(as_editor.get("/admin/"), "section", aria_labelledby="in-hand"))
        return on_form, on_desk

    for note, act in (
        ("Waiting for clearance: “The capital”", lambda: reply(reader(), capital)),
        ("Cleared: “The capital”", lambda: reply(reader(), capital, "declined", comment="No.")),
        ("Clearance declined: “The capital”", lambda: rewrite(release, body="<p>They met twice.</p>")),
        ("Clearance no longer valid, because the text was changed: “The capital”", lambda: None),
    ):
        assert all(note in place for place in said()), note
        act()


def test_a_release_that_nobody_was_asked_about_says_nothing(as_editor, release, editor, capital):
    other = make_release("Other")
    send(other, editor)
    assert "learance" not in " ".join(words(as_editor.get(change_url(other)), "section", aria_labelledby="id_previews"))
    assert as_editor.get("/admin/").content.decode().count("Waiting for clearance") == 1


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda path, release: None, "“The capital” was asked for clearance and has not answered."),
        (
            lambda path, release: reply(reader(), path, "declined", comment="No."),
            "“The capital” was asked for clearance and declined it for this text.",
        ),
        (
            lambda path, release: (reply(reader(), path), rewrite(release, body="<p>They met twice.</p>")),
            "“The capital” was asked for clearance and answered for an earlier text, not for this one.",
        ),
    ],
)
def test_publishing_warns_of_clearance_that_is_not_given_and_one_tick_goes_on(as_editor, release, capital, act, said):
    act(capital, release)
    asked = as_editor.get(verb_url(release, "publish"))
    assert said in page(asked)
    assert as_editor.post(verb_url(release, "publish"), shown(asked)).status_code == 422
    assert not release.editions.exists()
    assert do(as_editor, release, "publish").status_code == 302
    assert release.editions.exists()


def test_publishing_does_not_warn_of_clearance_that_is_given(as_editor, release, capital):
    reply(reader(), capital)
    assert "was asked for clearance" not in page(as_editor.get(verb_url(release, "publish")))


def test_an_answer_that_comes_while_the_warning_is_looked_at_is_asked_about_anew(as_editor, release, capital):
    answers = shown(as_editor.get(verb_url(release, "publish")), looked="on")
    reply(reader(), capital, "declined", comment="No.")
    refused = as_editor.post(verb_url(release, "publish"), answers)
    assert refused.status_code == 422
    assert "and declined it" in page(refused)


def test_a_redaction_takes_the_comment_and_leaves_the_answer(as_editor, release, editor, capital):
    administrator = make_user("Administrator")
    reply(reader(), capital, "declined", comment="Not the informant.")
    publishing.publish([release], by=editor)
    correct([rewrite(release, body="<p>They left.</p>")], by=editor, minor=True)
    publishing.redact([release.editions.get(number=1)], by=administrator, harmless=["title", "place"])
    response = as_editor.get(url(release))
    assert "informant" not in response.content.decode()
    assert "Redacted: the comment, and which text it was about." in page(response)
    assert Clearance.objects.get().verdict == "declined"


@pytest.mark.parametrize("links", [1, 6])
def test_the_page_takes_the_same_queries_however_many_links_and_answers(
    as_editor, release, editor, django_assert_num_queries, links
):
    for number in range(links):
        path = send(release, editor, for_whom=f"Ministry {number}", asks_clearance=True)
        reply(reader(), path)
        reply(reader(), path, comment="Again.")
    rewrite(release, body="<p>They met twice.</p>")
    as_editor.get(url(release))
    with django_assert_num_queries(14):
        assert as_editor.get(url(release)).status_code == 200


def test_the_desk_takes_the_same_queries_however_many_are_asked(as_editor, details, editor):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            said = as_editor.get("/admin/").content.decode()
        return len(asked), said.count("Cleared: “The capital”")

    for number in range(6):
        reply(reader(), send(make_release(f"Visit {number}"), editor, asks_clearance=True))
        if number == 0:
            queries()
            (few, one) = queries()
    assert (one, queries()) == (1, (few, 6))
