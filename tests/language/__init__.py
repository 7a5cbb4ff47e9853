"""Words that need no database."""
