"""What staff do that crosses several rows."""
