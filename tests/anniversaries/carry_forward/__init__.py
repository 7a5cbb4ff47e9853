"""Tests of carrying a text forward; pure functions, so no database."""
