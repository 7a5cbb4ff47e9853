"""What a Word file that came back says, field by field, to be compared with the working copy. Nothing is stored.

The working copy is written as such a file too, and read again. A field or a block of text that then reads the same in
both is that of the working copy as it is, so that what Word cannot keep (a class of a table, an abbreviation) is no
change, and pictures stay those of the library.
"""

import datetime as dt
import hashlib
import re
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from pressreleases import richtext
from pressreleases.attachments import rows_of_entries
from pressreleases.audit import record
from pressreleases.comparing.paragraphs import reads_the_same
from pressreleases.comparing.two_states import Difference, Wording, differences
from pressreleases.editorial.autosave import Typed, keep
from pressreleases.editorial.word_files.making import (
    RELEASE,
    SAVE,
    WORDS,
    Draft,
    draft_of,
    mark_of,
    parted_file,
    picture_name,
)
from pressreleases.editorial.word_files.paragraphs import MARKS
from pressreleases.intake.document import WHOLE, Document, Picture
from pressreleases.intake.reading import read
from pressreleases.intake.word.accepting import Remarks
from pressreleases.intake.word.returned import FIELDS, Returned, read_returned
from pressreleases.language import characters
from pressreleases.language.languages import direction
from pressreleases.models import AutosavedForm, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.fields import FORM_FIELDS, KEYS, LINES, TEXTS

# The fields of which the file has the words, in the order of the sheet.
COMPARED = (*(name for name in FIELDS.values() if name not in ("notes_to_editors", "press_contact")), "body")
COMPARED = (*COMPARED, "notes_to_editors", "press_contact")
_TAG = re.compile(r"<(?P<name>[a-z][a-z0-9]*)(?P<given>(?: [a-z-]+=\"[^\"<>]*\")*)>")
_GIVEN = re.compile(r' (?P<name>[a-z-]+)="(?P<value>[^"]*)"')
_DIRECTED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_CAPTION = r'<p[^>]* data-caption="1"[^>]*>(?P<words>(?:(?!</?p[ >]).)*)</p>'
_FIGURE = re.compile(rf"<p(?P<given>[^>]*)>(?P<picture><img [^>]*>)</p>(?:<p></p>)?{_CAPTION}", re.DOTALL)
_TABLE = re.compile(rf"{_CAPTION}(?:<p></p>)?<table>", re.DOTALL)
# What has this share of words in common with a field is that field, changed.
_ALIKE = 0.6
# Between the groups of a text that are sanitised together.
_MARK = "\ue0f1"
_PARTED = f"<h4>{_MARK}</h4>"


@dataclass(frozen=True)
class Comparison:
    """The words of the file by field, and what is to be said of them.

    `by_styles` is false for a file without the styles of ours, which was read as any other document. `made_of` is the
    save that the file says it was made of, None if it says none of this release; `of_other`: it names another one.
    `is_current`: it says that it was made of the working copy as it is now. `changed` are the fields in which that has
    changed since. `facts`: the lines with facts of the working copy and of the file, if they differ. `rest` fits no
    field. `new_pictures`, by their alternative texts, are left out.
    """

    values: dict[str, str]
    differences: list[Difference]
    remarks: Remarks
    by_styles: bool
    made_of: int | None = None
    of_other: bool = False
    is_current: bool = False
    changed: frozenset[str] = frozenset()
    facts: tuple[str, str] | None = None
    rest: str = ""
    new_pictures: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        return not self.differences and self.facts is None and not self.rest and not self.new_pictures


def compare(data: bytes, release: Release, *, by: User, at: dt.datetime) -> Comparison:
    """Compare the file with the working copy. Raises IntakeError, and NotDrawn as `word_file` does."""
    returned = read_returned(data)
    draft = draft_of(release, at=at)
    if returned.is_ours:
        return _compared_by_styles(returned, draft, by=by, at=at)
    return _compared_as_document(data, returned, draft)


