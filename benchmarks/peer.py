"""Makes a Wagtail site with articles in a folder of its own, in its own venv, for `benchmarks.compare` to ask too.

    MISSION_VAR=/the/data/of/the/site python3 -m benchmarks.peer FOLDER [articles]

It is the site that `wagtail start` makes, with the settings for production, and the index and article page of Wagtail's
tutorial. Its database, `peer`, is in the PostgreSQL of the site with this MISSION_VAR, which has to run.
"""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mission_site.settings")
django.setup()

import psycopg2  # noqa: E402  Django is set up only now
from django.db import connection  # noqa: E402  Django is set up only now

from benchmarks.archive import texts  # noqa: E402  Django is set up only now

# All that pip chose for Wagtail on 1 December 2026; Django, granian and psycopg2 are those of the site.
REQUIREMENTS = """
    Django==5.2.19 Willow==1.12.0 annotated-types==0.8.0 anyascii==0.3.3 asgiref==3.13.0 beautifulsoup4==4.15.0
    certifi==2026.10.19.post1 charset-normalizer==3.5.3 click==8.5.1 defusedxml==0.7.1 django-filter==26.2
    django-modelcluster==6.5 django-ninja==1.7.1 django-permissionedforms==0.1 django-stubs-ext==6.1.2
    django-taggit==6.1.0 django-tasks==0.12.0 django-treebeard==5.3.1 djangorestframework==3.18.3
    draftjs_exporter==7.3.1 et_xmlfile==2.0.0 filetype==1.2.0 granian==2.8.7 idna==3.20 laces==0.1.2
    modelsearch==1.3.2 openpyxl==3.1.5 pillow==13.0.0 pillow_heif==1.8.1 psycopg2-binary==2.9.13 pydantic==2.14.4
    pydantic_core==2.50.5 requests==2.34.2 soupsieve==4.1.3 sqlparse==0.6.1 swapper==1.5.0 telepath==0.3.1
    typing-inspection==0.4.5 typing_extensions==4.16.0 urllib3==2.8.0 wagtail==8.0.1
""".split()
NAME = "peer"

