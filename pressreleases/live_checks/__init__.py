"""Live checks: after publishing, the site requests its own pages as a reader does, and tells staff what it saw."""
