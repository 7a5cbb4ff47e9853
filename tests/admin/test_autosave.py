"""Text that is typed and not saved: kept without a save, given back to its writer alone, gone once it is saved."""

import pytest

from pressreleases.models import AuditEntry, AutosavedForm, Release, Topic
from tests.admin.filling import RELEASES, change_url, save, shown
from tests.admin.typing_text import ADD, FORM, OTHER_FORM, keep, keep_url, offered, typed
from tests.making import make_release, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release(body="<p>First words.</p>", place="New York")


def test_what_is_typed_is_kept_without_a_save(as_author, author, release):
    before = release.history.count(), AuditEntry.objects.count()
    answer = keep(as_author, release, body="<p>Half a sent</p>")
    assert answer.status_code == 200
    assert answer.json()["kept_at"]
    row = AutosavedForm.objects.get()
    assert (row.user, row.release, row.version, row.values("body")) == (author, release, 1, ["<p>Half a sent</p>"])
    release.refresh_from_db()
    assert (release.body, release.version) == ("<p>First words.</p>", 1)
    assert (release.history.count(), AuditEntry.objects.count()) == before


def test_it_is_offered_to_whoever_typed_it_and_fills_the_form(as_author, release):
    keep(as_author, release, title="Another title", body="<p>Half a sent</p>")
    page = as_author.get(change_url(release))
    (offer,) = page.context["autosave"]["offers"]
    assert "Half a sent" not in page.content.decode()
    again = as_author.get(offer.back)
    held = shown(again)
    assert (held["title"], held["body"]) == ("Another title", "<p>Half a sent</p>")
    assert "Saving will replace: Title, Text." in again.content.decode()
    assert AutosavedForm.objects.count() == 1


def test_a_colleague_is_neither_offered_nor_shown_nor_able_to_discard_it(as_author, as_editor, release):
    keep(as_author, release, title="Private until saved")
    keep(as_author, None, OTHER_FORM, title="Private too")
    row, new = AutosavedForm.objects.order_by("pk")
    pages = [
        "/admin/",
        ADD,
        change_url(release),
        keep_url(release),
        keep_url(),
        f"{change_url(release)}?unsaved={row.pk}",
        f"{ADD}?unsaved={new.pk}",
        f"{RELEASES}{release.pk}/history/",
        "/en/",
        "/en/releases/",
        "/en/search/?q=until+saved",
    ]
    for page in pages:
        assert "Private" not in as_editor.get(page).content.decode(), page
    assert as_editor.get(f"{RELEASES}{release.pk}/compare/?from=now&to=unsaved-{row.pk}").status_code == 404
    as_editor.post(f"{RELEASES}unsaved/{row.pk}/discard/")
    assert AutosavedForm.objects.count() == 2
    assert "Private" in as_author.get("/admin/").content.decode()


def test_a_save_forgets_what_its_form_held_and_nothing_else(as_author, as_editor, release):
    keep(as_author, release, title="Newer")
    keep(as_author, release, OTHER_FORM, title="In another window")
    keep(as_editor, release, title="A colleague’s")
    response = save(as_author, change_url(release), title="Newer", _form=FORM)
    assert response.url == f"{change_url(release)}#saved={FORM}"
    assert sorted(str(row) for row in AutosavedForm.objects.all()) == ["A colleague’s", "In another window"]
    assert release.history.count() == 2


def test_a_refused_save_forgets_nothing(as_author, release):
    keep(as_author, release, title="Newer")
    response = save(as_author, change_url(release), title="", _form=FORM)
    assert response.status_code == 422
    assert AutosavedForm.objects.count() == 1
    assert f'name="_form" value="{FORM}"' in response.content.decode()
    assert "data-unsaved" in response.content.decode()


def test_saving_what_was_taken_back_forgets_it(as_author, release):
    keep(as_author, release, title="Newer")
    (row,) = offered(as_author, release)
    page = as_author.get(f"{change_url(release)}?unsaved={row.pk}")
    taken = page.context["autosave"]["taken"]
    as_author.post(change_url(release), shown(page, _form=OTHER_FORM, _taken=taken))
    assert Release.objects.get().title == "Newer"
    assert not AutosavedForm.objects.exists()


def test_what_a_window_typed_after_it_was_taken_back_elsewhere_stays(as_author, release):
    keep(as_author, release, title="Newer")
    (row,) = offered(as_author, release)
    page = as_author.get(f"{change_url(release)}?unsaved={row.pk}")
    keep(as_author, release, title="Newer still, in the first window")
    taken = page.context["autosave"]["taken"]
    as_author.post(change_url(release), shown(page, _form=OTHER_FORM, _taken=taken))
    assert [str(row) for row in offered(as_author, release)] == ["Newer still, in the first window"]


