"""How long a sign-in has to wait after several that failed, told from the audit trail alone, for all processes.

Three things count: the name together with the address it was typed at; the address alone, more generously, as a whole
office may share one; and the name wherever it is typed, so that many machines together gain little: a name that fails
in many places has one try at each new one. Where that name has signed in lately it keeps all its tries. So however long
others go on, its owner waits for nobody at an address of their own, and for ten minutes at most anywhere else.
"""

import datetime as dt
import ipaddress
import unicodedata

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from pressreleases.audit import source
from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct, AuditKind

WITHIN = dt.timedelta(minutes=10)
OF_ONE_NAME = 5
OF_ONE_ADDRESS = 30
OF_ONE_NAME_ANYWHERE = 20
# Then at an address that is not known, or its network, it may fail only so often.
OF_A_NAME_UNDER_ATTACK = 1
# How long an address at which a name has signed in is known as one of its own.
KNOWN_FOR = dt.timedelta(days=90)
# An IPv6 address is one of very many that its holder has; all of this network count as one. Of a name under attack, all
# of a larger one do, as anybody is given one of those.
_IPV6_NETWORK, _LARGE_IPV6_NETWORK = 64, 48
LONGEST_NAME = 150
# Of a name that no account has or had, so many letters are kept, as it may be a password, and a mark of so many
# characters.
# The mark lets tries with one name be counted; it is short, so that it does not give the name away either.
LETTERS_KEPT, MARK = 2, 2


def waits(name: str, at: dt.datetime | None = None) -> dt.timedelta:
    """How long it takes from `at` (None: now) until `name` may be tried again from where this request comes; zero: now.

    A sign-in that went well forgives the name's failures before it at that address. Runs in a transaction, in which
    it holds back other sign-ins with that name or from there: of many that are tried at once, each is counted before
    the next. Whether there is such an account is never asked. At most six queries, each of a few rows of an index.
    """
    now, here, name = at or timezone.now(), source.here(), as_typed(name)
    _one_at_a_time(f"of {name}")
    _one_at_a_time(f"from {_network(here)}")
    lately = AuditEntry.objects.filter(at__gt=now - WITHIN).order_by("-at", "-pk")
    failed = lately.filter(act=AuditAct.SIGN_IN_FAILED)
    # Both are counted, so that it is not asked whether there is such an account.
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
    return max([end - now for end in ends if end], default=dt.timedelta())


def as_typed(name: str) -> str:
    """A name as the form of the sign-in takes it, which ignores blanks around it and other ways to write a letter."""
    return unicodedata.normalize("NFKC", name).replace("\0", "").strip()[:LONGEST_NAME]


def as_kept(name: str) -> str:
    """What the trail keeps of the `name` of a failed sign-in: all of it only if an account has it, or had it."""
    if not name:
        return name
    # Each is asked, so that the time that it takes does not tell whether there is such an account.
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
    """When there is room again, if there were `limit` of them, the newest first; None if there is room."""
    newest = failed.values_list("at", flat=True)[limit - 1 : limit]
    return next((at + WITHIN for at in newest), None)


def _is_known(name: str, here: str, now: dt.datetime) -> bool:
    """Whether the account with this name has signed in from here lately, also under a former name."""
    signed_in = AuditEntry.objects.filter(act=AuditAct.SIGNED_IN, actor__username=name, at__gt=now - KNOWN_FOR)
    return bool(here) and signed_in.filter(_from(here)).exists()


def _network(address: str, ipv6: int = _IPV6_NETWORK) -> str:
    if not address or ipaddress.ip_address(address).version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/{ipv6}", strict=False))


def _from(address: str, ipv6: int = _IPV6_NETWORK) -> Q:
    """From this address or its network; without one, as over a socket, from none."""
    if not address:
        return Q(source=None)
    network = ipaddress.ip_network(_network(address, ipv6))
    if network.num_addresses == 1:
        return Q(source=address)
    return Q(source__range=(str(network[0]), str(network[-1])))


def _one_at_a_time(what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in {what}"])
