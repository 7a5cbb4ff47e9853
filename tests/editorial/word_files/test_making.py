"""The Word file of a draft: what it says, that it reads back as the draft in every language, and what it costs."""

import datetime as dt
import re
import time

import pytest
from django.utils import timezone

from mission_site.languages import NAMES
from pressreleases.intake.reading import read
from pressreleases.language.languages import direction
from pressreleases.management.sample_content import families
from tests.attachments import entry
from tests.editorial.word_files import (
    RICH,
    changed,
    compared,
    figure,
    made,
    part_of,
    rich_release,
    shown,
    stored_picture,
    words_of,
)
from tests.making import make_details, make_release

pytestmark = pytest.mark.django_db

WORDS = {
    "en": ("A visit to Geneva", "On 20 January the delegation arrived. 131 persons met it: “welcome”."),
    "az": ("Cenevrəyə səfər", "Yanvarın 20-də nümayəndə heyəti gəldi. Onu 131 nəfər qarşıladı: ığışöçü."),
    "ar": ("زيارة إلى جنيف", "وصل الوفد في 20 يناير 2024 إلى COP29 في باكو، وقال (مرحبا) للجميع."),
    "es": ("Una visita a Ginebra", "El 20 de enero llegó la delegación. «Bienvenidos», dijeron 131 personas."),
    "fr": ("Une visite à Genève", "Le 20 janvier, la délégation est arrivée : « bienvenue », œuvre, 131."),
    "ru": ("Визит в Женеву", "20 января прибыла делегация. Её встретили 131 человек: «Добро пожаловать»."),
    "tr": ("Cenevre’ye ziyaret", "Heyet 20 Ocak’ta geldi. 131 kişi karşıladı: İstanbul, ığdır, Şığöçü."),
    "zh": ("访问日内瓦", "一月二十日，代表团抵达。当天有131人出席欢迎仪式。"),
}


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.LANGUAGES = list(NAMES.items())


def test_a_file_that_nobody_changed_says_the_same_in_every_field(details, editor):
    image = stored_picture()
    lead = {"lead_image": image, "lead_caption": "The flag above"}
    release = rich_release(body=RICH + figure(image) + "<p>Last.</p>", **lead)
    found = compared(made(release, editor), release, editor)
    assert found.says_nothing
    assert (found.by_styles, found.is_current, found.made_of) == (True, True, 1)
    assert found.values["body"] == release.body
    assert found.values["notes_to_editors"] == release.notes_to_editors


@pytest.mark.parametrize("language", WORDS)
def test_in_each_language_it_reads_back_with_the_same_words(details, editor, language):
    title, words = WORDS[language]
    body = f"<p>{words}</p><ul><li>{words}</li></ul><table><tr><th>{words}</th></tr><tr><td>131</td></tr></table>"
    release = make_release(title, body=body, language=language, slug="visit", summary=words, speaker_name="A. B.")
    data = made(release, editor)
    found = compared(data, release, editor)
    assert found.by_styles
    assert found.says_nothing
    assert ("<w:bidi/>" in part_of(data)) == (direction(language) == "rtl")
    assert f"<dc:language>{language}</dc:language>" in part_of(data, "docProps/core.xml")


def test_the_samples_read_back_and_an_import_finds_their_titles_and_words(details, editor):
    for number, family in enumerate(families()):
        for language, words in family.words.items():
            fields = {"kind": family.kind, "reference": "", **words.fields}
            release = make_release(**{**fields, "language": language, "slug": f"sample-{number}"})
            data = made(release, editor)
            assert compared(data, release, editor).says_nothing, words.title
            document = read(data, answers={"country": "US"})
            assert document.title == " ".join(words.title.split())
            said = "".join((document.body, *document.notes, document.lead, document.place, document.speaker_name))
            missing = set(_letters(words.fields["body"])) - set(_letters(said))
            assert not missing, (words.title, missing)


def _letters(html):
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", html))


def test_an_embargo_is_above_the_letterhead_and_without_one_nothing_is_said(details, editor):
    release = rich_release(embargo_ends_at=timezone.now() + dt.timedelta(days=1))
    assert "EMBARGOED until" in words_of(made(release, editor), "word/header2.xml")
    assert "EMBARGO" not in words_of(made(make_release(), editor), "word/header2.xml")


def test_attachments_are_named_and_are_no_words_of_the_text(details, editor):
    release = rich_release(attachments=[entry(title="The declaration")])
    data = made(release, editor)
    assert "The declaration" in words_of(data)
    assert compared(data, release, editor).says_nothing


# What it costs


def test_a_text_of_forty_pages_with_tables_is_made_and_compared_in_seconds(details, editor):
    row = "<tr><td>Country</td><td>1 200</td><td>12.5 %</td></tr>"
    words = "<p>The delegation arrived and spoke with many people of the city.</p>"
    page = f"<h2>Part</h2>{words * 12}<table>{row * 12}</table>"
    release = make_release(body=page * 55)
    started = time.monotonic()
    data = changed(made(release, editor), ("The delegation arrived", "The delegation came"))
    found = compared(data, release, editor)
    assert shown(found) == {"body": "-arrived +came"}
    assert time.monotonic() - started < 20


def test_it_needs_the_same_few_queries_however_many_pictures_it_shows(details, editor, django_assert_num_queries):
    pictures = [stored_picture(colour) for colour in ("red", "green", "blue")]
    releases = [
        make_release("One", body=f"<p>Words.</p>{figure(pictures[0])}"),
        make_release("Three", body="<p>Words.</p>" + "".join(map(figure, pictures))),
    ]
    for release in releases:
        with django_assert_num_queries(7):
            data = made(release, editor)
        with django_assert_num_queries(7):
            compared(data, release, editor)


def test_without_a_letterhead_it_is_made_all_the_same(editor):
    release = make_release()
    assert compared(made(release, editor), release, editor).says_nothing
    make_details()
