"""What the database accepts, every page can show: rows at random within the constraints, and all pages that show them.

Each example is a whole site: an anniversary, details, a topic, texts that are live, corrected, planned and withdrawn.
"""

import datetime as dt
import re
import string
import time
import traceback
import unicodedata
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pressreleases import publishing
from pressreleases.language.characters import NOT_IN_A_LINE, NOT_IN_A_SLUG, NOT_IN_A_TEXT, NOT_IN_LINES, is_blank
from pressreleases.language.dates import FIRST_DAY, LAST_DAY
from pressreleases.language.slugs import MONTHS
from pressreleases.letterhead_pdf.making import make_missing
from pressreleases.models import (
    Anniversary,
    AnniversaryDate,
    AnniversaryName,
    Announcement,
    AnnouncementText,
    Attachment,
    ClosedDays,
    ContactNumber,
    Edition,
    LetterheadPdf,
    MissionDetails,
    MissionName,
    OpeningHours,
    Release,
    Topic,
    TopicName,
)
from pressreleases.models.anniversary_rules import Nth, Rule
from pressreleases.models.kinds import Kind
from pressreleases.models.mission import CALLING_CODE
from pressreleases.public import urls
from pressreleases.public.reading import mission_today
from pressreleases.publishing.making import pictures_of
from tests import making
from tests.making import make_user
from tests.models.refusals import sql
from tests.public.test_nothing_leaks import patterns

pytestmark = pytest.mark.django_db

LANGUAGES = ("en", "az")
# What a page, a calendar, a card, a sheet of CSV or a template may stumble over.
AWKWARD = (
    *(
        "<b>&amp;</b>",
        "]]>",
        "--",
        '"quoted"',
        "it's",
        "{{ x }}",
        "{% y %}",
        "%s %(x)s %",
        "\\n;,:",
        "=1+1",
        "BEGIN:VEVENT",
    ),
    *(
        "العربية",
        "עברית (1)",
        "🏳️‍🌈",
        "\u0301",
        "a\u0301",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u2060",
        "İıŞş",
        "𝔘",
        "1" * 40,
    ),
    *("W" * 60, "，。", "١٢٣", "\u00a0", "“”", "~/../", "#?&", "C:\\x", "１", "ﬁ", "\U000e0001", "\ue000", "\u180e"),
)


def words(most, refused, least=1):
    letters = st.characters(codec="utf-8", exclude_characters="\0")
    pieces = st.one_of(st.sampled_from(AWKWARD), st.text(letters, max_size=8))
    made = st.lists(pieces, min_size=least, max_size=4).map(lambda parts: re.sub(refused, "", " ".join(parts))[:most])
    return made.filter(lambda text: not least or not is_blank(text))


def line(most, least=1):
    return words(most, NOT_IN_A_LINE, least)


def text(most=300, least=0):
    return words(most, NOT_IN_A_TEXT, least)


def slug():
    letters = st.characters(codec="utf-8", categories=("L", "N"))
    made = st.text(st.one_of(letters, st.sampled_from("-_abc")), min_size=1, max_size=30)
    composed = made.map(lambda text: unicodedata.normalize("NFC", text))
    return composed.filter(lambda text: text not in MONTHS and not re.search(NOT_IN_A_SLUG, text))


def day(first=FIRST_DAY, last=LAST_DAY):
    today = timezone.localdate()
    near = st.integers(-400, 400).map(lambda days: today + dt.timedelta(days=days))
    return st.one_of(st.sampled_from([first, last, dt.date(2024, 2, 29)]), near, st.dates(first, last))


@st.composite
def number(draw):
    code = draw(st.from_regex(CALLING_CODE, fullmatch=True))
    rest = draw(st.text(string.digits, min_size=6 - len(code), max_size=15 - len(code)))
    return f"+{code}{rest}"


