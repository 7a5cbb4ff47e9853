"""How long a sign-in must wait after failed ones. All processes know it from the audit trail.

Three limits apply: for the name at one address; for the address alone, a higher one, because an office may share it;
and for the name at all addresses, so that many machines together gain little: after many failures, the name has one try
at each new address. At an address where the name signed in recently, it keeps all its tries. So its owner never waits
there, whatever others do, and at most ten minutes elsewhere.
"""

import datetime as dt
import ipaddress
import unicodedata

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from pressreleases.audit import client_address
from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct, AuditKind

WITHIN = dt.timedelta(minutes=10)
OF_ONE_NAME = 5
OF_ONE_ADDRESS = 30
OF_ONE_NAME_ANYWHERE = 20
# Then, at an unknown address or its network, it may fail only this often.
OF_A_NAME_UNDER_ATTACK = 1
# How long an address where a name signed in counts as its own.
KNOWN_FOR = dt.timedelta(days=90)
# The owner of an IPv6 address has very many, so all of this network count as one. For a name under attack, all of a
# larger network do, because anybody can get one of these.
_IPV6_NETWORK, _LARGE_IPV6_NETWORK = 64, 48
LONGEST_NAME = 150
# Failures after the right password.
_OF_CODES = Q(details__step="code")
# Of a name that no account has or had, only this many letters are stored, because it may be a password, and a mark of
# this many characters.
# With the mark, tries with one name can be counted; it is short, so that the name cannot be found from it.
LETTERS_KEPT, MARK = 2, 2


def waits(name: str, at: dt.datetime | None = None, *, code: bool = False) -> dt.timedelta:
    """How long `name` must wait from `at` (None: now) for another try from the address of this request; or zero.

    `code`: for a code after the password. Who types one knows the password, so after as many wrong codes at all
    addresses together, none is tried any more at an unknown one. After a successful sign-in, earlier failures of the
    name at that address do not count. Runs in a transaction that makes other sign-ins with the name or from the address
    wait, so that tries at the same time are counted one by one. It does not depend on whether the account exists. At
    most seven queries, each of a few rows of an index.
    """
    now, here, name = at or timezone.now(), client_address(), as_typed(name)
    one_at_a_time(f"of {name}")
    one_at_a_time(f"from {_network(here)}")
    lately = AuditEntry.objects.filter(at__gt=now - WITHIN).order_by("-at", "-pk")
    failed = lately.filter(act=AuditAct.SIGN_IN_FAILED)
    # Both are counted, so that the result does not depend on whether the account exists.
    names = (name, _shortened(name))
    so_here = lately.filter(_from(here), actor_name__in=names)
    forgiven = so_here.filter(act=AuditAct.SIGNED_IN).values_list("at", flat=True).first()
    ends = [
        _full(so_here.filter(act=AuditAct.SIGN_IN_FAILED, at__gt=forgiven or now - WITHIN), OF_ONE_NAME),
        _full(failed.filter(_from(here)), OF_ONE_ADDRESS),
    ]
    of_the_name = failed.filter(actor_name__in=names)
    if _full(of_the_name, OF_ONE_NAME_ANYWHERE) and not _is_known(name, here, now):
        ends.append(_full(of_the_name.filter(_from(here, _LARGE_IPV6_NETWORK)), OF_A_NAME_UNDER_ATTACK))
        if code:
            ends.append(_full(of_the_name.filter(_OF_CODES), OF_ONE_NAME_ANYWHERE))
    return max([end - now for end in ends if end], default=dt.timedelta())


def wrong_codes_of(name: str) -> int:
    """How many wrong codes were typed for the account within a day."""
    of_the_name = AuditEntry.objects.filter(_OF_CODES, actor_name=name, act=AuditAct.SIGN_IN_FAILED)
    return of_the_name.filter(at__gt=timezone.now() - dt.timedelta(days=1)).count()


def as_typed(name: str) -> str:
    """A name as the sign-in form reads it: without spaces around it, with one form of each letter."""
    return unicodedata.normalize("NFKC", name).replace("\0", "").strip()[:LONGEST_NAME]


def as_kept(name: str) -> str:
    """What the trail stores of the `name` of a failed sign-in: the full name only if an account has or had it."""
    if not name:
        return name
    # Always both, so that the time it takes does not show whether the account exists.
    has_it = (
        User.objects.filter(username=name).exists(),
        AuditEntry.objects.filter(act=AuditAct.SIGNED_IN, actor_name=name).exists(),
        AuditEntry.objects.filter(kind=AuditKind.ACCOUNT, label=name).exists(),
    )
    return name if any(has_it) else _shortened(name)


def _shortened(name: str) -> str:
    mark = salted_hmac("pressreleases.sign_in", name).hexdigest()[:MARK]
    return f"{name[:LETTERS_KEPT]}… {mark}"


def _full(failed: "QuerySet[AuditEntry]", limit: int) -> dt.datetime | None:
    """When the next try is allowed, if there were `limit` failures, newest first; None if it is allowed now."""
    newest = failed.values_list("at", flat=True)[limit - 1 : limit]
    return next((at + WITHIN for at in newest), None)


def _is_known(name: str, here: str, now: dt.datetime) -> bool:
    """Whether the account with this name signed in from here recently, also under a former name."""
    signed_in = AuditEntry.objects.filter(act=AuditAct.SIGNED_IN, actor__username=name, at__gt=now - KNOWN_FOR)
    return bool(here) and signed_in.filter(_from(here)).exists()


def _network(address: str, ipv6: int = _IPV6_NETWORK) -> str:
    if not address or ipaddress.ip_address(address).version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/{ipv6}", strict=False))


def from_here() -> Q:
    """Entries from the address of this request, or from its network."""
    return _from(client_address())


def _from(address: str, ipv6: int = _IPV6_NETWORK) -> Q:
    """Entries from this address or its network; without an address, as over a socket, entries without one."""
    if not address:
        return Q(source=None)
    network = ipaddress.ip_network(_network(address, ipv6))
    if network.num_addresses == 1:
        return Q(source=address)
    return Q(source__range=(str(network[0]), str(network[-1])))


def one_at_a_time(what: str) -> None:
    """Let other transactions that do the same wait for the end of this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in {what}"])
