"""Recording: only within a transaction, cut to what fits, with the address of the request."""

import json
import logging
import sys
from io import StringIO

import pytest
from django.db import transaction
from django.test import RequestFactory

from pressreleases.audit import record
from pressreleases.audit.source import ClientAddressMiddleware, address_of, here
from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct
from tests.audit.reading import last


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_an_error():
    with pytest.raises(transaction.TransactionManagementError):
        record(AuditAct.SAVED, by=None)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_a_typed_name_of_any_length_and_bytes_fits():
    record(AuditAct.SIGN_IN_FAILED, by=None, typed_name="a\0b" * 1000)
    assert last().actor_name == "ab" * 75


@pytest.mark.django_db
def test_a_line_goes_to_standard_error_once_with_nothing_before_it(django_capture_on_commit_callbacks):
    audit = logging.getLogger("mission.audit")
    # pytest may have added a handler of its own.
    (handler,) = [each for each in audit.handlers if type(each) is logging.StreamHandler]
    assert not audit.propagate
    was, written = handler.setStream(StringIO()), handler.stream
    try:
        with django_capture_on_commit_callbacks(execute=True):
            record(AuditAct.SIGN_IN_FAILED, by=None, typed_name="ə\n\u2028\x1b[2J")
    finally:
        handler.setStream(was or sys.stderr)
    (line,) = written.getvalue().splitlines()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["actor"] == "ə\n\u2028\x1b[2J"


def request(**headers):
    return RequestFactory().get("/", **{"REMOTE_ADDR": "192.0.2.1", **headers})


def test_the_address_is_that_of_the_connection_and_not_of_a_header(settings):
    settings.BEHIND_PROXY = False
    assert address_of(request(HTTP_X_FORWARDED_FOR="198.51.100.9")) == "192.0.2.1"
    assert address_of(request(HTTP_FORWARDED="for=198.51.100.9", HTTP_X_REAL_IP="198.51.100.9")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("198.51.100.9, 203.0.113.5", "203.0.113.5"),
        ("198.51.100.9,2001:DB8::7", "2001:db8::7"),
        ("203.0.113.5:41234", "203.0.113.5"),
        ("[2001:db8::7]:41234", "2001:db8::7"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        # Without the proxy's header, the client's own is not used.
        ("198.51.100.9, unknown", ""),
        ("198.51.100.9, ", ""),
        ("198.51.100.9, 1.2.3.4; DROP TABLE", ""),
    ],
)
def test_behind_a_proxy_the_address_is_the_last_hop(settings, forwarded, address):
    settings.BEHIND_PROXY = True
    assert address_of(request(HTTP_X_FORWARDED_FOR=forwarded)) == address


def test_behind_a_proxy_without_the_header_it_is_the_proxy_s(settings):
    settings.BEHIND_PROXY = True
    assert address_of(request()) == "192.0.2.1"


def test_over_a_socket_there_is_no_address(settings):
    settings.BEHIND_PROXY = False
    assert address_of(request(REMOTE_ADDR="")) == ""


def test_the_address_is_forgotten_with_the_request_also_after_a_failure():
    seen = []

    def fails(_request):
        seen.append(here())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ClientAddressMiddleware(fails)(request())
    assert (seen, here()) == (["192.0.2.1"], "")
