"""The form below a preview that asks for clearance: name, answer and comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pressreleases.models import Clearance
from pressreleases.vocabulary.typed import LineField, TextField
from pressreleases.vocabulary.verdicts import Verdict

LONGEST_NAME = Clearance._meta.get_field("name").max_length
LONGEST_COMMENT = Clearance._meta.get_field("comment").max_length


class ClearanceForm(forms.Form):
    """`shown` is the digest of the text on the page. Nothing is chosen beforehand: Enter alone clears nothing."""

    verdict = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Verdict.CLEARED, _("Approve: the text above may be published.")),
            (Verdict.DECLINED, _("Decline: the text may not be published. Give the reason in the comment.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    name = LineField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    comment = TextField(
        label=_("Comment"),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Required if you decline."),
    )
    shown = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("verdict") == Verdict.DECLINED and not given.get("comment") and "comment" not in self.errors:
            self.add_error("comment", _("Say what must be changed."))
        return given

    def show(self, sheet: str, problem: str = "") -> None:
        """Bind it to the text that is on the page now, keeping what was typed; `problem` says why it was not taken."""
        if self.is_bound:
            data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data["shown"] = sheet
            self.data = data
        else:
            self.initial["shown"] = sheet
        if problem:
            self.add_error(None, problem)
