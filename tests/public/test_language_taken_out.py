"""A language taken out of the settings is linked from nowhere: every link of every public page is followed."""

import re
from html import unescape
from urllib.parse import unquote, urlsplit

import pytest
from django.urls import reverse

from mission_site.languages import NAMES
from pressreleases import publishing
from pressreleases.live_checks.run import unchecked
from pressreleases.models import Edition, Release, Topic, TopicName
from tests.making import correct, make_anniversary, make_release, rewrite
from tests.public.page_elements import alternates, elements, links, page, words

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
BEFORE = ("en", "az", "fr")
FIRST = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/contact.vcf",
    "/api/v1/",
    "/api/v1/releases?limit=2",
)
LINKED = re.compile(r"""(?:href|src)=["']([^"']+)["']""")
WHOLE = re.compile(rf"{SITE}[^\s\"'<>{{}}\\)]*")
TITLES = {"en": "A visit", "az": "Səfər", "fr": "Une visite"}


def use(settings, codes):
    settings.LANGUAGES = [(code, NAMES[code]) for code in codes]


@pytest.fixture
def visit(settings, details, editor):
    """A text in three languages that was corrected and moved, with a topic and an anniversary."""
    use(settings, BEFORE)
    anniversary = make_anniversary(en="Memorial en", az="Memorial az", fr="Memorial fr")
    topic = Topic.objects.create()
    for code in BEFORE:
        TopicName.objects.create(topic=topic, language=code, name=f"Peace {code}", slug=f"peace-{code}")
    releases = family("visit", BEFORE, editor, anniversary, topic)
    moved = [rewrite(release, slug=f"moved-{release.language}", body="<p>New.</p>") for release in releases]
    correct(moved, by=editor, change_note=dict.fromkeys(BEFORE, "The day."))
    return releases


@pytest.fixture
def french(visit, editor):
    """A text whose original is in French."""
    return family("french", ("fr", "en", "az"), editor)


@pytest.fixture
def archive(visit, french, editor):
    """And one that was withdrawn, and one that was removed."""
    reasons = dict.fromkeys(BEFORE, "Called off.")
    made = {what: family(what, ("en", "fr"), editor, visit[0].anniversary) for what in ("withdrawn", "removed")}
    for act, releases in made.items():
        publishing.withdraw(releases, by=editor, reasons=reasons, act=act)
    return {"visit": visit, **made}


def family(what, codes, editor, anniversary=None, topic=None):
    """One text in `codes`, the first of which is its original, published."""
    made: list[Release] = []
    for code in codes:
        of_family = {"family": made[0].family, "is_original": False} if made else {}
        title, slug = f"{TITLES[code]} {what}", f"{what}-{code}"
        made.append(make_release(title, language=code, slug=slug, anniversary=anniversary, **of_family))
        if topic:
            made[-1].topics.add(topic)
    publishing.publish(made, by=editor)
    return made


def addresses_in(response):
    """Every address of this site that the answer names, whatever its form is."""
    if not re.search("html|xml|json|text|calendar|vcard", response.get("Content-Type", "")):
        return set()
    said = response.content.decode().replace("\r\n ", "")
    # A sentence that names an address ends in a full stop.
    whole = {one.rstrip(".") for one in WHOLE.findall(unescape(said))}
    found = {unescape(one) for one in LINKED.findall(said)} | whole
    return {one.removeprefix(SITE) or "/" for one in found if one.startswith(("/", SITE)) and not one.startswith("//")}


def followed(client):
    """The status of every address that can be reached from the first ones, links of links too, and who names it."""
    waiting, named_by, statuses = list(FIRST), dict.fromkeys(FIRST, "the start"), {}
    while waiting:
        path = waiting.pop()
        there = urlsplit(path)
        asked = there.path + (f"?{there.query}" if there.query else "")
        if asked in statuses or there.path.startswith(("/static/", "/admin/")):
            continue
        response = client.get(asked)
        if response.streaming:
            assert b"".join(response.streaming_content)
        statuses[asked] = response.status_code
        found = addresses_in(response)
        if response.status_code in (301, 302):
            found.add(response["Location"])
        for one in found:
            named_by.setdefault(one.partition("#")[0], asked)
            waiting.append(one)
    return statuses, named_by


@pytest.mark.parametrize("codes", [("en", "az"), ("fr",)])
def test_every_link_of_every_page_leads_to_a_page_of_a_configured_language(client, archive, settings, codes):
    use(settings, codes)
    statuses, named_by = followed(client)
    assert len(statuses) > 40
    broken = {path: (status, named_by.get(path)) for path, status in statuses.items() if status not in (200, 301, 302)}
    # The notice of a removed text is 410 and is led to by its languages alone.
    assert {path: how for path, how in broken.items() if how[0] != 410} == {}
    gone = set(BEFORE) - set(codes)
    first_parts = {path: set(re.split(r"[/+.-]", unquote(path))) for path in statuses}
    assert [(path, named_by.get(path)) for path, parts in first_parts.items() if parts & gone] == []


def test_with_all_languages_each_of_them_is_linked_and_nothing_is_broken(client, archive):
    statuses, named_by = followed(client)
    assert {path: named_by.get(path) for path, status in statuses.items() if status not in (200, 301, 302)} == {}
    for code in BEFORE:
        assert f"/{code}/" in statuses
        assert f"/{code}/releases/2024/moved-{code}/" in statuses


def test_a_page_names_the_languages_that_are_left(client, visit, settings):
    use(settings, ("en", "az"))
    response = client.get("/en/releases/2024/moved-en/")
    assert set(alternates(response)) == {"en", "az", "x-default"}
    hreflangs = {attrs["hreflang"] for _tag, attrs, _words in elements(response) if "hreflang" in attrs}
    assert hreflangs == {"en", "az", "x-default"}
    assert "Français" not in response.content.decode()
    assert {one["language"] for one in client.get("/en/releases/2024/moved-en.json").json()["languages"]} == {
        "en",
        "az",
    }
    use(settings, BEFORE)
    assert "Français" in page(client.get("/en/releases/2024/moved-en/"))


def test_a_text_whose_original_is_in_a_language_taken_out_leads_to_one_that_is_left(client, french, settings):
    use(settings, ("en", "az"))
    response = client.get("/en/releases/2024/french-en/")
    assert alternates(response)["x-default"] in {f"{SITE}/{code}/releases/2024/french-{code}/" for code in ("en", "az")}
    # In French the text is still stored, and the site does not know it.
    assert client.get("/fr/releases/2024/french-fr/").status_code == 404


def test_the_short_address_of_a_text_in_a_language_taken_out_is_unknown(client, archive, settings):
    codes = [next(one.code for one in releases if one.language == "fr") for releases in archive.values()]
    assert [client.get(f"/r/{code}").status_code for code in codes] == [302, 302, 410]
    use(settings, ("en", "az"))
    unknown = client.get("/r/zzzzzz")
    answers = [client.get(f"/r/{code}") for code in codes]
    assert {(one.status_code, one.content) for one in answers} == {(404, unknown.content)}


def test_the_page_in_english_about_the_api_is_linked_without_naming_a_language_of_the_site(client, visit, settings):
    use(settings, ("az", "fr"))
    response = client.get("/fr/follow/")
    assert links(response)["Flux et données"] == "/api/"
    hreflangs = {attrs["hreflang"] for _tag, attrs, _words in elements(response) if "hreflang" in attrs}
    assert hreflangs == {"az", "fr", "x-default"}


def test_what_is_stored_in_a_language_taken_out_comes_back_with_it(client, visit, settings):
    use(settings, ("en", "az"))
    assert client.get("/fr/releases/2024/moved-fr/").status_code == 404
    use(settings, BEFORE)
    assert "Une visite visit" in words(client.get("/fr/releases/2024/moved-fr/"), "h1")
    assert Edition.objects.live().in_language("fr").count() == 1


def test_staff_find_no_link_to_a_page_in_a_language_taken_out_and_nothing_is_looked_for_there(
    client, visit, settings, editor
):
    form = reverse("admin:pressreleases_release_change", args=(visit[2].pk,))
    client.force_login(editor)
    there = "/fr/releases/2024/moved-fr/"
    assert there in client.get(form).content.decode()
    assert "fr" in {subject.release.language for subject in unchecked()}
    use(settings, ("en", "az"))
    response = client.get(form)
    assert response.status_code == 200
    assert there not in response.content.decode()
    assert {subject.release.language for subject in unchecked()} == {"en", "az"}
