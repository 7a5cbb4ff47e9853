"""Rows under a form: one for each language, or in an order; each field has a label for screen readers."""

from typing import Any

from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pressreleases.admin.base import LANGUAGE_SCRIPT, InlineFormSet, ModelForm, TabularInline, write_in_its_language
from pressreleases.language.languages import language_codes, published_in
from pressreleases.language.slugs import slug_of


class LabelledFormSet(InlineFormSet):
    """Each field is named for screen readers too, which the heads of the columns do not do."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for name, field in form.fields.items():
            if not field.widget.is_hidden:
                label = _("Delete") if name == "DELETE" else str(field.label or name)
                place = "" if index is None else f" {index + 1}"
                field.widget.attrs.setdefault("aria-label", f"{label}{place}")
        if "language" in form.fields:
            write_in_its_language(form)


class LanguageFormSet(LabelledFormSet):
    """Rows of which the first begins in the language of the person who writes it, and cannot be left out."""

    def add_fields(self, form: Any, index: int | None) -> None:
        if index == 0 and form.instance.pk is None and "language" in form.fields:
            form.initial.setdefault("language", published_in(get_language()))
        super().add_fields(form, index)
        if index is not None and index < self.min_num and form.instance.pk is None:
            for name, field in form.fields.items():
                if field.required and name != "DELETE":
                    field.widget.attrs["required"] = True


class OrderedFormSet(LabelledFormSet):
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


class RowsInline(TabularInline):
    formset = LabelledFormSet
    template = "admin/parts/inline_rows.html"
    extra = 0


class LanguageInline(RowsInline):
    """One row for each language of the site, at least one, each written in its language."""

    formset: Any = LanguageFormSet

    class Media:
        js = [Script(LANGUAGE_SCRIPT, defer=True)]

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:  # noqa: ARG002  Django's signature
        return 1

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:  # noqa: ARG002  Django's signature
        return len(language_codes())


class NameForm(ModelForm):
    """A name in one language; an address left empty is made from it, with a number while another has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = gettext_lazy("If you leave this blank, it is made from the name.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        name, language = self.cleaned_data.get("name"), self.cleaned_data.get("language")
        if name and language and not self.cleaned_data.get("slug") and "slug" not in self.errors:
            self.cleaned_data["slug"] = self._free_slug(name, language)
            if not self.cleaned_data["slug"]:
                self.add_error("slug", _("Write an address. It cannot be made from this name."))
        return self.cleaned_data

    def _free_slug(self, name: str, language: str) -> str:
        stem = slug_of(name, language)
        taken = self.taken_slugs(stem, language)
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken) if stem else ""

    def taken_slugs(self, stem: str, language: str) -> set[str]:
        """Addresses that begin with `stem` and that others have."""
        others = self._meta.model._default_manager.filter(language=language, slug__startswith=stem)
        return set(others.exclude(pk=self.instance.pk).values_list("slug", flat=True))
