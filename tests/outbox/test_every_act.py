"""Every act tells the people concerned, or is in the list of silent acts with a reason."""

import pytest

from pressreleases import publishing
from pressreleases.editorial import preview_links
from pressreleases.models import AuditEntry, Edition, Notice, Release, Topic
from pressreleases.models.audit import AuditAct
from pressreleases.models.notice import SILENT_ACTS
from pressreleases.outbox import NoticeKind
from pressreleases.publishing import (
    change_notice,
    classify,
    endorse,
    lift_embargo,
    move,
    publish,
    redact,
    redact_reasons,
    review,
    schedule_newest,
    send_back,
    set_embargo,
    submit,
    unschedule,
    withdraw,
)
from tests.making import correct, in_future, make_release, reinstate, rewrite
from tests.outbox.people import person
from tests.publishing.test_four_eyes import begun

pytestmark = pytest.mark.django_db

WHY = {"en": "A wrong date."}


def live(people):
    release = make_release("Visit", created_by=people["ann"], changed_by=people["ann"])
    publish([release], by=people["eve"])
    return release


def planned(people):
    release = make_release("Visit", created_by=people["ann"], changed_by=people["ann"])
    publish([release], by=people["eve"], at=in_future())
    return release


def withdrawn(people):
    release = live(people)
    withdraw([release], by=people["eve"], reasons=WHY)
    return release


def corrected(people):
    release = live(people)
    rewrite(release, body="<p>Other words.</p>")
    correct([release], by=people["eve"], change_note="Exact.")
    return release


def draft(people):
    return make_release("Visit", created_by=people["ann"], changed_by=people["ann"])


def embargoed(people):
    release = draft(people)
    set_embargo([release], by=people["eve"], ends_at=in_future())
    return release


def submitted(people):
    release = draft(people)
    submit([release], by=people["ann"])
    return release


def reopen(release, people):
    release.status = "draft"
    review.reopen(release, by=people["ann"])


def rewritten(people):
    release = live(people)
    rewrite(release, body="<p>Other words.</p>")
    return release


def replanned(people):
    release = planned(people)
    rewrite(release, title="The visit")
    return release


def answer(verdict):
    def act(release, people):
        link = preview_links.make(release, by=people["eve"], for_whom="The capital", days=3, asks_clearance=True).link
        shown = preview_links.with_sheet(type(link).objects.open()).get().sheet
        preview_links.answer(link, verdict, name="editor", comment="Not yet.", shown=shown)

    return act


def first_edition(release):
    return Edition.objects.get(release=release, number=1)


def reinstated(people):
    release = withdrawn(people)
    reinstate([release], by=people["eve"], change_note="Holds.")
    return release


# By the act that is recorded: what was there before, what is done, and which kind of notice it makes for the author.
TELLING = {
    AuditAct.PUBLISHED: (draft, lambda r, p: publish([r], by=p["edgar"]), "published"),
    AuditAct.SCHEDULED: (draft, lambda r, p: publish([r], by=p["edgar"], at=in_future()), "scheduled"),
    AuditAct.SCHEDULED_NEWEST: (replanned, lambda r, p: schedule_newest([r], by=p["edgar"]), "scheduled"),
    AuditAct.MOVED: (planned, lambda r, p: move([r], by=p["edgar"], at=in_future(hours=5)), "moved"),
    AuditAct.UNSCHEDULED: (planned, lambda r, p: unschedule([r], by=p["edgar"]), "unscheduled"),
    AuditAct.EMBARGO_SET: (draft, lambda r, p: set_embargo([r], by=p["edgar"], ends_at=in_future()), "embargo-set"),
    AuditAct.EMBARGO_LIFTED: (
        embargoed,
        lambda r, p: lift_embargo([r], by=p["edgar"], reason="The capital agreed."),
        "embargo-lifted",
    ),
    AuditAct.CORRECTED: (rewritten, lambda r, p: correct([r], by=p["edgar"], change_note="Exact."), "corrected"),
    AuditAct.WITHDRAWN: (live, lambda r, p: withdraw([r], by=p["edgar"], reasons=WHY), "withdrawn"),
    AuditAct.REMOVED: (
        withdrawn,
        lambda r, p: change_notice([r], by=p["edgar"], reasons=WHY, act="removed"),
        "removed",
    ),
    AuditAct.REINSTATED: (withdrawn, lambda r, p: reinstate([r], by=p["edgar"], change_note="Holds."), "published"),
    AuditAct.REDACTED: (
        corrected,
        lambda r, p: redact([first_edition(r)], by=p["ada"], harmless=["title", "place"]),
        "redacted",
    ),
    AuditAct.SENT_BACK: (submitted, lambda r, p: send_back([r], by=p["edgar"], comment="The date."), "sent-back"),
    AuditAct.SUBMITTED: (draft, lambda r, p: submit([r], by=p["ann"]), "submitted"),
    AuditAct.REOPENED: (submitted, reopen, "reopened"),
    AuditAct.PUBLISHED_ALONE: (
        lambda p: begun(p["eve"]),
        lambda r, p: publish([r], by=p["eve"], alone="Nobody else is here."),
        "flagged",
    ),
    AuditAct.CLEARED: (draft, answer("cleared"), "cleared"),
    AuditAct.DECLINED: (draft, answer("declined"), "declined"),
}


