"""What is kept for a time only, then forgotten or counted anew; by `manage.py tidy`, and daily by the attendant."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from pressreleases import counts, outbox, search
from pressreleases.desk import kept_text, presence, previews, undeleting
from pressreleases.desk.observing import notes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def forget_sessions() -> int:
    """Remove the sessions of people who were signed in, once they have expired."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


# Each forgets what is over by now and returns how much that was; beside it, how that is said.
STORES: "tuple[tuple[Callable[[], int], _StrPromise], ...]" = (
    (
        undeleting.forget,
        ngettext_lazy(
            "Permanently removed %(count)s deleted draft.", "Permanently removed %(count)s deleted drafts.", "count"
        ),
    ),
    (
        previews.forget_visits,
        ngettext_lazy("Removed %(count)s preview visit.", "Removed %(count)s preview visits.", "count"),
    ),
    (
        kept_text.forget,
        ngettext_lazy("Removed %(count)s unsaved text.", "Removed %(count)s unsaved texts.", "count"),
    ),
    (
        notes.forget,
        ngettext_lazy("Removed %(count)s note on a draft.", "Removed %(count)s notes on drafts.", "count"),
    ),
    (
        forget_sessions,
        ngettext_lazy("Removed %(count)s ended session.", "Removed %(count)s ended sessions.", "count"),
    ),
    (outbox.forget, ngettext_lazy("Removed %(count)s old notice.", "Removed %(count)s old notices.", "count")),
)


def tidy(*, renew: bool = True) -> list[tuple[int, str]]:
    """Forget it all, count anew, complete the index of words; return how much went of each store, and a sentence.

    With `renew`, what an older version put into the index is put there anew.
    """
    counts.take()
    search.add_missing(renew=renew)
    presence.forget()
    return [(count, said % {"count": count}) for count, said in ((forget(), said) for forget, said in STORES)]
