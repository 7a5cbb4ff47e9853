"""Make the Word file of a working copy: its sheet as the letterhead PDF composes it, with a mark that it is a draft."""

import datetime as dt
import hashlib
import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image as Pillow

from pressreleases import richtext
from pressreleases.editorial.preview_edition import build_preview_edition
from pressreleases.editorial.word_files.package import PagePart, WordFile, packed
from pressreleases.editorial.word_files.paragraphs import Files, Look, Place, Writer
from pressreleases.intake.word.returned import FIELDS
from pressreleases.language.dates import instant_in_words, zone_city
from pressreleases.language.languages import direction
from pressreleases.letterhead_pdf.nodes import Nodes
from pressreleases.letterhead_pdf.sheet import Sheet, SheetWriter, pictures_of
from pressreleases.models import Edition, Image, Release
from pressreleases.models.attachment import Entry
from pressreleases.models.fields import WORKING_COPY_FIELDS

# Custom properties of the file. Anybody can change them, so they only decide what is pointed out and ticked at first.
RELEASE, SAVE, WORDS = "MissionRelease", "MissionSave", "MissionWords"
# The height of the emblem in points, as the letterhead PDF has it.
_EMBLEM = 44
_NO_MARGINS = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
_STYLE_OF = {field: name.title().replace(" ", "") for name, field in FIELDS.items()}
_SHEET = "ReleaseSheet"


