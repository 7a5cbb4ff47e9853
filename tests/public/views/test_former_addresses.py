"""Addresses of another site lead to the release that was imported from there, and tell nothing of a draft."""

import pytest

from pressreleases.editorial.importing import keep_former_address
from pressreleases.models import Edition, FormerAddress
from pressreleases.models.kinds import Act
from pressreleases.publishing import publish, redact, withdraw
from tests.making import make_release, make_user, rewrite

pytestmark = pytest.mark.django_db
PATH = "/2019/05/a-visit/"
PAGE = "/en/releases/2024/a-visit/"


@pytest.fixture
def admin(db):
    return make_user("Administrator")


@pytest.fixture
def release(details):
    made = make_release(title="A visit", slug="a-visit")
    assert keep_former_address(PATH, made)
    return made


@pytest.mark.parametrize("path", [PATH, PATH.rstrip("/"), f"{PATH}?utm_source=mail"])
def test_an_old_address_leads_to_a_published_release(client, release, editor, path):
    publish([release], by=editor)
    response = client.get(path)
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, PAGE, "no-cache")
    assert client.head(path).status_code == 301
    assert client.post(path).status_code != 301


def test_an_old_address_with_a_query_is_that_query_alone(client, release, editor):
    keep_former_address("/?p=12", release)
    publish([release], by=editor)
    assert client.get("/?p=12")["Location"] == PAGE
    assert client.get("/?p=13").status_code == 302
    assert client.get("/").status_code == 302


def test_the_old_address_of_a_draft_answers_as_one_that_never_was(client, release, django_assert_max_num_queries):
    answers = [client.get(path) for path in (PATH, "/2019/05/another/")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert client.get(f"/?p={release.pk}").status_code == 302


def test_a_withdrawn_release_is_found(client, release, editor):
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "It was wrong."})
    assert client.get(PATH)["Location"] == PAGE


def test_the_old_address_of_a_removed_release_is_not_found(client, release, editor, admin):
    publish([release], by=editor)
    withdraw([release], by=admin, reasons={"en": "Published in error."}, act=Act.REMOVED)
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize(
    ("path", "is_kept"),
    [("/a/", True), ("/%D9%85/", True), ("/", False), ("", False), ("a/", False), ("/a\nb", False), ("/" * 501, False)],
)
def test_only_a_path_is_kept(release, path, is_kept):
    assert keep_former_address(path, release) is is_kept


def test_an_address_stays_with_the_release_that_had_it_first(release):
    other = make_release(title="Another", slug="another")
    assert not keep_former_address(PATH, other)
    assert FormerAddress.objects.get().release == release


def test_a_redacted_address_takes_the_old_one_with_it(release, editor, admin):
    publish([release], by=editor)
    edition = Edition.objects.get()
    withdraw([release], by=admin, reasons={"en": "Published in error."}, act=Act.REMOVED)
    rewrite(release, slug="another-visit")
    redact([edition], by=admin, address=True, harmless=["title", "body", "place"])
    assert not FormerAddress.objects.exists()
