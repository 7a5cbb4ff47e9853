"""The questions that findings of preflight put to staff: a tick for warnings, reasons, languages not affected.

Each answer is bound to the very findings that were shown, so that new ones are asked about again.
"""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.verbs import VERBS, Verb
from pressreleases.editorial.checklist import Item
from pressreleases.editorial.parity import Difference
from pressreleases.editorial.preflight import Findings, ReleaseFindings, mark
from pressreleases.editorial.states import Facts
from pressreleases.language.languages import own_name
from pressreleases.models import Release
from pressreleases.models.text_fields import LONGEST_NOTE, LinesFormField
from pressreleases.publishing import PublishingError, errors
from pressreleases.publishing.four_eyes import (
    MadeBy,
    Refusal,
    alone_is_forbidden,
    is_as_proposed,
    until_in_words,
    why_refused,
)
from pressreleases.publishing.permissions import Actor

_NO_REASON = gettext_lazy("Say why you are publishing it alone, or let a colleague publish it.")


class PreflightForm(forms.Form):
    """About the texts of `findings`, of which the first one is that of the page.

    `seen` binds the answers to the texts that were shown. `shown` are the findings that the page shows at the end.
    """

    seen = forms.CharField(widget=forms.HiddenInput)
    # The fields on which it depends what is found.
    before_checks: tuple[str, ...] = ()

    def __init__(self, data: Any, *, verb: Verb, findings: Findings, by: Actor, prefix: str | None = None) -> None:
        super().__init__(data, prefix=prefix)
        self.verb, self.findings, self.shown, self.by = verb, findings, findings, by
        self.family = [text.release for text in findings.texts]
        self.release = self.family[0]
        self.fields["seen"].initial = verb.mark(self.family, findings.details_on)

    # Warnings and differences

    def ask_checks(self, findings: Findings) -> None:
        """Add the fields that `findings` need."""
        self.shown = findings
        if warnings := findings.warnings:
            self.fields["warned"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.fields["warned"].initial = _marks(warnings)
            self.fields["looked"] = forms.BooleanField(label=gettext_lazy("I have checked these"), required=False)
        if differences := findings.all_differences:
            self.fields["differ"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.fields["differ"].initial = " ".join(map(mark, differences))
            self.fields["despite"] = LinesFormField(
                label=gettext_lazy("Why the languages may differ"),
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields(["seen", "warned", "differ", *self.before_checks, "looked", "despite"])

    def check_answers(self, findings: Findings) -> None:
        """After the form was cleaned: `findings`, of what would go out, must be those that were answered."""
        first = findings.of(self.release)
        if first.errors:
            self.add_error(None, problem_of(first))
        # A text that is not the one that was shown is refused by the verb's page.
        if self.errors:
            return
        outdated = self.cleaned_data.get("seen") != self.fields["seen"].initial
        warnings, differences = findings.warnings, findings.all_differences
        new_warnings = bool(set(_marks(warnings).split()) - set(self._typed("warned").split()))
        new_differences = bool(set(map(mark, differences)) - set(self._typed("differ").split()))
        unticked = new_warnings or (bool(warnings) and not self._typed("looked"))
        unexplained = new_differences or (bool(differences) and not self._typed("despite").strip())
        if not (unticked or unexplained or outdated):
            self.shown = findings
            return
        again = cast("QueryDict", self.data).copy()
        again[self.add_prefix("warned")] = _marks(warnings)
        again[self.add_prefix("differ")] = " ".join(map(mark, differences))
        if new_warnings or outdated:
            again.pop(self.add_prefix("looked"), None)
        self.data = again
        self.ask_checks(findings)
        if outdated:
            return
        if unticked:
            self.add_error("looked", _("Look through the checks, then tick this to continue."))
        if unexplained:
            self.add_error("despite", _("Say why the languages may differ, or make them agree first."))

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "")

    @property
    def despite(self) -> str:
        """Why the languages are published although they differ; empty when nobody had to say."""
        return str(self.cleaned_data.get("despite", "")).strip() if self.shown.all_differences else ""

    @property
    def differences(self) -> list[Difference]:
        return self.shown.all_differences

    @property
    def warnings_by_language(self) -> list[dict[str, Any]]:
        """`[{"language", "page", "items"}]`, one for each language that has warnings; for the template."""
        return [
            {"language": own_name(text.release.language), "page": change_page(text.release), "items": text.warnings}
            for text in self.shown.texts
            if text.warnings
        ]

    # Other languages of a text that is corrected: a wrong figure is rarely wrong in one language only

    def ask_if_affected(self) -> None:
        ready = {row.pk for row in self.family}
        for row in self.findings.also_live:
            self.fields[_unaffected(row)] = forms.BooleanField(
                label=gettext_lazy("%(language)s is not affected by this correction")
                % {"language": own_name(row.language)},
                required=False,
                help_text=_("Or tick it above to correct it too.")
                if row.pk in ready
                else format_html(
                    '{} <a href="{}">{}</a>',
                    _("Or correct it first, so that both are published together:"),
                    change_page(row),
                    row.title,
                ),
            )

    def check_if_affected(self, chosen: Sequence[Release]) -> None:
        """Each language must be answered for, and not in two ways. A minor fix asks nothing."""
        together = {row.pk for row in chosen}
        for row in self.findings.also_live:
            name, names = _unaffected(row), {"language": own_name(row.language)}
            unaffected = self.cleaned_data.get(name)
            if row.pk in together and unaffected:
                self.add_error(name, _("%(language)s is ticked above and will be corrected too.") % names)
            elif row.pk not in together and not unaffected and not self.cleaned_data.get("minor"):
                said = _("Does %(language)s contain the same error? Correct it too, or say that it is not affected.")
                self.add_error(name, said % names)

    @property
    def not_affected(self) -> tuple[str, ...]:
        """The codes of the languages of which it was said that they need no correction."""
        return tuple(row.language for row in self.findings.also_live if self.cleaned_data.get(_unaffected(row)))

    # Four eyes: `publishing` decides; this asks beforehand, so that nobody learns it only after pressing the button

    def ask_why_alone(self) -> None:
        refused = self.findings.refused
        asks_a_note = self.verb.publishes and any(name.startswith("note_") for name in self.fields)
        if alone_is_forbidden() or not (asks_a_note or refused):
            return
        kept = _("Your reason is stored with your name. The desk shows it until a colleague endorses the text.")
        only_for_a_note = _("Required if you write the change note yourself instead of using a proposed one.")
        self.fields["alone"] = LinesFormField(
            label=gettext_lazy("Reason for publishing alone"),
            required=self.findings.of(self.release).four_eyes is not None,
            max_length=LONGEST_NOTE,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=kept if refused else f"{only_for_a_note} {kept}",
            error_messages={"required": _NO_REASON},
        )

    def check_why_alone(self, chosen: Sequence[Release]) -> None:
        """A language that was ticked needs the reason too."""
        asked = "alone" in self.fields and not self.has_error("alone")
        if asked and self.goes_alone(chosen) and not self.cleaned_data["alone"]:
            self.add_error("alone", _NO_REASON)

    def goes_alone(self, chosen: Sequence[Release]) -> bool:
        """Whether `chosen` are published without a colleague, for the reason that was given."""
        refused = any(self.findings.of(row).four_eyes for row in chosen)
        return refused or (self.verb.publishes and any(self._is_own_note(row) for row in chosen))

    def _is_own_note(self, release: Release) -> bool:
        """Whether the change note is not just what a colleague proposed."""
        note = str(self.cleaned_data.get(f"note_{release.language}", "")).strip()
        proposal = self.findings.of(release).proposed_note
        is_proposed = (
            proposal is not None and is_as_proposed(proposal.change_note, note) and proposal.by_id != self.by.pk
        )
        return bool(note) and not is_proposed


class FourEyesNotice:
    """For the template: which of the texts of `findings` the user wrote part of, and the way to a second person."""

    def __init__(self, findings: Findings) -> None:
        self.first, self.refused = findings.texts[0], findings.refused

    @property
    def sentences(self) -> list[str]:
        several = len(self.refused) > 1
        return [_sentence(each, named=several or each.release.pk != self.first.release.pk) for each in self.refused]

    @property
    def submit_page(self) -> str:
        """Where the release can be submitted for review instead; empty if it cannot."""
        if not self.first.four_eyes or not VERBS["submit"].fits(Facts.of(self.first.release)):
            return ""
        return reverse("admin:pressreleases_release_submit", args=(self.first.release.pk,))

    @property
    def waits(self) -> bool:
        return Facts.of(self.first.release).submitted


def problem_of(text: ReleaseFindings) -> SafeString:
    """Why the text cannot be published, with links to where that can be mended; empty if it can."""
    if text.refusal:
        return with_link(text.refusal, text.release)
    if text.same_as_live:
        said = _("The text is the same as the edition that readers see. Change the text and save it first.")
        return format_html("{}", said)
    if text.errors:
        lines = ((str(item), *_where(item, text)) for item in text.errors)
        return format_html_join(" ", '<span class="error-line">{} <a href="{}">{}</a></span>', lines)
    return format_html("{}", why_refused(text.four_eyes)) if text.four_eyes and alone_is_forbidden() else SafeString("")


def with_link(error: PublishingError, release: Release) -> SafeString:
    """The sentence of `error`, with a link to the field of the release where it can be mended."""
    if isinstance(error, errors.UnderEmbargo):
        page = reverse("admin:pressreleases_release_schedule", args=((error.release or release).pk,))
        return format_html('{} <a href="{}">{}</a>', str(error), page, _("Schedule…"))
    if error.field not in {field.name for field in Release._meta.fields}:
        return format_html("{}", str(error))
    page = change_page(error.release or release)
    return format_html('{} <a href="{}#id_{}">{}</a>', str(error), page, error.field, _("Open the text"))


def change_page(release: Release) -> str:
    return reverse("admin:pressreleases_release_change", args=(release.pk,))


def _where(item: Item, text: ReleaseFindings) -> tuple[str, str]:
    if item.of_letterhead and text.details:
        page = reverse("admin:pressreleases_missiondetails_change", args=(text.details.pk,))
        return page, _("Open the mission details")
    return f"{change_page(text.release)}#id_{item.field}", _("Open the text")


def _marks(warnings: Sequence[tuple[Release, Item]]) -> str:
    return " ".join(mark(release, item) for release, item in warnings)


def _unaffected(release: Release) -> str:
    return f"unaffected_{release.language}"


def _sentence(refusal: Refusal, *, named: bool) -> str:
    release = refusal.release
    said = (
        _account_made(refusal.made_by)
        if refusal.made_by
        else _(
            "You changed what readers see around this text, such as its letterhead or the words of its picture. "
            "A colleague has to publish it."
        )
        if refusal.around
        else _("You wrote part of this text since it was last published. A colleague has to publish it.")
        if Facts.of(release).was_public
        else _("You wrote part of this text. A colleague has to publish it.")
    )
    return _("%(language)s: %(said)s") % {"language": own_name(release.language), "said": said} if named else said


def _account_made(made_by: MadeBy) -> str:
    if made_by.theirs:
        return _(
            "%(who)s wrote part of this text, and you saw a link for setting the password of that "
            "account, or changed its e-mail address. Until %(until)s you do not count as a second "
            "person for this text. Another colleague has to publish it."
        ) % {"who": made_by.name, "until": until_in_words(made_by)}
    return _(
        "%(who)s wrote part of this text, and created your account or gave it its role. Until "
        "%(until)s you do not count as a second person for this text. Another colleague has to "
        "publish it."
    ) % {"who": made_by.name, "until": until_in_words(made_by)}
