"""Feeds of releases with their whole text: one set of items (`items`), three forms (`atom`, `rss`, `json_feed`)."""
