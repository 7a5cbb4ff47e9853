"""Measurements, for an otherwise idle machine; what they gave is written in docs/."""
