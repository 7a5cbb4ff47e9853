"""Editions and withdrawals in the admin: to be read, redacted, and endorsed if they were published alone."""

import re
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import publishing, richtext
from pressreleases.admin.attachments import to_be_read
from pressreleases.admin.base import LongListAdmin
from pressreleases.admin.comparison import EDITION, compare_url
from pressreleases.admin.confirming import confirmed
from pressreleases.admin.list_filters import IssuedFilter
from pressreleases.admin.redaction import OF_EDITION, OF_REASON, Redaction, redaction_page
from pressreleases.admin.site import clock_for, clock_of_this_page
from pressreleases.editorial.finding import MOST_TEXTS, texts_with
from pressreleases.language.languages import direction, own_name
from pressreleases.letterhead import printed_numbers
from pressreleases.models import Edition, Withdrawal
from pressreleases.models.fields import label
from pressreleases.publishing import PublishingError, permissions
from pressreleases.publishing.four_eyes import refuse_endorsing
from pressreleases.request_values import number_in

_DIGEST = re.compile("[0-9a-fA-F]{64}")


def _span(span: Any) -> str:
    clock = clock_of_this_page()
    return f"{clock.words(span.lower)} – {clock.words(span.upper) if span.upper else ''}".strip()


class RedactableAdmin(LongListAdmin):
    """Adds `…/12/redact/`, and a link to it for administrators."""

    redaction: Redaction

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(confirmed(redaction_page))
        name = f"pressreleases_{self.opts.model_name}_redact"
        redact = path("<path:object_id>/redact/", page, {"redaction": self.redaction}, name=name)
        return [redact, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        link = ""
        if permissions.may(request.user, permissions.REDACT) and number_in(object_id):
            link = reverse(f"admin:pressreleases_{self.opts.model_name}_redact", args=(object_id,))
        return super().change_view(request, object_id, form_url, {"redaction": link, **(extra_context or {})})


@admin.register(Edition)
class EditionAdmin(RedactableAdmin):
    redaction = OF_EDITION
    list_display = ["title", "number", "language", "issued_on", "live", "published_by"]
    list_filter: ClassVar[Any] = ["language", "kind", "minor", IssuedFilter]
    list_select_related = ["published_by"]
    search_fields = ["title"]  # for Django to show the field; see `get_search_results`
    search_help_text = gettext_lazy("Words of the title or text, a reference, a date, a short code or a digest")
    fields = [
        *("release", "number", "language", "kind_label", "reference", "issued_on", "place", "title"),
        *("speaker_name", "speaker_office", "summary", "lead_caption", "words", "notes_to_editors", "files"),
        *("press_contact", "head", "change_note", "minor", "live", "published_by", "digest"),
    ]

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(endorsement_page)
        endorse = path("<path:object_id>/endorse/", page, name="pressreleases_edition_endorse")
        return [endorse, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Edition]":
        return super().get_queryset(request).select_related("release", "published_by")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """All editions of the texts that are found, or the one with this digest: no search reads every edition."""
        words = search_term.strip()
        if not words:
            return queryset, False
        texts = texts_with(words, clock_for(request).today)
        if len(texts) >= MOST_TEXTS:
            messages.info(
                request, _("Many texts have these words, and only the newest of them were looked for. Add a word.")
            )
        found = Q(release__in=texts)
        return queryset.filter(found | Q(digest=words.lower()) if _DIGEST.fullmatch(words) else found), False

    @admin.display(description=gettext_lazy("live"))
    def live(self, edition: Edition) -> str:
        return _span(edition.live_during)

    @admin.display(description=gettext_lazy("text"))
    def words(self, edition: Edition) -> SafeString:
        return format_html(
            '<div class="telling-text" lang="{}" dir="{}">{}</div>',
            edition.language,
            direction(edition.language),
            richtext.render(edition.body, rules=edition.rules),
        )

    @admin.display(description=label("attachments"))
    def files(self, edition: Edition) -> SafeString | str:
        return to_be_read(edition.attachments) or "–"

    @admin.display(description=gettext_lazy("letterhead"))
    def head(self, edition: Edition) -> SafeString:
        head = edition.letterhead
        names = format_html_join(
            "", '<p lang="{}" dir="auto">{}</p>', ((row["language"], row["name"]) for row in head["names"])
        )
        numbers = ", ".join(number.printed for group in printed_numbers(head) for number in group.numbers)
        return format_html("{}<p>{}</p><p>{}</p>", names, head["address"], numbers)


@admin.register(Withdrawal)
class WithdrawalAdmin(RedactableAdmin):
    redaction = OF_REASON
    list_display = ["release", "act", "in_force", "by"]
    list_filter = ["act"]
    list_select_related = ["release", "by"]
    search_fields = ["release__title", "reasons"]
    fields = ["release", "act", "told", "in_force", "by", "redacted_at"]

    @admin.display(description=gettext_lazy("in force"))
    def in_force(self, withdrawal: Withdrawal) -> str:
        return _span(withdrawal.in_force_during)

    @admin.display(description=gettext_lazy("public reason"))
    def told(self, withdrawal: Withdrawal) -> SafeString:
        return format_html_join("", '<p lang="{}" dir="auto">{}</p>', withdrawal.reasons.items())


def endorsement_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """For an editor, who reads what a colleague published alone and endorses it; the verb decides."""
    user, key = request.user, number_in(object_id) or 0
    if not user.is_authenticated or not permissions.may(user, permissions.PUBLISH):
        raise PermissionDenied
    editions = Edition.objects.select_related("release", "published_alone__by")
    edition = editions.filter(pk=key).first()
    if edition is None:
        raise Http404
    alone = getattr(edition, "published_alone", None)
    refusal = ""
    try:
        if request.method == "POST":
            publishing.endorse(edition, by=user)
            messages.success(request, _("Endorsed. It now counts as checked by a second person."))
            return HttpResponseRedirect(reverse("admin:index"))
        refuse_endorsing(edition, edition.release, alone, by=user)
    except PublishingError as error:
        refusal = str(error)
    before = f"{EDITION}-{edition.number - 1}"
    context = {
        **site.each_context(request),
        "title": _("Endorse what was published alone"),
        "edition": edition,
        "alone": alone,
        "refusal": refusal,
        "language": own_name(edition.language),
        "direction": direction(edition.language),
        "body": richtext.render(edition.body, rules=edition.rules),
        "compare": compare_url(edition.release, before, f"{EDITION}-{edition.number}") if edition.number > 1 else "",
        "opts": Edition._meta,
        "back": reverse("admin:pressreleases_release_change", args=(edition.release_id,)),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "admin/pressreleases/edition/endorse.html", context, status=status)
