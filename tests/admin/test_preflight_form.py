"""Checks before publishing: errors stop the page, warnings ask for a tick, differing languages for a reason."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pressreleases.models import AuditEntry, Edition
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import publish
from tests.admin.filling import change_url, do, messages_of, shown, verb_url
from tests.making import make_release, rewrite

TODAY_WORDS = {"summary": "The delegation arrived.", "place": "New York"}


@pytest.fixture
def release(details):
    """With nothing to look at."""
    return make_release(**TODAY_WORDS, issued_on=timezone.localdate(timezone=details_zone()))


def details_zone():
    from zoneinfo import ZoneInfo

    return ZoneInfo("America/New_York")


@pytest.fixture
def in_azerbaijani(release):
    return make_release(
        "Cenevrəyə səfər",
        "Nümayəndə heyəti gəldi.",
        language="az",
        family=release.family,
        is_original=False,
        slug="sefer",
        issued_on=release.issued_on,
        place="Nyu-York",
        summary="Nümayəndə heyəti gəldi.",
    )


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def test_a_text_with_nothing_to_look_at_asks_nothing(as_editor, release):
    page = as_editor.get(verb_url(release, "publish"))
    assert not {"looked", "despite"} & page.context["form"].fields.keys()
    assert "Checks before publishing" not in page.content.decode()
    assert as_editor.get(change_url(release)).context["lines"] == []
    assert as_editor.post(verb_url(release, "publish"), shown(page)).status_code == 302


def test_a_warning_needs_a_tick(as_editor, release):
    rewrite(release, summary="")
    page = as_editor.get(verb_url(release, "publish"))
    assert "There is no lead" in page.content.decode()
    assert f"{change_url(release)}#id_summary" in page.content.decode()
    response = as_editor.post(verb_url(release, "publish"), shown(page))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"looked"}
    assert live_titles() == []
    assert as_editor.post(verb_url(release, "publish"), shown(response, looked="on")).status_code == 302
    assert live_titles() == ["A visit to Geneva"]


def test_a_tick_holds_for_what_was_shown_and_for_nothing_else(as_editor, release):
    rewrite(release, summary="")
    data = shown(as_editor.get(verb_url(release, "publish")), looked="on")
    rewrite(release, place="")
    response = as_editor.post(verb_url(release, "publish"), data)
    assert response.status_code == 422
    assert "There is no place" in response.content.decode()
    assert 'name="looked" id="id_looked" checked' not in response.content.decode()
    assert as_editor.post(verb_url(release, "publish"), shown(response)).status_code == 422
    assert live_titles() == []
    assert as_editor.post(verb_url(release, "publish"), shown(response, looked="on")).status_code == 302


@pytest.mark.parametrize("slipped", [{}, {"looked": "on"}, {"looked": "on", "warned": ""}])
def test_a_warning_cannot_be_slipped_past(as_editor, release, slipped):
    data = shown(as_editor.get(verb_url(release, "publish")))
    rewrite(release, summary="")
    assert as_editor.post(verb_url(release, "publish"), {**data, **slipped}).status_code == 422
    assert live_titles() == []


def test_an_error_stops_the_page_and_leads_to_its_field(as_editor, release):
    data = shown(as_editor.get(verb_url(release, "publish")))
    rewrite(release, body="<p>There were [XX] of them.</p>")
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert "A comment was left in the text: “[XX]”" in page
    assert f"{change_url(release)}#id_body" in page
    assert 'id="verb-form"' not in page
    response = as_editor.post(verb_url(release, "publish"), {**data, "looked": "on"})
    assert response.status_code == 422
    assert live_titles() == []


def test_a_language_with_an_error_cannot_go_along(as_editor, release, in_azerbaijani):
    rewrite(in_azerbaijani, summary="[TBC]")
    page = as_editor.get(verb_url(release, "publish"))
    assert "together" not in page.context["form"].fields
    assert "“[TBC]”" in page.content.decode()


def test_the_day_of_a_schedule_is_asked_about_when_it_is_known(as_editor, release):
    page = as_editor.get(verb_url(release, "schedule"))
    assert "looked" not in page.context["form"].fields
    response = as_editor.post(verb_url(release, "schedule"), shown(page, day="2031-01-02", time="10:00"))
    assert "is more than a year away from 2 January 2031" in response.content.decode()
    assert not Edition.objects.exists()
    again = as_editor.post(verb_url(release, "schedule"), shown(response, day="2031-01-03", looked="on"))
    assert again.status_code == 422, "another day is another warning"
    assert as_editor.post(verb_url(release, "schedule"), shown(again, looked="on")).status_code == 302
    assert Edition.objects.get().begins_at.date() == dt.date(2031, 1, 3)


def test_a_correction_is_not_asked_what_the_live_edition_was_asked(as_editor, release, editor):
    rewrite(release, summary="", issued_on=dt.date(2024, 1, 20))
    publish([release], by=editor)
    rewrite(release, title="A visit to Vienna")
    assert "looked" not in as_editor.get(verb_url(release, "correct")).context["form"].fields
    rewrite(release, title="A VISIT TO VIENNA")
    assert "looked" in as_editor.get(verb_url(release, "correct")).context["form"].fields


@pytest.mark.parametrize("verb", ["submit", "publish"])
def test_only_what_tells_readers_something_is_held_up(as_editor, release, verb):
    rewrite(release, body="<p>[TBC]</p>")
    fits = do(as_editor, release, verb).status_code if verb == "submit" else 0
    assert (fits == 302) is (verb == "submit")


def test_languages_that_differ_need_a_reason(as_editor, release, in_azerbaijani):
    rewrite(release, body="<p>131 were killed.</p>")
    rewrite(in_azerbaijani, body="<p>113 nəfər öldürüldü.</p>")
    page = as_editor.get(verb_url(release, "publish"))
    assert "Numbers: 131 in English, 113 in Azerbaijani." in page.content.decode()
    together = [in_azerbaijani.pk]
    response = as_editor.post(verb_url(release, "publish"), shown(page, together=together, despite=" "))
    assert response.context["form"].errors.keys() == {"despite"}
    assert live_titles() == []
    reason = "The sources differ."
    answer = as_editor.post(verb_url(release, "publish"), shown(response, together=together, despite=reason))
    assert answer.status_code == 302
    assert any(reason in message for message in messages_of(answer))
    assert live_titles() == ["A visit to Geneva", "Cenevrəyə səfər"]


def test_a_language_that_stays_behind_is_not_compared(as_editor, release, in_azerbaijani):
    rewrite(in_azerbaijani, body="<p>113 nəfər öldürüldü.</p>")
    asked = do(as_editor, release, "publish")
    assert asked.context["form"].errors.keys() == {"looked"}
    assert as_editor.post(verb_url(release, "publish"), shown(asked, looked="on")).status_code == 302
    assert live_titles() == ["A visit to Geneva"]


def test_a_figure_corrected_in_one_language_is_held_against_the_other_that_is_live(
    as_editor, release, in_azerbaijani, editor
):
    rewrite(release, body="<p>113 were killed.</p>")
    rewrite(in_azerbaijani, body="<p>113 nəfər öldürüldü.</p>")
    publish([release, in_azerbaijani], by=editor)
    rewrite(release, body="<p>131 were killed.</p>")
    # The cursor is left above what has to be looked at.
    form = as_editor.get(verb_url(release, "correct")).context["form"]
    assert "despite" in form.fields
    assert "autofocus" not in form.fields["note_en"].widget.attrs
    response = do(as_editor, release, "correct", note_en="The figure was wrong.", unaffected_az="on")
    assert "Numbers: 131 in English, 113 in Azerbaijani." in response.content.decode()
    assert response.context["form"].errors.keys() == {"despite"}
    answers = {"note_en": "The figure was wrong.", "unaffected_az": "on", "despite": "The other counts otherwise."}
    assert do(as_editor, release, "correct", **answers).status_code == 302
    kept = AuditEntry.objects.get(act=AuditAct.LANGUAGES_DIFFER)
    assert (kept.key, kept.details) == (release.pk, {"reason": "The other counts otherwise."})
    rewrite(release, title="A visit to Geneva and Bern")
    page = as_editor.get(verb_url(release, "correct"))
    assert "autofocus" in page.context["form"].fields["note_en"].widget.attrs
    assert "despite" not in page.context["form"].fields, "what readers see already is not asked again"


def test_a_difference_that_came_meanwhile_is_not_covered_by_the_reason(as_editor, release, in_azerbaijani):
    rewrite(release, body="<p>131 were killed.</p>")
    rewrite(in_azerbaijani, body="<p>113 nəfər öldürüldü.</p>")
    url, together = verb_url(release, "publish"), [in_azerbaijani.pk]
    data = shown(as_editor.get(url), together=together, despite="So it is.")
    rewrite(release, body="<p>131 were killed, 744 wounded.</p>")
    response = as_editor.post(url, data)
    assert "131, 744 in English, 113 in Azerbaijani" in response.content.decode()
    assert live_titles() == []


def test_the_page_takes_as_many_queries_for_thirty_links_as_for_one(as_editor, release, in_azerbaijani):
    def queries(count):
        link = '<a href="/en/releases/2024/never/">a</a>'
        rewrite(release, body=f"<p>{link * count}</p>", summary="")
        found = []
        for url in (verb_url(release, "publish"), change_url(release)):
            as_editor.get(url)
            with CaptureQueriesContext(connection) as captured:
                as_editor.get(url)
            found.append(len(captured))
        return found

    assert queries(1) == queries(30)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda details: details.names.filter(language="en").delete(), "have no name of the mission in English."),
        (lambda details: details.numbers.all().delete(), "have no number."),
        (lambda details: type(details).objects.update(time_zone="UTC"), "have no time zone."),
    ],
)
def test_mission_details_without_a_name_in_the_language_a_number_or_a_zone_stop_the_page(
    as_editor, release, details, change, said
):
    change(details)
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert said in page
    assert f'<a href="/admin/pressreleases/missiondetails/{details.pk}/change/">Open the mission details</a>' in page
    assert said in do(as_editor, release, "publish").content.decode()
    assert said in as_editor.get(change_url(release)).content.decode()
    assert live_titles() == []


def test_a_name_that_is_missing_in_another_language_stops_only_that_one(as_editor, release, in_azerbaijani, details):
    details.names.filter(language="az").delete()
    page = as_editor.get(verb_url(release, "publish")).content.decode()
    assert page.count("have no name of the mission in Azərbaycanca.") == 1
    assert do(as_editor, release, "publish", also=[]).status_code == 302
    assert live_titles() == [release.title]
    assert "in Azərbaycanca." in do(as_editor, in_azerbaijani, "publish").content.decode()
    assert live_titles() == [release.title]
