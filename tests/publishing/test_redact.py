"""Redacting: a leaked secret leaves the fact without the words, everywhere they were kept, by administrators only."""

import pytest
from django.core.files.base import ContentFile

from pressreleases.models import Edition, Image, ImageDescription, Release
from pressreleases.publishing import errors, publish, redact, withdraw
from tests.making import correct, in_future, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

SECRET = "the name of the informant"


@pytest.fixture
def administrator(db):
    return make_user("Administrator")


@pytest.fixture
def release(details, editor):
    release = make_release("Visit", f"They met {SECRET}.", slug="visit", summary=f"About {SECRET}.")
    publish([release], by=editor)
    rewrite(release, body="<p>They met.</p>", summary="About a meeting.")
    correct([release], by=editor, change_note="A sentence was shortened.")
    return release


def first():
    return Edition.objects.get(number=1)


def everywhere():
    """Every text column of editions and of saves, put together."""
    editions = Edition.objects.values_list("title", "summary", "body", "text", "notes_to_editors", "slug")
    saves = Release.history.values_list("title", "summary", "body", "notes_to_editors")
    return " ".join(" ".join(row) for row in (*editions, *saves))


def test_the_words_go_and_the_fact_stays(release, administrator):
    digest, span = first().digest, first().live_during
    assert SECRET in everywhere()
    (edition,) = redact([first()], by=administrator)
    assert SECRET not in everywhere()
    assert edition.redacted_at is not None
    assert (edition.digest, edition.live_during, edition.number, edition.slug) == (digest, span, 1, "visit")
    assert Edition.objects.get(number=2).text == "They met."
    assert Release.objects.get().body == "<p>They met.</p>"


def test_only_an_administrator_may(release, editor, author):
    for user in (editor, author):
        with pytest.raises(errors.NotAllowed):
            redact([first()], by=user)
    assert SECRET in everywhere()


def test_what_readers_see_is_corrected_or_withdrawn_first(release, editor, administrator):
    with pytest.raises(errors.StillRead, match="Edition 2"):
        redact([Edition.objects.get(number=2)], by=administrator)
    assert Edition.objects.live().get().text == "They met."


def test_what_is_planned_is_not_redacted(details, editor, administrator):
    planned = make_release("Planned")
    (edition,) = publish([planned], by=editor, at=in_future())
    with pytest.raises(errors.StillRead):
        redact([edition], by=administrator)


def test_the_working_copy_must_have_lost_the_text(details, editor, administrator):
    release = make_release("Visit", f"They met {SECRET}.")
    (edition,) = publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Sent by mistake."})
    with pytest.raises(errors.StillWritten):
        redact([edition], by=administrator)
    rewrite(release, body="<p>They met.</p>")
    redact([edition], by=administrator)
    assert SECRET not in everywhere()


def test_it_happens_once(release, administrator):
    redact([first()], by=administrator)
    with pytest.raises(errors.RedactedBefore):
        redact([first()], by=administrator)


def test_all_or_nothing(release, administrator):
    with pytest.raises(errors.StillRead):
        redact(list(Edition.objects.all()), by=administrator)
    assert SECRET in everywhere()


def test_an_address_made_of_the_words_goes_if_asked(release, administrator):
    rewritten = first()
    (edition,) = redact([rewritten], by=administrator, address=True)
    assert edition.slug == f"redacted-{edition.pk}"
    assert not Edition.objects.filter(number=1, slug="visit").exists()


def test_nothing_given_is_refused(administrator):
    with pytest.raises(errors.NothingGiven):
        redact([], by=administrator)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "images"


def test_a_picture_that_only_the_redacted_edition_showed_is_deleted(
    details, editor, administrator, django_capture_on_commit_callbacks, media
):
    images = {}
    for name, letter in (("emblem", "a"), ("leaked", "b"), ("shared", "c")):
        image = Image(title=name, sha256=letter * 64, width=1, height=1)
        image.file.save(f"{letter * 64}.png", ContentFile(b"x"))
        ImageDescription.objects.create(image=image, language="en", alternative_text=name)
        images[name] = image
    details.emblem = images["emblem"]
    details.save()
    make_release("Other", slug="other", lead_image=images["shared"])
    inline = f'<p>With <img src="/media/images/{"c" * 64}.png" alt="c"></p>'
    release = make_release("Visit", body=inline, lead_image=images["leaked"])
    publish([release], by=editor)
    rewrite(release, body="<p>They met.</p>", lead_image=None)
    correct([release], by=editor, minor=True)
    with django_capture_on_commit_callbacks(execute=True):
        redact([first()], by=administrator)
    assert set(Image.objects.values_list("title", flat=True)) == {"emblem", "shared"}
    assert sorted(path.name[0] for path in media.iterdir()) == ["a", "c"]
    assert list(first().pictures.values_list("title", flat=True)) == ["emblem"]
