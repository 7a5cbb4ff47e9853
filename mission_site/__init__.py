"""How the site is run: settings, addresses, server and the database of its own. Nothing of the domain."""

import gc

# Python looks for objects that keep each other alive whenever there are 700 more, which took a seventh of the CPU time
# of each start.
gc.set_threshold(50_000, 20, 20)
