"""Tests of carrying a text forward, without the database."""
