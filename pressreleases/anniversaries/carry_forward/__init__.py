"""Carry the text of an anniversary forward to another year: texts in, texts and notes out, without the database."""
