"""Opening hours as a week: a row for each weekday, with its times."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.dateparse import parse_time
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.language.dates import weekday_in_words
from pressreleases.language.languages import capitalised

DAYS = range(7)
# A morning and an afternoon. If a day has more, each shows as many, so that one can take over those of another.
USUAL, MOST = 2, 24

Span = tuple[int, dt.time, dt.time]


def day_name(weekday: int) -> str:
    language = get_language() or "en"
    return capitalised(weekday_in_words(weekday, language), language)


class Week(forms.Widget):
    """Its value is `(weekday, opens, closes)` for each pair of times, as times or as they were typed."""

    class Media:
        js = [Script("admin_look/week.js", defer=True)]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:  # noqa: ARG002  Django's signature
        # An address of the form may carry anything for it.
        spans = value if isinstance(value, list) else []
        shown = max([USUAL, *Counter(day for day, _opens, _closes in spans).values()])
        wrong = {day for day, _said in _read(spans)[1]}
        days = [{**self._day(name, weekday, spans, shown), "is_wrong": weekday in wrong} for weekday in DAYS]
        context = {"id": (attrs or {}).get("id"), "days": days}
        return render_to_string("admin/pressreleases/missiondetails/week.html", context)

    def _day(self, name: str, weekday: int, value: Any, shown: int) -> dict[str, Any]:
        pairs = [(_typed(opens), _typed(closes)) for day, opens, closes in value if day == weekday]
        pairs += [("", "")] * (shown - len(pairs))
        spans = [
            {"name": f"{name}-{weekday}-{number}", "opens": opens, "closes": closes, "number": number}
            for number, (opens, closes) in enumerate(pairs)
        ]
        before = day_name(weekday - 1) if weekday else ""
        return {"name": day_name(weekday), "spans": spans, "before": before}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002  Django's signature
        return [
            (weekday, opens, closes)
            for weekday in DAYS
            for number in range(MOST)
            if any(
                (
                    opens := str(data.get(f"{name}-{weekday}-{number}-opens") or "").strip(),
                    closes := str(data.get(f"{name}-{weekday}-{number}-closes") or "").strip(),
                )
            )
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:  # noqa: ARG002  Django's signature
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:  # noqa: ARG002  each time has a label of its own
        return ""


class WeekField(forms.Field):
    """Cleaned, it is a list of `Span`, in order."""

    widget = Week

    def clean(self, value: Any) -> list[Span]:
        spans, errors = _read(value)
        if errors:
            raise ValidationError(list(dict.fromkeys(said for _day, said in errors)))
        return spans

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        before = initial if isinstance(initial, list) else []
        typed = [(day, _time(opens), _time(closes)) for day, opens, closes in data or []]
        return sorted(before, key=str) != sorted(typed, key=str)


def _read(typed: Any) -> tuple[list[Span], list[tuple[int, str]]]:
    """The pairs of times in order, and what is wrong with the others: the weekday and a sentence."""
    errors: list[tuple[int, str]] = []
    spans: list[Span] = []
    for weekday, typed_opens, typed_closes in typed:
        opens, closes = _time(typed_opens), _time(typed_closes)
        if opens is None or closes is None:
            errors.append((weekday, _("%(day)s: enter both times, such as 09:00 and 17:00.")))
        elif opens >= closes:
            errors.append((weekday, _("%(day)s: closing time must be after opening time.")))
        else:
            spans.append((weekday, opens, closes))
    spans.sort()
    errors += [(day, _("%(day)s: the hours overlap.")) for day in _overlapping(spans)]
    return spans, [(day, said % {"day": day_name(day)}) for day, said in errors]


def _overlapping(spans: list[Span]) -> Iterator[int]:
    for before, after in pairwise(spans):
        if before[0] == after[0] and after[1] < before[2]:
            yield after[0]


def _time(typed: Any) -> dt.time | None:
    try:
        return typed if isinstance(typed, dt.time) else parse_time(str(typed))
    except ValueError:
        return None


def _typed(time: Any) -> str:
    return f"{time:%H:%M}" if isinstance(time, dt.time) else str(time)
