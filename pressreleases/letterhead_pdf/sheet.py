"""What the letterhead PDF of an edition says, as plain data for `sheet.typ`, and the pictures that it shows.

It says only what stays true of this edition: it is kept, and on paper nobody can change it. Its pictures are read apart
(`pictures_of`), since a store of files may take long, or be away.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

import segno
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from PIL import Image as Pillow

from pressreleases import images, letterhead, picture_copies, richtext
from pressreleases.attachments import facts_of, file_name
from pressreleases.file_store import StoreDown
from pressreleases.language import line_ends
from pressreleases.language.dates import day_in_words, instant_day_in_words, zone_info
from pressreleases.language.direction import laid_out, numbers_unbroken
from pressreleases.language.languages import direction, own_name
from pressreleases.language.punctuation import after_colon, before_bracket, comma, semicolon
from pressreleases.letterhead import PrintedNumber
from pressreleases.letterhead_pdf.drawing import NotDrawn
from pressreleases.letterhead_pdf.nodes import Nodes, nodes_of
from pressreleases.models import Edition, Image, MissionDetails
from pressreleases.models.attachment import TYPES, Entry
from pressreleases.models.spans import Upper
from pressreleases.picture_names import WIDTHS, copies
from pressreleases.public_addresses import absolute, attachment_address, short_address

# Letters with capitals, in which labels are set in capitals and spaced; others have none, or would be torn apart.
_WITH_CAPITALS = frozenset({"az", "en", "es", "fr", "ru", "tr"})
# Letters of a text of about four pages. Hyphens take three quarters of the processor time, and lines are wide.
_LONG = 12_000
# In points: the width of the text on A4, and the largest height of a picture; of the lead picture, so that it and its
# caption stand on the first page below a long title. Pictures have 130 dots an inch or more.
_WIDTH, _HEIGHT, _LEAD_HEIGHT, _POINTS_A_DOT = 480, 400, 200, 0.55


@dataclass(frozen=True)
class Sheet:
    """`words` for the template, and by the name that `words` has for a picture: its stored file, and its width."""

    words: dict[str, Any]
    files: dict[str, tuple[str, int]] = field(default_factory=dict)


class PictureLost(NotDrawn):
    """A picture of it cannot be read: an edition's PDF without it would not be that of the edition."""


def sheet_of(edition: Edition) -> Sheet:
    """The sheet of `edition` (with its release). Four queries at most; they find nothing that only staff may know."""
    with override(edition.language):
        writer = SheetWriter(edition)
        return Sheet(writer.words(), writer.files)


def pictures_of(sheet: Sheet) -> dict[str, bytes]:
    """The content of each picture of `sheet`. Raises PictureLost, and StoreDown if the store of files is away."""
    found = {}
    for name, (stored, width) in sheet.files.items():
        try:
            found[name] = _for_paper(stored, width)
        except StoreDown:
            raise
        except (OSError, SyntaxError, ValueError) as error:
            raise PictureLost(f"{stored}: {error}") from error
    return found


