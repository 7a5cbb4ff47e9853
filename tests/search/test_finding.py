"""What a search finds among the editions that readers may read, in which order, how it is continued, and proposals."""

import datetime as dt
from itertools import product
from string import Formatter

import pytest

from pressreleases import publishing
from pressreleases.models import Edition, Topic
from pressreleases.search import finding
from pressreleases.search.finding import LIVE, Found, Wanted, find, languages_with, propose, statement
from pressreleases.search.indexing import folded_title
from pressreleases.search.query import terms_of
from tests.making import in_future, make_anniversary, make_release, publish_many

pytestmark = pytest.mark.usefixtures("details")


@pytest.fixture
def publish(details, editor):
    """Publishes a release and returns its edition."""

    def publish(title, *paragraphs, at=None, **changes):
        [edition] = publishing.publish([make_release(title, *paragraphs, **changes)], by=editor, at=at)
        return edition

    return publish


def asked(query, language="en", **more):
    return find(terms_of(query), Wanted(language, **more))


def found(query, language="en", **more):
    return titles(asked(query, language, **more).editions)


def titles(keys):
    by_key = dict(Edition.objects.values_list("pk", "title"))
    return [by_key[key] for key in keys]


def walked(query, **more):
    """The titles of all pages."""
    page = asked(query, **more)
    seen = titles(page.editions)
    for number in range(2, 50):
        if not page.more:
            return seen
        page = asked(query, **more, **({"page": number} if more.get("best_first") else {"before": page.older}))
        seen += titles(page.editions)
    raise AssertionError("There is no end.")


def test_all_words_must_occur_and_excluded_ones_must_not(publish):
    publish("First", "A summit in Baku.")
    publish("Second", "A summit in Geneva.")
    assert found("summit baku") == ["First"]
    assert found("summit -baku") == ["Second"]
    assert found("summit zarathustra") == []


def test_excluded_words_alone_find_nothing_and_ask_nothing(publish, django_assert_num_queries):
    publish("First", "A summit in Baku.")
    with django_assert_num_queries(0):
        assert find(terms_of("-geneva -baku"), Wanted("en")) == Found()


def test_without_words_everything_that_is_wanted_is_found_newest_first(publish):
    publish("Older", issued_on=dt.date(2020, 5, 1))
    publish("Newer", slug="newer")
    publish("Newest", slug="newest")
    assert found("") == ["Newest", "Newer", "Older"]
    assert asked("").count == 3


def test_only_the_asked_language_is_searched(publish):
    publish("Summit")
    publish("Summit", language="az", slug="az")
    assert asked("summit").count == asked("summit", "az").count == 1
    assert asked("summit").editions != asked("summit", "az").editions


def test_words_that_only_scheduled_withdrawn_and_earlier_editions_have_are_not_found(publish, editor):
    publish("Scheduled", "Of Ganja.", at=in_future())
    withdrawn = publish("Withdrawn", "Of Ganja.").release
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "Wrong."})
    assert asked("ganja") == Found()
    assert asked("") == Found()


def test_a_year_is_from_its_first_to_its_last_day(publish):
    for day in ((2022, 12, 31), (2023, 1, 1), (2023, 12, 31), (2024, 1, 1)):
        publish(f"Of {day}", "A summit.", issued_on=dt.date(*day), slug=f"of-{day[0]}-{day[1]}")
    assert found("summit", year=2023) == ["Of (2023, 12, 31)", "Of (2023, 1, 1)"]


def test_a_kind_a_topic_and_an_anniversary_narrow_what_is_found(publish, editor):
    topic, other = Topic.objects.create(), Topic.objects.create()
    anniversary = make_anniversary(en="Black January")
    release = make_release("Marked", "A summit.", kind="statement", anniversary=anniversary)
    release.topics.add(topic)
    publishing.publish([release], by=editor)
    publish("Plain", "A summit.")
    for narrowed in ({"kind": "statement"}, {"topic": topic.pk}, {"anniversary": anniversary.pk}):
        assert found("summit", **narrowed) == ["Marked"]
    assert found("summit", topic=other.pk) == found("summit", kind="letter") == []
    Topic.objects.update(shown=False)
    assert found("summit", topic=topic.pk) == []
    anniversary.shown = False
    anniversary.save()
    assert found("summit", anniversary=anniversary.pk) == []


