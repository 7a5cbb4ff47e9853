"""Write the mail of a notice: plain text in the language of the recipient, with the facts at the time of sending."""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from pressreleases.language.dates import day_in_words, instant_in_words, zone_city
from pressreleases.language.languages import own_name, staff_language_codes
from pressreleases.models import Anniversary, Edition, LiveCheck, Notice, NoticeChoice, Release, Withdrawal
from pressreleases.models.live_check import checked_page_label, in_words, what_to_do
from pressreleases.models.notice import OF_AN_ACCOUNT, NoticeKind
from pressreleases.outbox.telling import SEE
from pressreleases.outbox.words import CHANGES, WORDS
from pressreleases.password_links import FORGOTTEN, INVITATION

# In a mail about live checks; the desk shows all of them.
MOST_ADDRESSES = 10

# These say nothing of a release, so they hold for a page of the mission too.
_OF_ANY_TEXT = frozenset({NoticeKind.CLEARED, NoticeKind.DECLINED, NoticeKind.ANNIVERSARY, NoticeKind.NOT_SEEN})


def write(notice: Notice, *, zone: str) -> EmailMessage | None:
    """The mail of `notice`, with times in `zone`; None if there is nothing to tell any more.

    This is so if its releases were deleted and it has no anniversary, or if the recipient has left, has no role or
    address now, or does not want it. A mail about the account itself needs neither release nor role.
    """
    choice = NoticeChoice.objects.filter(user=notice.to).first()
    releases = list(Release.objects.filter(pk__in=[row["release"] for row in notice.about]).order_by("pk"))
    language = choice.language if choice and choice.language in staff_language_codes() else settings.LANGUAGE_CODE
    with override(language):
        if notice.kind in OF_AN_ACCOUNT:
            return _of_the_account(notice, language, zone)
        observances = due_anniversaries(notice, language)
        if not (releases or observances) or not _is_wanted(notice, choice):
            return None
        begins, said = WORDS[NoticeKind(notice.kind)]
        sentence = str(said)
        if releases and releases[0].page and notice.kind not in _OF_ANY_TEXT:
            sentence = _("%(what)s: a page of the mission.") % {"what": begins}
        titles = [row.name for row in observances] or [release.title for release in releases]
        title = _on_one_line(titles[0]) + (f" (+{len(titles) - 1})" if titles[1:] else "")
        particulars = (
            _of_anniversaries(observances, releases) if observances else _particulars(notice, releases, language, zone)
        )
        mail = _mail(notice, f"{begins}: {title}", [sentence, "", *particulars, "", *_foot()], language)
        if releases:
            mail.extra_headers["References"] = f"<release.{releases[0].pk}@{_host()}>"
        return mail


def _mail(notice: Notice, subject: str, lines: list[str], language: str) -> EmailMessage:
    return EmailMessage(
        subject=subject,
        body="\n".join(lines),
        to=[notice.details.get("mail_to") or notice.to.email],
        headers={
            # Always the same: if a mail arrives twice after a crash, mail programs can tell that it is one.
            "Message-ID": f"<{notice.act}.{notice.to_id}@{_host()}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
        },
    )


def _of_the_account(notice: Notice, language: str, zone: str) -> EmailMessage | None:
    user = notice.to
    if not (user.is_active and user.is_staff and (notice.details.get("mail_to") or user.email)):
        return None
    begins, said = WORDS[NoticeKind(notice.kind)]
    has_link = notice.kind in {NoticeKind.INVITED, NoticeKind.PASSWORD_FORGOTTEN}
    lines = [
        str(CHANGES.get(notice.details.get("what", ""), said)),
        "",
        _("User name: %(name)s") % {"name": user.get_username()},
        *([_("By: %(who)s") % {"who": _on_one_line(_who(notice))}] if notice.by and notice.by != user else []),
        *(_link(notice, language, zone) if has_link else _circumstances(notice, language, zone)),
        "",
        _("Sign in here:"),
        _address(reverse("admin:index")),
    ]
    return _mail(notice, f"{begins}: {_host()}", lines, language)


def _link(notice: Notice, language: str, zone: str) -> list[str]:
    """The link for setting the password. It is made here, so the database never has it."""
    links = INVITATION if notice.kind == NoticeKind.INVITED else FORGOTTEN
    ends = timezone.now() + links.valid_for
    return [
        "",
        _("Set a password here:"),
        _address(links.address(notice.to)),
        _("The link works once, until %(when)s.") % {"when": _when(ends, language, zone)},
    ]


