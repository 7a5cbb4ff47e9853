"""The forms in which the public site shows what was read."""
