"""What staff find by one line of words: texts by their words, reference, code or date, and what else there is."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import get_language, pgettext

from pressreleases import search
from pressreleases.language.languages import language_codes
from pressreleases.models import Anniversary, Image, ImageDescription, Release, Topic
from pressreleases.publishing import permissions
from pressreleases.request_values import words_in

LONGEST = 200
MOST_WORDS = 10
MOST_TEXTS = 1000
MOST_OF_A_KIND = 8
_MOST_FAMILIES = 20
# Letters that many keyboards lack, and what people type for them.
_MARKED = "əıİçşğöüâäàáãåéèêëíìîïóòôõúùûñýžšćčđ"
_PLAIN = "".join(map(search.fold_for_search, _MARKED))
_NUMERIC_DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))", re.ASCII)


def texts_with(words: str, today: dt.date) -> list[int]:
    """The keys of the releases and pages that `words` find, in no order. Two queries.

    What was published is found in the index of its editions; whatever differs from that is read itself.
    """
    words = words_in(words, most=LONGEST).strip()
    if not words:
        return []
    terms = {code: search.terms_of(words) for code in language_codes()}
    found = set(search.releases_with(terms, MOST_TEXTS))
    day = day_of(words, today)
    others = Release.objects.filter(code=words.lower()).order_by().values_list("pk", flat=True)
    of_the_day = Release.objects.filter(issued_on=day) if day else Release.objects.none()
    rows = (of_the_day, _not_published_as_they_are(words))
    return list(found | set(others.union(*(row.order_by().values_list("pk", flat=True)[:MOST_TEXTS] for row in rows))))


def day_of(words: str, today: dt.date) -> dt.date | None:
    """The day that `words` name: 2024-01-20, 20.01.2024, 20 January 2024, today, yesterday."""
    near = {pgettext("day to search for", "today"): 0, pgettext("day to search for", "yesterday"): 1}
    if words.casefold() in near:
        return today - dt.timedelta(days=near[words.casefold()])
    if numeric := _NUMERIC_DAY.fullmatch(words):
        year, month, day = map(int, numeric.groups()[:3] if numeric[1] else reversed(numeric.groups()[3:]))
        try:
            return dt.date(year, month, day)
        except ValueError:
            return None
    languages = dict.fromkeys([get_language() or "en", *language_codes()])
    named = (search.day_of(words, code) for code in languages)
    return next((found for found in named if found), None)


@dataclass(frozen=True)
class Found:
    """What was found of each kind that the reader may see; `families` are the keys of the newest, `more` if not all."""

    families: list[UUID] = field(default_factory=list)
    more: bool = False
    pages: list[Release] = field(default_factory=list)
    anniversaries: list[Anniversary] = field(default_factory=list)
    pictures: list[Image] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    colleagues: list[User] = field(default_factory=list)


def find(words: str, *, by: User | AnonymousUser, today: dt.date) -> Found:
    """What `by` may see that has `words`. At most ten queries, each of them bounded."""
    words = words_in(words, most=LONGEST).strip()
    if not words:
        return Found()
    found = Found()
    if permissions.may(by, permissions.SEE):
        texts = Release.objects.filter(pk__in=texts_with(words, today))
        newest = texts.filter(page="").order_by("-issued_on", "-pk").values_list("family", flat=True)
        families = list(dict.fromkeys(newest[: _MOST_FAMILIES * len(language_codes())]))
        pages = list(texts.exclude(page="").order_by("page", "-is_original", "pk")[:MOST_OF_A_KIND])
        more = len(families) > _MOST_FAMILIES
        found = replace(found, families=families[:_MOST_FAMILIES], more=more, pages=pages)
    kinds: dict[str, tuple[str, Callable[[str], QuerySet[Any]]]] = {
        "anniversaries": ("pressreleases.view_anniversary", lambda words: _named(Anniversary.objects, words)),
        "pictures": ("pressreleases.view_image", pictures_with),
        "topics": ("pressreleases.view_topic", lambda words: _named(Topic.objects, words)),
        "colleagues": ("auth.view_user", _colleagues_with),
    }
    rows: dict[str, Any] = {
        name: list(search_in(words)[:MOST_OF_A_KIND])
        for name, (permission, search_in) in kinds.items()
        if permissions.may(by, permission)
    }
    return replace(found, **rows)


def pictures_with(words: str) -> "QuerySet[Image]":
    """The pictures with all of these words in title, credit, tags or descriptions, the newest first."""
    found = Image.objects.prefetch_related("descriptions").order_by("-pk")
    for word in words.split()[:MOST_WORDS]:
        described = ImageDescription.objects.filter(image=OuterRef("pk"), alternative_text__icontains=word)
        of_its_own = Q(title__icontains=word) | Q(credit__icontains=word) | Q(tags__icontains=word)
        found = found.filter(of_its_own | Exists(described))
    return found


def _named(rows: Any, words: str) -> "QuerySet[Any]":
    """The topics or anniversaries with a name, in any language, that has all of these words."""
    names = rows.model._meta.get_field("names").related_model.objects.annotate(plain=_plain(F("name")))
    for word in words.split()[:MOST_WORDS]:
        names = names.filter(plain__contains=_typed_plainly(word))
    key = rows.model._meta.model_name
    return rows.filter(pk__in=names.order_by().values(key)).prefetch_related("names").order_by("pk")


def _colleagues_with(words: str) -> "QuerySet[User]":
    found = User.objects.order_by("last_name", "first_name", "pk")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(_any_of(("first_name", "last_name", "username", "email"), word))
    return found


def _not_published_as_they_are(words: str) -> "QuerySet[Release]":
    """Drafts, and texts that differ from their editions, with each of the words somewhere."""
    texts = Release.objects.filter(pending_change__isnull=False).annotate(plain_title=_plain(F("title")))
    for word in words.split()[:MOST_WORDS]:
        texts = texts.filter(Q(plain_title__contains=_typed_plainly(word)) | _any_of(_WRITTEN, word))
    return texts


_WRITTEN = ("title", "reference", "summary", "body", "slug")


def _any_of(fields: Iterable[str], word: str) -> Q:
    found = Q()
    for name in fields:
        found |= Q(**{f"{name}__icontains": word})
    return found


def _plain(field: Any) -> Func:
    return Func(Lower(field), Value(_MARKED), Value(_PLAIN), function="translate")


def _typed_plainly(word: str) -> str:
    return word.lower().replace("i̇", "i").translate(str.maketrans(_MARKED, _PLAIN))
