"""Pages of the mission in the admin: their list, their form, what it begins with, and each verb on a page."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils import timezone

from pressreleases import built_in_pages
from pressreleases.admin.verbs import VERBS
from pressreleases.editorial import trash
from pressreleases.editorial.word_files.making import word_file
from pressreleases.families import behind
from pressreleases.models import AutosavedForm, Edition, Release
from pressreleases.models.pages import FAMILIES, MissionPage
from pressreleases.publishing import correct, publish
from tests.admin.filling import RELEASES, change_url, do, save, shown, verb_url
from tests.editorial.word_files import changed, words_of
from tests.making import make_page, make_release, rewrite, today

pytestmark = pytest.mark.django_db

ABOUT, PRIVACY = MissionPage.ABOUT, MissionPage.PRIVACY
LIST = f"{RELEASES}pages/"


def add_url(page, language="en"):
    return f"{RELEASES}add/?family={FAMILIES[page]}&language={language}"


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def words_in_main(page):
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(nav|script|style)\b.*?</\1>", "", main))


def begin(client, page, language="en", **changes):
    return save(client, add_url(page, language), **{"body": "<p>Who we are.</p>", **changes})


def test_the_list_says_of_each_language_whether_the_page_is_there_and_where_it_is_written(as_editor, editor):
    make_page(ABOUT)
    publish([live := make_page(PRIVACY)], by=editor)
    page = as_editor.get(LIST)
    said = words(page)
    assert re.search(r"About the mission English Draft Azərbaycan\w* not there Write in Azərbaycan", said)
    assert re.search(r"Accessibility statement .*? English built-in text Write in English", said)
    assert "Live, edition 1" in said
    links = page.content.decode()
    assert f'href="{change_url(live)}"' in links
    assert add_url(PRIVACY, "az").replace("&", "&amp;") in links
    assert 'href="/en/privacy/"' in links
    assert 'href="/en/about/"' not in links


def test_the_list_takes_the_same_queries_with_one_page_and_with_all(as_editor, django_assert_max_num_queries):
    for page in MissionPage:
        make_page(page)
        make_page(page, language="az", is_original=False)
    as_editor.get(LIST)
    with django_assert_max_num_queries(7):
        as_editor.get(LIST)


def test_who_may_only_see_finds_no_button_to_write(client, details):
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(user)
    assert "Write in" not in words(client.get(LIST))


def test_every_page_of_the_admin_leads_to_the_list(as_author):
    assert as_author.get("/admin/").content.decode().count(f'href="{LIST}"') == 2


def test_a_new_page_is_made_in_its_language_with_what_makes_it_a_page(as_author, author):
    assert begin(as_author, ABOUT).status_code == 302
    page = Release.objects.get()
    assert (page.page, page.slug, page.kind, page.family) == ("about", "_about", "page", FAMILIES[ABOUT])
    assert (page.language, page.title, page.issued_on, page.created_by) == ("en", "About the mission", today(), author)
    assert begin(as_author, ABOUT, "az").status_code == 302
    other = Release.objects.get(language="az")
    assert (other.page, other.is_original, other.family) == ("about", False, page.family)


def test_its_form_has_nothing_that_a_page_has_not(as_editor):
    fields = set(as_editor.get(add_url(MissionPage.HEAD_OF_MISSION)).context["adminform"].form.fields)
    assert {"title", "summary", "body", "attachments", "lead_image", "language"} <= fields
    alien = {"kind", "issued_on", "place", "slug", "reference", "speaker_name", "topics", "anniversary"}
    assert not fields & (alien | {"notes_to_editors", "press_contact"})
    assert "Portrait" in words(as_editor.get(add_url(MissionPage.HEAD_OF_MISSION)))


@pytest.mark.parametrize("language", ["en", "az"])
def test_a_statement_begins_with_the_text_that_is_built_in(as_editor, language):
    form = as_editor.get(add_url(PRIVACY, language)).context["adminform"].form
    own = built_in_pages.text_of(PRIVACY, language)
    assert own is not None
    assert (form["title"].value(), form["body"].value()) == (own.title, own.body)
    assert [code for code, _name in form.fields["language"].choices] == [language]
    save(as_editor, add_url(PRIVACY, language))
    assert Release.objects.get().body == own.body


def test_a_second_form_for_the_same_page_keeps_what_was_typed_and_its_language_and_leads_to_the_first(as_editor):
    posted = shown(as_editor.get(add_url(ABOUT)), body="<p>Typed meanwhile.</p>")
    begin(as_editor, ABOUT)
    page = Release.objects.get()
    for _time in range(2):
        refused = as_editor.post(add_url(ABOUT), posted)
        form = refused.context["adminform"].form
        assert refused.status_code == 422
        assert form["body"].value() == "<p>Typed meanwhile.</p>"
        assert [code for code, _name in form.fields["language"].choices] == ["en"]
        assert str(form.errors["language"]).count(change_url(page)) == 1
        posted = shown(refused)
    assert Release.objects.count() == 1


def test_a_form_of_a_page_that_is_sent_twice_says_twice_that_it_was_saved(as_editor):
    posted = shown(as_editor.get(add_url(ABOUT)), body="<p>Who we are.</p>", _form="f" * 22)
    answers = [as_editor.post(add_url(ABOUT), posted) for _time in range(2)]
    page = Release.objects.get()
    assert [answer["Location"] for answer in answers] == [f"{change_url(page)}#saved={'f' * 22}"] * 2
    assert page.history.count() == 1


def test_the_address_of_a_new_page_leads_to_the_page_once_it_is_there(as_editor):
    begin(as_editor, ABOUT)
    assert as_editor.get(add_url(ABOUT))["Location"] == change_url(Release.objects.get())
    assert as_editor.get(add_url(ABOUT, "az")).status_code == 200


def test_the_day_of_a_page_is_that_of_its_last_change(as_editor):
    page = make_page(ABOUT)
    assert page.issued_on != today()
    save(as_editor, change_url(page))
    page.refresh_from_db()
    assert (page.issued_on, page.version) == (dt.date(2024, 1, 20), 1)
    save(as_editor, change_url(page), body="<p>New.</p>")
    page.refresh_from_db()
    assert (page.issued_on, page.version) == (today(), 2)


def test_the_day_of_a_page_is_no_change_that_staff_are_shown(as_editor, editor):
    page = make_page(ABOUT)
    publish([page], by=editor)
    save(as_editor, change_url(page), body="<p>New.</p>")
    (view,) = [as_editor.get(verb_url(page, "correct")).context["reader_view"]]
    assert view.changes == ("Text",)
    compared = words(as_editor.get(f"{RELEASES}{page.pk}/compare/?from=edition-1&to=now"))
    assert "New." in compared
    assert "date of issue" not in compared.lower()


@pytest.mark.parametrize("url", [add_url(ABOUT), add_url(ABOUT, "az"), f"{RELEASES}add/"])
def test_the_menu_of_its_language_has_no_empty_choice(as_editor, url):
    field = as_editor.get(url).context["adminform"].form.fields["language"]
    assert [code for code, _name in field.choices if not code] == []


def test_the_pages_of_its_verbs_do_not_call_it_a_release(as_editor, editor):
    page = make_page(ABOUT, summary="")
    for path in (verb_url(page, "publish"), verb_url(page, "previews")):
        shown_page = as_editor.get(path).content.decode()
        main = words_in_main(shown_page)
        assert "About the mission" in main
        assert "release" not in main


def test_after_closing_the_form_one_is_at_the_list_of_pages(as_editor):
    posted = shown(as_editor.get(add_url(ABOUT)), body="<p>Who we are.</p>", _save="1")
    assert as_editor.post(add_url(ABOUT), posted)["Location"].partition("#")[0] == LIST


def test_the_preview_of_a_page_nobody_has_saved_looks_like_a_page(as_editor):
    preview = as_editor.get(add_url(ABOUT)).context["pane"]["preview"]
    posted = shown(as_editor.get(add_url(ABOUT)), body="<p>Who we are.</p>")
    said = as_editor.post(preview, posted).content.decode()
    assert "Who we are." in said
    assert "Press release</p>" not in said


def test_what_was_typed_into_a_new_page_is_offered_there_and_not_in_a_new_release(as_editor, editor):
    AutosavedForm.objects.create(
        user=editor,
        family=FAMILIES[ABOUT],
        form="f" * 16,
        version=1,
        fields={"title": ["About us"], "language": ["az"]},
        kept_at=timezone.now(),
    )
    assert as_editor.get(f"{RELEASES}add/").context["autosave"]["offers"] == []
    (offer,) = as_editor.get(add_url(ABOUT, "az")).context["autosave"]["offers"]
    assert as_editor.get(offer.back).context["adminform"].form["title"].value() == "About us"
    assert as_editor.get("/admin/").status_code == 200


def test_a_page_is_published_corrected_withdrawn_and_reinstated_as_a_release_is(as_editor):
    page = make_page(ABOUT)
    answers = {"alone": "Nobody else is in."}
    assert do(as_editor, page, "publish").status_code == 302
    save(as_editor, change_url(page), body="<p>Two.</p>")
    assert do(as_editor, page, "correct", note_en="The year.", **answers).status_code == 302
    assert do(as_editor, page, "withdraw", reason_en="Out of date.").status_code == 302
    assert do(as_editor, page, "notice", reason_en="Being rewritten.", act="withdrawn").status_code == 302
    assert do(as_editor, page, "reinstate", note_en="Rewritten.", **answers).status_code == 302
    page.refresh_from_db()
    assert Edition.objects.live(pages=True).get().number == 3
    assert [edition.page for edition in Edition.objects.all()] == ["about"] * 3


@pytest.mark.parametrize("name", ["classify", "embargo", "lift-embargo"])
def test_verbs_about_what_a_page_has_not_are_not_offered_and_refused(as_editor, editor, name):
    page = make_page(ABOUT)
    publish([page], by=editor)
    assert not VERBS[name].of_pages
    assert verb_url(page, name) not in as_editor.get(change_url(page)).content.decode()
    assert as_editor.get(verb_url(page, name)).status_code == 404


def test_the_words_of_an_earlier_edition_can_be_redacted_and_its_address_stays(as_administrator, editor):
    page = make_page(ABOUT, "Kestrel.")
    (first,) = publish([page], by=editor)
    correct(
        [rewrite(page, title="Who we are", body="<p>Nothing.</p>")], by=editor, change_note="A name.", alone="Alone."
    )
    url = f"/admin/pressreleases/edition/{first.pk}/redact/"
    form = as_administrator.get(url).context["form"]
    assert "address" not in form.fields
    answer = as_administrator.post(url, {**shown(as_administrator.get(url)), "certain": "on"})
    assert answer.status_code == 302, answer.context["form"].errors
    first.refresh_from_db()
    assert (first.text, first.slug) == ("", "_about")


def test_the_list_of_releases_and_its_bulk_acts_know_no_pages(as_editor, editor):
    page, release = make_page(ABOUT), make_release()
    publish([page, release], by=editor)
    found = as_editor.get(RELEASES).content.decode()
    assert change_url(release) in found
    assert change_url(page) not in found
    chosen = {"action": "withdraw_chosen", "_selected_action": [str(page.pk), str(release.pk)]}
    there = as_editor.post(RELEASES, chosen)["Location"]
    assert str(release.pk) in there
    assert str(page.pk) not in re.findall(r"\d+", there.partition("?")[2])
    crafted = as_editor.get(f"{RELEASES}chosen/withdraw/?rows={page.pk},{release.pk}")
    assert crafted.status_code == 200
    assert change_url(release) in crafted.content.decode()
    assert change_url(page) not in crafted.content.decode()


def test_a_page_is_missing_in_no_language_on_the_desk(details, editor):
    publish([make_page(ABOUT), release := make_release()], by=editor)
    assert {row.original.pk for row in behind(Q(), 50)} == {release.pk}


def test_a_deleted_draft_of_a_page_can_be_brought_back_as_that_page(as_editor, editor):
    page = make_page(ABOUT)
    key = page.pk
    page.delete()
    trash.bring_back(Release.history.get(id=key, history_type="-").history_id, by=editor)
    assert Release.objects.get().page == "about"


def test_a_release_cannot_have_the_address_of_a_page(as_editor):
    refused = save(as_editor, change_url(make_release()), slug="_about")
    assert refused.status_code == 422
    assert refused.context["adminform"].form.errors["slug"] == [
        "This is the address of a page of the mission. Choose another one."
    ]


def test_who_saves_an_older_text_of_a_page_is_asked(as_editor):
    page = make_page(ABOUT)
    opened = shown(as_editor.get(change_url(page)), body="<p>Mine.</p>")
    save(as_editor, change_url(page), body="<p>Theirs.</p>")
    refused = as_editor.post(change_url(page), opened)
    assert refused.status_code == 422
    assert "Mine." in refused.content.decode()
    assert "Theirs." in refused.content.decode()


def test_the_word_file_of_a_page_comes_back_with_its_changes_and_nothing_else(as_editor, editor):
    page = make_page(ABOUT, "One two.", summary="A lead.")
    made = word_file(page, by=editor, at=timezone.now())
    assert not {"Page", "END", "20 January 2024"} & set(words_of(made).splitlines())
    back = SimpleUploadedFile("back.docx", changed(made, ("One two.", "One and two.")))
    compared = as_editor.post(verb_url(page, "word"), {"document": back})
    assert [row["difference"].name for row in compared.context["rows"]] == ["body"]
