"""Forms of names that have an address of their own: what topics and anniversaries share."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pressreleases.admin.generic import ModelForm
from pressreleases.language.slugs import slug_of


class NameForm(ModelForm):
    """A name in one language; an address left empty is made from it, with a number while another has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("If you leave this blank, it is made from the name.")

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
