"""Releases, anniversaries and mission contact details: written by staff, published as editions that never change."""
