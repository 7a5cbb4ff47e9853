"""The key of the site: made once, closed to others, refused when it is weak, renewed without signing anybody out."""

from tests.running.sites import Site

SIGN_IN = """
from django.contrib.auth.models import User
from django.test import Client
user = User.objects.create_superuser("leyla")
for _browser in range(2):
    client = Client()
    client.force_login(user)
    print(client.cookies["sessionid"].value)
"""
ASK_FOR_A_PAGE_OF_STAFF = """
import os
from django.test import Client
for cookie in os.environ["COOKIES"].split():
    client = Client()
    client.cookies["sessionid"] = cookie
    print(client.get("/admin/jsi18n/", HTTP_HOST="localhost").status_code, client.cookies["sessionid"].value)
"""


def test_who_is_signed_in_stays_so_with_a_new_key_until_the_old_one_is_removed(prepared: Site):
    def lines(program: str, *cookies: str) -> list[list[str]]:
        more = {"PYTHONWARNINGS": "ignore", "MISSION_SECOND_FACTOR": "off", "COOKIES": " ".join(cookies)}
        shell = ("manage.py", "shell", "--settings=mission_site.settings", "-v0", "-c", program)
        status, said = prepared.says(*shell, **more)
        assert status == 0, said
        return [line.split() for line in said.splitlines() if line[0] != "{" and "corrupted" not in line]

    key = prepared.var / "secret-key"
    before = key.read_text()
    ((used,), (unused,)) = lines(SIGN_IN)
    status, said = prepared.says("-m", "mission_site.secret_key")
    assert (status, key.read_text().splitlines()[1:]) == (0, [before]), said
    ((answer, renewed),) = lines(ASK_FOR_A_PAGE_OF_STAFF, used)
    assert answer == "200"
    key.write_text(key.read_text().splitlines()[0])
    # The session that was used since is signed with the new key now, the other one is not.
    assert [line[0] for line in lines(ASK_FOR_A_PAGE_OF_STAFF, renewed, unused)] == ["200", "302"]


def test_a_key_in_the_settings_is_not_renewed_in_a_file(prepared: Site):
    status, said = prepared.says("-m", "mission_site.secret_key", SECRET_KEY="a long key" * 6)
    assert status == 1
    assert "SECRET_KEY_OLD" in said
