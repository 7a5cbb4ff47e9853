"""For every input, the search answers with a page, and reveals nothing."""

import random

import pytest

from pressreleases import publishing
from tests.making import make_release
from tests.public.page_elements import elements, titles, words
from tests.public.publishing_one import publish

pytestmark = pytest.mark.django_db


def test_markup_in_a_text_or_a_query_stays_text(searched, editor):
    publish(editor, "Tags", "Writing <b>bold</b> & <script>alert(1)</script> in a summit.")
    response = searched('summit "<script>"')
    assert b"<script" not in response.content
    assert titles(response) == ["Tags"]
    assert elements(response, "input", name="q")[0][1]["value"] == 'summit "<script>"'


ODD = [
    "",
    " ",
    "'",
    '"',
    '""',
    "\\",
    "&|!():*<->",
    "a' OR 1=1 --",
    "%",
    "\x00",
    "-",
    "-- --",
    "😀",
    "ﷺ",
    "x" * 5000,
    "é" * 300,
    "a & b | !c",
    "word:*",
    "<->",
    '"unclosed',
    "٢٠ يناير",
    "三十四周年",
    "31.02.2024",
    "01/02/2024",
    "2024-13-45",
    "'''",
]


@pytest.mark.parametrize("order", ["", "best"])
def test_every_input_gets_an_answer(searched, editor, order):
    publish(editor, "Live", "A summit.")
    for query in ODD:
        response = searched(query, order=order)
        assert (query, response.status_code) == (query, 200)
        assert "Search" in words(response, "h1")


NONSENSE: list[dict[str, str]] = [
    {"year": "abc"}, {"year": "99999999999999999999"}, {"year": "-1"}, {"year": "0"}, {"kind": "nonsense"},
    {"topic": "x"}, {"topic": "99999999999999999999"}, {"language": "xx"}, {"before": "nonsense"},
    {"before": "2024-01-20-"},
    {"page": "-1", "order": "best"}, {"page": "9" * 30, "order": "best"}, {"order": "?"}, {"year": "٢٠٢٤"},
]  # fmt: skip


def test_an_invalid_filter_is_ignored(searched, editor):
    publish(editor, "Live", "A summit.")
    found = {str(more): titles(searched("summit", **more)) for more in NONSENSE}
    assert found == {str(more): ["Live"] for more in NONSENSE}


def test_a_search_by_chance_is_never_an_error(client, details, editor):
    """Always the same random input: letters, signs and bytes of all kinds, in the query and in the filters."""
    publishing.publish([make_release("Live", "A summit of 20 January.")], by=editor)
    draw = random.Random(1992)
    alphabet = "aəİışŞ é«»“”'\"-–&|!:*<>()\\%_.,/0129٢二😀\u202e\u200b\x00\x1f\x7f\ue000\uffff"
    names = ("language", "year", "kind", "topic", "anniversary", "order", "before", "page", "q")
    for _time in range(30):
        typed = "".join(draw.choices(alphabet, k=draw.choice([1, 4, 12, 40, 400])))
        more = {draw.choice(names): "".join(draw.choices(alphabet + "best2024-01-20-1", k=draw.randint(1, 12)))}
        for query in (typed, f'summit {typed} -"{typed}"'):
            assert client.get("/en/search/", {"q": query, **more}).status_code in {200, 302}, ascii((query, more))
    assert client.get("/en/search/?q=%ff%fe%00%c3&year=%ff").status_code == 200