def test_a_page_has_twenty_and_says_whether_there_are_more(details, editor):
    publish_many(20, by=editor, each=lambda n: {"body": "<p>A summit.</p>"})
    page = asked("summit")
    assert (len(page.editions), page.count, page.more, page.older) == (20, 20, False, None)
    publish_many(1, by=editor, title="One more {}", each=lambda n: {"body": "<p>A summit.</p>"})
    page = asked("summit")
    assert (len(page.editions), page.count, page.more) == (20, 21, True)
    last = Edition.objects.get(pk=page.editions[-1])
    assert page.older == (last.issued_on, last.release_id)


def of_many(editor):
    """Texts of six days, most of which have the word; return their titles, newest first."""
    words = [f"{'A summit.' if n % 2 else 'Words.'}{' Summit.' * (n % 5)}" for n in range(18)]
    publish_many(
        18,
        by=editor,
        each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n // 3), "body": f"<p>{words[n]}</p>"},
    )
    return [f"Number {n}" for n in reversed(range(18)) if n % 2 or n % 5]


@pytest.mark.parametrize("best_first", [False, True])
def test_many_hits_are_walked_in_the_same_order_as_few(editor, monkeypatch, best_first):
    """Few hits are sorted at once; many are met on the way from the newest, or sorted if they are all old."""
    expected = of_many(editor)
    monkeypatch.setattr(finding, "PAGE", 4)
    monkeypatch.setattr(finding, "RANKED", 100)
    few = walked("summit", best_first=best_first)
    assert sorted(few) == sorted(expected)
    if not best_first:
        assert few == expected
    for counted, way in product((1, 3, 13, 14, 15), (1, 100) if best_first else (1, 5, 8, 100)):
        monkeypatch.setattr(finding, "COUNTED", counted)
        monkeypatch.setattr(finding, "_ON_THE_WAY", way)
        assert walked("summit", best_first=best_first) == few, (counted, way)


def test_more_hits_than_are_counted_are_told_as_one_more(editor, monkeypatch):
    publish_many(5, by=editor, each=lambda n: {"body": "<p>A summit.</p>"})
    for counted, count, is_more in ((5, 5, False), (4, 5, True), (3, 4, True)):
        monkeypatch.setattr(finding, "COUNTED", counted)
        page = asked("summit")
        assert (page.count, page.is_more_than_counted) == (count, is_more)


def test_of_many_hits_only_some_of_the_newest_are_compared_by_relevance(editor, monkeypatch):
    bodies = ["<p>Summit. Summit. Summit.</p>", *["<p>A word, then a summit.</p>"] * 5]
    publish_many(6, by=editor, each=lambda n: {"issued_on": dt.date(2024, 1, 1 + n), "body": bodies[n]})
    assert found("summit", best_first=True)[0] == "Number 0"
    monkeypatch.setattr(finding, "PAGE", 2)
    monkeypatch.setattr(finding, "COUNTED", 2)
    monkeypatch.setattr(finding, "RANKED", 5)
    assert "Number 0" not in walked("summit", best_first=True)


def test_the_filter_by_year_holds_on_every_way(editor, monkeypatch):
    publish_many(8, by=editor, each=lambda n: {"issued_on": dt.date(2020 + n % 2, 5, 1), "body": "<p>A summit.</p>"})
    monkeypatch.setattr(finding, "PAGE", 2)
    for counted, way in product((1, 100), (1, 100)):
        monkeypatch.setattr(finding, "COUNTED", counted)
        monkeypatch.setattr(finding, "_ON_THE_WAY", way)
        assert walked("summit", year=2021) == ["Number 7", "Number 5", "Number 3", "Number 1"]


