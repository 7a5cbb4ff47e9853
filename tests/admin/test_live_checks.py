"""The part of a page that reloads itself while live checks go on, and the button that checks again."""

import pytest
from django.test import Client

from pressreleases.models import Edition, LiveCheck, Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.admin.filling import RELEASES
from tests.making import database_now, in_future, make_release, make_user
from tests.public.page_elements import words


@pytest.fixture
def release(details):
    return make_release(issued_on=database_now().date())


def proofs(response):
    return words(response, "div", class_="proof")


@pytest.mark.django_db
def test_the_part_that_is_loaded_again_is_the_same_as_in_the_page(release, editor, as_editor):
    publish([release], by=editor)
    edition = Edition.objects.get()
    page = as_editor.get("/admin/")
    assert f'data-pending="{RELEASES}live-check/?edition={edition.pk}&amp;short=1"' in page.content.decode()
    part = as_editor.get(f"{RELEASES}live-check/", {"edition": edition.pk, "short": "1"})
    assert proofs(part) == proofs(page)
    assert "no-store" in part["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("query", [{}, {"edition": "x"}, {"edition": "9" * 30}, {"withdrawal": "1"}])
def test_an_unknown_part_is_not_found(as_editor, details, query):
    assert as_editor.get(f"{RELEASES}live-check/", query).status_code == 404
    assert as_editor.post(f"{RELEASES}check-again/", query).status_code == 404


@pytest.mark.django_db
def test_only_staff_see_the_part_and_only_a_post_checks_again(release, editor, as_editor):
    publish([release], by=editor)
    edition = Edition.objects.get()
    nobody = make_user("Author", "nobody")
    nobody.groups.clear()
    client = Client()
    assert client.get(f"{RELEASES}live-check/", {"edition": edition.pk}).status_code == 302
    client.force_login(nobody)
    assert client.get(f"{RELEASES}live-check/", {"edition": edition.pk}).status_code == 403
    assert client.post(f"{RELEASES}check-again/", {"edition": edition.pk}).status_code == 403
    assert as_editor.get(f"{RELEASES}check-again/", {"edition": edition.pk}).status_code == 405
    assert not LiveCheck.objects.exists()


@pytest.mark.django_db
def test_what_has_not_begun_has_no_part(release, editor, as_editor):
    [scheduled] = publish([release], by=editor, at=in_future())
    assert as_editor.get(f"{RELEASES}live-check/", {"edition": scheduled.pk}).status_code == 404
    live = make_release("Live", issued_on=database_now().date())
    publish([live], by=editor)
    withdraw([live], by=editor, reasons={"en": "Called off."}, at=in_future())
    planned = Withdrawal.objects.get()
    assert as_editor.get(f"{RELEASES}live-check/", {"withdrawal": planned.pk}).status_code == 404


@pytest.mark.django_db
def test_a_withdrawal_in_force_has_its_part(release, editor, as_editor):
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Called off."})
    part = as_editor.get(f"{RELEASES}live-check/", {"withdrawal": Withdrawal.objects.get().pk})
    assert part.status_code == 200
    assert len(proofs(part)) == 1
