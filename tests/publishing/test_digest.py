"""The digest of an edition: salted, over all that readers are told, and of no use once its salt is gone."""

import hashlib
import json
import logging
import unicodedata

import pytest

from pressreleases.models import AuditEntry, Edition, Image
from pressreleases.models.fields import NEWEST_DIGEST
from pressreleases.publishing import publish, redact, withdraw
from pressreleases.publishing.digest import canonical, digest
from pressreleases.publishing.making import draft_edition, says_the_same
from tests.making import age_digest, correct, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


def told_with(body):
    """The canonical form of a text, the same in all but `body`."""
    edition = draft_edition(make_release(body=body))
    edition.digest_version, edition.digest_salt, edition.number = 2, "0" * 32, 1
    return canonical(edition)


def test_the_same_words_never_have_the_same_digest_twice(details, editor):
    first, second = publish([make_release("Visit", slug="a"), make_release("Visit", slug="b")], by=editor)
    assert (first.text, first.number) == (second.text, second.number)
    assert first.digest != second.digest
    assert first.digest_salt != second.digest_salt
    assert len(first.digest_salt) == 32
    assert first.digest == digest(first)


def test_a_digest_without_its_salt_cannot_be_guessed_from_the_words(details, editor):
    (edition,) = publish([make_release("Visit", "The code is 4711.")], by=editor)
    content = json.loads(canonical(edition))
    assert content.pop("salt") == edition.digest_salt
    for guess in (content, {**content, "v": 1}, {**content, "salt": ""}):
        written = json.dumps(guess, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(written.encode()).hexdigest() != edition.digest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>10<sup>6</sup></p>", "<p>106</p>"),
        ("<p>H<sub>2</sub>O</p>", "<p>H2O</p>"),
        ('<p><a href="https://a.example/">here</a></p>', '<p><a href="https://b.example/">here</a></p>'),
        ('<p><a href="https://a.example/">here</a></p>', "<p>here</p>"),
        ("<ul><li>one</li></ul>", "<p>- one</p>"),
        ("<ol><li>one</li></ol>", '<ol start="3"><li>one</li></ol>'),
        ("<h2>Head</h2>", "<p>Head</p>"),
        ("<p><em>not</em> now</p>", "<p>not now</p>"),
        ("<p>a</p><p>b</p>", "<p>a<br><br>b</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"),
        (
            f'<p>text</p><p><img src="/media/images/{"a" * 64}.png" alt="x"></p>',
            f'<p>text</p><p><img src="/media/images/{"b" * 64}.png" alt="x"></p>',
        ),
    ],
)
def test_texts_that_a_reader_can_tell_apart_have_other_canonical_forms(details, one, other):
    assert told_with(one) != told_with(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>a  b</p>\n\n<p>c</p>", "<p>a b</p><p>c</p>"),
        ("<p>a &amp; b&nbsp;c</p>", "<p>a &#38; b\u00a0c</p>"),
        ("<p><b>bold</b></p>", "<p><strong>bold</strong></p>"),
        ("<p>Caf\u00e9</p>", "<p>Cafe\u0301</p>"),
    ],
)
def test_texts_that_are_only_written_down_otherwise_have_the_same(details, one, other):
    assert told_with(one) == told_with(other)


def test_a_text_of_ten_thousand_nested_elements_is_published(client, details, editor):
    release = make_release("Deep", slug="deep", body="<p>" + "<em>" * 10_000 + "x" + "</em>" * 10_000 + "</p>")
    (edition,) = publish([release], by=editor)
    assert edition.digest == digest(edition)
    assert client.get("/en/releases/2024/deep.json").json()["content"].count(["/em"]) > 0


def test_an_edition_of_before_keeps_its_digest_and_is_compared_by_it(details, editor):
    release = make_release("Visit")
    (edition,) = publish([release], by=editor)
    old = age_digest(edition)
    assert (old.digest_version, old.digest_salt) == (1, "")
    assert old.digest == digest(old)
    assert b'"v":1' in canonical(old)
    assert b'"content"' not in canonical(old)
    assert says_the_same(release, old)
    rewrite(release, title="The visit")
    assert not says_the_same(release, old)


def test_the_correction_of_an_edition_of_before_is_salted(details, editor):
    release = make_release("Visit")
    age_digest(*publish([release], by=editor))
    rewrite(release, title="The visit")
    (edition,) = correct([release], by=editor, change_note="Exact.")
    assert edition.digest_version == NEWEST_DIGEST
    assert edition.digest_salt


def test_no_digest_without_salt_reaches_the_audit_trail_or_the_log(
    details, editor, caplog, django_capture_on_commit_callbacks
):
    release = make_release("Visit")
    old = age_digest(*publish([release], by=editor))
    with caplog.at_level(logging.INFO, "mission.audit"), django_capture_on_commit_callbacks(execute=True):
        withdraw([release], by=editor, reasons={"en": "By mistake."})
    assert AuditEntry.objects.get(act="withdrawn").digest == ""
    assert old.digest not in caplog.text


def test_nothing_that_is_kept_or_shown_has_the_digest_of_a_redacted_edition_of_before(client, details, editor):
    administrator = make_user("Administrator")
    release = make_release("Visit", "The code is 4711.", slug="visit")
    (edition,) = publish([release], by=editor)
    old = age_digest(edition)
    AuditEntry.objects.bulk_create([AuditEntry(act="withdrawn", kind="release", key=release.pk, digest=old.digest)])
    rewrite(release, body="<p>The code is secret.</p>")
    correct([release], by=editor, minor=True)
    guessed = hashlib.sha256(canonical(old)).hexdigest()
    assert guessed == old.digest
    page = "/en/releases/2024/visit/editions/1/"
    assert guessed in client.get(page).content.decode()
    redact([old], by=administrator, harmless=["title", "place"])
    old.refresh_from_db()
    assert (old.digest, old.digest_version) == ("", 1)
    assert not AuditEntry.objects.filter(digest=guessed).exists()
    answer = client.get(page)
    assert answer.status_code == 200
    assert "Text removed" in answer.content.decode()
    for address in (page, "/en/releases/2024/visit.json", "/api/v1/releases", "/en/feed.json", "/en/feed.atom"):
        assert guessed not in client.get(address).content.decode()
    assert client.get(f"/en/releases/2024/visit/{guessed}.png").status_code == 404


def test_a_redacted_edition_keeps_a_salted_digest_and_loses_its_salt(client, details, editor):
    release = make_release("Visit", "The code is 4711.", slug="visit")
    (edition,) = publish([release], by=editor)
    rewrite(release, body="<p>The code is secret.</p>")
    correct([release], by=editor, minor=True)
    redact([edition], by=make_user("Administrator"), harmless=["title", "place"])
    redacted = Edition.objects.get(number=1)
    assert redacted.digest == edition.digest
    assert redacted.digest_salt == ""
    assert edition.digest_salt not in client.get("/en/releases/2024/visit/editions/1/").content.decode()


def test_what_a_picture_shows_is_in_the_canonical_form_by_the_hash_of_its_file(details):
    sha256 = "c" * 64
    Image.objects.create(title="x", file="x", sha256=sha256, width=1, height=1)
    form = json.loads(told_with(f'<p><img src="/media/images/{sha256}.png" alt="The hall"></p><p>Text.</p>'))
    assert ["img", {"sha256": sha256, "alt": "The hall"}] in form["content"]
    assert unicodedata.is_normalized("NFC", json.dumps(form))
