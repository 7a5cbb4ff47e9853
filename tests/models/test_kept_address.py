"""What the former addresses of topics and of anniversaries have in common."""

import pytest

from pressreleases.models import AnniversaryAddress, TopicAddress


@pytest.mark.parametrize("model", [AnniversaryAddress, TopicAddress])
def test_an_address_belongs_to_one_thing_in_a_language_and_staff_have_no_form_for_it(model):
    assert [tuple(rule.fields) for rule in model._meta.constraints] == [("language", "slug")]
    assert model._meta.default_permissions == ()
    assert str(model(language="az", slug="hüquq")) == "az: hüquq"
