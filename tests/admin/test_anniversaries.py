"""Anniversaries in the admin: rules, addresses, files; observances on the desk, their drafts, the notes above one."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pressreleases.admin.comparison import CARRIED, compare_url
from pressreleases.models import Anniversary, AnniversaryName, AuditEntry, DraftNote, Observance, Release
from pressreleases.publishing import publish
from tests.admin.filling import change_url, messages_of, save, shown, verb_url
from tests.making import make_anniversary, make_release, today

pytestmark = pytest.mark.django_db

ADMIN = "/admin/pressreleases/anniversary/"


def url(anniversary):
    return f"{ADMIN}{anniversary.pk}/change/"


def test_a_rule_takes_its_own_fields_and_empties_the_others(as_editor):
    anniversary = make_anniversary(en="A day")
    changes = {"rule": "weekday", "nth": 2, "weekday": 6, "month": 5, "from_year": 1995, "round_years": "10, 25"}
    assert save(as_editor, url(anniversary), **changes).status_code == 302
    anniversary.refresh_from_db()
    assert (anniversary.day, anniversary.round_years, anniversary.version) == (None, [10, 25], 1)
    assert anniversary.observed_on(2027) == dt.date(2027, 5, 9)
    page = as_editor.get(url(anniversary)).content.decode()
    assert page.count("<li><time datetime=") == 10
    save(as_editor, url(anniversary))
    anniversary.refresh_from_db()
    assert anniversary.version == 1  # nothing was changed


def test_faults_stand_at_their_fields_and_lose_nothing_that_was_typed(as_editor):
    anniversary = make_anniversary(en="A day")
    response = save(as_editor, url(anniversary), rule="weekday", nth=2, until_year=1980, round_years="0")
    form = response.context["adminform"].form
    assert set(form.errors) >= {"weekday", "until_year"}
    assert (form["nth"].value(), form["round_years"].value()) == ("2", "0")


@pytest.mark.parametrize("field", ["month", "day", "from_year", "until_year"])
@pytest.mark.parametrize("value", ["13", "9" * 30, "-1"])
def test_a_number_that_no_calendar_has_is_a_fault_of_its_field(as_editor, field, value):
    anniversary = make_anniversary(en="A day")
    if (field, value) in (("day", "13"), ("from_year", "13"), ("until_year", "13")):
        value = "99999"
    response = save(as_editor, url(anniversary), **{field: value})
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


def test_the_next_days_of_what_is_being_written_are_told_before_it_is_saved(as_editor):
    typed = {"event_first_on": "1996-02-29", "rule": "fixed-day", "month": "2", "day": "29", "goes_on": "on"}
    more = {"in_common_years": "1-march", "from_year": "2097", "until_year": "2099", "round_years": "100"}
    answer = as_editor.get(f"{ADMIN}days/", {**typed, **more}).content.decode()
    assert [day in answer for day in ("1 March 2097", "1 March 2098", "1 March 2099", "2100")] == [True] * 3 + [False]
    table = {**typed, "rule": "table", "dates-0-observed_on": "2098-05-01", "dates-1-observed_on": "2099-05-02"}
    answer = as_editor.get(f"{ADMIN}days/", {**table, "dates-1-DELETE": "on"}).content.decode()
    assert "1 May 2098" in answer
    assert "2099" not in answer
    assert (
        as_editor.get(f"{ADMIN}days/", {"rule": "weekday"}).content.decode() == "Complete the fields to see the days."
    )
    assert Client().get(f"{ADMIN}days/").status_code == 302


def test_an_address_that_another_once_had_is_refused_at_its_field_and_never_chosen_by_itself(as_editor):
    first, second = make_anniversary(en="Old name"), make_anniversary(en="Second")
    AnniversaryName.objects.filter(anniversary=first).update(slug="new-name")
    response = save(as_editor, url(second), **{"names-0-slug": "old-name"})
    names = response.context["inline_admin_formsets"][0].formset
    assert "address of another anniversary: Old name" in names.forms[0].errors["slug"][0]
    save(as_editor, url(second), **{"names-0-name": "Old name!", "names-0-slug": ""})
    assert second.names.get().slug == "old-name-2"


def test_a_name_that_another_anniversary_has_is_refused_at_its_field(as_editor):
    first, second = make_anniversary(en="Day of Peace"), make_anniversary(en="Second")
    response = save(as_editor, url(second), **{"names-0-name": "DAY of  Peace"})
    [said] = response.context["inline_admin_formsets"][0].formset.errors[0]["name"]
    assert "This name is already used." in said
    assert url(first) in said
    assert second.names.get().name == "Second"


def test_the_list_takes_the_same_few_queries_whatever_their_number(as_editor, django_assert_max_num_queries):
    def add(number):
        rows = Anniversary.objects.bulk_create(
            Anniversary(event_first_on=dt.date(1990, 1, 1), month=1, day=1) for _n in range(number)
        )
        AnniversaryName.objects.bulk_create(
            AnniversaryName(anniversary=row, language="en", name=f"Day {row.pk}", slug=f"day-{row.pk}") for row in rows
        )

    add(2)
    with django_assert_max_num_queries(12) as few:
        as_editor.get(ADMIN)
    add(398)
    with django_assert_max_num_queries(len(few)):
        as_editor.get(ADMIN)


def test_the_list_is_in_the_order_of_the_next_dates_with_unknown_ones_last(as_editor):
    today = dt.datetime.now(dt.UTC).date()
    for name, days in (("Later", 200), ("Soon", 20), ("Just gone", -20)):
        day = today + dt.timedelta(days=days)
        make_anniversary(day.month, min(day.day, 28), 1990, en=name)
    over = make_anniversary(1, 1, 1990, en="Over")
    Anniversary.objects.filter(pk=over.pk).update(goes_on=False)
    names = [str(row) for row in as_editor.get(ADMIN).context["cl"].result_list]
    assert names == ["Soon", "Later", "Just gone", "Over"]
    column = as_editor.get(ADMIN).context["cl"].list_display.index("next_observance")
    backwards = [str(row) for row in as_editor.get(f"{ADMIN}?o=-{column}").context["cl"].result_list]
    assert backwards == ["Over", "Just gone", "Later", "Soon"]


def test_the_order_of_the_list_takes_the_same_queries_whatever_its_length(as_editor):
    counts = []
    for number in (1, 30):
        for n in range(number):
            make_anniversary(1 + n % 12, 1, 1990, en=f"Day {number} {n}")
        with CaptureQueriesContext(connection) as found:
            as_editor.get(ADMIN)
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_the_months_of_a_table_are_found_by_month(as_editor):
    moves, fixed = make_anniversary(9, 30, 2009, en="Nowruz"), make_anniversary(9, 30, 1990, en="September")
    Anniversary.objects.filter(pk=moves.pk).update(rule="table", month=None, day=None)
    for observed_on in ("2027-03-20", "2028-03-21"):
        moves.dates.create(observed_on=observed_on)
    # Dates that were left when the rule was changed are not its own any more.
    fixed.dates.create(observed_on="2027-03-20")
    for month, found in ((3, [moves]), (9, [fixed]), (4, [])):
        assert list(as_editor.get(f"{ADMIN}?month={month}").context["cl"].result_list) == found


def test_what_has_had_its_last_year_is_no_longer_observed(as_editor):
    over, goes_on = make_anniversary(1, 20, 1990, en="Over"), make_anniversary(1, 20, 1990, en="Goes on")
    moves = make_anniversary(1, 20, 1990, en="No date is known yet")
    Anniversary.objects.filter(pk=over.pk).update(until_year=2001)
    Anniversary.objects.filter(pk=goes_on.pk).update(until_year=2190)
    Anniversary.objects.filter(pk=moves.pk).update(rule="table", month=None, day=None)
    assert set(as_editor.get(f"{ADMIN}?goes_on=1").context["cl"].result_list) == {goes_on, moves}
    assert set(as_editor.get(f"{ADMIN}?goes_on=0").context["cl"].result_list) == {over}
    assert as_editor.get(f"{ADMIN}?goes_on=0&_facets=True").status_code == 200


def test_the_filters_of_the_list_are_words_and_find_what_they_say(as_editor):
    january, may = make_anniversary(1, 20, 1990, en="January"), make_anniversary(5, 28, 1918, en="May")
    Anniversary.objects.filter(pk=may.pk).update(goes_on=False, shown=False)
    page = as_editor.get(ADMIN).content.decode()
    for words in ("Still observed", "No longer observed", "Shown to readers", "Hidden from readers", ">January</a>"):
        assert words in page
    for query, found in (
        ("month=5", {may}),
        ("goes_on=1", {january}),
        ("goes_on=0", {may}),
        ("shown=0", {may}),
        ("shown=1", {january}),
        ("month=13", {january, may}),
        ("goes_on=x", {january, may}),
    ):
        assert set(as_editor.get(f"{ADMIN}?{query}").context["cl"].result_list) == found, query


def named(prefix, *names):
    rows = {f"{prefix}-TOTAL_FORMS": len(names), f"{prefix}-INITIAL_FORMS": 0}
    for index, (language, name) in enumerate(names):
        rows |= {f"{prefix}-{index}-language": language, f"{prefix}-{index}-name": name}
    return rows


def test_an_anniversary_is_observed_on_the_last_day_of_its_event_unless_said_otherwise(as_editor):
    data = {
        "event_first_on": "1990-01-19",
        "event_last_on": "1990-01-20",
        "rule": "fixed-day",
        "in_common_years": "28-february",
        "round_years": "10,25",
        "lead_days": 30,
        "goes_on": "on",
        "shown": "on",
        "dates-TOTAL_FORMS": 0,
        "dates-INITIAL_FORMS": 0,
        **named("names", ("en", "Black January"), ("az", "20 Yanvar faciəsi")),
    }
    assert as_editor.post("/admin/pressreleases/anniversary/add/", data).status_code == 302
    anniversary = Anniversary.objects.get()
    assert (anniversary.month, anniversary.day) == (1, 20)
    assert set(anniversary.names.values_list("slug", flat=True)) == {"black-january", "20-yanvar-faciesi"}
    page = as_editor.get("/admin/pressreleases/anniversary/", {"q": "yanvar"}).content.decode()
    assert re.search(r"20 January 20\d\d", page)


def test_a_day_that_does_not_exist_is_refused(as_editor):
    anniversary = Anniversary.objects.create(event_first_on=dt.date(1990, 1, 20), month=1, day=20)
    anniversary.names.create(language="en", name="A day", slug="a-day")
    response = save(as_editor, f"/admin/pressreleases/anniversary/{anniversary.pk}/change/", month=4, day=31)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors == {"day": ["That month does not have this day."]}


DESK = "/admin/"


def coming_anniversary(days=10, name="Black January", **changes):
    day = today() + dt.timedelta(days=days)
    day = day.replace(day=min(day.day, 28))
    anniversary = make_anniversary(day.month, day.day, en=name)
    Anniversary.objects.filter(pk=anniversary.pk).update(**changes)
    anniversary.refresh_from_db()
    return anniversary, day


def last_year(anniversary, day, editor):
    issued_on = day.replace(year=day.year - 1)
    old = anniversary.years_on(issued_on)
    text = f"Today is the {old}th anniversary." if old % 10 not in (1, 2, 3) else f"Today, {old} years ago."
    [edition] = publish(
        [make_release("Last year", text, issued_on=issued_on, anniversary=anniversary, slug="last")], by=editor
    )
    return edition


def act(client, anniversary, day, what="drafts", **data):
    return client.post(f"/admin/pressreleases/anniversary/{anniversary.pk}/{what}/{day.year}/", data)


def test_the_desk_lists_an_observance_once_its_lead_time_begins_with_what_is_to_be_done(as_editor):
    coming_anniversary(10, "To draft")
    _later, later_on = coming_anniversary(60, "Later")
    written, written_on = coming_anniversary(12, "Written")
    make_release("Ours", issued_on=written_on, anniversary=written, slug="ours")
    _by_hand, by_hand_on = coming_anniversary(14, "By hand")
    make_release("The anniversary By hand", issued_on=by_hand_on, slug="by-hand")
    desk = as_editor.get(DESK).context["desk"]
    assert {row.name: (str(row.next), row.release and row.release.title) for row in desk.ahead} == {
        "To draft": ("draft", None),
        "Written": ("open", "Ours"),
        "By hand": ("link", "The anniversary By hand"),
    }
    assert (str(desk.after.anniversary), desk.after.on) == ("Later", later_on)


def test_one_press_makes_the_drafts_and_opens_them_with_their_notes(as_author, editor):
    anniversary, day = coming_anniversary()
    last_year(anniversary, day, editor)
    response = act(as_author, anniversary, day)
    draft = Release.objects.get(issued_on=day)
    assert response.url == change_url(draft)
    page = as_author.get(change_url(draft))
    assert page.context["draft_notes"]["compare"] == compare_url(draft, CARRIED)
    assert page.context["draft_notes"]["open_count"] == DraftNote.objects.filter(release=draft).count() > 0
    assert "<mark>Today</mark>" in page.content.decode()
    assert "<mark" not in draft.body
    [row] = as_author.get(DESK).context["desk"].ahead
    assert (str(row.next), row.release) == ("open", draft)
    act(as_author, anniversary, day)
    assert Release.objects.filter(issued_on=day).count() == 1


def test_ticks_are_saved_with_the_form_outlive_a_refusal_and_are_asked_for_before_it_goes_out(as_editor, editor):
    anniversary, day = coming_anniversary()
    last_year(anniversary, day, editor)
    act(as_editor, anniversary, day)
    draft = Release.objects.get(issued_on=day)
    keys = list(DraftNote.objects.filter(release=draft).values_list("pk", flat=True))
    assert "have not been checked yet" in as_editor.get(verb_url(draft, "publish")).content.decode()
    data = shown(as_editor.get(change_url(draft)), _notes=keys, _looked_at=keys)
    refused = as_editor.post(change_url(draft), {**data, "title": ""})
    assert (refused.status_code, refused.context["draft_notes"]["ticked"]) == (422, set(keys))
    assert not DraftNote.objects.exclude(looked_at=None).exists()
    as_editor.post(change_url(draft), data)
    assert set(DraftNote.objects.values_list("looked_by", flat=True)) == {editor.pk}
    draft.refresh_from_db()
    assert draft.version == 1
    assert "have not been checked yet" not in as_editor.get(verb_url(draft, "publish")).content.decode()
    as_editor.post(change_url(draft), {**data, "_looked_at": keys[1:]})
    assert DraftNote.objects.filter(looked_at=None).count() == 1


def test_a_draft_is_compared_with_the_edition_that_it_comes_from(as_editor, editor):
    anniversary, day = coming_anniversary()
    last_year(anniversary, day, editor)
    act(as_editor, anniversary, day)
    draft = Release.objects.get(issued_on=day)
    url = compare_url(draft, CARRIED)
    page = as_editor.get(url).content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    assert as_editor.get(url.replace(str(draft.pk), str(Release.objects.get(slug="last").pk))).status_code == 404


def test_a_release_written_by_hand_is_linked_by_one_press(as_author, author):
    anniversary, day = coming_anniversary()
    mine = make_release("Black January, remembered", issued_on=day, slug="mine")
    assert "there may already be a release" in messages_of(act(as_author, anniversary, day))[0]
    response = act(as_author, anniversary, day, "link", release=mine.pk)
    assert response.url == change_url(mine)
    mine.refresh_from_db()
    assert mine.anniversary == anniversary
    assert Release.history.filter(id=mine.pk).latest().history_user == author
    assert AuditEntry.objects.filter(act="linked", key=mine.pk, actor=author).exists()
    other = make_release("Black January, again", issued_on=day, slug="again")
    refusal = messages_of(act(as_author, anniversary, day, "link", release=other.pk))[-1]
    assert "cannot be the release of this anniversary" in refusal


@pytest.mark.parametrize("what", ["drafts", "link"])
def test_nothing_is_drafted_or_linked_by_a_mere_visit_or_without_the_right(as_editor, what, editor):
    anniversary, day = coming_anniversary()
    mine = make_release("Black January, remembered", issued_on=day, slug="mine")
    url = f"/admin/pressreleases/anniversary/{anniversary.pk}/{what}/{day.year}/"
    assert as_editor.get(url).status_code == 405
    editor.groups.clear()
    assert as_editor.post(url, {"release": mine.pk, "despite": "1"}).status_code == 403
    assert not Observance.objects.exists()


def test_a_year_without_a_day_is_refused_in_words(as_editor):
    anniversary, _day = coming_anniversary()
    response = act(as_editor, anniversary, dt.date(1980, 1, 1))
    assert "is not observed in 1980" in messages_of(response)[0]


def test_the_desk_takes_the_same_queries_for_400_anniversaries_as_for_one(as_editor):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert as_editor.get(DESK).status_code == 200
        return len(captured)

    _one, day = coming_anniversary()
    make_release("Black January, remembered", issued_on=day, slug="by-hand")
    queries()
    for_one = queries()
    days = [day + dt.timedelta(days=number % 25 - 5) for number in range(400)]
    event = dt.date(1991, 1, 1)
    rows = Anniversary.objects.bulk_create(
        Anniversary(event_first_on=event, month=each.month, day=each.day) for each in days
    )
    AnniversaryName.objects.bulk_create(
        AnniversaryName(anniversary=row, language="en", name=f"State {row.pk}", slug=f"state-{row.pk}") for row in rows
    )
    assert queries() == for_one
