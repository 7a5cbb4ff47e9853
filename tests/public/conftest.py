"""Fixtures of the public pages' tests."""

import pytest


@pytest.fixture
def searched(client, details):
    """Asks the search of a language's pages and gives the answer."""

    def search(query, of_page="en", **more):
        return client.get(f"/{of_page}/search/", {"q": query, **more})

    return search
