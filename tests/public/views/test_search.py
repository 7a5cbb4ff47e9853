"""The search: what it finds, in which order, what it says without results, and what it never reveals."""

import datetime as dt

import pytest
from django.db.models.expressions import RawSQL

from pressreleases import publishing
from pressreleases.models import SearchEntry, SearchWord, Topic, TopicName
from tests.making import correct, in_future, make_anniversary, make_release, make_user, publish_many, reinstate, rewrite
from tests.public.page_elements import elements, is_indexed, links, page, titles, words
from tests.public.publishing_one import publish

pytestmark = pytest.mark.django_db


def test_letters_match_without_dots_hooks_and_case(searched, editor):
    publish(editor, "Azərbaycan günü", language="az", slug="a")
    publish(editor, "AZƏRBAYCAN GÜNÜ", language="az", slug="b")
    publish(editor, "Başqa mətn", language="az", slug="c")
    for query in ("Azerbaycan", "AZƏRBAYCAN", "azərbaycan"):
        assert titles(searched(query, "az")) == ["AZƏRBAYCAN GÜNÜ", "Azərbaycan günü"]


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("sehid", "Şəhidlər xiyabanı"),
        ("ŞƏHİD", "şəhidlər xiyabanı"),
        ("xiyabani", "Şəhidlər xiyabanı"),
        ("Irevan", "İrəvan xanlığı"),
        ("iravan", "no"),
        ("gorus", "Görüş keçirildi"),
    ],
)
def test_azerbaijani_words_are_found_by_their_beginning_in_plain_letters(searched, editor, query, written):
    release = publish(editor, written, language="az", slug="a")
    publish(editor, "Tamam başqa", language="az", slug="b")
    assert titles(searched(query, "az")) == ([release.title] if written != "no" else [])


def test_english_words_are_found_in_their_other_forms(searched, editor):
    publish(editor, "Anniversaries of the delegations", slug="a")
    publish(editor, "Something else", slug="b")
    assert titles(searched("delegation anniversary")) == ["Anniversaries of the delegations"]


def test_a_phrase_is_found_in_its_order_only(searched, editor):
    publish(editor, "First", "The black January of 1990.")
    publish(editor, "Second", "In January, black flags were flown.")
    assert titles(searched('"black january"')) == ["First"]
    assert titles(searched("black january")) == ["Second", "First"]


def test_a_word_with_a_minus_before_it_must_not_occur(searched, editor):
    publish(editor, "First", "A summit in Baku.")
    publish(editor, "Second", "A summit in Geneva.")
    assert titles(searched("summit -geneva")) == ["First"]
    assert titles(searched('summit -"in baku"')) == ["Second"]


def test_a_query_of_exclusions_only_finds_nothing_and_the_page_says_why(searched, editor):
    publish(editor, "First", "A summit in Baku.")
    response = searched("-geneva")
    assert titles(response) == []
    assert "Your search only excludes words" in page(response)


def test_readers_find_what_is_live_and_nothing_else(searched, editor):
    publish(editor, "Live", "A summit.")
    make_release("Draft", "A summit.")
    publishing.publish([make_release("Scheduled", "A summit.")], by=editor, at=in_future())
    withdrawn, removed = publish(editor, "Withdrawn", "A summit."), publish(editor, "Removed", "A summit.")
    publishing.withdraw([withdrawn], by=editor, reasons={"en": "It was called off."})
    publishing.withdraw([removed], by=editor, reasons={"en": "An error."}, act="removed")
    response = searched("summit")
    assert titles(response) == ["Live"]
    assert "1 result" in page(response)


def test_words_of_an_earlier_edition_find_nothing_and_those_of_the_newest_do(searched, editor):
    release = publish(editor, "Moving", "The meeting is in Ganja.")
    correct([rewrite(release, body="<p>The meeting is in Baku.</p>")], by=editor, change_note="The place.")
    assert titles(searched("Ganja")) == []
    assert titles(searched("Baku")) == ["Moving"]


