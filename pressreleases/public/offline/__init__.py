"""A month as one ZIP of pages that need no network, for whoever reads where there is none."""
