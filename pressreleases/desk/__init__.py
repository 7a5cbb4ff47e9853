"""What staff do that crosses several rows: finding a free address, making drafts. Publishing itself is not here."""
