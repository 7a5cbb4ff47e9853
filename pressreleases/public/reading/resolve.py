"""What readers find at the address of a release: a text, its newer address, a notice in its place, or nothing.

The one place that turns `live`, `superseded` and `taken_back` into an answer. A draft or a scheduled release gets the
same queries and the same answer as an address that never existed.
"""

import datetime as dt
import time
import unicodedata
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import JSONObject

from pressreleases.language.languages import language_codes, place_of_language
from pressreleases.models import AnniversaryName, Edition, EditionQuerySet, FormerAddress, Withdrawal
from pressreleases.models.kept_query import Given, KeptQuery, is_any_of
from pressreleases.models.kinds import Act
from pressreleases.models.pages import MissionPage, page_of_slug
from pressreleases.models.spans import Lower
from pressreleases.public.reading import footer_pages, planned_changes
from pressreleases.public.reading.lists import names_of_topics


@dataclass(frozen=True)
class Live:
    """Readers may read `edition`, and this is its address; an answer holds until `good_until` (None: not read).

    `pages` of the mission are live, as `footer_pages` reads them.
    """

    edition: Edition
    good_until: float | None = None
    pages: frozenset[str] | None = None


@dataclass(frozen=True)
class Moved:
    """The release once published here is now at the address of `edition`."""

    edition: Edition


@dataclass(frozen=True)
class TakenBack:
    """A notice in the place of a text that was withdrawn or removed; `edition` is the last one that readers saw."""

    edition: Edition
    withdrawal: Withdrawal
    good_until: float | None = None
    pages: frozenset[str] | None = None

    @property
    def letterhead(self) -> dict[str, Any]:
        letterhead: dict[str, Any] = self.edition.letterhead
        return letterhead

    @property
    def removed(self) -> bool:
        return self.withdrawal.act == Act.REMOVED

    @property
    def since(self) -> dt.datetime:
        """When it was taken back so. The withdrawal in force may be younger: its reason may have been corrected."""
        return getattr(self.withdrawal, "since", None) or self.withdrawal.begins_at

    @property
    def translations(self) -> list[dict[str, Any]]:
        """Language, year and slug of the same text's notices in other languages; none of a removed text."""
        found: list[dict[str, Any]] = [] if self.removed else getattr(self.edition, "withdrawn_too", [])
        return sorted(found, key=lambda one: place_of_language(one["language"]))

    @property
    def reason(self) -> str:
        return self.withdrawal.reason_in(self.edition.language)


Resolved = Live | Moved | TakenBack | None


def at_address(language: str, year: int, slug: str) -> Resolved:
    """What readers find at this address now; None: nothing that they may know of.

    An address in another case leads to the one that it is like, if there is but one. A page of the mission is at its
    address whatever the year.
    """
    if page_of_slug(slug):
        return _just_at(language, year, slug)
    return _just_at(language, year, slug) or _in_another_case(language, year, slug)


def _in_another_case(language: str, year: int, slug: str) -> Resolved:
    alike = Edition.objects.begun().no_pages().at_address_in_any_case(language, year, slug)
    slugs = list(alike.order_by("slug").values_list("slug", flat=True).distinct()[:2])
    if len(slugs) != 1 or slugs[0] == slug:
        return None
    found = _just_at(language, year, slugs[0])
    return Moved(found.edition) if isinstance(found, Live) else found


def _just_at(language: str, year: int, slug: str) -> Resolved:
    began = time.monotonic()
    page = page_of_slug(slug)
    if page:
        live = _live(_OF_PAGE, language=language, page=page)
        ever_here = Edition.objects.begun().in_language(language).filter(page=page).values("release_id")
    else:
        live = _live(_AT_ADDRESS, language=language, year=year, slugs=[slug, unicodedata.normalize("NFC", slug)])
        ever_here = Edition.objects.begun().at_address(language, year, slug).values("release_id")
    if live is not None:
        return live
    return _taken_back(ever_here, began) or _moved(ever_here)


def in_another_language(language: str, year: int, slug: str) -> Edition | None:
    """What is live at this address but for its language, of which it is not; None too if that is more than one text."""
    codes = [code for code in language_codes() if code != language]
    found = list(Edition.objects.live().at_address(codes, year, slug).select_related("release"))
    return found[0] if len({edition.release.family for edition in found}) == 1 else None


def page_in_another_language(page: MissionPage) -> Edition | None:
    """The live edition of `page` that readers are led to where it is not live: its original, if that is."""
    live = Edition.objects.live(pages=True).in_languages_of_site().filter(page=page).select_related("release")
    return min(live, key=lambda one: (not one.release.is_original, place_of_language(one.language)), default=None)


def in_language(edition: Edition, language: str) -> Edition | None:
    """The live edition of the same text in `language`."""
    live = Edition.objects.live().in_language(language).filter(release__family=edition.release.family)
    return live.select_related("release").first()


def of_code(code: str) -> Resolved:
    """What the short address `code` leads to; never `Moved`."""
    began = time.monotonic()
    live = Edition.objects.live(pages=True).in_languages_of_site().filter(release__code=code).first()
    begun = Edition.objects.begun().in_languages_of_site().filter(release__code=code)
    return Live(live) if live else _taken_back(begun.values("release_id"), began)


def of_former_address(paths: list[str]) -> Edition | None:
    """What readers find of the release that had one of these addresses on another site, unless it was removed."""
    release = FormerAddress.objects.filter(path__in=paths).values_list("release_id", flat=True).first()
    if release is None:
        return None
    rows = Edition.objects.in_languages_of_site().filter(release=release)
    withdrawn = Withdrawal.objects.in_force().filter(release=OuterRef("release"), act=Act.WITHDRAWN)
    return rows.live(pages=True).first() or rows.begun().filter(Exists(withdrawn)).order_by("-number").first()


