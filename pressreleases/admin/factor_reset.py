"""Removing the second factors of a colleague who has lost them: one administrator asks, another confirms."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from pressreleases import second_factors


@transaction.atomic
def reset_page(request: HttpRequest, key: int, *, staff_admin: Any) -> HttpResponse:
    if not staff_admin.has_change_permission(request):
        raise PermissionDenied
    # One at a time, so that nothing is asked or confirmed twice.
    user, by = get_object_or_404(User.objects.select_for_update(), pk=key), cast("User", request.user)
    if not staff_admin.has_change_permission(request, user):
        raise PermissionDenied
    asked = second_factors.asked_reset(user)
    has, is_own = second_factors.has(user), user == by
    confirms = bool(asked and second_factors.may_confirm_reset(asked, by=by))
    if request.method == "POST" and has and not is_own:
        if "confirm" in request.POST and confirms:
            second_factors.reset(user, by=by)
            said = _("The second factors of %(name)s were removed.")
            messages.success(request, said % {"name": user.get_username()})
            return HttpResponseRedirect("../change/")
        if "ask" in request.POST and not asked:
            second_factors.ask_reset(user, by=by)
            return HttpResponseRedirect(request.path)
    page = {
        **admin.site.each_context(request),
        "title": _("Reset second factor"),
        "opts": staff_admin.opts,
        "colleague": user,
        "has": has,
        "is_own": is_own,
        "asked": asked,
        "is_asker": bool(asked and asked.actor == by),
        "confirms": confirms,
    }
    return TemplateResponse(request, "admin/reset_factor.html", page)
