"""What is found in a text while it is written: of its words as typed, of its languages, and nothing that it is not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pressreleases.editorial.form_findings import begin, find, find_typed
from pressreleases.families import bring_into_step, compared_family, words_of
from pressreleases.models import Release
from pressreleases.publishing import publish, set_embargo, submit
from pressreleases.publishing.errors import NoText, UnderEmbargo
from tests.editorial.test_preflight import clock, codes, ready
from tests.making import in_future, make_details, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def details(db):
    return make_details()


def found_in(release, **typed):
    family = compared_family(release.family)
    row = next(row for row in family if row.pk == release.pk)
    return find_typed(typed, row, family, clock=clock()) if typed else find(row, family, clock=clock())


def in_azerbaijani(release, body="<p>113 nəfər.</p>", **changes):
    words = {"language": "az", "family": release.family, "is_original": False, "slug": "sefer", "body": body}
    return ready("Cenevrəyə səfər", **{**words, **changes})


def test_in_a_text_as_it_should_be_nothing_is_found():
    found = found_in(ready())
    assert (found.items, found.differences, found.refusal, found.count) == ((), (), None, 0)


def test_what_is_typed_is_checked_and_not_stored():
    release = ready()
    found = found_in(release, summary="", body="<p>[TBC]</p>")
    assert codes(found.items) == ["leftover", "no-lead"]
    assert [item.field for item in found.items] == ["body", "summary"]
    stored = Release.objects.get()
    assert (stored.summary, stored.version) == ("A lead.", 1)


def test_what_cannot_be_read_is_said():
    found = found_in(ready(), issued_on="31 February")
    assert len(found.unread) == found.count == 1


def test_an_empty_text_would_be_refused():
    assert isinstance(found_in(ready(), body="<p> </p>").refusal, NoText)


def test_an_embargo_is_named():
    release = ready()
    set_embargo([release], by=make_user("Editor"), ends_at=in_future())
    assert isinstance(found_in(release).refusal, UnderEmbargo)


def test_figures_that_differ_from_those_of_a_draft_in_another_language_are_found_as_they_are_typed():
    release = ready(body="<p>113 people.</p>")
    in_azerbaijani(release)
    assert found_in(release).differences == ()
    assert [str(each) for each in found_in(release, body="<p>131 people.</p>").differences] == [
        "Numbers: 131 in English, 113 in Azerbaijani."
    ]


def test_a_language_that_is_hardly_begun_is_not_compared():
    release = ready(body="<p>131 people.</p>")
    in_azerbaijani(release, body="")
    assert found_in(release).differences == ()


def test_a_draft_that_stays_behind_is_named_until_it_is_submitted_too():
    release = ready(body="<p>113 people.</p>")
    other = in_azerbaijani(release)
    assert codes(found_in(release).items) == ["language-draft"]
    submit([other], by=make_user("Author"))
    assert codes(found_in(release).items) == []


def test_a_translation_that_is_out_of_date_is_named_on_both_forms():
    release = ready(body="<p>113 people.</p>")
    other, by = in_azerbaijani(release), make_user("Editor")
    bring_into_step(other, words_of(release), by=by)
    submit([release, other], by=by)
    rewrite(release, title="A visit to Vienna")
    for row in (release, other):
        assert "language-behind" in codes(found_in(row).items)
    bring_into_step(other, words_of(release), by=by)
    assert "language-behind" not in codes(found_in(release).items)


def test_of_a_published_text_only_what_is_new_is_found():
    release = ready(summary="")
    publish([release], by=make_user("Editor"))
    assert found_in(release).items == ()
    assert codes(found_in(release, title="A VISIT TO GENEVA").items) == ["title-capitals"]


def test_punctuation_is_left_to_its_own_offer():
    found = found_in(ready(), title='A "visit" to Geneva')
    assert (found.items, found.has_marks) == ((), True)


def test_a_text_that_nobody_has_saved_is_checked_as_well():
    begun = begin(None, language="en", clock=clock())
    found = find_typed(
        {"title": "A visit to Geneva", "body": "<p>[TBC]</p>", "place": "Geneva"}, begun, [], clock=clock()
    )
    assert codes(found.items) == ["leftover", "no-lead"]
    assert not Release.objects.exists()


def test_a_translation_that_is_begun_is_compared_with_its_original_and_under_its_embargo():
    release = ready(body="<p>131 people.</p>")
    set_embargo([release], by=make_user("Editor"), ends_at=in_future())
    begun = begin(release.family, language="az", clock=clock())
    typed = {"language": "az", "title": "Cenevrəyə səfər", "summary": "Aparıcı.", "body": "<p>113 nəfər.</p>"}
    found = find_typed({**typed, "place": "Nyu-York"}, begun, compared_family(release.family), clock=clock())
    assert len(found.differences) == 1
    assert isinstance(found.refusal, UnderEmbargo)


def test_it_takes_as_many_queries_with_one_other_language_as_with_three(settings):
    settings.LANGUAGES = [("en", "English"), ("az", "Azerbaijani"), ("fr", "French"), ("es", "Spanish")]
    release, counts = ready(), []
    for code in ("az", "fr", "es"):
        make_release(code, language=code, slug=code, family=release.family, is_original=False)
        family = compared_family(release.family)
        with CaptureQueriesContext(connection) as asked:
            find(family[0], family, clock=clock())
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts
