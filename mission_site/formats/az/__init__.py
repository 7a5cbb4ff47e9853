"""Azerbaijani as the mission writes it."""
