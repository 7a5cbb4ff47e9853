"""The search finds other spellings, keeps all words of phrases, and offers a way on without results."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db.models.expressions import RawSQL

from pressreleases import publishing, search
from pressreleases.models import SearchEntry, Topic, TopicName
from tests.making import in_future, make_anniversary, make_release, publish_many
from tests.public.page_elements import elements, links, page, titles, words
from tests.public.publishing_one import publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("COP 29", "Baku hosts COP29 this year.", ["COP29", "COP29"]),
        ("COP29", "Baku hosts COP 29 this year.", ["COP", "29"]),
        ("cop29 baku", "Baku hosts COP-29 this year.", ["Baku", "COP", "29"]),
        ('"COP 29"', "Baku hosts COP29 this year.", ["COP29"]),
        ('"COP29 this year"', "Baku hosts COP 29 this year.", ["COP", "29", "year"]),
        ("200000", "It cost 200,000 people their homes.", ["200", "000"]),
        ("200000", "It cost 200 000 people their homes.", ["200", "000"]),
        ("200,000", "It cost 200000 people their homes.", ["200000"]),
        ("200,000", "It cost 200 000 people their homes.", ["200", "000"]),
        ("200 000", "It cost 200000 people their homes.", ["200000", "200000"]),
        ("200 000", "It cost 200,000 people their homes.", ["200", "000"]),
        ("1,200,000", "It cost 1200000 people their homes.", ["1200000"]),
        ("1200000", "It cost 1.200.000 people their homes.", ["1", "200", "000"]),
        ("٢٠٠٠٠٠", "It cost 200,000 people their homes.", ["200", "000"]),
        ("٢٠٠٬٠٠٠", "It cost 200000 people their homes.", ["200000"]),
        ("２０００００", "It cost 200,000 people their homes.", ["200", "000"]),
        ("COP–29", "Baku hosts COP29 this year.", ["COP29", "COP29"]),
        ("34th anniversary", "The thirty fourth anniversary.", ["thirty", "fourth", "anniversary"]),
        ("34th anniversary", "The thirty-fourth anniversary.", ["thirty", "fourth", "anniversary"]),
        ("33rd", "Its Thirty-Third Anniversary.", ["Thirty", "Third"]),
        ("thirty-fourth", "The 34th anniversary.", ["34th"]),
        ("thirty fourth", "The 34th anniversary.", ["34th", "34th"]),
        ('"34th anniversary"', "The thirty fourth anniversary.", ["thirty", "fourth", "anniversary"]),
    ],
)
def test_numbers_and_words_next_to_them_are_found_in_any_spelling(searched, editor, query, text, marked):
    publish(editor, "Found", text)
    publish(editor, "Other", "A summit of 29 people, the third in 34 years; 200 people, 20 January, flight COP2900.")
    response = searched(query)
    assert titles(response) == ["Found"]
    assert sorted(set(words(response, "mark"))) == sorted(set(marked))


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("az", "34-cü", "Otuz dördüncü ildönümü"),
        ("az", "otuz dördüncü", "34-cü ildönümü"),
        ("az", "200000", "200 min deyil, 200 000 nəfər"),
        ("az", "COP 29", "COP29-un qonaqları"),
    ],
)
def test_other_languages_find_their_ordinals_and_numbers_too(searched, editor, language, query, text):
    publish(editor, "Mətn", text, language=language, slug="metn")
    publish(editor, "Başqa", "Otuz üçüncü, 33-cü; 200 nəfər.", language=language, slug="basqa")
    assert titles(searched(query, language)) == ["Mətn"]


@pytest.mark.parametrize("query", ["-34th people", "-COP29 people", "-200,000 people"])
def test_an_excluded_word_is_excluded_in_every_spelling(searched, editor, query):
    publish(editor, "Found", "People of the thirty-fourth of COP 29: 200000.")
    publish(editor, "Other", "People of the thirty-third.")
    assert titles(searched(query)) == ["Other"]


def test_a_phrase_keeps_its_stop_words(searched, editor):
    publish(editor, "First", "The rule of law and the state of the art.")
    publish(editor, "Second", "A rule for law, and a state and some art.")
    assert titles(searched('"rule of law"')) == ["First"]
    assert titles(searched('"state of the art"')) == ["First"]
    assert titles(searched('"of the"')) == ["First"]
    assert words(searched('"state of the art"'), "mark") == ["state", "art"]
    assert titles(searched('law -"of the"')) == ["Second"]
    # Without quotation marks they do not count, and a word with an apostrophe is no phrase.
    assert titles(searched("the rule of a law")) == ["Second", "First"]
    publish(editor, "Third", "In the Martyrs Alley.")
    assert titles(searched("Martyr's Alley")) == ["Third"]


@pytest.mark.parametrize("query", ["the", "of the", "the -geneva", "THE and a"])
def test_a_query_of_stop_words_alone_says_so_and_finds_nothing(searched, editor, query):
    publish(editor, "First", "The rule of law and a state.")
    response = searched(query)
    assert titles(response) == []
    assert "These words are too common to search for. Put them in quotation marks to search for the phrase." in page(
        response
    )
    assert "too common" not in page(searched("the law"))
    assert "too common" not in page(searched('"of law"'))
    assert "too common" not in page(searched("zarathustra"))


def test_no_word_is_too_common_in_a_language_without_stop_words(searched, editor):
    publish(editor, "Mətn", "Bu və ya digər.", language="az", slug="ve")
    assert titles(searched("və", "az")) == ["Mətn"]


def test_a_filter_without_words_lists_what_matches_newest_first(client, searched, editor):
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Culture", slug="culture")
    anniversary = make_anniversary(en="Black January")
    tagged = make_release("Topic", issued_on=dt.date(2023, 5, 1))
    tagged.topics.add(topic)
    scheduled = make_release("Scheduled", kind="statement")
    publishing.publish([tagged], by=editor)
    publishing.publish([scheduled], by=editor, at=in_future())
    publish(editor, "Older", issued_on=dt.date(2020, 5, 1))
    publish(editor, "Statement", kind="statement", issued_on=dt.date(2020, 6, 1))
    publish(editor, "Anniversary", anniversary=anniversary)
    publish(editor, "Mətn", language="az", slug="az")
    for query in ("", " ", "-"):
        assert titles(searched(query, topic=topic.pk)) == ["Topic"]
        assert titles(searched(query, year=2020)) == ["Statement", "Older"]
        assert titles(searched(query, year=2020, order="best")) == ["Statement", "Older"]
        assert titles(searched(query, kind="statement")) == ["Statement"]
        assert titles(searched(query, anniversary=anniversary.pk)) == ["Anniversary"]
        assert titles(searched(query, language="az")) == ["Mətn"]
    response = searched("", year=2020)
    assert "2 results" in page(response)
    assert "Most relevant" not in page(response)
    assert "No results" in page(searched("", year=2019))
    # Without a word and a filter nothing is listed, though the form always sends the language.
    assert titles(searched("")) == titles(searched("", language="en")) == []
    assert "Use “quotation marks”" in page(searched("", language="en"))


def test_the_next_page_of_a_filtered_list_continues_it(client, searched, editor):
    publish_many(45, by=editor, each=lambda n: {"kind": "statement"})
    response = searched("", kind="statement")
    seen = titles(response)
    while following := links(response).get("More results"):
        response = client.get(following)
        seen += titles(response)
    assert seen == [f"Number {n}" for n in reversed(range(45))]


def test_no_hits_here_but_in_another_language_says_in_which_and_leads_there(client, searched, editor):
    publish(editor, "Xocalı", "Xocalı soyqırımı.", language="az", slug="xocali")
    publish(editor, "Other", "A summit.")
    response = searched("Xocalı", kind="press-release")
    assert titles(response) == []
    assert words(response, "p", class_="elsewhere") == ["There are results in: Azərbaycanca"]
    [(_tag, attributes, _words)] = [each for each in elements(response, "a", lang="az") if "q=" in each[1]["href"]]
    assert titles(client.get(attributes["href"])) == ["Xocalı"]
    # By the rules of each language, and with the filters that were chosen.
    assert words(searched("xocal", kind="press-release"), "p", class_="elsewhere")
    for none in (searched("Xocalı", kind="statement"), searched("summit"), searched("zarathustra"), searched("the")):
        assert not words(none, "p", class_="elsewhere")


def test_a_filter_alone_that_finds_nothing_here_says_which_language_has_something(client, searched, editor):
    publish(editor, "Məktub", "Məktub.", language="az", slug="mektub", kind="letter")
    publish(editor, "Other", "A summit.")
    response = searched("", kind="letter")
    assert titles(response) == []
    assert words(response, "p", class_="elsewhere") == ["There are results in: Azərbaycanca"]
    [(_tag, attributes, _words)] = [
        each for each in elements(response, "a", lang="az") if "kind=" in each[1].get("href", "")
    ]
    assert titles(client.get(attributes["href"])) == ["Məktub"]
    for none in (searched("", kind="statement"), searched("", kind="press-release"), searched("")):
        assert not words(none, "p", class_="elsewhere")


def test_scheduled_or_withdrawn_texts_in_another_language_are_not_mentioned(searched, editor):
    publishing.publish([make_release("Xocalı", language="az", slug="a")], by=editor, at=in_future())
    withdrawn = publish(editor, "Xocalı", language="az", slug="b")
    publishing.withdraw([withdrawn], by=editor, reasons={"az": "Səhv."})
    assert not words(searched("Xocalı"), "p", class_="elsewhere")


def test_an_entry_of_an_older_version_is_renewed(searched, editor):
    publish(editor, "First", "The rule of law.")
    SearchEntry.objects.update(vector=RawSQL("to_tsvector('english', %s)", ["first the rule of law"]), version=0)
    assert titles(searched("law")) == ["First"]
    assert titles(searched('"rule of law"')) == []
    call_command("tidy", "--no-renew")
    assert titles(searched('"rule of law"')) == []
    call_command("tidy")
    assert titles(searched('"rule of law"')) == ["First"]
    assert search.add_missing() == 0


def test_an_excerpt_holds_a_telephone_number_in_arabic_whole(searched, editor):
    number = "+1 (212) 371-2559"
    publish(editor, "First", f"كلمة {'ا' * 30} {number} {'ا' * 45} السفير {'كلمة ' * 60}", slug="first")
    publish(editor, "Last", f"السفير {'كلمة ' * 46} {number} {'كلمة ' * 60}", slug="last")
    excerpts = words(searched("السفير"), "p", class_="excerpt")
    assert len(excerpts) == 2
    for excerpt in excerpts:
        assert f"\u2066{number}\u2069" in excerpt, excerpt
