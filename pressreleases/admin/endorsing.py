"""The page on which an editor reads what a colleague published alone, and endorses it; the verb decides."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from pressreleases import publishing, richtext
from pressreleases.admin.comparison import EDITION, compare_url
from pressreleases.language.languages import direction, own_name
from pressreleases.models import Edition
from pressreleases.publishing import PublishingError, permissions
from pressreleases.publishing.override import refuse_endorsing
from pressreleases.request_values import number_in


class EndorsementPage:
    """Adds `…/12/endorse/` to the admin of editions."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.endorsement_page)
        mine = path("<path:object_id>/endorse/", page, name="pressreleases_edition_endorse")
        return [mine, *super().get_urls()]  # type: ignore[misc]  # a mixin of ModelAdmin

    def endorsement_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        user, key = request.user, number_in(unquote(object_id)) or 0
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
            **self.admin_site.each_context(request),
            "title": _("Endorse what was published alone"),
            "edition": edition,
            "alone": alone,
            "refusal": refusal,
            "language": own_name(edition.language),
            "direction": direction(edition.language),
            "body": richtext.render(edition.body, rules=edition.rules),
            "compare": compare_url(edition.release, before, f"{EDITION}-{edition.number}")
            if edition.number > 1
            else "",
            "opts": Edition._meta,
            "back": reverse("admin:pressreleases_release_change", args=(edition.release_id,)),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "admin/pressreleases/edition/endorse.html", context, status=status)