def straight(title="", day=None, query="zarathustra"):
    page = find(terms_of(query), Wanted("en"), folded_title(title), day)
    return titles(page.titled), titles(page.of_the_day), page.count


def test_a_whole_title_is_found_in_this_language_before_others(publish):
    publish("Səfər", language="az", slug="sefer")
    assert straight("SEFER")[0] == ["Səfər"]
    publish("Safar")
    assert straight("Safar")[0] == ["Safar"]
    publish("Sefer", slug="english")
    assert straight("SEFER")[0] == ["Sefer"]
    assert straight("Sef")[0] == straight("")[0] == []


def test_of_several_releases_with_one_title_two_are_told_and_words_are_searched(publish):
    for number in range(3):
        publish("National Day", slug=f"day-{number}")
    told, _of_the_day, count = straight("National Day", query="national day")
    assert (len(told), count) == (2, 3)


def test_one_release_with_the_title_answers_so_no_words_are_searched(publish):
    publish("National Day")
    publish("The National Day")
    assert straight("National Day", query="national day") == (["National Day"], [], 0)


def test_releases_of_a_day_are_told_newest_first_and_no_words_are_searched(publish):
    publish("First", "A summit.")
    publish("Second", "A summit.")
    publish("Of another day", issued_on=dt.date(2024, 1, 21))
    publish("Başqa", language="az", slug="az")
    assert straight(day=dt.date(2024, 1, 20), query="summit") == ([], ["Second", "First"], 0)
    assert straight(day=dt.date(2024, 1, 22), query="summit") == ([], [], 2)


def test_the_title_or_the_day_of_what_is_scheduled_is_not_told(publish):
    publish("A secret visit", at=in_future())
    assert straight("A secret visit", dt.date(2024, 1, 20)) == ([], [], 0)


def test_words_that_nearly_every_text_has_are_too_common_unless_another_is_there(publish):
    publish("First", "The rule of law.")
    assert (asked("of the").too_common, asked("of the").count) == (True, 0)
    assert (asked("the -geneva").too_common, asked("the -geneva").count) == (True, 0)
    assert (asked("the law").too_common, asked("the law").count) == (False, 1)
    assert not asked('"of law"').too_common
    assert not asked("zarathustra").too_common
    assert not asked("ve", "az").too_common


def test_beginnings_of_words_count_from_four_letters_and_never_in_a_phrase_or_number(publish):
    publish("Heyət", "Nümayəndəliyin heyəti 19905.", language="az", slug="az")
    assert asked("heye", "az").count == 1
    assert asked("hey", "az").count == 0
    assert asked('"heye"', "az").count == 0
    assert asked("1990", "az").count == 0
    publish("Delegates", "Zarathustrian.")
    assert asked("zarathustri").count == 0


def test_of_many_beginnings_each_must_occur_or_not_occur(publish):
    publish("Bir", "Nümayəndəliyin heyəti Cenevrəyə səfərə getdi", language="az", slug="bir")
    publish("İki", "Nümayəndəliyin heyəti Bakıdan səfərə getdi", language="az", slug="iki")
    assert found("numayende heyet cenev sefer getdi", "az") == ["Bir"]
    assert found("numayende heyet sefer -cenevre -getmedi", "az") == ["İki"]
    assert found("numayende heyet sefer getdi yoxdur", "az") == []


def in_languages(query, codes=("en", "az"), **more):
    return languages_with({code: terms_of(query) for code in codes}, Wanted("en", **more))


def test_the_languages_with_hits_are_told_in_the_given_order(publish, django_assert_num_queries):
    publish("Xocalı")
    publish("Xocalı", language="az", slug="az", kind="letter")
    with django_assert_num_queries(1):
        assert in_languages("xocali") == ["en", "az"]
    assert in_languages("xocali", ("az", "en")) == ["az", "en"]
    assert in_languages("xocali", kind="letter") == ["az"]
    assert in_languages("", kind="letter") == ["az"]


