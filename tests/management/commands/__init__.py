"""What the commands of `manage.py` do and refuse."""
