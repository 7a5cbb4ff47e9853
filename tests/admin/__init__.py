"""Tests of the staff's side, through its pages, on the real database."""
