"""Redacting from the admin: administrators only, on POST only, and only what is over."""

import pytest

from pressreleases.admin import redaction
from pressreleases.models import AuditEntry, Edition, Withdrawal
from pressreleases.models.fields import emptied_by_redaction
from pressreleases.publishing import change_notice, publish, withdraw
from tests.making import correct, make_release, rewrite
from tests.public.page_elements import elements, page, words


@pytest.fixture
def first(details, editor):
    release = make_release("Visit", "They met the informant.")
    publish([release], by=editor)
    rewrite(release, body="<p>They met.</p>")
    correct([release], by=editor, minor=True)
    return Edition.objects.get(number=1)


def url(edition, end="redact/"):
    return f"/admin/pressreleases/edition/{edition.pk}/{end}"


def test_an_administrator_redacts_after_saying_that_it_cannot_be_undone(as_administrator, first):
    assert url(first) in as_administrator.get(url(first, "change/")).content.decode()
    assert as_administrator.get(url(first)).status_code == 200
    refused = as_administrator.post(url(first), {})
    assert refused.status_code == 422
    assert "Tick this" in refused.content.decode()
    assert Edition.objects.get(number=1).text == "They met the informant."
    left = as_administrator.post(url(first), {"certain": "on"})
    assert "Title (working copy, edition 2); Place (working copy, edition 2)" in left.content.decode()
    assert Edition.objects.get(number=1).text == "They met the informant."
    given = {"certain": "on", "harmless": ["title", "place"]}
    assert as_administrator.post(url(first), given).status_code == 302
    assert Edition.objects.get(number=1).text == ""


def test_an_editor_neither_sees_the_page_nor_can_post_to_it(as_editor, as_author, first):
    assert url(first) not in as_editor.get(url(first, "change/")).content.decode()
    for client in (as_editor, as_author):
        assert client.get(url(first)).status_code == 403
        assert client.post(url(first), {"certain": "on"}).status_code == 403
    assert Edition.objects.get(number=1).text == "They met the informant."


def test_what_readers_see_is_not_redacted_and_the_page_says_what_to_do(as_administrator, first):
    live = Edition.objects.get(number=2)
    asked = as_administrator.get(url(live))
    assert "First publish a correction without these words" in page(asked)
    assert not elements(asked, "form", id="verb-form")
    refused = as_administrator.post(url(live), {"certain": "on"})
    assert "First publish a correction without these words" in page(refused)
    assert not elements(refused, "form", id="verb-form")
    assert Edition.objects.get(number=2).text == "They met."


def test_an_unknown_edition_is_not_found(as_administrator, details):
    assert as_administrator.get("/admin/pressreleases/edition/999/redact/").status_code == 404
    assert as_administrator.get("/admin/pressreleases/edition/x/redact/").status_code == 404


def test_the_page_lists_what_is_still_elsewhere_to_be_ticked_and_the_other_editions(as_administrator, editor, first):
    rewrite(first.release, title="A visit")
    (third,) = correct([first.release], by=editor, minor=True)
    form = as_administrator.get(url(first)).context["form"]
    assert form.fields["harmless"].choices == [
        ("title", "Title (edition 2)"),
        ("place", "Place (working copy, edition 3, edition 2)"),
    ]
    second = Edition.objects.get(number=2)
    assert list(form.fields["also"].queryset) == [second]
    wrong = {"certain": "on", "harmless": ["place"], "also": [third.pk]}
    assert as_administrator.post(url(first), wrong).status_code == 422
    given = {"certain": "on", "harmless": ["place", "body"], "also": [second.pk]}
    assert as_administrator.post(url(first), given).status_code == 302
    assert list(Edition.objects.order_by("number").values_list("title", flat=True)) == ["", "", "A visit"]
    entries = AuditEntry.objects.filter(act="redacted")
    assert len(entries) == 2
    assert entries[0].details == {"address": False, "letterhead": False, "harmless": ["body", "place"]}


def test_the_page_links_the_other_languages_of_the_text(as_administrator, first):
    other = make_release("S\u0259f\u0259r", language="az", family=first.release.family, is_original=False)
    shown = as_administrator.get(url(first)).content.decode()
    assert f'<a href="/admin/pressreleases/release/{other.pk}/change/">' in shown


def test_the_page_shows_the_change_notes_that_stay_public_and_not_its_own(as_administrator, editor, first):
    rewrite(first.release, body="<p>They met again.</p>")
    correct([first.release], by=editor, change_note="The informant was not there.")
    shown = as_administrator.get(url(first)).content.decode()
    assert "The informant was not there." in shown
    second = Edition.objects.get(number=2)
    correct([rewrite(first.release, body="<p>Other.</p>")], by=editor, change_note="Another.")
    third = Edition.objects.get(number=3)
    assert "The change notes of other editions stay" in as_administrator.get(url(second)).content.decode()
    listed = as_administrator.get(url(third)).context["notes"]
    assert [edition.number for edition in listed] == [4]


