"""How long staff stay signed in, and the page that shows where somebody is signed in and ends it elsewhere."""

import datetime as dt
import time

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from pressreleases.admin.sessions import MOST_SHOWN
from pressreleases.models import StaffSession
from tests.admin.filling import change_url
from tests.audit_entries import acts
from tests.making import make_release, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough password"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1 Version/17.5 Safari/604.1"


def signed_in(username="editor", browser=FIREFOX, **more):
    client = Client(headers={"user-agent": browser}, **more)
    page = client.post("/admin/login/", {"username": username, "password": PASSWORD, "next": "/admin/"})
    assert page.status_code == 302
    return client


def changed(client, **values):
    """The client, whose session is as if these were noted in it."""
    session = client.session
    session.update(values)
    session.save()
    return client


def is_signed_in(client):
    return client.get("/admin/notices/").status_code == 200


def ends(client):
    return StaffSession.objects.get(pk=client.session.session_key).expire_date


@pytest.fixture(autouse=True)
def _office(details, editor, settings):
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = 2 * 3600, 12 * 3600


def test_a_session_ends_after_its_longest_time_even_in_use():
    now = time.time()
    client = changed(signed_in(), began_at=now - 12 * 3600 + 60, seen_at=now)
    assert is_signed_in(client)
    # However often it is used, it is saved with this end.
    assert ends(client) <= timezone.now() + dt.timedelta(seconds=60)
    changed(client, began_at=now - 12 * 3600 - 1)
    assert not is_signed_in(client)
    assert not StaffSession.objects.filter(expire_date__gt=timezone.now()).exists()


def test_a_session_in_use_goes_on_and_one_that_is_not_ends():
    client = changed(signed_in(), seen_at=time.time() - 3600)
    StaffSession.objects.update(expire_date=timezone.now() + dt.timedelta(hours=1))
    assert is_signed_in(client)
    assert ends(client) > timezone.now() + dt.timedelta(minutes=119)
    assert client.cookies["sessionid"]["max-age"] == 2 * 3600
    StaffSession.objects.update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert not is_signed_in(client)


def test_what_a_page_does_by_itself_does_not_count(editor):
    release = make_release()
    client = changed(signed_in(), seen_at=time.time() - 3600)
    StaffSession.objects.update(expire_date=timezone.now() + dt.timedelta(hours=1))
    beat = {"_user": editor.pk, "_form": "f" * 16, "_version": 1}
    url = change_url(release).replace("change", "keep")
    assert client.post(url, beat).status_code == 200
    assert ends(client) < timezone.now() + dt.timedelta(minutes=61)
    # Typed words do.
    assert client.post(url, {**beat, "title": "Typed"}).status_code == 200
    assert ends(client) > timezone.now() + dt.timedelta(minutes=119)


def test_within_a_minute_nothing_is_written():
    client = signed_in()
    before = ends(client)
    assert is_signed_in(client)
    assert ends(client) == before


def test_the_page_names_browsers_addresses_and_times_and_only_ones_own():
    make_user("Author", "ann")
    signed_in("ann", REMOTE_ADDR="192.0.2.9")
    signed_in(browser=PHONE, REMOTE_ADDR="192.0.2.7")
    changed(signed_in(browser="\0<b>?"), began_at=None, seen_at=None)
    page = signed_in(REMOTE_ADDR="192.0.2.8").get("/admin/sessions/").content.decode()
    for said in ("Firefox, Windows</strong> (this one), <bdi>192.0.2.8", "Safari, iPhone</strong>, <bdi>192.0.2.7"):
        assert said in page
    assert "An unknown browser" in page
    for other in ("192.0.2.9", "<b>?"):
        assert other not in page


def test_all_other_sessions_are_ended_by_one_press_and_none_of_a_colleague(editor):
    make_user("Author", "ann")
    colleague, elsewhere, here = signed_in("ann"), signed_in(browser=PHONE), signed_in()
    page = here.post("/admin/sessions/", follow=True).content.decode()
    assert "1 other session was ended." in page
    assert [is_signed_in(each) for each in (here, elsewhere, colleague)] == [True, False, True]
    assert acts()[-1] == ("editor", "signed-out", "editor")
    assert "Sign out everywhere else" not in page


def test_sessions_are_ended_only_after_asking_again_and_read_without(editor):
    elsewhere, here = signed_in(browser=PHONE), signed_in()
    changed(here, confirmed_at=time.time() - 901)
    assert "Sign out everywhere else" in here.get("/admin/sessions/").content.decode()
    assert "Confirm that it is you" in here.post("/admin/sessions/").content.decode()
    assert is_signed_in(elsewhere)
    answer = {"confirm-to": "send", "confirm-password": PASSWORD}
    assert here.post("/admin/sessions/", answer).url == "/admin/sessions/"
    assert not is_signed_in(elsewhere)


def test_a_visitor_has_no_such_page():
    assert Client().get("/admin/sessions/").status_code == 302


def test_the_page_lists_the_last_used_sessions_in_few_queries_however_many_there_are(
    editor, django_assert_max_num_queries
):
    client = signed_in()
    later = timezone.now() + dt.timedelta(hours=1)
    StaffSession.objects.bulk_create(
        StaffSession(session_key=f"{number:08}", session_data="", expire_date=later, user=editor)
        for number in range(MOST_SHOWN + 2)
    )
    with django_assert_max_num_queries(12):
        page = client.get("/admin/sessions/").content.decode()
    assert page.count("An unknown browser") == MOST_SHOWN
    assert "and 2 more sessions" in page
    assert "this one" in page
    client.post("/admin/sessions/")
    assert StaffSession.objects.of(editor).count() == 1


def test_who_is_signed_out_elsewhere_while_a_page_is_answered_gets_the_sign_in_page_with_a_word(monkeypatch):
    client = signed_in()
    monkeypatch.setattr("pressreleases.admin.site.choice_page", ended_while_it_is_answered)
    response = client.get("/admin/notices/", follow=True)
    assert response.redirect_chain == [("/admin/login/?ended=&next=%2Fadmin%2Fnotices%2F", 302)]
    page = response.content.decode()
    assert "You were signed out elsewhere" in page
    assert 'name="next" value="/admin/notices/"' in page
    assert "You were signed out elsewhere" not in Client().get("/admin/login/").content.decode()


def ended_while_it_is_answered(request, **_more):
    StaffSession.objects.all().delete()
    request.session["typed"] = "yes"
    return HttpResponse("saved")
