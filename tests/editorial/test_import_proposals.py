"""What the site proposes for a document: what it has already, and what belongs to it."""

import datetime as dt
from typing import Any

import pytest

from pressreleases.editorial.errors import AlreadyThere
from pressreleases.editorial.import_proposals import Proposals, proposals_for
from pressreleases.editorial.importing import draft_from_sheet
from pressreleases.intake.document import Document
from pressreleases.intake.reading import read
from pressreleases.models import Topic, TopicName
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.django_db

SHEET = """\
Press release
20 January 2024

{title}

New York – The delegation spoke about water and about the work of the coming year, and it thanked its hosts for both.
"""


def document(title: str = "A Visit to the Sea") -> Document:
    return read(SHEET.format(title=title).encode())


def topic(name: str, slug: str) -> Topic:
    made = Topic.objects.create()
    TopicName.objects.create(topic=made, language="en", name=name, slug=slug)
    return made


def test_topics_are_those_whose_name_is_in_the_text_as_a_word() -> None:
    water = topic("Water", "water")
    topic("Wate", "wate")
    assert proposals_for(document()).topics == (water,)


def test_a_text_that_is_there_already_is_told_and_another_is_not() -> None:
    assert proposals_for(document()).there is None
    draft_from_sheet(document())
    assert isinstance(proposals_for(document()).there, AlreadyThere)
    assert proposals_for(document("A Visit to the Mountains")).there is None


def test_the_anniversary_that_the_title_names_is_proposed() -> None:
    anniversary = make_anniversary(en="Black January")
    assert proposals_for(document("On the Thirty-Fourth Anniversary of Black January")).anniversary == anniversary
    assert proposals_for(document()).anniversary is None


def test_originals_are_of_the_same_kind_and_day_in_another_language() -> None:
    original = make_release("Səfər", language="az", slug="sefer")
    make_release("Başqa səfər", language="az", slug="basqa", issued_on=dt.date(2024, 1, 21))
    make_release("Another visit")
    assert proposals_for(document()).originals == (original,)


def test_a_sheet_without_a_letterhead_proposes_none(details: Any) -> None:
    assert proposals_for(document()).head is None


def test_nothing_is_proposed_for_a_language_that_the_site_does_not_have(settings: Any) -> None:
    settings.LANGUAGES = [("az", "Azərbaycanca")]
    topic("Water", "water")
    assert proposals_for(document()) == Proposals()
