"""Every public address, walked: what is withdrawn, removed, redacted, planned or a draft is in none of them.

The walk covers each pattern of the public addresses; a new one without addresses to try fails the first test.
"""

import datetime as dt
import io
import zipfile
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from django.urls import URLPattern, URLResolver, reverse

from pressreleases import images, picture_copies, publishing
from pressreleases.editorial import export, passage_comments, preview_links
from pressreleases.editorial.source_documents import keep
from pressreleases.editorial.word_files.making import word_file
from pressreleases.letterhead_pdf.making import make_missing
from pressreleases.models import Attachment, Edition, Image, PassageComment, Release, ReleaseSource, Topic, TopicName
from pressreleases.models.kinds import Kind
from pressreleases.models.pages import MissionPage, page_of_slug
from pressreleases.public import urls
from tests.attachments import docx_file, entry
from tests.letterhead_pdf.opened import open_pdf
from tests.making import correct, database_now, in_future, make_anniversary, make_page, make_release, make_user, rewrite
from tests.public.views.test_pictures import make_picture

pytestmark = pytest.mark.django_db

SECRET = "xylophone"
BODY = f"The summit heard a {SECRET}."
FORMS = ("atom", "rss", "json")
# Where the words of a live text, or of its earlier edition, are read: there the walk must find them.
READ_AT = {
    *("front", "start", "releases", "releases_of_year", "releases_of_month", "month_archive"),
    *("search", "corrections"),
    *("release", "release_pdf", "release_txt", "release_json", "release_bib", "release_ris"),
    *("edition", "edition_json", "edition_pdf", "compare", "comparison", "original", "feed"),
    "two_languages",
    *("kind", "kind_feed"),
    *("topic", "topic_feed", "anniversary", "anniversary_feed", "anniversaries", "anniversaries_of_year"),
    *("anniversaries_ics", "anniversary_ics", "compare_years", "years_compared"),
    *("sitemap_of_year", "news_sitemap"),
    *("api_in_words", "api_releases", "api_release"),
}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def make_secret(details, editor):
    """A draft with the secret in each of its words, its picture, its topic's and its anniversary's lists."""
    today = database_now().date()
    topic = Topic.objects.create()
    anniversary = make_anniversary(today.month, today.day, 1988, en="Black January")
    TopicName.objects.create(topic=topic, language="en", name="Peace", slug="peace")
    before = make_release("A year before", anniversary=anniversary, issued_on=today - dt.timedelta(days=365))
    publishing.publish([before], by=editor)

    def make(slug, page=None, **changes):
        words = dict.fromkeys(("place", "speaker_name", "speaker_office", "summary", "notes_to_editors"), SECRET)
        picture = make_picture(["teal", "red", "black", "white", "blue", "green"][Image.objects.count()], (640, 320))
        picture_copies.make(picture)
        picture.descriptions.update(alternative_text=SECRET)
        given: dict[str, Any] = {
            **words,
            "lead_image": picture,
            "attachments": [entry(docx_file(f"{SECRET} {slug}"), SECRET)],
            "issued_on": today,
            **changes,
        }
        if page:
            return make_page(page, BODY, **given, title=f"The {SECRET}")
        labels = {"reference": f"{SECRET} {slug}", "slug": slug, "anniversary": anniversary}
        release = make_release(f"The {SECRET}", BODY, **{**labels, **given})
        release.topics.set([topic])
        source = keep(f"{SECRET} {slug}".encode(), f"{SECRET}.txt", by=editor)
        ReleaseSource.objects.create(document=source, release=release)
        return release

    return make


