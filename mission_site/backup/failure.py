"""The one error of backing up and restoring: a sentence for the person who asked for it."""


class BackupFailure(Exception):
    """What was asked cannot be done, and nothing was changed; the message says why and what to do."""