@pytest.fixture
def people(details, ann, eve, edgar):
    return {"ann": ann, "eve": eve, "edgar": edgar, "ada": person("Administrator", "ada")}


def test_every_act_has_a_case_here_or_a_reason_to_be_silent():
    assert {*TELLING, *SILENT_ACTS} == set(AuditAct)
    assert not TELLING.keys() & SILENT_ACTS.keys()
    assert all(len(reason.split()) > 2 for reason in SILENT_ACTS.values())


@pytest.mark.parametrize("act", TELLING)
def test_an_act_that_is_not_silent_tells_somebody(people, act):
    before, do, kind = TELLING[act]
    release = before(people)
    Notice.objects.all().delete()
    do(release, people)
    assert AuditEntry.objects.filter(act=act, key=release.pk).exists()
    assert kind in set(Notice.objects.values_list("kind", flat=True))
    if kind not in ("submitted", "reopened", "flagged"):
        assert "ann" in set(Notice.objects.filter(kind=kind).values_list("to__username", flat=True))


def test_a_silent_verb_of_publishing_tells_nobody(people):
    release = draft(people)
    publish([release], by=people["eve"])
    Notice.objects.all().delete()
    topic = Topic.objects.create()
    assert classify([release], by=people["eve"], topics=[topic]) == [release]
    assert not Notice.objects.exists()
    (edition,) = publish([begun(people["eve"], "Own")], by=people["eve"], alone="Nobody else is here.")
    Notice.objects.all().delete()
    endorse(edition, by=people["edgar"])
    assert AuditEntry.objects.filter(act=AuditAct.ENDORSED).exists()
    assert not Notice.objects.exists()


def test_no_verb_of_publishing_is_missing_from_the_cases():
    """A verb that is new needs an act, and the act a case."""
    verbs = {name for name in publishing.__all__ if name != "PublishingError"}
    acts = {
        "change_notice": AuditAct.REMOVED,
        "classify": AuditAct.CLASSIFIED,
        "correct": AuditAct.CORRECTED,
        "endorse": AuditAct.ENDORSED,
        "lift_embargo": AuditAct.EMBARGO_LIFTED,
        "move": AuditAct.MOVED,
        "publish": AuditAct.PUBLISHED,
        "redact": AuditAct.REDACTED,
        "redact_reasons": AuditAct.REDACTED,
        "reinstate": AuditAct.REINSTATED,
        "schedule_newest": AuditAct.SCHEDULED_NEWEST,
        "send_back": AuditAct.SENT_BACK,
        "set_embargo": AuditAct.EMBARGO_SET,
        "submit": AuditAct.SUBMITTED,
        "unschedule": AuditAct.UNSCHEDULED,
        "withdraw": AuditAct.WITHDRAWN,
    }
    assert verbs == set(acts)
    assert set(acts.values()) <= {*TELLING, *SILENT_ACTS}


def test_the_scheduler_is_told_of_a_move_or_a_cancellation_by_a_colleague(people):
    release = planned(people)
    Notice.objects.all().delete()
    move([release], by=people["edgar"], at=in_future(hours=5))
    unschedule([release], by=people["eve"])
    told = sorted(Notice.objects.values_list("kind", "to__username"))
    assert told == [("moved", "ann"), ("moved", "eve"), ("unscheduled", "ann")]


def test_the_publisher_is_told_of_a_withdrawal(people):
    release = live(people)
    Notice.objects.all().delete()
    withdraw([release], by=people["edgar"], reasons=WHY, act="removed")
    assert sorted(Notice.objects.values_list("kind", "to__username")) == [("removed", "ann"), ("removed", "eve")]


def test_the_mail_of_a_withdrawal_names_the_cancelled_schedule(people):
    release = rewritten(people)
    begins = in_future()
    correct([release], by=people["eve"], change_note="Exact.", at=begins)
    Notice.objects.all().delete()
    withdraw([release], by=people["edgar"], reasons=WHY)
    notice = Notice.objects.filter(kind="withdrawn")[0]
    assert notice.details["were"] == {str(release.pk): begins.isoformat()}


def test_redacting_a_reason_removes_it_from_unsent_mails(people):
    release = reinstated(people)
    withdrawal = release.withdrawals.get()
    Notice.objects.filter(kind=NoticeKind.REDACTED).delete()
    redact_reasons([withdrawal], by=people["ada"])
    assert "ann" in set(Notice.objects.filter(kind="redacted").values_list("to__username", flat=True))


def test_a_refused_move_tells_nobody(people):
    release = live(people)
    Notice.objects.all().delete()
    with pytest.raises(publishing.PublishingError):
        move([release], by=people["edgar"], at=in_future())
    with pytest.raises(publishing.PublishingError):
        unschedule([release], by=people["edgar"])
    assert not Notice.objects.exists()
    assert Release.objects.get() == release
