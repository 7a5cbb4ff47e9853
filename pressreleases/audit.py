"""The audit trail: an entry and a line in the log for each act; `forget_words` empties entries for a redaction.

For the content of an entry, see `pressreleases.models.audit`; for who may read it, `publishing.permissions`.
"""

import ipaddress
import json
import logging
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection, transaction
from django.db.models import DateTimeField, Func, Model, QuerySet
from django.http import HttpRequest, HttpResponse

from pressreleases.models import Anniversary, Announcement, AuditEntry, Edition, Image, MissionDetails, Release, Topic
from pressreleases.models.audit import ActorType, AuditAct, AuditKind

if TYPE_CHECKING:
    from django.db.models import CharField


_KINDS: dict[type[Model], AuditKind] = {
    Release: AuditKind.RELEASE,
    Anniversary: AuditKind.ANNIVERSARY,
    Announcement: AuditKind.ANNOUNCEMENT,
    Topic: AuditKind.TOPIC,
    Image: AuditKind.PICTURE,
    MissionDetails: AuditKind.MISSION_DETAILS,
    User: AuditKind.ACCOUNT,
}

# The settings (LOGGING) decide where the lines go.
log = logging.getLogger("mission.audit")
refusals = logging.getLogger("mission.refusals")


def record(
    act: AuditAct,
    what: Model | None = None,
    *,
    by: User | AnonymousUser | None,
    edition: Edition | None = None,
    typed_name: str = "",
    over_link: bool = False,
    details: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Record that `by` (None: nobody with an account) did `act` to `what`, with the address of the request.

    Runs in the transaction of the act, and raises `TransactionManagementError` outside one: an act that is rolled back
    leaves neither row nor line. `what`: a release, anniversary, topic, picture, mission details or account. `edition`:
    the edition made or ended. `typed_name`: the name that somebody without an account gave, with `over_link` on the
    page of a preview link. `details` must fit into JSON and contain neither a text nor a password.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An act is recorded in its own transaction, and there is none.")
    entry = AuditEntry(
        act=act,
        actor_id=by.pk if by else None,
        actor_type=ActorType.LINK if over_link else actor_type(has_account=bool(by)),
        actor_name=_kept(by.get_username() if by else typed_name, "actor_name"),
        source=client_address() or None,
        details=dict(details or {}),
    )
    if what is not None:
        entry.kind = kind_of(what.__class__)
        entry.key = what.pk
        entry.label = _kept(str(what), "label")
        entry.language = getattr(what, "language", "")
    if edition is not None:
        # With a digest without a salt, as older editions have, redacted words could be guessed.
        entry.edition, entry.digest = edition.number, edition.digest if edition.digest_salt else ""
    entry.save(force_insert=True)
    transaction.on_commit(partial(log.info, "%s", _line(entry)), robust=True)
    return entry


def kind_of(model: type[Model]) -> AuditKind:
    """The word of the trail for rows of `model`."""
    return _KINDS[model]


def forget_words(*, releases: Collection[Release] = (), pictures: Iterable[int] = ()) -> None:
    """Empty the former titles of `releases` in the trail, and those of deleted `pictures` (keys).

    For `releases`, reasons are emptied too, also those for their other languages, and digests that no edition has any
    more. Only for redaction: the database refuses it for a text without a redacted edition. The acts themselves stay
    recorded.
    """
    for release in releases:
        digests = {"", *Edition.objects.filter(release=release).values_list("digest", flat=True)}
        for entry in AuditEntry.objects.filter(kind=AuditKind.RELEASE, key=release.pk):
            was = entry.label, entry.digest, entry.details
            entry.label = entry.label if entry.label == release.title else ""
            entry.digest = entry.digest if entry.digest in digests else ""
            entry.details = _without_words(entry.details)
            if was != (entry.label, entry.digest, entry.details):
                _redact(
                    AuditEntry.objects.filter(pk=entry.pk),
                    label=entry.label,
                    digest=entry.digest,
                    details=entry.details,
                )
    families = {release.family for release in releases}
    others = Release.objects.filter(family__in=families).exclude(pk__in=[release.pk for release in releases])
    _forget_reasons(AuditEntry.objects.filter(kind=AuditKind.RELEASE, key__in=others.values("pk")))
    keys = set(pictures)
    gone = keys - set(Image.objects.filter(pk__in=keys).values_list("pk", flat=True))
    _redact(AuditEntry.objects.filter(kind=AuditKind.PICTURE, key__in=gone).exclude(label=""), label="")


def forget_deleted(releases: Iterable[int]) -> None:
    """Empty the titles of deleted drafts (keys) in the trail, and reasons.

    Only for the redaction of another language of the text, and while their history exists; the database checks both.
    """
    entries = AuditEntry.objects.filter(kind=AuditKind.RELEASE, key__in=set(releases))
    _redact(entries.exclude(label=""), label="")
    _forget_reasons(entries)


def _forget_reasons(entries: "QuerySet[AuditEntry]") -> None:
    """What was said once of all languages of a text, such as why an embargo was lifted."""
    for entry in entries.filter(details__has_key="reason"):
        _redact(AuditEntry.objects.filter(pk=entry.pk), details=_without_words(entry.details))


def _redact(entries: "QuerySet[AuditEntry]", **emptied: Any) -> None:
    entries.update(**emptied, redacted_at=Func(function="clock_timestamp", output_field=DateTimeField()))


def _without_words(details: Mapping[str, Any]) -> dict[str, Any]:
    """`details` without reasons, and without the digest of a text that old entries have."""
    return {key: value for key, value in details.items() if key not in ("reason", "text")}


def _kept(words: str, field: str) -> str:
    """`words`, cut to the length of the column, without characters that Postgres refuses in a text."""
    column = cast("CharField[str, str]", AuditEntry._meta.get_field(field))
    return words.replace("\0", "")[: column.max_length]


def _line(entry: AuditEntry) -> str:
    """The entry as one line of JSON, ASCII, keys sorted.

    Titles of releases and pictures, and reasons, are left out: words under embargo do not belong in a log, which
    redaction cannot reach. Key, edition and digest say which text it was.
    """
    told: dict[str, Any] = {
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "act": str(entry.act),
        "actor": entry.actor_name,
        "actor_id": entry.actor_id,
        "actor_type": str(entry.actor_type),
        "kind": str(entry.kind),
        "key": entry.key,
        "language": entry.language,
        "edition": entry.edition,
        "digest": entry.digest,
        "source": entry.source or "",
        "details": _without_words(entry.details),
    }
    if entry.kind not in (AuditKind.RELEASE, AuditKind.PICTURE):
        told["label"] = entry.label
    return json.dumps(told, sort_keys=True)


# Where an act comes from: a request with the client's address, the site itself, or a command

_address: ContextVar[str] = ContextVar("client_address", default="")
# Without an account: within a request it is a visitor; outside, if it is not a task of the worker, a command.
_without_account: ContextVar[ActorType] = ContextVar("without_account", default=ActorType.COMMAND)

# Forms of a hop that some proxies write: 192.0.2.7:41234, [2001:db8::7], [2001:db8::7]:41234.
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](:\d+)?|(?P<four>\d+(\.\d+){3}):\d+")


