"""Tests that drive a browser: `make browser`."""
