"""The audit trail: `record` writes an entry and a line in the log; `source` knows where a request comes from.

For the content of an entry, see `pressreleases.models.audit`; for who may read it, `publishing.permissions`.
"""

from pressreleases.audit.recording import forget_deleted, forget_words, record

__all__ = ["forget_deleted", "forget_words", "record"]
