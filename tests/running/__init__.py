"""How the site is set up, run, stopped, backed up and restored: on real processes and a real PostgreSQL."""