EXTENSION = st.text(string.digits, max_size=8)
ZONES = st.sampled_from(
    ["UTC", "America/New_York", "Asia/Baku", "Pacific/Kiritimati", "Etc/GMT+12", "EST5EDT", "america/new_york", "X3"]
)
MAIL = st.one_of(st.just(""), st.just("press@mission.example"), line(60))


@st.composite
def make_details(draw):
    around = (draw(st.sampled_from([None, FIRST_DAY, timezone.localdate()])), draw(st.sampled_from([None, LAST_DAY])))
    details = MissionDetails.objects.create(
        valid_during=around,
        address=draw(words(200, NOT_IN_LINES)),
        street=draw(line(200, least=0)),
        country=draw(st.sampled_from(["", "US", "QQ"])),
        email=draw(MAIL),
        time_zone=draw(ZONES),
        press_contact_name=draw(line(120, least=0)),
        press_contact_number=draw(st.one_of(st.just(""), number())),
        press_contact_extension=draw(EXTENSION),
        press_contact_email=draw(MAIL),
    )
    for position, language in enumerate(("az", "en", "ar")[: draw(st.integers(1, 3))]):
        name = "\n".join(draw(st.lists(words(80, NOT_IN_LINES), min_size=1, max_size=4)))
        MissionName.objects.create(details=details, language=language, name=name, position=position)
    for position in range(draw(st.integers(0, 3))):
        ContactNumber.objects.create(
            details=details,
            kind=draw(st.sampled_from(["telephone", "fax"])),
            number=draw(number()),
            extension=draw(EXTENSION),
            position=position,
        )
    for opens, closes in draw(st.lists(st.tuples(st.times(), st.times()), max_size=3)):
        if opens < closes:
            weekday = draw(st.integers(0, 6))
            OpeningHours.objects.create(details=details, weekday=weekday, opens_at=opens, closes_at=closes)
    for first, last in draw(st.lists(st.tuples(day(), st.one_of(st.none(), day())), max_size=2)):
        if last is None or last >= first:
            ClosedDays.objects.create(details=details, first_on=first, last_on=last)
    return details


@st.composite
def make_anniversary(draw):
    first = draw(day(first=dt.date(1, 1, 1)))
    last = draw(st.one_of(st.none(), day(first=dt.date(1, 1, 1))))
    rule = draw(st.sampled_from(list(Rule)))
    parts = {
        Rule.FIXED_DAY: {"month": 2, "day": draw(st.integers(1, 29))},
        Rule.WEEKDAY: {
            "month": draw(st.integers(1, 12)),
            "nth": draw(st.sampled_from(list(Nth))),
            "weekday": draw(st.integers(0, 6)),
        },
        Rule.LAST_DAY: {"month": draw(st.integers(1, 12))},
        Rule.TABLE: {},
    }[rule]
    first_year = draw(st.one_of(st.none(), st.integers(first.year, 9999)))
    last_year = draw(st.one_of(st.none(), st.integers((first_year or first.year + 1), 9999)))
    anniversary = Anniversary.objects.create(
        event_first_on=first,
        event_last_on=last if last and last > first else None,
        rule=rule,
        in_common_years=draw(st.sampled_from(["28-february", "1-march"])),
        from_year=first_year,
        until_year=last_year,
        round_years=draw(st.lists(st.integers(1, 1000), max_size=12)),
        lead_days=draw(st.one_of(st.integers(0, 60), st.just(32767))),
        goes_on=draw(st.booleans()),
        **parts,
    )
    for language in LANGUAGES:
        AnniversaryName.objects.create(
            anniversary=anniversary,
            language=language,
            name=draw(line(200)),
            slug=draw(slug()),
            title_pattern=draw(line(300, least=0)),
        )
    if rule == Rule.TABLE:
        days = {found.year: found for found in draw(st.lists(day(), max_size=4))}
        AnniversaryDate.objects.bulk_create(
            AnniversaryDate(anniversary=anniversary, observed_on=found) for found in days.values()
        )
    return anniversary


