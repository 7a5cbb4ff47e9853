"""Public addresses are permanent: each keeps its form and its page."""

import pytest
from django.urls import Resolver404, resolve, reverse

DIGEST = "a" * 64

PERMANENT = {
    "/": "front",
    "/en/": "start",
    "/en/releases/": "releases",
    "/en/releases/2024/": "releases_of_year",
    "/en/releases/2024/01/": "releases_of_month",
    "/en/releases/2024/01.zip": "month_archive",
    "/en/releases/2024/visit/": "release",
    "/en/releases/2024/visit.pdf": "release_pdf",
    "/en/releases/2024/visit.txt": "release_txt",
    "/en/releases/2024/visit.json": "release_json",
    "/en/releases/2024/visit.bib": "release_bib",
    "/en/releases/2024/visit.ris": "release_ris",
    f"/en/releases/2024/visit/{DIGEST}.png": "release_picture",
    f"/en/releases/2024/visit/attachments/{DIGEST}.pdf": "attachment",
    "/en/releases/2024/visit/editions/1/": "edition",
    "/en/releases/2024/visit/editions/1.json": "edition_json",
    "/en/releases/2024/visit/editions/1.pdf": "edition_pdf",
    "/en/releases/2024/visit/editions/compare/": "compare",
    "/en/releases/2024/visit/editions/1/compare/2/": "comparison",
    "/en/releases/2024/visit/in/az/": "original",
    "/en/about/": "release",
    "/en/head-of-mission/": "release",
    "/en/press-kit/": "release",
    "/en/accessibility/": "release",
    "/en/privacy/": "release",
    "/en/about.pdf": "release_pdf",
    "/en/about.txt": "release_txt",
    "/en/about.json": "release_json",
    f"/en/press-kit/attachments/{DIGEST}.pdf": "attachment",
    "/en/about/editions/1/": "edition",
    "/en/about/editions/1.json": "edition_json",
    "/en/about/editions/1.pdf": "edition_pdf",
    "/en/about/editions/compare/": "compare",
    "/en/about/editions/1/compare/2/": "comparison",
    "/en/about/in/az/": "original",
    "/en/anniversaries/": "anniversaries",
    "/en/anniversaries.ics": "anniversaries_ics",
    "/en/anniversaries/day.ics": "anniversary_ics",
    "/en/anniversaries/years/2024/": "anniversaries_of_year",
    "/en/anniversaries/day/": "anniversary",
    "/en/anniversaries/day/feed.atom": "anniversary_feed",
    "/en/anniversaries/day/compare/": "compare_years",
    "/en/anniversaries/day/2023/compare/2024/": "years_compared",
    "/en/kinds/statement/": "kind",
    "/en/kinds/press-release/feed.json": "kind_feed",
    "/en/follow/": "follow",
    "/en/topics/": "topics",
    "/en/topics/peace/": "topic",
    "/en/topics/peace/feed.rss": "topic_feed",
    "/en/feed.atom": "feed",
    "/en/feed.rss": "feed",
    "/en/feed.json": "feed",
    "/en/corrections/": "corrections",
    "/en/contact/": "contact",
    "/en/search/": "search",
    "/az+en/releases/2024/visit/": "two_languages",
    "/r/abcdef": "short",
    "/api/": "api_in_words",
    "/api/v1/": "api_root",
    "/api/v1/openapi.json": "api_openapi",
    "/api/v1/releases": "api_releases",
    "/api/v1/languages": "api_languages",
    "/api/v1/topics": "api_topics",
    "/api/v1/anniversaries": "api_anniversaries",
    "/api/v1/contact": "api_contact",
    "/contact.vcf": "card",
    "/contact-3.0.vcf": "card_3_0",
    "/share.png": "share",
    "/sitemap.xml": "sitemap",
    "/sitemaps/pages.xml": "sitemap_of_pages",
    "/sitemaps/en-2024.xml": "sitemap_of_year",
    "/news-sitemap.xml": "news_sitemap",
    "/robots.txt": "robots",
    "/.well-known/security.txt": "security",
    "/healthz": "healthz",
    "/readyz": "readyz",
    "/favicon.ico": "icon",
    "/apple-touch-icon.png": "touch_icon",
    "/apple-touch-icon-precomposed.png": "older_touch_icon",
}


@pytest.mark.parametrize(("address", "name"), PERMANENT.items())
def test_each_address_leads_to_its_page_and_is_written_so(address, name):
    found = resolve(address)
    assert found.url_name == name
    assert reverse(name, kwargs=found.kwargs) == address


@pytest.mark.parametrize(
    "address",
    [
        "/xx/",
        "/en/releases/24/",
        "/en/releases/2024/13/x/",
        "/en/feed.xml",
        "/en/releases/2024/visit/editions/0/",
        "/en/releases/2024/_about/",
        "/en/_about/",
    ],
)
def test_other_addresses_lead_to_no_page_of_the_site(address):
    with pytest.raises(Resolver404):
        resolve(address)


def test_a_month_comes_before_a_release():
    assert resolve("/en/releases/2024/12/").url_name == "releases_of_month"
