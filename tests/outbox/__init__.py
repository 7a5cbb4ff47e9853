"""Tests of notices: recipients, mails, sending."""
