"""The page of an anniversary that offers earlier releases that look like its observances, to be linked in one step."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pressreleases.admin.site import clock_for
from pressreleases.anniversaries.linking import link_earlier
from pressreleases.anniversaries.recognising import earlier
from pressreleases.models import Anniversary
from pressreleases.publishing import permissions

# More than one would read through before pressing a button; the rest is offered the next time.
AT_ONCE = 200


class EarlierReleases:
    """Adds `…/anniversary/12/earlier/` to the admin of anniversaries, and leads there when one was added."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.earlier_view)
        mine = path("<int:key>/earlier/", page, name="pressreleases_anniversary_earlier")
        return [mine, *super().get_urls()]  # type: ignore[misc]  # a mixin of ModelAdmin

    def earlier_view(self, request: HttpRequest, key: int) -> HttpResponse:
        if not permissions.may(request.user, permissions.PUBLISH):
            raise PermissionDenied
        anniversary = Anniversary.objects.whole().filter(pk=key).first()
        if anniversary is None:
            raise Http404
        found = earlier(anniversary, clock_for(request).today)[:AT_ONCE]
        if request.method == "POST":
            chosen = set(request.POST.getlist("release"))
            keys = [release.pk for release in found if str(release.pk) in chosen]
            linked = link_earlier(keys, anniversary, by=cast("User", request.user))
            said = ngettext("%(count)s release was linked.", "%(count)s releases were linked.", len(linked))
            messages.success(request, said % {"count": len(linked)})
            return HttpResponseRedirect(reverse("admin:pressreleases_anniversary_change", args=(key,)))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Earlier releases"),
            "subtitle": str(anniversary),
            "anniversary": anniversary,
            "releases": found,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/pressreleases/anniversary/earlier.html", context)

    def response_add(
        self, request: HttpRequest, obj: Anniversary, post_url_continue: str | None = None
    ) -> HttpResponse:
        response: HttpResponse = super().response_add(request, obj, post_url_continue)  # type: ignore[misc]  # a mixin
        added = Anniversary.objects.whole().get(pk=obj.pk)
        goes_there = "_save" in request.POST and permissions.may(request.user, permissions.PUBLISH)
        if goes_there and earlier(added, clock_for(request).today):
            return HttpResponseRedirect(reverse("admin:pressreleases_anniversary_earlier", args=(obj.pk,)))
        return response
