"""Tests of the whole site on real parts."""
