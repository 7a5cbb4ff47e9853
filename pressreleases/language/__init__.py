"""Languages of the site, and what depends on a language: dates, numbers, direction, punctuation, slugs. No database."""