@st.composite
def make_topic(draw):
    topic = Topic.objects.create()
    for language in LANGUAGES:
        TopicName.objects.create(topic=topic, language=language, name=draw(line(120)), slug=draw(slug()))
    return topic


@st.composite
def attached(draw):
    file, _made = Attachment.objects.get_or_create(
        sha256="a" * 64, type="pdf", size=1, file=f"attachments/{'a' * 64}.pdf"
    )
    language = draw(st.sampled_from(["en", "az", "ar", "xx", "zh-hans"]))
    return draw(st.sampled_from([[], [file.entry(title=draw(line(200)), language=language)]]))


@st.composite
def make_release(draw, /, topic, anniversary, **fixed):
    release = Release.objects.create(
        **{
            "language": "en",
            "kind": draw(st.sampled_from(["press-release", "statement", "letter"])),
            "title": draw(line(300)),
            "slug": draw(slug()),
            "issued_on": draw(day()),
            "reference": draw(line(50, least=0)),
            "place": draw(line(80, least=0)),
            "speaker_name": draw(line(120, least=0)),
            "speaker_office": draw(line(200, least=0)),
            "summary": draw(text()),
            "body": f"<p>{draw(text())}</p><h2>{draw(text())}</h2><p>x</p>",
            "notes_to_editors": draw(text()),
            "attachments": draw(attached()),
            "anniversary": draw(st.sampled_from([None, anniversary])),
            **fixed,
        }
    )
    release.topics.set([topic])
    return release


@st.composite
def make_announcement(draw):
    """One that is shown on every day that there is."""
    row = Announcement.objects.create(first_on=FIRST_DAY, last_on=LAST_DAY)
    for language in LANGUAGES[:1]:
        AnnouncementText.objects.create(announcement=row, language=language, words=draw(line(300)))
    return row


@st.composite
def make_site(draw, by):
    """Everything at once; a row that the database or a verb of publishing refuses is not there."""
    details, topic, anniversary = draw(make_details()), draw(make_topic()), draw(make_anniversary())
    draw(make_announcement())
    released = [draw(make_release(topic, anniversary)) for _n in range(3)]
    first, second, third = released
    released.append(draw(make_release(topic, anniversary, family=first.family, language="az", is_original=False)))
    MissionDetails.objects.filter(pk=details.pk).update(valid_during=(None, None))
    for release in released:
        attempt(publishing.publish, [release], by=by)
    MissionDetails.objects.filter(pk=details.pk).update(valid_during=details.valid_during)
    later = timezone.now() + dt.timedelta(days=draw(st.integers(1, 60_000)))
    first.body += "<p>y</p>"
    first.save()
    attempt(publishing.correct, [first], by=by, change_note=draw(text(500, least=1)))
    attempt(publishing.correct, [second], by=by, change_note="x", at=later)
    attempt(
        publishing.withdraw,
        [third],
        by=by,
        reasons={"en": draw(text(500, least=1))},
        at=draw(st.sampled_from([None, later])),
    )
    raw = {name: draw(line(80, least=0)) for name in ("kind_label", "reference", "place", "speaker_name")}
    raw |= {"title": draw(line(80)), "text": draw(text(least=1)), "body": draw(text()), "summary": draw(text())}
    attempt(add_edition, second, raw)


def attempt(verb, *args, **kwargs):
    try:
        with transaction.atomic():
            verb(*args, **kwargs)
    except (publishing.PublishingError, DatabaseError):
        return


def add_edition(release, raw):
    """A release with an edition that no verb has made, of any words."""
    edition = Edition.objects.filter(release=release).order_by("number").first()
    if edition is None:
        return
    copy = Release.objects.create(language="en", title="Raw", slug=f"raw-{release.pk}", issued_on=release.issued_on)
    edition.pk, edition.release, edition.slug = None, copy, copy.slug
    for name, value in raw.items():
        setattr(edition, name, value)
    edition.live_during = (timezone.now() + dt.timedelta(seconds=1), None)
    edition.save(force_insert=True)
    pictures_of(edition)


