"""Anniversaries: which are due, drafts from last year's text, linked releases, title patterns, CSV files."""
