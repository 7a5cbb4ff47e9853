"""The form on the page of a verb: which languages go together, when, and what readers are told."""

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.verbs import Answers, Verb
from pressreleases.admin.widgets import Day, Time
from pressreleases.desk.mission_clock import MissionClock, NoSuchTime
from pressreleases.desk.states import Facts
from pressreleases.models import Release
from pressreleases.publishing import PublishingError
from pressreleases.publishing.errors import NoComment
from pressreleases.vocabulary.languages import direction, own_name
from pressreleases.vocabulary.limits import check_day
from pressreleases.vocabulary.typed import TextField
from pressreleases.vocabulary.zones import zone_info

if TYPE_CHECKING:
    from django.http import QueryDict

    from pressreleases.admin.affected import OtherLanguages
    from pressreleases.admin.before import BeforeItGoesOut
    from pressreleases.admin.four_eyes import FourEyes

_CHANGED = gettext_lazy("What was changed (%(language)s)")


class VerbForm(forms.Form):
    """`others` are the further languages that could go along, called by their `titles`, by key.

    `seen` binds the answer to the texts that were shown.
    """

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        verb: Verb,
        release: Release,
        others: list[Release],
        titles: dict[int, str],
        ticked: list[int],
        clock: MissionClock,
        before: "BeforeItGoesOut",
        languages: "OtherLanguages",
        four_eyes: "FourEyes",
    ) -> None:
        super().__init__(data)
        self.release, self.clock, self.family, self.before = release, clock, [release, *others], before
        self.languages, self.four_eyes = languages, four_eyes
        self.fields["seen"].initial = seen_versions(self.family)
        if others:
            self.fields["together"] = forms.TypedMultipleChoiceField(
                label=gettext_lazy("Together with, at the same instant"),
                choices=[(row.pk, _named(row, titles[row.pk])) for row in others],
                coerce=int,
                required=False,
                initial=ticked,
                widget=forms.CheckboxSelectMultiple,
            )
        languages.ask(self)
        if "notes" in verb.asks:
            is_back = verb.name == "reinstate"
            asked = gettext_lazy("Why it is back (%(language)s)") if is_back else _CHANGED
            self._ask_in_each_language("note", asked)
        if "minor" in verb.asks:
            self.fields["minor"] = forms.BooleanField(
                label=gettext_lazy("A minor fix, such as a typing error: no note needed"), required=False
            )
        if "reasons" in verb.asks:
            self._ask_in_each_language("reason", gettext_lazy("Reason, for readers (%(language)s)"))
        if "at" in verb.asks:
            self._ask_when(required=True, at=Facts.of(release).next_at if verb.at_its_time else None)
        if "comment" in verb.asks or "maybe_comment" in verb.asks:
            self._ask_for_a_comment(required="comment" in verb.asks)
        before.ask(self)
        four_eyes.ask(self)
        if "maybe_at" in verb.asks:
            # Last, so that what is seldom wanted lies not between a note and the reason of whoever publishes alone.
            self._ask_when(required=False, at=None)

    def _ask_for_a_comment(self, *, required: bool) -> None:
        self.fields["comment"] = TextField(
            label=gettext_lazy("What has to be changed") if required else gettext_lazy("What to look at"),
            required=required,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="" if required else gettext_lazy("May be left empty."),
            error_messages={"required": NoComment.sentence},
        )

    def _ask_when(self, *, required: bool, at: dt.datetime | None) -> None:
        """The fields begin with `at`; where it is None and an answer is required, with the next full hour."""
        zone = f"{self.clock.city}, {self.clock.offset}"
        later = "" if required else _("Leave day and time empty to do it at once.")
        self.fields["day"] = forms.DateField(
            label=gettext_lazy("Day"), widget=Day, required=required, help_text=later, validators=[check_day]
        )
        self.fields["time"] = forms.TimeField(
            label=_("Time in %(zone)s") % {"zone": zone},
            widget=Time,
            required=required,
            help_text=_("By the clocks of the mission (%(zone)s), where it is %(now)s now.")
            % {"zone": self.clock.zone, "now": f"{self.clock.here:%H:%M}"},
        )
        if required:
            next_hour = (self.clock.here + dt.timedelta(hours=1)).replace(minute=0)
            begin = at.astimezone(zone_info(self.clock.zone)) if at else next_hour
            self.fields["day"].initial, self.fields["time"].initial = begin.date(), begin.time()

    def _ask_in_each_language(self, name: str, label: Any) -> None:
        for row in self.family:
            self.fields[f"{name}_{row.language}"] = TextField(
                label=label % {"language": own_name(row.language)},
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2, "lang": row.language, "dir": direction(row.language)}),
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        self.at: dt.datetime | None = None
        if day and time:
            try:
                self.at = self.clock.instant(day, time)
            except NoSuchTime as error:
                self.add_error("time", str(error))
        elif (day or time) and not {"day", "time"} & self.errors.keys():
            self.add_error("time" if day else "day", _("Give both, the day and the time."))
        self.languages.judge(self)
        self.before.judge(self)
        self.four_eyes.judge(self)
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
            alone=str(self.cleaned_data.get("alone", "")).strip(),
            comment=str(self.cleaned_data.get("comment", "")).strip(),
            not_affected=self.languages.not_affected(self),
        )

    @property
    def despite(self) -> str:
        """Why the languages go out although they differ; empty when nobody had to say."""
        return str(self.cleaned_data.get("despite", "")).strip() if self.before.differing else ""

    @property
    def is_alone(self) -> bool:
        """Whether what was chosen is published without a colleague, for the reason that was given."""
        return any(self.four_eyes.refuses(row) for row in self.chosen)

    @property
    def time_comes_twice(self) -> bool:
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return bool(day and time and self.clock.comes_twice(day, time))

    def _in_languages(self, name: str) -> dict[str, str]:
        return {row.language: self.cleaned_data.get(f"{name}_{row.language}", "").strip() for row in self.chosen}

    def show_newer(self) -> None:
        """Bind the next answer to the texts as they stand on the page now, and say why it was not carried out."""
        again = cast("QueryDict", self.data).copy()
        again["seen"] = seen_versions(self.family)
        self.data = again
        self.add_error(None, _("Somebody has saved a newer text meanwhile: below it is. Read it, then go on."))

    def add_publishing_error(self, error: PublishingError) -> None:
        """Say what the verb refused at the field that it concerns, or above the form with a link to the release."""
        language = (error.release or self.release).language
        name = {"at": "time", "change_note": f"note_{language}", "reason": f"reason_{language}"}.get(error.field, "")
        if name in self.fields:
            self.add_error(name, str(error))
        else:
            self.add_error(None, with_link(error, self.release))


def with_link(error: PublishingError, release: Release) -> SafeString:
    """The sentence of `error`, with a link to the field of the release where it can be mended."""
    where = error.release or release
    if error.field not in {field.name for field in Release._meta.fields}:
        return format_html("{}", str(error))
    return format_html(
        '{} <a href="{}#id_{}">{}</a>',
        str(error),
        reverse("admin:pressreleases_release_change", args=(where.pk,)),
        error.field,
        _("Open the release"),
    )


def seen_versions(releases: list[Release]) -> str:
    """`12:3,13:1`: which texts stand on the page, by key and version."""
    return ",".join(f"{row.pk}:{row.version}" for row in sorted(releases, key=lambda row: row.pk))


def _named(release: Release, title: str) -> SafeString:
    return format_html('{} – <span lang="{}" dir="auto">{}</span>', own_name(release.language), release.language, title)