def patterns(found=urls.urlpatterns):
    """The names of all public addresses."""
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def addresses():
    """For each name every address under it that could show something of a release."""
    releases, editions = list(Release.objects.all()), list(Edition.objects.all())
    places = {(row.language, row.issued_on.year, row.slug) for row in releases}
    places |= {(row.language, row.year, row.slug) for row in editions}
    of_releases = {place for place in places if not page_of_slug(place[2])}
    years = {(language, year) for language, year, _slug in places}
    months = {(row.language, row.issued_on.year, row.issued_on.month) for row in releases}
    languages = [("en",), ("az",)]
    of_languages = {
        name: [reverse(name, args=args) for args in languages]
        for name in ("start", "releases", "anniversaries", "topics", "corrections", "contact", "follow")
    }
    kinds = [(language, kind) for (language,) in languages for kind in Kind.values]
    alone = "front icon healthz readyz card card_3_0 sitemap sitemap_of_pages news_sitemap security robots"
    alone += " share touch_icon older_touch_icon"
    alone += " api_in_words api_root api_openapi api_languages api_topics api_anniversaries api_contact"
    api = reverse("api_releases")
    return {
        **of_languages,
        **{name: [reverse(name)] for name in alone.split()},
        **{
            name: [reverse(name, args=args) for args in sorted(years)]
            for name in ("releases_of_year", "sitemap_of_year")
        },
        "kind": [reverse("kind", args=args) for args in kinds],
        "kind_feed": [reverse("kind_feed", args=[*args, form]) for args in kinds for form in ("atom", "rss", "json")],
        "month_archive": [reverse("month_archive", args=args) for args in sorted(months)],
        "releases_of_month": [reverse("releases_of_month", args=args) for args in sorted(months)],
        **{
            name: [reverse(name, args=args) for args in sorted(places)]
            for name in ("release", "release_pdf", "release_txt", "release_json")
        },
        **{name: [reverse(name, args=args) for args in sorted(of_releases)] for name in ("release_bib", "release_ris")},
        "release_picture": [
            reverse("release_picture", args=[*args, digest])
            for args in sorted(of_releases)
            for digest in sorted({row.digest for row in editions if SECRET in row.title.lower() or row.redacted_at})
        ],
        "attachment": [
            reverse("attachment", args=[*args, str(file)])
            for args in sorted(places)
            for file in Attachment.objects.order_by("pk")
        ],
        "edition": [reverse("edition", args=[*args, number]) for args in sorted(places) for number in (1, 2, 3)],
        **{
            name: [reverse(name, args=[*args, number]) for args in sorted(places) for number in (1, 2, 3)]
            for name in ("edition_json", "edition_pdf")
        },
        "compare": [
            f"{reverse('compare', args=args)}{asked}" for args in sorted(places) for asked in ("", "?from=1&to=2")
        ],
        "comparison": [
            reverse("comparison", args=[*args, *pair]) for args in sorted(places) for pair in ((1, 2), (1, 3))
        ],
        "original": [
            reverse("original", args=[language, *place[1:], place[0]])
            for place in sorted(of_releases)
            for (language,) in languages
        ],
        "two_languages": [
            reverse("two_languages", args=[(first, second), *place])
            for first, *place in sorted(of_releases)
            for second in ("en", "az")
            if first != second
        ],
        "feed": [reverse("feed", args=[*args, form]) for args in languages for form in FORMS],
        "topic": [reverse("topic", args=["en", "peace"])],
        "topic_feed": [reverse("topic_feed", args=["en", "peace", form]) for form in FORMS],
        "anniversaries_of_year": [
            reverse("anniversaries_of_year", args=["en", today.year]) for today in [database_now()]
        ],
        "anniversary": [reverse("anniversary", args=["en", "black-january"])],
        "anniversaries_ics": [reverse("anniversaries_ics", args=args) for args in languages],
        "anniversary_ics": [reverse("anniversary_ics", args=["en", "black-january"])],
        "compare_years": [
            f"{reverse('compare_years', args=['en', 'black-january'])}{asked}"
            for year in [database_now().year]
            for asked in ("", f"?from={year - 1}&to={year}")
        ],
        "years_compared": [
            reverse("years_compared", args=["en", "black-january", year - 1, year]) for year in [database_now().year]
        ],
        "anniversary_feed": [reverse("anniversary_feed", args=["en", "black-january", form]) for form in FORMS],
        # Words of the text that are no secret: what is searched for stands on the page itself.
        "search": [f"/en/search/?q={words}" for words in ("", "summit", quote('"The summit heard"'), "summti")],
        "short": [reverse("short", args=[release.code]) for release in releases],
        "picture": [reverse("picture", args=[name]) for name in images.names_stored()],
        "api_releases": [api, f"{api}?language=en", f"{api}?changed_since=2024-01-20T00:00:00Z"],
        "api_release": [reverse("api_release", args=[release.family, "en"]) for release in releases],
        "api_unknown": [reverse("api_unknown", args=["releases/"])],
        # Whose secret nobody was given; what a true one shows is tested in test_preview_links.
        "preview_link": [reverse("preview_link", args=["A" * 32])],
        "preview_text": [reverse("preview_text", args=["A" * 32])],
        "preview_attachment": [
            reverse("preview_attachment", args=["A" * 32, str(file)]) for file in Attachment.objects.order_by("pk")
        ],
        "preview_picture": [reverse("preview_picture", args=["A" * 32, "a.png"])],
    }