def of_text(family: uuid.UUID, language: str) -> Resolved:
    """What readers find of the release `family` in `language`, at any address; never `Moved`, never a page."""
    began = time.monotonic()
    live = _live(_OF_TEXT, family=family, language=language)
    if live is not None:
        return live
    begun = Edition.objects.begun().no_pages().filter(release__family=family, language=language)
    return _taken_back(begun.values("release_id"), began)


def superseded(live: Edition, number: int) -> Edition | None:
    """The earlier edition `number` of the release whose `live` edition is given."""
    return _whole(Edition.objects.superseded(pages=True).filter(release=live.release_id, number=number)).first()


def two_editions(live: Edition, old: int, new: int) -> tuple[Edition, Edition] | None:
    """The editions `old` and `new` of the release whose `live` edition is given; None unless readers may read both."""
    found = {live.number: live}
    earlier = {old, new} - found.keys()
    if earlier:
        found |= {
            row.number: row
            for row in Edition.objects.superseded(pages=True).filter(release=live.release_id, number__in=earlier)
        }
    return (found[old], found[new]) if found.keys() >= {old, new} else None


def superseded_with(live: Edition, digest: str) -> Edition | None:
    """The earlier edition whose words have this digest, of the release whose `live` edition is given."""
    return Edition.objects.superseded(pages=True).filter(release=live.release_id, digest=digest).first()


def superseded_that_has(live: Edition, name: str) -> Edition | None:
    """The newest earlier edition that has the attachment `name`, of the release whose `live` edition is given."""
    sha256, _dot, ending = name.partition(".")
    having = Edition.objects.superseded(pages=True).filter(
        release=live.release_id, attachments__contains=[{"sha256": sha256, "type": ending}]
    )
    return having.order_by("-number").first()


def _live(kept: KeptQuery, **given: Any) -> Live | None:
    edition = kept.first(**given)
    if edition is None:
        return None
    return Live(edition, planned_changes.instant_in(edition.next_change_in), frozenset(edition.live_pages))


def _live_where(*conditions: Any, pages: bool = False, **equal: Any) -> Any:
    live = Edition.objects.live(pages=pages).filter(*conditions, language=Given("language", CharField()), **equal)
    more = {"next_change_in": planned_changes.next_change(), "live_pages": ArraySubquery(footer_pages.live())}
    return _whole(live).annotate(**more)[:1]


_AT_ADDRESS = KeptQuery(
    lambda: _live_where(is_any_of("slug", "slugs", CharField()), year=Given("year", IntegerField()))
)
# The condition twice, so that Postgres knows that the index of pages has it.
_OF_PAGE = KeptQuery(lambda: _live_where(~Q(page=""), pages=True, page=Given("page", CharField())))
_OF_TEXT = KeptQuery(lambda: _live_where(release__family=Given("family", UUIDField())))


def _whole(editions: EditionQuerySet) -> "QuerySet[Edition]":
    """With everything that a release's own page shows of it, in one query."""
    name = AnniversaryName.objects.filter(
        anniversary=OuterRef("anniversary"), anniversary__shown=True, language=OuterRef("language")
    )
    return editions.select_related("release").annotate(
        anniversary_name=Subquery(name.values("name")),
        anniversary_slug=Subquery(name.values("slug")),
        topic_names=names_of_topics(),
        pdf_size=F("pdf__size"),
        pdf_failure=F("pdf__failure"),
    )


def _taken_back(releases: "QuerySet[Edition, Any]", began: float) -> TakenBack | None:
    """The notice in the place of one of `releases`; `began` is when the first query was asked."""
    withdrawn = Withdrawal.objects.in_force().filter(release=OuterRef("release"), act=Act.WITHDRAWN)
    others = (
        Edition.objects.begun()
        .in_languages_of_site()
        .filter(Exists(withdrawn), release__family=OuterRef("release__family"))
        .exclude(release=OuterRef("release"))
        .order_by("release_id", "-number")
        .distinct("release_id")
    )
    notices = others.values_list(JSONObject(language="language", year="year", slug="slug"))
    found = Edition.objects.taken_back().filter(release__in=releases).select_related("release")
    edition = found.annotate(withdrawn_too=ArraySubquery(notices)).order_by("-number").first()
    if edition is None:
        return None
    # It may have been lifted between the two queries; then the release is live again.
    same = Withdrawal.objects.filter(
        release=OuterRef("release"),
        act=OuterRef("act"),
        in_force_during__startswith__gte=edition.ends_at or edition.begins_at,
    )
    in_force: Any = Withdrawal.objects.in_force().annotate(
        next_change_in=planned_changes.next_change(began),
        live_pages=ArraySubquery(footer_pages.live()),
        since=Subquery(same.order_by("in_force_during").values(begun=Lower("in_force_during"))[:1]),
    )
    withdrawal = in_force.filter(release=edition.release_id).first()
    if withdrawal is None:
        return None
    good_until = planned_changes.instant_in(withdrawal.next_change_in)
    return TakenBack(edition, withdrawal, good_until, frozenset(withdrawal.live_pages))


def _moved(releases: "QuerySet[Edition, Any]") -> Moved | None:
    edition = Edition.objects.live().filter(release__in=releases).first()
    return Moved(edition) if edition else None