def test_what_is_typed_on_takes_the_place_of_what_was_taken_back(as_author, release):
    keep(as_author, release, title="Newer")
    (row,) = offered(as_author, release)
    taken = as_author.get(f"{change_url(release)}?unsaved={row.pk}").context["autosave"]["taken"]
    keep(as_author, release, OTHER_FORM, title="Newer and longer", _taken=taken)
    assert [(row.form, str(row)) for row in AutosavedForm.objects.all()] == [(OTHER_FORM, "Newer and longer")]


def test_two_windows_do_not_overwrite_each_other(as_author, release):
    keep(as_author, release, title="In one window")
    keep(as_author, release, OTHER_FORM, title="In the other")
    assert [str(row) for row in offered(as_author, release)] == ["In the other", "In one window"]


def test_text_that_a_colleague_overtook_is_merged_not_overwritten(as_author, as_editor, release):
    keep(as_author, release, body="<p>My own words.</p>")
    save(as_editor, change_url(release), title="A newer title")
    (row,) = offered(as_author, release)
    page = as_author.get(f"{change_url(release)}?unsaved={row.pk}")
    assert page.context["newer"].by == "editor"
    refused = as_author.post(change_url(release), shown(page, _form=OTHER_FORM))
    assert refused.status_code == 422
    again = shown(refused)
    assert (again["title"], again["body"]) == ("A newer title", "<p>My own words.</p>")


def test_what_equals_the_stored_text_is_neither_kept_nor_offered(as_author, release):
    release.topics.add(Topic.objects.create())
    assert keep(as_author, release).status_code == 200
    assert not AutosavedForm.objects.exists()
    keep(as_author, release, title="Newer")
    assert len(offered(as_author, release)) == 1
    rewrite(release, title="Newer")
    assert offered(as_author, release) == []
    # The same words as the editor writes them, in its own way.
    keep(as_author, release, title="Newer", body="<p>First words.</p>\r\n")
    assert not AutosavedForm.objects.exists()


def test_undoing_it_all_forgets_it(as_author, release):
    keep(as_author, release, title="Newer")
    rewrite(release, summary="Saved by somebody meanwhile.", version=2)
    keep(as_author, release, summary="", _untouched="1")
    assert not AutosavedForm.objects.exists()


def test_it_can_be_compared_with_what_is_stored(as_author, release):
    keep(as_author, release, body="<p>Other words.</p>", issued_on="")
    (offer,) = as_author.get(change_url(release)).context["autosave"]["offers"]
    (difference,) = as_author.get(offer.compare).context["differences"]
    runs = [(run.act, run.text) for row in difference.rows for run in row.runs]
    assert runs == [("removed", "First"), ("added", "Other"), ("kept", "words.")]


def test_it_can_be_discarded_by_post_only(as_author, release):
    keep(as_author, release, title="Newer")
    (row,) = offered(as_author, release)
    url = f"{RELEASES}unsaved/{row.pk}/discard/"
    assert as_author.get(url).status_code == 405
    assert AutosavedForm.objects.count() == 1
    assert as_author.post(url).url == change_url(release)
    assert not AutosavedForm.objects.exists()


def test_a_new_release_that_was_begun_is_offered_on_the_desk_and_on_the_form(as_author, release):
    keep(as_author, None, title="A visit to Vienna", body="<p>Not yet</p>")
    assert Release.objects.count() == 1
    assert "A visit to Vienna" in as_author.get("/admin/").content.decode()
    (offer,) = as_author.get(ADD).context["autosave"]["offers"]
    page = as_author.get(offer.back)
    assert shown(page)["title"] == "A visit to Vienna"
    taken = page.context["autosave"]["taken"]
    as_author.post(ADD, shown(page, _form=OTHER_FORM, _taken=taken))
    assert Release.objects.filter(title="A visit to Vienna").exists()
    assert not AutosavedForm.objects.exists()


def test_a_form_without_a_word_in_it_is_not_kept(as_author):
    keep(as_author, None, place="Geneva", body="<p>&nbsp;</p>")
    assert not AutosavedForm.objects.exists()


