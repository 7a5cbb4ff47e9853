"""Anniversaries: which are due, their drafts carried forward, linked releases, title patterns, CSV files."""
