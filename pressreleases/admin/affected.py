"""A correction asks for each other language that readers see: is it corrected too, or is it not affected?

A wrong figure is rarely wrong in one language only. A minor fix, which changes no meaning, asks nothing.
"""

from typing import TYPE_CHECKING

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.editorial.states import Facts
from pressreleases.language.languages import own_name
from pressreleases.models import Release

if TYPE_CHECKING:
    from pressreleases.admin.verb_form import VerbForm


class OtherLanguages:
    """Those of `family` whose live text stays as it is unless it is ticked; of a correction only."""

    def __init__(self, family: list[Release], *, verb: str) -> None:
        self.asked = [row for row in family if verb == "correct" and _is_left(Facts.of(row))]

    def ask(self, form: "VerbForm") -> None:
        ready = {row.pk for row in form.family}
        for row in self.asked:
            form.fields[_name(row)] = forms.BooleanField(
                label=gettext_lazy("%(language)s is not affected by this correction")
                % {"language": own_name(row.language)},
                required=False,
                help_text=_("Or tick it above to correct it too.")
                if row.pk in ready
                else format_html(
                    '{} <a href="{}">{}</a>',
                    _("Or correct it first, so that both are published together:"),
                    reverse("admin:pressreleases_release_change", args=(row.pk,)),
                    row.title,
                ),
            )

    def judge(self, form: "VerbForm") -> None:
        """After `form` was cleaned: each language must be answered for, and not in two ways."""
        together = {row.pk for row in form.chosen}
        for row in self.asked:
            unaffected, names = form.cleaned_data.get(_name(row)), {"language": own_name(row.language)}
            if row.pk in together and unaffected:
                form.add_error(_name(row), _("%(language)s is ticked above and will be corrected too.") % names)
            elif row.pk not in together and not unaffected and not form.cleaned_data.get("minor"):
                form.add_error(
                    _name(row),
                    _("Does %(language)s contain the same error? Correct it too, or say that it is not affected.")
                    % names,
                )

    def not_affected(self, form: "VerbForm") -> tuple[str, ...]:
        """The codes of the languages of which it was said that they need no correction."""
        return tuple(row.language for row in self.asked if form.cleaned_data.get(_name(row)))


def _is_left(facts: Facts) -> bool:
    """Whether readers see it, and nothing is scheduled for it yet."""
    return bool(facts.live_number) and facts.next_at is None


def _name(release: Release) -> str:
    return f"unaffected_{release.language}"
