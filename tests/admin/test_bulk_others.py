"""Withdrawing many releases and adding a topic to many: asked once, done to each on its own, told row by row."""

import pytest

from pressreleases.models import AuditEntry, Edition, Topic, Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.admin.choosing import choose, held_by, outcome, page_url, press
from tests.admin.filling import change_url, save
from tests.making import in_future, make_release, rewrite

pytestmark = pytest.mark.django_db

WITHDRAWN = "Withdrawn. Readers see the title and the reason, not the text."


@pytest.fixture
def topic(db):
    made = Topic.objects.create()
    made.names.create(language="en", name="Humanitarian", slug="humanitarian")
    return made


@pytest.fixture
def out(details, editor):
    rows = [make_release(title) for title in ("One", "Two", "Three")]
    publish(rows, by=editor)
    return rows


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


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
