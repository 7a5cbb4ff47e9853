"""What the public site reads from the database."""
