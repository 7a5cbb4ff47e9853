"""Tests of the proof of live, against a real web server with something in front of it that can misbehave."""
