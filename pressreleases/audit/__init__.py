"""Keeping the audit trail: `record` writes an entry and its line on the log, `source` knows where a request is from.

What may be in an entry is in `pressreleases.models.audit`; who may read it is decided in `publishing.roles`.
"""

from pressreleases.audit.recording import forget_deleted, forget_words, record

__all__ = ["forget_deleted", "forget_words", "record"]