class SheetWriter:
    """Composes the sheet of an edition. The Word file of a draft is one too, and changes some of it."""

    # Word ends the lines of its own files.
    lines_are_kept = True

    def __init__(self, edition: Edition) -> None:
        self.edition, self.language = edition, edition.language
        self.head = {**letterhead.EMPTY, **edition.letterhead}
        self.page = absolute(short_address(edition.release.code))
        self.files: dict[str, tuple[str, int]] = {}

    def words(self) -> dict[str, Any]:
        edition, kept = self.edition, not self.edition.redacted_at
        title = edition.title or _("Text removed")
        has_capitals = self.language.split("-", maxsplit=1)[0] in _WITH_CAPITALS
        names = letterhead.names_of(self.head)
        own = letterhead.name_in(names, self.language)
        return {
            "paper": settings.PAPER_SIZE,
            "language": self.language,
            "dir": direction(self.language),
            "capitals": has_capitals,
            "hyphenate": len(edition.text) < _LONG,
            "title": title,
            "author": own.in_one_line if own else "",
            "names": [
                {"lang": name.language, "dir": name.direction, "inside": _lines(name.name)}
                for name in letterhead.names_on_sheet(names, self.language)
            ],
            "emblem": self._emblem(),
            "address": self.nodes(f"<bdi>{escape(self.head['address'])}</bdi>".replace("\n", "<br>")),
            "numbers": self._numbers(),
            "kind": [] if edition.page else self._beside(edition.kind_label, edition.reference),
            "dateline": [] if edition.page else self._dateline(),
            "heading": [title],
            "speaker": self._speaker() if kept else [],
            "summary": self._plain(edition.summary) if kept else [],
            "lead": self._lead() if kept else None,
            "body": self.body() if kept else [self._removed()],
            "end": pgettext("mark below the text", "END") if kept and not edition.page else "",
            "after": [part for part in (*(self._notes_and_files() if kept else ()), self._press_contact()) if part],
            "qr": _qr_code(self.page),
            "qr_alt": f"QR: {self.page}",
            "address_short": self.page,
            "foot": self.foot(),
        }

    def nodes(self, html: str) -> Nodes:
        directed = laid_out(html, self.language)
        whole = directed if "<bdi" in directed else numbers_unbroken(directed)
        kept = line_ends.unbroken(whole, self.language) if self.lines_are_kept else whole
        return nodes_of(kept, self.page, self._picture, direction(self.language))

    def _beside(self, *words: str) -> Nodes:
        """Words side by side, each in its own direction."""
        return self.nodes(comma(self.language).join(f"<bdi>{escape(one)}</bdi>" for one in words if one))

    def _dateline(self) -> Nodes:
        return self._beside(self.edition.place, day_in_words(self.edition.issued_on, self.language))

    def _plain(self, words: str) -> Nodes:
        return self.nodes(linebreaks(words.strip(), autoescape=True)) if words.strip() else []

    def body(self) -> Nodes:
        clean = richtext.cleaned_by(self.edition.body, self.edition.rules)
        return self.nodes(richtext.tables_marked(clean))

    def _removed(self) -> dict[str, Any]:
        removed_at = self.edition.redacted_at
        assert removed_at is not None  # noqa: S101  for the type checker
        when = {"when": instant_day_in_words(removed_at, self.language, self.head["time_zone"])}
        said = _("The text of this edition was removed on %(when)s. The record of its publication is kept.")
        return {"name": "p", "inside": [said % when]}

    def _speaker(self) -> Nodes:
        name, office = self.edition.speaker_name, self.edition.speaker_office
        lines = [f"<strong><bdi>{escape(name)}</bdi></strong>", f"<bdi>{escape(office)}</bdi>" if office else ""]
        return self.nodes("<br>".join(filter(None, lines))) if name else []

    def _notes_and_files(self) -> Iterator[dict[str, Any]]:
        if notes := self._plain(self.edition.notes_to_editors):
            yield {"name": "notes", "heading": _("Notes to editors"), "inside": notes}
        if files := self.edition.attachments:
            yield {"name": "files", "heading": _("Attachments"), "inside": [self.attachment(entry) for entry in files]}

    def attachment(self, entry: Entry) -> dict[str, Any]:
        """Its title as a link, language, type and size. Its address would be two lines of figures on paper."""
        return {"name": "p", "inside": self.named(entry, absolute(attachment_address(self.edition, file_name(entry))))}

    def named(self, entry: Entry, address: str = "") -> Nodes:
        """An attachment by its title, which leads to `address` if there is one, language, type and size."""
        title, language = f"<bdi>{escape(entry['title'] or TYPES[entry['type']].name)}</bdi>", entry["language"]
        facts = comma(self.language).join(
            [
                f'<bdi lang="{escape(language)}">{escape(own_name(language))}</bdi>',
                *(f"<bdi>{escape(fact)}</bdi>" for fact in facts_of(entry["type"], entry["size"], self.language)),
            ]
        )
        linked = f'<a href="{escape(address)}">{title}</a>' if address else title
        return self.nodes(f"{linked} ({facts})")

    def _numbers(self) -> Nodes:
        groups = letterhead.printed_numbers(self.head)
        said: Nodes = []
        for place, group in enumerate(groups):
            label = pgettext("before numbers", "Fax:") if group.kind == "fax" else pgettext("before numbers", "Tel:")
            said.append(f"{semicolon(self.language) if place else ''}{label}{after_colon(label)}")
            for at, number in enumerate(group.numbers):
                said += [comma(self.language)] if at else []
                said += self._number(number, number.printed, linked=group.kind != "fax")
        return said

    def _number(self, number: PrintedNumber, digits: str, *, linked: bool = True) -> Nodes:
        shown = {"name": "a" if linked else "bdi", "dir": "ltr", "whole": True, "href": number.uri, "inside": [digits]}
        if not number.extension:
            return [shown]
        extension = pgettext("telephone", "(ext. %(extension)s)") % {"extension": number.extension}
        return [shown, f"{before_bracket(extension)}{extension}"]

    def _press_contact(self) -> dict[str, Any] | None:
        """Whom the edition names, else whom the mission named on the day on which it began; nobody of a page."""
        if own := self._plain(self.edition.press_contact):
            return {"name": "contact", "heading": _("For journalists"), "inside": own}
        if self.edition.page:
            return None
        began_on = self.edition.begins_at.astimezone(zone_info(self.head["time_zone"])).date()
        details = MissionDetails.objects.shown().valid_on(began_on).first()
        if details is None:
            return None
        parts: list[Nodes] = [self._beside(details.press_contact_name)] if details.press_contact_name else []
        if details.press_contact_number:
            home = letterhead.country_calling_code(self.head)
            number = letterhead.print_number(details.press_contact_number, details.press_contact_extension, home=home)
            parts.append(self._number(number, number.full))
        if details.press_contact_email:
            address = details.press_contact_email
            parts.append([{"name": "a", "dir": "ltr", "href": f"mailto:{address}", "inside": [address]}])
        inside = [node for at, part in enumerate(parts) for node in ([comma(self.language)] if at else []) + part]
        whole = [{"name": "p", "inside": inside}]
        return {"name": "of the mission", "heading": _("For journalists"), "inside": whole} if parts else None

    def foot(self) -> Nodes:
        edition = self.edition
        numbered = _("Edition %(number)s") % {"number": edition.number}
        correction = self._correction()
        lines: list[Nodes] = [
            [{"name": "a", "dir": "ltr", "href": self.page, "inside": [self.page]}],
            [f"{numbered}. {correction}" if correction else numbered],
        ]
        if edition.digest:
            groups = " ".join(edition.digest[at : at + 4] for at in range(0, 64, 4))
            lines.append([{"name": "bdi", "dir": "ltr", "inside": [f"SHA-256 {groups}"]}])
        return [node for at, line in enumerate(lines) for node in ([{"name": "br"}] if at else []) + line]

    def _correction(self) -> str:
        """What the last edition that was not a minor change has corrected, and when; empty if there was none."""
        last = (
            Edition.objects.filter(release=self.edition.release_id, number__range=(2, self.edition.number), minor=False)
            .order_by("-number")
            .first()
        )
        if last is None or self.edition.page:
            return ""
        before = Edition.objects.filter(release=self.edition.release_id, number=last.number - 1)
        goes_on = before.annotate(ended=Upper("live_during")).filter(ended=last.begins_at).exists()
        when = {"when": instant_day_in_words(last.begins_at, self.language, self.head["time_zone"])}
        done = _("Corrected on %(when)s.") if goes_on else _("Reinstated on %(when)s.")
        return " ".join([done % when, *last.change_note.split()])

    def _emblem(self) -> str | None:
        return self._file(self.head["emblem"]["file"]) if self.head["emblem"] else None

    def _lead(self) -> dict[str, Any] | None:
        shown = self.edition.lead_picture
        if not shown:
            return None
        lines = (self.edition.lead_caption, shown["credit"])
        return {
            "file": self._file(shown["file"], shown["width"]),
            "width": _width(shown["width"], shown["height"], _LEAD_HEIGHT),
            "alt": shown["alternative_text"],
            "caption": self.nodes("<br>".join(f"<bdi>{escape(one)}</bdi>" for one in lines if one)),
        }

    def _picture(self, sha256: str) -> dict[str, Any] | None:
        image = self.pictures.get(sha256)
        if image is None:
            return None
        return {"file": self._file(str(image.file.name), image.width), "width": _width(image.width, image.height)}

    @cached_property
    def pictures(self) -> dict[str, Image]:
        return {image.sha256: image for image in self.edition.pictures.all()}

    def _file(self, stored: str, width: int = 0) -> str:
        """The name of a picture that is stored under this one."""
        name = str(len(self.files))
        self.files[name] = (stored, width)
        return name


