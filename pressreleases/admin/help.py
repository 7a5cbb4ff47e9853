"""The page with the help for staff: docs/staff.md, or docs/staff.az.md in Azerbaijani, with search and contents.

Sections keep the ids of the English headings in every language, so a page of the admin can link to one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.contrib.admin import site
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import ResolverMatch, reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from pressreleases.request_values import words_in

FOLDER = Path(settings.BASE_DIR) / "docs"
LONGEST_SEARCH = 200
_PICTURE = re.compile(r"[a-z0-9-]{1,60}\.png", re.ASCII)

# Which section is about a page, by the beginning of the name of its address; the first that fits.
_ABOUT = {
    "index": "the-desk",
    "pressreleases_release_search": "searching-everything",
    "pressreleases_release_changelist": "the-list-of-releases",
    "pressreleases_release_chosen": "many-at-once",
    "pressreleases_release_outcome": "many-at-once",
    "pressreleases_release_scheduled": "scheduling",
    "pressreleases_release_schedule": "scheduling",
    "pressreleases_release_move": "scheduling",
    "pressreleases_release_unschedule": "scheduling",
    "pressreleases_release_publish": "reviewing-and-publishing",
    "pressreleases_release_submit": "reviewing-and-publishing",
    "pressreleases_release_send-back": "reviewing-and-publishing",
    "pressreleases_release_correct": "correcting",
    "pressreleases_release_withdraw": "withdrawing-removing-reinstating",
    "pressreleases_release_remove": "withdrawing-removing-reinstating",
    "pressreleases_release_reinstate": "withdrawing-removing-reinstating",
    "pressreleases_release_notice": "withdrawing-removing-reinstating",
    "pressreleases_release_embargo": "embargo",
    "pressreleases_release_lift-embargo": "embargo",
    "pressreleases_release_previews": "preview-links-and-clearance",
    "pressreleases_release_word": "clearing-on-paper-or-in-word",
    "pressreleases_release_compare": "history-comparing-and-restoring",
    "pressreleases_release_history": "history-comparing-and-restoring",
    "pressreleases_release_deleted": "deleted-drafts",
    "pressreleases_release_import": "importing-a-document",
    "pressreleases_release_punctuation": "punctuation",
    "pressreleases_release_pages": "pages-of-the-mission",
    "pressreleases_release_classify": "pictures-and-topics",
    "pressreleases_release": "the-form-of-a-release",
    "pressreleases_image": "pictures-and-topics",
    "pressreleases_topic": "pictures-and-topics",
    "pressreleases_missiondetails": "mission-details",
    "pressreleases_announcement": "announcements",
    "pressreleases_anniversary": "anniversaries",
    "pressreleases_auditentry": "who-did-what",
    "pressreleases_edition_redact": "a-secret-that-must-not-have-been-published",
    "pressreleases_withdrawal_redact": "a-secret-that-must-not-have-been-published",
    "pressreleases_edition_endorse": "four-eyes-and-publishing-alone",
    "auth_user": "signing-in",
    "sessions": "signing-in",
    "password_change": "signing-in",
    "notices": "notices-by-e-mail",
}


@dataclass(frozen=True)
class Section:
    """A heading with what follows it up to the next one; `level` is 2 or 3."""

    id: str
    level: int
    title: str
    html: SafeString

    @property
    def text(self) -> str:
        return f"{self.title} {strip_tags(self.html)}".casefold()


def help_page(request: HttpRequest) -> HttpResponse:
    words = words_in(request.GET.get("q"), most=LONGEST_SEARCH).strip()
    sections = sections_in(get_language() or "en")
    wanted = words.casefold().split()
    # The headings of the two parts stay, so that no level of headings is left out.
    found = [each for each in sections if each.level == 2 or all(word in each.text for word in wanted)]
    is_empty = all(each.level == 2 for each in found)
    context = {**site.each_context(request), "title": _("Help"), "q": words, "found": found, "is_empty": is_empty}
    return TemplateResponse(request, "admin/help.html", context)


def help_picture(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001  a view
    path = FOLDER / "images" / name
    if not _PICTURE.fullmatch(name) or not path.is_file():
        raise Http404
    return HttpResponse(path.read_bytes(), content_type=f"image/{path.suffix[1:]}")


def section_about(page: ResolverMatch | None) -> str:
    """`#the-desk`: the part of the help about the page of this name; empty for the whole help."""
    name = page.url_name or "" if page else ""
    return next((f"#{section}" for start, section in _ABOUT.items() if name.startswith(start)), "")


@cache
def sections_in(language: str) -> list[Section]:
    """The help in `language`, where it has been translated, else in English."""
    english = _tokens("en")
    ids = [_anchor(title) for title in _titles(english)]
    tokens = _tokens(language)
    own = {f"#{_anchor(title)}": f"#{key}" for title, key in zip(_titles(tokens), ids, strict=False)}
    return list(_sections(tokens, iter(ids), own))


def path_of(language: str) -> Path:
    translated = FOLDER / f"staff.{language}.md"
    return translated if translated.is_file() else FOLDER / "staff.md"


def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).enable("table")


def _tokens(language: str) -> list[Token]:
    return _reader().parse(path_of(language).read_text(encoding="utf-8"))


def _titles(tokens: list[Token]) -> list[str]:
    """The headings below that of the whole page, as plain words."""
    return [_words(words) for head, words in pairwise(tokens) if head.type == "heading_open" and head.tag != "h1"]


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _anchor(title: str) -> str:
    """The id that GitHub gives to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _sections(tokens: list[Token], ids: Iterator[str], own: dict[str, str]) -> Iterator[Section]:
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag != "h1"]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        # A heading is three tokens: its beginning, its words and its end.
        part = tokens[start + 3 : end]
        _lead(part, own)
        html = mark_safe(_reader().renderer.render(part, _reader().options, {}))  # noqa: S308  of our own file, without HTML of its own
        yield Section(next(ids), int(tokens[start].tag[1]), _words(tokens[start + 1]), html)


def _lead(tokens: list[Token], own: dict[str, str]) -> None:
    """Let links lead to the sections of this page, pictures be those that this site serves, and empty heads be none."""
    for head, words, end in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if head.type == "th_open" and not words.content:
            head.tag = end.tag = "td"
    for token in (child for each in tokens for child in each.children or []):
        href, src = unquote(str(token.attrs.get("href", ""))), str(token.attrs.get("src", ""))
        if href in own:
            token.attrs["href"] = own[href]
        if src.startswith("images/"):
            with Image.open(FOLDER / src) as picture:
                width, height = picture.size
            address = reverse("admin:help_picture", args=(src.removeprefix("images/"),))
            token.attrs |= {"src": address, "width": width, "height": height, "loading": "lazy"}
