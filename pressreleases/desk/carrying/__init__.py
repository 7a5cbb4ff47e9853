"""Carrying the text of an anniversary forward to another year: words in, words and what to look at out; no database."""
