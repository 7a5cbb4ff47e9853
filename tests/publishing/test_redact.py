"""Redacting: a leaked secret leaves the fact without the words, everywhere they were kept, by administrators only."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, connection, transaction

from pressreleases.audit import forget_deleted, record
from pressreleases.editorial import passage_comments
from pressreleases.editorial.preview_links import state_of_answer, with_sheet
from pressreleases.editorial.trash import deleted_drafts
from pressreleases.families import bring_into_step, state_of_translation, with_translation, words_of
from pressreleases.letterhead import EMPTY
from pressreleases.models import (
    AuditEntry,
    AutosavedForm,
    Clearance,
    Edition,
    Image,
    ImageDescription,
    LiveCheck,
    PassageAnswer,
    PassageComment,
    PreviewLink,
    Release,
)
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import errors, publish, redact, submit, withdraw
from pressreleases.publishing.redact import refuse_redacting
from tests.making import correct, in_future, make_release, make_user, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]

# Every release of these tests has this title and place, in the working copy too.
HARMLESS = ("title", "place")
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
    (edition,) = redact([first()], by=administrator, harmless=HARMLESS)
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
    with pytest.raises(errors.StillRead, match="edition 2"):
        redact([Edition.objects.get(number=2)], by=administrator)
    assert Edition.objects.live().get().text == "They met."


def test_what_is_planned_is_not_redacted(details, editor, administrator):
    planned = make_release("Planned")
    (edition,) = publish([planned], by=editor, at=in_future())
    with pytest.raises(errors.StillRead):
        redact([edition], by=administrator, harmless=HARMLESS)


def test_the_working_copy_must_have_lost_the_text(details, editor, administrator):
    release = make_release("Visit", f"They met {SECRET}.")
    (edition,) = publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Sent by mistake."})
    with pytest.raises(errors.StillWritten):
        redact([edition], by=administrator, harmless=HARMLESS)
    rewrite(release, body="<p>They met.</p>")
    redact([edition], by=administrator, harmless=HARMLESS)
    assert SECRET not in everywhere()


def test_it_happens_once(release, administrator):
    redact([first()], by=administrator, harmless=HARMLESS)
    with pytest.raises(errors.RedactedBefore):
        redact([first()], by=administrator, harmless=HARMLESS)


def test_an_edition_can_be_redacted_from_the_instant_on_at_which_it_ends(release):
    edition = first()
    ended_at = edition.ends_at
    assert ended_at is not None
    refuse_redacting(edition, release, ended_at)
    with pytest.raises(errors.StillRead):
        refuse_redacting(edition, release, ended_at - dt.timedelta(microseconds=1))


def test_all_or_nothing(release, administrator):
    with pytest.raises(errors.StillRead):
        redact(list(Edition.objects.all()), by=administrator)
    assert SECRET in everywhere()


def test_an_address_made_of_the_words_goes_if_asked_from_editions_and_saves(release, editor, administrator):
    rewrite(release, slug="meeting")
    correct([release], by=editor, minor=True)
    with pytest.raises(errors.StillWritten, match=r"Address \(edition 2\)"):
        redact([first()], by=administrator, harmless=(*HARMLESS, "slug"), address=True)
    editions = Edition.objects.filter(number__in=[1, 2])
    for edition in redact(editions, by=administrator, harmless=("summary", "body", *HARMLESS), address=True):
        assert edition.slug == f"redacted-{edition.pk}"
    assert not Edition.objects.filter(slug="visit").exists()
    assert set(Release.history.values_list("slug", flat=True)) == {"", "meeting"}


def test_live_checks_of_an_address_that_is_gone_are_forgotten_and_no_others(release, editor, administrator):
    rewrite(release, slug="meeting")
    [third] = correct([release], by=editor, minor=True)
    gone, stays = "/en/releases/2024/visit", "/en/releases/2024/visit-two"
    checks = [(f"{gone}/", ""), (f"{gone}.txt", ""), ("/en/", f"{gone}/"), (f"{stays}/", ""), ("/en/feed.atom", "503")]
    for number, (path, detail) in enumerate(checks):
        LiveCheck.objects.create(edition=third, what=f"x{number}", path=path, detail=detail, due_at=in_future())
    editions = Edition.objects.filter(number__in=[1, 2])
    redact(editions, by=administrator, harmless=("summary", "body", *HARMLESS), address=True)
    assert set(LiveCheck.objects.values_list("path", flat=True)) == {f"{stays}/", "/en/feed.atom"}


def test_an_address_that_the_working_copy_still_has_is_named(release, administrator):
    with pytest.raises(errors.StillWritten, match=r"Address \(working copy, edition 2\)"):
        redact([first()], by=administrator, harmless=(*HARMLESS, "slug"), address=True)
    assert first().slug == "visit"


def test_the_address_can_go_later_than_the_words_and_once(release, editor, administrator):
    redact([first()], by=administrator, harmless=HARMLESS)
    assert first().slug == "visit"
    rewrite(release, slug="meeting")
    correct([release], by=editor, minor=True)
    assert redact(
        [Edition.objects.get(number=2)], by=administrator, harmless=("summary", "body", *HARMLESS), address=True
    )
    assert first().slug == f"redacted-{first().pk}"
    with pytest.raises(errors.RedactedBefore):
        redact([first()], by=administrator, address=True)


def test_the_letterhead_goes_if_asked_but_for_its_time_zone(release, details, editor, administrator):
    with pytest.raises(errors.StillWritten, match=r"Letterhead \(working copy, edition 2\)"):
        redact([first()], by=administrator, harmless=(*HARMLESS, "letterhead"), letterhead=True)
    details.email = "other@mission.example"
    details.save()
    correct([release], by=editor, minor=True)
    both = Edition.objects.filter(number__in=[1, 2])
    for edition in redact(both, by=administrator, harmless=("summary", "body", *HARMLESS), letterhead=True):
        assert edition.letterhead == {**EMPTY, "time_zone": "America/New_York"}
    assert Edition.objects.get(number=3).letterhead["email"] == "other@mission.example"


def test_a_letterhead_and_its_emblem_can_go_later_than_the_words(details, editor, administrator, media):
    emblem = Image(title="x", sha256="a" * 64, width=1, height=1)
    emblem.file.save(f"{'a' * 64}.png", ContentFile(b"x"))
    details.emblem = emblem
    details.save()
    release = make_release("Visit", f"They met {SECRET}.", slug="visit")
    publish([release], by=editor)
    details.emblem = None
    details.save()
    rewrite(release, body="<p>They met.</p>")
    correct([release], by=editor, minor=True)
    redact([first()], by=administrator, harmless=HARMLESS)
    assert first().pictures.exists()
    redact([first()], by=administrator, letterhead=True)
    assert not Image.objects.exists()
    assert first().letterhead["emblem"] is None


def test_a_secret_left_in_another_field_is_found_and_named(details, editor, administrator):
    release = make_release("Visit", f"They met {SECRET}.", summary=f"About {SECRET}.")
    publish([release], by=editor)
    rewrite(release, body="<p>They met.</p>")
    correct([release], by=editor, minor=True)
    with pytest.raises(errors.StillWritten) as refusal:
        redact([first()], by=administrator, harmless=HARMLESS)
    assert "Lead (working copy, edition 2)" in str(refusal.value)
    assert "Text" not in str(refusal.value)
    assert SECRET in everywhere()


def test_a_secret_in_the_title_alone_is_redacted(details, editor, administrator):
    release = make_release(f"Visit of {SECRET}", "They met.", slug="visit")
    publish([release], by=editor)
    rewrite(release, title="Visit")
    correct([release], by=editor, minor=True)
    with pytest.raises(errors.StillWritten, match=r"Text \(working copy, edition 2\)"):
        redact([first()], by=administrator, harmless=["place"])
    redact([first()], by=administrator, harmless=["place", "body"])
    assert SECRET not in everywhere()


def test_a_scheduled_edition_that_still_has_the_words_is_named(release, editor, administrator):
    rewrite(release, summary=f"About {SECRET}.")
    correct([release], by=editor, minor=True, at=in_future())
    rewrite(release, summary="Another one.")
    with pytest.raises(errors.StillWritten, match=r"Lead \(edition 3\)"):
        redact([first()], by=administrator, harmless=HARMLESS)


def test_an_earlier_edition_that_still_has_the_words_is_named_and_can_go_along(release, editor, administrator):
    rewrite(release, title="A visit", body="<p>They met in Geneva.</p>", summary="Short.")
    correct([release], by=editor, minor=True)
    with pytest.raises(errors.StillWritten, match=r"Title \(edition 2\)"):
        redact([first()], by=administrator, harmless=["place"])
    assert len(redact(Edition.objects.filter(number__lt=3), by=administrator, harmless=["place"])) == 2


def test_the_change_note_and_the_words_of_a_picture_are_compared(details, editor, administrator):
    image = Image.objects.create(title="x", file="x", sha256="a" * 64, width=1, height=1, credit="A. Sample")
    ImageDescription.objects.create(image=image, language="en", alternative_text="Two people")
    release = make_release("One", "One.", lead_image=image, place="")
    publish([release], by=editor)
    for title in ("Two", "Three"):
        rewrite(release, title=title, body=f"<p>{title}.</p>")
        correct([release], by=editor, change_note=f"Because of {SECRET}.")
    with pytest.raises(errors.StillWritten) as refusal:
        redact([Edition.objects.get(number=2)], by=administrator)
    assert "Lead picture, its description or credit (working copy, edition 3, edition 1)" in str(refusal.value)
    assert "Change note (edition 3)" in str(refusal.value)
    assert "Title" not in str(refusal.value)


def test_an_edition_that_says_nothing_of_its_own_is_not_redacted(details, editor, administrator):
    release = make_release("Visit", "They met.")
    publish([release], by=editor)
    rewrite(release, notes_to_editors="Background.")
    correct([release], by=editor, minor=True)
    with pytest.raises(errors.NothingToRedact):
        redact([first()], by=administrator, harmless=["title", "place", "body"])
    assert first().title == "Visit"


def test_a_secret_in_a_link_target_alone_counts_as_another_text(details, editor, administrator):
    release = make_release("Visit", body='<p><a href="https://secret.example/">here</a></p>')
    publish([release], by=editor)
    rewrite(release, body='<p><a href="https://public.example/">here</a></p>')
    correct([release], by=editor, minor=True)
    redact([first()], by=administrator, harmless=HARMLESS)
    assert tables_with("secret.example") == []


def tables_with(word):
    """The tables in a row of which `word` is found, in whatever column."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in sorted(tables):
            cursor.execute(f'SELECT 1 FROM "{table}" AS one WHERE one::text ILIKE %s LIMIT 1', [f"%{word}%"])
            if cursor.fetchone():
                found.append(table)
    return found


