"""Publishing and withdrawing the chosen releases: each text with the checks and the verb of its own page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.bulk.selection import Chosen, Row, why
from pressreleases.admin.preflight_form import PreflightForm, problem_of
from pressreleases.admin.verbs import VERBS, Answers, Verb, carry_out
from pressreleases.editorial.bulk import ChangedMeanwhile, Group, Outcome, Result, do_each
from pressreleases.editorial.preflight import Findings, ReleaseFindings, preflight
from pressreleases.editorial.states import Facts
from pressreleases.language.languages import direction, own_name
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.models.text_fields import TextFormField
from pressreleases.publishing import PublishingError, errors
from pressreleases.publishing.four_eyes import why_refused
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


@dataclass(frozen=True)
class Text:
    """The languages of one text that go together, or not at all; `left` were not chosen and stay as they are."""

    rows: list[Row]
    left: list[Row]
    form: PreflightForm

    @property
    def first(self) -> Release:
        return self.rows[0].release

    @property
    def held(self) -> bool:
        return any(row.problem for row in self.rows)

    @property
    def asks(self) -> bool:
        return len(self.form.fields) > 1


class VerbChosen:
    """One page and its button. A constant number of queries for any number of chosen releases."""

    verb: Verb
    name: str
    needs: str
    heading: Any
    takes_away = False
    template: str
    explained: Any = ""
    refuses: Callable[[Release], PublishingError | None]

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor, data: QueryDict | None = None) -> None:
        self.chosen, self.clock, self.by, self.data = chosen, clock, by, data
        refused = {row.pk: error for row in chosen.rows if (error := self.refuses(row))}
        self.out_of_place = [Row.of(row, clock, refused[row.pk]) for row in chosen.rows if row.pk in refused]
        going = [row for row in chosen.rows if row.pk not in refused]
        groups = chosen.by_family(going)
        others = [row for row in (*chosen.rows, *chosen.others) if row not in going]
        findings = (
            preflight([row for group in groups for row in group], self.verb.name, clock=clock, by=by, others=others)
            if going
            else None
        )
        self.texts = [self._text(group, findings) for group in groups] if findings else []
        self.form = ReasonsForm(
            data, list(dict.fromkeys(row.language for row in going)) if "reasons" in self.verb.asks else []
        )

    def _text(self, group: list[Release], findings: Findings) -> Text:
        mine = findings.among(group)
        form = PreflightForm(self.data, verb=self.verb, findings=mine, by=self.by, prefix=str(group[0].pk))
        form.ask_checks(mine)
        rows = [self._row(text) for text in mine.texts]
        return Text(rows, [Row.of(row, self.clock) for row in self.chosen.left(group)], form)

    def _row(self, text: ReleaseFindings) -> Row:
        # Here nobody can say why they publish alone: that is asked on the page of the text itself.
        error = why_refused(text.four_eyes) if text.four_eyes else text.refusal
        problem = why(error, text.release) if error else problem_of(text)
        return Row.of(text.release, self.clock, error, problem=problem, items=text.warnings)

    # What the page says

    @property
    def to_look_at(self) -> list[Text]:
        return [text for text in self.texts if text.asks and not text.held]

    @property
    def ready(self) -> list[Text]:
        return [text for text in self.texts if not text.asks and not text.held]

    @property
    def held(self) -> list[Text]:
        return [text for text in self.texts if text.held]

    @property
    def can_be_done(self) -> bool:
        return any(not text.held for text in self.texts)

    # What is done

    def is_answered(self) -> bool:
        """Whether a reason was given in each language, where they are asked for; the form then says where not."""
        return self.form.is_valid()

    def run(self, by: User) -> list[Outcome]:
        going = [*self.to_look_at, *self.ready]
        of_group = {text.first.pk: text for text in going}

        def act(group: Group) -> Result:
            return self._act(of_group[group[0].pk].form, by)

        stuck = [*self.out_of_place, *(row for text in self.held for row in text.rows)]
        outcomes = [Outcome(row.release.pk, Result.REFUSED if row.problem else Result.HELD, row.error) for row in stuck]
        return outcomes + do_each([text.form.family for text in going], act)

    def _act(self, form: PreflightForm, by: User) -> Result:
        if form.is_valid():
            form.check_answers(form.findings)
        seen = form.cleaned_data.get("seen", "")
        if seen != form.fields["seen"].initial:
            raise ChangedMeanwhile
        if "looked" in form.errors:
            return Result.UNTICKED
        if "despite" in form.errors:
            return Result.UNEXPLAINED
        reasons = self.form.reasons
        answers = Answers(reasons={row.language: reasons[row.language] for row in form.family} if reasons else {})
        carry_out(self.verb, form.family, answers, shown=form.family, seen=seen, by=by, despite=form.despite)
        return Result.DONE


def _cannot_be_published(release: Release) -> PublishingError | None:
    """Why `release` cannot be published for the first time, in the state in which it is."""
    facts = Facts.of(release)
    if facts.taken_back:
        return errors.TakenBack(release)
    if facts.planned_at:
        return errors.AlreadyPlanned(release)
    return errors.AlreadyPublished(release) if facts.live_number else None


def _cannot_be_withdrawn(release: Release) -> PublishingError | None:
    """Why `release` cannot be withdrawn in the state in which it is."""
    facts = Facts.of(release)
    if facts.taken_back:
        return errors.TakenBack(release)
    if facts.withdrawal_planned_at:
        return errors.AlreadyPlanned(release)
    return None if facts.live_number else errors.NotLive(release)


class PublishChosen(VerbChosen):
    verb = VERBS["publish"]
    name, needs, heading = verb.name, verb.needs, verb.heading
    template = "admin/pressreleases/release/bulk_publish.html"
    refuses = staticmethod(_cannot_be_published)


class WithdrawChosen(VerbChosen):
    verb = VERBS["withdraw"]
    name, needs, heading, explained, takes_away = verb.name, verb.needs, verb.heading, verb.explained, True
    template = "admin/pressreleases/release/bulk_form.html"
    refuses = staticmethod(_cannot_be_withdrawn)
