"""The languages that readers would miss if a text were published now: missing, left as a draft, or out of date."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from pressreleases.editorial.checklist import Item
from pressreleases.editorial.states import Facts
from pressreleases.families import TranslationState, state_of_translation, with_translation
from pressreleases.language.dates import ARCHIVED_AFTER
from pressreleases.language.languages import language_codes, own_name
from pressreleases.models import Edition, Release

# Of the newest texts that readers see, so many have a language that is usual: three of four.
NEWEST = 20
FEWEST = 4


class MissingLanguages:
    """Of the texts in `rows`, each family complete. Two queries at most, for one family or for thirty."""

    def __init__(self, rows: Sequence[Release]) -> None:
        self.rows = rows
        compared = [row.pk for row in rows if row.in_step_with]
        known = with_translation(Release.objects.filter(pk__in=compared)) if compared else ()
        self.stale = {row.pk for row in known if state_of_translation(row) is TranslationState.STALE}
        self.usual = usual_languages()

    def items(self, release: Release, going: set[int], on: dt.date, *, is_first: bool) -> Iterator[Item]:
        """Of `release`, which goes out on the day `on` with `going`; only the first one tells of other languages."""
        if release.pk in self.stale:
            yield _item("language-behind", release.language)
        if not is_first:
            return
        family = [row for row in self.rows if row.family == release.family]
        for row in family:
            facts = Facts.of(row)
            if row.pk in going:
                continue
            if not facts.was_public and facts.next_at is None:
                yield _item("language-draft", row.language)
            elif facts.live_number and row.pk in self.stale:
                yield _item("language-behind", row.language)
        # The texts of an archive are often in one language only.
        if on - release.issued_on <= ARCHIVED_AFTER:
            there = {row.language for row in family}
            yield from (_item("language-missing", code) for code in self.usual if code not in there)


def _item(code: str, language: str) -> Item:
    return Item("language", code, own_name(language))


def usual_languages() -> list[str]:
    """The languages of the site that three of four of the newest texts have; none while there are only few texts."""
    live = Edition.objects.live()
    newest = Release.objects.filter(is_original=True, pk__in=live.values("release")).order_by("-issued_on", "-pk")
    families = list(newest.values_list("family", flat=True)[:NEWEST])
    if len(families) < FEWEST:
        return []
    rows = Release.objects.filter(family__in=families, pk__in=live.values("release"))
    counts = Counter(rows.values_list("language", flat=True))
    return [code for code in language_codes() if 4 * counts[code] >= 3 * len(families)]
