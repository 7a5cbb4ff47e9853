"""From the page of a release to what was done with it, for those who may read the audit trail."""

import pytest

from pressreleases.audit import record
from pressreleases.models import Topic
from pressreleases.models.audit import AuditAct
from tests.admin.filling import change_url
from tests.making import make_release
from tests.public.page_elements import links

pytestmark = pytest.mark.django_db

LINK = "Log of actions"


def test_it_leads_to_what_was_done_with_this_release_and_nothing_else(as_administrator, editor, release):
    topic = Topic.objects.create(pk=release.pk)
    record(AuditAct.SAVED, release, by=editor)
    record(AuditAct.SAVED, topic, by=editor)
    record(AuditAct.SAVED, make_release("Another"), by=editor)
    record(AuditAct.SUBMITTED, release, by=editor)
    trail = as_administrator.get(links(as_administrator.get(change_url(release)))[LINK])
    found = [(entry.act, entry.label) for entry in trail.context["cl"].result_list]
    assert found == [("submitted", "A visit to Geneva"), ("saved", "A visit to Geneva")]


def test_who_may_not_read_the_trail_is_not_led_to_it(as_editor, as_author, release):
    record(AuditAct.SAVED, release, by=None)
    trail = f"/admin/pressreleases/auditentry/?kind__exact=release&key__exact={release.pk}"
    for client in (as_editor, as_author):
        assert LINK not in links(client.get(change_url(release)))
        assert client.get(trail).status_code == 403
