"""The checklist: what it finds in a text, and what it leaves alone."""

import datetime as dt
import time

import pytest

from pressreleases.editorial.checklist import Going, checklist, two_spaces
from pressreleases.editorial.site_links import look_up
from pressreleases.language.numbers import cardinals
from pressreleases.models import Image, Release
from pressreleases.publishing import publish, withdraw
from tests.making import in_future, make_anniversary, make_release

pytestmark = pytest.mark.django_db

PICTURE = "ab" * 32


def written(**changes):
    """A release with nothing to look at, but for `changes`; not stored."""
    return Release(
        **{
            "language": "en",
            "title": "A visit to Geneva",
            "summary": "The delegation visits Geneva.",
            "place": "New York",
            "issued_on": dt.date(2024, 1, 20),
            "body": "<p>The delegation arrived on Monday.</p>",
            **changes,
        }
    )


def found(release, going=None, site=None):
    return [(item.field, item.code) for item in checklist(release, site or look_up([release.body]), going)]


def test_a_text_as_it_should_be_has_nothing_to_look_at():
    assert found(written(), Going(dt.date(2024, 1, 20))) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "Aa " * 60}, [("title", "title-long")]),
        ({"title": "Visit"}, [("title", "title-short")]),
        ({"title": "A visit to Geneva."}, [("title", "title-stop")]),
        ({"title": "A VISIT TO GENEVA"}, [("title", "title-capitals")]),
        ({"title": "AZƏRBAYCAN GÜNÜ", "language": "az"}, [("title", "title-capitals")]),
        ({"summary": " "}, [("summary", "no-lead")]),
        ({"place": ""}, [("place", "no-place")]),
        ({"summary": "Two  spaces."}, [("summary", "double-space")]),
        ({"body": "<p>Two <em>here</em>\u00a0 too.</p>"}, [("body", "double-space")]),
        ({"body": "<h2>One</h2><p>a</p><h4>Three</h4><p>b</p>"}, [("body", "headings")]),
        ({"body": "<h3>Too deep</h3><p>a</p>"}, [("body", "headings")]),
        ({"body": "<p>There were [XX] of them.</p>"}, [("body", "leftover")]),
        ({"body": "<p>Welcome: 한국어.</p>"}, [("body", "not-drawn")]),
        ({"speaker_name": "A. B. 😀"}, [("speaker_name", "not-drawn")]),
        ({"notes_to_editors": "TODO: numbers"}, [("notes_to_editors", "leftover")]),
        ({"title": "{ordinal} anniversary of the day"}, [("title", "leftover")]),
        (
            {"body": '<p>The "Black January".</p>', "lead_caption": "a - b"},
            [("body", "punctuation"), ("lead_caption", "punctuation")],
        ),
    ],
)
def test_it_finds(changes, expected):
    assert found(written(**changes)) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "A visit to the U.S."},
        {"title": "What comes next…"},
        {"title": "COP29 and BMT"},
        {"press_contact": "The mission's press office - 212", "place": "St. John's"},
        {"body": "<p>One</p>\n  <p>Two</p>"},
        {"body": "<h2>One</h2><h3>Two</h3><p>a</p><h2>Three</h2><p>b</p>"},
    ],
)
def test_it_leaves_alone(changes):
    assert found(written(**changes)) == []


def test_a_picture_needs_words_and_must_be_of_this_site():
    Image.objects.create(title="A hall", file=f"images/{PICTURE}.jpg", sha256=PICTURE, width=4, height=3)
    shown = f'<p>Look: <img src="/media/images/{PICTURE}.jpg" alt=""></p>'
    unknown = f'<p>Look: <img src="/media/images/{"cd" * 32}.jpg" alt="A hall"></p>'
    assert found(written(body=shown)) == [("body", "picture-words")]
    assert found(written(body=unknown)) == [("body", "picture-unknown")]
    assert found(written(body=shown.replace('alt=""', 'alt="A hall"'))) == []


