"""How long a sign-in has to wait after several that failed, told from the audit trail alone.

What counts is the name together with the address it was typed at, so that nobody elsewhere can lock a colleague out.
An address alone counts too, more generously, as a whole office may share one.
"""

import datetime as dt
import ipaddress
import unicodedata
from collections.abc import Iterable

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from pressreleases.audit import source
from pressreleases.models import AuditEntry
from pressreleases.vocabulary.audit import AuditAct

WITHIN = dt.timedelta(minutes=10)
OF_ONE_NAME = 5
OF_ONE_ADDRESS = 30
# An IPv6 address is one of very many that its holder has; all of this network count as one.
_IPV6_NETWORK = 64


def waits(name: str, at: dt.datetime | None = None) -> dt.timedelta:
    """How long it takes from `at` (None: now) until `name` may be tried again from where this request comes; zero: now.

    A sign-in that went well forgives the name's failures before it at that address. Runs in a transaction, in which
    it holds back other sign-ins from there: of many that are tried at once, each is counted before the next.
    """
    now = at or timezone.now()
    here = source.here()
    _one_at_a_time(_network(here))
    tried = AuditEntry.objects.filter(
        _from(here), at__gt=now - WITHIN, act__in=(AuditAct.SIGN_IN_FAILED, AuditAct.SIGNED_IN)
    ).order_by("-at", "-pk")
    failed_here: list[dt.datetime] = []
    failed_so: list[dt.datetime] = []
    forgiven = False
    for typed, act, when in tried.values_list("actor_name", "act", "at"):
        is_name = _same(typed) == _same(name)
        if act == AuditAct.SIGNED_IN:
            forgiven = forgiven or is_name
            continue
        failed_here.append(when)
        if is_name and not forgiven:
            failed_so.append(when)
    ends = [*_full(failed_so, OF_ONE_NAME), *_full(failed_here, OF_ONE_ADDRESS)]
    return max([end - now for end in ends], default=dt.timedelta())


def _full(failed: list[dt.datetime], limit: int) -> Iterable[dt.datetime]:
    """When there is room again, if there were `limit` failures; the newest come first."""
    return [failed[limit - 1] + WITHIN] if len(failed) >= limit else []


def _same(name: str) -> str:
    """As the form of the sign-in takes it, which ignores blanks around a name and other ways to write a letter."""
    return unicodedata.normalize("NFKC", name).strip()


def _network(address: str) -> str:
    if not address or ipaddress.ip_address(address).version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/{_IPV6_NETWORK}", strict=False))


def _from(address: str) -> Q:
    """From this address or its network; without one, as over a socket, from none."""
    if not address:
        return Q(source=None)
    network = ipaddress.ip_network(_network(address))
    return Q(source__range=(str(network[0]), str(network[-1])))


def _one_at_a_time(network: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in {network}"])