def test_no_table_of_the_database_has_the_secret_afterwards(details, editor, author, administrator):
    word = "zanzibar"
    told = dict.fromkeys(("summary", "notes_to_editors", "place", "speaker_name", "speaker_office"), f"About {word}")
    release = make_release(f"To {word}", f"To {word}.", slug=f"to-{word}", reference=f"No. {word}", **told)
    translation = make_release("Səfər", language="az", family=release.family, is_original=False)
    bring_into_step(translation, words_of(release), by=editor)
    submit([release], by=author, comment=f"Is {word} right?")
    link = PreviewLink.objects.create(
        release=release,
        address_hash="a" * 64,
        for_whom="The capital",
        asks_clearance=True,
        made_by=editor,
        expires_at=in_future(days=1),
    )
    sheet = with_sheet(PreviewLink.objects.all()).get().sheet
    Clearance.objects.create(link=link, verdict="declined", name="A", comment=f"Not {word}!", digest=sheet, version=1)
    old_words = words_of(release)
    publish([release], by=editor)
    AutosavedForm.objects.create(
        user=author, release=release, form="x" * 16, fields={"title": [word]}, version=1, kept_at=in_future()
    )
    page = f"/en/releases/2024/to-{word}/"
    LiveCheck.objects.create(edition=first(), what="page", path=page, due_at=in_future())
    record(AuditAct.LANGUAGES_DIFFER, release, by=editor, details={"reason": f"{word}!", "text": sheet})
    rewrite(
        release, title="Visit", slug="visit", reference="No. 1", body="<p>A visit.</p>", **dict.fromkeys(told, "Short")
    )
    correct([release], by=editor, minor=True)
    everything = {
        *(
            "pressreleases_auditentry",
            "pressreleases_clearance",
            "pressreleases_edition",
            "pressreleases_autosavedform",
        ),
        *("pressreleases_historicalrelease", "pressreleases_reviewcomment", "pressreleases_searchword"),
        *("pressreleases_searchentry", "pressreleases_livecheck"),
    }
    assert everything <= set(tables_with(word))
    assert {"pressreleases_clearance", "pressreleases_auditentry"} <= set(tables_with(sheet))
    assert set(tables_with(old_words)) == {"pressreleases_release", "pressreleases_historicalrelease"}
    redact([first()], by=administrator, address=True)
    for secret in (word, sheet, old_words):
        assert tables_with(secret) == []
    assert state_of_answer(Clearance.objects.get(), with_sheet(PreviewLink.objects.all()).get().sheet) == "voided"
    states = [state_of_translation(row) for row in with_translation(Release.objects.all())]
    assert "in-step" not in states


