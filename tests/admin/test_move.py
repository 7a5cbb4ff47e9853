"""Moving what is scheduled, by its button: the page begins with the time as planned and refuses what cannot be."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.admin.filling import change_url, do, messages_of, shown, verb_url
from tests.making import correct, in_future, make_release, rewrite
from tests.public.page_elements import words

pytestmark = pytest.mark.django_db

NEW_YORK = ZoneInfo("America/New_York")
PLANNED = dt.datetime(2031, 3, 4, 9, 30, tzinfo=NEW_YORK)
AGAIN = {"day": "2031-03-05", "time": "16:00"}
NEW = dt.datetime(2031, 3, 5, 16, tzinfo=NEW_YORK)


@pytest.fixture
def family(details):
    english = make_release("Visit")
    other = make_release("Səfər", language="az", family=english.family, is_original=False, slug="sefer")
    return english, other


def begins():
    return {edition.language: edition.begins_at for edition in Edition.objects.planned()}


def test_the_page_names_the_zone_and_begins_with_the_time_as_planned(as_editor, editor, family):
    publish(family, by=editor, at=PLANNED)
    page = as_editor.get(verb_url(family[0], "move"))
    assert shown(page)["day"] == "2031-03-04"
    assert shown(page)["time"] == "09:30"
    assert "Time in New York, UTC" in page.content.decode()
    assert verb_url(family[0], "move") in as_editor.get(change_url(family[0])).content.decode()


def test_all_languages_that_go_out_together_move_together(as_editor, editor, family):
    publish(family, by=editor, at=PLANNED)
    response = do(as_editor, family[0], "move", **AGAIN)
    assert begins() == {"en": NEW, "az": NEW}
    said = "Time changed. It takes effect automatically at the new time. English, Azərbaycanca · "
    assert f"{said}5 March 2031, 16:00 (New York)" in messages_of(response)


def test_a_language_that_goes_out_at_another_time_is_moved_only_if_it_is_ticked(as_editor, editor, family):
    english, other = family
    publish([english], by=editor, at=PLANNED)
    publish([other], by=editor, at=PLANNED + dt.timedelta(days=1))
    do(as_editor, english, "move", **AGAIN)
    assert begins() == {"en": NEW, "az": PLANNED + dt.timedelta(days=1)}
    do(as_editor, english, "move", together=[str(other.pk)], **AGAIN)
    assert begins() == {"en": NEW, "az": NEW}


def test_the_words_stay_as_scheduled_although_the_working_copy_was_rewritten(as_editor, editor, family):
    publish(family, by=editor, at=PLANNED)
    rewrite(family[0], title="Rewritten since")
    do(as_editor, family[0], "move", **AGAIN)
    assert Edition.objects.get(language="en").title == "Visit"
    assert Edition.objects.get(language="en").begins_at == NEW


@pytest.mark.parametrize(
    ("day", "time", "refusal"),
    [
        ("2020-01-01", "10:00", ("time", "That time has passed")),
        ("2031-03-09", "02:30", ("time", "the time 02:30 does not exist")),
        ("", "10:00", ("day", "required")),
        ("2031-03-09", "", ("time", "required")),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_field_and_nothing_moves(  # noqa: PLR0917  fixtures and parameters
    as_editor, editor, family, day, time, refusal
):
    publish(family, by=editor, at=PLANNED)
    response = do(as_editor, family[0], "move", day=day, time=time)
    field, words = refusal
    assert response.status_code == 422
    assert words in response.context["form"].errors[field][0]
    assert begins() == {"en": PLANNED, "az": PLANNED}


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_author_can_neither_see_nor_do_it(as_author, editor, family, method):
    publish(family, by=editor, at=PLANNED)
    response = getattr(as_author, method)(verb_url(family[0], "move"), {"seen": f"{family[0].pk}:1", **AGAIN})
    assert response.status_code == 403
    assert verb_url(family[0], "move") not in as_author.get(change_url(family[0])).content.decode()
    assert begins() == {"en": PLANNED, "az": PLANNED}


def test_there_is_no_button_for_what_is_not_scheduled(as_editor, editor, family):
    live, draft = family
    publish([live], by=editor)
    for release in (live, draft):
        assert verb_url(release, "move") not in as_editor.get(change_url(release)).content.decode()
        response = as_editor.get(verb_url(release, "move"))
        assert response.url == change_url(release)


def test_a_planned_withdrawal_has_the_buttons_of_what_is_scheduled_and_says_when(as_editor, editor, family):
    release, _other = family
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Called off."}, at=PLANNED)
    page = as_editor.get(change_url(release)).content.decode()
    assert "withdrawal scheduled for 4 March 2031, 09:30" in page
    offered = [
        name for name in ("move", "unschedule", "correct", "withdraw", "remove") if verb_url(release, name) in page
    ]
    assert offered == ["move", "unschedule"]
    do(as_editor, release, "move", **AGAIN)
    assert Withdrawal.objects.get().begins_at == NEW
    do(as_editor, release, "unschedule")
    assert not Withdrawal.objects.exists()


def test_a_planned_correction_moves_with_the_end_of_what_it_corrects(as_editor, editor, family):
    release, _other = family
    publish([release], by=editor)
    correct([rewrite(release, title="The visit")], by=editor, change_note="Exact.", at=in_future())
    release = Release.objects.get(pk=release.pk)
    do(as_editor, release, "move", **AGAIN)
    first, second = Edition.objects.order_by("number")
    assert first.ends_at == second.begins_at == NEW


@pytest.mark.parametrize("verb", ["move", "unschedule"])
def test_the_page_shows_the_words_that_are_scheduled_and_not_those_saved_since(as_editor, editor, family, verb):
    publish(family, by=editor, at=PLANNED)
    rewrite(family[0], title="Not ready yet", place="Geneva")
    rewrite(family[1], title="Hələ hazır deyil")
    page = as_editor.get(verb_url(family[0], verb))
    assert [telling.words.title for telling in (page.context["reader_view"], *page.context["others"])] == [
        "Visit",
        "Səfər",
    ]
    text = words(page, "main")[0]
    assert "New York, 20 Jan" in text
    for since in ("Not ready yet", "Hələ hazır deyil", "Geneva"):
        assert since not in text
    assert "Səfər" in text


def test_of_a_scheduled_withdrawal_it_shows_the_words_that_readers_see(as_editor, editor, family):
    publish(family[:1], by=editor)
    rewrite(family[0], title="Not ready yet")
    withdraw(family[:1], by=editor, reasons={"en": "In error."}, at=PLANNED)
    assert as_editor.get(verb_url(family[0], "move")).context["reader_view"].words.title == "Visit"
