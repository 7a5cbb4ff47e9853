"""Observances that come: which they are, their drafts, releases written by hand, notes for authors, reminders."""
