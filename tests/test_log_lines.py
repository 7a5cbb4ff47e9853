"""The log has no secrets of preview links, and one line for a request to an unknown host."""

import logging
import sys
from types import SimpleNamespace

import psycopg2
import pytest
from django.db import OperationalError

from mission_site.log_lines import DatabaseAwayInOneLine, UnknownHostInOneLine, WithoutSecrets


def record(message, exc_info=None):
    return logging.LogRecord("django", logging.ERROR, "f", 1, message, None, exc_info)


@pytest.mark.parametrize(
    "path",
    ["/preview/s3cret/", "/PREVIEW//s3cret/text.txt", "/preview/s3cret?x", "/admin/set-password/MQ/d4-s3cret/"],
)
def test_a_secret_is_left_out_of_the_message_and_nothing_else_is(path):
    line = WithoutSecrets().format(record(f"Not Found: {path} for a reader"))
    assert "s3cret" not in line
    assert line.endswith(" for a reader")


def test_a_secret_is_left_out_of_a_traceback():
    try:
        raise RuntimeError("/preview/s3cret/")
    except RuntimeError:
        line = WithoutSecrets().format(record("Failed", sys.exc_info()))
    assert "RuntimeError: /preview/…/" in line


def test_an_unknown_host_is_one_warning_that_names_the_setting():
    found = record("Invalid HTTP_HOST header")
    found.request = SimpleNamespace(META={"HTTP_HOST": "x" * 300})
    assert UnknownHostInOneLine().filter(found)
    assert (found.levelname, found.exc_info) == ("WARNING", None)
    assert "MISSION_HOSTS" in found.getMessage()
    assert "x" * 201 not in found.getMessage()


def test_a_message_is_one_line_with_the_time_in_utc():
    found = record("Not Found: /a\r\n2026-01-01T00:00:00.000Z INFO forged\x1b[0m\u2028x")
    found.created, found.msecs = 0.0, 7.0
    line = WithoutSecrets("{asctime} {message}", style="{").format(found)
    assert line == (r"1970-01-01T00:00:00.007Z Not Found: /a\r\n2026-01-01T00:00:00.000Z INFO forged\x1b[0m\u2028x")


def test_a_database_that_is_away_is_a_line_each_second_and_another_failure_keeps_its_traceback():
    away = [
        record("Service Unavailable: /en/100%/", (OperationalError, OperationalError("refused\nat 10%"), None))
        for _each in range(2)
    ]
    other = record("Internal Server Error: /en/", (ValueError, ValueError("refused"), None))
    shown = DatabaseAwayInOneLine().filter
    assert [shown(one) for one in (*away, other, record("Not Found: /en/"))] == [True, False, True, True]
    assert away[0].getMessage() == "Service Unavailable: /en/100%/ (the database does not answer: refused)"
    assert (away[0].exc_info, other.getMessage()) == (None, "Internal Server Error: /en/")
    assert other.exc_info is not None


def test_a_statement_that_took_too_long_is_one_line():
    cut = OperationalError("canceling statement")
    cut.__cause__ = type("Canceled", (psycopg2.OperationalError,), {"pgcode": "57014"})("canceling statement")
    found = record("Service Unavailable: /en/100%/", (OperationalError, cut, None))
    assert DatabaseAwayInOneLine().filter(found)
    assert found.getMessage() == "Service Unavailable: /en/100%/ (a statement in the database took too long)"
    assert found.exc_info is None
