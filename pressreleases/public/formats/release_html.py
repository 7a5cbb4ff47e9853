"""The page of a release as HTML: its body, its place among languages and editions, its context."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from pressreleases import richtext
from pressreleases.language import line_ends
from pressreleases.language.direction import laid_out, numbers_unbroken
from pressreleases.language.languages import direction, language_codes, place_of_language
from pressreleases.models import Edition, Image
from pressreleases.models.pages import BUILT_IN, MissionPage
from pressreleases.public.formats import citation, linked_data, share_picture
from pressreleases.public.formats.page_place import Place
from pressreleases.public.reading import attached, release_page
from pressreleases.public.reading.release_page import Linked, Related, ReleasePage
from pressreleases.public_addresses import (
    absolute,
    address,
    both_address,
    edition_address,
    mission_page_address,
    original_address,
    short_address,
)


def context(page: ReleasePage, place: Place) -> dict[str, Any]:
    """For the template of a release. At a place in another language than its own, its words are marked with theirs."""
    is_own = page.edition.language == place.language
    return {
        **draft_context(page),
        "attachments": page.attachments,
        "dates": page.dates,
        "history": page.history_rows,
        "short_address": absolute(short_address(page.edition.release.code)),
        "correction": page.correction if page.is_live else None,
        "changes": page.changes,
        "reinstated": page.is_reinstated,
        "side_by_side": side_by_side(page.edition, page.related) if is_own and page.is_live else [],
        "lang_attrs": "" if is_own else lang_attrs(page.edition.language),
        **(_for_machines(page) if _is_an_article(page) and is_own and page.is_live else {}),
    }


def _is_an_article(page: ReleasePage) -> bool:
    """Whether programs are told of an article: not on a page of the mission, nor once its words were removed."""
    return not (page.edition.redacted_at or page.edition.page)


def draft_context(page: ReleasePage, pictures_at: str | None = None, attachments_at: str = "") -> dict[str, Any]:
    """As much of it as a text has that is not public.

    `pictures_at`: where its pictures are, if not in public; `attachments_at`: where its attachments are, if anywhere.
    """
    return {
        "edition": page.edition,
        "live": page.live,
        "is_live": page.is_live,
        "body": body_of(page.edition, pictures_at),
        "pictures_at": pictures_at,
        "attachments": attached.of_draft(page.edition, attachments_at),
        "zone": page.zone,
        "mission": page.mission,
        "related": page.related,
        "history": [],
    }


def _for_machines(page: ReleasePage) -> dict[str, Any]:
    shared = share_picture.shared(page.edition)
    return {
        "citation": citation.in_words(page.edition),
        "shared": shared,
        "linked_data": linked_data.script(linked_data.article(page, shared.url)),
        "published_at": page.dates.published,
        "updated_at": page.dates.updated,
    }


def side_by_side(edition: Edition, links: Related) -> list[tuple[Linked, str]]:
    """The other languages of the text that can be read side by side with this one, each with the address."""
    if edition.redacted_at or edition.page:
        return []
    codes = language_codes()
    shown = [one for one in links.languages if one.language in codes and not one.redacted_at]
    return [(one, both_address(edition, one.language)) for one in shown]


def place_of(edition: Edition, links: Related, *, readable: bool = True) -> Place:
    """The same text in its languages; readers of any other are led to the original.

    `readable`: whether the words of `edition` itself may be read.
    """
    own = release_page.linked(edition)
    original = original_of([own, *links.languages] if readable else links.languages)
    instead = leading_to(original) if original else {}
    if edition.page:
        place = place_of_mission_page(MissionPage(edition.page), edition.language, links)
        return replace(place, instead=instead)
    paths = {linked.language: address(linked) for linked in links.languages}
    paths[edition.language] = address(edition)
    elsewhere = {code: paths[code] for code in language_codes() if code in paths}
    return Place(
        edition.language,
        address(edition),
        elsewhere,
        elsewhere.get(original.language if original else edition.language, ""),
        "releases",
        kind="article",
        instead=instead,
    )


def place_of_mission_page(page: MissionPage, language: str, links: Related) -> Place:
    """In the languages in which it is live, and if the site has a text of its own for it in all of them."""
    live = {language, *(one.language for one in links.languages)}
    codes = [code for code in language_codes() if page in BUILT_IN or code in live]
    elsewhere = {code: mission_page_address(code, page) for code in codes}
    default = elsewhere[codes[0]] if codes else ""
    return Place(language, mission_page_address(language, page), elsewhere, default, page.value)


def original_of(editions: Sequence[Linked]) -> Linked | None:
    """Of the live `editions` of one text the original, else that in the first language of the site; None of none."""
    return min(editions, key=lambda one: (not one.is_original, place_of_language(one.language)), default=None)


def leading_to(original: Linked) -> dict[str, str]:
    """For each language of the site where its readers find `original`, if they have not the text themselves."""
    return {code: original_address(code, original) for code in language_codes() if code != original.language}


def lang_attrs(language: str) -> SafeString:
    """For an element whose words are in another language than the page."""
    return format_html(' lang="{}" dir="{}"', language, direction(language))


def place_of_page(page: ReleasePage) -> Place:
    """An earlier edition says other words than the newest, so it is its own canonical page, and not to be indexed."""
    newest = place_of(page.edition, page.related)
    if page.is_live:
        return newest
    path = edition_address(page.live, page.edition.number)
    return replace(newest, path=path, elsewhere={**newest.elsewhere, page.edition.language: path}, indexed=False)


def body_of(edition: Edition, pictures_at: str | None = None) -> SafeString:
    """One query if the text shows a picture, else none."""
    return _shown(edition.body, edition, _sizes(edition), pictures_at, begins_page=edition.lead_picture is None)


def blocks_of(*editions: Edition) -> list[list[str]]:
    """The bodies of `editions` block by block, as HTML that is safe; one query if any shows a picture."""
    sizes = _sizes(*editions)
    return [
        [
            _shown(block, edition, sizes, part=f"{edition.language}-{at}-")
            for at, block in enumerate(richtext.blocks(edition.body), start=1)
        ]
        for edition in editions
    ]


def _shown(
    html: str,
    edition: Edition,
    sizes: dict[str, tuple[int, int]],
    pictures_at: str | None = None,
    *,
    begins_page: bool = False,
    part: str = "",
) -> SafeString:
    shown = richtext.render(
        html,
        sizes,
        full_size=gettext("Full size, %(width)s × %(height)s pixels"),
        begins_page=begins_page,
        rules=edition.rules,
        pictures_at=pictures_at,
    )
    # Isolated numbers do not part either.
    isolated = laid_out(richtext.footnotes_marked(richtext.tables_marked(shown, part)), edition.language)
    whole = isolated if "<bdi" in isolated else numbers_unbroken(isolated)
    return mark_safe(line_ends.unbroken(whole, edition.language))  # noqa: S308  it was safe, and numbers have no markup


def _sizes(*editions: Edition) -> dict[str, tuple[int, int]]:
    shown = {picture.sha256 for edition in editions for picture in richtext.pictures(edition.body)}
    rows = Image.objects.filter(sha256__in=shown).values_list("sha256", "width", "height") if shown else []
    return {sha256: (width, height) for sha256, width, height in rows}
