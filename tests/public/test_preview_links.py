"""Preview links as whoever was sent one sees them: the draft and nothing else, until it is over."""

import datetime as dt
import hashlib
import logging
import logging.config

import pytest
from django.utils import timezone

from pressreleases import picture_copies, publishing
from pressreleases.editorial import preview_links
from pressreleases.models import PreviewLink, PreviewVisit
from tests.making import correct, in_future, make_anniversary, make_release, make_user, rewrite
from tests.models.refusals import sql
from tests.models.test_preview_link import make_link
from tests.public.page_elements import elements, page, words
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def release(details):
    return make_release("Visit", "They met.")


def send(release, by, **given):
    """The path of a new link to `release`."""
    made = preview_links.make(release, by=by, **{"for_whom": "The capital", "days": 3, **given})
    return made.address.removeprefix("http://127.0.0.1:8000")


def is_over(client, path):
    return client.get(path).status_code == 404


def test_whoever_has_the_link_reads_the_draft_as_readers_would(client, release, editor):
    path = send(release, editor)
    response = client.get(path)
    assert response.status_code == 200
    assert words(response, "h1") == ["Visit"]
    assert "They met." in page(response)
    [ribbon] = words(response, "aside", class_="ribbon")
    assert ribbon.startswith("Preview of a draft: not for publication. Preview for: The capital. Available until ")
    assert "(New York)" in ribbon
    assert "last saved on" in ribbon
    # What only a published text has.
    assert "Published" not in page(response)
    assert "Edition" not in page(response)
    assert not elements(response, "form")


def test_it_shows_the_newest_save_and_never_another_release(client, release, editor):
    other = make_release("A secret appointment")
    path = send(release, editor)
    rewrite(release, body="<p>They met twice.</p>")
    response = client.get(path)
    assert "They met twice." in page(response)
    assert other.title not in response.content.decode()


def test_nothing_of_it_is_kept_indexed_or_told_to_others(client, release, editor):
    response = client.get(send(release, editor))
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    assert elements(response, "meta", name="robots", content="noindex")
    for tag, attributes in (("link", {"rel": "canonical"}), ("meta", {"property": "og:title"})):
        assert not elements(response, tag, **attributes)
    assert not elements(response, "meta", name="description")
    assert not elements(response, "script")
    assert "/preview/" not in client.get("/robots.txt").content.decode()


def test_the_page_is_in_the_language_of_the_release(client, details, editor):
    response = client.get(send(make_release("Səfər", "Görüşdülər.", language="az"), editor))
    assert response["Content-Language"] == "az"
    [html] = elements(response, "html")
    assert html[1]["lang"] == "az"


def test_a_link_shows_no_more_once_its_days_are_over(client, release, editor):
    path = send(release, editor, days=1)
    secret = path.split("/")[2]
    assert preview_links.find(secret, in_future(hours=23)) is not None
    assert preview_links.find(secret, in_future(hours=25)) is None


