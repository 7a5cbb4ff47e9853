"""Addresses that programs ask for: is it up, is it ready, robots.txt, security.txt, the icon."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection
from django.db.models.functions import Now
from django.utils import timezone

from pressreleases.models import Heartbeat, MissionDetails
from pressreleases.public.views.probes import PATIENCE, _expires_on

SITE = "http://127.0.0.1:8000"


def test_healthz_answers_without_the_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_asks_the_database_whether_the_process_in_the_background_is_at_work(client, django_assert_num_queries):
    Heartbeat.objects.beat()
    with django_assert_num_queries(1):
        assert client.get("/readyz").content == b"ready\n"


@pytest.mark.django_db
def test_readyz_is_503_while_the_process_in_the_background_is_away(client):
    away = (503, b"The process in the background (manage.py run_worker) is not at work.\n")
    never = client.get("/readyz")
    assert (never.status_code, never.content) == away
    Heartbeat.objects.beat()
    Heartbeat.objects.update(beat_at=Now() - dt.timedelta(minutes=6))
    long_ago = client.get("/readyz")
    assert (long_ago.status_code, long_ago.content) == away
    assert client.get("/healthz").status_code == 200


def test_readyz_is_503_when_the_database_does_not_answer_and_keeps_the_reason_to_itself(client, monkeypatch):
    def refuse():
        raise DatabaseError("password of mission at 10.0.0.1")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")


def test_the_icon_that_browsers_ask_for_is_there(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert response.content.startswith(b"<svg ")


def test_robots_are_told_of_both_sitemaps_and_kept_from_the_admin(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    assert lines[3:] == [f"Sitemap: {SITE}/sitemap.xml", f"Sitemap: {SITE}/news-sitemap.xml"]


def test_whoever_finds_a_hole_is_told_whom_to_write_to_for_two_to_three_months(client, details):
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = [line.split(": ", 1) for line in response.content.decode().splitlines()]
    assert [name for name, _value in fields] == ["Contact", "Contact", "Expires", "Preferred-Languages", "Canonical"]
    values = dict(fields)
    assert fields[0][1] == "mailto:press@mission.example"
    assert values["Canonical"] == f"{SITE}/.well-known/security.txt"
    left = dt.datetime.fromisoformat(values["Expires"]) - timezone.now()
    assert dt.timedelta(days=55) < left < dt.timedelta(days=95)


def test_a_mission_without_an_address_of_its_own_names_its_press_contacts(client, details):
    MissionDetails.objects.update(email="", press_contact_email="sample@mission.example")
    content = client.get("/.well-known/security.txt").content
    assert content.startswith(b"Contact: mailto:sample@mission.example\n")


def test_nobody_is_named_for_holes_while_no_address_is_shown(client, details):
    for change in ({"email": ""}, {"email": "press@mission.example", "shown": False}):
        MissionDetails.objects.update(**change)
        response = client.get("/.well-known/security.txt")
        assert response.status_code == 404
        assert b"press@mission.example" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "status"), [(-5, 200), (5, 503)])
def test_a_long_task_in_the_background_is_waited_for_and_no_longer(client, seconds, status):
    Heartbeat.objects.beat()
    Heartbeat.objects.update(beat_at=Now() - PATIENCE - dt.timedelta(seconds=seconds))
    assert client.get("/readyz").status_code == status


@pytest.mark.parametrize(
    ("today", "expires_on"),
    [
        ((2026, 1, 1), (2026, 4, 1)),
        ((2026, 9, 30), (2026, 12, 1)),
        ((2026, 10, 1), (2027, 1, 1)),
        ((2026, 12, 31), (2027, 3, 1)),
    ],
)
def test_security_txt_expires_on_the_first_of_a_month(today, expires_on):
    assert _expires_on(dt.date(*today)) == dt.date(*expires_on)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/robots.txt", "/favicon.ico"])
def test_nothing_is_sent_to_an_address_of_a_program(client, address):
    assert client.post(address).status_code == 405
