"""Tests of `pressreleases.richtext`."""
