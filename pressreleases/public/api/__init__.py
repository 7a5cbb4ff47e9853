"""The read-only API for machines, `/api/v1/`: what readers may read, as JSON. `/api/` says it in words."""
