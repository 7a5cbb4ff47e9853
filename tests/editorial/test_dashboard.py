"""The desk: what waits for whom, and the same few queries with one release and with many."""

import datetime as dt

import pytest
from django.db.models import Q

from pressreleases.editorial.dashboard import dashboard, sent_back_to, to_be_endorsed
from pressreleases.families import need_translation
from pressreleases.mission_clock import clock_of
from pressreleases.models import Release
from pressreleases.publishing import endorse, publish, send_back, submit, withdraw
from tests.making import correct, in_future, make_release, make_user, publish_many, rewrite
from tests.publishing.test_four_eyes import begun, write

pytestmark = pytest.mark.django_db

WHY = "Nobody else is in today."


@pytest.fixture
def desk(details):
    def shown(user):
        return dashboard(user, clock_of(details), "en")

    return shown


def titles(lines):
    return [line.release.title for line in lines]


def test_what_was_submitted_waits_in_the_order_in_which_it_was_and_not_once_it_is_published(desk, editor, author):
    first, second = make_release("First"), make_release("Second")
    submit([first], by=author)
    submit([second], by=author)
    assert titles(desk(editor).submitted) == ["First", "Second"]
    publish([first], by=editor)
    assert titles(desk(editor).submitted) == ["Second"]


def test_drafts_and_changed_texts_are_in_hand_the_last_saved_first_and_published_ones_are_not(desk, editor):
    live, changed, planned = make_release("Live"), make_release("Changed"), make_release("Planned")
    publish([live, changed], by=editor)
    publish([planned], by=editor, at=in_future())
    make_release("Draft")
    rewrite(Release.objects.get(pk=changed.pk), title="Changed again")
    assert titles(desk(editor).in_hand) == ["Changed again", "Draft"]
    rewrite(Release.objects.get(pk=planned.pk), place="Baku")
    assert titles(desk(editor).in_hand) == ["Planned", "Changed again", "Draft"]


@pytest.mark.parametrize(("many", "more"), [(16, False), (17, True)])
def test_the_desk_shows_the_sixteen_that_wait_longest_and_says_that_there_are_more(details, desk, author, many, more):
    for number in range(many):
        submit([make_release(f"Text {number:02}")], by=author)
    shown = desk(author)
    assert [lines[0].release.title for lines in shown.submitted_families] == [f"Text {n:02}" for n in range(16)]
    assert shown.more_submitted is more


@pytest.mark.parametrize(("many", "more"), [(8, False), (9, True)])
def test_the_desk_shows_the_eight_drafts_saved_last_and_says_that_there_are_more(details, desk, editor, many, more):
    for number in range(many):
        make_release(f"Text {number}")
    shown = desk(editor)
    assert len(shown.families_in_hand) == 8
    assert shown.more_in_hand is more


def test_what_was_withdrawn_is_not_in_hand_though_it_was_changed(desk, editor):
    release = make_release("Withdrawn")
    publish([release], by=editor)
    rewrite(Release.objects.get(pk=release.pk), title="Other")
    withdraw([release], by=editor, reasons={"en": "Why"})
    assert titles(desk(editor).in_hand) == []


def test_what_was_sent_back_is_shown_to_who_began_submitted_or_wrote_it_and_to_nobody_else(details, editor, author):
    other, writer, starter = (make_user("Author", name) for name in ("other", "writer", "starter"))
    release = make_release("Visit", created_by=starter)
    submit([release], by=author)
    send_back([release], by=editor, comment="The place is wrong.")
    write(release, writer, place="Baku")
    for user, is_shown in ((author, True), (starter, True), (writer, True), (other, False), (editor, False)):
        assert bool(sent_back_to(user, 8)) is is_shown, user
    submit([Release.objects.get(pk=release.pk)], by=author)
    assert sent_back_to(author, 8) == []


def test_what_was_sent_back_is_not_in_hand_a_second_time(desk, editor, author):
    release = make_release("Visit")
    submit([release], by=author)
    send_back([release], by=editor, comment="The place is wrong.")
    assert (titles(desk(author).in_hand), titles(desk(editor).in_hand)) == ([], ["Visit"])
    assert [row.release.title for row in desk(author).sent_back] == ["Visit"]


def test_what_colleagues_published_alone_comes_first_for_who_may_endorse_it(details, editor, author):
    colleague = make_user("Editor", "colleague")
    (mine,) = publish([begun(editor, "Mine")], by=editor, alone=WHY)
    (theirs,) = publish([begun(colleague, "Theirs")], by=colleague, alone=WHY)
    assert [(each.first.edition, each.mine) for each in to_be_endorsed(colleague, 8)] == [(mine, False), (theirs, True)]
    assert [(each.first.edition, each.mine) for each in to_be_endorsed(author, 8)] == [(theirs, False), (mine, False)]
    endorse(mine, by=colleague)
    assert [each.first.edition for each in to_be_endorsed(editor, 8)] == [theirs]


def test_languages_that_went_out_together_alone_are_one_line(details, editor):
    english = begun(editor, "Visit")
    azerbaijani = begun(editor, "Səfər", language="az", family=english.family, is_original=False)
    publish([english, azerbaijani], by=editor, alone=WHY)
    (alone,) = to_be_endorsed(editor, 8)
    assert len(alone.rows) == 2


def test_what_went_out_lately_is_there_by_family_and_instant_the_newest_first(desk, editor):
    english = make_release("Visit")
    azerbaijani = make_release("Səfər", language="az", family=english.family, is_original=False)
    publish([english, azerbaijani], by=editor)
    publish([make_release("Other")], by=editor)
    publish([make_release("Planned")], by=editor, at=in_future())
    sent = [[edition.title for edition in sending.editions] for sending in desk(editor).lately]
    assert sent == [["Other"], ["Visit", "Səfər"]]
    correct([rewrite(Release.objects.get(pk=azerbaijani.pk), title="Səfərlər")], by=editor, minor=True)
    sent = [[edition.title for edition in sending.editions] for sending in desk(editor).lately]
    assert sent == [["Səfərlər"], ["Other"], ["Visit"]]


def test_a_missing_translation_is_asked_for_unless_the_text_is_old_and_untouched(desk, editor, details):
    release = make_release("Visit")
    old = dt.timedelta(days=61)
    assert [(each.original, each.language) for each in desk(editor).translations] == [(release, "az")]
    clock = clock_of(details)
    Release.objects.update(issued_on=clock.today - old, changed_at=clock.now - old)
    assert desk(editor).translations == []


def test_no_translation_is_asked_for_of_what_was_withdrawn(desk, editor):
    release = make_release("Visit")
    publish([release], by=editor)

    def wanting():
        on_desk = [each.original for each in desk(editor).translations]
        return on_desk, list(need_translation(Release.objects.all(), Q()))

    assert wanting() == ([release], [release])
    withdraw([release], by=editor, reasons={"en": "Called off."})
    assert wanting() == ([], [])


def test_an_author_sees_that_they_may_not_publish(desk, editor, author):
    assert (desk(editor).may_publish, desk(author).may_publish) == (True, False)


def test_it_takes_as_many_queries_with_one_release_as_with_thirty(desk, editor, django_assert_max_num_queries):
    publish_many(1, by=editor)
    make_release("Draft")
    with django_assert_max_num_queries(40) as few:
        desk(editor)
    publish_many(30, by=editor, title="More {}")
    for number in range(30):
        make_release(f"Draft {number}")
    with django_assert_max_num_queries(len(few)):
        desk(editor)