def read(response):
    """What an answer says; of a PDF its words, of an archive what its files and their names say."""
    if response["Content-Type"] == "application/pdf":
        return open_pdf(response.content).words
    if not response.streaming:
        return response.content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as opened:
        return "".join(info.filename + opened.read(info).decode() for info in opened.infolist())


def found_at(client):
    """The names of addresses that show the secret, or hand out a picture of a release; redirects are followed."""
    answers = {}
    make_missing()

    def answer(address):
        """All that is said at `address` and where it leads to, and the last status; each address is asked once."""
        if address not in answers:
            response = client.get(address)
            # A calendar file folds its lines wherever they are too long.
            said, status = read(response).replace("\r\n ", "") + str(dict(response.headers)), response.status_code
            if "Location" in response.headers:
                more, status = answer(urlsplit(response.headers["Location"])._replace(scheme="", netloc="").geturl())
                said += more
            answers[address] = said, status
        return answers[address]

    found = set()
    for name, there in addresses().items():
        for said, status in map(answer, there):
            hands_out = any(kind in name for kind in ("picture", "attachment")) and status == 200
            if SECRET in said.lower() or hands_out:
                found.add(name)
    return found


def test_the_walk_knows_every_public_address(details):
    assert set(patterns()) == set(addresses())


def test_the_walk_finds_the_words_of_a_live_text_wherever_readers_find_them(client, make_secret, editor):
    release = make_secret(f"live-{SECRET}")
    publishing.publish([release], by=editor)
    note = f"The {SECRET} was out of tune."
    correct([rewrite(release, body=f"<p>{BODY} Twice.</p>")], by=editor, change_note=note)
    assert found_at(client) == READ_AT | {"attachment", "picture", "release_picture", "short"}


def test_the_walk_finds_the_words_of_a_page_of_the_mission_at_its_own_addresses_and_by_a_search(
    client, make_secret, editor
):
    page = make_secret("", page=MissionPage.ABOUT)
    publishing.publish([page], by=editor)
    correct([rewrite(page, body=f"<p>{BODY} Twice.</p>")], by=editor, change_note=f"The {SECRET} was out of tune.")
    own = {"release", "release_pdf", "release_txt", "release_json", "edition", "edition_json", "edition_pdf"}
    assert found_at(client) == own | {"compare", "comparison", "attachment", "picture", "short", "search"}


def test_a_draft_a_scheduled_release_and_a_planned_correction_are_nowhere(client, make_secret, editor):
    make_secret(f"draft-{SECRET}")
    make_secret("", page=MissionPage.ABOUT)
    publishing.publish([make_secret(f"scheduled-{SECRET}")], by=editor, at=in_future())
    publishing.publish([make_secret("", page=MissionPage.PRIVACY)], by=editor, at=in_future())
    live = make_release("Live", "The summit heard a flute.")
    publishing.publish([live], by=editor)
    secret = dict.fromkeys(("title", "summary", "place", "reference", "notes_to_editors", "slug"), SECRET)
    changed = rewrite(live, body=f"<p>{BODY}</p>", **secret)
    correct([changed], by=editor, change_note=SECRET, at=in_future())
    assert found_at(client) == set()
    assert b"flute" in client.get("/en/feed.atom").content


@pytest.mark.parametrize("act", ["withdrawn", "removed"])
def test_what_was_taken_back_is_nowhere_its_earlier_editions_included(client, make_secret, editor, act):
    release = make_secret("taken-back")
    publishing.publish([release], by=editor)
    changed = rewrite(release, slug="taken-back-2", body=f"<p>{BODY} Twice.</p>")
    correct([changed], by=editor, change_note=f"The {SECRET}.")
    if act == "withdrawn":
        # What a notice says of a withdrawn text is its title, kind, place and date: those are not the secret then.
        plain = rewrite(changed, title="A concert", place="New York")
        correct([plain], by=editor, change_note=f"The {SECRET}.")
    publishing.withdraw([release], by=editor, reasons={"en": "Called off."}, act=act)
    assert found_at(client) == set()
    assert b"Called off." in client.get(reverse("corrections", args=["en"])).content


def test_what_was_redacted_is_nowhere(client, make_secret, editor):
    release = make_secret("redacted")
    (first,) = publishing.publish([release], by=editor)
    plain = dict.fromkeys(("reference", "speaker_name", "speaker_office", "summary", "notes_to_editors"), "")
    without: dict[str, Any] = {"lead_image": None, "attachments": []}
    changed = rewrite(release, title="A concert", place="New York", body="<p>A flute.</p>", **without, **plain)
    correct([changed], by=editor, change_note="The instrument.")
    assert "edition" in found_at(client)
    publishing.redact([first], by=make_user("Administrator"), harmless=["title", "place"])
    assert found_at(client) == set()
    assert b"A flute." in client.get("/en/feed.atom").content


@pytest.fixture
def commented(details, editor):
    """A live text and a newer draft of it; the secret is in a comment, in its answer and in the words it quotes."""
    release = make_release("A concert", BODY)
    made = passage_comments.add(release, by=editor, quote=SECRET, comment=f"Was it a {SECRET}?")
    passage_comments.answer(made, by=editor, comment=f"No {SECRET}.")
    publishing.publish([rewrite(release, body="<p>The summit heard a flute.</p>")], by=editor)
    correct([rewrite(release, body="<p>The summit heard flutes.</p>")], by=editor, change_note="Two flutes.")
    rewrite(release, body="<p>The summit heard a viola.</p>")
    passage_comments.add(release, by=editor, quote="viola", comment=f"Or a {SECRET}?")
    assert PassageComment.objects.filter(exact=SECRET).exists()
    return release


def test_what_staff_comment_is_nowhere(client, commented):
    assert found_at(client) == set()
    assert b"flutes" in client.get("/en/feed.atom").content


def test_what_staff_comment_is_in_no_preview_for_others_and_in_no_file(client, commented, editor):
    link = preview_links.make(commented, by=editor, for_whom="The capital", days=3, asks_clearance=True)
    path = urlsplit(link.address).path
    rows = Release.objects.all()
    with zipfile.ZipFile(io.BytesIO(word_file(commented, by=editor, at=database_now()))) as opened:
        parts = [opened.read(info).decode(errors="replace") for info in opened.infolist()]
    said = [client.get(path).content.decode(), client.get(f"{path}text.txt").content.decode(), "".join(parts)]
    said += [
        "".join(export.as_csv(rows, "https://mission.example")),
        "".join(export.as_json(rows, "https://mission.example")),
    ]
    client.force_login(editor)
    typed = {"title": commented.title, "body": commented.body, "language": "en", "issued_on": "2024-01-20"}
    said.append(client.post(f"/admin/preview/{commented.pk}/", typed).content.decode())
    assert [SECRET in each for each in said] == [False] * 6
    assert ["viola" in each for each in said] == [True] * 6
