"""The page of each verb: it shows what readers would see, asks what must be known, and on POST calls the verb."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.encoding import uri_to_iri
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pressreleases import richtext
from pressreleases.admin.attachments import to_be_read
from pressreleases.admin.findings import Line, lines_of
from pressreleases.admin.preflight_form import FourEyesNotice, change_page, problem_of
from pressreleases.admin.site import clock_for
from pressreleases.admin.verb_form import VerbForm
from pressreleases.admin.verbs import VERBS, Verb, carry_out
from pressreleases.editorial.bulk import ChangedMeanwhile
from pressreleases.editorial.form_findings import find
from pressreleases.editorial.preflight import Findings, ReleaseFindings, preflight
from pressreleases.editorial.states import Facts, State, state_of
from pressreleases.families import compared_family, of_family
from pressreleases.language.dates import LAST_DAY
from pressreleases.language.languages import direction, own_name
from pressreleases.mission_clock import MissionClock, NoSuchTime
from pressreleases.models import Edition, Release
from pressreleases.models.fields import WORKING_COPY_FIELDS
from pressreleases.public_addresses import page_at, release_page
from pressreleases.publishing import PublishingError
from pressreleases.request_values import number_in


@dataclass(frozen=True)
class ReaderView:
    """What readers of one language would be told, or why they cannot be.

    `changes` are those since edition `changed_from`, which they see or which is planned.

    `words` are those that the verb is about: the working copy's, those that are scheduled, or those that readers see.
    """

    release: Release
    words: Release | Edition
    state: State
    language: str
    direction: str
    page: str
    edition: Edition | None
    problem: SafeString | str
    changes: tuple[str, ...]
    changed_from: int | None = None

    @property
    def page_as_written(self) -> str:
        """The address as staff wrote it, in Arabic letters where it has such, not as browsers send it."""
        return uri_to_iri(self.page)

    @property
    def heads(self) -> list[dict[str, str]]:
        """The names of the mission on the letterhead of that day: `[{"language", "name"}]`."""
        names: list[dict[str, str]] = self.edition.letterhead["names"] if self.edition else []
        return [{**row, "name": " ".join(row["name"].split())} for row in names]

    @property
    def picture(self) -> dict[str, Any] | None:
        """The words of the lead picture that readers would see with it: `{"label", "alternative_text", "credit"}`."""
        shown = self.edition.lead_picture if self.edition else None
        return {**shown, "label": capfirst(str(Release._meta.get_field("lead_image").verbose_name))} if shown else None

    @property
    def attachments(self) -> SafeString | str:
        """What readers would be able to download, for staff to open."""
        return to_be_read(self.edition.attachments) if self.edition else ""

    @property
    def body(self) -> SafeString:
        return richtext.render(self.edition.body, rules=self.edition.rules) if self.edition else mark_safe("")


def verb_page(request: HttpRequest, object_id: str, name: str) -> HttpResponse:
    verb, user = VERBS[name], request.user
    if not user.is_authenticated or not verb.is_for(user):
        raise PermissionDenied
    release = Release.objects.with_state().filter(pk=number_in(object_id) or 0).first()
    if release is None or (release.page and not verb.of_pages):
        raise Http404
    if request.method != "POST" and not verb.fits(Facts.of(release)):
        said = _("You can no longer do that, because the state has changed. The current state is shown below.")
        messages.warning(request, said)
        return HttpResponseRedirect(change_page(release))
    clock = clock_for(request)
    family = [row for row in of_family(release.family) if row.pk != release.pk]
    going = [release, *(row for row in family if _goes(verb, row, release))]
    staying = [row for row in family if row not in going]
    findings = preflight(going, verb.name, clock=clock, by=user, others=staying)
    views = [_reader_view(text, verb, clock) for text in findings.texts]
    form = _form(request, verb, findings, views, clock)
    if form.is_bound and form.is_valid() and _done(form, request, user):
        return HttpResponseRedirect(change_page(release))
    first, *others = views
    context = {
        **site.each_context(request),
        "title": verb.heading,
        "subtitle": first.words.title,
        "verb": verb,
        "form": form,
        "four_eyes": FourEyesNotice(findings),
        "original": release,
        "back": change_page(release),
        "opts": Release._meta,
        "reader_view": first,
        "others": [view for view in others if not view.problem],
        "not_ready": [view for view in others if view.problem],
        "blocked": bool(first.problem),
        "left_out": _left_out(verb, staying, clock),
        "lines": _findings(verb, release, clock),
    }
    status = 200 if not form.errors else 422
    return TemplateResponse(request, "admin/pressreleases/release/verb.html", context, status=status)


def _form(
    request: HttpRequest, verb: Verb, findings: Findings, views: list[ReaderView], clock: MissionClock
) -> VerbForm:
    """The form about the release of the page and the other languages that can go along with it."""
    release = findings.texts[0].release
    ready = [text.release for text in findings.texts[1:] if text.is_ready]
    return VerbForm(
        request.POST if request.method == "POST" else None,
        verb=verb,
        findings=findings.among([release, *ready], Facts.of(release).planned_at if verb.at_its_time else None),
        by=request.user,
        titles={view.release.pk: view.words.title for view in views},
        ticked=[row.pk for row in ready if _is_ticked(verb, row, release)],
        clock=clock,
        asked_at=_asked_at(request, verb, clock),
    )


def _asked_at(request: HttpRequest, verb: Verb, clock: MissionClock) -> dt.datetime | None:
    """The time that the address of the page names: a script asks what is found of it before the form is sent."""
    if request.method == "POST" or not verb.asks & {"at", "maybe_at"}:
        return None
    try:
        day = dt.date.fromisoformat(request.GET.get("day", ""))
        at = clock.instant(day, dt.time.fromisoformat(request.GET.get("time", "")))
    except (ValueError, OverflowError, NoSuchTime):
        return None
    return at if at > clock.now and day <= LAST_DAY else None


def _findings(verb: Verb, release: Release, clock: MissionClock) -> list[Line]:
    """What the form shows beside the text, for the page of submitting, which asks nothing about it."""
    if verb.name != "submit":
        return []
    family = compared_family(release.family)
    return lines_of(find(release, family, clock=clock), family, page=change_page(release))


def _left_out(verb: Verb, staying: list[Release], clock: MissionClock) -> list[dict[str, Any]]:
    """The other languages, for a page that would be taken to speak of all: that of an embargo."""
    if verb.name != "embargo":
        return []
    return [{"language": own_name(row.language), "state": state_of(row, clock)} for row in staying]


def _goes(verb: Verb, other: Release, release: Release) -> bool:
    """Whether `other` can go along with `release`."""
    if verb.name == "schedule-newest" and Facts.of(other).planned_at != Facts.of(release).planned_at:
        return False
    return verb.fits(Facts.of(other)) and (verb.name != "correct" or Facts.of(other).changed)


def _is_ticked(verb: Verb, other: Release, release: Release) -> bool:
    """Whether `other` goes along with `release` unless staff say otherwise."""
    same_time = Facts.of(other).next_at == Facts.of(release).next_at
    if verb.name == "lift-embargo":
        return Facts.of(other).embargoed_until == Facts.of(release).embargoed_until
    return verb.ticked(Facts.of(other)) and (same_time or not verb.at_its_time)


def _done(form: VerbForm, request: HttpRequest, user: User) -> bool:
    """Carry it out and say so, or put into the form why not. What was shown must be what is published."""
    verb, seen = form.verb, form.cleaned_data["seen"]
    try:
        carry_out(verb, form.chosen, form.answers, shown=form.family, seen=seen, by=user, despite=form.despite)
    except ChangedMeanwhile:
        form.show_newer()
        return False
    except PublishingError as error:
        form.add_publishing_error(error)
        return False
    _say_so(request, form, verb)
    return True


def _say_so(request: HttpRequest, form: VerbForm, verb: Verb) -> None:
    languages = ", ".join(own_name(row.language) for row in form.chosen)
    when = form.clock.words(form.at) if form.at else ""
    pages = Edition.objects.live(pages=True).filter(release=form.release)
    link = ""
    if verb.publishes and (edition := pages.first()) and (page := release_page(edition)):
        link = format_html(' <a href="{}">{}</a>', page, _("View on site"))
    said = format_html("{} {}{}{}", verb.success_message(form.at), languages, f" · {when}" if when else "", link)
    messages.success(request, said)
    if reason := form.despite:
        messages.info(request, _("The languages differ. Reason given: %(reason)s") % {"reason": reason})
    if form.is_alone:
        messages.warning(request, _("You published this alone. The desk shows this until a colleague endorses it."))
    if form.time_comes_twice:
        messages.info(
            request,
            _("The clocks go back that night, so this time occurs twice. The first one is used."),
        )


def _reader_view(text: ReleaseFindings, verb: Verb, clock: MissionClock) -> ReaderView:
    release, edition = text.release, text.edition
    words: Release | Edition = release
    live = Edition.objects.live(pages=True).filter(release=release).first()
    planned = Edition.objects.planned().filter(release=release).first() if verb.at_its_time else None
    if planned and not verb.publishes:
        # It is published in its own words, also if the working copy has changed since.
        words = edition = planned
    elif live and not verb.publishes and (verb.at_its_time or verb.takes_away):
        words = live
    replaced = live if verb.name == "correct" else planned
    changes = _changes(release, replaced) if edition and replaced and verb.publishes else ()
    shown = words if isinstance(words, Edition) else None if verb.publishes else live
    return ReaderView(
        release,
        words,
        state_of(release, clock),
        own_name(release.language),
        direction(release.language),
        release_page(shown) if shown else page_at(*_address(release)),
        edition,
        problem_of(text),
        changes,
        replaced.number if replaced else None,
    )


def _address(release: Release) -> tuple[str, int, str]:
    return release.language, release.issued_on.year, release.slug


def _changes(release: Release, live: Edition) -> tuple[str, ...]:
    """The names of what differs between the working copy and the edition that readers see, or that is planned."""
    compared = set(WORKING_COPY_FIELDS) - ({"issued_on"} if release.page else set())
    fields = [field for field in Release._meta.concrete_fields if field.name in compared]
    changed = [field for field in fields if getattr(release, field.attname) != getattr(live, field.attname)]
    names = [capfirst(str(field.verbose_name)) for field in changed]
    if set(release.topics.values_list("pk")) != set(live.topics.values_list("pk")):
        names.append(_("Topics"))
    return tuple(names)
