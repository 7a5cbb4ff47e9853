"""A release, or the notice in its place, as plain text: for journalists who paste it, or get it under embargo.

A paragraph is one line of any length, since a text broken at 72 letters has to be repaired after pasting. The embargo
line is above a draft, on its page too.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pressreleases.language.dates import day_in_words, instant_day_in_words, instant_in_words, zone_city
from pressreleases.language.direction import isolated, number_in_text, numbers_kept_whole_in_text
from pressreleases.language.languages import own_name
from pressreleases.language.punctuation import after_colon, before_bracket, comma, semicolon
from pressreleases.letterhead import PrintedNumber
from pressreleases.models import Edition
from pressreleases.public.reading import attached
from pressreleases.public.reading.attached import Attached
from pressreleases.public.reading.masthead import Head, head_of
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.reading.release_page import ReleasePage
from pressreleases.public.reading.resolve import TakenBack
from pressreleases.public_addresses import absolute, address, short_address

# A list within an item begins below an empty line in the text of an edition, which stays as it was published.
_GAP_IN_LIST = re.compile(r"\n\n(?= +(?:- |\d+\. ))")


def release(page: ReleasePage) -> str:
    """The live edition of `page`: letterhead, text, END, notes for editors, and the address of the newest edition."""
    return _joined([*_sheet(page, page.attachments, page.correction_in_words), _colophon(page)])


def preview(page: ReleasePage, until: str) -> str:
    """A draft for the people it was sent to, under the embargo line `until`; without addresses, as it has none yet."""
    return _joined([until, *_sheet(page, attached.of_draft(page.edition, ""))])


def notice(taken_back: TakenBack) -> str:
    """The notice in the place of a text: title and reason, or if it was removed the reason alone."""
    return _joined(_of_notice(taken_back))


def _sheet(page: ReleasePage, files: Iterable[Attached], correction: str = "") -> Iterator[str]:
    edition, mission = page.edition, page.mission
    yield _head(page.head)
    yield from _opening(edition)
    yield _words(correction, edition)
    if edition.redacted_at:
        when = {"when": instant_day_in_words(edition.redacted_at, _language(), _zone(edition))}
        removed = _("The text of this edition was removed on %(when)s. The record of its publication is kept.")
        yield removed % when
    else:
        yield _words(edition.summary, edition)
        yield _words(_picture(edition), edition)
        yield _words(_GAP_IN_LIST.sub("\n", edition.text), edition)
        yield "" if edition.page else pgettext("mark below the text", "END")
        yield _below(_("Notes to editors"), _words(edition.notes_to_editors, edition))
        yield _below(_("Attachments"), "\n\n".join(map(_attachment, files)))
        yield _below(_("For journalists"), _words(edition.press_contact, edition))
    if mission.has_press_contact and not (edition.press_contact or edition.page):
        yield _below(_("For journalists"), _lines(_press_contact(mission), mission.hours_in_words))


def _of_notice(taken_back: TakenBack) -> Iterator[str]:
    edition = taken_back.edition
    when = {"when": instant_day_in_words(taken_back.since, _language(), _zone(edition))}
    yield _head(head_of(edition.letterhead))
    if taken_back.removed:
        yield _("This page was removed") if edition.page else _("This release was removed")
        yield " ".join([_("Published in error and removed on %(when)s.") % when, _words(taken_back.reason, edition)])
    else:
        if not edition.page:
            yield edition.kind_label
            yield _dateline(edition)
        yield _isolated(edition.title) or _("Text removed")
        yield " ".join([_("Withdrawn on %(when)s.") % when, _words(taken_back.reason, edition)])
        yield absolute(address(edition))


def _picture(edition: Edition) -> str:
    """The caption of the lead picture and its credit, which say that there is one."""
    picture: Any = edition.lead_picture
    if not picture or not edition.lead_caption:
        return ""
    return _("Picture: %(words)s") % {"words": _lines(edition.lead_caption, picture["credit"])}


def _opening(edition: Edition) -> Iterator[str]:
    if not edition.page:
        yield _lines(edition.kind_label, _isolated(edition.reference))
        yield _dateline(edition)
    yield _isolated(edition.title) or _("Text removed")
    yield _lines(_isolated(edition.speaker_name), _isolated(edition.speaker_office))


def _dateline(edition: Edition) -> str:
    return _beside(_isolated(edition.place), day_in_words(edition.issued_on, _language()))


def _head(head: Head) -> str:
    numbers = []
    for group in head.numbers:
        label = pgettext("before numbers", "Fax:") if group.kind == "fax" else pgettext("before numbers", "Tel:")
        numbers.append(
            f"{label}{after_colon(label)}{_beside(*(_number(number, number.printed) for number in group.numbers))}"
        )
    names = (name.in_one_line for name in head.masthead(_language()))
    return _lines(*names, head.address, semicolon(_language()).join(numbers))


def _number(number: PrintedNumber, digits: str) -> str:
    digits = number_in_text(digits, _language())
    if not number.extension:
        return digits
    extension = pgettext("telephone", "(ext. %(extension)s)") % {"extension": number.extension}
    return f"{digits}{before_bracket(extension)}{extension}"


def _press_contact(mission: Mission) -> str:
    number = mission.press_contact_number
    return _beside(
        _isolated(mission.press_contact_name),
        _number(number, number.full) if number else "",
        mission.press_contact_email,
    )


def _colophon(page: ReleasePage) -> str:
    """Which edition this is, its address, and those of the other languages."""
    edition = page.edition
    city = zone_city(page.zone, _language())
    return _lines(
        _beside(_("Edition %(number)s") % {"number": edition.number}, f"{page.dates.in_words} ({city})"),
        absolute(address(edition)),
        absolute(short_address(edition.release.code)),
        *(f"{_isolated(own_name(other.language))}: {absolute(address(other))}" for other in page.related.languages),
    )


def _words(words: str, edition: Edition) -> str:
    """Written text, with telephone numbers kept left to right."""
    return numbers_kept_whole_in_text(words.strip(), edition.language)


def _attachment(one: Attached) -> str:
    facts = f"({_beside(own_name(one.language), *one.facts)})"
    return _lines(f"{_isolated(one.title)} {_isolated(facts)}", absolute(one.address) if one.address else "")


def _below(heading: str, words: str) -> str:
    return f"{heading}\n\n{words.strip()}" if words.strip() else ""


def _beside(*words: str) -> str:
    return comma(_language()).join(filter(None, words))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _joined(paragraphs: Iterable[str]) -> str:
    whole = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return "\n".join(line.rstrip() for line in whole.splitlines()) + "\n"


def _zone(edition: Edition) -> str:
    zone: str = edition.letterhead["time_zone"]
    return zone


def _isolated(words: str) -> str:
    return isolated(words, _language())


def _language() -> str:
    return get_language() or "en"


def embargo_line(until: dt.datetime | None, zone: str) -> str:
    """The line above a text that is embargoed; of a draft without a date (None), that it is none to publish at all."""
    if until is None:
        return _("Preview of a draft: not for publication.")
    return _("EMBARGOED until %(when)s. Not for publication before.") % {"when": _by_both_clocks(until, zone)}


def _by_both_clocks(until: dt.datetime, zone: str) -> str:
    """`22 January 2024, 10:15 (New York) = 22 January 2024, 15:15 (UTC)`; once where the mission's clock is UTC."""
    language = get_language() or "en"
    utc = f"{instant_in_words(until, language, 'UTC')} (UTC)"
    if zone == "UTC":
        return utc
    return f"{instant_in_words(until, language, zone)} ({zone_city(zone, language)}) = {utc}"