@pytest.mark.parametrize("secret", ["Xankendi", "Xankendii"])
def test_nothing_is_proposed_that_readers_cannot_read(searched, editor, secret):
    """The word is in the index, because a scheduled text has it."""
    publish(editor, "Live", "Something ordinary.")
    publishing.publish([make_release("Scheduled", "A visit to Xankendi.")], by=editor, at=in_future())
    assert SearchWord.objects.filter(word="xankendi").exists()
    response = searched(secret)
    assert words(response, "p", class_="proposed") == []
    assert "No results" in page(response)
    assert links(response)["Look through all news by year"] == "/en/releases/"


def test_a_mistyped_word_is_proposed_as_the_texts_write_it(searched, editor):
    publish(editor, "Nümayəndəlik", "Azərbaycan nümayəndəliyi açıldı.", language="az", slug="a")
    response = searched("Azerbayjan", "az")
    [(_tag, attributes, proposal)] = [
        link for link in elements(response, "a") if "q=az%C9%99rbaycan" in link[1]["href"]
    ]
    assert proposal == "azərbaycan"
    assert attributes["lang"] == "az"


def test_filters_narrow_what_is_found(searched, editor):
    topic = Topic.objects.create()
    TopicName.objects.create(topic=topic, language="en", name="Culture", slug="culture")
    anniversary = make_anniversary(en="Black January")
    tagged = make_release("Topic", "A summit.")
    tagged.topics.add(topic)
    publishing.publish([tagged], by=editor)
    publish(editor, "Older", "A summit.", issued_on=dt.date(2020, 5, 1))
    publish(editor, "Statement", "A summit.", kind="statement")
    publish(editor, "Anniversary", "A summit.", anniversary=anniversary)
    publish(editor, "Sammit", "A summit.", language="az", slug="az")
    assert titles(searched("summit", topic=topic.pk)) == ["Topic"]
    assert titles(searched("summit", year=2020)) == ["Older"]
    assert titles(searched("summit", kind="statement")) == ["Statement"]
    assert titles(searched("summit", anniversary=anniversary.pk)) == ["Anniversary"]
    assert titles(searched("summit", language="az")) == ["Sammit"]
    assert len(titles(searched("summit"))) == 4


def test_nothing_is_found_by_a_topic_or_an_anniversary_that_is_not_shown(searched, editor):
    topic = Topic.objects.create(shown=False)
    TopicName.objects.create(topic=topic, language="en", name="Culture", slug="culture")
    anniversary = make_anniversary(en="Black January")
    anniversary.shown = False
    anniversary.save()
    release = make_release("Both", "A summit.", anniversary=anniversary)
    release.topics.add(topic)
    publishing.publish([release], by=editor)
    assert titles(searched("summit")) == ["Both"]
    for query in ("summit", ""):
        hidden = [searched(query, **{name: row.pk}) for name, row in (("topic", topic), ("anniversary", anniversary))]
        assert [titles(response) for response in hidden] == [[], []]


@pytest.mark.parametrize("best", [False, True])
def test_the_next_page_continues_and_shows_each_hit_once(client, searched, editor, best):
    publish_many(45, by=editor, each=lambda n: {"body": "<p>A summit." + " Summit." * (n % 3) + "</p>"})
    response = searched("summit", **({"order": "best"} if best else {}))
    seen = titles(response)
    while following := links(response).get("More results"):
        response = client.get(following)
        seen += titles(response)
    assert len(seen) == len(set(seen)) == 45
    if not best:
        assert seen == [f"Number {n}" for n in reversed(range(45))]


def test_by_relevance_a_hit_in_the_title_comes_before_one_in_the_text(searched, editor):
    publish(editor, "The summit", "Leaders met.", issued_on=dt.date(2020, 1, 1))
    publish(editor, "A long report", *["Many other words stand here."] * 30, "A summit was mentioned.")
    assert titles(searched("summit")) == ["A long report", "The summit"]
    assert titles(searched("summit", order="best")) == ["The summit", "A long report"]