def _compared_by_styles(returned: Returned, draft: Draft, *, by: User, at: dt.datetime) -> Comparison:
    release = draft.release
    base = read_returned(parted_file(draft, by=by, at=at))
    reading = _Reading(draft)
    values = {}
    for name in FIELDS.values():
        stored = getattr(release, name)
        before, after = (_plain(name, one.fields.get(name, "")) for one in (base, returned))
        values[name] = stored if before == after else _without_marks(after, stored)
    if notes := _plain("notes_to_editors", returned.notes):
        values["notes_to_editors"] = "\n\n".join(filter(None, (values["notes_to_editors"], notes)))
    values["body"] = _unless_the_same(reading.body(returned, base), release)
    facts = _facts(base), _facts(returned)
    properties = returned.properties
    is_mine = properties.get(RELEASE) == release.code
    save = properties.get(SAVE, "")
    made_of = int(save) if is_mine and save.isdecimal() and len(save) < 9 else None
    is_current = is_mine and properties.get(WORDS) == mark_of(release)
    return Comparison(
        values,
        differences(_wording(release), values),
        returned.remarks,
        by_styles=True,
        made_of=made_of,
        of_other=RELEASE in properties and not is_mine,
        is_current=is_current,
        changed=frozenset() if is_current or made_of is None else _changed_since(release, made_of),
        facts=facts if facts[0] != facts[1] else None,
        rest=richtext.plain_text(richtext.sanitise(returned.rest)),
        new_pictures=tuple(reading.new),
    )


def _changed_since(release: Release, save: int) -> frozenset[str]:
    """The fields in which the working copy differs from that save; all of them if nobody kept it. One query."""
    then = release.history.filter(version=save).order_by("-history_date", "-history_id").first()
    return frozenset(name for name in COMPARED if then is None or getattr(then, name) != getattr(release, name))


def _compared_as_document(data: bytes, returned: Returned, draft: Draft) -> Comparison:
    """Read it as an import does, with what is known of the release as answers; what it lacks stays as it is."""
    release = draft.release
    document = read(data, answers=_answers(release), accepted=True)
    reading = _Reading(draft)
    body = richtext.blocks(reading.html(document.body, document.pictures))
    notes, contact = _parted_notes(document, release)
    found = {
        "title": document.title,
        "summary": document.lead,
        "speaker_name": document.speaker_name,
        "speaker_office": document.speaker_office,
        "notes_to_editors": notes,
        "press_contact": contact,
    }
    for name in ("summary", "speaker_name", "speaker_office"):
        found[name] = found[name] or _taken_from(body, getattr(release, name))
    values = {"lead_caption": release.lead_caption}
    for name, words in found.items():
        stored = getattr(release, name)
        values[name] = _tidy(name, words) if words.split() != stored.split() and words.strip() else stored
    values["body"] = _unless_the_same(reading.with_ours(body), release)
    return Comparison(
        values,
        differences(_wording(release), values),
        returned.remarks,
        by_styles=False,
        new_pictures=tuple(reading.new),
        # The letterhead is not compared.
        questions=tuple(str(question) for question in document.questions if question.key != "country"),
    )


def _unless_the_same(body: str, release: Release) -> str:
    return release.body if reads_the_same(body, richtext.sanitise(release.body)) else body


def _taken_from(body: list[str], stored: str) -> str:
    """The first paragraphs of `body` if they are much like the field that says `stored`; they are then not in it."""
    count = len(re.split(r"\n{2,}", stored))
    words = "\n\n".join(richtext.plain_text(block) for block in body[:count])
    if not stored or len(words) > 3 * len(stored) or _likeness(words, stored) < _ALIKE:
        return ""
    del body[:count]
    return words


def _likeness(one: str, other: str) -> float:
    """The share of words in common, from 0 to 1."""
    ours, theirs = Counter(one.split()), Counter(other.split())
    both = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / both if both else 0.0


