"""The site in one file, and back: database, pictures and key. `make backup` and `make restore FILE=…`."""
