"""Anniversaries as files, CSV and iCalendar: written, read row by row, and taken in whole or not at all."""