def test_the_excerpt_marks_the_original_letters(searched, editor):
    publish(editor, "Mətn", "Başqa söz. Şəhidlərin xatirəsi yad edildi.", language="az", slug="a")
    response = searched("sehid", "az")
    assert words(response, "mark") == ["Şəhidlərin"]
    assert words(response, "p", class_="excerpt") == ["Başqa söz. Şəhidlərin xatirəsi yad edildi."]


def test_an_excerpt_separates_the_cells_items_and_headings_of_a_text(searched, editor):
    body = (
        "<h2>Figures</h2><table><tr><td>Mines</td><td>33,000</td></tr><tr><td>Area</td><td>12 ha</td></tr></table>"
        "<ul><li>One<ul><li>Two</li></ul></li></ul><p>All is told. </p><p>It ends.</p>"
    )
    publishing.publish([make_release("A table", body=body)], by=editor)
    assert words(searched("mines"), "p", class_="excerpt") == [
        "Figures · Mines · 33,000 · Area · 12 ha · One · Two · All is told. It ends."
    ]


def test_an_excerpt_from_the_middle_of_a_long_text_has_the_word_in_it(searched, editor):
    publish(editor, "Long", " ".join(["word"] * 400) + " Khojaly " + " ".join(["more"] * 400))
    response = searched("khojaly")
    [excerpt] = words(response, "p", class_="excerpt")
    assert words(response, "mark") == ["Khojaly"]
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert len(excerpt) < 300


@pytest.mark.parametrize(
    ("query", "excerpt"),
    [
        ("summit", "A <mark>summit</mark> in Geneva. They arrived. By train."),
        ("train", "A summit in Geneva. They arrived. By <mark>train</mark>."),
        ("visit", "A summit in Geneva. They arrived. By train."),
    ],
)
def test_an_excerpt_has_the_word_also_if_it_is_in_the_lead_or_the_notes_alone(searched, editor, query, excerpt):
    told = {"summary": "A summit in Geneva.", "notes_to_editors": "By train."}
    publishing.publish([make_release("A visit", "They arrived.", **told)], by=editor)
    assert f'<p class="excerpt">{excerpt}</p>' in searched(query).content.decode()


def test_results_are_not_to_be_indexed(searched, editor):
    publish(editor, "Live", "A summit.")
    assert not is_indexed(searched("summit"))
    assert not is_indexed(searched(""))


@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize("order", ["", "best"])
def test_a_search_takes_at_most_five_queries(searched, editor, django_assert_num_queries, count, order):
    publish_many(count, by=editor, each=lambda n: {"body": "<p>A summit.</p>"})
    with django_assert_num_queries(5):
        searched("summit", order=order)


@pytest.mark.parametrize(
    ("query", "queries"), [("", 2), ("sumit", 6), ("21 January 2024", 5), ("20 January 2024", 4), ("-summit", 2)]
)
def test_every_kind_of_search_takes_at_most_six_queries(  # noqa: PLR0917  fixtures and parameters
    client, details, editor, django_assert_num_queries, query, queries
):
    releases = [make_release("Live", "A summit."), make_release("Of 20 January", "A summit.")]
    publishing.publish(releases, by=editor)
    with django_assert_num_queries(queries):
        client.get("/en/search/", {"q": query} if query else {})


def test_tidying_adds_missing_editions_to_the_index(searched, editor):
    from pressreleases import search

    publish(editor, "Live", "A summit.")
    SearchEntry.objects.all().delete()
    assert titles(searched("summit")) == []
    assert search.add_missing() == 1
    assert titles(searched("summit")) == ["Live"]
    assert search.add_missing() == 0


