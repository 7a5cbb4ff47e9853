"""Tests of live checks, against a real web server with a proxy that can misbehave."""
