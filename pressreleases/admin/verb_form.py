"""The form on the page of a verb: which languages go together, when, and what readers are told."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pressreleases.admin.base import Day, Time
from pressreleases.admin.preflight_form import PreflightForm, with_link
from pressreleases.admin.verbs import Answers, Verb
from pressreleases.editorial.preflight import Findings
from pressreleases.editorial.states import Facts
from pressreleases.language.dates import check_day, zone_info
from pressreleases.language.languages import direction, own_name
from pressreleases.mission_clock import MissionClock, NoSuchTime
from pressreleases.models import Anniversary, Edition, Release, Topic, Withdrawal
from pressreleases.models.kinds import Act
from pressreleases.models.text_fields import LONGEST_NOTE, LinesFormField
from pressreleases.publishing import PublishingError
from pressreleases.publishing.errors import NoComment, NoReasonForLifting, UnderEmbargo
from pressreleases.publishing.permissions import Actor

_NOTICES = (
    (Act.WITHDRAWN, gettext_lazy("Withdrawn: readers see the title and the reason")),
    (Act.REMOVED, gettext_lazy("Removed as published in error: readers see only the reason")),
)
# What a verb asks in words for colleagues, and what it says where they are missing.
_COMMENTS: dict[str, tuple[Any, Any]] = {
    "submit": (gettext_lazy("What the editor should check"), ""),
    "send-back": (gettext_lazy("What has to be changed"), NoComment.sentence),
    "lift-embargo": (gettext_lazy("Reason"), NoReasonForLifting.sentence),
}
_CHANGED = gettext_lazy("What was changed (%(language)s)")
_PROPOSED = gettext_lazy("Public note on what was changed (%(language)s)")


class VerbForm(PreflightForm):
    """`titles` are those that the page calls the texts of `findings`, and `ticked` the other languages that go along
    unless staff say otherwise, by key. `asked_at` is the time with which the fields begin, if it is known already.
    """

    # The time with which the fields begin; None where they are blank.
    begin: dt.datetime | None = None

    def __init__(
        self,
        data: Any,
        *,
        verb: Verb,
        findings: Findings,
        by: Actor,
        titles: dict[int, str],
        ticked: list[int],
        clock: MissionClock,
        asked_at: dt.datetime | None = None,
    ) -> None:
        super().__init__(data, verb=verb, findings=findings, by=by)
        self.clock, self.asked_at = clock, asked_at
        # That of what is scheduled, for a verb that leaves it; else what is answered.
        planned_at = Facts.of(self.release).planned_at
        self.kept_at = planned_at if verb.at_its_time and "at" not in verb.asks else None
        self.at = self.kept_at
        if others := self.family[1:]:
            self.fields["together"] = forms.TypedMultipleChoiceField(
                label=gettext_lazy("Do the same for these languages"),
                choices=[(row.pk, _named(row, titles[row.pk])) for row in others],
                coerce=int,
                required=False,
                initial=ticked,
                widget=forms.CheckboxSelectMultiple,
            )
        self.ask_if_affected()
        self._ask_what_readers_are_told(verb)
        if "at" in verb.asks:
            facts = Facts.of(self.release)
            self.before_checks = ("day", "time")
            self._ask_when(required=True, at=facts.next_at if verb.at_its_time else facts.embargoed_until)
        if "labels" in verb.asks:
            self.fields |= label_fields(self.release)
        if "comment" in verb.asks or "maybe_comment" in verb.asks:
            self._ask_for_a_comment(verb)
        # Those of the day with which the fields begin: nobody is asked twice.
        begin = self.begin or asked_at
        self.ask_checks(findings.among(self.family, begin) if begin and not self.is_bound else findings)
        self.ask_why_alone()
        if "maybe_at" in verb.asks:
            # Last, because it is seldom wanted: not between a note and the reason for publishing alone.
            self._ask_when(required=False, at=None)
        if not self.is_bound:
            self._begin_where_something_is_asked()

    def _begin_where_something_is_asked(self) -> None:
        """The field that always has to be filled in has the focus, unless something has to be read and ticked first."""
        language = self.release.language
        asked = {"notes": f"note_{language}", "reasons": f"reason_{language}", "comment": "comment"}
        if "act" in self.verb.asks or {"looked", "despite"} & self.fields.keys():
            return
        if name := next((name for ask, name in asked.items() if ask in self.verb.asks), None):
            self.fields[name].widget.attrs["autofocus"] = True

    def _ask_what_readers_are_told(self, verb: Verb) -> None:
        """Notes, reasons and notices, in each language."""
        self._ask_for_notes(verb)
        if "planned_notes" in verb.asks:
            self._ask_for_planned_notes()
        if "minor" in verb.asks:
            self.fields["minor"] = forms.BooleanField(
                label=gettext_lazy("A minor fix, such as a typing error: no note needed"), required=False
            )
        if "act" in verb.asks:
            self.fields["act"] = forms.ChoiceField(
                label=gettext_lazy("What readers see"), choices=_NOTICES, widget=forms.RadioSelect
            )
        if "reasons" in verb.asks:
            self._ask_in_each_language("reason", gettext_lazy("Reason, for readers (%(language)s)"))
        if "act" in verb.asks:
            self._begin_with_the_notice()

    def _ask_for_notes(self, verb: Verb) -> None:
        """On submitting, what readers could be told; on publishing, the field begins with that proposal."""
        if "maybe_notes" in verb.asks:
            self._ask_in_each_language("note", _PROPOSED, [row for row in self.family if Facts.of(row).was_public])
        if "notes" not in verb.asks:
            return
        asked = gettext_lazy("Reason for reinstating (%(language)s)") if verb.name == "reinstate" else _CHANGED
        self._ask_in_each_language("note", asked, self.family)
        for row in self.family:
            if proposal := self.findings.of(row).proposed_note:
                self.fields[f"note_{row.language}"].initial = proposal.change_note

    def _ask_for_a_comment(self, verb: Verb) -> None:
        label, missing = _COMMENTS[verb.name]
        required = "comment" in verb.asks
        self.fields["comment"] = LinesFormField(
            label=label,
            required=required,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="" if required else gettext_lazy("Optional."),
            error_messages={"required": missing},
        )

    def _ask_when(self, *, required: bool, at: dt.datetime | None) -> None:
        """The fields begin with `at`; where it is None and an answer is required, with the next full hour."""
        next_hour = (self.clock.here + dt.timedelta(hours=1)).replace(minute=0)
        at = self.asked_at or at
        begin = at.astimezone(zone_info(self.clock.zone)) if at else next_hour
        chosen = self._chosen(begin if required or at else None)
        label = _("Time in %(zone)s")
        offset = f", {self.clock.offset_at(chosen)}" if chosen else ""
        later = "" if required else _("Leave day and time blank to do it now.")
        self.fields["day"] = forms.DateField(
            label=gettext_lazy("Day"), widget=Day, required=required, help_text=later, validators=[check_day]
        )
        self.fields["time"] = forms.TimeField(
            label=label % {"zone": f"{self.clock.city}{offset}"},
            widget=Time({"data-zone": self.clock.zone, "data-label": label % {"zone": f"{self.clock.city}{{offset}}"}}),
            required=required,
            help_text=_("In the mission’s time zone (%(zone)s), where it is now %(now)s.")
            % {"zone": self.clock.zone, "now": f"{self.clock.here:%H:%M}"},
        )
        if required or at:
            self.begin = begin
            self.fields["day"].initial, self.fields["time"].initial = begin.date(), begin.time()

    def _chosen(self, begin: dt.datetime | None) -> dt.datetime | None:
        """The instant of the day and time that were typed; `begin` while none were, None for what cannot be read."""
        if not self.is_bound:
            return begin
        try:
            day = dt.date.fromisoformat(self.data.get("day", ""))
            time = dt.time.fromisoformat(self.data.get("time") or "12:00")
            return self.clock.instant(day, time.replace(tzinfo=None))
        except (ValueError, OverflowError, NoSuchTime):
            return None

    def _begin_with_the_notice(self) -> None:
        """The answers begin with what readers are told now."""
        for notice in Withdrawal.objects.in_force().filter(release__in=self.family).select_related("release"):
            language = notice.release.language
            self.fields[f"reason_{language}"].initial = notice.reason_in(language)
            if notice.release_id == self.release.pk:
                self.fields["act"].initial = notice.act

    def _ask_for_planned_notes(self) -> None:
        """The public notes of those that are corrections, as they were written when these were scheduled."""
        planned = Edition.objects.planned().filter(release__in=self.family, number__gt=1)
        notes = {edition.release_id: edition.change_note for edition in planned}
        self._ask_in_each_language("note", _CHANGED, [row for row in self.family if row.pk in notes])
        for row in self.family:
            if row.pk in notes:
                self.fields[f"note_{row.language}"].initial = notes[row.pk]

    def _ask_in_each_language(self, name: str, label: Any, rows: "list[Release] | None" = None) -> None:
        for row in self.family if rows is None else rows:
            self.fields[f"{name}_{row.language}"] = LinesFormField(
                label=label % {"language": own_name(row.language)},
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 2, "lang": row.language, "dir": direction(row.language)}),
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        self.at = self.kept_at
        if day and time:
            try:
                self.at = self.clock.instant(day, time)
            except NoSuchTime as error:
                self.add_error("time", str(error))
        elif (day or time) and not {"day", "time"} & self.errors.keys():
            self.add_error("time" if day else "day", _("Enter both the day and the time."))
        self.check_if_affected(self.chosen)
        # A time that has passed is refused by the verb.
        if not (self.at and self.at < self.clock.now):
            found = self.findings.among(self.chosen, self.at)
            if early := [text.refusal for text in found.texts if isinstance(text.refusal, UnderEmbargo)]:
                self.add_publishing_error(early[0])
            else:
                self.check_answers(found)
        self.check_why_alone(self.chosen)
        return self.cleaned_data

    @property
    def chosen(self) -> list[Release]:
        """The release itself and the languages that were ticked."""
        together = set(self.cleaned_data.get("together", []))
        return [row for row in self.family if row.pk == self.release.pk or row.pk in together]

    @property
    def answers(self) -> Answers:
        return Answers(
            at=self.at,
            notes=self._in_languages("note"),
            minor=self.cleaned_data.get("minor", False),
            reasons=self._in_languages("reason"),
            act=self.cleaned_data.get("act", Act.WITHDRAWN),
            alone=str(self.cleaned_data.get("alone", "")).strip(),
            comment=str(self.cleaned_data.get("comment", "")).strip(),
            not_affected=self.not_affected,
            labels=self._labels() if "topics" in self.fields else {},
        )

    def _labels(self) -> dict[str, Any]:
        topics = list(self.cleaned_data["topics"])
        without = [topic for topic in Topic.objects.all() if topic not in topics]
        return {"topics": topics, "without": without, "anniversary": self.cleaned_data["anniversary"]}

    @property
    def is_alone(self) -> bool:
        return self.goes_alone(self.chosen)

    @property
    def time_comes_twice(self) -> bool:
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return bool(day and time and self.clock.comes_twice(day, time))

    def _in_languages(self, name: str) -> dict[str, str]:
        return {row.language: self.cleaned_data.get(f"{name}_{row.language}", "").strip() for row in self.chosen}

    def show_newer(self) -> None:
        """Bind the next answer to the texts that the page shows now, and say why nothing was done."""
        again = cast("QueryDict", self.data).copy()
        before, now = str(again.get("seen", "")), self.verb.mark(self.family)
        again["seen"] = now
        if "together" in self.fields:
            # A language that was not on the page goes along as on a page that is opened anew.
            shown = {key for key, *_version in _versions(before)}
            new = [str(key) for key in self.fields["together"].initial if str(key) not in shown]
            again.setlist("together", [*again.getlist("together"), *new])
        self.data = again
        if _versions(before) != _versions(now):
            self.add_error(
                None, _("Someone has saved a newer text in the meantime. It is shown below. Read it, then continue.")
            )
        else:
            self.add_error(
                None,
                _("Its state, picture or letterhead has changed in the meantime. Check it below, then continue."),
            )

    def add_publishing_error(self, error: PublishingError) -> None:
        """Say what the verb refused at the field that it concerns, or above the form with a link to the release."""
        language = (error.release or self.release).language
        name = {"at": "time", "change_note": f"note_{language}", "reason": f"reason_{language}"}.get(error.field, "")
        if name in self.fields:
            self.add_error(name, str(error))
        else:
            self.add_error(None, with_link(error, self.release))


def label_fields(release: Release) -> dict[str, forms.Field]:
    """Every topic and anniversary to choose from, beginning with those of the working copy."""
    topics = named_choices(forms.ModelMultipleChoiceField, Topic.objects.prefetch_related("names").order_by("pk"))
    anniversary = named_choices(forms.ModelChoiceField, Anniversary.objects.whole())
    topics.label, anniversary.label = gettext_lazy("Topics"), gettext_lazy("Anniversary")
    topics.widget = forms.CheckboxSelectMultiple(choices=topics.choices)
    topics.initial, anniversary.initial = [topic.pk for topic in release.topics.all()], release.anniversary_id
    return {"topics": topics, "anniversary": anniversary}


def named_choices(kind: Any, rows: Any) -> Any:
    """A field, which may be left empty, for choosing rows that have names in several languages."""
    field = kind(rows, required=False)
    field.label_from_instance = lambda row: row.name_in(get_language())
    return field


def _versions(seen: str) -> list[list[str]]:
    return [each.split(":")[:2] for each in seen.split(",")]


def _named(release: Release, title: str) -> SafeString:
    return format_html('{} – <span lang="{}" dir="auto">{}</span>', own_name(release.language), release.language, title)
