"""After it went out, played in a browser: corrections, withdrawal, removal, reinstating, redaction, the audit trail."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from pressreleases import doctor
from pressreleases.models import AuditEntry, Edition, PolicyReport
from pressreleases.publishing import publish
from tests.admin.filling import change_url, verb_url
from tests.browser.conftest import PASSWORD
from tests.browser.playing import ALONE, choose, is_done, open_release, page_of, press, ready, save
from tests.browser.test_stories import text_of
from tests.making import correct, make_user, rewrite

pytestmark = pytest.mark.django_db(transaction=True)

CORRECTIONS = "/en/corrections/"


@pytest.fixture
def editor(site):
    return User.objects.get(username="editor")


@pytest.fixture
def live(editor):
    release = ready("A visit to Geneva", "The delegation arrived on Munday.")
    publish([release], by=editor)
    return release


def status_of(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def test_a_correction_asks_for_the_other_language_and_stands_on_the_page_of_corrections(staff, live, editor):
    words = {"language": "az", "slug": "sefer", "family": live.family, "is_original": False}
    azeri = ready("Cenevrəyə səfər", "Nümayəndə heyəti gəldi.", **words)
    publish([azeri], by=editor)
    rewrite(live, body="<p>The delegation arrived on Monday.</p>")
    page, reader = staff.signed_in(), staff.window()
    page.goto(verb_url(live, "correct"))
    press(page, "Publish a correction")
    expect(page.get_by_text("Describe the change in a sentence. Readers will see it.")).to_be_hidden()
    expect(page.get_by_text("Does Azərbaycanca contain the same error?")).to_be_visible()
    page.get_by_label("Azərbaycanca is not affected by this correction").check()
    press(page, "Publish a correction")
    expect(page.get_by_text("Describe the change in a sentence. Readers will see it.")).to_be_visible()
    assert Edition.objects.count() == 2
    page.get_by_label("What was changed (English)").fill("The day was misspelt.")
    page.get_by_label(ALONE).fill("Nobody else is in today.")
    press(page, "Publish a correction")
    is_done(page, "Corrected. The earlier edition is still available at its own address.")
    assert Edition.objects.filter(release=azeri).count() == 1
    reader.goto(CORRECTIONS)
    expect(reader.get_by_text("The day was misspelt.")).to_be_visible()
    reader.get_by_role("link", name="A visit to Geneva").click()
    expect(reader.get_by_role("note")).to_contain_text("The day was misspelt.")


def test_a_minor_fix_needs_no_note_and_is_an_edition_that_no_list_of_corrections_has(staff, live):
    page, reader = staff.signed_in(), staff.window()
    page.goto(verb_url(live, "correct"))
    expect(page.get_by_text("The text is the same as the edition that readers see.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish a correction")).to_have_count(0)
    rewrite(live, body="<p>The delegation arrived on Monday.</p>")
    page.reload()
    page.get_by_label("A minor fix").check()
    press(page, "Publish a correction")
    is_done(page, "Corrected.")
    reader.goto(page_of(live))
    expect(reader.get_by_text("arrived on Monday")).to_be_visible()
    expect(reader.get_by_text("Edition 1")).to_be_visible()
    reader.goto(CORRECTIONS)
    expect(reader.get_by_text("No release has been corrected")).to_be_visible()


def test_it_is_withdrawn_with_a_reason_and_reinstated(staff, live):
    page, reader = staff.signed_in(), staff.window()
    open_release(page, live)
    choose(page, "Withdraw…")
    press(page, "Withdraw")
    expect(page.get_by_text("Give readers a reason in the language of")).to_be_visible()
    assert status_of(reader, page_of(live)) == 200
    expect(reader.get_by_text("arrived on Munday")).to_be_visible()
    page.get_by_label("Reason, for readers (English)").fill("The visit was put off.")
    press(page, "Withdraw")
    is_done(page, "Withdrawn. Readers see the title and the reason, not the text.")
    assert status_of(reader, page_of(live)) == 200
    expect(reader.get_by_role("heading", name="A visit to Geneva")).to_be_visible()
    expect(reader.get_by_text("The visit was put off.")).to_be_visible()
    assert "Munday" not in reader.content()
    reader.goto(CORRECTIONS)
    expect(reader.get_by_text("The visit was put off.")).to_be_visible()

    press(page, "Reinstate…")
    press(page, "Reinstate")
    expect(page.get_by_text("Describe the change in a sentence. Readers will see it.")).to_be_visible()
    page.get_by_label("Reason for reinstating (English)").fill("It takes place after all.")
    page.get_by_label(ALONE).fill("Nobody else is in today.")
    press(page, "Reinstate")
    is_done(page, "Reinstated, as a new edition.")
    reader.goto(page_of(live))
    expect(reader.get_by_text("arrived on Munday")).to_be_visible()
    expect(reader.get_by_role("note")).to_contain_text("It takes place after all.")


def test_what_was_published_in_error_is_gone_and_only_the_reason_is_told(staff, live, complaints):
    page, reader = staff.signed_in(), staff.window()
    page.goto(verb_url(live, "remove"))
    page.get_by_label("Reason, for readers (English)").fill("It was a draft.")
    press(page, "Remove as published in error")
    is_done(page, "Removed. Readers see that it was published in error, and the reason.")
    for address in (page_of(live), f"{page_of(live)}editions/1/"):
        assert status_of(reader, address) == 410
        expect(reader.get_by_text("It was a draft.")).to_be_visible()
        assert "Geneva" not in reader.content()
        assert "Munday" not in reader.content()
    reader.goto(CORRECTIONS)
    expect(reader.get_by_text("A release that was published in error")).to_be_visible()
    assert "Geneva" not in reader.content()
    assert all("410" in said for said in complaints)
    complaints.clear()


def test_only_an_administrator_redacts_and_the_words_are_gone_everywhere(staff, live, editor, complaints):
    for role in ("Author", "Administrator"):
        make_user(role)
    rewrite(live, body="<p>The delegation arrived.</p>")
    correct([live], by=editor, minor=True)
    edition = Edition.objects.get(number=1)
    address = f"/admin/pressreleases/edition/{edition.pk}/"
    for username in ("author", "editor"):
        page = staff.signed_in(username)
        page.goto(f"{address}change/")
        expect(page.get_by_text("Munday").first).to_be_visible()
        expect(page.get_by_role("link", name="Redact…")).to_have_count(0)
        assert status_of(page, f"{address}redact/") == 403
    complaints.clear()

    page, reader = staff.signed_in("administrator"), staff.window()
    page.goto(f"{address}change/")
    page.get_by_role("link", name="Redact…").click()
    press(page, "Redact")
    expect(page.get_by_text("Tick this to confirm.")).to_be_visible()
    assert "Munday" in Edition.objects.get(number=1).text
    page.get_by_label("I know that this cannot be undone.").check()
    # What is the same in the edition that readers see is named, and holds no secret.
    for harmless in page.get_by_role("group").get_by_role("checkbox").all():
        harmless.check()
    press(page, "Redact")
    expect(page.get_by_text("Redacted. The text was removed from this site and from its history.")).to_be_visible()
    history = f"/admin/pressreleases/release/{live.pk}/history/"
    for at in (f"{address}change/", history, f"/admin/pressreleases/release/{live.pk}/compare/?from=edition-1&to=now"):
        page.goto(at)
        assert "Munday" not in page.content()
    assert not live.history.filter(body__contains="Munday").exists()
    reader.goto(f"{page_of(live)}editions/1/")
    expect(reader.get_by_text("The text of this edition was removed on")).to_be_visible()
    assert "Munday" not in reader.content()
    assert AuditEntry.objects.get(act="redacted").actor_name == "administrator"


def test_who_did_what_is_read_by_administrators_and_changed_by_nobody(staff, live, complaints):
    make_user("Administrator")
    page = staff.signed_in()
    open_release(page, live)
    page.get_by_label("Title:").fill("A visit to Bern")
    save(page)
    expect(page.get_by_text("Log of actions")).to_have_count(0)
    assert status_of(page, "/admin/pressreleases/auditentry/") == 403
    complaints.clear()

    page = staff.signed_in("administrator")
    page.goto(change_url(live))
    text_of(page).wait_for()
    choose(page, "Log of actions")
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="published").filter(has_text="editor")).to_have_count(1)
    expect(rows.filter(has_text="saved").filter(has_text="127.0.0.1")).to_have_count(1)
    rows.filter(has_text="saved").get_by_role("link").first.click()
    expect(page.get_by_text("A visit to Bern").first).to_be_visible()
    for button in ("Save", "Delete"):
        expect(page.get_by_role("button", name=button)).to_have_count(0)
        expect(page.get_by_role("link", name=button)).to_have_count(0)
    entry = AuditEntry.objects.first()
    assert entry is not None
    assert status_of(page, f"/admin/pressreleases/auditentry/{entry.pk}/delete/") == 403
    complaints.clear()


def test_signing_in_and_failing_to_are_noted_and_too_many_failures_wait(staff, live, complaints):
    page = staff.window()
    page.goto("/admin/")

    def sign_in(password: str) -> None:
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill(password)
        press(page, "Log in")

    sign_in("wrong")
    expect(page.get_by_text("Please enter the correct username and password")).to_be_visible()
    sign_in(PASSWORD)
    expect(page.get_by_role("link", name="New release")).to_be_visible()
    press(page, "Log out")
    page.goto("/admin/")
    for _time in range(5):
        sign_in("wrong")
    sign_in(PASSWORD)
    expect(page.get_by_text("Too many sign-ins have failed here. Try again in 10 minutes.")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("editor")
    acts = list(AuditEntry.objects.filter(actor_name="editor").values_list("act", flat=True))
    assert [acts.count(act) for act in ("signed-in", "signed-out", "sign-in-failed")] == [1, 1, 6]
    assert all("429" in said for said in complaints)
    complaints.clear()


def test_what_a_page_of_the_admin_may_not_load_is_reported_by_the_browser_and_told_to_administrators(
    staff, site, complaints, monkeypatch
):
    monkeypatch.setattr(doctor, "CHECKS", (doctor.check_policy,))
    make_user("Author")
    make_user("Administrator")
    page = staff.signed_in("author")
    with page.expect_response("**/admin/policy-report/") as reported:
        page.evaluate(
            "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/a.png?words=secret'}))"
        )
    assert reported.value.status == 204
    assert reported.value.request.post_data_json["csp-report"]["effective-directive"] == "img-src"
    assert [str(row) for row in PolicyReport.objects.all()] == ["img-src http://127.0.0.1:9 (index)"]
    doctor.examine()
    page.reload()
    expect(page.get_by_role("heading", name="Health of the site")).to_have_count(0)
    said = "Browsers of colleagues kept pages of the admin from loading what these may not load: img-src http://127.0.0.1:9"
    desk = staff.signed_in("administrator")
    expect(desk.get_by_role("region", name="Health of the site")).to_contain_text(said)
    complaints.clear()


def test_what_a_public_page_may_not_load_is_reported_to_nobody(staff, live, complaints):
    page = staff.signed_in()
    page.goto("/en/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    with page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        page.evaluate("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/a.png'}))")
    page.reload()
    assert not any("report" in address for address in sent)
    assert not PolicyReport.objects.exists()
    complaints.clear()
