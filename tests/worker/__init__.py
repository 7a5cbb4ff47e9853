"""Tests of `pressreleases.worker`."""
