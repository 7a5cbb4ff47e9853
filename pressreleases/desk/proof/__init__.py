"""Proof of live: after publishing the site fetches its own addresses as a reader does, and says what it saw."""
