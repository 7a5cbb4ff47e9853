"""Recording: only within a transaction, cut to what fits, with the address of the request."""

import json
import logging
import sys
from io import StringIO

import pytest
from django.db import transaction

from pressreleases.audit import record
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
