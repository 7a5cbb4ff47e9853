"""Tags and filters of the templates, by subject."""
