"""Live checks: an address that one edition or one withdrawal must have changed, and what the site saw there.

Public pages do not depend on these rows.
"""

import datetime as dt
from collections.abc import Iterable
from http import HTTPStatus

from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from pressreleases.models.edition import Edition
from pressreleases.models.spans import instant
from pressreleases.models.withdrawal import Withdrawal

# How many releases a page of a list shows, so that live checks know what must be listed there.
ON_A_PAGE = 20


class CheckedPage(TextChoices):
    """The kind of page that is checked. The database accepts any word, so a change needs no migration."""

    PAGE = "page", _("Its page")
    FORMER_ADDRESS = "former-address", _("A former address")
    INDEX = "index", _("The list of releases")
    FEED = "feed", _("The feed")


class Problem(TextChoices):
    """What was wrong at an address; `in_words` returns a sentence for it."""

    NO_SUCH_HOST = "no-such-host"
    NOT_REACHED = "not-reached"
    CERTIFICATE = "certificate"
    TOO_SLOW = "too-slow"
    BROKEN_OFF = "broken-off"
    TOO_LARGE = "too-large"
    STATUS = "status"
    LEADS_ELSEWHERE = "leads-elsewhere"
    NOT_OURS = "not-ours"
    OTHER_EDITION = "other-edition"
    OTHER_WORDS = "other-words"
    NOT_LISTED = "not-listed"
    STILL_READ = "still-read"
    STILL_LISTED = "still-listed"
    NO_NOTICE = "no-notice"


_SENTENCES = {
    Problem.NO_SUCH_HOST: _("The host name %(detail)s was not found (DNS)."),
    Problem.NOT_REACHED: _("%(detail)s does not answer."),
    Problem.CERTIFICATE: _(
        "The secure connection failed, also for readers. There is a problem with the certificate (%(detail)s)."
    ),
    Problem.TOO_SLOW: _("The answer took too long."),
    Problem.BROKEN_OFF: _("The connection was closed before the page was complete."),
    Problem.TOO_LARGE: _("The answer is much larger than a page of this site."),
    Problem.STATUS: _("The site answered with an error (%(detail)s)."),
    Problem.LEADS_ELSEWHERE: _("It redirects to another address: %(detail)s"),
    Problem.NOT_OURS: _("The page shows something else, not the text."),
    Problem.OTHER_EDITION: _("The page still shows another edition: number %(detail)s."),
    Problem.OTHER_WORDS: _("The text on the page is not that of this edition."),
    Problem.NOT_LISTED: _("It is not there yet."),
    Problem.STILL_READ: _("The text can still be read there: edition %(detail)s."),
    Problem.STILL_LISTED: _("It is still listed there."),
    Problem.NO_NOTICE: _("The page does not show your reason."),
}
_OF_STATUS = {
    HTTPStatus.NOT_FOUND: _("The page was not found (404)."),
    HTTPStatus.UNAUTHORIZED: _("The site asks readers for a password (401)."),
    HTTPStatus.FORBIDDEN: _("The site refuses to show readers the page (403)."),
    HTTPStatus.TOO_MANY_REQUESTS: _("A server in front of the site reports too many requests (429)."),
    HTTPStatus.BAD_GATEWAY: _("A server in front of the site cannot reach the site (502)."),
    HTTPStatus.SERVICE_UNAVAILABLE: _("The site reports that it is not available at the moment (503)."),
    HTTPStatus.GATEWAY_TIMEOUT: _("A server in front of the site reports that the site is too slow (504)."),
}


def in_words(wrong: str, detail: str) -> str:
    """The sentence for `wrong`, in the active language; `detail` is that of the `LiveCheck`."""
    if wrong == Problem.STATUS and detail.isdecimal() and int(detail) in _OF_STATUS:
        return str(_OF_STATUS[HTTPStatus(int(detail))])
    return _SENTENCES[Problem(wrong)] % {"detail": detail or "–"}


