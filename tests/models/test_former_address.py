"""An address of another site leads to one release."""

import pytest

from pressreleases.models import FormerAddress
from tests.making import make_release
from tests.models.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_a_release_may_have_had_several() -> None:
    release = make_release()
    for path in ("/2019/05/a-visit/", "/?p=12"):
        FormerAddress.objects.create(path=path, release=release)
    assert release.former_addresses.count() == 2


def test_one_address_leads_to_one_release_only() -> None:
    FormerAddress.objects.create(path="/a/", release=make_release())
    with refused_by("former_address_of_one_release"):
        FormerAddress.objects.create(path="/a/", release=make_release("Another visit"))


@pytest.mark.parametrize(
    ("path", "constraint"),
    [("a/", "former_address_is_a_path"), ("", "former_address_is_a_path"), ("/a\n/", "former_address_in_one_line")],
)
def test_what_is_no_path_in_one_line_is_refused(path: str, constraint: str) -> None:
    release = make_release()
    with refused_by(constraint):
        FormerAddress.objects.create(path=path, release=release)
