"""`manage.py reset_second_factor` removes the second factors of one account, records it and tells the owner."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError

from pressreleases.models import AuditEntry, Notice
from tests.making import make_user
from tests.management.running import run

pytestmark = pytest.mark.django_db


def test_it_removes_those_of_one_account_and_nothing_of_another():
    ann, eve = make_user("Editor", "ann"), make_user("Editor", "eve")
    for user in (ann, eve):
        TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(user)
    said = run("reset_second_factor", "ann")
    assert "ann has no second factor any more" in said
    assert not Authenticator.objects.filter(user=ann).exists()
    assert Authenticator.objects.filter(user=eve).count() == 2
    entry = AuditEntry.objects.get()
    assert (entry.actor_type, entry.label, entry.details) == ("command", "ann", {"changed": ["factors-reset"]})
    assert [(row.to, row.details["what"]) for row in Notice.objects.all()] == [(ann, "factors-reset")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nobody", "No account has"),
        ("ann", "has no second factor"),
        ("ann\udcff", "No account has"),
        ("", "No account has"),
    ],
)
def test_an_account_that_is_not_there_or_has_none_is_said(name, said):
    make_user("Editor", "ann")
    with pytest.raises(CommandError, match=said):
        run("reset_second_factor", name)
    assert not AuditEntry.objects.exists()
