"""The verbs for many releases at once: the checks of each text, one bad row sinks nothing, and each row is told of."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases import publishing
from pressreleases.admin.verbs import mark_of_sheets
from pressreleases.models import AuditEntry, Edition, Image, ImageDescription, Release, Topic, Withdrawal
from pressreleases.publishing import errors, publish, withdraw
from tests.admin.choosing import choose, held_by, outcome, page_url, press, ticks
from tests.admin.filling import change_url, save, verb_url
from tests.making import in_future, make_release, make_user, rewrite, today

pytestmark = pytest.mark.django_db


DONE = "Published: readers can see it now."


@pytest.fixture(autouse=True)
def _details(details):
    """Nothing can be published without mission details."""


def ready(title="Ready", **changes):
    """A release that no checklist minds."""
    words = {"summary": "A lead.", "issued_on": today(), "slug": f"s-{Release.objects.count()}"}
    return make_release(f"{title} for readers", **{**words, **changes})


def pair(title, in_azerbaijani, **changes):
    one = ready(title)
    other = ready(in_azerbaijani, language="az", family=one.family, is_original=False, **changes)
    return one, other


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def test_the_chosen_are_published_and_each_is_told_of(as_editor):
    one, two = ready("One"), ready("Two")
    ready("Not chosen")
    response = press(as_editor, page_url("publish", one, two))
    assert outcome(as_editor, response) == {"One for readers": DONE, "Two for readers": DONE}
    assert live_titles() == ["One for readers", "Two for readers"]
    assert f'href="/en/releases/{one.issued_on.year}/{one.slug}/"' in as_editor.get(response.url).content.decode()
    assert AuditEntry.objects.filter(act="published").count() == 2


def test_one_bad_row_in_the_middle_sinks_none_of_the_others(as_editor):
    first, empty, left_over, last = ready("First"), ready("Empty", body=""), ready("Over"), ready("Last")
    rewrite(left_over, body="<p>The text [TBC].</p>")
    url = page_url("publish", first, empty, left_over, last)
    page = as_editor.get(url).content.decode()
    assert "“Empty for readers” has no text." in page
    assert f"{change_url(empty)}#id_body" in page
    assert "A comment was left in the text" in page
    assert outcome(as_editor, press(as_editor, url)) == {
        "Empty for readers": "Not done. “Empty for readers” has no text. Open the text",
        "Over for readers": "Not done. It has errors. Open its page to see and correct them.",
        "First for readers": DONE,
        "Last for readers": DONE,
    }
    assert live_titles() == ["First for readers", "Last for readers"]


def test_what_nobody_foresaw_in_one_row_sinks_none_of_the_others(as_editor, monkeypatch, caplog):
    first, strange, last = ready("First"), ready("Strange"), ready("Last")

    def fails(releases, **kwargs):
        if releases[0].pk == strange.pk:
            publish(releases, **kwargs)
            Release.objects.create(title="", language="en", issued_on=strange.issued_on)
        return publish(releases, **kwargs)

    monkeypatch.setattr(publishing, "publish", fails)
    said = outcome(as_editor, press(as_editor, page_url("publish", first, strange, last)))
    assert said["Strange for readers"].startswith("Not done. It failed.")
    assert live_titles() == ["First for readers", "Last for readers"]
    assert f"Releases [{strange.pk}] could not be done" in caplog.text
    assert not AuditEntry.objects.filter(act="published", key=strange.pk).exists()


def test_the_languages_of_a_text_go_out_at_one_instant(as_editor):
    one, other = pair("One", "Bir")
    press(as_editor, page_url("publish", one, other))
    assert live_titles() == ["Bir for readers", "One for readers"]
    assert len({edition.begins_at for edition in Edition.objects.all()}) == 1


def test_a_language_that_cannot_go_holds_back_the_other_and_no_third_text(as_editor):
    one, other = pair("One", "Bir", body="")
    alone = ready("Alone")
    said = outcome(as_editor, press(as_editor, page_url("publish", one, other, alone)))
    assert said == {
        "One for readers": "Not done. It was to be published together with another language, which failed.",
        "Bir for readers": "Not done. “Bir for readers” has no text. Open the text",
        "Alone for readers": DONE,
    }
    assert live_titles() == ["Alone for readers"]


def test_a_language_that_was_not_chosen_is_named_and_stays(as_editor):
    one, _other = pair("One", "Bir")
    url = page_url("publish", one)
    page = as_editor.get(url)
    assert "Not chosen, will not change:" in page.content.decode()
    assert "The text in Azərbaycanca is a draft. It will not be published with this one." in page.content.decode()
    press(as_editor, url)
    assert live_titles() == []
    press(as_editor, url, **ticks(page))
    assert live_titles() == ["One for readers"]


def test_warnings_need_their_own_tick_and_others_do_not_wait_for_it(as_editor):
    plain, short, no_lead = ready("Plain"), ready("S", summary=""), ready("Lead", summary="")
    url = page_url("publish", plain, short, no_lead)
    page = as_editor.get(url)
    of_short = {f"{short.pk}-looked": "on"}
    assert of_short.items() <= ticks(page).items()
    assert len(ticks(page)) == 2
    said = outcome(as_editor, press(as_editor, url, **of_short))
    assert said["Lead for readers"] == "Not done. You did not tick the box to say that you have checked its list."
    assert live_titles() == ["Plain for readers", "S for readers"]


def test_a_tick_is_for_the_warnings_that_were_shown_only(as_editor):
    release, other = ready("Linked", summary=""), ready("Other")
    rewrite(release, body=f'<p>See <a href="/en/releases/{other.issued_on.year}/{other.slug}/">there</a>.</p>')
    publish([other], by=make_user("Editor", "colleague"))
    url = page_url("publish", release)
    page = as_editor.get(url)
    withdraw([other], by=make_user("Editor", "second"), reasons={"en": "In error."})
    response = as_editor.post(url, {**held_by(page), **ticks(page)})
    assert "You did not tick" in outcome(as_editor, response)["Linked for readers"]
    assert live_titles() == []
    assert outcome(as_editor, press(as_editor, url, **ticks(as_editor.get(url))))["Linked for readers"] == DONE


def test_languages_that_differ_need_a_reason_which_is_recorded(as_editor):
    one, other = pair("One", "Bir", body="<p>113 nəfər.</p>")
    rewrite(one, body="<p>131 people.</p>")
    url = page_url("publish", one, other)
    assert "131 in English, 113 in Azerbaijani" in as_editor.get(url).content.decode()
    said = outcome(as_editor, press(as_editor, url, **{f"{one.pk}-despite": " "}))
    assert said["One for readers"] == "Not done. Its languages differ, and no reason was given."
    assert live_titles() == []
    press(as_editor, url, **{f"{one.pk}-despite": "Another count."})
    assert len(live_titles()) == 2
    assert AuditEntry.objects.get(act="languages-differ").details == {"reason": "Another count."}


def test_a_text_that_a_colleague_changed_meanwhile_is_not_published(as_editor, as_author):
    one, two = ready("One"), ready("Two")
    url = page_url("publish", one, two)
    held = held_by(as_editor.get(url))
    save(as_author, change_url(one), summary="Other words")
    said = outcome(as_editor, as_editor.post(url, held))
    assert said["One for readers"] == "Not done. Someone has saved a newer text in the meantime. Check it first."
    assert live_titles() == ["Two for readers"]


def test_nor_one_that_was_never_shown(as_editor):
    one = ready("One")
    held = held_by(as_editor.get(page_url("publish", one)))
    slipped_in = ready("Slipped in")
    as_editor.post(page_url("publish", one, slipped_in), held)
    assert live_titles() == ["One for readers"]


def test_what_is_out_or_scheduled_or_withdrawn_is_told_so_and_left(as_editor, editor):
    out, later, gone, fresh = ready("Out"), ready("Later"), ready("Gone"), ready("Fresh")
    publish([out, gone], by=editor)
    publish([later], by=editor, at=in_future())
    withdraw([gone], by=editor, reasons={"en": "In error."})
    rewrite(out, summary="Changed since")
    said = outcome(as_editor, press(as_editor, page_url("publish", out, later, gone, fresh)))
    assert said == {
        "Out for readers": f"Not done. {errors.AlreadyPublished(out)} Publish a correction",
        "Later for readers": f"Not done. {errors.AlreadyPlanned(later)} Cancel scheduled publication",
        "Gone for readers": f"Not done. {errors.TakenBack(gone)} Reinstate",
        "Fresh for readers": DONE,
    }
    assert Edition.objects.count() == 4
    assert verb_url(out, "correct") in as_editor.get(page_url("publish", out)).content.decode()


def test_whoever_wrote_part_of_it_cannot_publish_it_among_many(as_editor):
    own, other = ready("Own"), ready("Other")
    save(as_editor, change_url(own), summary="Words of the editor's own.")
    url = page_url("publish", own, other)
    page = as_editor.get(url)
    assert "You wrote part of “Own for readers”." in page.content.decode()
    assert verb_url(own, "publish") in page.content.decode()
    said = outcome(as_editor, as_editor.post(url, {**held_by(page), "alone": "Nobody else is here."}))
    assert said["Own for readers"] == f"Not done. {errors.WroteIt(own)} Publish now"
    assert live_titles() == ["Other for readers"]


def test_nor_if_they_wrote_it_while_the_page_was_open(as_editor):
    own = ready("Own")
    url = page_url("publish", own)
    held = held_by(as_editor.get(url))
    save(as_editor, change_url(own), summary="Words of the editor's own.")
    held[f"{own.pk}-seen"] = [mark_of_sheets([Release.objects.get(pk=own.pk)])]
    assert "You wrote part of" in outcome(as_editor, as_editor.post(url, held))["Own for readers"]
    assert live_titles() == []


def test_words_of_a_picture_that_changed_while_the_page_was_open_do_not_go_out_unread(as_editor):
    image = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    ImageDescription.objects.create(image=image, language="en", alternative_text="A house.")
    release = ready("Visit", lead_image=image)
    url = page_url("publish", release)
    held = held_by(as_editor.get(url))
    Image.objects.update(credit="Slander")
    as_editor.post(url, held)
    assert live_titles() == []
    as_editor.post(url, held_by(as_editor.get(url)))
    assert live_titles() == ["Visit for readers"]


def test_an_address_that_belongs_to_another_is_said_before_the_button(as_editor, editor):
    publish([ready("Owner", slug="taken")], by=editor)
    page = as_editor.get(page_url("publish", ready("Second", slug="taken"))).content.decode()
    assert "belongs to another release in this language" in page
    assert "Publish now</button>" not in page


def test_of_two_that_want_one_address_the_first_has_it(as_editor):
    one, two = ready("One", slug="same"), ready("Two", slug="same")
    said = outcome(as_editor, press(as_editor, page_url("publish", one, two)))
    assert sorted(said.values()) == [
        f"Not done. The address {one.issued_on.year}/same belongs to another release in this language. "
        "Choose another one. Open the text",
        DONE,
    ]
    assert len(live_titles()) == 1


def test_the_page_takes_as_many_queries_for_seven_as_for_three(as_editor):
    def queries(number):
        chosen = [row for index in range(number) for row in pair(f"T{number}-{index}", f"M{number}-{index}")]
        for row in chosen[::3]:
            rewrite(row, issued_on=row.issued_on - dt.timedelta(days=row.pk % 7))
        with CaptureQueriesContext(connection) as captured:
            page = as_editor.get(page_url("publish", *chosen))
        assert page.status_code == 200
        return len(captured)

    queries(1)
    assert queries(3) == queries(7)


WITHDRAWN = "Withdrawn. Readers see the title and the reason, not the text."


@pytest.fixture
def out(details, editor):
    rows = [make_release(title) for title in ("One", "Two", "Three")]
    publish(rows, by=editor)
    return rows


def test_the_chosen_are_withdrawn_with_one_reason(as_editor, out):
    url = choose(as_editor, "withdraw_chosen", out[0], out[1]).url
    assert live_titles() == ["One", "Three", "Two"]
    response = press(as_editor, url, reason_en="Sent in error.")
    assert outcome(as_editor, response) == {"One": WITHDRAWN, "Two": WITHDRAWN}
    assert live_titles() == ["Three"]
    assert set(Withdrawal.objects.values_list("act", "reasons__en")) == {("withdrawn", "Sent in error.")}


def test_the_reason_is_asked_in_each_language_and_each_is_told_in_its_own(as_editor, out, editor):
    other = make_release("Bir", language="az", family=out[0].family, is_original=False, slug="bir")
    publish([other], by=editor)
    url = page_url("withdraw", out[0], out[1], other)
    response = press(as_editor, url, reason_en="Sent in error.", reason_az=" ")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"reason_az"}
    assert "Sent in error." in response.content.decode()
    assert not Withdrawal.objects.exists()
    press(as_editor, url, reason_en="Sent in error.", reason_az="Səhvən.")
    assert Withdrawal.objects.get(release=out[1]).reasons == {"en": "Sent in error."}
    assert Withdrawal.objects.get(release=other).reasons == {"en": "Sent in error.", "az": "Səhvən."}


def test_what_cannot_be_withdrawn_sinks_none_of_the_others(as_editor, out, editor):
    draft = make_release("Draft")
    withdraw([out[1]], by=editor, reasons={"en": "Before."})
    said = outcome(as_editor, press(as_editor, page_url("withdraw", out[0], draft, *out[1:]), reason_en="Error."))
    assert said == {
        "Draft": "Not done. “Draft” is not published at the moment.",
        "Two": "Not done. “Two” was withdrawn. Reinstate it instead. Reinstate",
        "One": WITHDRAWN,
        "Three": WITHDRAWN,
    }
    assert live_titles() == []


def test_what_was_withdrawn_while_the_page_was_open_is_refused_by_the_verb(as_editor, out, editor):
    url = page_url("withdraw", *out)
    held = held_by(as_editor.get(url))
    withdraw([out[1]], by=editor, reasons={"en": "A colleague's reason."}, at=in_future())
    said = outcome(as_editor, as_editor.post(url, {**held, "reason_en": "Error."}))
    assert said["Two"].startswith("Not done. “Two” is already scheduled for a later time. Cancel that schedule first.")
    assert (said["One"], said["Three"]) == (WITHDRAWN, WITHDRAWN)


def test_what_was_saved_while_the_page_was_open_is_not_withdrawn(as_editor, as_author, out):
    url = page_url("withdraw", *out)
    held = held_by(as_editor.get(url))
    save(as_author, change_url(out[0]), summary="Newer")
    said = outcome(as_editor, as_editor.post(url, {**held, "reason_en": "Error."}))
    assert said["One"].startswith("Not done. Someone has saved a newer text in the meantime.")
    assert live_titles() == ["One"]


def test_an_author_cannot_withdraw_many(as_author, as_editor, out):
    held = held_by(as_editor.get(page_url("withdraw", *out)))
    assert as_author.post(page_url("withdraw", *out), {**held, "reason_en": "Error."}).status_code == 403
    assert len(live_titles()) == 3


@pytest.fixture
def topic(db):
    made = Topic.objects.create()
    made.names.create(language="en", name="Humanitarian", slug="humanitarian")
    return made


def test_a_topic_is_added_to_each_as_a_save_of_its_own(as_author, out, topic, author):
    rewrite(out[2], summary="Kept").topics.add(topic)
    before = out[0].history.count()
    untouched = out[2].history.count()
    url = choose(as_author, "add_topic_to_chosen", *out).url
    assert outcome(as_author, press(as_author, url, topic=topic.pk)) == {
        "One": "The topic was added. Readers see it with the next edition.",
        "Two": "The topic was added. Readers see it with the next edition.",
        "Three": "It already had the topic.",
    }
    for row in out:
        row.refresh_from_db()
    assert [row.version for row in out] == [2, 2, 1]
    assert out[0].changed_by == author
    assert [list(row.topics.all()) for row in out] == [[topic]] * 3
    assert out[0].history.count() == before + 1
    assert out[2].history.count() == untouched
    newest = out[0].history.latest()
    assert (newest.version, newest.history_user, [row.topic for row in newest.topics.all()]) == (2, author, [topic])
    entries = AuditEntry.objects.filter(act="saved").order_by("key").values_list("key", "actor_name", "details")
    assert list(entries) == [(row.pk, "author", {"changed": ["topics"], "version": 2}) for row in out[:2]]


def test_readers_do_not_see_the_topic_before_the_next_edition(as_editor, out, topic):
    press(as_editor, page_url("topic", out[0]), topic=topic.pk)
    assert not Edition.objects.get(release=out[0]).topics.exists()


def test_a_topic_takes_nothing_from_what_a_colleague_saved_meanwhile(as_editor, as_author, out, topic):
    url = page_url("topic", out[0])
    held = held_by(as_editor.get(url))
    save(as_author, change_url(out[0]), summary="A colleague's words")
    as_editor.post(url, {**held, "topic": topic.pk})
    out[0].refresh_from_db()
    assert (out[0].summary, out[0].version, out[0].topics.count()) == ("A colleague's words", 3, 1)


def test_no_topic_is_refused_at_its_field(as_editor, out, topic):
    for given in ("", "999999"):
        response = press(as_editor, page_url("topic", *out), topic=given)
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {"topic"}
    assert not any(row.topics.exists() for row in out)


def test_pressed_twice_the_topic_is_added_once_and_said_so(as_editor, out, topic):
    url = page_url("topic", out[0])
    answers = {**held_by(as_editor.get(url)), "topic": topic.pk}
    as_editor.post(url, answers)
    second = as_editor.post(url, answers)
    assert outcome(as_editor, second)["One"].startswith("The topic was added.")
    out[0].refresh_from_db()
    assert out[0].version == 2
