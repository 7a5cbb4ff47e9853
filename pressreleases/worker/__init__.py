"""The worker, one process in the background: the list of its tasks, and running them for ever."""
