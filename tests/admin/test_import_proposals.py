"""What the page of a document shows and proposes: lines, head, topics, translations; what is there already."""

import datetime as dt
import re

import pytest

from pressreleases.models import (
    AuditEntry,
    Image,
    MissionDetails,
    Release,
    SourceDocument,
)
from tests.admin.filling import change_url, shown
from tests.admin.importing import AZERBAIJANI, SHEET, make, make_topic, upload
from tests.intake import test_pdf_pictures
from tests.intake.sheets import AZ_TITLE, TITLE, english
from tests.making import database_now, make_anniversary, make_release

# What is shown


def test_each_line_says_what_it_was_read_as(as_author):
    page = as_author.get(upload(as_author))
    lines = {line.text: line for line in page.context["texts"][0]["lines"]}
    assert lines[TITLE].marks == ("Title",)
    assert lines["20 January 2024"].marks == ("Date of issue",)
    assert lines["633 Third Avenue, Suite 3210, New York, NY, 10017"].is_letterhead
    assert not lines[TITLE].is_letterhead
    words = page.content.decode()
    assert "<s>633 Third Avenue" in words
    assert "Found in line 16, likely." in words


def test_nothing_of_a_document_runs_in_the_page_or_in_the_draft(as_author):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    text = english(title=f"Maps {attack}", body=f"The maps {attack} were lent by three libraries in Baku this year.")
    url = upload(as_author, text, name="<b>.txt")
    page = as_author.get(url).content.decode()
    for tag in ("<script>alert", "<img src=x", "<b>.txt"):
        assert tag not in page
    make(as_author, url, body=f"<p>Maps {attack}</p>")
    assert Release.objects.get().body == "<p>Maps</p>"


def test_the_letterhead_is_compared_with_the_mission_details_of_the_day(as_author):
    page = as_author.get(upload(as_author)).content.decode()
    assert "The same as the mission details of that day." in page
    page = as_author.get(upload(as_author, SHEET.replace("Suite 3210", "Suite 4000"))).content.decode()
    assert "Suite 4000" in page
    assert "differs from the mission details" in page


def test_the_numbers_of_the_letterhead_are_printed_as_on_the_page(as_author):
    page = as_author.get(upload(as_author)).content.decode()
    shown = re.sub(r"<[^>]*>", "", page[page.index('id="head-heading"') :].partition("</section>")[0])
    assert "Tel: (212) 371-2559, 371-2832 (ext. 101); Fax: (212) 371-2784, (646) 738-6143" in shown
    assert "+1212" not in shown


def test_mission_details_are_made_of_the_letterhead_for_who_may_and_only_if_ticked(as_editor):
    MissionDetails.objects.all().delete()
    url = upload(as_editor)
    make(as_editor, url)
    assert not MissionDetails.objects.exists()
    url = upload(as_editor, english(title="Another exhibition"))
    response = make(as_editor, url, with_head="on", time_zone="America/New_York")
    assert response.status_code == 302
    details = MissionDetails.objects.get()
    assert {name.language for name in details.names.all()} == {"az", "en"}


def test_an_author_is_not_offered_to_make_mission_details(as_author):
    MissionDetails.objects.all().delete()
    url = upload(as_author)
    assert "with_head" not in as_author.get(url).context["form"].fields
    make(as_author, url, with_head="on", time_zone="America/New_York")
    assert Release.objects.exists()
    assert not MissionDetails.objects.exists()


def test_an_embargo_is_shown_and_set(as_author):
    until = database_now() + dt.timedelta(days=30)
    line = f"Embargoed until {until:%d %B %Y, %H:%M} UTC"
    url = upload(as_author, SHEET.replace(TITLE, f"{line}\n\n{TITLE}"))
    assert "The release is under embargo until" in as_author.get(url).content.decode()
    make(as_author, url)
    release = Release.objects.get()
    assert release.embargo_ends_at == until.replace(second=0, microsecond=0)
    assert AuditEntry.objects.filter(act="embargo-set", key=release.pk).exists()


CONTACT = "Media contact: Leyla Aliyeva\nTel: +1 212 371 2559\npress@mission.example"


@pytest.mark.parametrize("kept", [CONTACT, "Ask Leyla Aliyeva", ""])
def test_the_press_contact_is_in_its_field_as_it_was_read_or_corrected(as_author, kept):
    url = upload(as_author, f"{SHEET}\n{CONTACT}\n")
    form = as_author.get(url).context["texts"][0]["form"]
    assert form["press_contact"].value() == CONTACT
    make(as_author, url, press_contact=kept)
    release = Release.objects.get()
    assert release.press_contact == kept
    assert "Leyla" not in release.body + release.notes_to_editors


