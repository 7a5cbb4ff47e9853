"""Tests of `mission_site.embedded_postgres` without a whole site."""
