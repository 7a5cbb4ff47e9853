"""The pages of anniversaries: what comes next, a year by month, one with its releases and gaps, former addresses."""

import datetime as dt

import pytest

from pressreleases import publishing
from pressreleases.models import Anniversary, AnniversaryDate, AnniversaryName, Observance
from pressreleases.public.reading import mission_today
from tests.making import make_anniversary, make_release
from tests.public.page_elements import alternates, canonical, elements, is_indexed, links, page, titles, words

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is 22 November 2026."""
    real = mission_today.read
    monkeypatch.setattr(mission_today, "read", lambda at=None: real(at or TODAY))


def changed(anniversary, **changes):
    for name, value in changes.items():
        setattr(anniversary, name, value)
    anniversary.save()
    return anniversary


def test_what_comes_next_stands_first_then_the_year_by_month(client, details):
    make_anniversary(month=11, day=21, year=1990, en="Yesterday")
    make_anniversary(month=11, day=22, year=1992, en="Today")
    make_anniversary(month=2, day=29, year=1996, en="Leap day")
    make_anniversary(az="Yalnız azərbaycanca")
    changed(make_anniversary(en="Hidden"), shown=False)
    changed(make_anniversary(en="Over"), goes_on=False)
    response = client.get("/en/anniversaries/")
    assert titles(response) == ["Today", "Leap day", "Yesterday", "Leap day", "Yesterday", "Today", "Over"]
    assert words(response, "h3") == ["February", "November"]
    assert words(response, "time")[:4] == ["22 November 2026", "28 February 2027", "21 November 2027", "28 Feb"]
    assert words(response, "p", class_="about") == [
        "34 years",
        "31 years",
        "37 years",
        "30 years",
        "36 years",
        "34 years",
    ]
    assert words(response, "strong") == ["30 years"]
    assert links(response)["2027"] == "/en/anniversaries/years/2027/"


def test_a_year_of_before_leads_to_its_releases_and_has_only_what_was_observed_then(client, details, editor):
    day = make_anniversary(month=1, day=1, year=1990, en="New Year")
    over = changed(make_anniversary(month=5, day=1, en="Not sent"), goes_on=False)
    changed(make_anniversary(month=6, day=1, en="Never written of"), goes_on=False)
    changed(make_anniversary(month=7, day=1, en="Later"), from_year=2026)
    writing = [
        make_release("Of the eve", issued_on=dt.date(2024, 12, 31), anniversary=day),
        make_release("In May", issued_on=dt.date(2025, 5, 1), anniversary=over),
        make_release("The year after", issued_on=dt.date(2026, 1, 1), anniversary=day),
    ]
    publishing.publish(writing, by=editor)
    make_release("Draft", issued_on=dt.date(2025, 1, 1), anniversary=day)
    response = client.get("/en/anniversaries/years/2025/")
    assert titles(response) == ["New Year", "Not sent"]
    assert words(response, "h2")[:2] == ["January", "May"]
    assert words(response, "p", class_="about") == ["35 years · Of the eve", "35 years · In May"]
    assert "noindex" in response.content.decode()
    answers = [client.get(f"/en/anniversaries/years/{year}/").status_code for year in (2023, 2024, 2036, 2037)]
    assert answers == [404, 200, 200, 404]


def test_a_year_of_before_leads_only_to_languages_that_have_it(client, details, editor):
    day = make_anniversary(month=1, day=1, year=1990, en="New Year", az="Yeni il")
    english = make_release("In English", issued_on=dt.date(2024, 1, 1), anniversary=day)
    later = make_release("Sonra", language="az", slug="sonra", issued_on=dt.date(2025, 1, 1), anniversary=day)
    publishing.publish([english, later], by=editor)
    for year, languages in ((2024, ["en"]), (2025, ["en", "az"])):
        codes = [code for code in ("en", "az") if client.get(f"/{code}/anniversaries/years/{year}/").status_code == 200]
        page = client.get(f"/en/anniversaries/years/{year}/").content.decode()
        assert (
            codes
            == languages
            == [code for code in ("en", "az") if f'href="/{code}/anniversaries/years/{year}/"' in page]
        )


def test_one_anniversary_says_what_when_and_by_what_other_names(client, details):
    anniversary = make_anniversary(en="Black January", az="Qara Yanvar")
    changed(anniversary, event_first_on=dt.date(1990, 1, 19), event_last_on=dt.date(1990, 1, 20))
    response = client.get("/en/anniversaries/black-january/")
    assert words(response, "dl", class_="facts") == [
        "Event 19–20 January 1990 Since then 36 years Observed Every year on 20 January Next 20 January 2027: 37 years"
        " In other languages Qara Yanvar (Azərbaycanca)"
    ]
    assert set(alternates(response)) == {"en", "az", "x-default"}
    assert links(response)["Azərbaycanca"] == links(response)["Qara Yanvar"] == "/az/anniversaries/qara-yanvar/"


def test_releases_stand_by_year_with_the_gaps_said(client, details, editor):
    anniversary = make_anniversary(month=1, day=20, year=1990, en="Black January")
    writing = [
        make_release(f"In {day.year}", issued_on=day, anniversary=anniversary)
        for day in (dt.date(2020, 1, 20), dt.date(2023, 1, 19), dt.date(2025, 1, 20))
    ]
    publishing.publish(writing, by=editor)
    make_release("Draft", issued_on=dt.date(2026, 1, 20), anniversary=anniversary)
    response = client.get("/en/anniversaries/black-january/")
    assert titles(response) == ["In 2025", "In 2023", "In 2020"]
    (listed,) = words(response, "ol", class_="years")
    assert listed == (
        "2026 No release available for this year 2025 In 2025 20 January 2025 · 35 years "
        "compared with 2023 2024 No release available for this year 2023 In 2023 19 January "
        "2023 · 33 years compared with 2020 2021–2022 No releases available for these years "
        "2020 In 2020 20 January 2020 · 30 years"
    )
    assert words(response, "strong") == ["35 years", "30 years"]
    # What staff say of a release goes before what its date seems to say.
    Observance.objects.create(anniversary=anniversary, year=2024, language="en", release=writing[1], linked=True)
    (listed,) = words(client.get("/en/anniversaries/black-january/"), "ol", class_="years")
    assert "2024 In 2023 19 January 2023 · 34 years" in listed
    # A year in which it was not observed is no gap, nor one that is still to come.
    changed(anniversary, until_year=2025, month=12, day=31)
    assert "2026" not in words(client.get("/en/anniversaries/black-january/"), "ol", class_="years")[0]


def test_what_changed_in_wording_between_any_two_years_is_told_word_by_word(client, details, editor):
    anniversary = make_anniversary(month=1, day=20, year=1990, en="Black January")
    body = "The {} anniversary is commemorated. 131 civilians were killed."
    writing = [
        make_release(f"Of {year}", body.format(word), issued_on=dt.date(year, 1, day), anniversary=anniversary)
        for year, day, word in ((2020, 20, "thirtieth"), (2023, 20, "thirty third"), (2024, 20, "thirty fourth"))
    ]
    aside = make_release("An aside", issued_on=dt.date(2024, 1, 22), anniversary=anniversary)
    publishing.publish([*writing, aside], by=editor)
    make_release("Draft", issued_on=dt.date(2025, 1, 20), anniversary=anniversary)
    there = "/en/anniversaries/black-january"
    assert links(client.get(f"{there}/"))["compared with 2023"] == f"{there}/2023/compare/2024/"
    response = client.get(f"{there}/2023/compare/2024/")
    changed_to = [" ".join(row.split()) for row in words(response, "p", class_="changed")]
    assert "The thirty [removed: third] [added: fourth] anniversary is commemorated. 131" in " ".join(changed_to)
    assert words(response, "dl", class_="compared") == ["2023 Of 2023 2024 Of 2024"]
    assert "Letterhead" not in page(response)
    assert links(response)["English"] == f"{there}/2023/compare/2024/"
    chosen = client.get(f"{there}/compare/", {"from": "2024", "to": "2020"})
    assert chosen["Location"] == f"{there}/2020/compare/2024/"
    assert client.get(chosen["Location"]).status_code == 200
    assert client.get(f"{there}/2024/compare/2020/")["Location"] == chosen["Location"]
    assert client.get(f"{there}/2024/compare/2025/").status_code == 404
    for unknown in ({"from": "2024", "to": "x"}, {"from": "0", "to": "2024"}):
        assert client.get(f"{there}/compare/", unknown).status_code == 404
    for half in ({}, {"from": "2024"}, {"from": "2024", "to": ""}):
        response = client.get(f"{there}/compare/", half)
        assert response.status_code == 200
        assert words(response, "h1") == ["Black January"]
        assert words(response, "select", id="from") == words(response, "select", id="to") == ["202420232020"]
        # The two newest are chosen beforehand, the older one as the earlier.
        assert words(response, "option", selected="") == ["2023", "2024"]
        assert not is_indexed(response)
        assert canonical(response).endswith(f"{there}/")


def test_where_no_two_years_can_be_compared_it_says_so_and_leads_back(client, details, editor):
    make_anniversary(en="Black January")
    response = client.get("/en/anniversaries/black-january/compare/")
    assert response.status_code == 200
    assert "At least two years need a release before you can compare them." in page(response)
    assert not elements(response, "select")
    assert client.get("/en/anniversaries/unknown/compare/").status_code == 404


def test_the_choice_of_years_of_a_renamed_anniversary_leads_on(client, details, editor):
    make_anniversary(en="Black January").names.update(slug="20-january")
    response = client.get("/en/anniversaries/black-january/compare/")
    assert (response.status_code, response["Location"]) == (301, "/en/anniversaries/20-january/compare/")
    chosen = client.get("/en/anniversaries/black-january/compare/?from=2023&to=2024")
    assert (chosen.status_code, chosen["Location"]) == (301, "/en/anniversaries/20-january/compare/?from=2023&to=2024")


def test_a_table_of_dates_and_the_years_of_observance_are_said(client, details):
    anniversary = changed(make_anniversary(en="Movable"), rule="table", month=None, day=None, from_year=2026)
    for day in (dt.date(2025, 5, 2), dt.date(2026, 5, 1), dt.date(2027, 4, 20)):
        AnniversaryDate.objects.create(anniversary=anniversary, observed_on=day)
    facts = words(client.get("/en/anniversaries/movable/"), "dl", class_="facts")[0]
    assert facts.endswith("Observed On a date set for each year Years Since 2026 Next 20 April 2027: 37 years")


def test_an_anniversary_without_releases_says_so(client, details):
    make_anniversary(en="New")
    assert "No release for this anniversary has been published" in page(client.get("/en/anniversaries/new/"))


def test_every_former_address_leads_on_for_ever_and_forgets_soon(client, details):
    anniversary = make_anniversary(en="Old name", az="Ad")
    AnniversaryName.objects.filter(language="en").update(slug="newer")
    AnniversaryName.objects.filter(language="en").update(slug="newest")
    for former in ("old-name", "newer"):
        for below in ("", "feed.atom"):
            response = client.get(f"/en/anniversaries/{former}/{below}")
            assert (response.status_code, response["Location"]) == (301, f"/en/anniversaries/newest/{below}")
            assert response["Cache-Control"] == "no-cache"
    # Without a name in that language it leads to another; hidden, it is as unknown as any.
    AnniversaryName.objects.filter(language="en").delete()
    assert client.get("/en/anniversaries/newest/")["Location"] == "/az/anniversaries/ad/"
    changed(anniversary, shown=False)
    assert client.get("/en/anniversaries/newest/").status_code == 404
    assert client.get("/en/anniversaries/newest/").content == client.get("/en/anniversaries/never/").content


def test_anniversaries_take_the_same_few_queries_whatever_their_number(
    client, details, editor, django_assert_num_queries
):
    def add(first, last):
        rows = Anniversary.objects.bulk_create(
            Anniversary(event_first_on=dt.date(1990, 1, 1), month=1 + n % 12, day=1 + n % 28)
            for n in range(first, last)
        )
        AnniversaryName.objects.bulk_create(
            AnniversaryName(anniversary=row, language="en", name=f"Day {n}", slug=f"day-{n}")
            for n, row in enumerate(rows, start=first)
        )
        return rows

    def look(number):
        with django_assert_num_queries(5):
            assert len(titles(client.get("/en/anniversaries/years/2025/"))) == number
        with django_assert_num_queries(4):
            assert client.get("/en/anniversaries/day-0/").status_code == 200

    first, _second = add(0, 2)
    publishing.publish([make_release(anniversary=first, issued_on=dt.date(2025, 1, 1))], by=editor)
    look(2)
    add(2, 400)
    look(400)
