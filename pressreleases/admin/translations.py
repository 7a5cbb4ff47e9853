"""Translations that are out of date: the ticks on the form of a release, and the button “up to date”."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pressreleases.admin.base import ModelForm
from pressreleases.families import OriginalMoved, bring_into_step, carry_on, words_of
from pressreleases.models import Release
from pressreleases.publishing import permissions
from pressreleases.request_values import number_in

# The fields that are no part of the text.
TICKS = frozenset({"in_step", "unaffected"})
_DIGEST = RegexValidator(r"^[0-9a-f]{64}$")


class TranslatingForm(ModelForm):
    """Of a translation: whether it says what the original says. Of an original: whether a change concerns the others.

    `original` is that of a new translation; `may_carry_on` whether the user is an editor. Set for each request.
    """

    original: Release | None = None
    may_carry_on = False
    # The original's words as they were when this form was opened, so that a tick vouches for no others.
    original_words = forms.CharField(widget=forms.HiddenInput, required=False, validators=[_DIGEST])
    in_step = forms.BooleanField(
        required=False,
        label=gettext_lazy("This text matches the current original"),
        help_text=gettext_lazy(
            "Tick this when the translation includes the change of the original, or needs no change."
        ),
    )
    unaffected = forms.BooleanField(
        required=False,
        label=gettext_lazy("This change does not affect the translations"),
        help_text=gettext_lazy(
            "The translations stay up to date. Without the tick they are shown as out of date if the text changes."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = tick_of(self.instance, may_carry_on=self.may_carry_on)
        for name in TICKS - set(names):
            self.fields.pop(name, None)
        if self.instance.pk is None and self.original is not None:
            self.initial["original_words"] = words_of(self.original)
        elif "in_step" in names:
            self.initial["original_words"] = cast("Any", self.instance).original_words
        else:
            self.fields.pop("original_words", None)

    def clean(self) -> dict[str, Any]:
        super().clean()
        begins = self.instance.pk is None and self.original is not None
        if begins or self.cleaned_data.get("in_step"):
            self.instance.in_step_with = self.cleaned_data.get("original_words", "")
        return self.cleaned_data


def tick_of(release: Release | None, *, may_carry_on: bool) -> list[str]:
    """Which tick the form of `release` (fetched by its admin) has: `in_step`, `unaffected`, or none."""
    if release is None or release.pk is None:
        return []
    found = cast("Any", release)
    if release.is_original:
        return ["unaffected"] if may_carry_on and found.is_translated else []
    return ["in_step"] if found.original_words not in ("", release.in_step_with) else []


def save_ticks(request: HttpRequest, form: Any) -> None:
    """After a release that was there before was saved: do what the ticks of its `form` say."""
    ticked = form.cleaned_data
    if ticked.get("in_step") and not form.differs:
        _bring(request, form.instance, ticked["original_words"])
    if ticked.get("unaffected") and form.differs:
        carry_on(form.instance, form.instance.original_words, by=cast("User", request.user))


@require_POST
def mark_up_to_date(request: HttpRequest, object_id: str) -> HttpResponse:
    if not permissions.may(request.user, permissions.WRITE):
        raise PermissionDenied
    translation = Release.objects.filter(pk=number_in(object_id) or 0, is_original=False).first()
    if translation is None:
        raise Http404
    _bring(request, translation, request.POST.get("words", ""))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(translation.pk,)))


def _bring(request: HttpRequest, translation: Release, words: str) -> None:
    try:
        bring_into_step(translation, words, by=cast("User", request.user))
    except OriginalMoved:
        messages.error(request, _("The original has changed in the meantime. Compare the two again."))
    else:
        messages.success(request, _("Saved: the translation matches the original."))
