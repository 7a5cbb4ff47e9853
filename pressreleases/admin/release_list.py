"""The list of releases in the admin: how one page of it is fetched, and its columns that are links or several words."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.editorial.families import with_languages
from pressreleases.language.dates import short_date
from pressreleases.language.languages import language_codes
from pressreleases.models import Release
from pressreleases.translations import TranslationState, with_translation


class ReleaseList(ChangeList):
    """The list of releases: filtered, sorted and counted by its columns alone; states are fetched for one page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        rows = Release.objects.with_state().filter(pk__in=keys).select_related("changed_by")
        found = {row.pk: row for row in with_languages(with_translation(rows))}
        self.result_list = [found[key] for key in keys if key in found]


def links_to_languages(release: Release) -> SafeString:
    """A link to the form of each language of the text, then the languages that are missing."""
    rows: list[dict[str, Any]] = release.languages  # type: ignore[attr-defined]  # annotated
    return format_html_join(
        " ",
        '<a class="language{}" href="{}">{}{}</a>',
        (
            (
                " language-this" if row["pk"] == release.pk else "",
                reverse("admin:pressreleases_release_change", args=(row["pk"],)),
                row["language"],
                _(" (out of date)") if row["state"] == TranslationState.STALE else "",
            )
            for row in rows
        ),
    ) + format_html_join(
        "",
        ' <span class="language language-missing">{}</span>',
        (
            (_("%(language)s missing") % {"language": code},)
            for code in language_codes()
            if code not in {row["language"] for row in rows}
        ),
    )


def last_saved(release: Release) -> str:
    """When, and by whom."""
    who = release.changed_by
    when = localtime(release.changed_at)
    return f"{short_date(when.date(), get_language() or 'en')}, {when:%H:%M}" + (
        f", {who.get_full_name() or who.get_username()}" if who else ""
    )
