"""Found by Django under the names of their files."""
