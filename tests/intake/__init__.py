"""Tests of intake, without the database."""