def mark_of(release: Release) -> str:
    """A short name for the words of the working copy: the beginning of their SHA-256."""
    said = {
        name: str(getattr(release, name)) for name in WORKING_COPY_FIELDS if name not in ("lead_image", "anniversary")
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def word_file(release: Release, *, by: User, at: dt.datetime) -> bytes:
    """The working copy of `release` as a file for Word. Raises `NotDrawn` if a picture of it cannot be read."""
    draft = draft_of(release, at=at)
    with override(release.language):
        return _Composed(draft).file(by=by, at=at)


@dataclass(frozen=True)
class Draft:
    """The sheet of a working copy, its pictures, and its text as blocks that belong together."""

    release: Release
    edition: Edition
    sheet: Sheet
    groups: list[list[str]]
    pictures: dict[str, bytes]
    in_text: dict[str, Image]


def draft_of(release: Release, *, at: dt.datetime) -> Draft:
    """The sheet of the working copy. A letterhead that lacks is left blank, as on the preview."""
    edition = build_preview_edition(release, at=at).edition
    with override(release.language):
        writer = _DraftWriter(edition)
        sheet = Sheet(writer.words(), writer.files)
    return Draft(release, edition, sheet, writer.groups, pictures_of(sheet), writer.pictures)


class _DraftWriter(SheetWriter):
    """The sheet of an edition that is not stored, and has no address yet."""

    lines_are_kept = False

    @cached_property
    def pictures(self) -> dict[str, Image]:
        wanted = {picture.sha256 for picture in richtext.pictures(self.edition.body)}
        return {image.sha256: image for image in Image.objects.filter(sha256__in=wanted)} if wanted else {}

    @cached_property
    def groups(self) -> list[list[str]]:
        """The blocks of the text; neighbours that Word would make one list or quotation are together."""
        blocks = richtext.blocks(self.edition.body)
        return [[block for _at, block in same] for _key, same in groupby(enumerate(blocks), key=_together)]

    def body(self) -> Nodes:
        """A list of nodes for each group."""
        return [self.nodes(richtext.tables_marked("\n".join(group))) for group in self.groups]

    def foot(self) -> Nodes:
        return []

    def attachment(self, entry: Entry) -> dict[str, Any]:
        return {"name": "p", "inside": self.named(entry)}


def _together(numbered: tuple[int, str]) -> int:
    """What neighbours share that Word may join: lists and quotations, also within each other. Others share nothing."""
    at, block = numbered
    return 0 if block.startswith(("<ul", "<ol", "<blockquote")) else at + 1


class _Composed:
    """The file of a draft. `is_parted`: with a mark between the groups of its text, for comparing."""

    def __init__(self, draft: Draft, *, is_parted: bool = False) -> None:
        self.draft, self.release, self.is_parted = draft, draft.release, is_parted
        self.words, self.language = draft.sheet.words, draft.release.language
        self.files = Files(draft.pictures)
        self.writer = Writer(self.language, self.files, self._names())
        self.usual = Place(dir=direction(self.language))

    def _names(self) -> dict[str, str]:
        """What pictures are called in the file, by which they are known again: by the beginning of their hash."""
        of_files = {str(image.file.name): image.sha256 for image in self.draft.in_text.values()}
        files = self.draft.sheet.files
        return {name: picture_name(of_files[stored]) for name, (stored, _width) in files.items() if stored in of_files}

    def file(self, *, by: User, at: dt.datetime) -> bytes:
        zone = self.draft.edition.letterhead["time_zone"]
        said = {
            "when": f"{instant_in_words(at, self.language, zone)} ({zone_city(zone, self.language)})",
            "who": by.get_full_name() or by.get_username(),
            "version": self.release.version,
            "words": mark_of(self.release),
        }
        mark = {"name": "strong", "inside": [_("DRAFT – not for publication")]}
        made = _("Word file of %(when)s, made by %(who)s. Save %(version)s, SHA-256 %(words)s.") % said
        place = self._place("ReleaseMark")
        embargo = "".join(self._line([{"name": "strong", "inside": [line]}], place) for line in self._embargo(zone))
        first = self._line([mark, {"name": "br"}, {"name": "small", "inside": [made]}], place)
        return packed(
            WordFile(
                self.language,
                self.words["title"],
                settings.PAPER_SIZE,
                at,
                "".join(self._body()),
                self.files,
                self.writer.starts,
                self._first(first + embargo),
                PagePart(self._line([mark], place) + embargo),
                PagePart(_page_numbers(self._place(_SHEET))),
                {RELEASE: self.release.code, SAVE: str(self.release.version), WORDS: mark_of(self.release)},
            )
        )

    def _embargo(self, zone: str) -> Iterator[str]:
        until = self.release.embargo_ends_at
        if until is not None:
            when = f"{instant_in_words(until, self.language, zone)} ({zone_city(zone, self.language)})"
            yield _("EMBARGOED until %(when)s. Not for publication before.") % {"when": when}

    def _line(self, nodes: Nodes, place: Place, look: Look = Look()) -> str:  # noqa: B008  it never changes
        return self.writer.paragraph(nodes, place, look)

    def _first(self, marks: str) -> PagePart:
        """The header of the first page: the mark, and below it the letterhead, as it is printed."""
        files = Files(self.draft.pictures)
        writer = Writer(self.language, files)
        small = Place("ReleaseHead", self.usual.dir, align="center", is_page_part=True)
        sides = [
            writer.paragraph(
                name["inside"],
                replace(small, dir=name["dir"], align="right" if (name["dir"] == self.usual.dir) == at else ""),
                Look(lang=name["lang"]),
            )
            for at, name in enumerate(self.words["names"])
        ]
        emblem = self.words["emblem"]
        picture = [{"name": "img", "file": emblem, "width": self._width(emblem), "alt": ""}] if emblem else []
        left, right = (*sides, "<w:p/>", "<w:p/>")[:2]
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="pct"/></w:tcPr>{words}</w:tc>'
            for width, words in ((2000, left), (1000, writer.paragraph(picture, small)), (2000, right))
        )
        is_rtl = "<w:bidiVisual/>" if self.usual.dir == "rtl" else ""
        table = (
            f'<w:tbl><w:tblPr>{is_rtl}<w:tblW w:w="5000" w:type="pct"/>{_NO_MARGINS}</w:tblPr>'
            '<w:tblGrid><w:gridCol w:w="3840"/><w:gridCol w:w="1920"/><w:gridCol w:w="3840"/></w:tblGrid>'
            f"<w:tr>{cells}</w:tr></w:tbl>"
        )
        lines = [self.words[name] for name in ("address", "numbers") if self.words[name]]
        both = [node for at, line in enumerate(lines) for node in ([{"name": "br"}] if at else []) + _unlinked(line)]
        line = writer.paragraph(both, replace(small, style="ReleaseHeadLine"))
        return PagePart(f"{marks}{table if sides or picture else ''}{line}", files)

    def _width(self, emblem: str) -> float:
        with Pillow.open(io.BytesIO(self.draft.pictures[emblem])) as opened:
            return _EMBLEM * opened.width / opened.height

    def _body(self) -> Iterator[str]:
        words, release = self.words, self.release
        for name in ("kind", "dateline"):
            if words[name]:
                yield self._line(words[name], self._place("ReleaseFacts"))
        yield self._field("title", [words["title"]])
        yield self._field("summary", words["summary"])
        if release.speaker_name:
            yield self._field("speaker_name", _apart(release.speaker_name))
        if release.speaker_office:
            yield self._field("speaker_office", _apart(release.speaker_office))
        yield from self._lead_picture()
        for number, group in enumerate(words["body"]):
            if number and self.is_parted:
                yield self._line(["-"], self._place("ReleaseParting"))
            yield self.writer.blocks(group, self.usual)
        yield self._line([words["end"]], self._place("ReleaseEnd"))
        for part in words["after"]:
            yield self._line([part["heading"]], self._place("ReleaseHeading"))
            field = {"notes": "notes_to_editors", "contact": "press_contact"}.get(part["name"])
            yield (
                self._field(field, part["inside"]) if field else self.writer.blocks(part["inside"], self._place(_SHEET))
            )

    def _lead_picture(self) -> Iterator[str]:
        shown = self.words["lead"]
        if shown:
            yield self._line([{**shown, "name": "img"}], self._place(_SHEET))
        if self.release.lead_caption:
            yield self._field("lead_caption", _apart(self.release.lead_caption))
        if shown and (credit := (self.draft.edition.lead_picture or {}).get("credit")):
            yield self._line(_apart(credit), self._place(_SHEET))

    def _field(self, name: str, nodes: Nodes) -> str:
        return self.writer.blocks(nodes, self._place(_STYLE_OF[name])) if nodes else ""

    def _place(self, style: str) -> Place:
        return Place(style, self.usual.dir, is_page_part=True)


