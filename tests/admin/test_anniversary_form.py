"""Patterns of titles in the form: what is not understood is refused at its field, the next ten years are shown."""

import datetime as dt
import re

import pytest

from tests.admin.filling import save
from tests.making import make_anniversary
from tests.public.page_elements import words

ANNIVERSARIES = "/admin/pressreleases/anniversary/"


def test_a_pattern_that_is_not_understood_is_refused_at_its_field_and_stays_typed(as_editor):
    anniversary = make_anniversary(en="Black January")
    typed = "{34th} of January"
    response = save(as_editor, f"{ANNIVERSARIES}{anniversary.pk}/change/", **{"names-0-title_pattern": typed})
    assert response.status_code == 200
    [names, _dates] = response.context["inline_admin_formsets"]
    assert "Next to {34th}, write the word" in names.formset.errors[0]["title_pattern"][0]
    assert typed in response.content.decode()
    assert not anniversary.names.exclude(title_pattern="").exists()


def test_the_form_shows_the_titles_of_the_next_ten_years(as_editor):
    anniversary = make_anniversary(en="Black January")
    pattern = "{Thirty Fourth} Anniversary of {name}"
    save(as_editor, f"{ANNIVERSARIES}{anniversary.pk}/change/", **{"names-0-title_pattern": pattern})
    page = as_editor.get(f"{ANNIVERSARIES}{anniversary.pk}/change/")
    [titles] = page.context["titles"]
    day = anniversary.next_on(dt.datetime.now(dt.UTC).date())
    assert day is not None
    year = day.year
    assert [row.year for row in titles.rows][:2] == [year, year + 1]
    assert re.findall(r'<li><time datetime="(\d{4})', page.content.decode())[0] == str(year)
    assert len(titles.rows) == 10
    assert "Thirty Ninth Anniversary of Black January" in words(page, "ol", class_="titles-list")[0]


def test_titles_and_days_of_what_is_typed_begin_in_the_same_year(as_editor):
    today = dt.datetime.now(dt.UTC).date()
    for days, year in ((-30, (today - dt.timedelta(days=30)).year + 1), (30, (today + dt.timedelta(days=30)).year)):
        day = today + dt.timedelta(days=days)
        rule = {"event_first_on": "1990-01-19", "rule": "fixed-day", "month": day.month, "day": min(day.day, 28)}
        rule |= {"goes_on": "on", "round_years": "10"}
        names = {"names-TOTAL_FORMS": "1", "names-0-language": "en", "names-0-name": "It"}
        typed = {**rule, **names, "names-0-title_pattern": "The {3rd} year of {name}"}
        [titles] = as_editor.post(f"{ANNIVERSARIES}titles/", typed).context["titles"]
        assert titles.rows[0].year == year
        assert f'<time datetime="{year}-' in as_editor.get(f"{ANNIVERSARIES}days/", rule).content.decode()


def test_the_titles_of_what_is_typed_are_shown_without_saving_it(as_editor, as_author):
    anniversary = make_anniversary(en="Black January")
    typed = {
        "event_first_on": "1990-01-19",
        "event_last_on": "",
        "names-TOTAL_FORMS": "3",
        "names-0-language": "en",
        "names-0-name": "It",
        "names-0-title_pattern": "The {3rd} year of {name}",
        "names-1-language": "az",
        "names-1-name": "O",
        "names-1-title_pattern": "{nonsense}",
        "names-2-language": "en",
        "names-2-name": "Gone",
        "names-2-title_pattern": "{name}",
        "names-2-DELETE": "on",
    }
    url = f"{ANNIVERSARIES}titles/"
    page = as_editor.post(url, typed).content.decode()
    assert "The 41st year of It" in page
    assert "not a known ordinal in Azərbaycanca" in page
    assert "Gone" not in page
    assert as_editor.post(url, {**typed, "event_first_on": "31 February"}).context["titles"] == []
    assert as_author.post(url, typed).status_code == 403
    assert as_editor.get(url).status_code == 405
    assert not anniversary.names.exclude(title_pattern="").exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("from_year", "99999", ["A year must have four digits."]),
        ("until_year", "10000", ["A year must have four digits."]),
        ("round_years", "5,abc", ["Number 2: Enter a whole number."]),
    ],
)
def test_a_number_that_is_wrong_is_refused_once_and_in_plain_words(as_editor, field, typed, said):
    anniversary = make_anniversary(en="Black January")
    response = save(as_editor, f"{ANNIVERSARIES}{anniversary.pk}/change/", **{field: typed})
    assert dict(response.context["adminform"].form.errors) == {field: said}


def test_the_last_year_of_four_digits_is_none_too_many(as_editor):
    anniversary = make_anniversary(en="Black January")
    assert save(as_editor, f"{ANNIVERSARIES}{anniversary.pk}/change/", until_year="9999").status_code == 302