def public_addresses():
    """For each name of the public addresses all those that show something of what is there."""
    editions = list(Edition.objects.select_related("release"))
    places = [(row.language, row.year, row.slug) for row in editions]
    of_releases = [(row.language, row.year, row.slug) for row in editions if not row.page]
    forms = ("atom", "rss", "json")
    names = list(AnniversaryName.objects.values_list("language", "slug"))
    topics = list(TopicName.objects.values_list("language", "slug"))
    of: dict[str, list[Any]] = {
        **{
            name: [[code] for code in LANGUAGES]
            for name in "start releases anniversaries anniversaries_ics topics corrections contact follow".split()
        },
        **{
            name: [[]]
            for name in "front card card_3_0 sitemap sitemap_of_pages news_sitemap share touch_icon older_touch_icon"
            " api_in_words api_root api_openapi api_languages api_topics api_anniversaries api_contact"
            " api_releases".split()
        },
        **{name: [place[:2] for place in places] for name in ("releases_of_year", "sitemap_of_year")},
        **{
            name: [(row.language, row.year, row.issued_on.month) for row in editions]
            for name in ("releases_of_month", "month_archive")
        },
        **dict.fromkeys("release release_pdf release_txt release_json compare".split(), places),
        **dict.fromkeys("release_bib release_ris".split(), of_releases),
        "release_picture": [
            (*place[:3], row.digest) for place, row in zip(places, editions, strict=True) if not row.page
        ],
        "attachment": [(*place, f"{'a' * 64}.pdf") for place in places],
        **{name: [(*place, 1) for place in places] for name in ("edition", "edition_json", "edition_pdf")},
        "comparison": [(*place, 1, 2) for place in places],
        "original": [("az", *place[1:], "en") for place in of_releases],
        "two_languages": [((place[0], "az" if place[0] == "en" else "en"), *place[1:]) for place in of_releases],
        "feed": [(*code, form) for code, form in zip(cycle([["en"], ["az"]]), forms, strict=False)],
        "kind": [(row.language, row.kind) for row in editions if row.kind in Kind.values],
        "kind_feed": [(row.language, row.kind, "atom") for row in editions if row.kind in Kind.values],
        "topic": topics,
        "topic_feed": [(*topic, form) for topic, form in zip(cycle(topics), forms, strict=False)],
        "anniversaries_of_year": [("en", timezone.localdate().year), ("en", 9999), ("en", 1)],
        **dict.fromkeys(("anniversary", "anniversary_ics", "compare_years"), names),
        "years_compared": [(*name, row.year, row.year) for name in names[:1] for row in editions],
        "anniversary_feed": [(*name, form) for name, form in zip(cycle(names), forms, strict=False)],
        "search": [[code] for code in LANGUAGES],
        "short": [[row.release.code] for row in editions],
        "api_release": [[row.release.family, row.language] for row in editions],
    }
    return {name: [reverse(name, args=args) for args in found] for name, found in of.items()}


# These show nothing of what is stored here, or are of preview links and pictures, which have their own tests.
SHOW_NOTHING = {"icon", "healthz", "readyz", "security", "robots", "api_unknown", "picture"}
SHOW_NOTHING |= {"preview_link", "preview_text", "preview_picture", "preview_attachment"}


