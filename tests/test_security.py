"""The headers that say what a page and a file may load and do."""

from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from mission_site.security import NO_PAGE_POLICY, PermissionsPolicyMiddleware
from mission_site.static_files import StaticFilesMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/static/site.css", "/static/no.css", "/en/", "/en/no/", "/admin/login/", "/healthz"])
def test_every_answer_says_that_no_feature_of_the_browser_may_be_used(client: Client, path: str) -> None:
    policy = client.get(path)["Permissions-Policy"]
    assert {"camera=()", "geolocation=()", "microphone=()", "payment=()"} <= set(policy.split(", "))
    # Staff copy addresses.
    assert "clipboard" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "policy"), [("/en/", "style-src 'self'"), ("/admin/login/", "script-src 'self'")])
def test_a_page_has_its_own_policy_of_contents(client: Client, path: str, policy: str) -> None:
    answer = client.get(path)
    assert policy in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db  # an answer that is closed looks after the connection
def test_a_static_file_may_load_nothing_and_is_shown_in_no_frame(tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text("a{color:red}")
    with override_settings(STATIC_ROOT=str(tmp_path), WHITENOISE_AUTOREFRESH=False):
        files = StaticFilesMiddleware(lambda _request: HttpResponse(status=404))
        answer = PermissionsPolicyMiddleware(files)(RequestFactory().get("/static/site.css"))
    answer.close()
    assert (answer.status_code, answer["Content-Security-Policy"]) == (200, NO_PAGE_POLICY)
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
