"""How the site is run: settings, addresses, server and the database of its own. Nothing of the domain."""