def staff_addresses():
    """The form of every row, each other page of the admin that has a row in its address, lists, the desk."""
    found = [reverse("admin:index"), reverse("admin:pressreleases_release_scheduled")]
    for model in (Release, Edition, Anniversary, MissionDetails, Topic):
        name = model._meta.model_name
        found += [reverse(f"admin:pressreleases_{name}_changelist") + query for query in ("", "?q=a", "?e=1")]
        keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        found += [f"/admin/pressreleases/{name}/{key}/change/" for key in keys]
        # Of the other pages each is opened for one row, and each row has its turn.
        found += [
            f"/admin/pressreleases/{name}/{key}/{page}/"
            for key, page in zip(cycle(keys), pages_of_a_row(name), strict=False)
        ]
    found += [reverse(f"admin:pressreleases_{name}_changelist") for name in ("withdrawal", "auditentry", "image")]
    saves = Release.history.values_list("id", "history_id")
    found += [reverse("admin:pressreleases_release_simple_history", args=save) for save in list(saves)[:2]]
    return found


def pages_of_a_row(name):
    """The last parts of the addresses below the key of a row, such as `change` and `publish`."""
    found = get_resolver().url_patterns
    for part in ("admin/", f"pressreleases/{name}/"):
        (found,) = (row.url_patterns for row in found if isinstance(row, URLResolver) and str(row.pattern) == part)
    routes = [str(row.pattern) for row in found if isinstance(row, URLPattern)]
    return [route.split("/")[1] for route in routes if re.fullmatch(r"<path:object_id>/[a-z-]+/", route)]


def test_the_walk_knows_every_public_address_that_shows_what_is_stored(details):
    assert set(patterns(urls.urlpatterns)) == set(public_addresses()) | SHOW_NOTHING


