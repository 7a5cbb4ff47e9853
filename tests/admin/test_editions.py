"""Editions and withdrawals in the admin can be read, and nothing else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import publish, withdraw
from tests.making import make_release

pytestmark = pytest.mark.django_db


def test_editions_and_withdrawals_are_read_and_nothing_else(as_administrator, editor, details):
    superuser = User.objects.create_superuser("root", password="x")
    release = make_release()
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "In error."})
    root = Client()
    root.force_login(superuser)
    for name, row in (("edition", Edition.objects.get()), ("withdrawal", Withdrawal.objects.get())):
        base = f"/admin/pressreleases/{name}/"
        for client in (as_administrator, root):
            assert client.get(base).status_code == 200
            assert client.get(f"{base}{row.pk}/change/").status_code == 200
            assert client.get(f"{base}add/").status_code == 403
            assert client.post(f"{base}{row.pk}/change/", {"title": "Rewritten"}).status_code == 403
            assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Edition.objects.get().title == "A visit to Geneva"