def test_an_expired_a_revoked_a_published_and_an_unknown_link_get_the_very_same_answer(client, details, editor):
    expired, revoked, published, deleted = (make_release(title) for title in ("One", "Two", "Three", "Four"))
    paths = [send(row, editor) for row in (revoked, published, deleted)]
    assert [client.get(path).status_code for path in paths] == [200] * 3
    secret = "B" * 32
    hashed = hashlib.sha256(secret.encode()).hexdigest()
    make_link(expired, editor, made_at=timezone.now() - dt.timedelta(days=4), address_hash=hashed)
    preview_links.revoke(PreviewLink.objects.get(release=revoked), by=editor)
    publishing.publish([published], by=editor)
    deleted.delete()
    paths += [f"/preview/{secret}/", f"/preview/{'A' * 32}/", "/preview/x/"]
    answers = [client.get(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1
    said = answers[0].content.decode()
    assert "This preview has expired" in said
    assert not any(title in said for title in ("One", "Two", "Three", "Four", "capital"))
    posted = [client.post(path, {"verdict": "cleared", "name": "A"}) for path in paths]
    assert {answer.content for answer in posted} == {answers[0].content}


def test_a_link_that_is_over_takes_as_many_queries_as_one_that_never_was(
    client, release, editor, django_assert_num_queries
):
    path = send(release, editor)
    preview_links.revoke(PreviewLink.objects.get(), by=editor)
    for address in (path, f"/preview/{'A' * 32}/"):
        with django_assert_num_queries(2):
            assert is_over(client, address)


def test_what_is_scheduled_ends_the_link_when_it_begins_and_not_before(client, release, editor):
    path = send(release, editor)
    publishing.publish([release], by=editor, at=in_future(hours=1))
    assert not is_over(client, path)
    secret = path.split("/")[2]
    assert preview_links.find(secret, in_future(minutes=59)) is not None
    assert preview_links.find(secret, in_future(minutes=61)) is None
    publishing.unschedule([release], by=editor)
    assert preview_links.find(secret, in_future(minutes=61)) is not None


def test_a_correction_can_be_shown_before_it_is_published_and_ends_its_link(client, release, editor):
    first = send(release, editor)
    publishing.publish([release], by=editor)
    with pytest.raises(preview_links.ReadersSeeIt):
        send(release, editor)
    rewrite(release, body="<p>They met on Monday.</p>")
    second = send(release, editor)
    assert is_over(client, first)
    assert "on Monday" in page(client.get(second))
    correct([release], by=editor, change_note="The day.")
    assert is_over(client, second)


def test_a_draft_that_was_deleted_and_brought_back_does_not_bring_back_its_link(client, release, editor):
    from pressreleases.editorial.trash import bring_back, deleted_drafts

    path = send(release, editor)
    release.delete()
    assert is_over(client, path)
    sql("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")  # as its commit would
    bring_back(deleted_drafts()[0].history_id, by=editor)
    assert is_over(client, path)


def test_only_who_may_write_makes_and_revokes_a_link(release, editor):
    reader = make_user("Author")
    reader.groups.clear()
    with pytest.raises(publishing.PublishingError):
        send(release, reader)
    colleague = make_user("Author", "author-2")
    with pytest.raises(publishing.PublishingError):
        send(release, colleague)
    release._history_user = colleague
    send(rewrite(release, summary="A lead."), colleague)
    with pytest.raises(publishing.PublishingError):
        preview_links.revoke(PreviewLink.objects.get(), by=reader)
    preview_links.revoke(PreviewLink.objects.get(), by=editor)
    with pytest.raises(preview_links.OverAlready):
        preview_links.revoke(PreviewLink.objects.get(), by=editor)


def test_no_link_is_made_to_a_text_that_has_none(release, editor):
    with pytest.raises(publishing.errors.NoText):
        send(rewrite(release, body="<p> </p>"), editor)
    assert not PreviewLink.objects.exists()


def test_only_the_hash_of_the_secret_is_kept(release, editor):
    from django.core import serializers

    secret = send(release, editor).split("/")[2]
    assert len(secret) == 32
    from pressreleases.models import AuditEntry

    kept = serializers.serialize("json", [*PreviewLink.objects.all(), *AuditEntry.objects.all()])
    assert "The capital" in kept
    assert secret not in kept


# Pictures


def test_pictures_of_the_draft_are_seen_through_the_link_and_not_by_the_public(client, details, editor):
    above, within, other = map(make_picture, ("teal", "red", "black"))
    emblem = make_picture("white")
    details.emblem, details.shown = emblem, False
    details.save()
    body = f'<p>src="/media/ is a word.</p><p><img alt="All red" src="/media/{within.file.name}"></p>'
    path = send(make_release("Visit", lead_image=above, body=body), editor)
    response = client.get(path)
    head, *shown = [attrs["src"] for _t, attrs, _w in elements(response, "img")]
    assert head.startswith("data:image/png;base64,")
    assert sorted(shown) == sorted(f"{path}media/{one.file.name}" for one in (above, within))
    shown.append(f"{path}media/{emblem.file.name}")
    assert 'src="/media/ is a word.' in page(response)
    for address in shown:
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert answer["Cache-Control"] == "private, no-store"
    for one in (above, within, emblem):
        assert client.get(f"/media/{one.file.name}").status_code == 404
    assert is_over(client, f"{path}media/{other.file.name}")
    preview_links.revoke(PreviewLink.objects.get(), by=editor)
    assert [client.get(address).status_code for address in shown] == [404] * 3


def test_smaller_copies_are_seen_through_the_link_too_and_those_of_other_pictures_are_not(client, details, editor):
    above, within, other = (make_picture(colour, (640, 320)) for colour in ("teal", "red", "black"))
    body = f'<p>A field.</p><p><img alt="All red" src="/media/{within.file.name}"></p>'
    path = send(make_release("Visit", lead_image=above, body=body), editor)
    for one in (above, within, other):
        picture_copies.make(one)
    offered = [attrs["srcset"] for _t, attrs, _w in elements(client.get(path), "source")]
    addresses = [named.split()[0] for srcset in offered for named in srcset.split(", ")]
    wanted = [f"{path}media/images/{one.sha256}-{width}.webp" for one in (above, within) for width in (480, 640)]
    assert set(addresses) == set(wanted)
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert answer["Cache-Control"] == "private, no-store"
        assert client.get(address.removeprefix(path.rstrip("/"))).status_code == 404
    assert is_over(client, f"{path}media/images/{other.sha256}-480.webp")
    preview_links.revoke(PreviewLink.objects.get(), by=editor)
    assert [client.get(address).status_code for address in wanted] == [404] * 4


def test_a_picture_whose_file_is_lost_is_no_error(client, details, editor):
    picture = make_picture("teal")
    path = send(make_release("Visit", lead_image=picture), editor)
    picture.file.storage.delete(picture.file.name)
    assert is_over(client, f"{path}media/{picture.file.name}")


# Visits


def test_each_opening_is_noted_with_where_it_came_from(client, release, editor):
    path = send(release, editor)
    client.get(path, headers={"user-agent": "Browser " + "x" * 300}, REMOTE_ADDR="192.0.2.7")
    client.head(path)
    client.get(path + "media/images/unknown.png")
    visits = list(PreviewVisit.objects.order_by("pk"))
    assert [(visit.source, visit.agent[:8], len(visit.agent)) for visit in visits] == [
        ("192.0.2.7", "Browser ", 200),
        ("127.0.0.1", "", 0),
    ]


def test_a_machine_that_opens_it_for_ever_does_not_fill_the_database(client, release, editor, monkeypatch):
    monkeypatch.setattr(preview_links, "MOST_VISITS", 2)
    path = send(release, editor)
    for _visit in range(3):
        assert client.get(path).status_code == 200
    assert PreviewVisit.objects.count() == 2


def test_an_opening_of_a_link_that_is_over_is_not_noted(client, release, editor):
    path = send(release, editor)
    preview_links.revoke(PreviewLink.objects.get(), by=editor)
    client.get(path)
    assert not PreviewVisit.objects.exists()


def test_visits_are_forgotten_90_days_after_the_link_expired_and_the_link_stays(client, release, editor):
    client.get(send(release, editor, days=14))
    assert preview_links.forget_visits(in_future(days=103)) == 0
    assert PreviewVisit.objects.count() == 1
    assert preview_links.forget_visits(in_future(days=104, minutes=1)) == 1
    assert PreviewLink.objects.count() == 1


# The log


def test_the_secret_of_a_link_never_reaches_the_log(client, release, editor, settings, monkeypatch):
    written = []
    formatter = settings.LOGGING["formatters"]["line"]
    made = logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(formatter))

    class Reader(logging.Handler):
        def emit(self, record):
            written.append(made.format(record))

    reader, log = Reader(), logging.getLogger("django")
    log.addHandler(reader)
    try:
        path = send(release, editor)
        secret = path.split("/")[2]
        preview_links.revoke(PreviewLink.objects.get(), by=editor)
        client.get(path)
        # Typed or pasted in a wrong way, the secret is in it all the same.
        for mistyped in (path.replace("preview", "Preview") + "x/y/", path.replace("/preview/", "/preview//") + "x"):
            assert client.get(mistyped).status_code == 404

        def fail(*_args):
            raise RuntimeError(path)

        monkeypatch.setattr(preview_links, "find", fail)
        client.raise_request_exception = False
        assert client.get(path).status_code == 500
    finally:
        log.removeHandler(reader)
    assert any("Not Found: /preview/…/" in line for line in written)
    assert any("Internal Server Error: /preview/…/" in line for line in written)
    assert any("RuntimeError: /preview/…/" in line for line in written)
    assert not any(secret in line for line in written)


@pytest.mark.parametrize("links", [1, 10])
def test_a_preview_takes_the_same_queries_however_many_links_there_are(
    client, release, editor, django_assert_num_queries, links
):
    rewrite(release, anniversary=make_anniversary(en="Black January"))
    for _link in range(links):
        path = send(release, editor, asks_clearance=True)
    with django_assert_num_queries(12):
        assert client.get(path).status_code == 200
