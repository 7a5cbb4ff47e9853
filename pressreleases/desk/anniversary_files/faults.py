"""What is wrong with a file of anniversaries as a whole; faults of single rows are sentences beside them."""


class FileRefused(Exception):
    """The file cannot be read; `str()` says why, in the language of whoever brought it."""
