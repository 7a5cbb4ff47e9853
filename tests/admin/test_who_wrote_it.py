"""Four eyes attacked from each door: whoever wrote what readers will see is a contributor, wherever they typed it."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client

from pressreleases.anniversaries.csv_import import save_rows
from pressreleases.anniversaries.drafts import make_drafts
from pressreleases.anniversaries.linking import link
from pressreleases.editorial.importing import import_sheet
from pressreleases.editorial.mission_details import details_from
from pressreleases.editorial.trash import deleted_drafts
from pressreleases.models import (
    AnniversaryName,
    AuditEntry,
    AutosavedForm,
    Edition,
    Image,
    ImageDescription,
    MissionDetails,
    Notice,
    PublishedAlone,
    Release,
    Topic,
    TopicName,
)
from pressreleases.publishing import errors, publish, submit, unschedule
from pressreleases.publishing.four_eyes import contributors, contributors_of, refused
from tests.admin.choosing import outcome, page_url, press
from tests.admin.filling import RELEASES, change_url, do, save, shown, verb_url
from tests.admin.typing_text import keep
from tests.intake.sheets import WHOLE
from tests.making import in_future, make_anniversary, make_details, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

ADMIN = "/admin/pressreleases"


@pytest.fixture
def colleague(db):
    return make_user("Editor", "colleague")


@pytest.fixture
def picture(db):
    image = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    ImageDescription.objects.create(image=image, language="en", alternative_text="A house.")
    return image


def text(author, title="A visit to Geneva", **more):
    """A draft in the words of an author."""
    release = make_release(title, summary="On the way.", created_by=author, **more)
    release.history.update(history_user=author)
    return release


def who(release):
    return contributors([release])[release.pk]


def change(client, url, old, new):
    """Open the form at `url` and write `new` where `old` stands."""
    form = shown(client.get(url))
    names = [name for name, value in form.items() if value == old]
    assert len(names) == 1, (old, names)
    response = client.post(url, {**form, names[0]: new})
    assert response.status_code == 302, response.context["errors"]


# Pictures


@pytest.mark.parametrize(("field", "old"), [("credit", "A. Sample"), ("description", "A house.")])
@pytest.mark.usefixtures("details")
def test_the_words_of_a_picture(as_editor, author, picture, field, old):
    editor, colleague = User.objects.get(username="editor"), make_user("Editor", "colleague")
    Image.objects.update(credit="A. Sample")
    release = text(author, lead_image=picture)
    assert who(release) == {author.pk}
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", old, "Something else.")
    assert who(release) == {author.pk, editor.pk}
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor)
    assert publish([release], by=colleague)


def test_what_only_staff_see_of_a_picture_is_no_contribution(as_editor, author, picture):
    release = text(author, lead_image=picture)
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "P", "Another title for staff")
    assert AuditEntry.objects.filter(kind="picture").exists()
    assert who(release) == {author.pk}


def test_nor_is_its_description_in_another_language_nor_the_words_of_another_picture(as_editor, author, picture):
    ImageDescription.objects.create(image=picture, language="az", alternative_text="Ev.")
    other = Image.objects.create(title="Q", file="images/b.png", sha256="b" * 64, width=1, height=1, credit="Q. Sample")
    ImageDescription.objects.create(image=other, language="en", alternative_text="A tree.")
    release = text(author, lead_image=picture)
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "Ev.", "Böyük ev.")
    change(as_editor, f"{ADMIN}/image/{other.pk}/change/", "Q. Sample", "R. Sample")
    assert who(release) == {author.pk}


def test_once_a_colleague_has_published_it_the_words_of_a_picture_are_seen(
    as_editor, editor, author, colleague, picture
):
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "A house.", "A tall house.")
    first, second = text(author, lead_image=picture), text(author, "Another visit", lead_image=picture)
    assert refused([first, second], by=editor) == [first, second]
    publish([first], by=colleague)
    assert refused([second], by=editor) == []
    # What is changed later counts again, also for what is out.
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "A tall house.", "A small house.")
    assert refused([first, second], by=editor) == [first, second]


def test_what_is_only_scheduled_has_not_shown_it_yet(as_editor, editor, author, colleague, picture):
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "A house.", "A tall house.")
    first, second = text(author, lead_image=picture), text(author, "Another visit", lead_image=picture)
    publish([first], by=colleague, at=in_future())
    assert refused([second], by=editor) == [second]


# The letterhead


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("633 Third Avenue, Suite 3210, New York, NY, 10017", "1 Other Street"),
        ("press@mission.example", "other@mission.example"),
        ("Permanent Mission of the\nRepublic of Azerbaijan\nto the United Nations", "Another name"),
        ("101", "102"),
    ],
)
def test_the_letterhead(as_editor, author, colleague, old, new):
    editor = User.objects.get(username="editor")
    release = text(author)
    change(as_editor, f"{ADMIN}/missiondetails/{MissionDetails.objects.get().pk}/change/", old, new)
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor)
    assert publish([release], by=colleague)
    assert not PublishedAlone.objects.exists()
    # A correction under the letterhead that a colleague has published is no work of the editor's any more.
    assert who(release) == set()


def test_what_no_letterhead_has_and_details_of_other_days_are_no_contribution(as_editor, author):
    MissionDetails.objects.update(valid_during=(dt.date(2020, 1, 1), dt.date(2025, 1, 1)))
    later = make_details(valid_during=(dt.date(2025, 1, 1), None), address="Later street")
    release = text(author)
    url = f"{ADMIN}/missiondetails/{later.pk}/change/"
    change(as_editor, url, "Later street", "Other street")
    first = MissionDetails.objects.exclude(pk=later.pk).get()
    assert (
        save(as_editor, f"{ADMIN}/missiondetails/{first.pk}/change/", press_contact_name="A. Name").status_code == 302
    )
    assert who(release) == {author.pk}


def test_details_that_are_moved_to_the_day_of_a_text(as_editor, editor, author):
    MissionDetails.objects.update(valid_during=(dt.date(2025, 1, 1), None))
    details = MissionDetails.objects.get()
    release = text(author)
    url = f"{ADMIN}/missiondetails/{details.pk}/change/"
    assert save(as_editor, url, first_on="2020-01-01").status_code == 302
    assert who(release) == {author.pk, editor.pk}


# Names of topics and anniversaries


def test_the_name_of_a_topic(as_editor, editor, author):
    topic, spare = Topic.objects.create(), Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Energy", slug="energy")
    TopicName.objects.create(topic=spare, language="en", name="Sport", slug="sport")
    release, without = text(author), text(author, "Without")
    release.topics.add(topic)
    change(as_editor, f"{ADMIN}/topic/{spare.pk}/change/", "Sport", "Sports")
    assert who(release) == {author.pk}
    change(as_editor, f"{ADMIN}/topic/{topic.pk}/change/", "Energy", "Oil")
    assert who(release) == {author.pk, editor.pk}
    assert who(without) == {author.pk}


def test_the_name_of_an_anniversary(as_editor, editor, author):
    anniversary = make_anniversary(en="Black January")
    release = text(author, anniversary=anniversary)
    change(as_editor, f"{ADMIN}/anniversary/{anniversary.pk}/change/", "Black January", "Other January")
    assert who(release) == {author.pk, editor.pk}


def pattern(client, anniversary, old, new):
    change(client, f"{ADMIN}/anniversary/{anniversary.pk}/change/", old, new)


def test_the_title_pattern_of_which_a_drafts_title_is_made(as_editor, editor, author, colleague):
    anniversary = make_anniversary(en="Black January")
    AnniversaryName.objects.update(title_pattern="On {name}")
    year_before = text(author, "Black January 2024", anniversary=anniversary)
    publish([year_before], by=colleague)
    pattern(as_editor, anniversary, "On {name}", "Never mind {name}")
    # An edition that was not made of the pattern shows nothing of it.
    by_hand = text(author, "By hand", anniversary=anniversary)
    publish([by_hand], by=colleague)
    [draft] = make_drafts(anniversary.pk, 2027, by=editor, despite=True).made
    assert draft.title == "Never mind Black January"
    assert who(draft) == {editor.pk}
    assert who(by_hand) == set()
    with pytest.raises(errors.WroteIt):
        publish([draft], by=editor)
    publish([draft], by=colleague)
    [after] = make_drafts(anniversary.pk, 2028, by=editor, despite=True).made
    assert who(after) == set()


def test_a_draft_of_a_pattern_that_was_there_before_is_nobodys(editor, author, colleague, details):
    anniversary = make_anniversary(en="Black January")
    AnniversaryName.objects.update(title_pattern="On {name}")
    publish([text(author, "Black January 2024", anniversary=anniversary)], by=colleague)
    [draft] = make_drafts(anniversary.pk, 2027, by=editor, despite=True).made
    assert who(draft) == set()


# The ways round


def test_the_address_and_then_scheduling_or_bulk(as_editor, editor, author, colleague):
    release = text(author)
    assert save(as_editor, change_url(release), slug="nonsense-that-readers-see").status_code == 302
    when = in_future(days=2)
    scheduling = do(as_editor, release, "schedule", day=f"{when:%Y-%m-%d}", time="10:00")
    assert scheduling.context["form"].errors.keys() == {"alone"}
    assert "You wrote part of" in as_editor.get(page_url("publish", release)).content.decode()
    publish([release], by=colleague, at=when)
    unschedule([release], by=editor)
    with pytest.raises(errors.WroteIt):
        publish([release], by=editor)
    assert not Edition.objects.exists()


def test_a_picture_and_then_bulk(as_editor, author, picture):
    release = text(author, lead_image=picture)
    assert "You wrote part of" not in as_editor.get(page_url("publish", release)).content.decode()
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "A house.", "Nonsense.")
    assert "You wrote part of" in as_editor.get(page_url("publish", release)).content.decode()


def test_deleting_and_bringing_back_forgets_no_picture_and_no_address(as_editor, editor, author, picture):
    release = text(author, lead_image=picture)
    save(as_editor, change_url(release), slug="nonsense")
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "A house.", "Nonsense.")
    as_editor.post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"})
    as_editor.post(f"{RELEASES}deleted/", {"draft": deleted_drafts()[0].history_id})
    assert refused([Release.objects.get()], by=editor) == [release]


def test_an_earlier_address_that_is_restored_is_that_of_whoever_restored_it(as_editor, editor, author):
    release = text(author)
    first = release.history.get().history_id
    rewrite(release, slug="another", version=2)
    release.history.filter(slug="another").update(history_user=author)
    form = shown(as_editor.get(f"{change_url(release)}?restore={first}"))
    assert as_editor.post(change_url(release), form).status_code == 302
    assert Release.objects.get().slug == "a-visit-to-geneva"
    assert editor.pk in who(release)


def test_what_was_kept_unsaved_is_that_of_whoever_saves_it_and_is_given_to_nobody_else(
    as_author, as_editor, author, editor
):
    release = text(make_user("Author", "third"))
    keep(as_editor, release, title="Typed by the editor")
    row = AutosavedForm.objects.get()
    assert "Typed by the editor" not in as_author.get(f"{change_url(release)}?unsaved={row.pk}").content.decode()
    assert editor.pk not in who(release)
    form = shown(as_editor.get(f"{change_url(release)}?unsaved={row.pk}"))
    assert as_editor.post(change_url(release), form).status_code == 302
    assert Release.objects.get().title == "Typed by the editor"
    assert editor.pk in who(release)
    assert author.pk not in who(release)


def test_what_is_merged_is_that_of_both(as_author, as_editor, author, editor):
    release = text(make_user("Author", "third"))
    form = shown(as_editor.get(change_url(release)))
    save(as_author, change_url(release), place="Vienna")
    again = as_editor.post(change_url(release), {**form, "title": "By the editor"})
    assert again.status_code == 422
    merged = shown(again, over_newer="on")
    assert as_editor.post(change_url(release), merged).status_code == 302
    assert {author.pk, editor.pk} <= who(release)


def test_a_translation_counts_for_itself_and_its_picture_in_its_own_language(as_editor, editor, author, picture):
    ImageDescription.objects.create(image=picture, language="az", alternative_text="Ev.")
    release = text(author, lead_image=picture)
    other = text(author, "Səfər", language="az", family=release.family, is_original=False, slug="s", lead_image=picture)
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "Ev.", "Cəfəngiyat.")
    assert refused([release, other], by=editor) == [other]
    with pytest.raises(errors.WroteIt):
        publish([release, other], by=editor)


def test_what_a_sheet_brought_is_nobodys_its_letterhead_neither(editor):
    imported = import_sheet(WHOLE, publish_by=editor, time_zone="America/New_York")
    assert imported.head.details_made
    assert imported.edition is not None
    assert not PublishedAlone.objects.exists()


def test_anniversaries_of_a_file_are_written_by_whoever_takes_it_in(details, editor, author):
    [anniversary] = save_rows([{"name_en": "Nonsense Day", "event_first_on": "1990-01-20"}], by=editor)
    assert who(text(author, anniversary=anniversary)) == {author.pk, editor.pk}


def test_who_wrote_the_picture_cannot_endorse_it(as_editor, editor, author, colleague, picture):
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "A house.", "Nonsense.")
    release = text(colleague, lead_image=picture)
    (edition,) = publish([release], by=colleague, alone="Nobody else is in.")
    assert contributors_of(edition) == {colleague.pk, editor.pk}
    page = as_editor.get(f"{ADMIN}/edition/{edition.pk}/endorse/").content.decode()
    assert "You wrote part of edition 1" in page
    assert as_editor.post(f"{ADMIN}/edition/{edition.pk}/endorse/").status_code == 422
    change(as_editor, f"{ADMIN}/image/{picture.pk}/change/", "Nonsense.", "Later nonsense.")
    assert contributors_of(edition) == {colleague.pk, editor.pk}


# The change note


def test_the_page_offers_the_note_that_was_proposed_and_asks_why_only_where_it_is_changed(
    as_author, as_editor, author, colleague
):
    release = text(author)
    publish([release], by=colleague)
    save(as_author, change_url(release), title="A visit to Vienna")
    assert do(as_author, release, "submit", note_en="The town was wrong.").status_code == 302
    page = as_editor.get(verb_url(release, "correct"))
    assert page.context["form"]["note_en"].value() == "The town was wrong."
    own = as_editor.post(
        verb_url(release, "correct"), shown(page, looked="on", note_en="The town and the day were wrong.")
    )
    assert own.context["form"].errors.keys() == {"alone"}
    assert Edition.objects.count() == 1
    assert as_editor.post(verb_url(release, "correct"), shown(page, looked="on")).status_code == 302
    assert Edition.objects.get(number=2).change_note == "The town was wrong."
    assert not PublishedAlone.objects.exists()


def test_a_note_of_ones_own_goes_out_flagged(as_editor, author, colleague):
    release = text(author)
    publish([release], by=colleague)
    rewrite(release, title="A visit to Vienna")
    release.history.update(history_user=author)
    answers = {"note_en": "The town was wrong.", "alone": "Nobody else is in."}
    assert do(as_editor, release, "correct", **answers).status_code == 302
    assert PublishedAlone.objects.get().edition.number == 2


def test_a_first_submission_asks_for_no_note(as_author, author):
    page = as_author.get(verb_url(text(author), "submit"))
    assert not [name for name in page.context["form"].fields if name.startswith("note_")]


# Deciding for others: preview links, deletions, submitted texts


@pytest.fixture
def stranger(details):
    client = Client()
    client.force_login(make_user("Author", "stranger"))
    return client


def test_an_author_makes_no_preview_link_of_what_others_wrote(stranger, as_author, as_editor, author):
    release = text(author)
    url = f"{RELEASES}{release.pk}/previews/"
    given = {"for_whom": "The capital", "days": "3"}
    assert "You did not write any part of “A visit to Geneva”" in stranger.get(url).content.decode()
    assert stranger.post(url, given).status_code == 403
    assert not release.preview_links.exists()
    for client in (as_author, as_editor):
        assert client.post(url, given).context["made"]
    assert release.preview_links.count() == 2


def test_an_author_deletes_no_draft_of_others(stranger, as_author, author):
    release = text(author)
    assert "deletelink" not in stranger.get(change_url(release)).content.decode()
    assert stranger.post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [release.pk], "post": "yes"}
    assert "You did not write any part of" in stranger.post(RELEASES, chosen).content.decode()
    assert Release.objects.exists()
    assert as_author.post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Release.objects.exists()


def test_an_author_changes_no_submitted_text_of_others_and_a_draft_they_may(stranger, as_author, author):
    release = text(author)
    form = shown(stranger.get(change_url(release)), title="Taken over")
    do(as_author, release, "submit")
    page = stranger.get(change_url(release)).content.decode()
    assert "Only an editor, or an author who wrote part of it, may change it now." in page
    assert stranger.post(change_url(release), form).status_code == 403
    assert "autosave" not in stranger.get(change_url(release)).context
    assert Release.objects.get().title == "A visit to Geneva"
    draft = text(author, "A draft")
    assert save(stranger, change_url(draft), title="Written together").status_code == 302


def test_a_submitted_text_that_its_author_changes_is_a_draft_again_and_all_are_told(as_author, as_editor, author):
    eve = make_user("Editor", "eve")
    eve.email = "eve@mission.example"
    eve.save()
    release = text(author)
    do(as_author, release, "submit")
    assert "If you change it, it becomes a draft again" in as_author.get(change_url(release)).content.decode()
    response = save(as_author, change_url(release), title="A visit to Vienna")
    page = as_author.get(response.url).content.decode()
    assert "You changed it after it was submitted, so it is a draft again." in page
    release.refresh_from_db()
    assert (release.status, release.title) == ("draft", "A visit to Vienna")
    assert "Changed after it was submitted" in as_editor.get("/admin/").content.decode()
    assert "so it is a draft again" in as_editor.get(change_url(release)).content.decode()
    assert AuditEntry.objects.get(act="reopened").actor == author
    assert [row.kind for row in Notice.objects.filter(to=eve).order_by("pk")] == ["submitted", "reopened"]
    do(as_author, release, "submit")
    assert "Changed after it was submitted" not in as_editor.get("/admin/").content.decode()


def test_saving_without_a_change_leaves_it_submitted_and_so_does_an_editors_mending(as_author, as_editor, author):
    release = text(author)
    do(as_author, release, "submit")
    assert save(as_author, change_url(release)).status_code == 302
    assert save(as_editor, change_url(release), title="A visit to Bern").status_code == 302
    release.refresh_from_db()
    assert (release.status, release.title) == ("submitted", "A visit to Bern")


def test_an_editor_who_submitted_it_is_its_author(as_editor, editor):
    release = text(editor)
    do(as_editor, release, "submit")
    save(as_editor, change_url(release), title="A visit to Bern")
    release.refresh_from_db()
    assert release.status == "draft"


def test_saving_and_submitting_in_one_press_leaves_it_submitted(as_author, author):
    release = text(author)
    do(as_author, release, "submit")
    assert save(as_author, change_url(release), title="A visit to Vienna", _then="submit").status_code == 302
    release.refresh_from_db()
    assert (release.status, release.title) == ("submitted", "A visit to Vienna")
    assert AuditEntry.objects.filter(act="submitted").count() == 2


def test_an_author_adds_no_topic_to_a_submitted_text_of_others(stranger, as_author, as_editor, author):
    release, topic = text(author), Topic.objects.create()
    topic.names.create(language="en", name="Trade", slug="trade")
    do(as_author, release, "submit")
    url = page_url("topic", release)
    said = outcome(stranger, press(stranger, url, topic=topic.pk))
    assert "You did not write any part of “A visit to Geneva”" in said["A visit to Geneva"]
    release.refresh_from_db()
    assert (release.version, release.status, release.topics.count()) == (1, "submitted", 0)
    press(as_editor, url, topic=topic.pk)
    release.refresh_from_db()
    assert (release.version, release.status, release.topics.count()) == (2, "submitted", 1)


def test_a_submitted_text_to_which_its_author_adds_a_topic_is_a_draft_again(as_author, author):
    release, topic = text(author), Topic.objects.create()
    topic.names.create(language="en", name="Trade", slug="trade")
    do(as_author, release, "submit")
    press(as_author, page_url("topic", release), topic=topic.pk)
    release.refresh_from_db()
    assert (release.version, release.status, release.topics.count()) == (2, "draft", 1)
    assert AuditEntry.objects.filter(act="reopened", key=release.pk).exists()


def test_an_author_links_no_submitted_text_of_others_to_an_anniversary(stranger, as_author, author):
    anniversary = make_anniversary(en="Black January")
    release = text(author, "Thirty-fourth anniversary of Black January")
    do(as_author, release, "submit")
    with pytest.raises(errors.NotYours):
        link(release, anniversary, 2024, by=User.objects.get(username="stranger"))
    release.refresh_from_db()
    assert (release.version, release.status, release.anniversary) == (1, "submitted", None)
    link(release, anniversary, 2024, by=author)
    release.refresh_from_db()
    assert (release.version, release.status, release.anniversary) == (2, "draft", anniversary)


@pytest.mark.parametrize("what", ["credit", "alternative_text"])
def test_who_changes_the_words_of_its_picture_cannot_take_over_the_text(as_author, author, picture, what):
    stranger = make_user("Author", "stranger")
    client = Client()
    client.force_login(stranger)
    release = text(author, lead_image=picture)
    submit([release], by=author)
    name = "credit" if what == "credit" else "descriptions-0-alternative_text"
    assert save(client, f"{ADMIN}/image/{picture.pk}/change/", **{name: "Other words"}).status_code == 302
    assert stranger.pk in contributors([release])[release.pk]
    assert client.post(change_url(release), {"title": "Taken over"}).status_code == 403
    assert client.get(f"{RELEASES}{release.pk}/previews/").context["form"] is None
    assert client.post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Release.objects.get(pk=release.pk).title == release.title


def test_whoever_prepares_details_for_a_later_date_wrote_nothing_of_what_is_issued_before_it(details, editor, author):
    """The days that are left of the details before show the letterhead that they showed."""
    details_from(dt.date(2030, 1, 1), by=editor)
    before = make_release("Before", changed_by=author)
    after = make_release("After", slug="after", issued_on=dt.date(2030, 1, 2), changed_by=author)
    wrote = contributors([before, after])
    assert editor.pk not in wrote[before.pk]
    assert editor.pk in wrote[after.pk]
