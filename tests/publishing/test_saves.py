"""The saves of a release: whose words each holds, since the edition that readers saw last."""

import datetime as dt
from typing import Any

import pytest

from pressreleases.models import Release
from pressreleases.publishing import publish
from pressreleases.publishing.saves import SINCE_LIVE_NOW, Save, last_save, saves
from tests.making import make_release, rewrite


def save(*, nobodys: bool = False, before: dict[str, Any] | None = None, **now: Any) -> Save:
    told = {"version": 1, "status": "draft", "in_step_with": "", "title": "A", "said": "a"}
    was = {**told, **before} if before is not None else None
    return Save(1, 2, 0, 3, nobodys, None, {**told, **now}, was)


def test_the_first_save_is_of_who_made_it_unless_it_was_made_of_a_document() -> None:
    assert save().is_somebodys
    assert not save(nobodys=True).is_somebodys


def test_a_later_save_is_somebodys_if_it_says_something_else() -> None:
    assert save(before={"said": "b"}).is_somebodys
    assert not save(before={}, status="submitted").is_somebodys


def test_where_redaction_emptied_the_words_all_but_a_move_counts() -> None:
    assert save(before={"title": ""}, version=2).is_somebodys
    assert not save(before={"title": ""}, status="submitted").is_somebodys


@pytest.mark.django_db
def test_only_what_was_saved_since_the_live_edition_is_found(
    details: Any, editor: Any, django_assert_num_queries: Any
) -> None:
    release = make_release()
    publish([release], by=editor)
    numbers = [found.number for found in saves(SINCE_LIVE_NOW, [release.pk])]
    rewrite(Release.objects.get(pk=release.pk), title="Another visit")
    with django_assert_num_queries(1):
        found = saves(SINCE_LIVE_NOW, [release.pk])
    newest = max(found, key=lambda each: each.number)
    assert newest.number == last_save(release)
    assert newest.number not in numbers
    assert newest.is_somebodys


@pytest.mark.django_db
def test_without_releases_nothing_is_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert saves(SINCE_LIVE_NOW, []) == []


@pytest.mark.django_db
def test_a_release_without_a_history_has_no_last_save() -> None:
    assert last_save(Release(pk=1, issued_on=dt.date(2024, 1, 20))) == 0
