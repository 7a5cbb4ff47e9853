"""Data: what Postgres itself holds."""
