"""The one error that the embedded database raises: a sentence for the person who runs the site."""


class EmbeddedFailure(Exception):
    """The embedded database cannot do what was asked; the message says why and what to do."""
