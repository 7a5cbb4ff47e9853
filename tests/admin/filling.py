"""Filling in the admin's forms as a browser would: what a page shows, with some fields changed."""

import datetime as dt
from typing import Any

from django.db.models import Model, QuerySet
from django.test import Client

from pressreleases.admin.mission_forms import MOST, WeekField
from pressreleases.models import Release

RELEASES = "/admin/pressreleases/release/"


def change_url(release: Release) -> str:
    return f"{RELEASES}{release.pk}/change/"


def verb_url(release: Release, verb: str) -> str:
    return f"{RELEASES}{release.pk}/{verb}/"


def shown(response: Any, **changes: Any) -> dict[str, Any]:
    """What the form on the page holds, as it would be posted, with `changes`."""
    context = response.context
    adminform = context.get("adminform")
    forms = [adminform.form if adminform else context["form"]]
    for inline in context.get("inline_admin_formsets", []):
        forms += [inline.formset.management_form, *inline.formset.forms]
    data: dict[str, Any] = {}
    for form in forms:
        for field in form:
            if isinstance(field.field, WeekField):
                data |= week_as_posted(field.html_name, field.value() or [])
                continue
            value = _as_posted(field.value())
            if value is not None:
                data[field.html_name] = value
    data.pop("over_newer", None)
    return {**data, **changes}


def week_as_posted(name: str, spans: Any) -> dict[str, str]:
    data: dict[str, str] = {}
    for number, (weekday, opens, closes) in enumerate(sorted(spans)):
        at = f"{name}-{weekday}-{number % MOST}"
        data |= {f"{at}-opens": f"{opens:%H:%M}", f"{at}-closes": f"{closes:%H:%M}"}
    return data


def save(client: Client, url: str, **changes: Any) -> Any:
    """Open the form at `url`, change some of it, save."""
    return client.post(url, shown(client.get(url), **changes))


def do(client: Client, release: Release, verb: str, **answers: Any) -> Any:
    """Open the page of a verb and press its button with these answers, having looked at what the page warns of."""
    url = verb_url(release, verb)
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    fields = page.context["form"].fields
    looked = {"looked": "on"} if "looked" in fields else {}
    if any(name.startswith("note_") for name in answers) and "alone" in fields and not fields["alone"].required:
        # Where only the note is one's own.
        looked["alone"] = "Nobody else is in."
    return client.post(url, shown(page, **{**looked, **answers}))


def messages_of(response: Any) -> list[str]:
    """What staff are told after the redirect."""
    return [str(message) for message in response.wsgi_request._messages]


def _as_posted(value: Any) -> Any:
    if value is None or value is False:
        return None
    if isinstance(value, QuerySet | list | tuple):
        return [_as_posted(row) for row in value]
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return "on" if value is True else value.isoformat() if isinstance(value, dt.date) else value
