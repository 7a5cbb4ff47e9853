"""What `manage.py` can do, and the sample content that only it uses."""
