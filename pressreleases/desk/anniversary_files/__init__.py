"""Anniversaries as CSV files: written, read row by row, and imported whole or not at all."""
