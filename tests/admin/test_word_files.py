"""The pages of a Word file: who may save it, what comparing shows and refuses, and how its words reach the form."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from mission_site.limits import limit_of
from pressreleases.editorial.word_files.making import word_file
from pressreleases.models import AuditEntry, AutosavedForm, Topic
from pressreleases.publishing import PublishingError, publish, submit
from pressreleases.publishing.four_eyes import contributors
from tests.admin.filling import change_url, messages_of, shown, verb_url
from tests.attachments import entry
from tests.editorial.word_files import changed, run, with_comments, words_of
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details, author):
    return make_release(body="<p>One two.</p><p>Three.</p>", summary="A lead.", created_by=author, changed_by=author)


@pytest.fixture
def edited(release, editor):
    return changed(word_file(release, by=editor, at=timezone.now()), ("One two.", "One and two."), ("A lead.", "Ours."))


def compare(client, release, data, **more):
    return client.post(verb_url(release, "word"), {"document": SimpleUploadedFile("back.docx", data), **more})


def posted(page, *fields):
    """What the button of the comparison sends when just these fields are ticked."""
    values = {f"value-{row['difference'].name}": row["value"] for row in page.context["rows"]}
    return {**values, "take": list(fields), "version": page.context["original"].version}


def test_the_form_leads_to_it_and_the_file_is_handed_out_as_a_file_that_nobody_keeps(as_author, release):
    assert verb_url(release, "word") in as_author.get(change_url(release)).content.decode()
    page = as_author.get(verb_url(release, "word")).content.decode()
    assert verb_url(release, "word/file") in page
    before = AuditEntry.objects.count()
    response = as_author.get(verb_url(release, "word/file"))
    assert "One two." in words_of(response.content)
    assert response["Content-Disposition"] == f'attachment; filename="2024-01-20-{release.slug}-en-save-1.docx"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]
    assert AuditEntry.objects.count() == before


def test_neither_the_public_nor_a_link_of_a_preview_nor_staff_without_a_role_get_it(release, client):
    for address in ("word", "word/file"):
        assert client.get(verb_url(release, address)).status_code == 302
    without = Client()
    user = make_user()
    user.groups.clear()
    without.force_login(user)
    for address in ("word", "word/file"):
        answer = without.get(verb_url(release, address))
        assert answer.status_code == 403
        assert "Geneva" not in answer.content.decode(errors="replace")
    assert compare(without, release, b"x").status_code == 403


def test_a_release_that_is_not_there_is_not_found(as_author, details):
    assert as_author.get("/admin/pressreleases/release/999/word/").status_code == 404
    assert as_author.get("/admin/pressreleases/release/999/word/file/").status_code == 404
    assert as_author.get("/admin/pressreleases/release/x/word/").status_code == 404


def test_comparing_shows_what_differs_and_stores_nothing(as_author, release, edited):
    before = release.history.count(), AuditEntry.objects.count()
    page = compare(as_author, release, with_comments(edited, ("The capital", "Is that so?", "Three.")))
    html = page.content.decode()
    assert page.status_code == 200
    assert re.search(r"<ins>.*?and", html)
    assert "The file was made of the current working copy." in html
    assert "Is that so?" in html
    assert "The capital" in html
    assert [row["difference"].name for row in page.context["rows"]] == ["summary", "body"]
    release.refresh_from_db()
    assert release.body == "<p>One two.</p><p>Three.</p>"
    assert (release.history.count(), AuditEntry.objects.count()) == before
    assert not AutosavedForm.objects.exists()


def test_a_file_that_says_the_same_says_so_and_offers_nothing(as_author, release, editor):
    html = compare(as_author, release, word_file(release, by=editor, at=timezone.now())).content.decode()
    assert "The file says the same as the working copy." in html
    assert "Put into the form" not in html


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file contains no text."),
        (b"%PDF-1.7", "This is not a Word file (.docx)."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This is an old Word file (.doc)"),
    ],
)
def test_what_cannot_be_read_is_refused_at_the_field(as_author, release, data, words):
    page = compare(as_author, release, data)
    assert page.status_code == 422
    assert words in " ".join(page.context["form"].errors["document"])
    assert words in page.content.decode()


def test_a_text_longer_than_a_release_can_be_is_refused_at_the_field(as_author, release, edited):
    page = compare(as_author, release, changed(edited, ("Three.", "Three. " * 30_000)))
    assert page.status_code == 422
    assert "The limit is 200000." in " ".join(page.context["form"].errors["document"])


def test_without_a_file_one_is_asked_for(as_author, release):
    page = as_author.post(verb_url(release, "word"), {})
    assert page.status_code == 422
    assert "Choose the Word file that came back." in page.content.decode()


def test_the_ticked_fields_are_in_the_form_as_text_that_is_not_saved_yet(as_author, author, release, edited):
    page = compare(as_author, release, edited)
    answer = as_author.post(verb_url(release, "word"), posted(page, "body"))
    kept = AutosavedForm.objects.get()
    assert answer.url == f"{change_url(release)}?unsaved={kept.pk}"
    assert messages_of(answer)[-1].startswith("From the Word file, put into the form and not saved yet: Text.")
    release.refresh_from_db()
    assert (release.body, release.version) == ("<p>One two.</p><p>Three.</p>", 1)
    held = shown(as_author.get(answer.url))
    assert held["body"] == "<p>One and two.</p>\n<p>Three.</p>"
    # What was not ticked, and what the file does not have, is as it was.
    assert (held["summary"], held["title"], held["slug"]) == ("A lead.", release.title, release.slug)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.key) == ("taken-from-word", author, release.pk)
    assert entry.details == {"fields": ["body"], "version": 1}


def test_who_saves_what_came_back_wrote_it_and_cannot_publish_it_alone(as_editor, editor, release, edited):
    assert editor.pk not in contributors([release])[release.pk]
    page = compare(as_editor, release, edited)
    answer = as_editor.post(verb_url(release, "word"), posted(page, "body", "summary"))
    assert as_editor.post(change_url(release), shown(as_editor.get(answer.url))).status_code == 302
    release.refresh_from_db()
    assert (release.summary, release.version, release.changed_by) == ("Ours.", 2, editor)
    assert editor.pk in contributors([release])[release.pk]
    with pytest.raises(PublishingError):
        publish([release], by=editor)


def test_what_is_sent_is_cleaned_like_anything_that_is_typed(as_author, release, edited):
    page = compare(as_author, release, edited)
    data = posted(page, "body") | {"value-body": "<p onclick='x()'>Bad<script>alert(1)</script></p>", "slug": "x"}
    answer = as_author.post(verb_url(release, "word"), data)
    assert as_author.post(change_url(release), shown(as_author.get(answer.url))).status_code == 302
    release.refresh_from_db()
    assert release.body == "<p>Bad</p>"
    assert release.slug != "x"


def test_what_a_colleague_saved_between_is_not_overwritten(as_author, release, edited):
    page = compare(as_author, release, edited)
    data = posted(page, "body", "summary")
    rewrite(release, summary="A colleague’s lead.", version=2)
    answer = as_author.post(verb_url(release, "word"), data)
    refused = as_author.post(change_url(release), shown(as_author.get(answer.url)))
    assert refused.status_code == 422
    release.refresh_from_db()
    assert release.summary == "A colleague’s lead."


def test_fields_that_were_changed_since_the_file_was_made_are_marked_and_not_ticked(as_author, release, edited):
    rewrite(release, summary="A colleague’s lead.", version=2)
    page = compare(as_author, release, edited)
    html = page.content.decode()
    assert {row["difference"].name: row["changed_since"] for row in page.context["rows"]} == {
        "summary": True,
        "body": False,
    }
    assert 'id="take-body" checked' in html
    assert 'id="take-summary">' in html


def test_nothing_ticked_or_an_invented_state_puts_nothing_into_the_form(as_author, release, edited):
    page = compare(as_author, release, edited)
    for data in (posted(page), posted(page, "slug"), posted(page, "body") | {"version": 7}):
        answer = as_author.post(verb_url(release, "word"), data)
        assert answer.url == verb_url(release, "word")
    assert not AutosavedForm.objects.exists()


def test_an_author_compares_but_takes_nothing_over_while_a_colleagues_text_waits_for_review(details, release, edited):
    submit([release], by=make_user("Author", "writer"))
    other = Client()
    other.force_login(make_user("Author", "other"))
    page = compare(other, release, edited)
    assert page.context["rows"]
    assert "Put into the form" not in page.content.decode()
    assert other.post(verb_url(release, "word"), posted(page, "body")).status_code == 403
    assert not AutosavedForm.objects.exists()


def test_attachments_and_topics_stay_with_what_is_put_into_the_form(as_author, release, edited):
    topic = Topic.objects.create()
    release.topics.add(topic)
    rewrite(release, attachments=[entry()])
    page = compare(as_author, release, edited)
    answer = as_author.post(verb_url(release, "word"), posted(page, "body"))
    assert as_author.post(change_url(release), shown(as_author.get(answer.url))).status_code == 302
    release.refresh_from_db()
    assert [each["title"] for each in release.attachments] == ["The report"]
    assert list(release.topics.all()) == [topic]


def test_a_file_as_large_as_intake_reads_gets_through():
    assert limit_of("/admin/pressreleases/release/7/word/").size > 50_000_000
    assert limit_of("/admin/pressreleases/release/7/word/file/").size < 50_000_000


def test_words_with_markup_are_shown_as_words(as_author, release, editor):
    data = changed(
        word_file(release, by=editor, at=timezone.now()),
        (run("Three."), run("&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;")),
    )
    page = compare(as_author, release, data)
    assert "<script>alert(1)" not in page.content.decode()
    assert page.context["rows"][0]["value"].endswith("<p>&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>")


def test_a_file_with_more_words_than_any_release_has_is_refused_before_it_is_compared(as_editor, release, edited):
    page = compare(as_editor, release, changed(edited, ("One and two.", "Words. " * 150_000)))
    assert page.status_code == 422
    assert "larger than 1000 kB" in page.content.decode()
