"""Carrying the text of an anniversary forward to another year: words in, words and notes out; no database."""
