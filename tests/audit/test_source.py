"""Where an act comes from: the client's address, and who acts without an account."""

import pytest
from django.test import RequestFactory

from pressreleases.audit.source import ClientAddressMiddleware, acting, actor_type, address_of, here
from pressreleases.models.audit import ActorType


def request(**headers):
    return RequestFactory().get("/", **{"REMOTE_ADDR": "192.0.2.1", **headers})


def test_the_address_is_that_of_the_connection_and_not_of_a_header(settings):
    settings.BEHIND_PROXY = False
    assert address_of(request(HTTP_X_FORWARDED_FOR="198.51.100.9")) == "192.0.2.1"
    assert address_of(request(HTTP_FORWARDED="for=198.51.100.9", HTTP_X_REAL_IP="198.51.100.9")) == "192.0.2.1"


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("198.51.100.9, 203.0.113.5", "203.0.113.5"),
        ("198.51.100.9,2001:DB8::7", "2001:db8::7"),
        ("203.0.113.5:41234", "203.0.113.5"),
        ("[2001:db8::7]:41234", "2001:db8::7"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        # Without the proxy's header, the client's own is not used.
        ("198.51.100.9, unknown", ""),
        ("198.51.100.9, ", ""),
        ("198.51.100.9, 1.2.3.4; DROP TABLE", ""),
    ],
)
def test_behind_a_proxy_the_address_is_the_last_hop(settings, forwarded, address):
    settings.BEHIND_PROXY = True
    assert address_of(request(HTTP_X_FORWARDED_FOR=forwarded)) == address


def test_behind_a_proxy_without_the_header_it_is_the_proxy_s(settings):
    settings.BEHIND_PROXY = True
    assert address_of(request()) == "192.0.2.1"


def test_over_a_socket_there_is_no_address(settings):
    settings.BEHIND_PROXY = False
    assert address_of(request(REMOTE_ADDR="")) == ""


def test_the_address_is_forgotten_with_the_request_also_after_a_failure():
    seen = []

    def fails(_request):
        seen.append(here())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ClientAddressMiddleware(fails)(request())
    assert (seen, here()) == (["192.0.2.1"], "")


def test_outside_a_request_an_act_is_a_command_s_even_with_an_account():
    assert actor_type(has_account=False) == ActorType.COMMAND
    assert actor_type(has_account=True) == ActorType.COMMAND


def test_within_a_request_it_is_the_account_s_or_a_visitor_s():
    seen = []

    def answer(_request):
        seen.extend([actor_type(has_account=True), actor_type(has_account=False)])

    ClientAddressMiddleware(answer)(request())
    assert seen == [ActorType.ACCOUNT, ActorType.VISITOR]
    assert actor_type(has_account=False) == ActorType.COMMAND


def test_what_the_site_does_by_itself_ends_with_its_block_also_after_a_failure():
    seen = []

    def fails():
        seen.append(actor_type(has_account=False))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), acting(ActorType.SITE):
        fails()
    assert seen == [ActorType.SITE]
    assert actor_type(has_account=False) == ActorType.COMMAND
