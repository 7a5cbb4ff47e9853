"""Notices by e-mail: `tell` puts them into the outbox in the transaction of the act, the sender takes them from there.

When the sender runs is decided in `desk.duties`, that there is one at all in `manage.py attend`.
"""

from pressreleases.outbox.sending import send_due
from pressreleases.outbox.telling import KEPT_FOR, forget, forget_comments, tell
from pressreleases.vocabulary.notices import NoticeKind

__all__ = ["KEPT_FOR", "NoticeKind", "forget", "forget_comments", "send_due", "tell"]
