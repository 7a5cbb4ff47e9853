"""Withdrawing the chosen releases: the public reason is asked once for each language, each text goes on its own."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pressreleases import publishing
from pressreleases.admin.bulk.choosing import Chosen, Row
from pressreleases.admin.verb_form import seen_versions
from pressreleases.editorial.bulk import ChangedMeanwhile, Group, Outcome, Result, in_bulk, lock_as_shown
from pressreleases.editorial.states import Facts
from pressreleases.language.languages import direction, own_name
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.models.text_fields import TextFormField
from pressreleases.publishing import PublishingError, errors, permissions
from pressreleases.publishing.permissions import Actor


class ReasonsForm(forms.Form):
    """The public reason in each language of what is withdrawn; all of them are needed."""

    def __init__(self, data: QueryDict | None, languages: list[str]) -> None:
        super().__init__(data)
        for language in languages:
            self.fields[f"reason_{language}"] = TextFormField(
                label=_("Reason, for readers (%(language)s)") % {"language": own_name(language)},
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2, "lang": language, "dir": direction(language)}),
            )

    @property
    def reasons(self) -> dict[str, str]:
        return {name.removeprefix("reason_"): reason for name, reason in self.cleaned_data.items()}


class WithdrawChosen:
    name = "withdraw"
    needs = permissions.PUBLISH
    heading = _("Withdraw")
    explained = _("Readers see the title and your reason in place of the text, at the same address.")
    template = "admin/pressreleases/release/bulk_form.html"
    takes_away = True

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor) -> None:  # noqa: ARG002  as of every such page
        going = [row for row in chosen.rows if _out_of_place(row) is None]
        self.out_of_place = [Row.of(row, clock, error) for row in chosen.rows if (error := _out_of_place(row))]
        self.groups = chosen.by_family(going)
        self.texts = [
            {
                "rows": [Row.of(row, clock) for row in group],
                "left": [Row.of(row, clock) for row in chosen.left(group)],
                "seen": seen_versions(group),
            }
            for group in self.groups
        ]
        self.languages = list(dict.fromkeys(row.language for row in going))
        self.form = ReasonsForm(None, self.languages)

    @property
    def can_be_done(self) -> bool:
        return bool(self.groups)

    def context(self) -> dict[str, Any]:
        return {"form": self.form}

    def answer(self, data: QueryDict) -> bool:
        """Whether a reason was given in each language; the form then says where none was."""
        self.seen = set(data.getlist("seen"))
        self.form = ReasonsForm(data, self.languages)
        return self.form.is_valid()

    def run(self, by: User) -> list[Outcome]:
        def act(group: Group) -> Result:
            if seen_versions(list(group)) not in self.seen:
                raise ChangedMeanwhile
            publishing.withdraw(lock_as_shown(group), by=by, reasons=self._reasons(group))
            return Result.DONE

        outcomes = [Outcome(row.release.pk, Result.REFUSED, row.error) for row in self.out_of_place]
        return outcomes + in_bulk(self.groups, act)

    def _reasons(self, group: Group) -> dict[str, str]:
        return {row.language: self.form.reasons[row.language] for row in group}


def _out_of_place(release: Release) -> PublishingError | None:
    """Why `release` cannot be withdrawn in the state in which it is."""
    facts = Facts.of(release)
    if facts.taken_back:
        return errors.TakenBack(release)
    if facts.withdrawal_planned_at:
        return errors.AlreadyPlanned(release)
    return None if facts.live_number else errors.NotLive(release)
