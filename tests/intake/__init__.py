"""Tests of intake; none needs the database."""
