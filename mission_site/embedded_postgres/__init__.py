"""The site's own PostgreSQL: its programs, its folders, its life, and the Django backend that starts it.

Nothing in here starts anything when it is imported.
"""
