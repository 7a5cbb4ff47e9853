"""The sample content as it is read from its files."""

import pytest

from pressreleases.management import sample_content
from pressreleases.models.kinds import Act, Kind

FAMILIES = sample_content.families()


def test_families_come_in_the_order_of_their_dates_and_what_has_no_date_comes_last():
    dates = [family.issued_on for family in FAMILIES if family.issued_on]
    assert dates == sorted(dates)
    assert [family.state for family in FAMILIES if family.issued_on is None] == ["scheduled"]
    assert FAMILIES[-1].issued_on is None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.words[family.original].title)
def test_each_family_names_what_the_site_knows(family):
    assert family.state in {"live", "scheduled", "submitted", "draft"}
    assert family.kind in Kind.values
    assert set(family.topics) <= set(sample_content.table("topics"))
    assert family.anniversary in {"", *sample_content.table("anniversaries")}
    assert all(words.fields["body"].startswith("<") for words in family.words.values())


def test_paragraphs_parted_by_empty_lines_become_html_and_html_stays():
    assert sample_content._html("One & two.\n\n<ul><li>Three</li></ul>\n\nFour.\n") == (
        "<p>One &amp; two.</p>\n<ul><li>Three</li></ul>\n<p>Four.</p>"
    )


def test_a_withdrawal_has_its_act_and_its_reasons():
    acts = {family.withdrawal[0] for family in FAMILIES if family.withdrawal}
    assert acts == {Act.WITHDRAWN, Act.REMOVED}
    assert all(set(family.words) <= set(family.withdrawal[1]) for family in FAMILIES if family.withdrawal)


def test_a_text_that_only_differs_from_its_edition_has_no_note():
    rewritings = [each for family in FAMILIES for each in family.rewritings.values()]
    corrections = [each for family in FAMILIES for each in family.corrections.values()]
    assert rewritings
    assert [each.note for each in rewritings] == [""] * len(rewritings)
    assert all(each.note for each in corrections)