def test_a_language_in_which_nothing_live_has_the_words_is_not_told(publish, django_assert_num_queries):
    publish("Xocalı", language="az", slug="az", at=in_future())
    publish("The summit")
    assert in_languages("xocali") == []
    assert in_languages("the") == in_languages("the -geneva") == []
    assert in_languages("summit -the", ("az",)) == []
    with django_assert_num_queries(0):
        assert in_languages("-xocali") == []


def test_terms_have_parameters_of_their_own_under_a_name():
    sql, params = finding.tsquery(terms_of('visit -"to Baku"'), "en", "part1_")
    assert sql == (
        "to_tsquery(%(part1_words)s::regconfig, %(part1_term0)s)"
        " && !!(to_tsquery(%(part1_quoted)s::regconfig, %(part1_term1)s))"
    )
    assert (params["part1_term0"], params["part1_term1"]) == ("'visit'", "'to' <-> 'baku'")


FOR_READERS = ("hits", "has_hits", "proposals")


def names_in(words):
    return {name for _text, name, _spec, _conversion in Formatter().parse(words) if name}


@pytest.mark.parametrize("name", FOR_READERS)
def test_each_statement_for_readers_joins_live_editions(name):
    assert "live" in names_in(statement(name).replace("%({name}", "%("))


def test_every_use_of_the_index_for_readers_joins_live_editions_or_only_orders_what_is_joined_next():
    words = statement("hits")
    uses = words.count("FROM pressreleases_searchentry AS entry")
    assert uses == words.count("pressreleases_searchentry AS entry {live}") + 1
    assert words.count(") AS entry {live}") == 1


def test_live_editions_are_those_of_the_moment_of_the_statement():
    assert "live_during @> statement_timestamp()" in LIVE


def test_an_unknown_statement_is_an_error():
    with pytest.raises(FileNotFoundError):
        statement("nothing")


def proposed(query, language="en", **more):
    return propose(terms_of(query), Wanted(language, **more))


def test_a_similar_word_is_proposed_as_the_text_writes_it(publish):
    publish("Mətn", "Azərbaycan nümayəndəliyi.", language="az", slug="az")
    assert proposed("Azerbayjan", "az") == "azərbaycan"
    assert proposed("Azerbayjan", "en") == ""


def test_the_most_similar_word_is_proposed(publish):
    publish("School", "A kindergarten and a kindergardener.")
    assert proposed("kindergartn") == "kindergarten"


def test_phrases_exclusions_and_words_that_are_found_stay_as_they_were_typed(publish):
    publish("School", "A kindergarten was opened in Ganja.")
    assert proposed('opened kindergartn -"Old Baku"') == 'opened kindergarten -"Old Baku"'
    assert proposed('"opened in Gannja"') in ('"opened in ganja"', "")


def test_nothing_is_proposed_for_words_that_are_known_or_like_no_other(publish):
    publish("School", "A kindergarten was opened.")
    assert proposed("kindergarten") == ""
    assert proposed("zarathustra") == ""
    assert proposed("-kindergartn") == proposed("") == ""


def test_a_proposal_finds_something_with_the_same_filters(publish):
    publish("School", "A kindergarten was opened.", kind="statement")
    assert proposed("kindergartn", kind="statement") == "kindergarten"
    assert proposed("kindergartn", kind="letter") == ""
    assert proposed("kindergartn zarathustra") == ""


def test_a_proposal_is_made_on_every_page(publish):
    publish("School", "A kindergarten was opened.")
    assert proposed("kindergartn", best_first=True, page=3) == "kindergarten"


def test_a_word_of_a_scheduled_text_is_not_proposed_and_hides_no_other(publish):
    publish("School", "A kindergarten was opened.")
    publish("Plans", "Many kindergardns.", at=in_future())
    assert proposed("kindergardn") == "kindergarten"
    publish("Secret", "Zarathustra.", at=in_future())
    assert proposed("Zarathustr") == ""