def _parted_notes(document: Document, release: Release) -> tuple[str, str]:
    """Notes to editors and press contact, which the sheet has under a heading of its own."""
    with override(release.language):
        heading = _("For journalists")
    notes, contact = list(document.notes), list(document.contact)
    if heading in notes and not contact:
        at = notes.index(heading)
        notes, contact = notes[:at], notes[at + 1 :]
    return "\n\n".join(notes), "\n".join(contact)


def _answers(release: Release) -> dict[str, str]:
    """What a reader need not find out, and must not ask about."""
    return {"language": release.language, "kind": release.kind, "issued_on": release.issued_on.isoformat()}


def _wording(release: Release) -> Wording:
    return {name: getattr(release, name) for name in COMPARED}


def _without_marks(words: str, stored: str) -> str:
    """Without the marks of direction that only the file has."""
    return words.translate({ord(mark): None for mark in MARKS.values() if mark not in stored})


def _facts(file: Returned) -> str:
    return _without_marks(richtext.plain_text(richtext.sanitise(file.facts)), "")


def _plain(name: str, html: str) -> str:
    return _tidy(name, richtext.plain_text(richtext.sanitise(html)))


def _tidy(name: str, words: str) -> str:
    """As the form takes it."""
    if name in LINES:
        return " ".join(characters.line(words).split())
    return characters.text(words).strip() if name in TEXTS else words.strip()