class ClientAddressMiddleware:
    """Keeps the client's address while its request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _address.set(address_of(request))
        try:
            with acting(ActorType.VISITOR):
                return self.get_response(request)
        finally:
            _address.reset(token)


class RefusalsMiddleware:
    """Logs who was refused what (403, 429). It is no act, so the trail has no entry of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code in (403, 429):
            who = f"account {request.user.pk}" if request.user.is_authenticated else "nobody who is signed in"
            said = (request.method, request.path, response.status_code, who, client_address() or "no address")
            refusals.warning("%s %s was refused (%s): %s, at %s", *said)
        return response


@contextmanager
def acting(actor: ActorType) -> Iterator[None]:
    """Within the block, acts without an account are done by `actor`."""
    token = _without_account.set(actor)
    try:
        yield
    finally:
        _without_account.reset(token)


def actor_type(*, has_account: bool) -> ActorType:
    """The type of the present actor. An act by a command is the command's, even if it names an account."""
    without = _without_account.get()
    return ActorType.ACCOUNT if has_account and without != ActorType.COMMAND else without


def client_address() -> str:
    """The client's address of the present act; empty outside a request."""
    return _address.get()


def address_of(request: HttpRequest) -> str:
    """The IP address that sent `request`; empty if there is none, as over a socket.

    It is that of the connection, which nobody can forge. Behind a proxy (MISSION_BEHIND_PROXY), it is the last hop of
    X-Forwarded-For, which the proxy itself wrote; earlier hops can be forged by the client.
    """
    hops = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return _address_in(hops.rpartition(",")[2] if hops else request.META.get("REMOTE_ADDR", ""))


def _address_in(text: str) -> str:
    text = text.strip()
    if found := _WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