def test_all_words_match_by_their_beginnings_and_numbers_completely(searched, editor):
    """Of more than two beginnings the index is asked for the longest, the others are compared in what that finds."""
    found, lacking = "Nümayəndəliyin heyəti Cenevrəyə səfərə getdi", "Nümayəndəliyin heyəti Bakıdan səfərə getdi"
    releases = [
        make_release("Bir", f"{found} 1990.", language="az", slug="bir"),
        make_release("İki", f"{lacking} 19905.", language="az", slug="iki"),
    ]
    publishing.publish(releases, by=editor)
    assert titles(searched("numayende heyet cenevre sefer getdi", "az")) == ["Bir"]
    assert titles(searched("numayende heyet sefer -cenevre -getmedi", "az")) == ["İki"]
    assert titles(searched("numayende 1990", "az")) == ["Bir"]


def proposed(searched, query):
    return words(searched(query), "p", class_="proposed")


def not_published(editor, state, *texts):
    """A text with these words that readers cannot read: the words of an edition that was never live, or is not now."""
    release = make_release("Plans", *texts, slug="plans")
    if state in ("scheduled", "unscheduled"):
        publishing.publish([release], by=editor, at=in_future())
    if state == "unscheduled":
        publishing.unschedule([release], by=editor)
    if state in ("withdrawn", "superseded", "redacted"):
        publishing.publish([release], by=editor)
    if state == "withdrawn":
        publishing.withdraw([release], by=editor, reasons={"en": "An error."})
    if state in ("superseded", "redacted"):
        correct([rewrite(release, body="<p>Other words.</p>")], by=editor, change_note="A word.")
    if state == "redacted":
        publishing.redact([release.editions.get(number=1)], by=make_user("Administrator"), harmless=["title", "place"])


STATES = ("draft", "scheduled", "unscheduled", "withdrawn", "superseded", "redacted")


@pytest.mark.parametrize("state", STATES)
def test_a_nearer_word_that_nobody_can_read_changes_no_proposal(searched, editor, state):
    publish(editor, "School", "A kindergarten was opened.")
    before = proposed(searched, "kindergardn")
    assert before == ["Did you mean: kindergarten"]
    not_published(editor, state, "A kindergard of kindergardns.")
    assert proposed(searched, "kindergardn") == before


@pytest.mark.parametrize("state", STATES)
def test_the_spelling_of_a_text_that_nobody_can_read_is_never_proposed(searched, editor, state):
    """The first one wrote the word with an accent, another has a form of it that finds the same texts."""
    not_published(editor, state, "The résumé of kindergartens.")
    publish(editor, "School", "A resume of a kindergarten.")
    assert proposed(searched, "resumme") == ["Did you mean: resume"]
    assert proposed(searched, "kindergartnes") == ["Did you mean: kindergarten"]


def test_words_are_proposed_while_the_text_is_live(searched, editor):
    assert proposed(searched, "kindergardn") == []
    release = publish(editor, "School", "A kindergarten was opened.")
    assert proposed(searched, "kindergardn") == ["Did you mean: kindergarten"]
    publishing.withdraw([release], by=editor, reasons={"en": "An error."})
    assert proposed(searched, "kindergardn") == []
    reinstate([release], by=editor, change_note="No error.")
    assert proposed(searched, "kindergardn") == ["Did you mean: kindergarten"]


def test_entries_of_an_older_version_are_found_and_tidying_gives_them_their_words_to_propose(searched, editor):
    from pressreleases import search

    publish(editor, "School", "A kindergarten was opened.")
    SearchEntry.objects.update(vector=RawSQL("to_tsvector('english', %s)", ["kindergarten"]), version=0)
    assert titles(searched("kindergarten")) == ["School"]
    assert proposed(searched, "kindergardn") == []
    assert search.add_missing() == 1
    assert proposed(searched, "kindergardn") == ["Did you mean: kindergarten"]
    assert search.add_missing() == 0


def test_words_stored_for_proposals_are_found_by_no_query(searched, editor):
    publish(editor, "School", "A kindergarten was opened.")
    assert titles(searched("=opened")) == ["School"]
    assert titles(searched("opened =kindergarten")) == ["School"]
    assert titles(searched('"=kindergarten opened"')) == []
