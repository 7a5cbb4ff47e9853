"""Topics in the admin: each name gets an address of its own."""

import pytest

from pressreleases.models import Topic

pytestmark = pytest.mark.django_db


def named(prefix, *names):
    rows = {f"{prefix}-TOTAL_FORMS": len(names), f"{prefix}-INITIAL_FORMS": 0}
    for index, (language, name) in enumerate(names):
        rows |= {f"{prefix}-{index}-language": language, f"{prefix}-{index}-name": name}
    return rows


def test_topics_of_one_name_get_addresses_of_their_own(as_editor):
    for _time in range(2):
        assert (
            as_editor.post(
                "/admin/pressreleases/topic/add/", {"shown": "on", **named("names", ("en", "Culture"))}
            ).status_code
            == 302
        )
    slugs = [topic.names.get().slug for topic in Topic.objects.order_by("pk")]
    assert slugs == ["culture", "culture-2"]