def test_the_lead_picture_needs_words_in_this_language():
    picture = Image.objects.create(title="A hall", file=f"images/{PICTURE}.jpg", sha256=PICTURE, width=4, height=3)
    picture.descriptions.create(language="az", alternative_text="Zal")
    assert found(written(lead_image=picture)) == [("lead_image", "lead-picture-words")]
    picture.descriptions.create(language="en", alternative_text="A hall")
    assert found(written(lead_image=picture)) == []


def test_links_lead_to_what_readers_can_open(details, editor):
    live, planned, gone = make_release("Live"), make_release("Planned"), make_release("Gone")
    make_release("Only a draft")
    make_anniversary(en="Black January")
    publish([live, gone], by=editor)
    publish([planned], by=editor, at=in_future())
    withdraw([gone], by=editor, reasons={"en": "In error."})

    def trouble(link):
        return [code for _field, code in found(written(body=f'<p><a href="{link}">there</a></p>'))]

    for fine in (
        "/en/releases/2024/live/",
        "/en/releases/2024/live",
        "/en/releases/2024/planned/",
        "/en/releases/2024/",
        "/en/anniversaries/black-january/",
        f"/r/{live.code}",
        "/en/contact/",
        "http://127.0.0.1:8000/en/releases/2024/live/",
        "https://www.un.org/en/releases/2024/nowhere/",
        "mailto:press@mission.example",
    ):
        assert trouble(fine) == [], fine
    assert trouble("/en/releases/2024/never-was/") == ["link-nowhere"]
    assert trouble("http://127.0.0.1:8000/en/releases/2024/never-was/") == ["link-nowhere"]
    assert trouble("/en/anniversaries/never-was/") == ["link-nowhere"]
    assert trouble("/media/images/never-was.jpg") == ["link-nowhere"]
    assert trouble("/r/bcdfgh") == ["link-nowhere"]
    assert trouble("/en/releases/2024/only-a-draft/") == ["link-not-out"]
    assert trouble("/en/releases/2024/gone/") == ["link-taken-back"]
    assert trouble("/admin/") == ["link-unknown"]
    assert trouble("/nowhere.html") == ["link-unknown"]


def test_what_goes_out_together_may_be_linked(details):
    other = make_release("Only a draft")
    body = '<p><a href="/en/releases/2024/only-a-draft/">there</a></p>'
    assert found(written(body=body), site=look_up([body], going=[other])) == []


@pytest.mark.parametrize(
    ("language", "title", "misfit"),
    [
        ("en", "Thirty Fourth Anniversary of the “Black January”", False),
        ("en", "34th anniversary of Black January", False),
        ("en", "Thirty-third anniversary of Black January", True),
        ("en", "33rd anniversary of Black January", True),
        ("en", "The 35th year after Black January", False),
        ("en", "One hundred thirty-fourth anniversary of Black January", True),
        ("en", "Two hundred thirty-third anniversary of something else", False),
        ("az", "“Qara Yanvar”ın otuz dördüncü ildönümü", False),
        ("az", "“Qara Yanvar”ın 34-cü ildönümü", False),
        ("az", "“Qara Yanvar”ın OTUZ ÜÇÜNCÜ İLDÖNÜMÜ", True),
        ("az", "“Qara Yanvar”ın 33-cü il dönümünə dair", True),
        ("az", "“Qara Yanvar”dan sonra otuz beşinci il", False),
        ("fr", "Trente-quatrième anniversaire du « Janvier noir »", False),
        ("fr", "33e anniversaire du « Janvier noir »", True),
        ("ru", "К тридцать четвёртой годовщине «Чёрного января»", False),
        ("ru", "К 33-й годовщине «Чёрного января»", True),
        ("ar", "الذكرى السنوية الثالثة والثلاثون", True),
        ("zh", "“黑色一月”33周年", True),
        ("de", "33. Jahrestag", False),
    ],
)
def test_the_ordinal_of_an_anniversary_fits_its_year(language, title, misfit):
    anniversary = make_anniversary(en="Black January", az="Qara Yanvar")
    codes = [code for _f, code in found(written(title=title, language=language, anniversary=anniversary))]
    assert ("ordinal" in codes) is misfit


