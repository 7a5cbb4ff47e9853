"""A staff account without a role sees nothing but a sentence that says whom to ask: every address of the admin."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.test import Client
from django.utils import timezone

from pressreleases.editorial import preview_links
from pressreleases.models import (
    AutosavedForm,
    Image,
    MissionDetails,
    Notice,
    Presence,
    PreviewLink,
    PublishedAlone,
    Release,
    Topic,
    TopicName,
)
from pressreleases.outbox import NoticeKind, send_due, tell
from pressreleases.publishing import publish, send_back, submit, withdraw
from tests.admin.filling import shown
from tests.making import in_future, make_anniversary, make_details, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

SECRET = "Kestrel"
SENTENCE = "Your account has no role yet, so you cannot see anything here. Ask an administrator to give you a role"


@pytest.fixture(scope="module")
def site(kept_for_module):
    """Something in each place where the admin could show it; every word that must not be seen has `SECRET` in it."""
    make_details()
    editor, author = make_user("Editor"), make_user("Author")
    draft = make_release(f"{SECRET} draft", created_by=author, changed_by=author)
    rewrite(draft, body=f"<p>{SECRET} once more.</p>", version=2)
    waiting = make_release(f"{SECRET} waiting", created_by=author)
    submit([waiting], by=author, comment=f"{SECRET} comment")
    returned = make_release(f"{SECRET} returned", created_by=author)
    submit([returned], by=author)
    send_back([returned], by=editor, comment=f"{SECRET} is wrong")
    planned = make_release(f"{SECRET} planned")
    publish([planned], by=editor, at=in_future())
    own = make_release(f"{SECRET} live")
    own.history.update(history_user=editor)
    publish([own], by=editor, alone=f"{SECRET} reason")
    gone = make_release(f"{SECRET} gone")
    publish([gone], by=editor)
    withdraw([gone], by=editor, reasons={"en": f"{SECRET} in error"})
    preview_links.make(draft, by=editor, for_whom=f"{SECRET} capital", days=3)
    AutosavedForm.objects.create(
        user=author, release=draft, form="f" * 16, fields={"title": [SECRET]}, version=2, kept_at=timezone.now()
    )
    Presence.objects.create(user=author, release=draft, seen_at=timezone.now())
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name=f"{SECRET} topic", slug="topic")
    make_anniversary(en=f"{SECRET} day")
    Image.objects.create(title=f"{SECRET} picture", file="images/kestrel.png", sha256="a" * 64, width=1, height=1)
    MissionDetails.objects.update(press_contact_name=f"{SECRET} Smith")
    deleted = make_release(f"{SECRET} deleted")
    deleted.delete()
    return draft


def without_a_role(kind):
    user = User.objects.create_user("newcomer", password="a long enough password", is_staff=True)
    if kind == "an empty group":
        user.groups.add(Group.objects.create(name="Nothing"))
    if kind == "a right to something else":
        user.user_permissions.add(Permission.objects.get(codename="view_group"))
    return user


def addresses():
    """Every address below `/admin/`, each with the keys of two rows that are there."""
    found = [f"/admin/{name}/" for name in ("preview", "preview/1", "preview/letterhead", "pressreleases", "auth")]
    found.append("/admin/language/")

    def walk(patterns, prefix):
        for pattern in patterns:
            path = str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                walk(pattern.url_patterns, prefix + path)
            else:
                found.append(prefix + path)

    walk(admin.site.urls[0], "/admin/")
    places = {
        "<slug:name>": "publish",
        "<uidb64>": "MQ",
        "<token>": "x-y",
        "<slug:token>": "0" * 16,
        "<int:year>": "2027",
        "<str:name>": f"{'a' * 64}.pdf",
        "<path:content_type_id>": "1",
        "^([^/]+)/history/([^/]+)/$": "{key}/history/{key}/",
        "(?P<url>.*)$": "anything",
    }
    keys = {
        f"/{model._meta.app_label}/{model._meta.model_name}/": list(
            model._default_manager.order_by("pk").values_list("pk", flat=True)[:2]
        )
        for model in admin.site._registry
    }
    filled = set()
    # The pages of an app are listed above: the order in which Django names them in this pattern changes.
    for path in (each for each in found if "app_label" not in each):
        url = path
        for place, words in {**places, **dict.fromkeys(("<path:object_id>", "<int:key>", "<id>"), "{key}")}.items():
            url = url.replace(place, words)
        assert "<" not in url, url
        rows = next((rows for place, rows in keys.items() if place in url), [1])
        filled |= {url.format(key=key) for key in rows or [1]}
    return sorted(filled)


OPEN = {
    *("/admin/logout/", "/admin/login/", "/admin/language/", "/admin/sessions/", "/admin/forgotten/"),
    *("/admin/set-password/MQ/x-y/", "/admin/second-step/", "/admin/second-factors/", "/admin/second-factors/app/"),
    "/admin/passkey/",
}
# Without the first letter, since the page may repeat what was asked.
QUERY = f"?q={SECRET[1:]}&rows=1,2,3&from=draft&to=draft&family=&form=x&language=en"
FORM = {"title": SECRET[1:], "language": "en", "issued_on": "2024-01-20", "kind": "press-release", "body": "<p>x</p>"}


def test_no_page_shows_anything_and_nothing_is_changed_by_what_such_an_account_posts(site):
    client = Client()
    client.force_login(without_a_role("no group"))
    for url in (each for each in addresses() if each not in OPEN):
        posted = client.post(url, {**FORM, "_form": "f" * 16, "_version": "1", "revoke": "1"})
        for response in (client.get(url), client.get(url + QUERY), posted):
            assert response.status_code < 500, url
            assert SECRET not in response.content.decode(), url
    assert not Release.objects.filter(title=FORM["title"]).exists()
    assert not AutosavedForm.objects.exclude(user__username="author").exists()
    assert not Presence.objects.exclude(user__username="author").exists()
    assert PublishedAlone.objects.to_be_endorsed().count() == 1
    assert PreviewLink.objects.filter(revoked_at=None).count() == 1
    assert Release.objects.count() == 6


def test_the_walk_would_see_what_leaks(site):
    """The twin: an administrator finds the words on many of these pages."""
    client = Client()
    client.force_login(make_user("Administrator"))
    pages = {url: client.get(url).content.decode(errors="replace") for url in addresses() if url not in OPEN}
    showing = {url for url, page in pages.items() if SECRET in page}
    assert {
        "/admin/",
        "/admin/pressreleases/release/",
        "/admin/pressreleases/release/deleted/",
        "/admin/pressreleases/release/scheduled/",
        "/admin/pressreleases/edition/",
        "/admin/pressreleases/withdrawal/",
        "/admin/pressreleases/auditentry/",
        "/admin/pressreleases/topic/",
        "/admin/pressreleases/anniversary/",
        "/admin/pressreleases/image/",
        f"/admin/pressreleases/release/{site.pk}/change/",
        f"/admin/pressreleases/release/{site.pk}/history/",
        f"/admin/pressreleases/release/{site.pk}/previews/",
        f"/admin/pressreleases/release/{site.pk}/word/",
    } <= showing


@pytest.mark.parametrize("kind", ["no group", "an empty group", "a right to something else"])
def test_the_desk_says_whom_to_ask_and_nothing_else(site, kind):
    User.objects.create_superuser("root", first_name="Leyla", last_name="Aliyeva")
    client = Client()
    client.force_login(without_a_role(kind))
    page = client.get("/admin/").content.decode()
    assert f"{SENTENCE}: Leyla Aliyeva." in page
    assert "root" not in page
    assert SECRET not in page
    assert "Waiting for review" not in page


def test_without_the_name_of_an_administrator_it_says_that_one_is_to_be_asked(site):
    User.objects.create_superuser("root")
    client = Client()
    client.force_login(without_a_role("no group"))
    page = client.get("/admin/").content.decode()
    assert f"{SENTENCE}." in page
    assert "root" not in page


def test_a_right_to_one_thing_shows_nothing_of_another(site):
    client = Client()
    client.force_login(without_a_role("a right to something else"))
    for url in addresses():
        if url not in OPEN:
            assert SECRET not in client.get(url + QUERY).content.decode(), url
    assert client.get("/admin/auth/group/").status_code == 200


def test_with_a_role_the_sentence_is_gone(site):
    user = without_a_role("no group")
    client = Client()
    client.force_login(user)
    assert SENTENCE in client.get("/admin/").content.decode()
    user.groups.add(Group.objects.get(name="Author"))
    page = client.get("/admin/").content.decode()
    assert SENTENCE not in page
    assert f"{SECRET} waiting" in page


def test_such_an_account_can_leave_and_change_its_password(site):
    client = Client()
    client.force_login(without_a_role("no group"))
    page = client.get("/admin/password_change/")
    assert page.status_code == 200
    new = "another quite long password"
    given = {"old_password": "a long enough password", "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", shown(page, **given)).status_code == 302
    assert client.post("/admin/logout/").status_code in (200, 302)
    assert client.get("/admin/").status_code == 302


def test_an_account_that_is_no_staff_comes_no_further_than_the_sign_in_whatever_its_group(site):
    user = make_user("Editor", "former")
    user.is_staff = False
    user.save()
    client = Client()
    client.force_login(user)
    for url in addresses():
        if url not in OPEN:
            assert SECRET not in client.get(url).content.decode(), url


def test_a_picture_that_no_reader_may_see_is_not_handed_out(site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "kestrel.png").write_bytes(b"picture")
    client = Client()
    client.force_login(without_a_role("no group"))
    assert client.get("/media/images/kestrel.png").status_code == 404
    client.force_login(make_user("Author", "other"))
    assert client.get("/media/images/kestrel.png").status_code == 200


def test_who_has_lost_the_role_gets_no_mail_about_a_draft_any_more(site, settings):
    settings.EMAIL_HOST = "localhost"
    leaver, stays = make_user("Author", "leaver"), make_user("Author", "stays")
    for user in (leaver, stays):
        user.email = f"{user.username}@mission.example"
        user.save()
    draft = make_release(f"{SECRET} theirs", created_by=leaver, changed_by=stays)
    tell(NoticeKind.SENT_BACK, [draft], by=None, comment=SECRET)
    leaver.groups.clear()
    later = make_release(f"{SECRET} later", created_by=leaver, changed_by=stays)
    tell(NoticeKind.SENT_BACK, [later], by=None, comment=SECRET)
    assert [row.to for row in Notice.objects.filter(kind="sent-back", about__0__release=later.pk)] == [stays]
    send_due(zone="UTC")
    assert {to for message in mail.outbox for to in message.to} == {"stays@mission.example"}
