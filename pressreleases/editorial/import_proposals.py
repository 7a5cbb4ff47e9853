"""What the site proposes for a document before a draft is made of it: what it already has, and what belongs to it."""

from dataclasses import asdict, dataclass

from django.db.models import Exists, OuterRef

from pressreleases import richtext
from pressreleases.editorial.errors import AlreadyThere, ThereWithOtherWords
from pressreleases.editorial.importing import anniversary_of, letters_alone, refuse_a_second, release_of
from pressreleases.editorial.mission_details import Difference, differences, has_head, zone_of_numbers
from pressreleases.intake.document import Document
from pressreleases.language.languages import language_codes
from pressreleases.letterhead import NumberGroup, printed_numbers
from pressreleases.models import Anniversary, MissionDetails, Release, Topic, TopicName

MOST_ORIGINALS = 30
# Languages that put endings to a name, so that it is found without an end.
_WITH_ENDINGS = frozenset({"az", "tr", "ru", "ar"})
_WITHOUT_SPACES = "zh"


@dataclass(frozen=True)
class Head:
    """The letterhead of a document and the mission details of that day.

    `details` is None where none are valid on that day; `can_make`: then the site has none at all, so that the first can
    be made of the letterhead. `time_zone` is what its numbers tell. `numbers` are those of the document, as they would
    be printed.
    """

    details: MissionDetails | None = None
    differences: tuple[Difference, ...] = ()
    can_make: bool = False
    time_zone: str = ""
    numbers: tuple[NumberGroup, ...] = ()

    @property
    def is_same(self) -> bool:
        return self.details is not None and not self.differences


@dataclass(frozen=True)
class Proposals:
    """`there`: why no second draft is made, with the release that the site has; `head`: None without a letterhead."""

    there: AlreadyThere | ThereWithOtherWords | None = None
    anniversary: Anniversary | None = None
    topics: tuple[Topic, ...] = ()
    originals: tuple[Release, ...] = ()
    head: Head | None = None


def proposals_for(document: Document) -> Proposals:
    """As far as the document tells its language and its day. As many queries for a long one as for a short one."""
    if document.language not in language_codes():
        return Proposals()
    topics = _topics(document)
    if document.issued_on is None:
        return Proposals(topics=topics)
    release = release_of(document)
    there = None
    try:
        refuse_a_second(release)
    except (AlreadyThere, ThereWithOtherWords) as refusal:
        there = refusal
    return Proposals(there, anniversary_of(release), topics, _originals(release), _head(document, release))


def _topics(document: Document) -> tuple[Topic, ...]:
    """Those whose name in the language of the text is in its title or its text."""
    words = f" {letters_alone(f'{document.title} {richtext.plain_text(richtext.sanitise(document.body))}')} "
    rows = TopicName.objects.filter(language=document.language).select_related("topic").order_by("topic_id")
    return tuple(row.topic for row in rows if _is_named(row.name, words, document.language))


def _is_named(name: str, words: str, language: str) -> bool:
    letters = letters_alone(name)
    if language == _WITHOUT_SPACES:
        return letters.replace(" ", "") in words.replace(" ", "")
    return bool(letters) and f" {letters}{'' if language in _WITH_ENDINGS else ' '}" in words


def _originals(release: Release) -> tuple[Release, ...]:
    """Of what was issued as the same kind on the same day, the originals that lack the language of `release`."""
    same = Release.objects.filter(family=OuterRef("family"), language=release.language)
    rows = Release.objects.filter(~Exists(same), issued_on=release.issued_on, kind=release.kind, is_original=True)
    return tuple(rows.exclude(language=release.language).order_by("pk")[:MOST_ORIGINALS])


def _head(document: Document, release: Release) -> Head | None:
    if not has_head(document):
        return None
    numbers = tuple(printed_numbers({"numbers": [asdict(row) for row in document.numbers]}))
    details = MissionDetails.objects.valid_on(release.issued_on).whole().first()
    if details is not None:
        return Head(details, tuple(differences(document, details)), numbers=numbers)
    can_make = not MissionDetails.objects.exists()
    return Head(can_make=can_make, time_zone=zone_of_numbers(document), numbers=numbers)