def test_in_the_text_only_a_sentence_that_names_the_anniversary_is_held_to_it():
    anniversary = make_anniversary(en="Black January")
    body = "<p>The 75th anniversary of the Declaration was in 2023. It was the 33rd anniversary of Black January.</p>"
    items = checklist(written(body=body, anniversary=anniversary), look_up([body]))
    assert [(item.field, item.words, item.count) for item in items] == [("body", "33rd anniversary", 34)]
    assert found(written(body=body)) == []


def test_a_release_of_december_may_be_about_the_observance_of_january():
    anniversary = make_anniversary(en="Black January")
    release = written(
        issued_on=dt.date(2023, 12, 28), anniversary=anniversary, title="34th anniversary of Black January"
    )
    assert found(release) == []


def test_the_date_of_issue_is_that_of_the_day_it_goes_out():
    assert found(written(), Going(dt.date(2024, 1, 21))) == [("issued_on", "not-today")]
    assert found(written(), Going(dt.date(2024, 1, 21), scheduled=True)) == [("issued_on", "not-that-day")]


@pytest.mark.parametrize("day", [dt.date(2025, 1, 22), dt.date(2023, 1, 18)])
def test_a_date_more_than_a_year_away_is_asked_about_in_either_direction(day):
    assert found(written(), Going(day)) == [("issued_on", "far-day")]
    assert found(written(), Going(day, scheduled=True)) == [("issued_on", "far-day")]
    (item,) = checklist(written(), look_up([]), today=day)
    assert "20 January 2024, is more than a year away" in str(item)
    assert not item.blocks


@pytest.mark.parametrize("day", [dt.date(2025, 1, 20), dt.date(2023, 1, 20)])
def test_a_date_of_a_year_ago_is_no_typing_error(day):
    assert found(written(), Going(day)) == [("issued_on", "not-today")]
    assert checklist(written(), look_up([]), today=day) == []


def test_a_page_of_the_mission_needs_no_lead_no_place_and_no_date():
    page = written(summary="", place="")
    assert {code for _field, code in found(page, Going(dt.date(2026, 1, 1)))} == {"no-lead", "no-place", "far-day"}
    page.page = "about"
    assert found(page, Going(dt.date(2026, 1, 1))) == []


def test_errors_stand_before_warnings_and_each_once():
    release = written(summary="", body="<p>[TBC] and [TBC]</p>")
    assert found(release) == [("body", "leftover"), ("summary", "no-lead")]


@pytest.mark.parametrize("language", ["en", "az", "tr"])
def test_the_table_of_cardinals_has_every_number_from_1_to_100_once(language):
    assert sorted(cardinals(language).values()) == list(range(1, 101))
    assert cardinals("fr") == {}


def test_cardinals_are_spelled_without_hyphens():
    assert cardinals("en")["thirty four"] == cardinals("az")["otuz dörd"] == cardinals("tr")["otuz dört"] == 34
    assert cardinals("en")["twelve"] == cardinals("az")["on iki"] == 12
    assert cardinals("az")["doxsan doqquz"] == 99
    assert cardinals("en")["hundred"] == cardinals("az")["yüz"] == 100


@pytest.mark.parametrize("piece", ["y", "\u4e2d", "\u00a0", " ", "y ", "  y", " \n"])
def test_a_text_as_long_as_can_be_is_looked_at_at_once(piece):
    long = (piece * (200_000 // len(piece)))[:199_990]
    release = written(summary=long, body=f"<p>{long}</p>", language="zh")
    site = look_up([])
    began = time.process_time()
    checklist(release, site)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("two  words", "two  words"),
        ("one two \u00a0 three four", "two  three"),
        ("a" * 100 + "  " + "b" * 100, "a" * 40 + "  " + "b" * 40),
        ("  at the beginning", ""),
        ("at a line's end  \nand on", ""),
        ("no two spaces", ""),
    ],
)
def test_two_spaces_are_told_with_the_words_around_them(words, told):
    assert two_spaces(words) == told
