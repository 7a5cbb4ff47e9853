"""Rows under a form, each field with a name of its own for those who hear the page, and places that fill themselves."""

from typing import Any

from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.admin.field_languages import SCRIPT, write_in_its_language
from pressreleases.admin.generic import InlineFormSet, TabularInline
from pressreleases.language.languages import language_codes, published_in


class NamedFields(InlineFormSet):
    """The columns' heads name the fields for the eye only: here each field is told its own name too."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if not field.widget.is_hidden:
                label = _("Delete") if name == "DELETE" else str(field.label or name)
                place = "" if index is None else f" {index + 1}"
                field.widget.attrs.setdefault("aria-label", f"{label}{place}")
        if "language" in form.fields:
            write_in_its_language(form)


class NamedInItsLanguage(NamedFields):
    """Rows of which the first begins in the language of whoever writes it, and cannot be left out."""

    def add_fields(self, form: Any, index: int | None) -> None:
        if index == 0 and form.instance.pk is None and "language" in form.fields:
            form.initial.setdefault("language", published_in(get_language()))
        super().add_fields(form, index)
        if index is not None and index < self.min_num and form.instance.pk is None:
            for name, field in form.fields.items():
                if field.required and name != "DELETE":
                    field.widget.attrs["required"] = True


class PlacedFields(NamedFields):
    """Rows in an order. A place that is left empty is the one after the last."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False
            if form.instance.pk is None:
                form.fields["position"].initial = form.initial["position"] = None

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if getattr(form, "cleaned_data", None) and form not in self.deleted_forms]
        last = max((form.cleaned_data.get("position") or 0 for form in rows), default=0)
        for form in rows:
            if not form.cleaned_data.get("position"):
                last += 1
                form.instance.position = form.cleaned_data["position"] = last


class Rows(TabularInline):
    formset = NamedFields
    template = "admin/parts/rows.html"
    extra = 0


class InEachLanguage(Rows):
    """One row for each language of the site, at least one, each written in its language."""

    formset: Any = NamedInItsLanguage

    class Media:
        js = [Script(SCRIPT, defer=True)]

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:  # noqa: ARG002  Django's signature
        return 1

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:  # noqa: ARG002  Django's signature
        return len(language_codes())
