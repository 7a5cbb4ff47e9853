"""Send the notices in the outbox: one sender for each, and a new try after a growing pause if it fails.

A short transaction claims a notice by moving its next try ahead, so nothing is locked while the mail server is asked.
If the process dies, the notice is due again when the claim ends. If the server already had the mail, it arrives twice,
with the same Message-ID.
"""

import datetime as dt
import logging
import smtplib
from contextlib import closing

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from pressreleases.models import Notice
from pressreleases.outbox.writing import write

# Long enough to send a mail: each answer of the server takes at most EMAIL_TIMEOUT seconds.
CLAIM = dt.timedelta(minutes=5)
GIVE_UP_AFTER = dt.timedelta(days=3)
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=30), dt.timedelta(minutes=10)
# With this code, a server ends the connection for its own reasons, not because of the mail.
CLOSING = 421
# In one round, so that other tasks have their turn.
MOST = 50

log = logging.getLogger("mission.mail")


class ServerAway(Exception):
    """No mail can be sent to anybody at present; the message says why."""


class Refused(Exception):
    """The server refused this mail. `for_good`: another try makes no sense."""

    def __init__(self, said: str, *, for_good: bool) -> None:
        super().__init__(said)
        self.for_good = for_good


def send_due(*, zone: str) -> int:
    """Send the mails that are due, in the order of their acts, with times in `zone`; return how many.

    Errors of a mail server are not raised. Without a server in the settings, nothing is sent, and notices are given up
    after three days.
    """
    _give_up()
    if not settings.EMAIL_HOST:
        return 0
    sent = 0
    with closing(Postman()) as postman:
        for _turn in range(MOST):
            notice = claim()
            if notice is None:
                break
            try:
                sent += _send(notice, postman, zone)
            except ServerAway as away:
                _put_off_all(notice, str(away))
                break
    return sent


def next_due() -> dt.datetime | None:
    """When the next mail is to be sent, or tried again; None if none waits or none can be sent."""
    if not settings.EMAIL_HOST:
        return None
    return Notice.objects.waiting().order_by("due_at").values_list("due_at", flat=True).first()


def claim() -> Notice | None:
    """Claim the oldest notice that is due, so that no other sender sends it."""
    with transaction.atomic():
        due = Notice.objects.waiting().filter(due_at__lte=Now()).order_by("due_at", "pk")
        key = due.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True).first()
        if key is None:
            return None
        Notice.objects.filter(pk=key).update(due_at=Now() + CLAIM, tries=F("tries") + 1)
        return Notice.objects.select_related("to", "by").get(pk=key)


class Postman:
    """One connection to the mail server, opened for the first mail and closed with the round."""

    def __init__(self) -> None:
        self._server: BaseEmailBackend | None = None

    def greet(self) -> None:
        """Open the connection, or raise `ServerAway`."""
        self._opened()

    def send(self, mail: EmailMessage) -> None:
        """Hand `mail` to the server, or raise `ServerAway` or `Refused`."""
        server = self._opened()
        try:
            server.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, said),) = error.recipients.values()
            self._refuse(code, said)
        except smtplib.SMTPDataError as error:
            self._refuse(error.smtp_code, error.smtp_error)
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(str(error), for_good=True) from error
        except OSError as error:  # every other error of smtplib is one
            self.close()
            raise ServerAway(_said_by(error)) from error

    def _refuse(self, code: int, said: bytes | str) -> None:
        if code == CLOSING:
            self.close()
            raise ServerAway(_words(code, said))
        raise Refused(_words(code, said), for_good=code >= 500)

    def _opened(self) -> BaseEmailBackend:
        if self._server is None:
            self._server = get_connection()
            try:
                self._server.open()
            except OSError as error:  # also every error of smtplib
                self.close()
                raise ServerAway(_said_by(error)) from error
        return self._server

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            try:
                server.close()
            except OSError as error:
                log.info("The mail server did not say goodbye: %s", _said_by(error))


def _send(notice: Notice, postman: Postman, zone: str) -> bool:
    """Send this notice and return whether it was sent. An error is stored in it."""
    try:
        mail = write(notice, zone=zone)
        if mail is None:
            notice.delete()
            return False
        postman.send(mail)
    except ServerAway:
        raise
    except Refused as refused:
        _note(notice, refused)
        return False
    except (DatabaseError, InterfaceError):
        raise
    except Exception as error:
        # A mail that cannot be made, for example because of an invalid address, must not delay the others.
        log.exception("The mail of notice %s cannot be written.", notice.pk)
        _note(notice, Refused(f"{type(error).__name__}: {error}", for_good=True))
        return False
    Notice.objects.filter(pk=notice.pk, failed_at=None).update(sent_at=Now(), comment="", error="")
    return True


def _note(notice: Notice, refused: Refused) -> None:
    row = Notice.objects.waiting().filter(pk=notice.pk)
    if refused.for_good:
        row.update(failed_at=Now(), comment="", error=_kept(str(refused)))
    else:
        row.update(due_at=Now() + _pause(notice.tries), error=_kept(str(refused)))


def _put_off_all(notice: Notice, said: str) -> None:
    """No mail can be sent: all notices that are due soon wait as long as this one."""
    pause = _pause(notice.tries)
    log.warning("No mail can be sent, and is tried again in %s: %s", pause, said)
    soon = Q(due_at__lte=Now() + pause) | Q(pk=notice.pk)
    Notice.objects.waiting().filter(soon).update(due_at=Now() + pause, error=_kept(said))


def _give_up() -> None:
    """Give up notices after three days, when they are of no more use; their last error stays."""
    old = Notice.objects.waiting().filter(due_at__lte=Now(), made_at__lt=Now() - GIVE_UP_AFTER)
    if settings.EMAIL_HOST:
        old.update(failed_at=Now(), comment="")
    else:
        old.delete()


def _pause(tries: int) -> dt.timedelta:
    return min(FIRST_PAUSE * 2 ** min(max(tries - 1, 0), 10), LONGEST_PAUSE)


def _said_by(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return str(error) or type(error).__name__


def _words(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"


def _kept(words: str) -> str:
    return " ".join(words.replace("\0", "").split())[:500]
