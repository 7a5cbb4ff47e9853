"""The public views: fetch, make one call, answer."""
