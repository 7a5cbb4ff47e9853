"""What the commands of `manage.py` do and refuse, on the real database, with sheets in our own words."""
