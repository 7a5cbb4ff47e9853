"""Ready answers in front of Django."""
