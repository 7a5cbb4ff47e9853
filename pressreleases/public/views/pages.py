"""Answering with a page: its template, place and masthead."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pressreleases.public.addresses import absolute
from pressreleases.public.formats.place import Place, Shared, site_name, site_name_language
from pressreleases.public.reading.masthead import Head


def show(
    request: HttpRequest, template: str, place: Place, head: Head, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Answer with `template`, given the place, the masthead and `context`."""
    name = site_name(head, place.language)
    of_all = {
        "place": place,
        "head": head,
        "masthead": head.masthead(place.language),
        "site_name": name,
        "site_name_language": site_name_language(head, place.language),
        "shared": Shared(absolute(reverse("share")), name),
    }
    return render(request, template, {**of_all, **context}, status=status)
