"""Observances on the desk, the one press that makes their drafts or links a release, and the notes above a draft."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases.admin.comparison import CARRIED, compare_url
from pressreleases.models import Anniversary, AnniversaryName, AuditEntry, DraftNote, Observance, Release
from pressreleases.publishing import publish
from tests.admin.filling import change_url, messages_of, shown, verb_url
from tests.making import make_anniversary, make_release, today

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
