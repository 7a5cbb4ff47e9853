"""How the site is run: settings, addresses, server and the database of its own. Nothing of the domain."""

import gc

# Python looks for objects that keep each other alive whenever there are 700 more, which took a tenth of the CPU time of
# each start. With 50,000, the XML of imported Word files, which is not counted, took half a gigabyte.
gc.set_threshold(10_000, 10, 10)
