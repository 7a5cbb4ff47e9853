"""Words that need no database: kinds of release, languages, dates in words. Imports nothing of the app."""
