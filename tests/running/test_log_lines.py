"""The log has no secrets of preview links, and one line for a request to an unknown host."""

import logging
import sys
from types import SimpleNamespace

import pytest

from mission_site.log_lines import UnknownHostInOneLine, WithoutSecrets


def record(message, exc_info=None):
    return logging.LogRecord("django", logging.ERROR, "f", 1, message, None, exc_info)


@pytest.mark.parametrize("path", ["/preview/s3cret/", "/PREVIEW//s3cret/text.txt", "/preview/s3cret?x"])
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
