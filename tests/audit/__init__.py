"""Tests of the audit trail and its lines in the log. For its page in the admin, see `tests.admin`."""
