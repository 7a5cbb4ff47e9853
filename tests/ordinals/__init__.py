"""Tests of ordinals, without the database."""
