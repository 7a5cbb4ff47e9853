"""Rows under a form: one for each language, or in an order; each field has a label for screen readers."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField, Media
from django.forms.widgets import HiddenInput, Script
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.base import InlineFormSet, ModelForm, TabularInline, write_in_its_language
from pressreleases.language import characters
from pressreleases.language.languages import language_codes, own_name
from pressreleases.language.slugs import slug_of
from pressreleases.models.text_fields import KeptAddress
from pressreleases.request_values import number_in

_LAST_PLACE = 32767


class LabelledFormSet(InlineFormSet):
    """Each field is named with its row for screen readers."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        place = self.name_of(form, index)
        for name, field in form.fields.items():
            if not field.widget.is_hidden:
                label = _("Remove") if name == "DELETE" else str(field.label or name)
                field.widget.attrs.setdefault("aria-label", f"{label} {place}".strip())

    def name_of(self, form: Any, index: int | None) -> str:  # noqa: ARG002  for those whose rows have names
        return "" if index is None else str(index + 1)


class LanguageFormSet(LabelledFormSet):
    """A row for each language of the site, and for each that is stored in a language that the site had before.

    A row that is left blank is not stored; one that is emptied is deleted. At least one has to say something where
    `needs_words`.
    """

    needs_words = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        rows = getattr(instance, self.fk.remote_field.get_accessor_name()).all() if instance and instance.pk else ()
        missing = [code for code in language_codes() if code not in {row.language for row in rows}]
        super().__init__(*args, **{**kwargs, "initial": [{"language": code} for code in missing]})
        self.extra = len(missing)

    def add_fields(self, form: Any, index: int | None) -> None:
        name = form.add_prefix("language")
        if form.instance.pk is None and self.is_bound:
            # What was blank stays so, also if the languages were others when the page was loaded.
            form.initial["language"] = form.data.get(name)
        code = form.instance.language or form.initial.get("language") or ""
        form.language_code, form.language_name = code, own_name(code) if code else ""
        super().add_fields(form, index)
        if "language" not in form.fields:
            return
        if form.instance.pk and code not in language_codes():
            # It stays, and is not held against the languages of today.
            form.fields["language"] = CharField(widget=HiddenInput, disabled=True, required=False)
            exclusions = form._get_validation_exclusions
            form._get_validation_exclusions = lambda: {*exclusions(), "language"}
        else:
            form.fields["language"].widget = HiddenInput()
        write_in_its_language(form)

    def name_of(self, form: Any, index: int | None) -> str:  # noqa: ARG002  the parent's signature
        return f"({form.language_name})" if form.language_name else ""

    def _should_delete_form(self, form: Any) -> bool:
        return bool(super()._should_delete_form(form)) or (  # type: ignore[misc]  # Django's own, without types
            form.instance.pk is not None and not self._says_something(form)
        )

    def _says_something(self, form: Any) -> bool:
        """Whether a field has words, other than those with which each row begins."""
        fields = [form[name] for name in form.fields if name not in ("language", "position", "DELETE")]
        return any(
            str(field.data or "").strip() not in ("", str(field.field.initial or ""))
            for field in fields
            if not field.is_hidden
        )

    def clean(self) -> None:
        super().clean()
        if self.needs_words and not any(self._says_something(form) for form in self.forms):
            raise ValidationError(_("Fill in at least one language."))


class OrderedFormSet(LabelledFormSet):
    """Rows in an order. A place that is left empty is the one after the last."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "position" in form.fields:
            form.fields["position"].required = False
            # Two that change places are right only once both are stored, so that neither is held against the other.
            exclusions = form._get_validation_exclusions
            form._get_validation_exclusions = lambda: {*exclusions(), "position"}
            if form.instance.pk is None:
                # A place alone is no row.
                typed = number_in(form.data.get(form.add_prefix("position"))) if self.is_bound else None
                form.fields["position"].initial = form.initial["position"] = typed

    def clean(self) -> None:
        super().clean()
        rows = [form for form in self.forms if getattr(form, "cleaned_data", None) and form not in self.deleted_forms]
        last = max((form.cleaned_data.get("position") or 0 for form in rows), default=0)
        for form in rows:
            if not form.cleaned_data.get("position"):
                last += 1
                form.instance.position = form.cleaned_data["position"] = last
        places = {(form.cleaned_data.get("kind"), form.cleaned_data["position"]) for form in rows}
        if len(places) == len(rows) and last <= _LAST_PLACE:
            return
        # Of two at one place the upper one comes first.
        rows.sort(key=lambda form: form.cleaned_data["position"])
        for place, form in enumerate(rows, start=1):
            form.instance.position = form.cleaned_data["position"] = place
            if form.initial.get("position") != place and "position" not in form.changed_data:
                form.changed_data.append("position")


class RowsInline(TabularInline):
    """Rows below the section `after` of the form (1 is the first), or below all of them."""

    formset: Any = LabelledFormSet
    template = "admin/parts/inline_rows.html"
    extra = 0
    after: int | None = None
    # What the button says that adds a row; empty: rows are added by the form alone.
    add_label: Any = ""
    description: Any = ""

    @property
    def media(self) -> Media:
        return Media(js=[Script("admin_look/rows.js", defer=True)])  # type: ignore[list-item]  # Django takes both


class LanguageInline(RowsInline):
    """One row for each language of the site, each written in its language."""

    formset = LanguageFormSet

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.needs_words = self.needs_words(obj)
        return formset

    def needs_words(self, obj: Any) -> bool:  # noqa: ARG002  for those that can be without
        return True


class NameForm(ModelForm):
    """A name in one language, which nothing else has; an address left empty is made from it, with a number if needed.

    `owner` is the field of what has the name. An address that another one once had, which `addresses` remembers, is not
    free: it leads there for ever.
    """

    owner: str
    addresses: type[KeptAddress]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = gettext_lazy("If you leave this blank, it is made from the name.")

    def clean(self) -> dict[str, Any]:
        super().clean()
        name, language = self.cleaned_data.get("name"), self.cleaned_data.get("language")
        if name and language:
            self._refuse_a_name_that_is_taken(name, language)
        if name and language and not self.cleaned_data.get("slug") and "slug" not in self.errors:
            self.cleaned_data["slug"] = self._free_slug(name, language)
            if not self.cleaned_data["slug"]:
                self.add_error("slug", _("Write an address. It cannot be made from this name."))
        return self.cleaned_data

    def _refuse_a_name_that_is_taken(self, name: str, language: str) -> None:
        """Nobody could tell two of one name apart. Two that have one name already can still be changed."""
        if "name" not in self.changed_data:
            return
        names = self._others(self._meta.model, language).values_list(f"{self.owner}_id", "name")
        folded = characters.folded(name)
        key = next((key for key, other in names if characters.folded(other) == folded), None)
        if key is not None:
            said = _("This name is already used. Choose another one, or change what has it:")
            page = reverse(f"admin:pressreleases_{self.owner}_change", args=(key,))
            self.add_error("name", format_html('{} <a href="{}" target="_blank">{}</a>', said, page, name))

    def _free_slug(self, name: str, language: str) -> str:
        stem = slug_of(name, language)
        others = self._others(self.addresses, language).filter(slug__startswith=stem)
        taken = set(others.values_list("slug", flat=True))
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken) if stem else ""

    def _others(self, model: Any, language: str) -> Any:
        owner = {self.owner: getattr(self.instance, f"{self.owner}_id")}
        return model._default_manager.filter(language=language).exclude(**owner)
