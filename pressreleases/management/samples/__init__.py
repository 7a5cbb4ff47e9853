"""The sample content of a new site: data in TOML, and what puts it into an empty database. Nothing else uses it.

The facts are public, the words our own. 20 January 2024 is free, so that a real sheet of that day can be imported.
"""
