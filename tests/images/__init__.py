"""Tests of making pictures of uploads."""
