"""Withdrawals: what Postgres refuses, when one is in force, and the reason that readers get."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from pressreleases.models import Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.making import in_future, make_release
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("act", "hidden", "withdrawal_act_known"),
        ("reasons", "{}", "withdrawal_has_a_reason"),
        ("reasons", '{"en": ""}', "withdrawal_has_a_reason"),
        ("reasons", '{"en": 5}', "withdrawal_has_a_reason"),
        ("reasons", "[]", "withdrawal_has_a_reason"),
        ("in_force_during", "empty", "withdrawal_span_well_formed"),
        ("in_force_during", "(,)", "withdrawal_span_well_formed"),
        ("in_force_during", "[2100-01-01 00:00+00,)", "withdrawal_one_in_force_at_a_time"),
    ],
)
def test_a_nonsensical_withdrawal_is_refused(details, editor, column, value, constraint):
    release = make_release()
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "Why"})
    row = {"act": "withdrawn", "reasons": '{"en": "Why"}', "in_force_during": "[2100-01-01 00:00+00,)", column: value}
    other = release if constraint == "withdrawal_one_in_force_at_a_time" else make_release("Other")
    with refused_by(constraint):
        sql(
            "INSERT INTO pressreleases_withdrawal (release_id, by_id, act, reasons, in_force_during) VALUES"
            " (%s, %s, %s, %s, %s)",
            other.pk, editor.pk, row["act"], row["reasons"], row["in_force_during"],
        )  # fmt: skip
    assert Withdrawal.objects.count() == 1


def test_it_is_in_force_from_its_very_instant_and_planned_until_then(details, editor):
    release = make_release()
    publish([release], by=editor)
    begins = in_future()
    (planned,) = withdraw([release], by=editor, reasons={"en": "Why"}, at=begins)
    before = begins - dt.timedelta(microseconds=1)
    assert (list(Withdrawal.objects.planned(before)), list(Withdrawal.objects.in_force(before))) == ([planned], [])
    assert (list(Withdrawal.objects.planned(begins)), list(Withdrawal.objects.in_force(begins))) == ([], [planned])


def test_it_is_not_in_force_at_the_instant_at_which_it_ends(details, editor):
    release = make_release()
    publish([release], by=editor)
    (withdrawal,) = withdraw([release], by=editor, reasons={"en": "Why"})
    ends = in_future()
    withdrawal.in_force_during = DateTimeTZRange(withdrawal.begins_at, ends)
    withdrawal.save(update_fields=["in_force_during"])
    assert Withdrawal.objects.in_force(ends - dt.timedelta(microseconds=1)).exists()
    assert not Withdrawal.objects.in_force(ends).exists()


def test_readers_get_the_reason_in_their_language_else_the_first_one():
    withdrawal = Withdrawal(reasons={"az": "Səhvən.", "en": "By mistake."})
    assert [withdrawal.reason_in(language) for language in ("en", "az", "fr")] == ["By mistake.", "Səhvən.", "Səhvən."]
    assert Withdrawal(reasons={}).reason_in("en") == ""
