"""Before a text goes out: what its checklist and the comparison of its languages find, and what staff answer to that.

An error stops the page. Warnings need one tick, differences between languages a reason, each bound to the very set that
was shown: whatever is new asks again. What readers see already in the live edition is not asked a second time.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.anniversaries import draft_notes
from pressreleases.editorial import clearances
from pressreleases.editorial.checklist import Going, Item, checklist, items_about_notes, missing_in_letterhead
from pressreleases.editorial.parity import Difference, Side, compare
from pressreleases.editorial.site_links import look_up
from pressreleases.language.languages import own_name
from pressreleases.language.time_zones import zone_info
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Release
from pressreleases.models.text_fields import TextFormField
from pressreleases.publishing.making import details_of_days

if TYPE_CHECKING:
    from django.http import QueryDict

    from pressreleases.admin.verb_form import VerbForm

# What a checklist reads beside the text itself.
_BESIDE = ("anniversary__names", "anniversary__dates", "lead_image__descriptions")
_DATED = frozenset({"publish", "schedule"})


class LookedUp:
    """What the concerns about `rows` are found with, fetched at once: as many queries for one text as for thirty.

    `going` are those of them that are to go out, if not all; `asked` is what `asked_of` said, if it was asked before.
    """

    def __init__(
        self,
        rows: list[Release],
        going: list[Release] | None = None,
        asked: dict[int, list[clearances.Asked]] | None = None,
    ) -> None:
        prefetch_related_objects(rows, *_BESIDE)
        live = list(Edition.objects.live().filter(release__in=rows).prefetch_related(*_BESIDE))
        self.live = {edition.release_id: edition for edition in live}
        self.site = look_up(
            [*(row.body for row in rows), *(edition.body for edition in live)], going=rows if going is None else going
        )
        self.details_on = details_of_days(row.issued_on for row in rows)
        self.asked = clearances.asked_of(rows) if asked is None else asked
        self.noted = draft_notes.open_of(rows)

    def names_on(self, day: dt.date) -> dict[str, str]:
        """Of the mission, by language."""
        details = self.details_on.get(day)
        return {name.language: name.in_one_line for name in details.names.all()} if details else {}


class BeforeItGoesOut:
    """The concerns about `release` and its other languages, `family`.

    `tells` False: the verb tells readers nothing, and nothing is asked. `found` is given where there are many.
    """

    def __init__(
        self,
        release: Release,
        family: list[Release],
        clock: MissionClock,
        *,
        verb: str,
        tells: bool,
        found: LookedUp | None = None,
    ) -> None:
        self.release, self.clock, self.tells = release, clock, tells
        self.family = [row for row in family if row.pk != release.pk]
        self.dated, self.scheduled = verb in _DATED, verb == "schedule"
        self.warned: list[tuple[Release, Item]] = []
        self.differing: list[Difference] = []
        if tells:
            found = found or LookedUp([release, *self.family])
            self.live, self.site, self.names = found.live, found.site, found.names_on(release.issued_on)
            self.asked, self.noted, self.details_on = found.asked, found.noted, found.details_on

    # What is found

    def errors(self, release: Release) -> list[Item]:
        if not self.tells:
            return []
        details = self.details_on.get(release.issued_on)
        missing = missing_in_letterhead(release, details) if details else ()
        return [*(item for item in checklist(release, self.site) if item.blocks), *missing]

    def warnings(self, releases: Iterable[Release], at: dt.datetime | None = None) -> list[tuple[Release, Item]]:
        """Of the texts that would go out at `at` (None: at once or not known yet), but for what is live already."""
        on = at.astimezone(zone_info(self.clock.zone)).date() if at else self.clock.today
        going = Going(on, self.scheduled) if self.dated and (at or not self.scheduled) else None
        found = []
        for release in releases if self.tells else ():
            live = self.live.get(release.pk)
            known = set(checklist(live, self.site, today=on)) if live else set()
            items = [*checklist(release, self.site, going, today=on), *clearances.items(self.asked.get(release.pk, ()))]
            items += items_about_notes(self.noted.get(release.pk, 0))
            found += [(release, item) for item in items if not item.blocks and item not in known]
        return found

    def differences(self, chosen: Iterable[Release]) -> list[Difference]:
        """Between `release` and each language that goes out with it, or that readers see as it is."""
        if not self.tells:
            return []
        together = {row.pk for row in chosen}
        mine, mine_live = Side.of(self.release), self._live_side(self.release)
        found = []
        for row in self.family:
            theirs_live = self._live_side(row)
            theirs = Side.of(row) if row.pk in together else theirs_live
            if theirs is None:
                continue
            known = self._compared(mine_live, theirs_live) if mine_live and theirs_live else []
            found += [each for each in self._compared(mine, theirs) if each not in known]
        return found

    def _live_side(self, release: Release) -> Side | None:
        edition = self.live.get(release.pk)
        return Side.of(edition) if edition else None

    def _compared(self, one: Side, other: Side) -> list[Difference]:
        return compare(one, other, names=self.names, families=self.site.families)

    def problem(self, release: Release) -> SafeString:
        """The errors of `release` with links to their fields; empty when there are none."""
        page = reverse("admin:pressreleases_release_change", args=(release.pk,))
        return format_html_join(
            " ",
            '<span class="error-line">{} <a href="{}">{}</a></span>',
            (
                (str(item), self._details_page(release), _("Open the mission details"))
                if item.of_letterhead
                else (str(item), f"{page}#id_{item.field}", _("Open the release"))
                for item in self.errors(release)
            ),
        )

    def _details_page(self, release: Release) -> str:
        details = self.details_on[release.issued_on]
        return reverse("admin:pressreleases_missiondetails_change", args=(details.pk,))

    # What staff answer

    def ask(self, form: "VerbForm") -> None:
        """Give `form` the fields that what is found needs; the day of a schedule is known only with the answer."""
        self._show(form, self.warnings(form.family, form.at), self.differences(form.family))

    def judge(self, form: "VerbForm") -> None:
        """After `form` was cleaned: what would go out must be what was looked at, and differences need a reason."""
        data = cast("QueryDict", form.data)
        if self.errors(form.release):
            form.add_error(None, self.problem(form.release))
        # A time that has passed, or a text that is not the one that was shown: the verb and its page refuse these.
        if form.errors or (form.at and form.at < self.clock.now):
            return
        outdated = form.cleaned_data.get("seen") != form.fields["seen"].initial
        warned, differing = self.warnings(form.chosen, form.at), self.differences(form.chosen)
        unseen = {concern(row, item) for row, item in warned} - set(data.get("warned", "").split())
        unknown = {concern(each) for each in differing} - set(data.get("differ", "").split())
        unticked = bool(warned) and not data.get("looked")
        unexplained = bool(differing) and not data.get("despite", "").strip()
        if not (unseen or unknown or unticked or unexplained or outdated):
            return
        again = data.copy()
        again["warned"] = " ".join(concern(row, item) for row, item in warned)
        again["differ"] = " ".join(map(concern, differing))
        if unseen or outdated:
            again.pop("looked", None)
        form.data = again
        self._show(form, warned, differing)
        if outdated:
            return
        if unseen or unticked:
            form.add_error("looked", _("Check the list below, then tick this to continue."))
        if unknown or unexplained:
            form.add_error("despite", _("Say why the languages may differ, or make them agree first."))

    def _show(self, form: "VerbForm", warned: list[tuple[Release, Item]], differing: list[Difference]) -> None:
        self.warned, self.differing = warned, differing
        if warned:
            form.fields["warned"] = forms.CharField(widget=forms.HiddenInput, required=False)
            form.fields["warned"].initial = " ".join(concern(row, item) for row, item in warned)
            form.fields["looked"] = forms.BooleanField(label=gettext_lazy("I have checked these"), required=False)
        if differing:
            form.fields["differ"] = forms.CharField(widget=forms.HiddenInput, required=False)
            form.fields["differ"].initial = " ".join(map(concern, differing))
            form.fields["despite"] = TextFormField(
                label=gettext_lazy("Why the languages may differ"),
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        form.order_fields(["seen", "warned", "differ", "looked", "despite"])

    # For the template

    @property
    def warned_by_language(self) -> list[dict[str, Any]]:
        """`[{"language", "page", "items"}]`, one for each language that has warnings."""
        rows: dict[int, dict[str, Any]] = {}
        for release, item in self.warned:
            page = reverse("admin:pressreleases_release_change", args=(release.pk,))
            row = rows.setdefault(release.pk, {"language": own_name(release.language), "page": page, "items": []})
            row["items"].append(item)
        return list(rows.values())


def to_look_at(
    release: Release, clock: MissionClock, *, out_already: bool, asked: dict[int, list[clearances.Asked]]
) -> list[Item]:
    """The quiet list beside the form: errors and warnings of the working copy, were it to go out today."""
    verb, found = "correct" if out_already else "publish", LookedUp([release], asked=asked)
    before = BeforeItGoesOut(release, [], clock, verb=verb, tells=True, found=found)
    return [*before.errors(release), *(item for _release, item in before.warnings([release]))]


def concern(*what: object) -> str:
    """A short name for a concern that stays the same as long as it says the same, in whichever language."""
    parts = [str(part.pk) if isinstance(part, Release) else repr(part) for part in what]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