class _Reading:
    """Makes the text of a release of what was read of a file. `new` are the pictures that the library does not have."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.language = draft, draft.release.language
        self.dir = direction(self.language)
        self.new: list[str] = []
        self.languages = set(re.findall(r' lang="([^"]+)"', draft.edition.body))
        self.by_name = {picture_name(sha256): sha256 for sha256 in draft.in_text}
        of_files = {str(image.file.name): image.sha256 for image in draft.in_text.values()}
        self.by_content = {
            hashlib.sha256(draft.pictures[name]).hexdigest(): of_files[stored]
            for name, (stored, _width) in draft.sheet.files.items()
            if stored in of_files
        }
        shown = richtext.pictures(draft.edition.body)
        self.by_words = {picture.words: picture.sha256 for picture in shown if picture.words}
        self.decorative = {picture.sha256 for picture in shown if picture.decorative}

    def body(self, returned: Returned, base: Returned) -> str:
        """The text of the file, with the blocks of the working copy where they read the same."""
        blocks = richtext.blocks(self.html("".join(returned.body), returned.pictures))
        self.new, told = [], self.new
        groups = self._parted(_PARTED.join(self.html(one, base.pictures) for one in base.body))
        self.new = told
        ours = self.draft.groups
        if blocks == [block for group in groups for block in group]:
            return self.draft.edition.body
        if len(groups) != len(ours):
            return "\n".join(blocks)
        return "\n".join(_with_ours(blocks, groups, ours))

    def _parted(self, html: str) -> list[list[str]]:
        groups: list[list[str]] = [[]]
        for block in richtext.blocks(html):
            if block == _PARTED:
                groups.append([])
            else:
                groups[-1].append(block)
        return groups

    def with_ours(self, blocks: Sequence[str]) -> str:
        """`blocks` of a file without our styles, with those of the working copy that have the same words."""
        ours = richtext.blocks(self.draft.edition.body)
        return "\n".join(_with_ours(blocks, [[_bare(one)] for one in ours], [[one] for one in ours], key=_bare))

    def html(self, small: str, pictures: Sequence[Picture]) -> str:
        """The small HTML of a file as that of a release, still to be sanitised."""
        html = _FIGURE.sub(r"<figure\g<given>>\g<picture><figcaption>\g<words></figcaption></figure>", small)
        html = _TABLE.sub(r"<table><caption>\g<words></caption>", html)
        html = _without_marks(html, self.draft.edition.body)
        return _TAG.sub(lambda tag: self._tag(tag, pictures), html)

    def _tag(self, tag: re.Match[str], pictures: Sequence[Picture]) -> str:
        name = tag["name"]
        given = {one["name"]: unescape(one["value"]) for one in _GIVEN.finditer(tag["given"])}
        if name == "img":
            return self._picture(given, pictures)
        kept = tag["given"]
        for unwanted in self._unwanted(name, given):
            kept = re.sub(rf' {unwanted}="[^"]*"', "", kept)
        return f"<{name}{kept}>"

    def _unwanted(self, name: str, given: Mapping[str, str]) -> Iterable[str]:
        """Attributes that say what is so anyway, or only what Word supposes of words that were typed."""
        yield "data-look"
        language, turns = given.get("lang", ""), given.get("dir", self.dir) != self.dir
        if language and language not in self.languages and not turns:
            yield "lang"
        if given.get("dir") == self.dir and (name in _DIRECTED or not language):
            yield "dir"

    def _picture(self, given: Mapping[str, str], pictures: Sequence[Picture]) -> str:
        """The picture of the library that it is; a new one is left out and told of, as it has to be described first."""
        number = given.get("data-picture", "")
        picture = pictures[int(number)] if number.isdecimal() and int(number) < len(pictures) else Picture(b"")
        content = hashlib.sha256(picture.data).hexdigest()
        words = " ".join(given.get("alt", "").split())
        sha256 = self.by_name.get(picture.name) or self.by_content.get(content) or self.by_words.get(words)
        if sha256 is None:
            self.new.append(words)
            return ""
        if picture.cropped != WHOLE:
            self.new.append(words)
        address = self.draft.in_text[sha256].file.url
        is_decorative = ' role="presentation"' if sha256 in self.decorative and not words else ""
        return f'<img src="{address}" alt="{escape(characters.line(words))}"{is_decorative}>'


def _bare(block: str) -> str:
    """A block without what a document that was typed anew cannot have: only its elements and words count."""
    return re.sub(r' (?!href|src)[a-z-]+="[^"]*"', "", block)


def _with_ours(
    blocks: Sequence[str],
    groups: Sequence[Sequence[str]],
    ours: Sequence[Sequence[str]],
    *,
    key: Callable[[str], str] = str,
) -> list[str]:
    """`blocks` with a group of `ours` in place of blocks that read as it does (`groups`), wherever they are now."""
    waiting: dict[tuple[str, ...], list[Sequence[str]]] = {}
    lengths: dict[str, set[int]] = {}
    for group, own in zip(groups, ours, strict=True):
        if group:
            waiting.setdefault(tuple(group), []).append(own)
            lengths.setdefault(group[0], set()).add(len(group))
    found: list[str] = []
    at = 0
    keys = [key(block) for block in blocks]
    while at < len(blocks):
        for length in sorted(lengths.get(keys[at], ()), reverse=True):
            same = waiting.get(tuple(keys[at : at + length]))
            if same:
                found += same.pop(0) if len(same) > 1 else same[0]
                at += length
                break
        else:
            found.append(blocks[at])
            at += 1
    return found


def take_over(values: Mapping[str, str], release: Release, *, version: int, by: User) -> AutosavedForm | None:
    """Keep `values`, by field, as the unsaved text of `by`; None if they say what the release says.

    `version` is that of the working copy they were compared with: what was saved since is merged when `by` saves, as
    for every form. Raises `TooLong`.
    """
    typed = {**_as_posted(release), **{name: [value] for name, value in values.items()}}
    with transaction.atomic():
        kept = keep(Typed(secrets.token_urlsafe(16), typed, version), release.pk, by=by)
        if kept is not None:
            said = {"fields": list(values), "version": version}
            record(AuditAct.TAKEN_FROM_WORD, release, by=by, details=said)
    return kept


def _as_posted(release: Release) -> dict[str, list[str]]:
    """What a form that nobody has changed would send."""
    posted = {}
    for name in FORM_FIELDS:
        if name == "topics":
            posted[name] = [str(topic.pk) for topic in release.topics.all()]
        elif name == "attachments":
            posted[name] = [value for row in rows_of_entries(release.attachments) for value in row.values]
        else:
            value = getattr(release, f"{name}_id" if name in KEYS else name)
            posted[name] = ["" if value is None else str(value)]
    return posted
