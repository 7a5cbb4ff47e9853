"""Anniversaries, topics, pictures, records and accounts in the admin, and the policy under which all of it is sent."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow

from pressreleases.models import Anniversary, Edition, Image, Topic, Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.admin.filling import change_url, save, verb_url
from tests.making import make_details, make_release, make_user

pytestmark = pytest.mark.django_db


def named(prefix, *names):
    rows = {f"{prefix}-TOTAL_FORMS": len(names), f"{prefix}-INITIAL_FORMS": 0}
    for index, (language, name) in enumerate(names):
        rows |= {f"{prefix}-{index}-language": language, f"{prefix}-{index}-name": name}
    return rows


def upload(colour="teal", kind="PNG"):
    stream = io.BytesIO()
    Pillow.new("RGB", (30, 20), colour).save(stream, kind)
    return SimpleUploadedFile("photo", stream.getvalue())


def picture(**changes):
    rows = {
        "descriptions-TOTAL_FORMS": 1,
        "descriptions-INITIAL_FORMS": 0,
        "descriptions-0-language": "en",
        "descriptions-0-alternative_text": "The building",
    }
    return {"title": "The building", "credit": "", "upload": upload(), **rows, **changes}


def test_an_anniversary_is_observed_on_the_last_day_of_its_event_unless_said_otherwise(as_editor):
    data = {
        "event_first_on": "1990-01-19",
        "event_last_on": "1990-01-20",
        "rule": "fixed-day",
        "in_common_years": "28-february",
        "round_years": "10,25",
        "lead_days": 30,
        "goes_on": "on",
        "shown": "on",
        "dates-TOTAL_FORMS": 0,
        "dates-INITIAL_FORMS": 0,
        **named("names", ("en", "Black January"), ("az", "20 Yanvar faciəsi")),
    }
    assert as_editor.post("/admin/pressreleases/anniversary/add/", data).status_code == 302
    anniversary = Anniversary.objects.get()
    assert (anniversary.month, anniversary.day) == (1, 20)
    assert set(anniversary.names.values_list("slug", flat=True)) == {"black-january", "20-yanvar-faciesi"}
    page = as_editor.get("/admin/pressreleases/anniversary/", {"q": "yanvar"}).content.decode()
    assert re.search(r"20 January 20\d\d", page)


def test_a_day_that_does_not_exist_is_refused(as_editor):
    anniversary = Anniversary.objects.create(event_first_on=dt.date(1990, 1, 20), month=1, day=20)
    anniversary.names.create(language="en", name="A day", slug="a-day")
    response = save(as_editor, f"/admin/pressreleases/anniversary/{anniversary.pk}/change/", month=4, day=31)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {"day": ["That month does not have this day."]}


def test_topics_of_one_name_get_addresses_of_their_own(as_editor):
    for _time in range(2):
        assert (
            as_editor.post(
                "/admin/pressreleases/topic/add/", {"shown": "on", **named("names", ("en", "Culture"))}
            ).status_code
            == 302
        )
    slugs = [topic.names.get().slug for topic in Topic.objects.order_by("pk")]
    assert slugs == ["culture", "culture-2"]


def test_a_picture_is_kept_by_its_hash_and_shows_its_address(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert as_editor.post("/admin/pressreleases/image/add/", picture()).status_code == 302
    image = Image.objects.get()
    assert (tmp_path / f"images/{image.sha256}.png").exists()
    page = as_editor.get(f"/admin/pressreleases/image/{image.pk}/change/").content.decode()
    assert f"<code>/media/images/{image.sha256}.png</code>" in page


@pytest.mark.parametrize("file", [SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>"), upload(kind="GIF")])
def test_what_is_no_picture_is_refused_at_its_field(as_editor, settings, tmp_path, file):
    settings.MEDIA_ROOT = tmp_path
    response = as_editor.post("/admin/pressreleases/image/add/", picture(upload=file))
    assert "Choose a PNG, JPEG or WebP file." in response.context["adminform"].form.errors["upload"][0]
    assert list(tmp_path.iterdir()) == []


def test_the_same_picture_twice_leads_to_the_one_that_is_there(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    as_editor.post("/admin/pressreleases/image/add/", picture())
    image = Image.objects.get()
    response = as_editor.post("/admin/pressreleases/image/add/", picture(title="Again"))
    assert f'href="/admin/pressreleases/image/{image.pk}/change/"' in response.content.decode()
    assert Image.objects.count() == 1


def test_editions_and_withdrawals_are_read_and_nothing_else(as_administrator, editor, details):
    superuser = User.objects.create_superuser("root", password="x")
    release = make_release()
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "In error."})
    root = Client()
    root.force_login(superuser)
    for name, row in (("edition", Edition.objects.get()), ("withdrawal", Withdrawal.objects.get())):
        base = f"/admin/pressreleases/{name}/"
        for client in (as_administrator, root):
            assert client.get(base).status_code == 200
            assert client.get(f"{base}{row.pk}/change/").status_code == 200
            assert client.get(f"{base}add/").status_code == 403
            assert client.post(f"{base}{row.pk}/change/", {"title": "Rewritten"}).status_code == 403
            assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Edition.objects.get().title == "A visit to Geneva"


def test_an_administrator_makes_accounts_with_a_role(as_administrator):
    data = {
        "username": "newcomer",
        "usable_password": "true",
        "password1": "long enough 77",
        "password2": "long enough 77",
    }
    group = Group.objects.get(name="Author")
    assert (
        as_administrator.post("/admin/auth/user/add/", {**data, "is_staff": "on", "groups": [group.pk]}).status_code
        == 302
    )
    newcomer = User.objects.get(username="newcomer")
    assert (newcomer.is_staff, list(newcomer.groups.all())) == (True, [group])


def test_an_administrator_makes_nobody_almighty_and_does_not_touch_who_is(as_administrator):
    root = User.objects.create_superuser("root", password="x")
    one = make_user("Author")
    save(as_administrator, f"/admin/auth/user/{one.pk}/change/", is_superuser="on", user_permissions=[1])
    one.refresh_from_db()
    assert (one.is_superuser, one.user_permissions.count()) == (False, 0)
    assert as_administrator.post(f"/admin/auth/user/{root.pk}/change/", {"username": "root"}).status_code == 403
    assert (
        as_administrator.post(
            f"/admin/auth/user/{root.pk}/password/", {"password1": "y" * 12, "password2": "y" * 12}
        ).status_code
        == 403
    )


def test_nobody_is_deleted(as_administrator, client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    one = make_user("Author")
    assert client.post(f"/admin/auth/user/{one.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=one.pk).exists()


def test_an_editor_cannot_reach_accounts(as_editor):
    assert as_editor.get("/admin/auth/user/").status_code == 403


def test_only_forms_with_the_editor_let_attributes_run(as_editor, client):
    release = make_release()
    policies = {
        url: as_editor.get(url)["Content-Security-Policy"]
        for url in (change_url(release), verb_url(release, "publish"), "/admin/", "/admin/pressreleases/release/")
    }
    policies["/admin/login/"] = client.get("/admin/login/")["Content-Security-Policy"]
    assert {url for url, policy in policies.items() if "unsafe" in policy} == {change_url(release)}
    for policy in policies.values():
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy


def test_no_page_of_the_admin_has_a_script_of_its_own(as_editor):
    release = make_release()
    for url in (change_url(release), verb_url(release, "publish"), "/admin/", "/admin/pressreleases/release/"):
        page = as_editor.get(url).content.decode()
        assert "<script>" not in page
        assert "<style>" not in page


def test_the_language_is_changed_by_a_post_only(as_editor):
    assert as_editor.get(reverse("set_language"), {"language": "az"}).cookies.get("django_language") is None
    response = as_editor.post(reverse("set_language"), {"language": "az", "next": "/admin/"})
    assert response.cookies["django_language"].value == "az"
    assert response.cookies["django_language"]["path"] == "/admin/"
    assert 'lang="az"' in as_editor.get("/admin/").content.decode()


def test_every_page_names_the_clock_by_which_it_shows_times(as_editor):
    assert "All times are New York time (America/New_York, UTC" in as_editor.get("/admin/").content.decode()


def test_a_new_site_without_details_shows_utc_and_no_error(client, db):
    client.force_login(make_user("Editor"))
    page = client.get("/admin/").content.decode()
    assert "Press office" in page
    assert "All times are in UTC. It was" in page
    assert "UTC, UTC" not in page
    assert client.get("/admin/pressreleases/release/add/").status_code == 200


def test_the_zone_is_that_of_the_details_of_today(client, db):
    make_details(valid_during=(None, dt.date(2020, 1, 1)), time_zone="Asia/Baku")
    make_details(valid_during=(dt.date(2020, 1, 1), None), time_zone="Europe/Vienna")
    client.force_login(make_user("Editor"))
    assert client.get("/admin/").context["clock"].zone == "Europe/Vienna"


def test_a_new_account_can_sign_in_unless_the_tick_is_taken_away_and_then_the_page_says_so(as_administrator):
    """Else a new colleague is told that the password is wrong, which it is not."""
    form = as_administrator.get("/admin/auth/user/add/").context["adminform"].form
    assert form.initial["is_staff"] is True
    group = Group.objects.get(name="Author")
    given = {"usable_password": "true", "password1": "Seven wise otters", "password2": "Seven wise otters"}
    warnings: dict[str, tuple[dict[str, Any], str]] = {
        "leyla": ({"groups": [group.pk]}, "leyla cannot sign in: “Staff status” is not ticked."),
        "rauf": ({"is_staff": "on"}, "rauf can do nothing here: no role is ticked."),
        "sona": ({"is_staff": "on", "groups": [group.pk]}, ""),
    }
    for name, (ticked, warning) in warnings.items():
        page = as_administrator.post("/admin/auth/user/add/", {"username": name, **given, **ticked}, follow=True)
        told = [str(message) for message in page.context["messages"] if message.level_tag == "warning"]
        assert told == ([warning] if warning else [])


@pytest.mark.parametrize(
    ("language", "said"), [("en", "If disabled, they may still"), ("az", "İstifadəçinin şifrə ilə daxil ola bil")]
)
def test_the_page_of_a_password_is_in_one_language(as_administrator, author, language, said):
    as_administrator.cookies["django_language"] = language
    as_administrator.post("/admin/language/", {"language": language})
    page = as_administrator.get(f"/admin/auth/user/{author.pk}/password/").content.decode()
    assert said in page
    assert '<ul id="id_unusable_warning"' in page
