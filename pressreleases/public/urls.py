"""The public addresses, which are permanent; docs/public-site.md says what each of them answers."""

from django.urls import include, path, register_converter

from pressreleases.public import converters
from pressreleases.public.views import (
    anniversaries,
    api,
    attachments,
    comparison,
    contact,
    feeds,
    follow,
    mission_pages,
    pictures,
    preview,
    probes,
    release,
    release_lists,
    search,
    sitemaps,
)

register_converter(converters.Language, "language")
register_converter(converters.TwoLanguages, "two_languages")
register_converter(converters.Year, "year")
register_converter(converters.Month, "month")
register_converter(converters.Slug, "address")
register_converter(converters.SlugOfRelease, "release")
register_converter(converters.PageOfMission, "page")
register_converter(converters.NoYear, "no_year")
register_converter(converters.KindOfRelease, "kind")
register_converter(converters.Number, "number")
register_converter(converters.Digest, "digest")
register_converter(converters.AttachmentName, "attachment")
register_converter(converters.FeedForm, "form")
register_converter(converters.FileName, "file_name")

of_a_language = [
    path("", release_lists.start, name="start"),
    path("releases/", release_lists.index, name="releases"),
    path("releases/<year:year>/", release_lists.of_year, name="releases_of_year"),
    path("releases/<year:year>/<month:month>/", release_lists.of_month, name="releases_of_month"),
    path("releases/<year:year>/<month:month>.zip", release_lists.archive_of_month, name="month_archive"),
    path("releases/<year:year>/<release:slug>/", release.release, name="release"),
    path("releases/<year:year>/<release:slug>.pdf", release.pdf, name="release_pdf"),
    path("releases/<year:year>/<release:slug>.txt", release.text, name="release_txt"),
    path("releases/<year:year>/<release:slug>.json", release.record, name="release_json"),
    path("releases/<year:year>/<release:slug>.bib", release.bibtex, name="release_bib"),
    path("releases/<year:year>/<release:slug>.ris", release.ris, name="release_ris"),
    path(
        "releases/<year:year>/<release:slug>/<digest:digest>.png",
        pictures.share_picture_of_edition,
        name="release_picture",
    ),
    path(
        "releases/<year:year>/<release:slug>/attachments/<attachment:name>", attachments.attachment, name="attachment"
    ),
    path("releases/<year:year>/<release:slug>/editions/<number:number>/", release.earlier_edition, name="edition"),
    path(
        "releases/<year:year>/<release:slug>/editions/<number:number>.json", release.edition_record, name="edition_json"
    ),
    path("releases/<year:year>/<release:slug>/editions/<number:number>.pdf", release.edition_pdf, name="edition_pdf"),
    path("releases/<year:year>/<release:slug>/editions/compare/", comparison.choice_of_editions, name="compare"),
    path(
        "releases/<year:year>/<release:slug>/editions/<number:old>/compare/<number:new>/",
        comparison.editions,
        name="comparison",
    ),
    path("releases/<year:year>/<release:slug>/in/<language:written_in>/", release.original, name="original"),
    # Pages of the mission: the same names and arguments as of a release, so that whatever links to one leads to both.
    path("<no_year:year><page:slug>/", mission_pages.page, name="release"),
    path("<no_year:year><page:slug>.pdf", release.pdf, name="release_pdf"),
    path("<no_year:year><page:slug>.txt", release.text, name="release_txt"),
    path("<no_year:year><page:slug>.json", release.record, name="release_json"),
    path("<no_year:year><page:slug>/attachments/<attachment:name>", attachments.attachment, name="attachment"),
    path("<no_year:year><page:slug>/editions/<number:number>/", release.earlier_edition, name="edition"),
    path("<no_year:year><page:slug>/editions/<number:number>.json", release.edition_record, name="edition_json"),
    path("<no_year:year><page:slug>/editions/<number:number>.pdf", release.edition_pdf, name="edition_pdf"),
    path("<no_year:year><page:slug>/editions/compare/", comparison.choice_of_editions, name="compare"),
    path(
        "<no_year:year><page:slug>/editions/<number:old>/compare/<number:new>/",
        comparison.editions,
        name="comparison",
    ),
    path("<no_year:year><page:slug>/in/<language:written_in>/", release.original, name="original"),
    path("anniversaries/", anniversaries.this_year, name="anniversaries"),
    path("anniversaries.ics", anniversaries.calendar_of_language, name="anniversaries_ics"),
    path("anniversaries/<address:slug>.ics", anniversaries.calendar_of_anniversary, name="anniversary_ics"),
    path("anniversaries/years/<year:year>/", anniversaries.of_year, name="anniversaries_of_year"),
    path("anniversaries/<address:slug>/", anniversaries.anniversary, name="anniversary"),
    path("anniversaries/<address:slug>/feed.<form:form>", feeds.of_anniversary, name="anniversary_feed"),
    path("anniversaries/<address:slug>/compare/", comparison.choice_of_years, name="compare_years"),
    path(
        "anniversaries/<address:slug>/<year:old>/compare/<year:new>/",
        comparison.years,
        name="years_compared",
    ),
    path("kinds/<kind:kind>/", release_lists.of_kind, name="kind"),
    path("kinds/<kind:kind>/feed.<form:form>", feeds.of_kind, name="kind_feed"),
    path("topics/", release_lists.all_topics, name="topics"),
    path("topics/<address:slug>/", release_lists.of_topic, name="topic"),
    path("topics/<address:slug>/feed.<form:form>", feeds.of_topic, name="topic_feed"),
    path("feed.<form:form>", feeds.of_language, name="feed"),
    path("corrections/", release_lists.of_corrections, name="corrections"),
    path("follow/", follow.follow, name="follow"),
    path("contact/", contact.contact, name="contact"),
    path("search/", search.search, name="search"),
]

