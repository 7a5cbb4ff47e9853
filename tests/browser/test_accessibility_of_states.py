"""Through axe what the admin shows only once something happened: refusals, flags, unsaved text, colleagues, records."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page

from pressreleases.editorial import autosave
from pressreleases.models import AuditEntry, AutosavedForm, Edition, PublishedAlone, Release
from pressreleases.publishing import publish, redact, send_back, submit, withdraw
from tests.admin.filling import RELEASES, change_url, verb_url
from tests.browser.playing import ready, today, written_by
from tests.browser.sights import leave, look_at, press_and_arrive, wrong_here
from tests.making import correct, database_now, in_future, make_user, rewrite

pytestmark = pytest.mark.django_db(transaction=True)

ADMIN = "/admin/pressreleases/"


@pytest.fixture
def happened(site) -> dict[str, Release]:
    """A press office in which everything has happened once."""
    make_user("Author")
    boss, editor = make_user("Administrator"), User.objects.get(username="editor")
    found = {name: ready(f"{name.capitalize()} in Geneva") for name in ("redacted", "back", "planned", "translated")}
    found |= {"alone": written_by("editor", "Alone in Geneva"), "own": written_by("administrator", "Own in Geneva")}
    publish([found["alone"]], by=editor, alone="Nobody else was in.")
    publish([found["redacted"], found["translated"]], by=editor)
    rewrite(found["redacted"], body="<p>Other words.</p>")
    correct([found["redacted"]], by=editor, minor=True)
    redact([found["redacted"].editions.get(number=1)], by=boss, harmless=["title", "place", "summary"])
    rewrite(found["redacted"], body="<p>Still other words.</p>")
    correct([found["redacted"]], by=editor, minor=True)
    publish([found["planned"]], by=editor, at=in_future(days=40))
    withdraw([found["translated"]], by=editor, reasons={"en": "Put off."}, at=in_future(days=1))
    words = {"language": "az", "slug": "sefer", "family": found["translated"].family, "is_original": False}
    ready("131 nəfər", "113", **words)
    found["own"].created_by = boss
    submit([found["back"]], by=boss, comment="Is it right?")
    send_back([found["back"]], by=editor, comment="Not yet.")
    AutosavedForm.objects.create(
        user=boss,
        release=found["own"],
        form="a-form-key-0000001",
        version=1,
        fields={"title": ["Typed, not saved"]},
        kept_at=database_now(),
    )
    autosave.mark_present(found["own"].pk, by=User.objects.get(username="author"), writing=True)
    deleted = ready("Deleted in Geneva")
    deleted.delete()
    return found


def ask(page: Page, address: str, button: str, complaints: list[str]) -> list[str]:
    """What is wrong on a page that refuses, since its button was pressed with nothing filled in."""
    page.goto(address)
    press_and_arrive(page, button)
    return wrong_here(page, [each for each in complaints if "422" not in each])


def test_what_only_happens_has_nothing_in_the_way_either(staff, happened, complaints):
    page = staff.signed_in("administrator")
    alone, redacted = PublishedAlone.objects.get().edition, Edition.objects.get(redacted_at__isnull=False)
    live = Edition.objects.live().get(release=happened["redacted"])
    ended = happened["redacted"].editions.get(number=2)
    own, entry = happened["own"], AuditEntry.objects.latest("pk")
    found: list[str] = []
    for address in (
        *(
            "/admin/",
            "/admin/notices/",
            f"{ADMIN}notice/",
            f"{ADMIN}auditentry/",
            f"{ADMIN}auditentry/{entry.pk}/change/",
        ),
        *(f"{ADMIN}withdrawal/", f"{ADMIN}edition/{redacted.pk}/change/", f"{ADMIN}edition/{alone.pk}/endorse/"),
        *("/admin/auth/user/", "/admin/auth/user/add/", f"/admin/auth/user/{alone.published_by_id}/change/"),
        *("/admin/sessions/", f"/admin/auth/user/{alone.published_by_id}/password-link/"),
        *(f"{RELEASES}deleted/", f"{RELEASES}scheduled/?month={today() + dt.timedelta(days=40):%Y-%m}"),
        *(
            change_url(own),
            f"{change_url(own)}?unsaved={AutosavedForm.objects.get().pk}",
            change_url(happened["alone"]),
        ),
        *(f"{change_url(own)}?restore={own.history.latest().pk}", change_url(happened["back"])),
        f"{RELEASES}{happened['redacted'].pk}/compare/?from=edition-1&to=now",
        *(verb_url(own, "publish"), verb_url(own, "submit"), verb_url(happened["translated"], "unschedule")),
        *(f"{RELEASES}{own.pk}/delete/", f"{ADMIN}edition/{live.pk}/redact/"),
    ):
        found += look_at(page, address, complaints)
        leave(page, complaints)
    Release.objects.filter(pk=own.pk).update(place="")
    submit([own], by=own.created_by)
    for address, button in (
        (verb_url(own, "publish"), "Publish now"),
        (verb_url(own, "schedule"), "Publish at a set time"),
        (verb_url(own, "send-back"), "Send back to the author"),
        (f"{ADMIN}edition/{ended.pk}/redact/", "Redact"),
        (f"{RELEASES}add/", "Save"),
    ):
        found += ask(page, address, button, complaints)
        leave(page, complaints)
    page.goto(change_url(own))
    page.locator("[contenteditable=true]").wait_for()
    rewrite(Release.objects.get(pk=own.pk), title="Theirs", body="<p>Theirs.</p>", version=9)
    page.get_by_label("Title:").fill("Mine")
    press_and_arrive(page, "Save")
    page.get_by_text("Changed in both texts.").first.wait_for()
    found += wrong_here(page, complaints)
    leave(page, complaints)
    assert found == []