def _for_paper(stored: str, width: int) -> bytes:
    """A picture as the PDF has it: of a photograph the widest copy, of others a smaller one."""
    path = PurePosixPath(stored)
    for name in reversed(copies(path.name, width).get("jpg", {}) if path.suffix == ".jpg" else {}):
        content = picture_copies.read(default_storage, str(path.with_name(name)))
        if content is not None:
            return content
    with default_storage.open(stored, "rb") as file:
        content = file.read()
    if path.suffix != ".webp" and width <= WIDTHS[-1]:
        return content
    with images.UNPACKING, Pillow.open(io.BytesIO(content), formats=images.FORMATS) as opened:
        opened.thumbnail((WIDTHS[-1], WIDTHS[-1]))
        written, as_png = io.BytesIO(), opened.format == "PNG" or opened.has_transparency_data
        (opened if as_png else opened.convert("RGB")).save(written, **({"format": "PNG"} if as_png else _JPEG))
    return written.getvalue()


_JPEG: dict[str, Any] = {"format": "JPEG", "quality": 88}


def _width(width: int, height: int, highest: int = _HEIGHT) -> float:
    """In points: the width of the text at most, and so that the picture is no higher than `highest`."""
    return round(min(_WIDTH, width * _POINTS_A_DOT, highest * width / height), 1)


def _qr_code(address: str) -> str:
    """An SVG of the QR code that leads to `address`."""
    written = io.BytesIO()
    segno.make(address, error="m", micro=False).save(written, kind="svg", border=0, xmldecl=False)
    return written.getvalue().decode()


def _lines(words: str) -> Nodes:
    return [node for at, line in enumerate(words.splitlines()) for node in ([{"name": "br"}] if at else []) + [line]]
