"""The tables of the site, in the order in which they came to be."""