# Readers reach nothing, or something else. With every other problem, a cache has an old page.
_OUT_OF_REACH = {
    Problem.NO_SUCH_HOST,
    Problem.NOT_REACHED,
    Problem.CERTIFICATE,
    Problem.TOO_SLOW,
    Problem.BROKEN_OFF,
    Problem.STATUS,
}
_ELSEWHERE = {Problem.TOO_LARGE, Problem.LEADS_ELSEWHERE, Problem.NOT_OURS}


def what_to_do(wrong: str) -> str:
    """What a press officer can do about `wrong`, in the active language."""
    if wrong in _OUT_OF_REACH:
        return str(_("Readers cannot reach these pages. Forward this e-mail to the person who runs the site now."))
    if wrong in _ELSEWHERE:
        return str(
            _(
                "Another server answers at this address. Ask the person who runs the site to check the "
                "host name and the proxy."
            )
        )
    return str(
        _(
            "Open the address in a private window. If you see the problem that is described above, "
            "a cache still has an old page. Ask the person who runs the site to clear the caches. "
            "Do not publish again."
        )
    )


def checked_page_label(what: str) -> str:
    """The label in the active language; a general one for a kind of page that is no longer checked."""
    return str(CheckedPage(what).label) if what in CheckedPage.values else str(_("Another page"))


def checked_page_choices() -> list[tuple[str, object]]:
    """A callable, so that another kind of page needs no migration."""
    return list(CheckedPage.choices)


class LiveCheckQuerySet(models.QuerySet["LiveCheck"]):
    def of(self, subjects: Iterable[Edition | Withdrawal]) -> "LiveCheckQuerySet":
        keys: dict[type, list[int]] = {Edition: [], Withdrawal: []}
        for subject in subjects:
            keys[type(subject)].append(subject.pk)
        return self.filter(Q(edition__in=keys[Edition]) | Q(withdrawal__in=keys[Withdrawal]))

    def that_hold(self, at: dt.datetime | None = None) -> "LiveCheckQuerySet":
        """Checks of editions live and withdrawals in force at `at` (None: now)."""
        now = instant(at)
        return self.filter(Q(edition__live_during__contains=now) | Q(withdrawal__in_force_during__contains=now))

    def unseen(self) -> "LiveCheckQuerySet":
        return self.filter(seen_at=None)

    def due(self, at: dt.datetime | None = None) -> "LiveCheckQuerySet":
        """Not yet confirmed, in force, and due at `at`."""
        return self.that_hold(at).unseen().filter(due_at__lte=instant(at))

    def wrong(self) -> "LiveCheckQuerySet":
        """Checked, and found to be wrong."""
        return self.unseen().exclude(wrong="")


class LiveCheck(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="live_checks")
    withdrawal = models.ForeignKey(Withdrawal, models.CASCADE, null=True, related_name="live_checks")
    what = models.CharField(_("address"), max_length=24, choices=checked_page_choices)
    path = models.TextField()
    due_at = models.DateTimeField(help_text="When it is to be fetched next; moved ahead by whoever fetches it.")
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    wrong = models.CharField(max_length=24, blank=True, default="")
    detail = models.CharField(max_length=200, blank=True, default="")
    wrong_since = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True, help_text="When editors were told that something is wrong with its text.")

    objects = LiveCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("live check")
        verbose_name_plural = _("live checks")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(F("due_at"), condition=Q(seen_at=None), name="live_check_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(edition=None, withdrawal__isnull=False) | Q(edition__isnull=False, withdrawal=None),
                name="live_check_of_one_thing",
            ),
            models.UniqueConstraint(fields=["edition", "path"], name="live_check_once_per_edition"),
            models.UniqueConstraint(fields=["withdrawal", "path"], name="live_check_once_per_withdrawal"),
            models.CheckConstraint(
                condition=Q(wrong="", wrong_since=None) | Q(wrong_since__isnull=False, seen_at=None) & ~Q(wrong=""),
                name="live_check_seen_or_wrong",
            ),
            models.CheckConstraint(
                condition=Q(tries=0, tried_at=None, seen_at=None, wrong="") | Q(tries__gt=0, tried_at__isnull=False),
                name="live_check_tried_before_it_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.path}"