def test_a_deleted_draft_of_a_translation_goes_with_its_title_in_the_trail(release, editor, author, administrator):
    drafts = {}
    for name, family in (("same", {"family": release.family, "is_original": False}), ("other", {})):
        draft = make_release("Sirr gizli", "Gizli görüş.", language="az", slug=name, **family)
        drafts[name] = draft.pk
        with transaction.atomic():
            record(AuditAct.DELETED, draft, by=author)
        draft.delete()
    redact([first()], by=administrator, harmless=HARMLESS)
    assert set(Release.history.filter(language="az").values_list("id", flat=True)) == {drafts["other"]}
    assert AuditEntry.objects.get(key=drafts["same"]).label == ""
    assert AuditEntry.objects.get(key=drafts["other"]).label == "Sirr gizli"
    assert [row.id for row in deleted_drafts()] == [drafts["other"]]


def test_the_title_of_a_deleted_draft_stays_in_the_trail_while_nothing_of_its_text_is_redacted(release, author):
    draft = make_release("Sirr", language="az", slug="sirr", family=release.family, is_original=False)
    record(AuditAct.DELETED, draft, by=author)
    key = draft.pk
    draft.delete()
    with pytest.raises(DatabaseError, match="Only a redaction"), transaction.atomic():
        forget_deleted([key])


