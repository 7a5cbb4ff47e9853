"""What was seen by readers: Postgres refuses rows that contradict themselves, and redaction forgets an address."""

import pytest

from pressreleases.models import Edition, LiveCheck, Withdrawal
from pressreleases.models.live_check import Problem
from pressreleases.publishing import publish, redact, withdraw
from tests.making import correct, database_now, make_release, make_user, rewrite
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

SET = "UPDATE pressreleases_livecheck SET {} WHERE id = %s"


@pytest.fixture
def edition(details, editor):
    (edition,) = publish([make_release()], by=editor)
    return edition


def sighting(edition, path="/en/", **values):
    return LiveCheck.objects.create(edition=edition, what="page", path=path, due_at=database_now(), **values)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("edition_id = NULL", "live_check_of_one_thing"),
        ("seen_at = now()", "live_check_tried_before_it_is_known"),
        (
            "tried_at = now(), tries = 1, seen_at = now(), wrong = 'status', wrong_since = now()",
            "live_check_seen_or_wrong",
        ),
        ("tried_at = now(), tries = 1, wrong = 'status'", "live_check_seen_or_wrong"),
        ("tries = 1", "live_check_tried_before_it_is_known"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(edition, change, constraint):
    row = sighting(edition)
    with refused_by(constraint):
        sql(SET.format(change), row.pk)
    sql(SET.format("tried_at = now(), tries = 1, wrong = 'status', wrong_since = now()"), row.pk)
    sql(SET.format("seen_at = now(), wrong = '', wrong_since = NULL"), row.pk)


def test_an_address_is_looked_at_once_for_each_edition_and_each_withdrawal(edition, editor):
    sighting(edition)
    with refused_by("live_check_once_per_edition"):
        sighting(edition)
    (withdrawal,) = withdraw([edition.release], by=editor, reasons={"en": "No visit."})
    with refused_by("live_check_of_one_thing"):
        sighting(edition, "/en/releases/", withdrawal=withdrawal)
    sighting(None, withdrawal=withdrawal)
    with refused_by("live_check_once_per_withdrawal"):
        sighting(None, withdrawal=withdrawal)


def test_only_what_holds_is_due(edition, editor):
    row = sighting(edition)
    assert list(LiveCheck.objects.due()) == [row]
    assert not LiveCheck.objects.due(row.due_at.replace(year=2020)).exists()
    withdraw([edition.release], by=editor, reasons={"en": "No visit."})
    assert not LiveCheck.objects.due(database_now()).exists()
    ours = sighting(None, withdrawal=Withdrawal.objects.get())
    assert list(LiveCheck.objects.due(database_now())) == [ours]


def test_an_address_that_was_redacted_is_forgotten_and_the_one_of_today_is_not(details, editor):
    release = make_release("Visit of Jane Roe", slug="visit-of-jane-roe")
    (first,) = publish([release], by=editor)
    now = database_now()
    page = "/en/releases/2024/visit-of-jane-roe/"
    sighting(first, page)
    rewrite(release, title="Visit", slug="visit", body="<p>Somebody came.</p>")
    (second,) = correct([release], by=editor, change_note="A name was taken out.")
    sighting(second, page)
    sighting(second, "/en/releases/2024/visit/")
    sighting(
        second,
        "/en/",
        tries=1,
        tried_at=now,
        wrong=Problem.LEADS_ELSEWHERE,
        wrong_since=now,
        detail=f"https://x.example{page}",
    )
    administrator = make_user("Administrator")
    redact([Edition.objects.get(number=1)], by=administrator, harmless=["title", "place"], address=True)
    assert list(LiveCheck.objects.values_list("path", flat=True)) == ["/en/releases/2024/visit/"]


def test_where_the_address_stays_what_was_seen_there_stays(details, editor):
    release = make_release("Visit", slug="visit")
    publish([release], by=editor)
    rewrite(release, body="<p>Somebody came.</p>")
    (second,) = correct([release], by=editor, change_note="A name was taken out.")
    sighting(second, "/en/releases/2024/visit/")
    redact([Edition.objects.get(number=1)], by=make_user("Administrator"), harmless=["title", "place"])
    assert LiveCheck.objects.count() == 1
