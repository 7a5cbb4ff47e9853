"""Words of the site do not make a password longer."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from pressreleases.password_links import INVITATION

pytestmark = pytest.mark.django_db


NEW = "Eight wise otters"


def open_link(link):
    """The page that the link leads to, in a browser of its own: `(client, response)`."""
    client = Client()
    return client, client.get(urlsplit(link).path, follow=True)


def set_password(link, password=NEW):
    client, page = open_link(link)
    path = page.redirect_chain[-1][0]
    return client.post(path, {"new_password1": password, "new_password2": password}, follow=True)


@pytest.mark.parametrize("password", ["Embassy2026!", "pressrelease-baku", "Miss1on_0ffice", "mispress2030"])
def test_words_of_the_site_do_not_make_a_password_longer(author, settings, password):
    settings.SITE_URL = "https://mispress.example"
    assert "do not count" in set_password(INVITATION.address(author), password).content.decode()


@pytest.mark.parametrize("password", ["Eight embassy otters", "press 4 wise otters"])
def test_beside_enough_others_they_are_no_harm(author, password):
    assert "Your password is set" in set_password(INVITATION.address(author), password).content.decode()
