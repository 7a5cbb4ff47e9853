"""A release, or the notice in its place, as JSON; docs/public-site.md describes it field by field.

Fields are added and never change their meaning; a change that would break readers gets another `v`.
"""

from typing import Any

from django.conf import settings

from pressreleases import richtext
from pressreleases.language.dates import instant_for_machines
from pressreleases.models import Edition
from pressreleases.models.kinds import Act
from pressreleases.public.reading.attached import Attached
from pressreleases.public.reading.history import Dates, Step
from pressreleases.public.reading.release_page import Linked, ReleasePage
from pressreleases.public.reading.release_page import linked as linked_to
from pressreleases.public.reading.resolve import TakenBack
from pressreleases.public_addresses import (
    absolute,
    address,
    anniversary_address,
    api_release_address,
    edition_address,
    edition_json_address,
    edition_pdf_address,
    file_address,
    short_address,
    topic_address,
)
from pressreleases.publishing.digest import covered_fields

VERSION = 1


def release(page: ReleasePage) -> dict[str, Any]:
    """The edition of `page` with everything that is public, and so everything of which its digest is made."""
    edition, live = page.edition, page.live
    url = absolute(address(live) if page.is_live else edition_address(live, edition.number))
    return {
        "v": VERSION,
        "state": "live" if page.is_live else "superseded",
        **_identity(live),
        "url": url,
        **{name: words for name, words in covered_fields(edition).items() if name != "salt"},
        "kind_label": edition.kind_label,
        "html": richtext.render_elsewhere(edition.body, url, rules=edition.rules),
        "pdf": absolute(_pdf_address(page)) if page.pdf_size else None,
        "lead_picture": _picture(edition.lead_picture),
        "attachments": [_attachment(one) for one in page.attachments],
        "anniversary": _anniversary(edition),
        "topics": _topics(edition),
        "minor": edition.minor,
        **_dates(page.dates),
        "words_removed_at": instant_for_machines(edition.redacted_at) if edition.redacted_at else None,
        "digest": edition.digest,
        "digest_version": edition.digest_version,
        "digest_salt": edition.digest_salt,
        "languages": [_language(one) for one in sorted([linked_to(live), *page.related.languages], key=_code)],
        "editions": [_step(one, live) for one in page.history],
    }


def taken_back(found: TakenBack) -> dict[str, Any]:
    """The notice in the place of a text: if withdrawn title and reason, if removed the reason alone.

    The address of a removed text is left out too, as it may say in words what was removed.
    """
    return _removed(found) if found.removed else _notice(found)


def _notice(taken_back: TakenBack) -> dict[str, Any]:
    edition, withdrawal = taken_back.edition, taken_back.withdrawal
    told = {
        "v": VERSION,
        "state": Act(withdrawal.act).value,
        **_identity(edition),
        "at": instant_for_machines(withdrawal.begins_at),
        "reason": taken_back.reason,
    }
    if taken_back.removed:
        return told
    return {
        **told,
        "kind": edition.kind,
        "kind_label": edition.kind_label,
        "issued_on": edition.issued_on.isoformat(),
        "place": edition.place,
        "title": edition.title,
    }


def _removed(taken_back: TakenBack) -> dict[str, Any]:
    told = _notice(taken_back)
    names = ("v", "state", "id", "api_url", "language", "at", "reason")
    return {name: told[name] for name in names if name in told}


def item(one: Any) -> dict[str, Any]:
    """One of a list: a live edition as `api.lists` found it, without its text, or the notice in its place."""
    if isinstance(one, TakenBack):
        told = taken_back(one)
        return {**told, "changed_at": told["at"]}
    instants = (one.begins_at, one.words_removed_later_at, one.labelled_at)
    return {
        "v": VERSION,
        "state": "live",
        **_identity(one),
        "kind": one.kind,
        "kind_label": one.kind_label,
        "reference": one.reference,
        "issued_on": one.issued_on.isoformat(),
        "place": one.place,
        "title": one.title,
        "summary": one.summary,
        "number": one.number,
        **_dates(Dates(one.issued_on, one.number, one.begins_at, one.first_begun_at, one.zone)),
        "changed_at": instant_for_machines(max(filter(None, instants))),
        "digest": one.digest,
    }


def _pdf_address(page: ReleasePage) -> str:
    return file_address(page.live, "pdf") if page.is_live else edition_pdf_address(page.live, page.edition.number)


def _dates(dates: Dates) -> dict[str, str]:
    told = {"published_at": dates.published_at, "updated_at": dates.updated_at, "online_since": dates.online_since}
    return {name: instant_for_machines(instant) for name, instant in told.items()}


def _identity(edition: Edition) -> dict[str, str]:
    """A page of the mission has no address in the API, which has releases alone."""
    family, language = edition.release.family, edition.language
    return {
        "id": f"{family}.{language}",
        "url": absolute(address(edition)),
        "short_url": absolute(short_address(edition.release.code)),
        **({} if edition.page else {"api_url": absolute(api_release_address(family, language))}),
        "language": language,
    }


def _picture(picture: dict[str, Any] | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    told = {name: picture[name] for name in ("sha256", "width", "height", "alternative_text", "credit")}
    return {"url": absolute(f"{settings.MEDIA_URL}{picture['file']}"), **told}


def _attachment(one: Attached) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("sha256", "title", "language", "type", "size", "media_type")}
    return {"url": absolute(one.address), **told}


def _anniversary(edition: Any) -> dict[str, Any] | None:
    """As `standing` found it: only one that is shown, under its name of today."""
    if not edition.anniversary_name:
        return None
    path = anniversary_address(edition.language, edition.anniversary_slug)
    return {"id": edition.anniversary_id, "name": edition.anniversary_name, "url": absolute(path)}


def _topics(edition: Any) -> list[dict[str, Any]]:
    """As `standing` found them: the shown ones, by their names of today."""
    return [
        {
            "id": topic["id"],
            "name": topic["name"],
            "url": absolute(topic_address(edition.language, topic["slug"])),
        }
        for topic in edition.topic_names
    ]


def _code(linked: Linked) -> str:
    return linked.language


def _language(linked: Linked) -> dict[str, Any]:
    return {
        "language": linked.language,
        "is_original": linked.is_original,
        "title": linked.title,
        "url": absolute(address(linked)),
        "json": absolute(file_address(linked, "json")),
        "text": absolute(file_address(linked, "txt")),
    }


def _step(one: Step, live: Edition) -> dict[str, Any]:
    # That the live one is going to end is planned, and nothing that readers may know of.
    is_live = one.number == live.number
    ends_at = None if is_live else one.ends_at
    return {
        "number": one.number,
        "url": absolute(address(live) if is_live else edition_address(live, one.number)),
        "json": absolute(file_address(live, "json") if is_live else edition_json_address(live, one.number)),
        "begins_at": instant_for_machines(one.begins_at),
        "ends_at": instant_for_machines(ends_at) if ends_at else None,
        "minor": one.minor,
        "change_note": one.change_note,
        "words_removed": one.redacted_at is not None,
    }