def test_a_redacted_edition_still_offers_its_address(as_administrator, editor, first):
    given = {"certain": "on", "harmless": ["title", "place"]}
    as_administrator.post(url(first), given)
    assert url(first) in as_administrator.get(url(first, "change/")).content.decode()
    assert "has already been redacted" in as_administrator.post(url(first), given).content.decode()
    refused = as_administrator.post(url(first), {"certain": "on", "address": "on"})
    assert "Address (working copy, edition 2)" in refused.content.decode()


def test_an_administrator_redacts_the_reason_of_a_withdrawal(as_administrator, as_editor, editor, first):
    (old,) = withdraw([first.release], by=editor, reasons={"en": "The informant."})
    address = f"/admin/pressreleases/withdrawal/{old.pk}/"
    refused = as_administrator.post(f"{address}redact/", {"certain": "on"})
    assert "now or will see it later" in refused.content.decode()
    asked = as_administrator.get(f"{address}redact/")
    assert "now or will see it later" in asked.content.decode()
    assert not elements(asked, "form", id="verb-form")
    change_notice([first.release], by=editor, reasons={"en": "In error."}, act="withdrawn")
    assert as_editor.post(f"{address}redact/", {"certain": "on"}).status_code == 403
    assert f"{address}redact/" not in as_editor.get(f"{address}change/").content.decode()
    assert f"{address}redact/" in as_administrator.get(f"{address}change/").content.decode()
    assert as_administrator.get(f"{address}redact/").status_code == 200
    assert as_administrator.post(f"{address}redact/", {"certain": "on"}).status_code == 302
    assert Withdrawal.objects.get(pk=old.pk).reasons == {}
    assert as_administrator.get(f"{address}change/").status_code == 200
    assert as_administrator.get("/admin/pressreleases/withdrawal/").status_code == 200


def test_the_page_shows_what_it_empties_in_which_language_of_which_edition(as_administrator, editor, details):
    given = {"summary": "A lead.", "notes_to_editors": "A note.", "speaker_name": "A. Mammadov", "place": "Geneva"}
    release = make_release("Səfər", "Onlar görüşdü.", language="az", slug="sefer", **given)
    publish([release], by=editor)
    rewrite(release, title="Görüş", body="<p>Başqa mətn.</p>")
    correct([release], by=editor, change_note="Dəqiq.")
    first, second = Edition.objects.order_by("number")
    asked = as_administrator.get(url(first))
    assert words(asked, "h2", id="telling-heading") == ["Səfər"]
    [line] = words(asked, "p", class_="telling-language")
    assert "Edition 1 · Azərbaycanca" in line
    shown = page(asked)
    for told in ("A lead.", "Onlar görüşdü.", "A note.", "A. Mammadov", "Geneva"):
        assert told in shown
    assert "Başqa mətn." not in shown
    [beside] = [row for row in words(asked, "div", class_="submit-row") if "Redact" in row]
    assert beside.startswith("Redact Edition 1 · Azərbaycanca · Səfər")
    assert "Dəqiq." in page(as_administrator.get(url(second))), "the change note goes too"


def test_every_field_that_a_redaction_always_empties_is_on_the_page(as_administrator, editor, first):
    context = as_administrator.get(url(first)).context
    assert {"title", "place", "body", "summary"} <= set(emptied_by_redaction())
    apart = {"title", "summary", "body", "notes_to_editors", "text", "attachments", "lead_picture", "digest_salt"}
    assert apart == redaction._SHOWN_APART
    assert [label for label, _value in context["lines"]] == ["Place"]


def test_the_history_leads_to_what_can_be_redacted_and_only_administrators(as_administrator, as_editor, editor, first):
    withdraw([first.release], by=editor, reasons={"en": "The informant."})
    change_notice([first.release], by=editor, reasons={"en": "In error."}, act="withdrawn")
    old, standing = Withdrawal.objects.order_by("pk")
    history = f"/admin/pressreleases/release/{first.release_id}/history/"
    links = [link["href"] for _tag, link, _words in elements(as_administrator.get(history), "a") if "href" in link]
    assert url(first) in links
    assert f"/admin/pressreleases/withdrawal/{old.pk}/redact/" in links
    assert f"/admin/pressreleases/withdrawal/{standing.pk}/redact/" not in links
    assert "/redact/" not in as_editor.get(history).content.decode()


def test_the_history_offers_no_redaction_of_what_readers_see(as_administrator, first):
    live = Edition.objects.get(number=2)
    history = as_administrator.get(f"/admin/pressreleases/release/{first.release_id}/history/").content.decode()
    assert url(live) not in history
    assert url(first) in history


def test_the_page_of_a_reason_shows_it_and_its_release(as_administrator, editor, first):
    (old,) = withdraw([first.release], by=editor, reasons={"en": "The informant."})
    change_notice([first.release], by=editor, reasons={"en": "In error."}, act="withdrawn")
    asked = as_administrator.get(f"/admin/pressreleases/withdrawal/{old.pk}/redact/")
    assert words(asked, "h2", id="telling-heading") == ["Visit"]
    assert "The informant." in page(asked)
    assert "In error." not in page(asked)