def test_a_translation_that_was_begun_comes_back_as_one(as_author, release):
    page = as_author.get(f"{ADD}?family={release.family}&language=az")
    url = page.context["autosave"]["url"]
    held = shown(page, title="Cenevrəyə səfər")
    as_author.post(url, {**held, "_form": FORM, "_version": "1", "_user": as_author.session["_auth_user_id"]})
    assert offered(as_author) == []
    (offer,) = as_author.get(f"{ADD}?family={release.family}").context["autosave"]["offers"]
    again = as_author.get(offer.back)
    as_author.post(offer.back, shown(again))
    translation = Release.objects.get(language="az")
    assert (translation.title, translation.family, translation.is_original) == (
        "Cenevrəyə səfər",
        release.family,
        False,
    )


def test_what_others_typed_outlives_the_deletion_of_its_release_as_a_new_one(as_author, as_editor, release):
    keep(as_author, release, title="Mine")
    keep(as_editor, release, title="The deleter’s")
    as_editor.post(f"{RELEASES}{release.pk}/delete/", {"post": "yes"})
    assert not Release.objects.exists()
    assert [str(row) for row in offered(as_author)] == ["Mine"]
    assert offered(as_editor) == []
    before = typed(as_author, None, title="Mine, typed on")
    answer = as_author.post(keep_url(release), before)
    assert answer.json()["gone"] is True
    assert [str(row) for row in offered(as_author)] == ["Mine, typed on"]


@pytest.mark.parametrize("typed", [{}, {"slug": "our-visit", "reference": "12/24"}])
def test_a_new_form_that_is_sent_twice_makes_one_release_and_says_that_it_was_saved(as_author, details, typed):
    """By a double click, or again where no answer came."""
    sent = {"title": "A visit", "slug": "", "body": "<p>The delegation arrived.</p>", "_form": FORM, **typed}
    first = save(as_author, ADD, **sent)
    again = save(as_author, ADD, **sent)
    release = Release.objects.get()
    assert [answer.status_code for answer in (first, again)] == [302, 302]
    assert again["Location"] == f"{change_url(release)}#saved={FORM}"
    assert AuditEntry.objects.filter(kind="release").count() == 1
    assert release.history.count() == 1


def test_other_words_in_a_form_that_was_sent_make_no_second_release_and_lead_to_the_first(as_author, details):
    sent = {"title": "A visit", "slug": "", "body": "<p>The delegation arrived.</p>", "_form": FORM}
    save(as_author, ADD, **sent)
    release = Release.objects.get()
    answer = save(as_author, ADD, **{**sent, "body": "<p>It left.</p>"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This text is saved already. Put what you typed here into it:" in page
    assert f'href="{change_url(release)}"' in page
    assert "It left." in page
    assert Release.objects.get().body == "<p>The delegation arrived.</p>"


def test_a_form_that_was_sent_leads_to_its_text_and_not_to_a_translation_of_it(as_author, details):
    sent = {"title": "A visit", "slug": "", "body": "<p>The delegation arrived.</p>", "_form": FORM}
    save(as_author, ADD, **sent)
    release = Release.objects.get()
    make_release("Səfər", family=release.family, language="az", is_original=False)
    assert as_author.get(f"{RELEASES}keep/", {"sent": FORM, "language": "en"}).json()["made"] == change_url(release)
    assert (
        f'href="{change_url(release)}"' in save(as_author, ADD, **{**sent, "body": "<p>It left.</p>"}).content.decode()
    )


def test_the_form_of_a_new_text_is_told_what_it_made_and_no_other_form_or_colleague_is(as_author, as_editor, details):
    save(as_author, ADD, title="A visit", slug="", body="<p>It arrived.</p>", _form=FORM)
    release = Release.objects.get()

    def made(client, **asked):
        return client.get(f"{RELEASES}keep/", asked).json()["made"]

    assert made(as_author, sent=FORM, language="en") == change_url(release)
    assert made(as_author, sent=OTHER_FORM) == made(as_author) == made(as_editor, sent=FORM) == ""
    family = {"family": release.family, "sent": OTHER_FORM}
    assert made(as_author, **family, language="en") == change_url(release)
    assert made(as_author, **family, language="az") == ""


def test_the_same_text_in_another_form_is_another_release(as_author, details):
    sent = {"title": "A visit", "slug": "", "body": "<p>The delegation arrived.</p>"}
    save(as_author, ADD, **sent, _form=FORM)
    save(as_author, ADD, **sent, _form=OTHER_FORM)
    save(as_author, ADD, **sent)
    assert Release.objects.count() == 3
    assert len({release.family for release in Release.objects.all()}) == 3
