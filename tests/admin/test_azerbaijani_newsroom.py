"""The newsroom in Azerbaijani: on none of its pages is a word of the site's own left in English."""

import pytest
from django.test import Client
from django.utils import timezone

from pressreleases.models import Edition, Notice
from pressreleases.outbox import NoticeKind
from pressreleases.publishing import publish, send_back, submit
from tests.admin.choosing import page_url, press
from tests.admin.filling import RELEASES, change_url, do, save, verb_url
from tests.leftovers import english_in
from tests.making import make_release, make_user, rewrite
from tests.public.test_clearance import reply
from tests.public.test_preview_links import send

pytestmark = pytest.mark.django_db


def speaking_azerbaijani(role, name):
    client = Client()
    client.force_login(make_user(role, name))
    client.cookies["django_language"] = "az"
    return client


@pytest.fixture
def leyla(details):
    return speaking_azerbaijani("Editor", "leyla")


@pytest.fixture
def rauf(details):
    return speaking_azerbaijani("Editor", "rauf")


@pytest.fixture
def metn(details):
    return make_release("Cenevrəyə səfər", "Nümayəndə heyəti gəldi.", language="az", slug="sefer", summary="Yolda.")


def test_what_is_left_in_english_would_be_found(as_editor, metn):
    found = english_in("Vəziyyət\nPreview links:\nSENT BACK\nNo such words of the site")
    assert found == ["Preview links", "SENT BACK"]
    assert "Language" in english_in(as_editor.get(change_url(metn))), "the fields of a page in English"


def test_the_form_with_its_pane_and_what_was_not_saved(leyla, rauf, metn):
    translation = make_release("Səfər", language="en", family=metn.family, is_original=False, slug="visit")
    page = leyla.get(change_url(translation))
    assert "Ön baxış" in page.content.decode()
    assert english_in(page) == []
    place = f"{RELEASES}{translation.pk}/keep/"
    for client, form, words in ((leyla, "a-form-key-0000001", "Görüş"), (rauf, "a-form-key-0000002", "")):
        typed = {"title": words, "_typed": "1"} if words else {}
        sent = {"_form": form, "_version": 1, "_user": client.session["_auth_user_id"], **typed}
        told = client.post(place, sent).json()["others"]
    assert "Bu press-relizi həmkarınız da açıb: leyla." in " ".join(told.split())
    offered = leyla.get(change_url(translation))
    assert "yadda saxlanılmamış mətniniz" in offered.content.decode()
    assert english_in(offered) == []
    assert "Mətndən imtina et" in leyla.get("/admin/").content.decode()
    assert english_in(leyla.get("/admin/")) == []


def test_the_pages_of_each_verb(leyla, metn):
    for verb in ("publish", "submit"):
        assert english_in(leyla.get(verb_url(metn, verb))) == []
    submit([metn], by=make_user("Author", "nigar"))
    assert english_in(leyla.get(verb_url(metn, "send-back"))) == []
    send_back([metn], by=make_user("Editor", "rauf"), comment="Başlıq uzundur.")
    assert english_in(leyla.get("/admin/")) == []


def test_publishing_alone_and_endorsing(leyla, rauf, metn):
    save(leyla, change_url(metn), title="Vyanaya səfər")
    assert english_in(leyla.get(verb_url(metn, "publish"))) == []
    assert english_in(do(leyla, metn, "publish", alone=" ")) == []
    do(leyla, metn, "publish", alone="Bu gün başqa heç kim yoxdur.")
    url = f"/admin/pressreleases/edition/{Edition.objects.get().pk}/endorse/"
    assert "Təsdiqlə" in rauf.get(url).content.decode()
    for page in (rauf.get(url), leyla.get(url), leyla.get("/admin/"), leyla.get(change_url(metn))):
        assert english_in(page) == []
    rauf.post(url)
    assert "təsdiqləyən: rauf" in leyla.get(change_url(metn)).content.decode()


def test_preview_links_and_the_page_to_which_they_lead(leyla, metn, editor, client):
    url = f"/admin/pressreleases/release/{metn.pk}/previews/"
    assert english_in(leyla.get(url)) == []
    assert english_in(leyla.post(url, {"for_whom": "Mərkəz", "days": "3", "asks_clearance": "on"})) == []
    path = send(metn, editor, asks_clearance=True, for_whom="Mərkəz")
    assert english_in(client.get(path)) == []
    assert english_in(reply(client, path, verdict="", name="", comment="")) == []
    reply(client, path, name="Ə. Məmmədov", comment="Yaxşıdır.")
    assert english_in(client.get(path)) == []
    rewrite(metn, title="Vyanaya səfər")
    for page in (client.get(path), leyla.get(url), leyla.get(change_url(metn))):
        assert english_in(page) == []
    publish([metn], by=editor)
    # Nobody knows who asks now, so this one page says it in every language.
    assert "Bu ön baxışın müddəti bitib və ya belə ön baxış yoxdur." in client.get(path).content.decode()


def test_many_at_once(leyla, metn):
    other = make_release("Başqa mətn", language="az", slug="basqa")
    for name in ("publish", "topic"):
        assert english_in(leyla.get(page_url(name, metn, other))) == []
    done = press(leyla, page_url("publish", metn, other))
    assert english_in(leyla.get(done.url)) == []
    assert english_in(leyla.get(RELEASES)) == []


def test_notices_and_which_of_them_come(leyla, metn):
    assert english_in(leyla.get("/admin/notices/")) == []
    to = make_user("Administrator", "nigar")
    for kind in NoticeKind:
        about = [{"release": metn.pk}]
        Notice.objects.create(kind=kind, to=to, by_name="Rauf", about=about, failed_at=timezone.now())
    nigar = Client()
    nigar.force_login(to)
    nigar.cookies["django_language"] = "az"
    page = nigar.get("/admin/pressreleases/notice/")
    assert "Həmkarım təkbaşına dərc edib" in page.content.decode()
    assert english_in(page) == []
    assert english_in(nigar.get(f"/admin/pressreleases/notice/{Notice.objects.latest('pk').pk}/change/")) == []
    assert english_in(nigar.get("/admin/")) == []
