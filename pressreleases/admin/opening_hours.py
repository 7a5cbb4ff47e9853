"""Opening hours in the form of mission details: one new row can stand for several weekdays; rows do not overlap."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.generic import ModelForm
from pressreleases.admin.rows import NamedFields
from pressreleases.admin.widgets import Time
from pressreleases.models import OpeningHours

WEEK = 7


def _weekdays() -> list[tuple[Any, Any]]:
    return [("", "–"), *OpeningHours._meta.get_field("weekday").flatchoices]


class HoursForm(ModelForm):
    """`through` is no part of a stored row: each weekday has its own, so that it can be changed by itself."""

    through = forms.TypedChoiceField(
        label=gettext_lazy("to weekday"),
        choices=_weekdays,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=gettext_lazy("In a new row: use the same hours for every day up to this one."),
    )

    class Meta:
        model = OpeningHours
        fields = ["weekday", "through", "opens_at", "closes_at"]
        widgets = {"opens_at": Time, "closes_at": Time}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["through"].disabled = True

    @property
    def weekdays(self) -> list[int]:
        """For which the row stands; from Friday to Sunday, or from Sunday to Thursday."""
        first, last = self.cleaned_data["weekday"], self.cleaned_data.get("through")
        return [(first + n) % WEEK for n in range(1 if last is None else (last - first) % WEEK + 1)]


class HoursFormSet(NamedFields):
    def clean(self) -> None:
        super().clean()
        taken: list[tuple[int, Any, Any]] = []
        for form in self.forms:
            given = getattr(form, "cleaned_data", None)
            if form in self.deleted_forms or not given or not {"weekday", "opens_at", "closes_at"} <= given.keys():
                continue
            opens, closes = given["opens_at"], given["closes_at"]
            if any(day in form.weekdays and opens < end and begin < closes for day, begin, end in taken):
                form.add_error("opens_at", _("These hours overlap with others on the same day."))
            taken += [(day, opens, closes) for day in form.weekdays]

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """A row for each of its weekdays; the first is returned."""
        first = super().save_new(form, commit=commit)
        others = [
            OpeningHours(details=first.details, weekday=day, opens_at=first.opens_at, closes_at=first.closes_at)
            for day in form.weekdays[1:]
        ]
        OpeningHours.objects.bulk_create(others)
        return first
