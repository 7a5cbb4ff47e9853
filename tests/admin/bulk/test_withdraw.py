"""Withdrawing many releases: the reason is asked once, each text is withdrawn on its own, and each is told of."""

import pytest

from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.admin.choosing import choose, held_by, outcome, page_url, press
from tests.admin.filling import change_url, save
from tests.making import in_future, make_release

pytestmark = pytest.mark.django_db

WITHDRAWN = "Withdrawn. Readers see the title and the reason, not the text."


@pytest.fixture
def out(details, editor):
    rows = [make_release(title) for title in ("One", "Two", "Three")]
    publish(rows, by=editor)
    return rows


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def test_the_chosen_are_withdrawn_with_one_reason(as_editor, out):
    url = choose(as_editor, "withdraw_chosen", out[0], out[1]).url
    assert live_titles() == ["One", "Three", "Two"]
    response = press(as_editor, url, reason_en="Sent in error.")
    assert outcome(as_editor, response) == {"One": WITHDRAWN, "Two": WITHDRAWN}
    assert live_titles() == ["Three"]
    assert set(Withdrawal.objects.values_list("act", "reasons__en")) == {("withdrawn", "Sent in error.")}


def test_the_reason_is_asked_in_each_language_and_each_is_told_in_its_own(as_editor, out, editor):
    other = make_release("Bir", language="az", family=out[0].family, is_original=False, slug="bir")
    publish([other], by=editor)
    url = page_url("withdraw", out[0], out[1], other)
    response = press(as_editor, url, reason_en="Sent in error.", reason_az=" ")
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"reason_az"}
    assert "Sent in error." in response.content.decode()
    assert not Withdrawal.objects.exists()
    press(as_editor, url, reason_en="Sent in error.", reason_az="Səhvən.")
    assert Withdrawal.objects.get(release=out[1]).reasons == {"en": "Sent in error."}
    assert Withdrawal.objects.get(release=other).reasons == {"en": "Sent in error.", "az": "Səhvən."}


def test_what_cannot_be_withdrawn_sinks_none_of_the_others(as_editor, out, editor):
    draft = make_release("Draft")
    withdraw([out[1]], by=editor, reasons={"en": "Before."})
    said = outcome(as_editor, press(as_editor, page_url("withdraw", out[0], draft, *out[1:]), reason_en="Error."))
    assert said == {
        "Draft": "Not done. “Draft” is not published at the moment.",
        "Two": "Not done. “Two” was withdrawn. Reinstate it instead. Reinstate",
        "One": WITHDRAWN,
        "Three": WITHDRAWN,
    }
    assert live_titles() == []


def test_what_was_withdrawn_while_the_page_was_open_is_refused_by_the_verb(as_editor, out, editor):
    url = page_url("withdraw", *out)
    held = held_by(as_editor.get(url))
    withdraw([out[1]], by=editor, reasons={"en": "A colleague's reason."}, at=in_future())
    said = outcome(as_editor, as_editor.post(url, {**held, "reason_en": "Error."}))
    assert said["Two"].startswith("Not done. “Two” is already scheduled for a later time. Cancel that schedule first.")
    assert (said["One"], said["Three"]) == (WITHDRAWN, WITHDRAWN)


def test_what_was_saved_while_the_page_was_open_is_not_withdrawn(as_editor, as_author, out):
    url = page_url("withdraw", *out)
    held = held_by(as_editor.get(url))
    save(as_author, change_url(out[0]), summary="Newer")
    said = outcome(as_editor, as_editor.post(url, {**held, "reason_en": "Error."}))
    assert said["One"].startswith("Not done. Someone has saved a newer text in the meantime.")
    assert live_titles() == ["One"]


def test_an_author_cannot_withdraw_many(as_author, as_editor, out):
    held = held_by(as_editor.get(page_url("withdraw", *out)))
    assert as_author.post(page_url("withdraw", *out), {**held, "reason_en": "Error."}).status_code == 403
    assert len(live_titles()) == 3
