"""Tests of the letterhead PDF of an edition."""
