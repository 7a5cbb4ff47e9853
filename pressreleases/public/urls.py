"""The public addresses, which are permanent; docs/public-site.md says what each of them answers."""

from django.urls import include, path, register_converter

from pressreleases.public import (
    anniversaries,
    calendar_files,
    cards,
    comparison,
    contact,
    converters,
    corrections,
    doors,
    files,
    media,
    original,
    preview_links,
    probes,
    release,
    releases,
    search,
    sitemaps,
    start,
    topics,
    two_languages,
    years_compared,
)
from pressreleases.public.api import page as api_page
from pressreleases.public.api import views as api
from pressreleases.public.feeds import views as feeds
from pressreleases.public.offline import views as offline
from pressreleases.public.share import views as share

register_converter(converters.Language, "language")
register_converter(converters.TwoLanguages, "two_languages")
register_converter(converters.Year, "year")
register_converter(converters.Month, "month")
register_converter(converters.Slug, "address")
register_converter(converters.SlugOfRelease, "release")
register_converter(converters.Number, "number")
register_converter(converters.Digest, "digest")
register_converter(converters.FeedForm, "form")
register_converter(converters.FileName, "file_name")

of_a_language = [
    path("", start.start, name="start"),
    path("releases/", releases.index, name="releases"),
    path("releases/<year:year>/", releases.of_year, name="releases_of_year"),
    path("releases/<year:year>/<month:month>/", releases.of_month, name="releases_of_month"),
    path("releases/<year:year>/<month:month>.zip", offline.of_month, name="month_archive"),
    path("releases/<year:year>/<release:slug>/", release.release, name="release"),
    path("releases/<year:year>/<release:slug>.txt", files.text, name="release_txt"),
    path("releases/<year:year>/<release:slug>.json", files.record, name="release_json"),
    path("releases/<year:year>/<release:slug>.bib", files.bibtex, name="release_bib"),
    path("releases/<year:year>/<release:slug>.ris", files.ris, name="release_ris"),
    path("releases/<year:year>/<release:slug>/<digest:digest>.png", share.of_edition, name="release_picture"),
    path("releases/<year:year>/<release:slug>/editions/<number:number>/", release.earlier_edition, name="edition"),
    path("releases/<year:year>/<release:slug>/editions/<number:number>.json", files.edition, name="edition_json"),
    path("releases/<year:year>/<release:slug>/editions/compare/", comparison.choice, name="compare"),
    path(
        "releases/<year:year>/<release:slug>/editions/<number:old>/compare/<number:new>/",
        comparison.comparison,
        name="comparison",
    ),
    path("releases/<year:year>/<release:slug>/in/<language:written_in>/", original.original, name="original"),
    path("anniversaries/", anniversaries.anniversaries, name="anniversaries"),
    path("anniversaries.ics", calendar_files.of_language, name="anniversaries_ics"),
    path("anniversaries/<address:slug>.ics", calendar_files.of_anniversary, name="anniversary_ics"),
    path("anniversaries/years/<year:year>/", anniversaries.of_year, name="anniversaries_of_year"),
    path("anniversaries/<address:slug>/", anniversaries.anniversary, name="anniversary"),
    path("anniversaries/<address:slug>/feed.<form:form>", feeds.of_anniversary, name="anniversary_feed"),
    path("anniversaries/<address:slug>/compare/", years_compared.choice, name="compare_years"),
    path(
        "anniversaries/<address:slug>/<year:old>/compare/<year:new>/",
        years_compared.comparison,
        name="years_compared",
    ),
    path("topics/", topics.topics, name="topics"),
    path("topics/<address:slug>/", topics.topic, name="topic"),
    path("topics/<address:slug>/feed.<form:form>", feeds.of_topic, name="topic_feed"),
    path("feed.<form:form>", feeds.of_language, name="feed"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("contact/", contact.contact, name="contact"),
    path("search/", search.search, name="search"),
]

of_the_api = [
    path("", api.root, name="api_root"),
    path("openapi.json", api.openapi, name="api_openapi"),
    path("releases", api.releases, name="api_releases"),
    path("releases/<uuid:family>.<language:language>", api.release, name="api_release"),
    path("languages", api.languages, name="api_languages"),
    path("topics", api.topics, name="api_topics"),
    path("anniversaries", api.anniversaries, name="api_anniversaries"),
    path("contact", api.contact, name="api_contact"),
    path("<path:rest>", api.unknown, name="api_unknown"),
]

urlpatterns = [
    path("", doors.front, name="front"),
    path("<language:language>/", include(of_a_language)),
    path(
        "<two_languages:languages>/releases/<year:year>/<release:slug>/",
        two_languages.page,
        name="two_languages",
    ),
    path("api/", api_page.in_words, name="api_in_words"),
    path("api/v1/", include(of_the_api)),
    path("r/<slug:code>", doors.short, name="short"),
    path("preview/<str:secret>/", preview_links.page, name="preview_link"),
    path("preview/<str:secret>/text.txt", preview_links.text, name="preview_text"),
    path("preview/<str:secret>/media/images/<file_name:name>", preview_links.picture, name="preview_picture"),
    path("media/images/<file_name:name>", media.picture, name="picture"),
    path("favicon.ico", probes.icon, name="icon"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("share.png", share.of_mission, name="share"),
    path("contact.vcf", cards.contact, name="card"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.of_pages, name="sitemap_of_pages"),
    path("sitemaps/<language:language>-<year:year>.xml", sitemaps.of_year, name="sitemap_of_year"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path(".well-known/security.txt", probes.security, name="security"),
    path("robots.txt", probes.robots, name="robots"),
]
