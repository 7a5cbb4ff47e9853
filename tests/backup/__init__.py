"""Tests of `mission_site.backup` without a whole site."""
