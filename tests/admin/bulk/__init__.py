"""Tests of bulk actions, through the list and the pages of the admin."""