FILES = {
    "peer/settings/measured.py": """
import json, os
from .production import *

SECRET_KEY = "only-for-measuring-" + "x" * 50
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["django.contrib.postgres", "articles", *INSTALLED_APPS]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None, **json.loads(os.environ["PEER"])}
}
""",
    # Its default of 300 entries would be thrown out again and again.
    "peer/settings/cached.py": """
from .measured import *

MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    *MIDDLEWARE,
    "django.middleware.cache.FetchFromCacheMiddleware",
]
CACHE_MIDDLEWARE_SECONDS = 3600
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}
}
""",
    "articles/__init__.py": "",
    "articles/migrations/__init__.py": "",
    "articles/management/__init__.py": "",
    "articles/management/commands/__init__.py": "",
    "articles/models.py": """
from django.core.paginator import Paginator
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("Article", related_name="tagged_items", on_delete=models.CASCADE)


class Articles(Page):
    intro = RichTextField(blank=True)

    def get_context(self, request):
        rows = Article.objects.child_of(self).live().order_by("-date", "-pk")
        page = Paginator(rows, 20).get_page(request.GET.get("page"))
        return super().get_context(request) | {"articles": page}


class Article(Page):
    date = models.DateField(db_index=True)
    intro = models.CharField(max_length=250)
    body = RichTextField()
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)
    search_fields = [*Page.search_fields, index.SearchField("intro"), index.SearchField("body")]
""",
    "articles/templates/articles/articles.html": """
{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}
<h1>{{ page.title }}</h1><div class="intro">{{ page.intro|richtext }}</div>
{% for article in articles %}
<h2><a href="{% pageurl article %}">{{ article.title }}</a></h2><p>{{ article.date }}</p><p>{{ article.intro }}</p>
{% endfor %}
{% if articles.has_next %}<a href="?page={{ articles.next_page_number }}">Next</a>{% endif %}
{% endblock %}
""",
    "articles/templates/articles/article.html": """
{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}
<h1>{{ page.title }}</h1><p class="meta">{{ page.date }}</p><div class="intro">{{ page.intro }}</div>
{{ page.body|richtext }}
<p><a href="{{ page.get_parent.url }}">Return to articles</a></p>
{% with tags=page.tags.all %}{% if tags %}
<h3>Tags</h3>{% for tag in tags %}<a href="/tags/?tag={{ tag }}">{{ tag }}</a>{% endfor %}
{% endif %}{% endwith %}
{% endblock %}
""",
    # As many rows would take an hour one by one; so pages are written as `add_child` writes them, all at once.
    "articles/management/commands/fill.py": """
import datetime as dt, json, sys, uuid
from articles.models import Article, Articles
from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import connection, models
from django.utils import timezone
from wagtail.models import Page, Site


class Command(BaseCommand):
    def handle(self, **_options):
        site = Site.objects.get()
        index = site.root_page.add_child(instance=Articles(title="Articles", slug="articles", show_in_menus=True))
        kind, now, rows = ContentType.objects.get_for_model(Article), timezone.now(), []
        texts = [json.loads(line) for line in sys.stdin]
        for number, (title, text) in enumerate(texts, start=1):
            slug = f"article-{number}"
            rows.append(Page(
                title=title, draft_title=title, slug=slug, depth=index.depth + 1, numchild=0, live=True,
                path=Page._get_path(index.path, index.depth + 1, number), url_path=f"{index.url_path}{slug}/",
                content_type=kind, locale=index.locale, translation_key=uuid.uuid4(),
                first_published_at=now, last_published_at=now,
            ))
        rows = Page.objects.bulk_create(rows, batch_size=1000)
        Page.objects.filter(pk=index.pk).update(numchild=len(rows))
        with connection.cursor() as cursor:
            for page, (title, text) in zip(rows, texts):
                words = text.split()
                body = "".join(f"<p>{' '.join(words[at:at + 40])}</p>" for at in range(0, len(words), 40))
                day = dt.date(2000, 1, 1) + dt.timedelta(days=page.pk % 9000)
                cursor.execute(
                    "INSERT INTO articles_article (page_ptr_id, date, intro, body) VALUES (%s, %s, %s, %s)",
                    [page.pk, day, text[:200], body],
                )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
""",
}


def superuser() -> dict[str, Any]:
    connection.ensure_connection()
    return connection.cluster.connection(superuser=True)  # type: ignore[attr-defined]  # the site's own database


def environment() -> dict[str, str]:
    """With what the programs of the peer find its database."""
    given = superuser()
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    database = {"NAME": NAME, **{names[key]: str(value) for key, value in given.items() if key in names}}
    return {**os.environ, "PEER": json.dumps(database), "DJANGO_SETTINGS_MODULE": "peer.settings.measured"}


def make(folder: Path, count: int) -> None:
    programs, site = folder / "venv" / "bin", folder / "site"
    site.mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    subprocess.run([programs / "pip", "install", "-q", "--no-deps", *REQUIREMENTS], check=True)
    subprocess.run([programs / "wagtail", "start", "peer", "."], cwd=site, check=True)
    for name, content in FILES.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    fill(folder, count)


def fill(folder: Path, count: int) -> None:
    with closing(psycopg2.connect(**{**superuser(), "dbname": "postgres"})) as database, database.cursor() as cursor:
        database.autocommit = True
        cursor.execute(f"DROP DATABASE IF EXISTS {NAME}")
        cursor.execute(f"CREATE DATABASE {NAME}")
    around, python = environment(), folder / "venv" / "bin" / "python"
    words = "".join(json.dumps(pair) + "\n" for pair in texts(count))
    for command in (
        "makemigrations articles --verbosity=0",
        "migrate --verbosity=0",
        "collectstatic --no-input --verbosity=0",
        "fill",
        "update_index --verbosity=0",
    ):
        typed = words if command == "fill" else ""
        subprocess.run(
            [python, "manage.py", *command.split()], cwd=folder / "site", env=around, input=typed, text=True, check=True
        )


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)
