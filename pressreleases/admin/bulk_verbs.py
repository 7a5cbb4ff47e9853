"""What bulk actions do to chosen releases: publish and withdraw, each text with its own checks; topics and labels."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pressreleases import publishing
from pressreleases.admin.bulk_selection import Chosen, Row, why
from pressreleases.admin.preflight_form import PreflightForm, problem_of
from pressreleases.admin.verb_form import named_choices
from pressreleases.admin.verbs import VERBS, Answers, Verb, carry_out
from pressreleases.editorial.bulk import ChangedMeanwhile, Group, Outcome, Result, add_topic, do_each
from pressreleases.editorial.preflight import Findings, ReleaseFindings, preflight
from pressreleases.editorial.states import Facts
from pressreleases.language.languages import direction, own_name
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Anniversary, Release, Topic
from pressreleases.models.text_fields import LONGEST_NOTE, LinesFormField
from pressreleases.publishing import PublishingError, errors, permissions
from pressreleases.publishing.four_eyes import why_refused
from pressreleases.publishing.permissions import Actor


class ReasonsForm(forms.Form):
    """The public reason in each language of what is withdrawn; all of them are needed."""

    def __init__(self, data: QueryDict | None, languages: list[str]) -> None:
        super().__init__(data)
        for language in languages:
            self.fields[f"reason_{language}"] = LinesFormField(
                label=_("Reason, for readers (%(language)s)") % {"language": own_name(language)},
                max_length=LONGEST_NOTE,
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


# Labels: a topic for the working copies, or topics and anniversary of what is published


class TopicForm(forms.Form):
    topic = forms.ModelChoiceField(
        Topic.objects.prefetch_related("names").order_by("pk"), label=_("Topic"), empty_label=_("Choose a topic")
    )


class LabelsForm(forms.Form):
    """What is to be added and taken away; at least one thing."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        topics = Topic.objects.prefetch_related("names").order_by("pk")
        for name, label in (("topics", _("Add these topics")), ("without", _("Remove these topics"))):
            field = named_choices(forms.ModelMultipleChoiceField, topics)
            field.label, field.widget = label, forms.CheckboxSelectMultiple(choices=field.choices)
            self.fields[name] = field
        anniversary = named_choices(forms.ModelChoiceField, Anniversary.objects.whole())
        anniversary.label, anniversary.empty_label = _("Anniversary"), _("Leave as it is")
        self.fields["anniversary"] = anniversary
        self.fields["no_anniversary"] = forms.BooleanField(label=_("No anniversary"), required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        given = self.cleaned_data
        if set(given.get("topics", ())) & set(given.get("without", ())):
            self.add_error("without", _("You cannot add and remove the same topic at once."))
        if given.get("anniversary") and given.get("no_anniversary"):
            self.add_error("no_anniversary", _("Choose an anniversary, or none."))
        if not self.errors and not any(given.get(name) for name in self.fields):
            self.add_error("topics", _("Choose what to change."))
        return given


def labels_of(given: dict[str, Any]) -> dict[str, Any]:
    """What `classify` is called with."""
    found: dict[str, Any] = {"topics": list(given["topics"]), "without": list(given["without"])}
    if given["anniversary"] or given["no_anniversary"]:
        found["anniversary"] = given["anniversary"]
    return found


class LabelChosen:
    """Nothing binds it to the versions that were shown: labels take nothing away from what a colleague wrote."""

    template = "admin/pressreleases/release/bulk_form.html"
    takes_away = False
    form_class: type[forms.Form]

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor, data: QueryDict | None = None) -> None:  # noqa: ARG002  as of every such page
        self.releases = chosen.rows
        self.out_of_place: list[Row] = []
        self.texts = [{"rows": [Row.of(row, clock)], "left": []} for row in chosen.rows]
        self.form = self.form_class(data)

    @property
    def can_be_done(self) -> bool:
        return bool(self.releases)

    def is_answered(self) -> bool:
        """Whether something was chosen; the form then says that nothing was."""
        return self.form.is_valid()


class AddTopicToChosen(LabelChosen):
    name = "topic"
    needs = permissions.WRITE
    heading = _("Add the topic")
    explained = _("The topic is added to the working copies. Readers see it on a published text from its next edition.")
    form_class = TopicForm

    def run(self, by: User) -> list[Outcome]:
        topic = self.form.cleaned_data["topic"]

        def act(group: Group) -> Result:
            release = Release.objects.select_for_update(of=("self",)).get(pk=group[0].pk)
            return Result.DONE if add_topic(release, topic, by=by) else Result.HAD

        return do_each([[row] for row in self.releases], act)


class ClassifyChosen(LabelChosen):
    name = "classify"
    needs = permissions.PUBLISH
    heading = _("Change topics and anniversary")
    explained = _("Readers find published releases under these labels at once, without a new edition.")
    form_class = LabelsForm

    def run(self, by: User) -> list[Outcome]:
        labels = labels_of(self.form.cleaned_data)

        def act(group: Group) -> Result:
            return Result.DONE if publishing.classify(group, by=by, **labels) else Result.HAD

        return do_each([[row] for row in self.releases], act)
