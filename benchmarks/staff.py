"""What staff pages and the worker cost on the large archive of `benchmarks.archive`.

    MISSION_VAR=/the/same/folder python3 -m benchmarks.staff [times]
    python3 -m benchmarks.staff /a/small/one /a/large/one [times]

`ONLY=history,search` measures the pages with one of these words in their name; `SQL=whole` prints the slowest query of
each. Nothing is left changed: everything runs in a transaction that is rolled back.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

from django.conf import settings  # noqa: E402  Django is set up only now
from django.contrib.auth.models import Group, User  # noqa: E402  Django is set up only now
from django.core.management import call_command  # noqa: E402  Django is set up only now
from django.db import transaction  # noqa: E402  Django is set up only now
from django.test import Client  # noqa: E402  Django is set up only now

from benchmarks.archive import vocabulary  # noqa: E402  Django is set up only now
from benchmarks.measuring import Ask, main  # noqa: E402  Django is set up only now
from pressreleases.models import Anniversary, AuditEntry, Edition, Image, Release  # noqa: E402  Django is set up only now
from pressreleases.worker import TASKS  # noqa: E402  Django is set up only now

ADMIN = "/admin/pressreleases/"
RELEASES = f"{ADMIN}release/"


def addresses() -> Iterator[tuple[str, str]]:
    """What is asked for, and its address."""
    words = vocabulary()
    frequent, rare = f"{words[0]} {words[1]}", words[2000]
    corrected = Release.objects.filter(pk=5).first() or Release.objects.earliest("pk")
    count = Release.objects.count()
    middle, last = (
        "{issued_on}.{pk}".format(**Release.objects.order_by(*order).values("issued_on", "pk")[place])
        for order, place in ((("-issued_on", "-pk"), count // 2), (("issued_on", "pk"), 40))
    )
    year = corrected.issued_on.year
    yield "desk", "/admin/"
    yield "releases", RELEASES
    yield "releases, middle", f"{RELEASES}?p={middle}"
    yield "releases, last page", f"{RELEASES}?p={last}"
    for view in ("mine", "waiting", "scheduled", "translation"):
        yield f"releases, view {view}", f"{RELEASES}?view={view}"
    yield "releases, view translation of a year", f"{RELEASES}?view=translation&issued={year}"
    states = "draft submitted scheduled live changed changed-since-scheduled withdrawn removed"
    for state in states.split():
        yield f"releases, state {state}", f"{RELEASES}?state={state}"
    yield "releases, live, last page", f"{RELEASES}?state=live&p={last}"
    yield "releases, language", f"{RELEASES}?language__exact=az"
    yield "releases, kind", f"{RELEASES}?kind__exact=press-release"
    yield "releases, kind without any", f"{RELEASES}?kind__exact=letter"
    yield "releases, year", f"{RELEASES}?issued={year}"
    yield "releases, month", f"{RELEASES}?issued={year}-01"
    yield "releases, large topic", f"{RELEASES}?topics=1"
    yield "releases, small topic", f"{RELEASES}?topics=20"
    yield "releases, anniversary", f"{RELEASES}?anniversary={Anniversary.objects.earliest('pk').pk}"
    yield "releases, picture", f"{RELEASES}?picture={Image.objects.earliest('pk').pk}"
    yield "releases, live with a large topic in a language", f"{RELEASES}?state=live&topics=1&language__exact=az"
    yield "releases, withdrawn in a year", f"{RELEASES}?state=withdrawn&issued={year}"
    yield "releases, search frequent words", f"{RELEASES}?q={frequent.replace(' ', '+')}"
    yield "releases, search rare word", f"{RELEASES}?q={rare}"
    yield "releases, search no word", f"{RELEASES}?q=zzyzzyva"
    yield "releases, search drafts", f"{RELEASES}?q=draft"
    yield "search of everything, frequent", f"{RELEASES}search/?q={frequent.replace(' ', '+')}"
    yield "search of everything, a day", f"{RELEASES}search/?q=20+January+{year}"
    yield "form of a release", f"{RELEASES}{corrected.pk}/change/"
    yield "form of a draft", f"{RELEASES}{Release.objects.latest('pk').pk}/change/"
    yield "form of a new release", f"{RELEASES}add/"
    yield "history of a release", f"{RELEASES}{corrected.pk}/history/"
    yield "history of one with 61 saves", f"{RELEASES}{Release.objects.earliest('pk').pk}/history/"
    yield "scheduled", f"{RELEASES}scheduled/"
    yield "pages of the mission", f"{RELEASES}pages/"
    yield "deleted drafts", f"{RELEASES}deleted/"
    yield "link dialog", f"{RELEASES}links/?language=en"
    yield "link dialog, frequent words", f"{RELEASES}links/?language=en&q={frequent.replace(' ', '+')}"
    yield "picture dialog", f"{ADMIN}image/choose/?language=en"
    yield "picture dialog, words", f"{ADMIN}image/choose/?language=en&q=picture+7"
    yield "corrections, as readers see them", "/en/corrections/"
    yield from _of_other_lists(year, rare, frequent)


def _of_other_lists(year: int, rare: str, frequent: str) -> Iterator[tuple[str, str]]:
    oldest = Edition.objects.reverse()[20]
    yield "list of edition, last page", f"{ADMIN}edition/?p={oldest.pk}"
    yield "list of edition, digest", f"{ADMIN}edition/?q={oldest.digest}"
    yield "list of auditentry, last page", f"{ADMIN}auditentry/?p={AuditEntry.objects.reverse()[20].pk}"
    offered = {
        "edition": ("language__exact=az", "kind__exact=press-release", "minor__exact=0", f"issued={year}"),
        "withdrawal": ("act__exact=withdrawn",),
        "anniversary": ("goes_on=1", "shown=1", "rule__exact=fixed-day", "month=3"),
        "image": ("tag=Tag+7",),
        "auditentry": ("act__exact=published", "actor_type__exact=account", "kind__exact=release", f"done={year}"),
        "topic": (),
        "notice": (),
    }
    for model, filters in offered.items():
        page = f"{ADMIN}{model}/"
        yield f"list of {model}", page
        for asked in filters:
            yield f"list of {model}, {asked.partition('=')[0]}", f"{page}?{asked}"
        yield f"list of {model}, search rare", f"{page}?q={rare}"
        yield f"list of {model}, search frequent", f"{page}?q={frequent.partition(' ')[0]}"
        if model in ("anniversary", "image"):
            for column in range(1, 7):
                yield f"list of {model}, order {column}", f"{page}?o={column}"


def pages() -> dict[str, Ask]:
    administrator = User.objects.create_user("benchmark", is_staff=True)
    administrator.groups.add(Group.objects.get(name="Administrator"))
    client = Client(SERVER_NAME="127.0.0.1")
    # No second factor is used in a session of this program's own making.
    settings.SECOND_FACTOR = "off"
    client.force_login(administrator)
    asked: dict[str, Ask] = {name: (lambda path=path: client.get(path)) for name, path in addresses()}  # type: ignore[misc]  # a default keeps the value of this round
    for task in TASKS:
        if task.name not in ("mail", "purge the CDN", "doctor", "letterhead PDFs", "live checks"):
            asked[f"worker: {task.name}"] = task.do
        if task.called_on:
            asked[f"worker: when {task.name} is due"] = task.next_due
    return asked


@contextmanager
def nothing_kept() -> Iterator[None]:
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


if __name__ == "__main__":
    main("benchmarks.staff", pages, nothing_kept)