# What is proposed


def test_topics_that_the_text_names_are_ticked_and_others_are_not(as_author):
    named, _other, _in_part = make_topic("Libraries"), make_topic("Energy"), make_topic("Exhib")
    url = upload(as_author)
    assert as_author.get(url).context["form"]["topics"].value() == [named.pk]
    make(as_author, url)
    assert list(Release.objects.get().topics.all()) == [named]


def test_the_anniversary_in_the_title_is_said_and_linked(as_author):
    anniversary = make_anniversary(en="Black January")
    url = upload(as_author, english(title="The mission marks Black January"))
    assert "linked with the anniversary “Black January”" in as_author.get(url).content.decode()
    make(as_author, url)
    assert Release.objects.get().anniversary == anniversary


def test_a_draft_becomes_a_translation_of_the_original_that_is_chosen(as_author):
    original = make_release(TITLE)
    other = make_release("Of another day", issued_on=dt.date(2024, 2, 2))
    url = upload(as_author, AZERBAIJANI)
    offered = list(as_author.get(url).context["form"].fields["original"].queryset)
    assert offered == [original]
    make(as_author, url, original=original.pk)
    release = Release.objects.get(language="az")
    assert (release.family, release.is_original, release.title) == (original.family, False, AZ_TITLE)
    assert release.family != other.family


def test_a_draft_is_a_text_of_its_own_if_none_is_chosen(as_author):
    original = make_release(TITLE)
    make(as_author, upload(as_author, AZERBAIJANI))
    release = Release.objects.get(language="az")
    assert release.family != original.family
    assert release.is_original


def test_an_original_that_has_the_language_by_now_is_refused(as_author):
    original = make_release(TITLE)
    url = upload(as_author, AZERBAIJANI)
    page = as_author.get(url)
    make_release("Sərgi", language="az", family=original.family, is_original=False)
    assert as_author.post(url, shown(page, make="", original=original.pk)).status_code == 422
    assert Release.objects.count() == 2


# The same once more


def test_the_same_file_twice_is_one_document_and_one_draft(as_author, as_editor):
    url = upload(as_author)
    make(as_author, url)
    release = Release.objects.get()
    assert upload(as_editor, name="again.txt") == url
    assert SourceDocument.objects.get().name == "sheet.txt"
    page = as_editor.get(url).content.decode()
    assert "This document was imported before:" in page
    assert change_url(release) in page
    response = make(as_editor, url)
    assert response.status_code == 422
    assert change_url(release) in response.content.decode()
    assert Release.objects.count() == 1


def test_another_file_of_the_same_date_and_title_says_which_release_there_is(as_author):
    make(as_author, upload(as_author))
    url = upload(as_author, english(body="Other words that nobody has imported before, in a longer sentence."))
    page = as_author.get(url).content.decode()
    assert "The site already has" in page
    assert "already exists as release" not in page
    assert change_url(Release.objects.get()) in page
    assert make(as_author, url).status_code == 422
    assert Release.objects.count() == 1


# How much the pages ask


def test_a_long_document_with_many_topics_needs_as_many_queries_as_a_short_one(
    as_author, django_assert_num_queries, django_assert_max_num_queries
):
    first = upload(as_author)
    make_topic("Topic")
    make_release("Another", language="az")
    with django_assert_max_num_queries(40) as few:
        as_author.get(first)
        count = len(few)
    for n in range(30):
        make_topic(f"Topic {n}")
        make_release(f"Another {n}", language="az", slug=f"another-{n}")
    second = upload(
        as_author, english(body="\n\n".join(f"Paragraph {n} says that Topic {n} matters." for n in range(99)))
    )
    with django_assert_num_queries(count):
        as_author.get(second)


def test_the_content_is_fetched_only_to_be_read(as_author):
    upload(as_author)
    assert "content" in SourceDocument.objects.get().get_deferred_fields()


def test_what_a_picture_of_a_pdf_shows_is_asked_and_gets_into_the_draft_and_the_library(as_author, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    url = upload(as_author, test_pdf_pictures.sheet(test_pdf_pictures.BETWEEN), name="a.pdf")
    page = shown(as_author.get(url))
    # As the editor writes it.
    page["body"] = re.sub(r'<img (src="[^"]*") (alt="")>', r"<img \2 \1>", page["body"])
    assert '<img alt="" src=' in page["body"]
    as_author.post(url, {**page, "make": "", "answer_picture-1": "Two halves"})
    release = Release.objects.get()
    assert 'alt="Two halves"' in release.body
    assert Image.objects.get().descriptions.get().alternative_text == "Two halves"
