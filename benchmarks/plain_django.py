"""A plain Django view, which `benchmarks.compare` asks beside the page of a release: what Django itself takes.

It has the middleware that a new project has, as many queries as the page (three), each composed each time, and a
template that gives as many bytes: PLAIN_BYTES, most of them as they are. PLAIN is the connection to the database.
"""

import json
import os

import django
from django.conf import settings

_TEMPLATE = """{% load i18n %}<!doctype html><html lang="{{ edition.language }}"><head><meta charset="utf-8">
<title>{{ edition.title }} · {{ mission.address }}</title><link rel="canonical" href="{{ request.build_absolute_uri }}">
<meta name="description" content="{{ edition.text|truncatechars:160 }}"></head><body>
<header>{% for name in edition.letterhead.names %}<p lang="{{ name.language }}">{{ name.name }}</p>{% endfor %}
<address>{{ edition.letterhead.address }}{% for row in edition.letterhead.numbers %}
<a href="tel:{{ row.number }}">{{ row.number }}</a>{% endfor %}</address>
<nav><ul>{% for one in links %}<li><a href="{% url 'release' 'en' 2024 one.slug %}">{{ one.title }}</a></li>{% endfor %}
</ul></nav></header><main><article><h1>{{ edition.title }}</h1>
<time datetime="{{ edition.issued_on|date:'c' }}">{{ edition.issued_on|date:'j F Y' }}</time>{{ edition.body|safe }}
</article><aside><h2>{% translate "More" %}</h2><ul>{% for one in links %}
<li><a href="{% url 'release' 'en' 2024 one.slug %}">{{ one.title }}</a> {{ one.issued_on|date:'j F Y' }}</li>
{% endfor %}</ul></aside></main><footer>{% now "Y" %}</footer>"""

settings.configure(
    SECRET_KEY="only-for-measuring-" + "x" * 50,
    LOGGING={
        "version": 1,
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["console"]},
    },
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    INSTALLED_APPS=[f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    DATABASES={
        "default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, **json.loads(os.environ["PLAIN"])}
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [
                            (
                                "django.template.loaders.locmem.Loader",
                                {
                                    "release.html": _TEMPLATE,
                                    "filled.html": "{% include 'release.html' %}{{ filling }}",
                                },
                            )
                        ],
                    )
                ],
                "context_processors": ["django.template.context_processors.request"],
            },
        }
    ],
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402  Django is set up only now
from django.db import models  # noqa: E402  Django is set up only now
from django.http import HttpRequest, HttpResponse  # noqa: E402  Django is set up only now
from django.shortcuts import get_object_or_404, render  # noqa: E402  Django is set up only now
from django.template.loader import render_to_string  # noqa: E402  Django is set up only now
from django.urls import path  # noqa: E402  Django is set up only now


class Release(models.Model):
    code = models.TextField()

    class Meta:
        app_label, db_table, managed = "plain", "pressreleases_release", False

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    release = models.ForeignKey(Release, models.PROTECT)
    language, slug, title, text, body = (models.TextField() for _each in range(5))
    year = models.IntegerField()
    issued_on = models.DateField()
    letterhead = models.JSONField()

    class Meta:
        app_label, db_table, managed = "plain", "pressreleases_edition", False

    def __str__(self) -> str:
        return self.title


class MissionDetails(models.Model):
    address = models.TextField()

    class Meta:
        app_label, db_table, managed = "plain", "pressreleases_missiondetails", False

    def __str__(self) -> str:
        return self.address


_filling: dict[int, str] = {}


def release(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    rows = Edition.objects.select_related("release").filter(language=language, year=year, slug=slug)
    edition = get_object_or_404(rows.order_by("-pk")[:1])
    earlier = Edition.objects.only("slug", "title", "issued_on").filter(language=language, pk__lt=edition.pk)
    context = {
        "edition": edition,
        "links": list(earlier.order_by("-pk")[:5]),
        "mission": MissionDetails.objects.first(),
    }
    if edition.pk not in _filling:
        _filling[edition.pk] = "x" * (
            int(os.environ["PLAIN_BYTES"]) - len(render_to_string("release.html", context, request).encode())
        )
    return render(request, "filled.html", {**context, "filling": _filling[edition.pk]})


urlpatterns = [path("<str:language>/releases/<int:year>/<str:slug>/", release, name="release")]
application = get_wsgi_application()
