"""Deleted drafts: kept for 30 days, brought back with all they had, forgotten afterwards."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from pressreleases.editorial.trash import KEPT_FOR, LanguageTaken, NotKept, ReferenceTaken, bring_back, forget
from pressreleases.editorial.trash import deleted_drafts as all_deleted
from pressreleases.families import settle_original
from pressreleases.models import AuditEntry, Image, Release, Topic
from pressreleases.models.kinds import Status
from pressreleases.publishing import publish, submit
from tests.making import make_anniversary, make_release, rewrite

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def deleted_drafts(at=None):
    return [row.title for row in all_deleted(at)]


def delete(release):
    """Delete it as the admin does; return the row of the history that is left."""
    family, key = release.family, release.pk
    release.delete()
    settle_original(family)
    return Release.history.filter(id=key).latest("history_id")


@pytest.fixture
def topic(db):
    made = Topic.objects.create()
    made.names.create(language="en", name="Culture", slug="culture")
    return made


def test_a_draft_comes_back_with_all_that_it_had(details, editor, author, topic):
    anniversary = make_anniversary(en="Black January")
    draft = make_release(
        "A draft", "Its words.", reference="No. 1", summary="A lead.", anniversary=anniversary, created_by=author
    )
    draft.topics.add(topic)
    submit([draft], by=author)
    before: dict[str, Any] = {**Release.objects.values().get()}
    back = bring_back(delete(draft).history_id, by=editor)
    after: dict[str, Any] = {**Release.objects.values().get()}
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"version", "status", "changed_at", "changed_by_id"}
    assert (after["version"], after["status"]) == (before["version"] + 1, Status.DRAFT)
    assert list(back.release.topics.all()) == [topic]
    assert back.left_out == ()


def test_its_history_goes_on(details, editor, topic):
    draft = make_release("A draft")
    draft.topics.add(topic)
    bring_back(delete(draft).history_id, by=editor)
    rows = list(Release.objects.get().history.order_by("history_id"))
    assert [row.history_type for row in rows] == ["+", "~", "-", "+"]
    assert rows[-1].history_user == editor
    assert [row.topic_id for row in rows[-1].historicalrelease_topics_set.all()] == [topic.pk]
    assert AuditEntry.objects.filter(act="brought-back").count() == 1


def test_it_is_offered_for_thirty_days_and_no_longer(details, editor):
    row = delete(make_release("A draft"))
    make_release("Still there")
    end = row.history_date + KEPT_FOR
    assert deleted_drafts(end - DAY) == ["A draft"]
    assert deleted_drafts(end) == []
    with pytest.raises(NotKept):
        bring_back(row.history_id, by=editor, at=end)
    assert not Release.objects.filter(title="A draft").exists()


def test_only_the_last_deletion_counts(details, editor):
    first = delete(make_release("A draft"))
    second = delete(rewrite(bring_back(first.history_id, by=editor).release, title="Rewritten"))
    assert deleted_drafts() == ["Rewritten"]
    with pytest.raises(NotKept):
        bring_back(first.history_id, by=editor)
    assert bring_back(second.history_id, by=editor).release.title == "Rewritten"
    with pytest.raises(NotKept):
        bring_back(second.history_id, by=editor)


def test_a_save_that_was_no_deletion_cannot_be_brought_back(details, editor):
    draft = make_release("A draft")
    delete(draft)
    with pytest.raises(NotKept):
        bring_back(Release.history.filter(history_type="+").get().history_id, by=editor)


def test_a_language_that_the_text_has_again_is_not_taken_away(details, editor):
    family = uuid.uuid4()
    row = delete(make_release("First", family=family))
    make_release("Second", family=family)
    with pytest.raises(LanguageTaken, match=r"“First” cannot be restored: .* in English, “Second”"):
        bring_back(row.history_id, by=editor)
    assert [each.title for each in Release.objects.all()] == ["Second"]


def test_there_is_still_one_original(details, editor):
    english = make_release("English")
    make_release("Azərbaycanca", language="az", slug="az", family=english.family, is_original=False)
    bring_back(delete(english).history_id, by=editor)
    assert dict(Release.objects.values_list("language", "is_original")) == {"az": True, "en": False}


def test_a_translation_that_comes_back_alone_is_the_original(details, editor):
    english = make_release("English")
    other = make_release("Azərbaycanca", language="az", slug="az", family=english.family, is_original=False)
    row = delete(other)
    delete(english)
    assert bring_back(row.history_id, by=editor).release.is_original


def test_a_reference_that_another_has_now_is_named(details, editor):
    row = delete(make_release("First", reference="No. 7"))
    make_release("Second", reference="No. 7")
    with pytest.raises(ReferenceTaken, match=r"“Second” now has its reference No\. 7"):
        bring_back(row.history_id, by=editor)


def test_an_address_that_another_has_now_stays_with_that(details, editor):
    row = delete(make_release("A visit", slug="a-visit"))
    publish([make_release("A visit", slug="a-visit")], by=editor)
    assert bring_back(row.history_id, by=editor).release.slug == "a-visit-2"


def test_what_is_not_there_any_more_is_left_out_and_named(details, editor, topic):
    picture = Image.objects.create(title="P", file="images/a.png", sha256="a" * 64, width=1, height=1)
    draft = make_release("A draft", lead_image=picture, lead_caption="The hall", lead_focus="0 0")
    draft.topics.add(topic)
    row = delete(draft)
    picture.delete()
    topic.delete()
    back = bring_back(row.history_id, by=editor)
    assert back.left_out == ("Lead picture", "Topics")
    assert (back.release.lead_image, back.release.lead_caption, back.release.lead_focus) == (None, "", "")


def test_forgetting_takes_the_whole_history_of_what_is_over(details, topic):
    draft = make_release("A secret draft")
    draft.topics.add(topic)
    row = delete(rewrite(draft, title="Rewritten"))
    assert forget(row.history_date + KEPT_FOR - DAY) == 0
    assert Release.history.filter(id=row.id).count() == 4
    assert forget(row.history_date + KEPT_FOR) == 1
    assert not Release.history.filter(id=row.id).exists()


def test_forgetting_leaves_what_is_there_or_was_brought_back(details, editor):
    published = make_release("Out", slug="out")
    publish([published], by=editor)
    back = bring_back(delete(make_release("A draft")).history_id, by=editor).release
    kept = Release.history.count()
    assert forget(timezone.now() + 400 * DAY) == 0
    assert Release.history.count() == kept
    assert {back, published} == set(Release.objects.all())


def test_the_command_says_what_it_forgot(details, capsys):
    row = delete(make_release("A draft"))
    call_command("tidy")
    assert capsys.readouterr().out == ""
    Release.history.filter(pk=row.pk).update(history_date=timezone.now() - KEPT_FOR)
    call_command("tidy")
    assert capsys.readouterr().out == "Permanently removed 1 deleted draft.\n"
