"""Tests of reading Word files, without the database."""