@settings(
    max_examples=2,
    phases=[Phase.generate],
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_whatever_the_constraints_let_pass_is_shown_by_every_page(data, editor, administrator):
    reader, staff = Client(), Client()
    with transaction.atomic():
        staff.force_login(administrator)
        data.draw(make_site(by=editor))
        assert Edition.objects.exists()
        make_missing()
        assert not LetterheadPdf.objects.failed().exclude(failure="letter").exists()
        titles = Edition.objects.values_list("title", flat=True)
        searches = [f"/en/search/?{urlencode({'q': title[:80]})}" for title in titles]
        public = [address for found in public_addresses().values() for address in found]
        wrong = {
            **broken(reader, [*public, *searches], {200, 301, 302, 404, 410}),
            **broken(staff, staff_addresses(), {200, 302, 403, 405}),
        }
        transaction.set_rollback(True)
    assert wrong == {}


def broken(client, addresses, right):
    """The addresses whose answer is none of `right`, each with what came instead."""
    wrong = {}
    for address in dict.fromkeys(addresses):
        try:
            response = client.get(address)
            b"".join(response.streaming_content) if response.streaming else response.content
        except Exception as error:  # noqa: BLE001  each page that fails is to be told, whatever it fails with
            wrong[address] = "".join(traceback.format_exception(error)[-3:])
        else:
            if response.status_code not in right:
                wrong[address] = response.status_code
    return wrong


@pytest.fixture
def administrator(db):
    return make_user("Administrator")


HELD_BY = {
    "ALTER TABLE pressreleases_edition DISABLE TRIGGER edition_shown_guard",
    *(
        f"ALTER TABLE pressreleases_release DROP CONSTRAINT {name}"
        for name in ("release_issued_on_a_known_day", "release_lines_are_lines", "release_slug_well_formed")
    ),
}


@pytest.fixture
def older_version(db):
    """The database as it was before its constraints: anything can be stored."""
    for statement in HELD_BY:
        sql(statement)


@pytest.mark.parametrize(
    "changes",
    [
        {"issued_on": dt.date(202, 1, 20), "slug": "\u2126-day"},
        {"issued_on": dt.date(9999, 12, 31), "slug": "\uf900"},
        {
            "slug": "turned",
            "place": "Ba\u2028ku\x85",
            "title": "\u202eA\x01 visit\x7f\nto Geneva",
            "speaker_name": "\u2067The\x02 Minister",
            "reference": "\u202d1",
        },
    ],
)
def test_what_an_older_version_published_is_shown_and_can_be_withdrawn(older_version, changes, editor, administrator):
    making.make_details()
    release = making.make_release(**changes)
    publishing.publish([release], by=editor)
    reader, staff = Client(), Client()
    staff.force_login(administrator)
    address = reverse("release", args=["en", release.issued_on.year, release.slug])
    assert reader.get(address).status_code == 200
    public = [address for found in public_addresses().values() for address in found]
    assert broken(reader, public, {200, 301, 302, 404}) == {}
    assert broken(staff, staff_addresses(), {200, 302, 403, 405}) == {}
    publishing.withdraw([release], by=editor, reasons={"en": "Mistyped."})
    assert "Mistyped." in reader.get(address).content.decode()


def test_the_letterhead_of_an_old_edition_is_shown_whatever_its_numbers_and_zone_are(older_version, editor):
    details = making.make_details()
    (edition,) = publishing.publish([making.make_release()], by=editor)
    release = making.make_release("Old", issued_on=edition.issued_on)
    edition.pk, edition.release, edition.slug = None, release, "old"
    edition.live_during = (timezone.now() + dt.timedelta(milliseconds=1), None)
    edition.letterhead["numbers"] = [{"kind": "telephone", "number": "+2101234567", "extension": ""}]
    edition.letterhead["time_zone"] = "Nowhere/Else"
    del edition.letterhead["email"]
    edition.save(force_insert=True)
    assert details.numbers.exists()
    time.sleep(0.01)
    page = Client().get("/en/releases/2024/old/")
    assert "+2101234567" in page.content.decode()
    assert (
        broken(Client(), [address for found in public_addresses().values() for address in found], {200, 301, 302, 404})
        == {}
    )


def test_details_of_an_older_version_whose_zone_postgres_does_not_know_are_shown_by_utc(older_version, administrator):
    sql("ALTER TABLE pressreleases_missiondetails DROP CONSTRAINT mission_details_zone_known")
    details = making.make_details()
    MissionDetails.objects.filter(pk=details.pk).update(time_zone="Mars/Phobos")
    reader, staff = Client(), Client()
    staff.force_login(administrator)
    public = [address for found in public_addresses().values() for address in found]
    assert broken(reader, public, {200, 301, 302, 404}) == {}
    assert broken(staff, staff_addresses(), {200, 302, 403, 405}) == {}
    assert mission_today.read().letterhead["names"]


def test_a_language_that_the_site_does_not_know_is_shown_where_a_row_has_it(details, editor, administrator):
    """Postgres holds the form of a code; which codes there are, the settings say."""
    details.names.filter(language="az").update(language="zz")
    topic = Topic.objects.create()
    topic.names.create(language="en", name="Trade", slug="trade")
    original = making.make_release("A visit", slug="a-visit")
    translation = making.make_release("Una visita", language="zz", family=original.family, is_original=False)
    for release in (original, translation):
        release.topics.add(topic)
    publishing.publish([original, translation], by=editor)
    names = "start releases anniversaries anniversaries_ics topics corrections contact search".split()
    addresses = [reverse(name, args=["en"]) for name in names]
    addresses += [reverse(name) for name in "card share sitemap sitemap_of_pages news_sitemap api_releases".split()]
    addresses += [
        reverse(name, args=["en", 2024, "a-visit"])
        for name in ("release", "release_pdf", "release_txt", "release_json")
    ]
    addresses += [reverse("topic", args=["en", "trade"]), reverse("feed", args=["en", "atom"])]
    addresses += [reverse("short", args=[row.code]) for row in (original, translation)]
    assert broken(Client(), addresses, {200, 302, 404}) == {}
    staff = Client()
    staff.force_login(administrator)
    verbs = [f"/admin/pressreleases/release/{translation.pk}/{verb}/" for verb in ("correct", "withdraw", "classify")]
    assert broken(staff, [*staff_addresses(), *verbs], {200, 302, 403, 405}) == {}
