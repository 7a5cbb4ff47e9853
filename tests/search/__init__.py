"""Search, part by part; what readers see of it is in `tests/public`."""
