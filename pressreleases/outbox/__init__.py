"""Notices by e-mail: `tell` puts them into the outbox in the transaction of the act; the sender takes them from there.

When the sender runs is decided in `worker.TASKS`, that there is one at all in `manage.py run_worker`.
"""

from pressreleases.models.notice import NoticeKind
from pressreleases.outbox.sending import next_due, send_due
from pressreleases.outbox.telling import KEPT_FOR, forget, forget_comments, tell, tell_account

__all__ = ["KEPT_FOR", "NoticeKind", "forget", "forget_comments", "next_due", "send_due", "tell", "tell_account"]
