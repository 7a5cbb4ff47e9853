"""The form of a release as somebody left it: what was typed and not saved, taken back into the fields."""

from typing import Any

from django import forms

from pressreleases.admin.generic import ModelForm
from pressreleases.editorial.autosave import KEPT_FIELDS, differing
from pressreleases.models import AutosavedForm
from pressreleases.models.fields import label_of


class UnsavedForm(ModelForm):
    """`unsaved` is set on a class for each request. The version stays that with which the typing began."""

    unsaved: AutosavedForm | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.unsaved is not None and not self.is_bound:
            self._take_back(self.unsaved)

    def _take_back(self, row: AutosavedForm) -> None:
        for name in KEPT_FIELDS:
            field = self.fields.get(name)
            if isinstance(field, forms.ModelMultipleChoiceField):
                self.initial[name] = row.values(name)
            elif field is not None and name in row.fields:
                self.initial[name] = "".join(row.values(name)[:1])
        if self.instance.pk is not None:
            self.initial["version"] = row.version

    @property
    def replaces(self) -> list[str]:
        """How staff call the fields in which what was taken back says something else than what is stored."""
        stored = self.instance if self.instance.pk is not None else None
        if self.unsaved is None or stored is None:
            return []
        return [label_of(name) for name in differing(self.unsaved, stored)]
