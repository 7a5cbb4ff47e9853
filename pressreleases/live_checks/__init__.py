"""Live checks: after publishing the site fetches its own pages as a reader does, and tells staff what it saw."""