def test_what_was_compared_with_the_words_of_now_stays_so(release, editor, administrator):
    translation = make_release("Səfər", language="az", family=release.family, is_original=False)
    bring_into_step(translation, words_of(release), by=editor)
    redact([first()], by=administrator, harmless=HARMLESS)
    translation.refresh_from_db()
    assert translation.in_step_with == words_of(release)


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
        image.file.storage.save(f"images/{letter * 64}-480.webp", ContentFile(b"a smaller copy"))
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
        redact([first()], by=administrator, harmless=HARMLESS)
    assert set(Image.objects.values_list("title", flat=True)) == {"emblem", "shared"}
    assert sorted(path.name[0] for path in media.iterdir()) == ["a", "a", "c", "c"]
    assert list(first().pictures.values_list("title", flat=True)) == ["emblem"]


def test_comments_on_words_of_the_text_go_with_their_quotes_and_answers_and_others_stay(release, editor, administrator):
    other = make_release("Another visit")
    kept = passage_comments.add(other, by=editor, quote="delegation", comment="Which one?")
    said = passage_comments.add(release, by=editor, quote="They met", comment=f"Is it {SECRET}?")
    passage_comments.answer(said, by=administrator, comment=f"Yes: {SECRET}.")
    PassageComment.objects.filter(pk=said.pk).update(prefix=SECRET)
    redact([first()], by=administrator, harmless=HARMLESS)
    assert list(PassageComment.objects.all()) == [kept]
    assert not PassageAnswer.objects.exists()
    acts = AuditEntry.objects.filter(key=release.pk, act__startswith="comment").values_list("act", "details")
    assert list(acts.order_by("pk")) == [
        ("commented", {"comment": said.pk}),
        ("comment-answered", {"comment": said.pk}),
    ]
