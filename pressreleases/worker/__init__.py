"""What the site does by itself, in one process in the background: the list of its tasks, and running them for ever."""
