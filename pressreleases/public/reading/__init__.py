"""Queries for public pages: they return frozen dataclasses and know nothing of HTTP."""