of_the_api = [
    path("", api.root, name="api_root"),
    path("openapi.json", api.openapi, name="api_openapi"),
    path("releases", api.release_list, name="api_releases"),
    path("releases/<uuid:family>.<language:language>", api.release, name="api_release"),
    path("languages", api.language_list, name="api_languages"),
    path("topics", api.topic_list, name="api_topics"),
    path("anniversaries", api.anniversary_list, name="api_anniversaries"),
    path("contact", api.contact, name="api_contact"),
    path("<path:rest>", api.unknown, name="api_unknown"),
]

urlpatterns = [
    path("", release_lists.front, name="front"),
    path("<language:language>/", include(of_a_language)),
    path(
        "<two_languages:languages>/releases/<year:year>/<release:slug>/",
        comparison.two_languages,
        name="two_languages",
    ),
    path("api/", api.in_words, name="api_in_words"),
    path("api/v1/", include(of_the_api)),
    path("r/<slug:code>", release.short, name="short"),
    path("preview/<str:secret>/", preview.link_page, name="preview_link"),
    path("preview/<str:secret>/text.txt", preview.link_text, name="preview_text"),
    path("preview/<str:secret>/attachments/<attachment:name>", preview.link_attachment, name="preview_attachment"),
    path("preview/<str:secret>/media/images/<file_name:name>", preview.link_picture, name="preview_picture"),
    path("media/images/<file_name:name>", pictures.picture, name="picture"),
    path("favicon.ico", probes.icon, name="icon"),
    path("apple-touch-icon.png", pictures.touch_icon_of_mission, name="touch_icon"),
    path("apple-touch-icon-precomposed.png", pictures.touch_icon_of_mission, name="older_touch_icon"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("share.png", pictures.share_picture_of_mission, name="share"),
    path("contact.vcf", contact.card, name="card"),
    path("contact-3.0.vcf", contact.card, {"version": "3.0"}, name="card_3_0"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.of_pages, name="sitemap_of_pages"),
    path("sitemaps/<language:language>-<year:year>.xml", sitemaps.of_year, name="sitemap_of_year"),
    path("news-sitemap.xml", sitemaps.news, name="news_sitemap"),
    path(".well-known/security.txt", probes.security, name="security"),
    path("robots.txt", probes.robots, name="robots"),
]
