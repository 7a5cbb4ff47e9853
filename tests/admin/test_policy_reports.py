"""Browsers of staff report what a page of the admin was kept from loading; nobody else can, and little is kept."""

import datetime as dt
import json
import time

import pytest
from django.utils import timezone

from mission_site.limits import limit_of
from pressreleases import doctor
from pressreleases.models import PolicyReport, policy_report
from pressreleases.models.checkup import Level
from pressreleases.worker import tidy
from tests.making import make_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]

ADDRESS = "/admin/policy-report/"
PAGE = "http://testserver/admin/pressreleases/release/7/change/?words=secret"


@pytest.fixture
def as_author(client, author):
    client.force_login(author)
    return client


def said(**changes):
    words = {"document-uri": PAGE, "effective-directive": "script-src-elem", "blocked-uri": "https://evil.example/a?b"}
    return json.dumps({"csp-report": words | {name.replace("_", "-"): value for name, value in changes.items()}})


def report(client, body):
    return client.post(ADDRESS, body, content_type="application/csp-report").status_code


def rows():
    return [str(row) for row in PolicyReport.objects.order_by("pk")]


def test_pages_of_the_admin_name_the_address_and_public_pages_name_none(as_author, details):
    assert f"report-uri {ADDRESS}" in as_author.get("/admin/")["Content-Security-Policy"]
    change = f"/admin/pressreleases/release/{make_release().pk}/change/"
    assert f"report-uri {ADDRESS}" in as_author.get(change)["Content-Security-Policy"]
    for page in ("/en/", "/en/search/", "/healthz"):
        assert "report" not in as_author.get(page).headers.get("Content-Security-Policy", "")


def test_of_a_report_the_directive_the_origin_and_the_kind_of_page_are_kept(as_author):
    assert report(as_author, said()) == 204
    assert rows() == ["script-src-elem https://evil.example (pressreleases_release_change)"]


def test_an_older_browser_and_what_has_no_address_are_understood(as_author):
    report(as_author, said(effective_directive="", violated_directive="script-src 'self'", blocked_uri="inline"))
    assert rows() == ["script-src inline (pressreleases_release_change)"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no JSON",
        "[]",
        "null",
        '{"csp-report": []}',
        '{"csp-report": null}',
        "[" * 5000,
        b"\xff\xfe",
        said(document_uri="https://other.example/admin/"),
        said(document_uri="http://testserver/en/"),
        said(document_uri="http://testserver/admin/nothing/here/"),
        said(document_uri="http://[testserver/admin/"),
        said(document_uri=7),
        said(effective_directive="x" * 41),
        said(effective_directive="<script>"),
        said(blocked_uri="chrome-extension://abc/x.js"),
        said(blocked_uri="anything"),
        said(blocked_uri={}),
    ],
)
def test_what_is_no_report_of_a_page_of_the_admin_is_dropped(as_author, body):
    assert report(as_author, body) == 204
    assert rows() == []


def test_nobody_reports_without_a_session_or_by_get(client, author):
    assert report(client, said()) == 302
    client.force_login(author)
    assert client.get(ADDRESS).status_code == 405
    author.groups.clear()
    assert report(client, said()) == 403
    assert rows() == []


def test_equal_reports_are_one_row_that_is_written_at_most_once_in_a_while(as_author):
    for _time in range(3):
        report(as_author, said())
    assert PolicyReport.objects.get().times == 1
    PolicyReport.objects.update(last_at=timezone.now() - policy_report.PAUSE - dt.timedelta(seconds=1))
    for _time in range(3):
        report(as_author, said())
    row = PolicyReport.objects.get()
    assert row.times == 2
    assert timezone.now() - row.last_at < dt.timedelta(minutes=1)


def test_there_are_only_so_many_rows(as_author, monkeypatch):
    monkeypatch.setattr(policy_report, "MOST", 2)
    for host in ("one", "two", "three"):
        report(as_author, said(blocked_uri=f"https://{host}.example"))
    assert PolicyReport.objects.count() == 2


def test_a_report_is_small_and_does_not_keep_a_session_alive(as_author):
    assert limit_of(ADDRESS).size == 16 * 1024
    session = as_author.session
    session["seen_at"] = long_ago = time.time() - 3000
    session.save()
    report(as_author, said())
    assert as_author.session["seen_at"] == long_ago
    as_author.get("/admin/")
    assert as_author.session["seen_at"] > long_ago


def test_administrators_are_told_by_the_doctor(as_author):
    (finding,) = doctor._examined(doctor.check_policy)
    assert (finding.level, finding.code) == (Level.GOOD, "policy")
    report(as_author, said())
    (finding,) = doctor._examined(doctor.check_policy)
    assert (finding.level, finding.code) == (Level.ADVICE, "policy_reports")
    assert "https://evil.example (pressreleases_release_change)" in str(finding)


def test_old_reports_are_forgotten(as_author):
    report(as_author, said())
    tidy()
    assert PolicyReport.objects.count() == 1
    PolicyReport.objects.update(last_at=timezone.now() - policy_report.KEPT_FOR - dt.timedelta(days=1))
    assert (1, "Removed 1 report of a browser.") in tidy()
    assert rows() == []
