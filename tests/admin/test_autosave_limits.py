"""What is not kept of text that is typed: from whom, of what, how much, for how long, and what the keeping costs."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases.editorial import autosave
from pressreleases.models import AutosavedForm
from pressreleases.models.release import MOST_CHARACTERS
from pressreleases.publishing import publish, redact
from tests.admin.filling import RELEASES, change_url, shown
from tests.admin.typing_text import ADD, FORM, OTHER_FORM, keep, keep_url, offered, typed
from tests.making import correct, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release(body="<p>First words.</p>", place="New York")


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
    assert not AutosavedForm.objects.exists()


def test_without_a_token_nothing_is_kept(author, release, as_author):
    held = typed(as_author, release, title="Newer")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    assert strict.post(keep_url(release), held).status_code == 403
    assert not AutosavedForm.objects.exists()
    token = strict.get(keep_url(release)).json()["token"]
    assert strict.post(keep_url(release), held, headers={"x-csrftoken": token}).status_code == 200
    assert AutosavedForm.objects.count() == 1


def test_what_somebody_typed_is_never_kept_for_whoever_signed_in_after_them(as_author, as_editor, release):
    held = typed(as_author, release, title="The author’s")
    assert as_editor.post(keep_url(release), held).status_code == 409
    assert not AutosavedForm.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"_form": "short"}, {"_form": "x" * 40}, {"_form": "a form with spaces!"}, {"_version": "0"}, {"_version": "x"}],
)
def test_nonsense_is_refused(as_author, release, wrong):
    held = typed(as_author, release, title="Newer")
    assert as_author.post(keep_url(release), {**held, **wrong}).status_code == 400
    assert not AutosavedForm.objects.exists()


def test_only_known_fields_are_kept_and_only_so_much(as_author, release):
    keep(as_author, release, title="Newer\x00", status="submitted", over_newer="on", is_original="")
    assert set(AutosavedForm.objects.get().fields) <= set(autosave.KEPT_FIELDS)
    assert str(AutosavedForm.objects.get()) == "Newer"
    as_author.post(f"{RELEASES}unsaved/{AutosavedForm.objects.get().pk}/discard/")
    assert keep(as_author, release, summary="a" * (MOST_CHARACTERS + 1)).status_code == 413
    assert not AutosavedForm.objects.exists()


def test_of_many_windows_the_last_ones_are_kept(as_author, release):
    for number in range(autosave.MOST_OF_ONE + 2):
        keep(as_author, release, f"a-form-key-00001{number:02}", title=f"Window {number}")
    assert [str(row) for row in offered(as_author, release)] == [f"Window {n}" for n in (6, 5, 4, 3, 2)]


def test_what_was_typed_earlier_and_arrives_later_does_not_win(as_author, release):
    keep(as_author, release, title="Typed last")
    keep(as_author, release, title="Typed before", _age="60")
    assert str(AutosavedForm.objects.get()) == "Typed last"
    keep(as_author, release, OTHER_FORM, title="Offline", _age="600")
    row = AutosavedForm.objects.get(form=OTHER_FORM)
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
    assert AutosavedForm.objects.count() == 3
    redact(list(release.editions.filter(number=1)), by=make_user("Administrator"), harmless=["title", "place"])
    assert [str(row) for row in AutosavedForm.objects.all()] == ["Nothing of that"]
    assert secret not in json.dumps(list(AutosavedForm.objects.values_list("fields", flat=True)))


def test_it_is_kept_for_thirty_days_and_no_longer(as_author, as_editor, editor, release, capsys):
    keep(as_author, release, title="Old")
    keep(as_author, release, OTHER_FORM, title="New")
    keep(as_editor, release, title="Of somebody who left")
    AutosavedForm.objects.filter(user=editor).update(kept_at=timezone.now())
    old = timezone.now() - autosave.KEPT_FOR
    AutosavedForm.objects.filter(form=FORM).exclude(user=editor).update(kept_at=old)
    assert [str(row) for row in offered(as_author, release)] == ["New"]
    editor.is_active = False
    editor.save()
    call_command("tidy")
    assert "Removed 2 unsaved texts." in capsys.readouterr().out
    assert [str(row) for row in AutosavedForm.objects.all()] == ["New"]


def test_the_script_is_on_forms_and_nowhere_else(as_author, release):
    for page in (ADD, change_url(release)):
        assert "autosave.js" in as_author.get(page).content.decode()
    for page in ("/admin/", RELEASES, f"{RELEASES}{release.pk}/submit/", f"{RELEASES}{release.pk}/history/"):
        assert "autosave.js" not in as_author.get(page).content.decode()


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
