"""Tests of `pressreleases.anniversaries`."""
