"""What is done in the admin is in the audit trail, sign-ins too; administrators read it, and nobody changes it."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases.admin.audit_trail import details_in_words
from pressreleases.audit import record
from pressreleases.models import AuditEntry, Image, MissionDetails, Release, Topic
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import publish
from tests.admin.filling import RELEASES, change_url, do, save, shown
from tests.admin.test_passwords import set_password
from tests.admin.test_pictures import picture
from tests.admin.test_topics import named
from tests.audit_entries import acts, last, lines_logged
from tests.making import make_details, make_release, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
TRAIL = "/admin/pressreleases/auditentry/"


@pytest.fixture(autouse=True)
def _nothing_yet(db):
    assert not AuditEntry.objects.exists()


def sign_in(client, username, password=PASSWORD, **headers):
    return client.post("/admin/login/", {"username": username, "password": password, "next": "/admin/"}, **headers)


def everything_kept():
    """All that the trail holds, put together."""
    return " ".join(str(value) for row in AuditEntry.objects.values_list() for value in row)


# Signing in and out


def test_signing_in_and_out_is_recorded_with_the_address(client, editor):
    assert sign_in(client, "editor", REMOTE_ADDR="192.0.2.7").status_code == 302
    entry = last()
    assert (entry.act, entry.actor, entry.key, entry.source) == ("signed-in", editor, editor.pk, "192.0.2.7")
    client.post("/admin/logout/", REMOTE_ADDR="192.0.2.8")
    assert acts() == [("editor", "signed-in", "editor"), ("editor", "signed-out", "editor")]
    assert last().source == "192.0.2.8"


def test_a_look_at_the_page_and_a_sign_out_of_nobody_are_not_recorded(client, as_editor):
    client.get("/admin/login/")
    as_editor.get("/admin/login/")
    client.post("/admin/logout/")
    assert acts() == []


@pytest.mark.parametrize("typed", ["editor", "nobody", "", "x" * 400, "a\0b", "Hunter2 is mine", " my secret "])
def test_a_failed_sign_in_keeps_an_account_s_name_and_of_any_other_two_letters_and_never_the_password(
    client, editor, typed, django_capture_on_commit_callbacks
):
    with lines_logged() as lines, django_capture_on_commit_callbacks(execute=True):
        assert sign_in(client, typed, "not the right one").status_code == 200
    entry = AuditEntry.objects.get()
    assert (entry.act, entry.actor, entry.source) == ("sign-in-failed", None, "127.0.0.1")
    if typed in {"editor", ""}:
        assert entry.actor_name == typed
    else:
        assert re.fullmatch(r"(no|xx|ab|Hu|my)… [0-9a-f]{2}", entry.actor_name)
        assert typed == "a\0b" or typed.strip()[2:] not in everything_kept() + str(lines)
    assert [line["actor"] for line in lines] == [entry.actor_name]
    for text in (everything_kept(), str(lines)):
        assert "not the right one" not in text


def test_somebody_inactive_or_not_of_the_staff_fails_to_sign_in(client, editor):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    User.objects.create_user("reader", password=PASSWORD)
    for username in ("editor", "reader"):
        sign_in(client, username)
    assert acts() == [("editor", "sign-in-failed", ""), ("reader", "sign-in-failed", "")]


@pytest.mark.django_db(transaction=True)
def test_a_failed_sign_in_is_committed(client):
    sign_in(client, "nobody")
    [(name, act, _label)] = acts()
    assert (name[:4], act) == ("no… ", "sign-in-failed")


def test_a_forged_header_is_ignored_unless_a_proxy_is_set(client, editor, settings):
    forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.9, 203.0.113.5"}
    for behind, source in ((False, "127.0.0.1"), (True, "203.0.113.5")):
        settings.BEHIND_PROXY = behind
        sign_in(Client(), "editor", **forged)
        assert last().source == source


# Saving and deleting


def test_saving_a_release_is_recorded_without_its_text(as_author, author):
    page = as_author.get(f"{RELEASES}add/")
    as_author.post(f"{RELEASES}add/", shown(page, title="Visit", body="<p>A secret text.</p>", _save="1"))
    release = Release.objects.get()
    assert last().details == {"new": True, "version": 1}
    save(as_author, change_url(release), title="The visit", body="<p>Another secret text.</p>")
    assert last().details == {"changed": ["title", "body"], "version": 2}
    assert acts() == [("author", "saved", "Visit"), ("author", "saved", "The visit")]
    assert (last().actor, last().kind, last().key, last().source) == (author, "release", release.pk, "127.0.0.1")
    assert "secret" not in everything_kept()


def test_a_save_that_changes_nothing_or_is_refused_is_not_recorded(as_author):
    release = make_release("Visit")
    assert save(as_author, change_url(release)).status_code == 302
    assert save(as_author, change_url(release), title="").status_code == 422
    assert acts() == []


def test_a_verb_in_the_admin_leaves_one_entry_with_the_address(as_editor):
    release = make_release("Visit")
    do(as_editor, release, "publish")
    assert [(entry.act, entry.source) for entry in AuditEntry.objects.all()] == [("published", "127.0.0.1")]


def test_deleting_drafts_is_recorded_and_what_is_not_deleted_is_not(as_editor, editor):
    one, two, live = make_release("One"), make_release("Two"), make_release("Live")
    publish([live], by=editor)
    before = len(acts())
    as_editor.post(f"{RELEASES}{one.pk}/delete/", {"post": "yes"})
    action = {"action": "delete_selected", "post": "yes", "_selected_action": [two.pk]}
    as_editor.post(RELEASES, action)
    as_editor.post(RELEASES, {**action, "_selected_action": [live.pk]})
    as_editor.post(f"{RELEASES}{live.pk}/delete/", {"post": "yes"})
    assert acts()[before:] == [("editor", "deleted", "One"), ("editor", "deleted", "Two")]
    assert list(Release.objects.all()) == [live]


def test_topics_pictures_and_mission_details_are_recorded(as_administrator):
    as_administrator.post("/admin/pressreleases/topic/add/", {"shown": "on", **named("names", ("en", "Culture"))})
    as_administrator.post("/admin/pressreleases/image/add/", picture())
    details = MissionDetails.objects.get()
    save(as_administrator, f"/admin/pressreleases/missiondetails/{details.pk}/change/", address="Elsewhere 1")
    for model, row in (("topic", Topic.objects.get()), ("image", Image.objects.get())):
        action = {"action": "delete_selected", "post": "yes", "_selected_action": [row.pk]}
        as_administrator.post(f"/admin/pressreleases/{model}/", action)
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "kind", "label")) == [
        ("saved", "topic", "Culture"),
        ("saved", "picture", "The building"),
        ("mission-details-changed", "mission-details", str(details)),
        ("deleted", "topic", "Culture"),
        ("deleted", "picture", "The building"),
    ]
    assert AuditEntry.objects.get(act="mission-details-changed").details == {"changed": ["address"]}
    assert not Topic.objects.exists()
    # One trail, not two.
    assert not LogEntry.objects.exists()


def test_rows_below_are_counted_not_quoted(as_editor):
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Culture", slug="culture")
    changes = {"names-0-name": "The arts", "names-1-language": "az", "names-1-name": "Mədəniyyət"}
    address = f"/admin/pressreleases/topic/{topic.pk}/change/"
    given = {**shown(as_editor.get(address)), **changes, "names-TOTAL_FORMS": 2}
    assert as_editor.post(address, given).status_code == 302
    assert last().details == {"rows": {"topicname": {"added": 1, "changed": ["name"], "languages": ["az", "en"]}}}


def test_the_history_of_a_topic_is_read_from_the_trail(as_editor):
    as_editor.post("/admin/pressreleases/topic/add/", {"shown": "on", **named("names", ("en", "Culture"))})
    page = as_editor.get(f"/admin/pressreleases/topic/{Topic.objects.get().pk}/history/").content.decode()
    assert "saved (new: yes" in page
    assert "editor" in page
    # Where somebody sat is for administrators.
    assert "127.0.0.1" not in page


# Accounts


def test_accounts_are_recorded_with_what_they_may_do_and_never_a_password(
    as_administrator, django_capture_on_commit_callbacks
):
    editors = Group.objects.get(name="Editor")
    with lines_logged() as lines, django_capture_on_commit_callbacks(execute=True):
        new = {"username": "new", "first_name": "Leyla", "last_name": "Aliyeva", "role": editors.pk}
        as_administrator.post("/admin/auth/user/add/", new)
        user = User.objects.get(username="new")
        save(as_administrator, f"/admin/auth/user/{user.pk}/change/", groups=[])
        page = as_administrator.post(f"/admin/auth/user/{user.pk}/password-link/", {"show": "1"})
        link = page.context["link"]
        set_password(link, "Eight wise otters")
    rights = {"roles": [], "active": True, "staff": True, "superuser": False}
    assert [entry.details for entry in AuditEntry.objects.order_by("pk")] == [
        {"new": True, **rights, "roles": ["Editor"]},
        {"changed": ["groups"], **rights},
        {"changed": ["password-link"]},
        {"changed": ["password"]},
    ]
    assert set(acts()) == {("administrator", "account-changed", "new"), ("new", "account-changed", "new")}
    assert [line["label"] for line in lines] == ["new"] * 4
    user.refresh_from_db()
    assert user.check_password("Eight wise otters")
    for secret in ("otters", user.password, link.split("/")[-2]):
        assert secret not in everything_kept() + str(lines)


def test_a_changed_password_of_one_s_own_is_recorded_and_a_wrong_old_one_too(as_editor):
    new = {"new_password1": "Seven wise otters", "new_password2": "Seven wise otters"}
    as_editor.post("/admin/password_change/", {"old_password": "wrong", **new})
    failed = ("editor", "sign-in-failed", "")
    assert acts() == [failed]
    as_editor.post("/admin/password_change/", {"old_password": PASSWORD, **new})
    assert acts() == [failed, ("editor", "account-changed", "editor")]
    assert last().details == {"changed": ["password"]}
    assert "otters" not in everything_kept()


# Reading it


def test_only_administrators_see_it(as_author, as_editor, as_administrator, editor):
    record(AuditAct.SAVED, make_release("Visit"), by=editor)
    address = f"{TRAIL}{last().pk}/change/"
    for client in (as_author, as_editor):
        assert [client.get(page).status_code for page in (TRAIL, address)] == [403, 403]
        assert "auditentry" not in client.get("/admin/").content.decode()
    assert TRAIL in as_administrator.get("/admin/").content.decode()
    for page in (TRAIL, address):
        assert "Visit" in as_administrator.get(page).content.decode()


def test_nobody_adds_changes_or_deletes_an_entry(editor):
    make_details()
    record(AuditAct.SAVED, make_release("Visit"), by=editor)
    superuser = User.objects.create_superuser("root", password=PASSWORD)
    client = Client()
    client.force_login(superuser)
    pk = last().pk
    assert client.post(f"{TRAIL}add/", {"act": "saved"}).status_code == 403
    assert client.post(f"{TRAIL}{pk}/change/", {"label": "Other"}).status_code == 403
    assert client.post(f"{TRAIL}{pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(TRAIL, {"action": "delete_selected", "post": "yes", "_selected_action": [pk]})
    assert acts() == [("editor", "saved", "Visit")]


def labels(response):
    return [entry.label for entry in response.context["cl"].result_list]


def test_it_is_found_by_act_account_kind_day_and_words(as_administrator, editor, author):
    record(AuditAct.SAVED, make_release("Visit"), by=editor)
    record(AuditAct.SUBMITTED, make_release("Speech"), by=author)
    year = last().at.year
    for query, found in (
        ({}, ["Speech", "Visit"]),
        ({"act__exact": "saved"}, ["Visit"]),
        ({"actor__id__exact": author.pk}, ["Speech"]),
        ({"kind__exact": "topic"}, []),
        ({"done": str(year)}, ["Speech", "Visit"]),
        ({"done": str(year - 1)}, []),
        ({"q": "visit"}, ["Visit"]),
        ({"q": "author"}, ["Speech"]),
    ):
        assert labels(as_administrator.get(TRAIL, query)) == found, query


def test_the_list_takes_as_many_queries_for_many_entries_as_for_one(as_administrator):
    def fill(start, stop):
        for number in range(start, stop):
            record(AuditAct.SAVED, make_release(f"Visit {number}"), by=make_user("Author", f"author{number}"))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = as_administrator.get(TRAIL).content.decode()
        assert re.search(r"Visit \d", page)
        return len(captured)

    fill(0, 1)
    as_administrator.get(TRAIL)
    for_one = queries()
    fill(1, 8)
    assert queries() == for_one


def test_for_whom_a_link_was_made_is_quoted_among_the_details():
    assert details_in_words({"link": 3, "for": "editor", "days": 7}) == "link: 3; for: “editor”; days: 7"
    assert details_in_words({"link": 3, "for": ""}) == "link: 3"


def test_the_log_says_who_was_refused_what_and_not_what_was_shown(as_author, author, caplog):
    with caplog.at_level("WARNING", "mission.refusals"):
        assert as_author.get("/admin/auth/user/").status_code == 403
        assert as_author.get("/admin/").status_code == 200
    said = [found.getMessage() for found in caplog.records if found.name == "mission.refusals"]
    assert said == [f"GET /admin/auth/user/ was refused (403): account {author.pk}, at 127.0.0.1"]
