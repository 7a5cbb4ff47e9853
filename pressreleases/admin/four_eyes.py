"""On the page of a verb that publishes: that you wrote part of it, who can publish it, and why you do it alone.

`publishing` decides; this asks it beforehand, so that nobody learns it only after pressing the button.
"""

from typing import TYPE_CHECKING

from django import forms
from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.verbs import VERBS
from pressreleases.desk.states import Facts
from pressreleases.models import Release
from pressreleases.publishing import errors
from pressreleases.publishing.alone import is_forbidden
from pressreleases.publishing.four_eyes import refused
from pressreleases.vocabulary.languages import own_name
from pressreleases.vocabulary.typed import TextField

if TYPE_CHECKING:
    from pressreleases.admin.verb_form import VerbForm


class FourEyes:
    """Which of `releases`, the one of the page first, four eyes refuse to `by`. One query; none if nothing is told."""

    def __init__(self, releases: list[Release], *, by: User | AnonymousUser, tells: bool) -> None:
        self.release = releases[0]
        self.refused = refused(releases, by=by) if tells else []
        self.forbidden = is_forbidden()

    def refuses(self, release: Release) -> bool:
        return any(release.pk == row.pk for row in self.refused)

    def problem(self, release: Release) -> SafeString:
        """Why `release` cannot go out, where no reason helps; empty if it can."""
        if self.forbidden and self.refuses(release):
            return format_html("{}", str(errors.AloneForbidden(release)))
        return SafeString("")

    def ask(self, form: "VerbForm") -> None:
        going = {row.pk for row in form.family}
        if self.forbidden or not any(row.pk in going for row in self.refused):
            return
        form.fields["alone"] = TextField(
            label=gettext_lazy("Publish alone: why"),
            required=self.refuses(form.release),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Kept with your name. The desk shows it until a colleague endorses what you published."),
            error_messages={"required": _NO_REASON},
        )

    def judge(self, form: "VerbForm") -> None:
        """After `form` was cleaned: a language that was ticked needs the reason too."""
        if "alone" in form.fields and not form.has_error("alone") and form.is_alone and not form.cleaned_data["alone"]:
            form.add_error("alone", _NO_REASON)

    # For the template

    @property
    def sentences(self) -> list[str]:
        """For each release that is refused, that its reader wrote part of it."""
        return [_sentence(row, named=len(self.refused) > 1 or row.pk != self.release.pk) for row in self.refused]

    @property
    def submit_page(self) -> str:
        """Where the release can be submitted for review instead; empty if it cannot."""
        if not self.refuses(self.release) or not VERBS["submit"].fits(Facts.of(self.release)):
            return ""
        return reverse("admin:pressreleases_release_submit", args=(self.release.pk,))

    @property
    def waits(self) -> bool:
        return Facts.of(self.release).submitted


_NO_REASON = gettext_lazy("Say why you publish it alone, or let a colleague publish it.")


def _sentence(release: Release, *, named: bool) -> str:
    said = (
        _("You wrote part of this text since it was last published. A colleague has to publish it.")
        if Facts.of(release).was_public
        else _("You wrote part of this text. A colleague has to publish it.")
    )
    return _("%(language)s: %(said)s") % {"language": own_name(release.language), "said": said} if named else said
