"""The commands of `manage.py`, one a file: each parses, makes one call, and says how it went."""