def _circumstances(notice: Notice, language: str, zone: str) -> list[str]:
    """When and where something was done to the account, and what to do if it was somebody else."""
    where = [notice.details[key] for key in ("browser", "address") if notice.details.get(key)]
    return [
        _("Done: %(when)s") % {"when": _when(notice.made_at, language, zone)},
        *([_("From: %(where)s") % {"where": _on_one_line(", ".join(where))}] if where else []),
        "",
        _("If you did not expect this, tell an administrator of the site at once."),
    ]


def _is_wanted(notice: Notice, choice: NoticeChoice | None) -> bool:
    reachable = notice.to.is_staff and notice.to.has_perm(SEE) and bool(notice.to.email)
    return reachable and not (choice and notice.kind in choice.switched_off)


def _particulars(notice: Notice, releases: list[Release], language: str, zone: str) -> list[str]:
    told_of = _told_of_each(notice, releases, language, zone)
    lines = []
    for release in releases:
        lines.append(f"{_on_one_line(release.title)} ({own_name(release.language)})")
        lines += [f"  {line}" for line in told_of.get(release.pk, ())]
    if notice.kind == NoticeKind.NOT_SEEN:
        lines += ["", *_what_was_found(releases, language, zone)]
    lines += ["", _("By: %(who)s") % {"who": _on_one_line(_who(notice))}]
    lines.append(_("Done: %(when)s") % {"when": _when(notice.made_at, language, zone)})
    if notice.kind == NoticeKind.SCHEDULED and "at" in notice.details:
        begins = dt.datetime.fromisoformat(notice.details["at"])
        lines.append(_("Readers see it from: %(when)s") % {"when": _when(begins, language, zone)})
    if notice.kind in {NoticeKind.WITHDRAWN, NoticeKind.REMOVED} and "at" in notice.details:
        begins = dt.datetime.fromisoformat(notice.details["at"])
        lines.append(_("From: %(when)s") % {"when": _when(begins, language, zone)})
    if notice.kind == NoticeKind.EMBARGO_SET and "until" in notice.details:
        ends = dt.datetime.fromisoformat(notice.details["until"])
        lines.append(_("Embargo until: %(when)s") % {"when": _when(ends, language, zone)})
    if notice.comment:
        gives_a_reason = notice.kind in {NoticeKind.FLAGGED, NoticeKind.EMBARGO_LIFTED}
        said = _("Reason") if gives_a_reason else _("Comment")
        lines += ["", f"{said}:", *(f"  {_without_controls(line)}" for line in notice.comment.splitlines())]
    lines += ["", _("Open it:")]
    lines += [_address(reverse("admin:pressreleases_release_change", args=(release.pk,))) for release in releases]
    if live := list(
        Edition.objects.live(pages=True).in_languages_of_site().filter(release__in=releases).order_by("release_id")
    ):
        lines += ["", _("As readers see it:")]
        lines += [_address(reverse("release", args=(row.language, row.year, row.slug))) for row in live]
    return lines


def _told_of_each(notice: Notice, releases: list[Release], language: str, zone: str) -> dict[int, list[str]]:
    """What the act did, by release: times, change note, reason. Words are fetched now; notices store none."""
    details, found = notice.details, dict[int, list[str]]()
    numbers = {row["release"]: row.get("edition") for row in notice.about}
    editions = Edition.objects.filter(
        release__in=releases, number__in={number for number in numbers.values() if number}
    )
    notes = {row.release_id: row.change_note for row in editions if row.number == numbers.get(row.release_id)}
    reasons = {
        row.release_id: row.reason_in(row.release.language)
        for row in Withdrawal.objects.filter(pk__in=details.get("withdrawals", [])).select_related("release")
    }
    for release in releases:
        lines = found.setdefault(release.pk, [])
        if was := details.get("were", {}).get(str(release.pk)):
            lines.append(_what_was_planned(notice, numbers.get(release.pk), was, language, zone))
        if redacted := details.get("editions", {}).get(str(release.pk)):
            lines.append(_("Redacted editions: %(numbers)s") % {"numbers": ", ".join(map(str, redacted))})
        if details.get("what") == "reason":
            lines.append(_("Redacted: the reason of a withdrawal"))
        if note := notes.get(release.pk):
            lines.append(_("Change note: %(note)s") % {"note": _on_one_line(note)})
        if reason := reasons.get(release.pk):
            lines.append(_("Reason: %(reason)s") % {"reason": _on_one_line(reason)})
    return found


