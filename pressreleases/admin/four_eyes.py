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
from pressreleases.editorial.states import Facts
from pressreleases.language.languages import own_name
from pressreleases.models import Release
from pressreleases.models.text_fields import TextFormField
from pressreleases.publishing.four_eyes import MadeBy, Refusal, proposed_notes, refusals
from pressreleases.publishing.override import is_forbidden, until_in_words, why_refused

if TYPE_CHECKING:
    from pressreleases.admin.verb_form import VerbForm


class FourEyes:
    """Which of `releases`, the one of the page first, four eyes refuse to `by`; nothing is asked if nothing is told.

    `proposed` are the change notes that were proposed when they were submitted, by the keys of the releases.
    """

    def __init__(self, releases: list[Release], *, by: User | AnonymousUser, tells: bool) -> None:
        self.release, self.by = releases[0], by
        self.refused = refusals(releases, by=by) if tells else []
        self.proposed = proposed_notes(releases) if tells else {}
        self.forbidden = is_forbidden()

    def refuses(self, release: Release) -> bool:
        return any(release.pk == each.release.pk for each in self.refused)

    def writes_a_note(self, form: "VerbForm") -> bool:
        """Whether a note in the answers of `form` is no proposal of a colleague."""
        return any(
            note and not self._is_of_a_colleague(row, note)
            for row in form.chosen
            if (note := str(form.cleaned_data.get(f"note_{row.language}", "")).strip())
        )

    def _is_of_a_colleague(self, release: Release, note: str) -> bool:
        proposal = self.proposed.get(release.pk)
        return proposal is not None and proposal.change_note == note and proposal.by_id != self.by.pk

    def problem(self, release: Release) -> SafeString:
        """Why `release` cannot go out, where no reason helps; empty if it can."""
        found = next((each for each in self.refused if each.release.pk == release.pk), None)
        return format_html("{}", str(why_refused(found))) if self.forbidden and found else SafeString("")

    def ask(self, form: "VerbForm") -> None:
        going = {row.pk for row in form.family}
        asks_a_note = form.tells and any(name.startswith("note_") for name in form.fields)
        if self.forbidden or not (asks_a_note or any(each.release.pk in going for each in self.refused)):
            return
        kept = _("Your reason is stored with your name. The desk shows it until a colleague endorses the text.")
        only_for_a_note = _("Required if you write the change note yourself instead of using a proposed one.")
        form.fields["alone"] = TextFormField(
            label=gettext_lazy("Reason for publishing alone"),
            required=self.refuses(form.release),
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=kept if self.refused else f"{only_for_a_note} {kept}",
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
        several = len(self.refused) > 1
        return [_sentence(each, named=several or each.release.pk != self.release.pk) for each in self.refused]

    @property
    def submit_page(self) -> str:
        """Where the release can be submitted for review instead; empty if it cannot."""
        if not self.refuses(self.release) or not VERBS["submit"].fits(Facts.of(self.release)):
            return ""
        return reverse("admin:pressreleases_release_submit", args=(self.release.pk,))

    @property
    def waits(self) -> bool:
        return Facts.of(self.release).submitted


_NO_REASON = gettext_lazy("Say why you are publishing it alone, or let a colleague publish it.")


def _sentence(refusal: Refusal, *, named: bool) -> str:
    release = refusal.release
    said = (
        _account_made(refusal.made_by)
        if refusal.made_by
        else _("You wrote part of this text since it was last published. A colleague has to publish it.")
        if Facts.of(release).was_public
        else _("You wrote part of this text. A colleague has to publish it.")
    )
    return _named(release, said) if named else said


def _account_made(made_by: MadeBy) -> str:
    return _(
        "%(who)s wrote part of this text, and created your account or gave it its role. Until "
        "%(until)s you do not count as a second person for this text. Another colleague has to "
        "publish it."
    ) % {"who": made_by.name, "until": until_in_words(made_by)}


def _named(release: Release, said: str) -> str:
    return _("%(language)s: %(said)s") % {"language": own_name(release.language), "said": said}
