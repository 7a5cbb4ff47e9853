"""Text that is typed and not saved: kept without a save, given back to its writer alone, gone once it is saved."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases.desk import kept_text
from pressreleases.models import AuditEntry, Release, Topic, Unsaved
from pressreleases.publishing import correct, publish, redact
from tests.admin.filling import RELEASES, change_url, save, shown
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

ADD = f"{RELEASES}add/"
FORM, OTHER_FORM = "a-form-key-0000001", "a-form-key-0000002"


@pytest.fixture
def release(details):
    return make_release(body="<p>First words.</p>", place="New York")


def keep_url(release=None):
    return f"{RELEASES}{release.pk}/keep/" if release else f"{RELEASES}keep/"


def typed(client, release, form=FORM, /, **changes):
    """What the script sends of the form at that moment."""
    held = {**form_of(client, release), **changes}
    version = held.pop("version")
    return {**held, "_form": form, "_version": version, "_user": client.session["_auth_user_id"]}


def form_of(client, release):
    """What the form holds when it is opened; fetched once for each save, since the page is large."""
    saved = Release.objects.values_list("version", flat=True).get(pk=release.pk) if release else 0
    url, opened = change_url(release) if release else ADD, client.__dict__.setdefault("forms_opened", {})
    if (url, saved) not in opened:
        opened[url, saved] = shown(client.get(url))
    return opened[url, saved]


def keep(client, release, form=FORM, /, **changes):
    return client.post(keep_url(release), typed(client, release, form, **changes))


def offered(client, release=None):
    url = change_url(release) if release else ADD
    return [offer.row for offer in client.get(url).context["autosave"]["offers"]]


def test_what_is_typed_is_kept_without_a_save(as_author, author, release):
    before = release.history.count(), AuditEntry.objects.count()
    answer = keep(as_author, release, body="<p>Half a sent</p>")
    assert answer.status_code == 200
    assert answer.json()["kept_at"]
    row = Unsaved.objects.get()
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
    assert Unsaved.objects.count() == 1


def test_a_colleague_is_neither_offered_nor_shown_nor_able_to_discard_it(as_author, as_editor, release):
    keep(as_author, release, title="Private until saved")
    keep(as_author, None, OTHER_FORM, title="Private too")
    row, new = Unsaved.objects.order_by("pk")
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
    assert Unsaved.objects.count() == 2
    assert "Private" in as_author.get("/admin/").content.decode()


def test_a_save_forgets_what_its_form_held_and_nothing_else(as_author, as_editor, release):
    keep(as_author, release, title="Newer")
    keep(as_author, release, OTHER_FORM, title="In another window")
    keep(as_editor, release, title="A colleague’s")
    response = save(as_author, change_url(release), title="Newer", _form=FORM)
    assert response.url == f"{change_url(release)}#saved={FORM}"
    assert sorted(str(row) for row in Unsaved.objects.all()) == ["A colleague’s", "In another window"]
    assert release.history.count() == 2


def test_a_refused_save_forgets_nothing(as_author, release):
    keep(as_author, release, title="Newer")
    response = save(as_author, change_url(release), title="", _form=FORM)
    assert response.status_code == 422
    assert Unsaved.objects.count() == 1
    assert f'name="_form" value="{FORM}"' in response.content.decode()
    assert "data-unsaved" in response.content.decode()


def test_saving_what_was_taken_back_forgets_it(as_author, release):
    keep(as_author, release, title="Newer")
    (row,) = offered(as_author, release)
    page = as_author.get(f"{change_url(release)}?unsaved={row.pk}")
    taken = page.context["autosave"]["taken"]
    as_author.post(change_url(release), shown(page, _form=OTHER_FORM, _taken=taken))
    assert Release.objects.get().title == "Newer"
    assert not Unsaved.objects.exists()


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
    assert [(row.form, str(row)) for row in Unsaved.objects.all()] == [(OTHER_FORM, "Newer and longer")]


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
    assert not Unsaved.objects.exists()
    keep(as_author, release, title="Newer")
    assert len(offered(as_author, release)) == 1
    rewrite(release, title="Newer")
    assert offered(as_author, release) == []
    # The same words as the editor writes them, in its own way.
    keep(as_author, release, title="Newer", body="<p>First words.</p>\r\n")
    assert not Unsaved.objects.exists()


def test_undoing_it_all_forgets_it(as_author, release):
    keep(as_author, release, title="Newer")
    rewrite(release, summary="Saved by somebody meanwhile.", version=2)
    keep(as_author, release, summary="", _untouched="1")
    assert not Unsaved.objects.exists()


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
    assert Unsaved.objects.count() == 1
    assert as_author.post(url).url == change_url(release)
    assert not Unsaved.objects.exists()


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
    assert not Unsaved.objects.exists()


def test_a_form_without_a_word_in_it_is_not_kept(as_author):
    keep(as_author, None, place="Geneva", body="<p>&nbsp;</p>")
    assert not Unsaved.objects.exists()


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


def test_who_may_not_write_keeps_nothing(details, release, as_author):
    held = typed(as_author, release, title="Newer")
    client, stranger = Client(), make_user("Author", "stranger")
    stranger.groups.clear()
    client.force_login(stranger)
    held["_user"] = str(stranger.pk)
    for url in (keep_url(release), keep_url()):
        assert client.get(url).status_code == 403
        assert client.post(url, held).status_code == 403
        assert Client().post(url, held).status_code == 302
    assert not Unsaved.objects.exists()


def test_without_a_token_nothing_is_kept(author, release, as_author):
    held = typed(as_author, release, title="Newer")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    assert strict.post(keep_url(release), held).status_code == 403
    assert not Unsaved.objects.exists()
    token = strict.get(keep_url(release)).json()["token"]
    assert strict.post(keep_url(release), held, headers={"x-csrftoken": token}).status_code == 200
    assert Unsaved.objects.count() == 1


def test_what_somebody_typed_is_never_kept_for_whoever_signed_in_after_them(as_author, as_editor, release):
    held = typed(as_author, release, title="The author’s")
    assert as_editor.post(keep_url(release), held).status_code == 409
    assert not Unsaved.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"_form": "short"}, {"_form": "x" * 40}, {"_form": "a form with spaces!"}, {"_version": "0"}, {"_version": "x"}],
)
def test_nonsense_is_refused(as_author, release, wrong):
    held = typed(as_author, release, title="Newer")
    assert as_author.post(keep_url(release), {**held, **wrong}).status_code == 400
    assert not Unsaved.objects.exists()


def test_only_known_fields_are_kept_and_only_so_much(as_author, release):
    keep(as_author, release, title="Newer\x00", status="submitted", over_newer="on", is_original="")
    assert set(Unsaved.objects.get().fields) <= set(kept_text.KEPT_FIELDS)
    assert str(Unsaved.objects.get()) == "Newer"
    as_author.post(f"{RELEASES}unsaved/{Unsaved.objects.get().pk}/discard/")
    assert keep(as_author, release, summary="a" * kept_text.MOST_CHARACTERS).status_code == 413
    assert not Unsaved.objects.exists()


def test_of_many_windows_the_last_ones_are_kept(as_author, release):
    for number in range(kept_text.MOST_OF_ONE + 2):
        keep(as_author, release, f"a-form-key-00001{number:02}", title=f"Window {number}")
    assert [str(row) for row in offered(as_author, release)] == [f"Window {n}" for n in (6, 5, 4, 3, 2)]


def test_what_was_typed_earlier_and_arrives_later_does_not_win(as_author, release):
    keep(as_author, release, title="Typed last")
    keep(as_author, release, title="Typed before", _age="60")
    assert str(Unsaved.objects.get()) == "Typed last"
    keep(as_author, release, OTHER_FORM, title="Offline", _age="600")
    row = Unsaved.objects.get(form=OTHER_FORM)
    assert dt.timedelta(seconds=590) < timezone.now() - row.kept_at < dt.timedelta(seconds=700)


def test_redaction_deletes_it(as_author, editor, release):
    secret = "the name of the informant"
    publish([release], by=editor)
    rewrite(release, body="<p>Others.</p>")
    correct([release], by=editor, minor=True)
    keep(as_author, release, body=f"<p>They met {secret}.</p>")
    page = as_author.get(f"{ADD}?family={release.family}&language=az")
    url, user = page.context["autosave"]["url"], as_author.session["_auth_user_id"]
    as_author.post(url, {**shown(page, title=secret), "_form": OTHER_FORM, "_version": "1", "_user": user})
    keep(as_author, make_release("Another"), "a-form-key-0000003", title="Nothing of that")
    assert Unsaved.objects.count() == 3
    redact(list(release.editions.filter(number=1)), by=make_user("Administrator"))
    assert [str(row) for row in Unsaved.objects.all()] == ["Nothing of that"]
    assert secret not in json.dumps(list(Unsaved.objects.values_list("fields", flat=True)))


def test_it_is_kept_for_thirty_days_and_no_longer(as_author, as_editor, editor, release, capsys):
    keep(as_author, release, title="Old")
    keep(as_author, release, OTHER_FORM, title="New")
    keep(as_editor, release, title="Of somebody who left")
    Unsaved.objects.filter(user=editor).update(kept_at=timezone.now())
    old = timezone.now() - kept_text.KEPT_FOR
    Unsaved.objects.filter(form=FORM).exclude(user=editor).update(kept_at=old)
    assert [str(row) for row in offered(as_author, release)] == ["New"]
    editor.is_active = False
    editor.save()
    call_command("tidy")
    assert "Forgot 2 unsaved texts." in capsys.readouterr().out
    assert [str(row) for row in Unsaved.objects.all()] == ["New"]


def test_the_script_is_on_forms_and_nowhere_else(as_author, release):
    for page in (ADD, change_url(release)):
        assert "autosave.js" in as_author.get(page).content.decode()
    for page in ("/admin/", RELEASES, f"{RELEASES}{release.pk}/submit/", f"{RELEASES}{release.pk}/history/"):
        assert "autosave.js" not in as_author.get(page).content.decode()


def test_a_form_that_is_too_old_leads_back_to_where_its_text_is_offered(author, release):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    answer = strict.post(change_url(release), {"title": "Newer"})
    assert answer.status_code == 403
    assert f'href="{change_url(release)}"' in answer.content.decode()
    elsewhere = strict.post(f"{RELEASES}unsaved/1/discard/")
    assert 'class="verb" href="/admin/"' in elsewhere.content.decode()
    assert "default-src" in answer.headers["Content-Security-Policy"]


def test_a_save_without_a_session_leads_by_the_sign_in_back_to_the_form(release):
    answer = Client().post(change_url(release), {"title": "Newer"})
    assert answer.headers["Location"] == f"/admin/login/?next={change_url(release)}"


def queries(client, url, data=None):
    with CaptureQueriesContext(connection) as found:
        assert (client.post(url, data) if data else client.get(url)).status_code == 200
    return len(found)


@pytest.mark.parametrize("windows", [1, 4])
def test_keeping_takes_as_many_queries_for_one_window_as_for_many(as_author, release, windows):
    for number in range(windows):
        keep(as_author, release, f"a-form-key-00001{number:02}", title=f"Window {number}")
    held = typed(as_author, release, "a-form-key-0000100", title="Window 0, on")
    as_author.post(keep_url(release), held)
    # Signing in 2, permissions 2, the clock 2, the lock, the row, the topics, the row written, the oldest, presence 3;
    # savepoints 2.
    assert queries(as_author, keep_url(release), {**held, "title": "Again"}) == 16


def test_the_desk_takes_as_many_queries_for_one_unsaved_text_as_for_many(as_author):
    keep(as_author, make_release("One"), title="One, on")
    for_one = queries(as_author, "/admin/")
    for number in range(5):
        keep(as_author, make_release(f"Text {number}"), f"a-form-key-00002{number:02}", title="On")
    assert queries(as_author, "/admin/") == for_one
