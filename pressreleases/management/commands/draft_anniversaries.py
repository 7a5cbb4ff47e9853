"""`manage.py draft_anniversaries`: drafts of the observances whose lead time has begun, as the worker makes them."""

import argparse
import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.anniversaries.drafts import Outcome
from pressreleases.anniversaries.nightly import Refused, draft_anniversaries, why_nothing
from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import own_name


class Command(BaseCommand):
    help = "Make the drafts of the anniversaries whose lead time has begun, and tell staff once. Publishes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--today", type=_day, help="As if it were this day, such as 2024-12-20.")

    def handle(self, *_args: Any, today: dt.date | None, **_options: Any) -> None:
        found = draft_anniversaries(today)
        for one in found:
            self.stdout.write("\n".join(_said(one)))
        if not found:
            self.stdout.write(_("There are no drafts to make."))
        for nothing in why_nothing(today, exclude=[one.anniversary.pk for one in found]):
            said = _("%(name)s: no drafts were made. %(why)s")
            self.stdout.write(said % {"name": nothing.anniversary, "why": nothing.why})


def _said(one: Outcome | Refused) -> list[str]:
    names = {"name": str(one.anniversary), "day": day_in_words(one.on, get_language() or "en")}
    if isinstance(one, Refused):
        return [_("%(name)s, %(day)s: no drafts were made. %(why)s") % {**names, "why": one.why}]
    if one.by_hand:
        there = ", ".join(f"“{release.title}” ({release.pk})" for release in one.by_hand)
        said = _("%(name)s, %(day)s: no drafts were made, because there may already be a release: %(there)s.")
        return [" ".join([said % {**names, "there": there}, _("Link it on the desk.")])]
    said = _("%(name)s, %(day)s: drafts were made.") % names
    return [said, *(f"  {release.pk}  {release.title} ({own_name(release.language)})" for release in one.made)]


def _day(words: str) -> dt.date:
    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{words}” is no day. Write it as 2024-12-20.") from error