def _what_was_planned(notice: Notice, number: int | None, was: str, language: str, zone: str) -> str:
    """The time for which an edition (`number`) or a withdrawal was scheduled, and whether it was moved or cancelled."""
    said = {"number": number, "old": _when(dt.datetime.fromisoformat(was), language, zone)}
    if notice.kind == NoticeKind.MOVED:
        said["new"] = _when(dt.datetime.fromisoformat(notice.details["at"]), language, zone)
        if number is None:
            return _("The withdrawal now takes effect on: %(new)s. It was scheduled for: %(old)s.") % said
        return _("Readers see edition %(number)s from: %(new)s. It was scheduled for: %(old)s.") % said
    if notice.kind == NoticeKind.UNSCHEDULED and number is None:
        return _("The withdrawal was scheduled for: %(old)s.") % said
    if notice.kind == NoticeKind.UNSCHEDULED:
        return _("Edition %(number)s was scheduled for: %(old)s.") % said
    return _("What was scheduled for %(old)s is cancelled.") % said


def _what_was_found(releases: list[Release], language: str, zone: str) -> list[str]:
    """What readers see at which addresses at the time of writing, and what to do about it."""
    of_these = Q(edition__release__in=releases) | Q(withdrawal__release__in=releases)
    rows = list(LiveCheck.objects.that_hold().wrong().filter(of_these).order_by("pk"))
    if not rows:
        return [
            _("When this e-mail was sent, all of these pages were shown correctly. You do not need to do anything.")
        ]
    lines = [_("What readers see:")]
    for row in rows[:MOST_ADDRESSES]:
        since = _("since %(when)s") % {"when": _when(row.wrong_since or row.due_at, language, zone)}
        lines += [
            f"{checked_page_label(row.what)}, {since}:",
            f"  {_address(row.path)}",
            f"  {in_words(row.wrong, row.detail)}",
        ]
    if rows[MOST_ADDRESSES:]:
        left = len(rows) - MOST_ADDRESSES
        lines.append(ngettext("and %(number)s more address", "and %(number)s more addresses", left) % {"number": left})
    return [*lines, "", _("What to do:"), *dict.fromkeys(what_to_do(row.wrong) for row in rows)]


@dataclass(frozen=True)
class DueAnniversary:
    """An anniversary that is due, in words of the time of sending: its day, name and years."""

    name: str
    line: str


def as_details(observances: list[tuple[Anniversary, dt.date]]) -> dict[str, object]:
    """What a notice stores of `observances`: numbers and days, no words."""
    return {"observances": [{"anniversary": row.pk, "on": on.isoformat()} for row, on in observances]}


def due_anniversaries(notice: Notice, language: str) -> list[DueAnniversary]:
    """The observances of `notice` that still exist, sorted by day; none for a notice of another kind."""
    rows = notice.details.get("observances", [])
    anniversaries = Anniversary.objects.whole().in_bulk([row["anniversary"] for row in rows]) if rows else {}
    days = [(dt.date.fromisoformat(row["on"]), anniversaries.get(row["anniversary"])) for row in rows]
    found = []
    for on, anniversary in sorted(days, key=lambda pair: pair[0]):
        if anniversary is not None and anniversary.observed_on(on.year) == on:
            years = anniversary.years_on(on)
            count = ngettext("%(years)s year", "%(years)s years", years) % {"years": years}
            name = anniversary.name_in(language)
            said = {"day": day_in_words(on, language), "name": name, "count": count}
            found.append(DueAnniversary(name, _("%(day)s: %(name)s (%(count)s)") % said))
    return found


def _of_anniversaries(observances: list[DueAnniversary], releases: list[Release]) -> list[str]:
    lines = [_on_one_line(row.line) for row in observances]
    if releases:
        lines += ["", _("These releases may belong to them:")]
    for release in releases:
        lines.append(f"{_on_one_line(release.title)} ({own_name(release.language)})")
        lines.append(_address(reverse("admin:pressreleases_release_change", args=(release.pk,))))
    return [*lines, "", _("The desk:"), _address(reverse("admin:index"))]


def _foot() -> list[str]:
    return ["-- ", _("Choose which of these e-mails you get, and in which language:"), choice_page()]


def choice_page() -> str:
    """The address of the page on which staff choose their notices."""
    return _address(reverse("admin:notices"))


def _who(notice: Notice) -> str:
    if notice.by is not None:
        return notice.by.get_full_name() or notice.by.get_username()
    if notice.kind == NoticeKind.NOT_SEEN:
        return _("the site")
    if notice.by_name:
        return _("“%(name)s” (typed on a preview link)") % {"name": notice.by_name}
    return _("someone without an account")


def _when(instant: dt.datetime, language: str, zone: str) -> str:
    return f"{instant_in_words(instant, language, zone)} ({zone_city(zone, language)})"


def _address(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _on_one_line(words: str) -> str:
    """On one line, because a title with a line break must not begin another header."""
    return _without_controls(" ".join(words.split()))


def _without_controls(words: str) -> str:
    return "".join(each for each in words if unicodedata.category(each) != "Cc")
