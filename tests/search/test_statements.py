"""The statements of searches: each is there, and none for readers forgets to ask for live editions."""

from string import Formatter

import pytest

from pressreleases.search.statements import LIVE, statement

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
