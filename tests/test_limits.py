"""How much may be sent where: nothing at most addresses, and what the head of a request says beforehand."""

from http import HTTPStatus

import pytest

from mission_site.limits import NO_BODY, Refused, expected, limit_of


@pytest.mark.parametrize("path", ["/", "/en/", "/en/search/", "/healthz", "/media/images/a.png", "/administration/"])
def test_readers_send_nothing(path: str) -> None:
    assert limit_of(path) == NO_BODY


def test_the_narrowest_address_counts() -> None:
    sign_in, form, release = (
        limit_of(path).size for path in ("/admin/login/", "/admin/x/", "/admin/pressreleases/release/7/change/")
    )
    assert sign_in < form < release
    assert limit_of("/admin/pressreleases/release/7/change/x/").size == form


def test_a_body_that_fits_is_expected_and_one_byte_more_is_not() -> None:
    size = limit_of("/admin/login/").size
    assert expected("POST", "/admin/login/", {"content-length": str(size)}) == size
    with pytest.raises(Refused) as refused:
        expected("POST", "/admin/login/", {"content-length": str(size + 1)})
    assert refused.value.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize("headers", [{}, {"content-length": "0"}, {"content-length": "00"}])
def test_a_request_without_a_body_is_read_everywhere(headers: dict[str, str]) -> None:
    assert expected("POST", "/en/", headers) == 0


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("POST", "/en/", {"content-length": "1"}, HTTPStatus.METHOD_NOT_ALLOWED),
        ("GET", "/en/", {"content-length": "1"}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
        ("TRACE", "/admin/", {}, HTTPStatus.METHOD_NOT_ALLOWED),
        ("POST", "/admin/login/", {"transfer-encoding": "chunked"}, HTTPStatus.LENGTH_REQUIRED),
        ("POST", "/admin/login/", {"content-length": "-1"}, HTTPStatus.BAD_REQUEST),
        ("POST", "/admin/login/", {"content-length": "9" * 5000}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ],
)
def test_what_is_not_to_be_read_is_refused_by_its_head(
    method: str, path: str, headers: dict[str, str], status: HTTPStatus
) -> None:
    with pytest.raises(Refused) as refused:
        expected(method, path, headers)
    assert refused.value.status == status
    assert bool(refused.value.headers) == (status == HTTPStatus.METHOD_NOT_ALLOWED)
