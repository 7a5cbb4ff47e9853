"""The pages on which an administrator redacts an edition or the reason of a withdrawal; the verbs decide."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import publishing, richtext
from pressreleases.admin.attachments import to_be_read
from pressreleases.admin.site import clock_of_this_page
from pressreleases.language.languages import direction, own_name
from pressreleases.models import Edition, Release, SourceDocument, Withdrawal
from pressreleases.models.fields import emptied_by_redaction
from pressreleases.models.spans import Upper
from pressreleases.publishing import PublishingError, permissions
from pressreleases.publishing.redact import label_of_emptied, refuse_redacting, refuse_redacting_reason, remaining_words
from pressreleases.request_values import number_in

# Of an edition: as a heading, as running text, inside the text, or made of it.
_SHOWN_APART = {"title", "summary", "body", "notes_to_editors", "text", "attachments", "lead_picture", "digest_salt"}


class CertainForm(forms.Form):
    """What every redaction asks."""

    certain = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick this to confirm.")},
    )


class RedactionForm(CertainForm):
    """Of an edition. `harmless` lists what is also found elsewhere; with `also` other ended editions go too."""

    harmless = forms.MultipleChoiceField(
        label=gettext_lazy("The same words are used elsewhere. Tick each field that contains no secret."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    also = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Also redact these earlier editions"),
        queryset=Edition.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    address = forms.BooleanField(
        label=gettext_lazy("The address too"),
        help_text=gettext_lazy("Use this if the address contains the secret. The address will no longer work."),
        required=False,
    )
    letterhead = forms.BooleanField(
        label=gettext_lazy("The letterhead too"),
        help_text=gettext_lazy("Use this if a name, an address, a number or the emblem on it contains the secret."),
        required=False,
    )
    field_order = ("harmless", "also", "address", "letterhead", "certain")

    def __init__(self, data: Any, *, edition: Edition) -> None:
        super().__init__(data)
        ended = Edition.objects.annotate(ended_at=Upper("live_during")).filter(
            release=edition.release_id, redacted_at=None, ended_at__lte=timezone.now()
        )
        others = ended.exclude(pk=edition.pk).order_by("-number")
        together = [row for row in others if data and str(row.pk) in data.getlist("also")]
        found = remaining_words(edition.release, [edition, *together]).fields
        self._offer("harmless", choices=[(one.name, str(one)) for one in found], where=bool(found))
        self._offer("also", queryset=others, where=bool(others))
        self._offer("address", where=not edition.page)

    def _offer(self, name: str, *, where: bool, **given: Any) -> None:
        for attribute, value in given.items():
            setattr(self.fields[name], attribute, value)
        if not where:
            del self.fields[name]


@dataclass(frozen=True)
class Redaction:
    """How one kind of row is redacted, and what its page says.

    `form` takes what was sent (or None) and the row. `refuse` takes row, release and instant and raises the
    `PublishingError` for which nothing of the row can be redacted. `emptied` is what of the row goes, for the template.
    """

    model: type[Model]
    title: Any  # translated when it is shown
    done: Any
    form: Callable[[Any, Any], forms.Form]
    refuse: Callable[[Any, Release, dt.datetime], None]
    emptied: Callable[[Any], dict[str, Any]]
    redact: Callable[[Any, forms.Form, Any], object]


def redaction_page(request: HttpRequest, object_id: str, redaction: Redaction) -> HttpResponse:
    user, key = request.user, number_in(object_id) or 0
    if not user.is_authenticated or not permissions.may(user, permissions.REDACT):
        raise PermissionDenied
    rows: QuerySet[Any] = redaction.model._default_manager.select_related("release")
    row = rows.filter(pk=key).first()
    if row is None:
        raise Http404
    opts = redaction.model._meta
    back = reverse(f"admin:pressreleases_{opts.model_name}_change", args=(row.pk,))
    form = redaction.form(request.POST if request.method == "POST" else None, row)
    if form.is_bound and form.is_valid():
        try:
            redaction.redact(row, form, user)
        except PublishingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, redaction.done)
            return HttpResponseRedirect(back)
    context = {
        **site.each_context(request),
        "title": redaction.title,
        "row": row,
        "refusal": _refusal(row, redaction),
        **redaction.emptied(row),
        "others": Release.objects.filter(family=row.release.family).exclude(pk=row.release_id).order_by("language"),
        "carried": Release.objects.filter(observance__carried_from=row) if isinstance(row, Edition) else (),
        "sources": SourceDocument.objects.of_releases([row.release_id]) if isinstance(row, Edition) else (),
        "form": form,
        "opts": opts,
        "back": back,
    }
    template = f"admin/pressreleases/{opts.model_name}/redact.html"
    return TemplateResponse(request, template, context, status=422 if form.errors else 200)


def _refusal(row: Any, redaction: Redaction) -> str:
    try:
        redaction.refuse(row, row.release, timezone.now())
    except PublishingError as error:
        return str(error)
    return ""


def _emptied_of_edition(row: Edition) -> dict[str, Any]:
    clock = clock_of_this_page()
    rows = [(label_of_emptied(name), getattr(row, name)) for name in emptied_by_redaction() if name not in _SHOWN_APART]
    return {
        "what": _("Edition %(number)s") % {"number": row.number},
        "written_in": own_name(row.language),
        "direction": direction(row.language),
        "span": clock.words(row.begins_at) + " – " + (clock.words(row.ends_at) if row.ends_at else ""),
        "lines": [(label, value) for label, value in rows if value],
        "notes": Edition.objects.filter(release=row.release_id, redacted_at=None)
        .exclude(pk=row.pk)
        .exclude(change_note="")
        .order_by("-number"),
        "attachments": to_be_read(row.attachments),
        "texts": {
            "summary": row.summary,
            "body": richtext.render(row.body, rules=row.rules),
            "notes": row.notes_to_editors,
        },
    }


def _redact_edition(row: Edition, form: forms.Form, by: Any) -> None:
    given = form.cleaned_data
    publishing.redact(
        [row, *given.get("also", ())],
        by=by,
        address=given.get("address", False),
        letterhead=given["letterhead"],
        harmless=given.get("harmless", ()),
    )


def _emptied_of_withdrawal(row: Withdrawal) -> dict[str, Any]:
    clock, span = clock_of_this_page(), row.in_force_during
    return {
        "what": _("The reason of a withdrawal"),
        "written_in": own_name(row.release.language),
        "direction": direction(row.release.language),
        "span": clock.words(row.begins_at) + " – " + (clock.words(span.upper) if span.upper else ""),
        "lines": [(own_name(language), reason) for language, reason in row.reasons.items()],
    }


OF_EDITION = Redaction(
    model=Edition,
    title=gettext_lazy("Redact an edition"),
    done=gettext_lazy("Redacted. The text was removed from this site and from its history."),
    form=lambda data, row: RedactionForm(data, edition=row),
    refuse=refuse_redacting,
    emptied=_emptied_of_edition,
    redact=_redact_edition,
)

OF_REASON = Redaction(
    model=Withdrawal,
    title=gettext_lazy("Redact the reason of a withdrawal"),
    done=gettext_lazy("Redacted. The reason was removed from this site."),
    form=lambda data, _row: CertainForm(data),
    refuse=refuse_redacting_reason,
    emptied=_emptied_of_withdrawal,
    redact=lambda row, _form, by: publishing.redact_reasons([row], by=by),
)