def parted_file(draft: Draft, *, by: User, at: dt.datetime) -> bytes:
    """The same file with marks between the groups of its text: it is read as the one that comes back is."""
    with override(draft.release.language):
        return _Composed(draft, is_parted=True).file(by=by, at=at)


def picture_name(sha256: str) -> str:
    return f"picture-{sha256[:20]}"


def _apart(words: str) -> Nodes:
    """Words in the direction of their own letters, such as a name in Latin letters on an Arabic sheet."""
    letters = map(unicodedata.bidirectional, words)
    first = next((letter for letter in letters if letter in ("L", "R", "AL")), "")
    return [{"name": "bdi", "dir": "ltr" if first == "L" else "rtl" if first else "", "inside": [words]}]


def _unlinked(nodes: Nodes) -> Nodes:
    """The same words without links: nobody looks for one in the head of a page."""
    return [node if isinstance(node, str) or node["name"] != "a" else {**node, "name": "span"} for node in nodes]


def _page_numbers(place: Place) -> str:
    fields = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {name} </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for name in ("PAGE", "NUMPAGES")
    )
    slash = '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{place.style}"/><w:jc w:val="center"/></w:pPr>{slash.join(fields)}</w:p>'


def file_name(release: Release) -> str:
    """Such as `2024-01-20-a-visit-to-geneva-en-save-3.docx`."""
    parts = (release.issued_on.isoformat(), release.slug or release.code, release.language)
    return f"{'-'.join(parts)}-save-{release.version}.docx"
